/* SPDX-License-Identifier: MIT */
/*
 * Among whom a code's owner is to be looked for.  Judging every code against
 * every student (code_owner_judge()) costs the square of the school; whoever
 * can be the owner shares a number with the code, so students are found by
 * their numbers and only those few are judged.
 *
 * Finds more than fit, never fewer: everybody whom code_owner_judge() calls
 * GOOD or SURE, everybody of the exposed 学号, everybody whose name and number
 * both fit.  Keeps no text; read-only once made, and may be shared between
 * threads.  One owner.
 */
#ifndef RULES_CODE_OWNER_INDEX_H
#define RULES_CODE_OWNER_INDEX_H

#include <stddef.h>

#include "rules/student_list.h"

struct code_owner_index;

struct code_owner_index *
code_owner_index_new(const struct student_list *people);
void code_owner_index_free(struct code_owner_index *take_index);

/* Places in people, ascending, each once; the caller frees list. */
struct code_owner_candidates {
	size_t *list;
	size_t n, cap;
};

void code_owner_index_find(const struct code_owner_index *index,
			   const struct student *exposed,
			   struct code_owner_candidates *out);

#endif
