/* SPDX-License-Identifier: MIT */
/*
 * A set of row numbers of the database.  It is a hash table, so that a lookup
 * costs the same with twelve thousand students as with ten.  One thread.
 */
#ifndef BASE_ID_SET_H
#define BASE_ID_SET_H

#include <stdbool.h>
#include <stddef.h>

struct id_set {
	long long *list; /* cap places; 0 = free, so 0 is no id */
	size_t n, cap;
};

#define ID_SET_INIT                                                            \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

void id_set_release(struct id_set *set);

/* id is never 0: SQLite numbers rows from 1. */
void id_set_add(struct id_set *set, long long id);
bool id_set_has(const struct id_set *set, long long id);

#endif
