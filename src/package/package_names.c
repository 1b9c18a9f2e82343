/* SPDX-License-Identifier: MIT */
#include "package/package_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "rules/identity.h"
#include "rules/name_template.h"

const char *package_names_value(const struct package_item *item,
				const char *field)
{
	enum student_field id = student_field_find(field);

	if (id != STUDENT_FIELD_COUNT)
		return student_get(item->student, id);
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

/* What would go out about the student: the name and each column. */
/*
 * The columns as well as the name: a package without identity must not carry in
 * its list what it keeps out of its names.
 */
static bool leaks(const struct package_profile *profile,
		  const struct package_item *item, const char *name)
{
	const char *value = name;
	enum student_field field;
	size_t i;

	for (i = 0; i <= profile->n_columns; i++) {
		field = identity_leak(item->student, value);
		if (field != STUDENT_FIELD_COUNT || identity_number_in(value)) {
			findings_add_detail(
				item->findings, "PKG-IDENTITY",
				field == STUDENT_FIELD_COUNT
					? "18"
					: student_field_title(field));
			return true;
		}
		if (i < profile->n_columns)
			value = package_names_value(item,
						    profile->columns[i].field);
	}
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
		if (name && (profile->identity || !leaks(profile, item, name)))
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
