/* SPDX-License-Identifier: MIT */
/*
 * Comparing two lists of students: who is new, gone or changed, and what the
 * office calls the change (转专业, 更名, 休学 …).
 *
 * Students are first matched by one key.  Those left over are matched by their
 * other numbers together with the same name, so that a student with a new 学号
 * counts as changed, and not as one gone and one new.  The result borrows the
 * lists.  Pure; one thread.
 */
#ifndef ROSTER_ROSTER_DIFF_H
#define ROSTER_ROSTER_DIFF_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "rules/student_list.h"

enum roster_diff_kind {
	ROSTER_DIFF_NEW,
	ROSTER_DIFF_GONE,
	ROSTER_DIFF_CHANGED,
	ROSTER_DIFF_KINDS
};

enum roster_diff_event {
	ROSTER_DIFF_MAJOR,    /* 转专业 */
	ROSTER_DIFF_NAME,     /* 更名 */
	ROSTER_DIFF_SUSPEND,  /* 休学 */
	ROSTER_DIFF_RESUME,   /* 复学 */
	ROSTER_DIFF_WITHDRAW, /* 退学 */
	ROSTER_DIFF_COLLEGE,  /* 转学院 */
	ROSTER_DIFF_CLASS,    /* 调班 */
	ROSTER_DIFF_GRADE,    /* 年级变动（留级、跳级） */
	ROSTER_DIFF_LEVEL,    /* 层次、学制或学习形式变动 */
	ROSTER_DIFF_NUMBER,   /* 学号或考生号变动 */
	ROSTER_DIFF_IDENTITY, /* 证件、性别或出生日期变动 */
	ROSTER_DIFF_DATES,    /* 入学或毕业日期变动 */
	ROSTER_DIFF_CONTACT,  /* 联系方式变动 */
	ROSTER_DIFF_OTHER,
	ROSTER_DIFF_EVENTS
};

struct roster_diff_set {
	const struct student_list *list;
	uint64_t columns; /* bits of the fields that the list has columns
			   * for; 0 = find out from its students */
};

struct roster_diff_entry {
	enum roster_diff_kind kind;
	uint32_t before, after; /* 1 + index in its list; 0 = not in it */
	unsigned events;	/* bits of enum roster_diff_event */
	uint64_t fields;	/* bits of the changed fields */
};

struct roster_diff {
	const struct student_list *before, *after;
	struct roster_diff_entry
		*entries; /* in the order of after, then gone */
	size_t n, cap;
	size_t counts[ROSTER_DIFF_KINDS], same;
	enum student_field key; /* the one that was used */
};

/*
 * Compare the lists.  key is STUDENT_ksh, _xh or _zjhm; STUDENT_FIELD_COUNT
 * means the first of these that nearly all students of both lists have.  Fields
 * that only one list has a column for are not compared.  -1 with err when no
 * key can be used, or when one list has the same key twice.
 */
int roster_diff(const struct roster_diff_set *before,
		const struct roster_diff_set *after, enum student_field key,
		struct roster_diff *out, struct error *err);
void roster_diff_release(struct roster_diff *diff);

/* An entry with its students; who is after if there is one, else before. */
struct roster_diff_view {
	const struct roster_diff_entry *entry;
	struct student before, after;
	const struct student *who;
};
void roster_diff_view(const struct roster_diff *diff, size_t i,
		      struct roster_diff_view *out);

const char *roster_diff_kind_name(enum roster_diff_kind kind);
const char *roster_diff_event_name(enum roster_diff_event event);  /* "major" */
const char *roster_diff_event_title(enum roster_diff_event event); /* Chinese */

#endif
