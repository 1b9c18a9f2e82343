/* SPDX-License-Identifier: MIT */
#include "package/package_listing.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "codec/table/sheet.h"
#include "package/package_manifest.h"
#include "rules/identity.h"

enum { NO_COLUMN = -1, MAX_TITLES = 1000 };

/*
 * Columns are found by their titles, not by their places: the manifest may have
 * been opened, sorted and saved by somebody, and is still the same list.
 */
struct reading {
	struct package_listing *out;
	const char *zip;		 /* only its rows; NULL all */
	int file, in_zip, bytes, sha256; /* columns */
	bool has_head;
};

void package_listing_release(struct package_listing *listing)
{
	size_t i;

	for (i = 0; i < listing->n; i++)
		free(listing->rows[i].name);
	for (i = 0; i < listing->n_titles; i++)
		free(listing->titles[i]);
	free(listing->rows);
	free(listing->titles);
	free(listing->profile);
	findings_release(&listing->findings);
	memset(listing, 0, sizeof(*listing));
}

static const char *cell(const struct sheet_row *row, int column)
{
	return column >= 0 && (size_t)column < row->count
		       ? row->cells[column].text
		       : "";
}

static void look_for_numbers(struct package_listing *out,
			     const struct sheet_row *row)
{
	size_t i;

	for (i = 0; i < row->count && !out->number_in; i++)
		out->number_in = identity_number_in(row->cells[i].text);
}

static void read_head(struct reading *r, const struct sheet_row *row)
{
	const char *title;
	size_t i;

	r->has_head = true;
	r->out->titles = mem_xcalloc(row->count + 1, sizeof(char *));
	for (i = 0; i < row->count && i < MAX_TITLES; i++) {
		title = row->cells[i].text;
		r->out->titles[r->out->n_titles++] = mem_xstrdup(title);
		if (strcmp(title, PACKAGE_MANIFEST_FILE) == 0)
			r->file = (int)i;
		else if (strcmp(title, PACKAGE_MANIFEST_ZIP) == 0)
			r->in_zip = (int)i;
		else if (strcmp(title, PACKAGE_MANIFEST_BYTES) == 0)
			r->bytes = (int)i;
		else if (strcmp(title, PACKAGE_MANIFEST_SHA256) == 0)
			r->sha256 = (int)i;
	}
}

static bool is_sha256(const char *s)
{
	return strlen(s) == SHA256_HEX - 1 &&
	       strspn(s, "0123456789abcdef") == SHA256_HEX - 1;
}

static void listing_add_row(struct reading *r, const struct sheet_row *row)
{
	struct package_listing *out = r->out;
	struct package_listing_row *to;
	const char *hash = cell(row, r->sha256);

	MEM_GROW(out->rows, out->n, out->cap);
	to = &out->rows[out->n++];
	memset(to, 0, sizeof(*to));
	to->name = mem_xstrdup(cell(row, r->file));
	to->row = row->number;
	if (text_to_long(cell(row, r->bytes), 0, 1L << 40, &to->bytes) < 0)
		to->bytes = -1;
	if (is_sha256(hash))
		memcpy(to->sha256, hash, SHA256_HEX);
	if (!*to->name || to->bytes < 0 || !*to->sha256)
		findings_add_detail(&out->findings, "PKG-MANIFEST", to->name);
}

static int on_photo(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct reading *r = ctx;

	look_for_numbers(r->out, row);
	if (!r->has_head) {
		read_head(r, row);
		return 0;
	}
	if (r->zip && r->in_zip != NO_COLUMN &&
	    strcmp(cell(row, r->in_zip), r->zip) != 0)
		return 0;
	if (r->out->n >= PACKAGE_LISTING_MAX_ROWS)
		return error_set(err, ERROR_LIMIT,
				 _("the manifest has more than %d rows"),
				 PACKAGE_LISTING_MAX_ROWS);
	listing_add_row(r, row);
	return 0;
}

static int on_about(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct reading *r = ctx;
	const char *what = cell(row, 0), *value = cell(row, 1);

	(void)err;
	look_for_numbers(r->out, row);
	if (strcmp(what, PACKAGE_MANIFEST_PROFILE) == 0 && !r->out->profile)
		r->out->profile = mem_xstrdup(value);
	if (strcmp(what, PACKAGE_MANIFEST_IDENTITY) == 0)
		r->out->no_identity =
			strcmp(value, PACKAGE_MANIFEST_IDENTITY_NO) == 0;
	return 0;
}

static int on_other(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct reading *r = ctx;

	(void)err;
	look_for_numbers(r->out, row);
	return 0;
}

static int compare(const void *a, const void *b)
{
	const struct package_listing_row *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : (x->row > y->row) - (x->row < y->row);
}

/*
 * By name, then by row: a search finds the first row of a name, and equal names
 * are neighbours, which is how a name listed twice is noticed.
 */
static void sort(struct package_listing *out)
{
	size_t i;

	if (out->n)
		qsort(out->rows, out->n, sizeof(*out->rows), compare);
	for (i = 1; i < out->n; i++)
		if (strcmp(out->rows[i].name, out->rows[i - 1].name) == 0)
			findings_add_detail(&out->findings, "PKG-MANIFEST",
					    out->rows[i].name);
}

/*
 * Sheets by other names are read too, for numbers of residents only: what a
 * recipient must not get may stand on any of them.
 */
static int read_sheets(struct sheet *sheet, struct reading *r,
		       struct error *err)
{
	sheet_row_fn fn;
	const char *name;
	int result = 0;
	size_t i;

	for (i = 0; i < sheet_count(sheet) && result == 0; i++) {
		name = sheet_info(sheet, i).name;
		fn = strcmp(name, PACKAGE_MANIFEST_PHOTOS) == 0	 ? on_photo
		     : strcmp(name, PACKAGE_MANIFEST_ABOUT) == 0 ? on_about
								 : on_other;
		result = sheet_read(sheet, i, fn, r, err);
	}
	if (result == 0 && (r->file == NO_COLUMN || r->sha256 == NO_COLUMN))
		return error_set(err, ERROR_INPUT,
				 _("there is no sheet %s with the columns %s "
				   "and %s"),
				 PACKAGE_MANIFEST_PHOTOS, PACKAGE_MANIFEST_FILE,
				 PACKAGE_MANIFEST_SHA256);
	return result;
}

int package_listing_read(const void *bytes, size_t n, const char *zip,
			 struct package_listing *out, struct error *err)
{
	struct reading r = {.out = out,
			    .zip = zip,
			    .file = NO_COLUMN,
			    .in_zip = NO_COLUMN,
			    .bytes = NO_COLUMN,
			    .sha256 = NO_COLUMN};
	struct sheet_options options = {0};
	struct sheet *sheet;
	int result;

	memset(out, 0, sizeof(*out));
	sheet = sheet_open_bytes(bytes, n, &options, err);
	if (!sheet)
		return -1;
	result = read_sheets(sheet, &r, err);
	sheet_close(sheet);
	if (result < 0)
		package_listing_release(out);
	else
		sort(out);
	return result;
}

struct package_listing_row *
package_listing_find(const struct package_listing *listing, const char *name)
{
	struct package_listing_row key = {.name = (char *)(uintptr_t)name};
	size_t low = 0, high = listing->n, middle;

	/* The first of equal names: key.row is below every row's. */
	while (low < high) {
		middle = (low + high) / 2;
		if (compare(&listing->rows[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < listing->n && strcmp(listing->rows[low].name, name) == 0
		       ? &listing->rows[low]
		       : NULL;
}
