/* SPDX-License-Identifier: MIT */
#include "package/package_adapt.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rules/identity.h"
#include "rules/student.h"

static void replace(char **text, const char *value)
{
	char *copy = mem_xstrdup(value);

	free(*text);
	*text = copy;
}

/* "college", "学院" and "fy" are one; "no" takes the groups away. */
static int set_by(struct package_profile *p, const char *word,
		  struct error *err)
{
	static const struct {
		const char *word, *field;
	} words[] = {{"college", "fy"},
		     {"class", "bh"},
		     {"level", "cc"},
		     {"no", ""}};
	enum student_field field;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (strcmp(word, words[i].word) == 0)
			word = words[i].field;
	for (field = 0; field < STUDENT_FIELD_COUNT; field++)
		if (strcmp(word, student_field_title(field)) == 0)
			word = student_field_name(field);
	replace(&p->by, word);
	return *p->by ? package_profile_know_field(p->by, err) : 0;
}

/* What describes the programme may stay, and nobody is known without a key. */
static void drop_identity(struct package_profile *p)
{
	size_t i, n = 0;
	bool keyed = false;

	for (i = 0; i < p->n_columns; i++) {
		if (!identity_field_is_free(p->columns[i].field)) {
			free(p->columns[i].field);
			free(p->columns[i].title);
			continue;
		}
		keyed |= strncmp(p->columns[i].field, "code", 4) == 0;
		p->columns[n++] = p->columns[i];
	}
	p->n_columns = n;
	if (!keyed && n < PACKAGE_PROFILE_COLUMNS) {
		p->columns[n].field = mem_xstrdup("code_sha256");
		p->columns[p->n_columns++].title = mem_xstrdup("采集码SHA256");
	}
	if (!identity_field_is_free(p->by))
		replace(&p->by, "");
	p->identity = false;
}

static int set_zip_names(struct package_profile *p, const char *word,
			 struct error *err)
{
	p->gbk_names = strcmp(word, "gbk") == 0;
	if (p->gbk_names || strcmp(word, "utf-8") == 0)
		return 0;
	return error_set(err, ERROR_USAGE, _("%s = %s: it is %s or %s"),
			 "zip-names", word, "utf-8", "gbk");
}

int package_adapt(struct package_profile *p,
		  const struct package_adapt_wish *wish, struct error *err)
{
	if (wish->no_identity && p->identity) {
		if (*p->free_name)
			replace(&p->name, p->free_name);
		drop_identity(p);
	}
	if (wish->name)
		replace(&p->name, wish->name);
	if (wish->folder)
		package_profile_set_folder(p, wish->folder);
	if ((wish->zip_names && set_zip_names(p, wish->zip_names, err) < 0) ||
	    (wish->by && set_by(p, wish->by, err) < 0))
		return -1;
	return package_profile_check(p, err);
}
