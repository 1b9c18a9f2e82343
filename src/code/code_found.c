/* SPDX-License-Identifier: MIT */
#include "code/code_found.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool code_found_has(const struct code_found_list *all, const void *bytes,
		    size_t size)
{
	int i;

	for (i = 0; i < all->n; i++)
		if (all->list[i].size == size &&
		    memcmp(all->list[i].bytes, bytes, size) == 0)
			return true;
	return false;
}

struct code_found *code_found_add(struct code_found_list *all,
				  const void *bytes, size_t size)
{
	bool repeated = code_found_has(all, bytes, size);
	struct code_found *f;

	MEM_GROW(all->list, (size_t)all->n, all->cap);
	f = &all->list[all->n++];
	memset(f, 0, sizeof(*f));
	f->bytes = mem_xmalloc(size);
	memcpy(f->bytes, bytes, size);
	f->size = size;
	f->repeated = repeated;
	return f;
}

double code_found_near(const struct code_found_list *all, struct qr_point at)
{
	double least = HUGE_VAL;
	int i, k;

	for (i = 0; i < all->n; i++)
		for (k = 0; k < 3 && all->list[i].module > 0; k++)
			least = fmin(least,
				     code_found_distance(
					     at, all->list[i].corner[k]) /
					     all->list[i].module);
	return least;
}

void code_found_release(struct code_found_list *all)
{
	int i;

	for (i = 0; i < all->n; i++)
		free(all->list[i].bytes);
	free(all->list);
	memset(all, 0, sizeof(*all));
}
