/* SPDX-License-Identifier: MIT */
#include "rules/student.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { KEY = true };

/*
 * From the one list of fields (rules/student.h), so that a new field is named
 * once and no table of names falls behind it.
 */
static const struct student_field_info fields[] = {
#define STUDENT_INFO(id, zh, en, form, change, key, privacy)                   \
	{#id, zh, en, STUDENT_##form, key, STUDENT_PRIVACY_##privacy},
	STUDENT_FIELDS(STUDENT_INFO)
#undef STUDENT_INFO
};

void student_release(struct student *s)
{
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		free(s->field[i]);
	memset(s, 0, sizeof(*s));
}

/* "" is kept as NULL: 30 empty fields a student are no 30 allocations. */
void student_set(struct student *s, enum student_field field, const char *value)
{
	char *copy = value && *value ? mem_xstrdup(value) : NULL;

	free(s->field[field]);
	s->field[field] = copy;
}

const char *student_get(const struct student *s, enum student_field field)
{
	return s->field[field] ? s->field[field] : "";
}

const struct student_field_info *student_field_info(enum student_field field)
{
	return &fields[field];
}

const char *student_field_name(enum student_field field)
{
	return fields[field].name;
}

const char *student_field_title(enum student_field field)
{
	return fields[field].title;
}

const char *student_field_label(enum student_field field)
{
	return i18n_lang() == I18N_ZH ? fields[field].title
				      : fields[field].english;
}

enum student_field student_field_find(const char *name)
{
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		if (text_casecmp(fields[i].name, name) == 0)
			return (enum student_field)i;
	return STUDENT_FIELD_COUNT;
}
