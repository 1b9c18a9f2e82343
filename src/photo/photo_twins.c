/* SPDX-License-Identifier: MIT */
#include "photo/photo_twins.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct photo_twin {
	uint64_t key;
	char *name; /* NULL = a free place */
};

void photo_twins_release(struct photo_twins *all)
{
	size_t i;

	for (i = 0; i < all->cap; i++)
		free(all->list[i].name);
	free(all->list);
	*all = (struct photo_twins)PHOTO_TWINS_INIT;
}

/*
 * 64 bits tell 200,000 files apart: the chance that two of them share a key is
 * n * n / 2 / 2^64, about one in a thousand million; a false twin would only
 * be a warning.
 */
static uint64_t key_of(const char *sha256)
{
	char digits[17] = "";

	memcpy(digits, sha256, strnlen(sha256, 16));
	return strtoull(digits, NULL, 16);
}

/* Its place, or the free one where it belongs; cap is a power of two. */
static struct photo_twin *place(const struct photo_twins *all, uint64_t key)
{
	size_t i = key & (all->cap - 1);

	while (all->list[i].name && all->list[i].key != key)
		i = (i + 1) & (all->cap - 1);
	return &all->list[i];
}

static void grow(struct photo_twins *all)
{
	struct photo_twins old = *all;
	size_t i;

	all->cap = old.cap ? 2 * old.cap : 64;
	all->list = mem_xcalloc(all->cap, sizeof(*all->list));
	for (i = 0; i < old.cap; i++)
		if (old.list[i].name)
			*place(all, old.list[i].key) = old.list[i];
	free(old.list);
}

const char *photo_twins_find(struct photo_twins *all, const char *sha256,
			     const char *name)
{
	uint64_t key = key_of(sha256);
	struct photo_twin *at;

	/* Never more than half full: runs of taken places stay short. */
	if (2 * all->n >= all->cap)
		grow(all);
	at = place(all, key);
	if (at->name)
		return at->name;
	if (all->n < PHOTO_TWINS_MOST) {
		at->key = key;
		at->name = mem_xstrdup(name);
		all->n++;
	}
	return NULL;
}
