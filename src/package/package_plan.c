/* SPDX-License-Identifier: MIT */
#include "package/package_plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/archive/zip.h"
#include "codec/picture/qr_write.h"
#include "codec/picture/thumb.h"
#include "package/package_manifest.h"
#include "package/package_names.h"

void package_plan_release(struct package_plan *plan)
{
	size_t i;

	for (i = 0; plan->names && i < plan->job->n; i++) {
		free(plan->names[i]);
		buf_release(&plan->thumbs[i]);
		buf_release(&plan->codes[i]);
	}
	free(plan->names);
	free(plan->sizes);
	free(plan->thumbs);
	free(plan->codes);
	free(plan->zip);
	free(plan->order);
	memset(plan, 0, sizeof(*plan));
}

int package_plan_read(const struct package_item *item, struct buf *out,
		      struct error *err)
{
	struct error why = ERROR_INIT;
	char hex[SHA256_HEX];

	if (!item->photo_path || !*item->photo_path ||
	    file_read(item->photo_path, FILE_MAX_PICTURE, out, &why) < 0) {
		if (why.kind == ERROR_SYSTEM) {
			*err = why;
			return -1;
		}
		findings_add_detail(
			item->findings, "PKG-MISSING-FILE",
			item->photo_path ? path_name(item->photo_path) : "");
		return 0;
	}
	sha256_hex(out->data, out->size, hex);
	if (strcmp(hex, item->sha256) == 0)
		return 1;
	findings_add_detail(item->findings, "PKG-HASH",
			    path_name(item->photo_path));
	return 0;
}

/* Of two limits where 0 is none. */
static long smaller(long a, long b)
{
	if (a <= 0 || b <= 0)
		return a > b ? a : b;
	return a < b ? a : b;
}

static long max_bytes(const struct package_job *job)
{
	return smaller(job->max_bytes, job->profile->max_bytes);
}

/* What the item adds to its zip, the manifest's row included. */
static long cost(const struct package_plan *plan, size_t i)
{
	const struct package_profile *profile = plan->job->profile;
	const char *name = plan->names[i];
	long bytes =
		plan->sizes[i] + 2 * (long)strlen(name) + ZIP_ENTRY_OVERHEAD;

	/* Its name is the photo's in a folder; a row of its own lists it. */
	if (plan->codes[i].size)
		bytes += (long)plan->codes[i].size + 2 * (long)strlen(name) +
			 20 + ZIP_ENTRY_OVERHEAD;
	if (!profile->manifest_inside)
		return bytes;
	if (plan->codes[i].size)
		bytes += (long)strlen(name) + 20 + SHA256_HEX + 80;
	bytes +=
		package_manifest_row_bytes(profile, &plan->job->items[i], name);
	/* A picture needs an anchor and an entry in the workbook too. */
	if (plan->thumbs[i].size)
		bytes += (long)plan->thumbs[i].size + 500;
	return bytes;
}

static long base_cost(const struct package_plan *plan)
{
	return plan->job->profile->manifest_inside ? PACKAGE_MANIFEST_BASE_BYTES
						   : 100;
}

/*
 * By the profile's limit of a photo, or because even a zip of its own could not
 * hold it: the finding says the size it would have to have.
 */
static bool too_large(const struct package_plan *plan, size_t i)
{
	const struct package_job *job = plan->job;
	long limit = job->profile->max_photo_bytes, whole = max_bytes(job);

	if (whole > 0 && base_cost(plan) + cost(plan, i) > whole)
		limit = smaller(limit, whole - base_cost(plan) - cost(plan, i) +
					       plan->sizes[i]);
	if (limit <= 0 || plan->sizes[i] <= limit)
		return false;
	findings_add_above(job->items[i].findings, "PKG-OVERSIZE",
			   (double)plan->sizes[i] / 1000, (double)limit / 1000,
			   "KB");
	return true;
}

/* Drawn before sizes are added up; one that cannot be drawn is left out. */
static bool draw_code(struct package_plan *plan, size_t i)
{
	const struct package_item *item = &plan->job->items[i];
	struct error err = ERROR_INIT;
	const struct buf *payload;

	if (!plan->job->profile->code_picture || !item->code ||
	    !item->code->has)
		return true;
	payload = &item->code->payload;
	if (qr_write(payload->data, payload->size, &plan->codes[i], &err) == 0)
		return true;
	findings_add_detail(item->findings, "PKG-CODE-PICTURE", err.text);
	return false;
}

static int check_photo(struct package_plan *plan, size_t i, struct error *err)
{
	const struct package_item *item = &plan->job->items[i];
	struct buf photo = BUF_INIT;
	int good = item->planned_bytes > 0
			   ? 1
			   : package_plan_read(item, &photo, err);

	if (good < 0) {
		buf_release(&photo);
		return -1;
	}
	plan->sizes[i] = item->planned_bytes > 0 ? item->planned_bytes
						 : (long)photo.size;
	if (!good || !draw_code(plan, i) || too_large(plan, i)) {
		free(plan->names[i]);
		plan->names[i] = NULL;
	} else if (plan->with_thumbs && photo.size &&
		   thumb_make(photo.data, photo.size, PACKAGE_PLAN_THUMB_HEIGHT,
			      &plan->thumbs[i], NULL) < 0) {
		/* What cannot be drawn small is packed all the same. */
		buf_clear(&plan->thumbs[i]);
	}
	buf_release(&photo);
	return 0;
}

struct place {
	const char *group;
	size_t item;
};

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int c = strcmp(x->group, y->group);

	return c ? c : (x->item > y->item) - (x->item < y->item);
}

static const char *group_of(const struct package_plan *plan, size_t i)
{
	const char *by = plan->job->profile->by;

	return *by ? package_names_value(&plan->job->items[i], by) : "";
}

/*
 * By group, then as the list came: sorting is by (group, place), so that it is
 * stable without a stable sort.
 */
static void make_order(struct package_plan *plan)
{
	struct place *places = mem_xcalloc(plan->job->n + 1, sizeof(*places));
	size_t i, n = 0;

	for (i = 0; i < plan->job->n; i++)
		if (plan->names[i])
			places[n++] = (struct place){group_of(plan, i), i};
	qsort(places, n, sizeof(*places), compare_places);
	for (i = 0; i < n; i++)
		plan->order[i] = places[i].item;
	plan->n_order = n;
	free(places);
}

/*
 * In order, and never back: a photo that would still fit into an earlier zip
 * goes into the last one, so that the zips follow the list.
 */
static void assign_zips(struct package_plan *plan)
{
	long bytes_limit = max_bytes(plan->job);
	long count_limit =
		smaller(plan->job->max_count, plan->job->profile->max_count);
	long bytes = 0, count = 0, more;
	size_t i, item;
	bool full;

	for (i = 0; i < plan->n_order; i++) {
		item = plan->order[i];
		more = cost(plan, item);
		full = (bytes_limit > 0 && bytes + more > bytes_limit) ||
		       (count_limit > 0 && count >= count_limit);
		if (i == 0 || full ||
		    strcmp(group_of(plan, item),
			   group_of(plan, plan->order[i - 1])) != 0) {
			plan->n_zips++;
			bytes = base_cost(plan);
			count = 0;
		}
		plan->zip[item] = plan->n_zips - 1;
		bytes += more;
		count++;
	}
}

/*
 * The arrays run beside the items of the job:
 *
 *   item     0      1      2      3
 *   names    a.jpg  NULL   c.jpg  d.jpg    NULL = left out, with a finding
 *   sizes    31000  0      28000  30500
 *   zip      0      -      1      0        which file
 *   order    [0, 3, 2]                     packed items as they are written
 */
int package_plan_make(const struct package_job *job, struct package_plan *plan,
		      struct error *err)
{
	size_t i, n = job->n + 1;

	memset(plan, 0, sizeof(*plan));
	plan->job = job;
	plan->with_thumbs = job->thumbnails && job->profile->thumbnails;
	plan->names = mem_xcalloc(n, sizeof(*plan->names));
	plan->sizes = mem_xcalloc(n, sizeof(*plan->sizes));
	plan->thumbs = mem_xcalloc(n, sizeof(*plan->thumbs));
	plan->codes = mem_xcalloc(n, sizeof(*plan->codes));
	plan->zip = mem_xcalloc(n, sizeof(*plan->zip));
	plan->order = mem_xcalloc(n, sizeof(*plan->order));
	package_names_make(job, plan->names);
	for (i = 0; i < job->n; i++) {
		if (cancel_check(err) < 0 ||
		    (plan->names[i] && check_photo(plan, i, err) < 0)) {
			package_plan_release(plan);
			return -1;
		}
	}
	make_order(plan);
	assign_zips(plan);
	return 0;
}
