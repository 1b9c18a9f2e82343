/* SPDX-License-Identifier: MIT */
#include "code/code_found.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool is_known(const struct code_found_list *all, const void *bytes,
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
	struct code_found *f;

	/* rungs and libzbar find the same code again and again */
	if (all->n == CODE_FOUND_MAX || is_known(all, bytes, size))
		return NULL;
	f = &all->list[all->n++];
	memset(f, 0, sizeof(*f));
	f->bytes = mem_xmalloc(size);
	memcpy(f->bytes, bytes, size);
	f->size = size;
	return f;
}

void code_found_release(struct code_found_list *all)
{
	int i;

	for (i = 0; i < all->n; i++)
		free(all->list[i].bytes);
	all->n = 0;
}
