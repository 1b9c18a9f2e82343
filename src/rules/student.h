/* SPDX-License-Identifier: MIT */
/*
 * One student as the school lists them.  Fields have their national names where
 * there are any (from the 学籍注册 list and the data structures of the 教育部),
 * in lower case.  These are also the column names in the store, the keys of
 * JSON output and the words of naming templates.  Texts are UTF-8; an empty
 * field is "" or NULL.
 */
#ifndef RULES_STUDENT_H
#define RULES_STUDENT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The one table of a student's fields; all other code about fields is derived
 * from it.
 *
 *   id       column of the store, key of JSON, word of a naming template
 *   titles   Chinese, English
 *   form     how its text is cleaned and read (enum student_form)
 *   change   what the office calls a change of it (roster/roster_diff.h)
 *   KEY      identifies the student among others
 *   privacy  what may be shown and handed on (enum student_privacy)
 */
/* clang-format off */
#define STUDENT_FIELDS(X) \
  X(ksh,  "考生号",       "admission no.",      NUMBER, NUMBER,   KEY, OWN)    \
  X(xh,   "学号",         "student no.",        NUMBER, NUMBER,   KEY, OWN)    \
  X(xm,   "姓名",         "name",               NAME,   NAME,     KEY, NAME)   \
  X(xmpy, "姓名拼音",     "name in pinyin",     TEXT,   NAME,     0,   OWN)    \
  X(cym,  "曾用名",       "former name",        NAME,   NAME,     0,   NAME)   \
  X(xb,   "性别",         "sex",                SEX,    IDENTITY, 0,   OWN)    \
  X(csrq, "出生日期",     "born",               DAY,    IDENTITY, 0,   OWN)    \
  X(zjlx, "证件类型",     "document type",      TEXT,   IDENTITY, 0,   OWN)    \
  X(zjhm, "证件号码",     "document no.",       NUMBER, IDENTITY, KEY, SECRET) \
  X(mz,   "民族",         "ethnic group",       TEXT,   IDENTITY, 0,   OWN)    \
  X(zzmm, "政治面貌",     "political status",   TEXT,   OTHER,    0,   OWN)    \
  X(gj,   "国籍",         "nationality",        TEXT,   IDENTITY, 0,   OWN)    \
  X(yxdm, "院校代码",     "school code",        NUMBER, OTHER,    0,   FREE)   \
  X(yxmc, "院校名称",     "school",             TEXT,   OTHER,    0,   FREE)   \
  X(fy,   "学院",         "college",            TEXT,   COLLEGE,  0,   OWN)    \
  X(xsh,  "系所",         "department",         TEXT,   COLLEGE,  0,   OWN)    \
  X(zydm, "专业代码",     "major code",         NUMBER, MAJOR,    0,   OWN)    \
  X(zymc, "专业名称",     "major",              TEXT,   MAJOR,    0,   OWN)    \
  X(bh,   "班级",         "class",              TEXT,   CLASS,    0,   OWN)    \
  X(nj,   "年级",         "grade",              NUMBER, GRADE,    0,   FREE)   \
  X(xllb, "学历类别",     "degree category",    TEXT,   LEVEL,    0,   FREE)   \
  X(cc,   "层次",         "level",              TEXT,   LEVEL,    0,   FREE)   \
  X(xz,   "学制",         "years of schooling", YEARS,  LEVEL,    0,   FREE)   \
  X(xxxs, "学习形式",     "mode of study",      TEXT,   LEVEL,    0,   FREE)   \
  X(rxrq, "入学日期",     "entered",            DAY,    DATES,    0,   OWN)    \
  X(byrq, "毕业日期",     "graduates",          DAY,    DATES,    0,   OWN)    \
  X(xjzt, "学籍状态",     "registration",       TEXT,   OTHER,    0,   OWN)    \
  X(wybh, "学生唯一编号", "unique no.",         NUMBER, NUMBER,   KEY, FREE)   \
  X(lxdh, "联系电话",     "telephone",          NUMBER, CONTACT,  0,   SECRET) \
  X(txdz, "通信地址",     "address",            NOTE,   CONTACT,  0,   OWN)    \
  X(yzbm, "邮政编码",     "postal code",        NUMBER, CONTACT,  0,   OWN)    \
  X(bz,   "备注",         "remark",             NOTE,   OTHER,    0,   OWN)
/* clang-format on */

enum student_field {
#define STUDENT_ENUM(id, ...) STUDENT_##id,
	STUDENT_FIELDS(STUDENT_ENUM)
#undef STUDENT_ENUM
		STUDENT_FIELD_COUNT
};

/* How a field is written in a roster. */
enum student_form {
	STUDENT_TEXT,
	STUDENT_NOTE, /* free text, kept as it is */
	STUDENT_NAME,
	STUDENT_NUMBER, /* digits and capitals, no blanks */
	STUDENT_DAY,
	STUDENT_SEX,
	STUDENT_YEARS, /* 4, 2.5 */
};

enum student_privacy {
	/* describes the programme: may be in a package without identity */
	STUDENT_PRIVACY_FREE,
	/* the student's own: only in packages that name the students */
	STUDENT_PRIVACY_OWN,
	STUDENT_PRIVACY_NAME,	/* the same, shown as 张* unless --unmask */
	STUDENT_PRIVACY_SECRET, /* the same, masked with stars unless --unmask
				 */
};

struct student_field_info {
	const char *name, *title, *english;
	enum student_form form;
	bool key;
	enum student_privacy privacy;
};

struct student {
	long long id;			  /* row in the store; 0 = not stored */
	char *field[STUDENT_FIELD_COUNT]; /* owned; NULL = empty */
};

void student_release(struct student *s);

/* Replace a field by a copy of value; "" and NULL both empty it. */
void student_set(struct student *s, enum student_field field,
		 const char *value);

/* Never NULL. */
const char *student_get(const struct student *s, enum student_field field);

const struct student_field_info *student_field_info(enum student_field field);

const char *student_field_name(enum student_field field);  /* "ksh" */
const char *student_field_title(enum student_field field); /* "考生号" */

/* For people: the title in Chinese or English, as the process's language is. */
const char *student_field_label(enum student_field field);

/* STUDENT_FIELD_COUNT when there is no such field. */
enum student_field student_field_find(const char *name);

#endif
