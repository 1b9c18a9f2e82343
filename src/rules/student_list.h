/* SPDX-License-Identifier: MIT */
/*
 * Students in memory, packed, in the order in which they were added.  Used
 * where all of them are needed at once: to compare two rosters, to rename
 * files, to match codes.  About 100 bytes a student with 13 fields, so a
 * million students take 100 MB.  One owner; while it is not changed it may be
 * shared between threads.
 *
 *     bytes    | xh 2 0 2 2 … NUL | xm … NUL | bh* 0 0 7 | end | xh …
 *     rows     [ 0                                              57  … ]
 *                                       bh* 7: text 7 in shared
 *     shared   [ "4" "本科" "计科2201班" … ]      each once (hardly ever twice)
 *
 * Numbers, names and addresses are stored with the student.  Schools, colleges,
 * classes and levels, which many students have in common, are stored once in
 * shared and marked with * above.
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
	struct buf shared;   /* the texts, one after the other */
	uint32_t *shared_at; /* of text i in shared */
	size_t shared_n, shared_cap;
	uint32_t *slots; /* hash table: i + 1, 0 = free */
	size_t slots_n;
};

#define STUDENT_LIST_INIT                                                      \
	{                                                                      \
		NULL                                                           \
	}

/* Append a copy of the student. */
void student_list_add(struct student_list *all, const struct student *student);
void student_list_release(struct student_list *all);

/*
 * Student i.  The texts of *out are borrowed from the list until it changes; do
 * not release or set them.
 */
void student_list_get(const struct student_list *all, size_t i,
		      struct student *out);

/*
 * An index for finding a file's owner by its name, to be freed; in it student i
 * has the id i + 1.
 */
struct file_name_index *student_list_index(const struct student_list *all);

#endif
