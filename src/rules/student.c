/* SPDX-License-Identifier: MIT */
#include "rules/student.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static const char *const names[] = {
#define STUDENT_NAME(id, title) #id,
	STUDENT_FIELDS(STUDENT_NAME)
#undef STUDENT_NAME
};

static const char *const titles[] = {
#define STUDENT_TITLE(id, title) title,
	STUDENT_FIELDS(STUDENT_TITLE)
#undef STUDENT_TITLE
};

void student_release(struct student *s)
{
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		free(s->field[i]);
	memset(s, 0, sizeof(*s));
}

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

const char *student_field_name(enum student_field field)
{
	return names[field];
}

const char *student_field_title(enum student_field field)
{
	return titles[field];
}

enum student_field student_field_find(const char *name)
{
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		if (text_casecmp(names[i], name) == 0)
			return (enum student_field)i;
	return STUDENT_FIELD_COUNT;
}
