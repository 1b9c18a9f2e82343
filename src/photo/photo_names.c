/* SPDX-License-Identifier: MIT */
#include "photo/photo_names.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* FNV-1a over lower case: Windows sees a.jpg and A.JPG as one. */
static size_t hash(const char *name)
{
	uint64_t h = 14695981039346656037u;

	for (; *name; name++) {
		h ^= (unsigned char)(*name >= 'A' && *name <= 'Z' ? *name + 32
								  : *name);
		h *= 1099511628211u;
	}
	return (size_t)h;
}

static size_t find_slot(const struct photo_names *names, const char *name)
{
	size_t i = hash(name) & (names->cap - 1);

	while (names->slots[i] && text_casecmp(names->slots[i], name) != 0)
		i = (i + 1) & (names->cap - 1);
	return i;
}

static void grow(struct photo_names *names)
{
	struct photo_names bigger = {NULL, names->count,
				     names->cap ? names->cap * 2 : 64};
	size_t i;

	bigger.slots = mem_xcalloc(bigger.cap, sizeof(*bigger.slots));
	for (i = 0; i < names->cap; i++)
		if (names->slots[i])
			bigger.slots[find_slot(&bigger, names->slots[i])] =
				names->slots[i];
	free(names->slots);
	*names = bigger;
}

char *photo_names_take(struct photo_names *names, const char *stem,
		       const char *ending)
{
	char *name = mem_xprintf("%s%s", stem, ending);
	size_t slot;
	long n;

	if (names->count * 2 >= names->cap)
		grow(names);
	for (n = 2; names->slots[slot = find_slot(names, name)]; n++) {
		free(name);
		name = mem_xprintf("%s-%ld%s", stem, n, ending);
	}
	names->slots[slot] = mem_xstrdup(name);
	names->count++;
	return name;
}

void photo_names_release(struct photo_names *names)
{
	size_t i;

	for (i = 0; i < names->cap; i++)
		free(names->slots[i]);
	free(names->slots);
	*names = (struct photo_names)PHOTO_NAMES_INIT;
}
