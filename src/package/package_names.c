/* SPDX-License-Identifier: MIT */
#include "package/package_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "codec/archive/zip.h"
#include "rules/identity.h"
#include "rules/name_template.h"

const char *package_names_value(const struct package_item *item,
				const char *field)
{
	enum student_field id = student_field_find(field);

	if (id != STUDENT_FIELD_COUNT)
		return student_get(item->student, id);
	if (strcmp(field, "code_sha256") == 0)
		return item->code && item->code->has ? item->code->sha256 : "";
	if (strcmp(field, "code_payload") == 0)
		return item->code_base64 ? item->code_base64 : "";
	return item->code_key ? item->code_key : "";
}

static int is_empty(void *ctx, const char *field, struct error *err)
{
	enum student_field id = student_field_find(field);

	if (*package_names_value(ctx, field))
		return 0;
	return error_set(err, ERROR_INPUT, "%s",
			 id == STUDENT_FIELD_COUNT ? field
						   : student_field_title(id));
}

/* Whether the text gives the student away; the finding says which field. */
static bool tells(const struct package_item *item, const char *text)
{
	enum student_field field = identity_leak(item->student, text);

	if (field == STUDENT_FIELD_COUNT && !identity_number_in(text))
		return false;
	findings_add_detail(item->findings, "PKG-IDENTITY",
			    field == STUDENT_FIELD_COUNT
				    ? "18"
				    : student_field_title(field));
	return true;
}

/*
 * An official payload is opaque.  One that tells a name or a whole number in
 * clear is none to hand on; the masked ones of a layout are, and so is the
 * number of the school's own that it may hold.
 */
static bool payload_tells(const struct package_profile *profile,
			  const struct package_item *item)
{
	struct buf text = BUF_INIT;
	bool told;

	if ((!profile->code_payload && !profile->code_picture) || !item->code ||
	    !item->code->has)
		return false;
	buf_add(&text, item->code->payload.data, item->code->payload.size);
	told = tells(item, buf_str(&text));
	buf_release(&text);
	return told;
}

/*
 * What would go out about the student.  The columns as well as the name, and
 * the key by itself: a package without identity must not carry in its list what
 * it keeps out of its names, nor a key that is one of the student's numbers.
 */
static bool leaks(const struct package_profile *profile,
		  const struct package_item *item, const char *name)
{
	size_t i;

	if (tells(item, name) || tells(item, item->code_key) ||
	    payload_tells(profile, item))
		return true;
	for (i = 0; i < profile->n_columns; i++)
		if (tells(item,
			  package_names_value(item, profile->columns[i].field)))
			return true;
	return false;
}

static bool fits_zip(const struct package_profile *profile,
		     const struct package_item *item, const char *name)
{
	if (!profile->gbk_names || zip_name_fits_gbk(name))
		return true;
	findings_add(item->findings, "PKG-NAME-GBK");
	return false;
}

/*
 * A field that is empty makes the template's name wrong (".jpg", "_01.jpg"), so
 * it is a finding and not a name.
 */
static char *make_name(const struct package_profile *profile,
		       const struct package_item *item)
{
	struct package_item *ctx = (struct package_item *)(uintptr_t)item;
	struct error err = ERROR_INIT;
	char *name;

	if (!profile->identity && (!item->code_key || !*item->code_key)) {
		findings_add(item->findings, "PKG-NO-CODE");
		return NULL;
	}
	if (name_template_each(profile->name, is_empty, ctx, &err) == 0) {
		name = name_template_make(profile->name, item->student,
					  item->code_key, &err);
		if (name &&
		    (profile->identity || !leaks(profile, item, name)) &&
		    fits_zip(profile, item, name))
			return name;
		free(name);
		if (name)
			return NULL;
	}
	findings_add_detail(item->findings, "PKG-NAME-EMPTY", err.text);
	return NULL;
}

struct key {
	char *fold;
	size_t item;
};

static int compare(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int c = strcmp(x->fold, y->fold);

	return c ? c : (x->item > y->item) - (x->item < y->item);
}

/* Refuses all that share a name: which of them is right is not ours to say. */
static void refuse_clashes(const struct package_job *job, char **names)
{
	struct key *keys = mem_xcalloc(job->n + 1, sizeof(*keys));
	size_t i, n = 0;
	bool *clash;

	for (i = 0; i < job->n; i++)
		if (names[i])
			keys[n++] = (struct key){text_fold(names[i]), i};
	qsort(keys, n, sizeof(*keys), compare);
	clash = mem_xcalloc(n + 1, sizeof(*clash));
	for (i = 0; i < n; i++) {
		if (strcmp(keys[i].fold, PACKAGE_NAMES_MANIFEST) == 0)
			clash[i] = true;
		if (i && strcmp(keys[i].fold, keys[i - 1].fold) == 0)
			/*
			 * Sorted, equal names are neighbours: all are marked.
			 */
			clash[i] = clash[i - 1] = true;
	}
	for (i = 0; i < n; i++) {
		if (clash[i]) {
			findings_add_detail(job->items[keys[i].item].findings,
					    "PKG-NAME-CLASH",
					    names[keys[i].item]);
			free(names[keys[i].item]);
			names[keys[i].item] = NULL;
		}
		free(keys[i].fold);
	}
	free(clash);
	free(keys);
}

void package_names_make(const struct package_job *job, char **names)
{
	size_t i;

	for (i = 0; i < job->n; i++)
		names[i] = job->items[i].left_out
				   ? NULL
				   : make_name(job->profile, &job->items[i]);
	refuse_clashes(job, names);
}
