/* SPDX-License-Identifier: MIT */
#include "rules/student.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
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

static const char *const english[STUDENT_FIELD_COUNT] = {
	[STUDENT_ksh] = "admission no.",
	[STUDENT_xh] = "student no.",
	[STUDENT_xm] = "name",
	[STUDENT_xmpy] = "name in pinyin",
	[STUDENT_cym] = "former name",
	[STUDENT_xb] = "sex",
	[STUDENT_csrq] = "born",
	[STUDENT_zjlx] = "document type",
	[STUDENT_zjhm] = "document no.",
	[STUDENT_mz] = "ethnic group",
	[STUDENT_zzmm] = "political status",
	[STUDENT_gj] = "nationality",
	[STUDENT_yxdm] = "school code",
	[STUDENT_yxmc] = "school",
	[STUDENT_fy] = "college",
	[STUDENT_xsh] = "department",
	[STUDENT_zydm] = "major code",
	[STUDENT_zymc] = "major",
	[STUDENT_bh] = "class",
	[STUDENT_nj] = "grade",
	[STUDENT_xllb] = "degree category",
	[STUDENT_cc] = "level",
	[STUDENT_xz] = "years of schooling",
	[STUDENT_xxxs] = "mode of study",
	[STUDENT_rxrq] = "entered",
	[STUDENT_byrq] = "graduates",
	[STUDENT_xjzt] = "registration",
	[STUDENT_wybh] = "unique no.",
	[STUDENT_lxdh] = "telephone",
	[STUDENT_txdz] = "address",
	[STUDENT_yzbm] = "postal code",
	[STUDENT_bz] = "remark",
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

const char *student_field_label(enum student_field field)
{
	return i18n_lang() == I18N_ZH ? titles[field] : english[field];
}

enum student_field student_field_find(const char *name)
{
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		if (text_casecmp(names[i], name) == 0)
			return (enum student_field)i;
	return STUDENT_FIELD_COUNT;
}
