/* SPDX-License-Identifier: MIT */
#include "base/id_set.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

void id_set_release(struct id_set *set)
{
	free(set->list);
	*set = (struct id_set)ID_SET_INIT;
}

/* Its place, or the free one where it belongs; cap is a power of two. */
static size_t place(const struct id_set *set, long long id)
{
	/* Fibonacci hashing: ids follow each other, their places must not. */
	uint64_t key = (uint64_t)id * 0x9e3779b97f4a7c15u;
	size_t i = (size_t)(key >> 32) & (set->cap - 1);

	while (set->list[i] && set->list[i] != id)
		i = (i + 1) & (set->cap - 1);
	return i;
}

static void grow(struct id_set *set)
{
	struct id_set old = *set;
	size_t i;

	set->cap = old.cap ? 2 * old.cap : 64;
	set->list = mem_xcalloc(set->cap, sizeof(*set->list));
	for (i = 0; i < old.cap; i++)
		if (old.list[i])
			set->list[place(set, old.list[i])] = old.list[i];
	free(old.list);
}

void id_set_add(struct id_set *set, long long id)
{
	size_t i;

	/* Never more than half full: runs of taken places stay short. */
	if (2 * set->n >= set->cap)
		grow(set);
	i = place(set, id);
	set->n += !set->list[i];
	set->list[i] = id;
}

bool id_set_has(const struct id_set *set, long long id)
{
	return id && set->n && set->list[place(set, id)] == id;
}
