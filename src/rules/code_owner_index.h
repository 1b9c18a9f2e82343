/* SPDX-License-Identifier: MIT */
/*
 * Finds the students who may own a code.  To judge every code against every
 * student (code_owner_judge()) would take time quadratic in the size of the
 * school.  But an owner always shares a number with the code, so students are
 * looked up by their numbers and only those few are judged.
 *
 * May find students who do not fit, but never misses one whom
 * code_owner_judge() calls GOOD or SURE, who has the exposed 学号, or whose
 * name and number both fit.  Keeps no text.  Read-only once made, and may then
 * be shared between threads.  One owner.
 */
#ifndef RULES_CODE_OWNER_INDEX_H
#define RULES_CODE_OWNER_INDEX_H

#include <stddef.h>

#include "rules/student_list.h"

struct code_owner_index;

struct code_owner_index *
code_owner_index_new(const struct student_list *people);
void code_owner_index_free(struct code_owner_index *take_index);

/* Indices into people, ascending, without repeats; the caller frees list. */
struct code_owner_candidates {
	size_t *list;
	size_t n, cap;
};

void code_owner_index_find(const struct code_owner_index *index,
			   const struct student *exposed,
			   struct code_owner_candidates *out);

#endif
