/* SPDX-License-Identifier: MIT */
/*
 * Students held in memory, in the order they came, with texts of their own:
 * both sides of a comparison of rosters, those whose files are renamed.  Plain
 * values; one owner.
 */
#ifndef RULES_STUDENT_LIST_H
#define RULES_STUDENT_LIST_H

#include <stddef.h>

#include "rules/file_name.h"
#include "rules/student.h"

struct student_list {
	struct student *list;
	size_t n, cap;
};

/* A copy of the student behind those there are. */
void student_list_add(struct student_list *all, const struct student *student);
void student_list_release(struct student_list *all);

/* Whose a file is by its name: list[i] has the id i + 1.  The caller's. */
struct file_name_index *student_list_index(const struct student_list *all);

#endif
