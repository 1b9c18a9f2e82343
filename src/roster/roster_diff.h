/* SPDX-License-Identifier: MIT */
/*
 * Two lists of students compared: who is new, gone or changed, and what the
 * change is called in the office (转专业, 更名, 休学 …).
 *
 * Students are matched by one key, then those left over by the other numbers
 * and the same name, so that a new 学号 is a change and not gone and new.
 * The result borrows the lists.  Pure; one thread.
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
	uint64_t columns; /* bits of the fields it has; 0 = find out */
};

struct roster_diff_entry {
	enum roster_diff_kind kind;
	uint32_t before, after; /* 1 + place in its list; 0 for new, gone */
	unsigned events;	/* bits */
	uint64_t fields;	/* bits of what changed */
};

struct roster_diff {
	const struct student_list *before, *after;
	struct roster_diff_entry
		*entries; /* in the order of after, then gone */
	size_t n, cap;
	size_t counts[ROSTER_DIFF_KINDS], same;
	enum student_field key; /* that was used */
};

/*
 * key: STUDENT_ksh, _xh or _zjhm; STUDENT_FIELD_COUNT takes the first of
 * these that nearly all students on both sides have.  Fields that one side
 * has no column for are not compared.  -1 with err when there is no key or
 * one side has it twice.
 */
int roster_diff(const struct roster_diff_set *before,
		const struct roster_diff_set *after, enum student_field key,
		struct roster_diff *out, struct error *err);
void roster_diff_release(struct roster_diff *diff);

/* An entry with both students; who: the one there is, rather as he is now. */
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
