/* SPDX-License-Identifier: MIT */
/*
 * Students held in memory, in the order they came, packed: both sides of a
 * comparison of rosters, those whose files are renamed, a task's students when
 * codes are matched.  About 100 bytes a student with 13 fields, a million of
 * them 100 MB.  One owner; read-only, it may be shared between threads.
 *
 *     bytes    | xh 2 0 2 2 … NUL | xm … NUL | bh* 0 0 7 | end | xh …
 *     rows     [ 0                                              57  … ]
 *                                       bh* 7: text 7 of the shared ones
 *     shared   [ "4" "本科" "计科2201班" … ]      each once (hardly ever twice)
 *
 * Numbers, names, addresses are a student's own; schools, colleges, classes,
 * levels are shared by many.
 */
#ifndef RULES_STUDENT_LIST_H
#define RULES_STUDENT_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "rules/file_name.h"
#include "rules/student.h"

struct student_list_row {
	long long id;
	uint64_t at; /* in bytes */
};

struct student_list {
	struct student_list_row *rows;
	size_t n, cap;
	struct buf bytes;
	struct buf shared;   /* texts, one behind the other */
	uint32_t *shared_at; /* of text i in shared */
	size_t shared_n, shared_cap;
	uint32_t *slots; /* hash table: i + 1, 0 = free */
	size_t slots_n;
};

#define STUDENT_LIST_INIT                                                      \
	{                                                                      \
		NULL                                                           \
	}

/* A copy of the student behind those there are. */
void student_list_add(struct student_list *all, const struct student *student);
void student_list_release(struct student_list *all);

/*
 * Student i as any other: his texts are the list's, until it changes.  Nothing
 * is to be released or set.
 */
void student_list_get(const struct student_list *all, size_t i,
		      struct student *out);

/* Whose a file is by its name: student i has the id i + 1.  The caller's. */
struct file_name_index *student_list_index(const struct student_list *all);

#endif
