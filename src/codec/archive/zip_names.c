/* SPDX-License-Identifier: MIT */
#include "codec/archive/zip_names.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/*
 * The end of a zip (APPNOTE.TXT 4.3.6; least significant byte first):
 *
 *   … central directory | zip64 end | zip64 locator (20) | end (22) comment
 *                          ^ 56 bytes, when a number needs more than 32 bits
 *   end:        0 PK\5\6   10 entries (2)   12 bytes of the directory (4)
 *               16 its place (4)   20 bytes of the comment (2)
 *   zip64 end:  0 PK\6\6   32 entries (8)   40 bytes (8)   48 place (8)
 *   directory:  0 PK\1\2   8 flags   28 bytes of name   30 of extra
 *               32 of comment   42 place of the entry (4)   46 the name
 *
 * What stands in front of a zip (a program that unpacks itself) moves all of
 * it, so the directory is looked for right before the end.
 */
enum {
	END = 22,
	LOCATOR = 20,
	END_64 = 56,
	ENTRY = 46,
	COMMENT = 65535,
	DIRECTORY = 64 << 20, /* the largest whose names are looked at */
	PIECE = 1 << 16,
	UTF8 = 1 << 11,
};

struct lie {
	uint64_t place; /* of the entry in the file; then its number */
	char *name;	/* NULL: the name is true */
};

struct zip_names {
	struct lie *list;
	size_t count, cap;
};

/* The directory's place and size; false when there is no end of a zip. */
static bool find_end(const struct archive_source *s, uint64_t *end,
		     unsigned char head[END])
{
	uint64_t room = s->size < COMMENT + END ? s->size : COMMENT + END;
	unsigned char *tail = mem_xmalloc((size_t)room + 1);
	bool found = false;
	size_t i;

	if (room >= END &&
	    archive_source_take(s, s->size - room, tail, (size_t)room))
		for (i = (size_t)room - END + 1; i-- > 0 && !found;) {
			found = memcmp(tail + i, "PK\5\6", 4) == 0;
			*end = s->size - room + i;
			memcpy(head, tail + i, END);
		}
	free(tail);
	return found;
}

bool zip_names_has_end(const struct archive_source *source)
{
	unsigned char head[END];
	uint64_t end;

	return find_end(source, &end, head) &&
	       archive_source_little(head + 10, 2) > 0 &&
	       archive_source_little(head + 8, 2) ==
		       archive_source_little(head + 10, 2);
}

static bool find_directory(const struct archive_source *s, uint64_t *place,
			   uint64_t *size)
{
	unsigned char head[END], big[END_64];
	uint64_t end;

	if (!find_end(s, &end, head))
		return false;
	*size = archive_source_little(head + 12, 4);
	if (end >= LOCATOR + END_64 &&
	    archive_source_take(s, end - LOCATOR - END_64, big, END_64) &&
	    memcmp(big, "PK\6\6", 4) == 0) {
		*size = archive_source_little(big + 40, 8);
		end -= LOCATOR + END_64;
	}
	if (*size > end)
		return false;
	*place = end - *size;
	return true;
}

/* Where an entry's place needs more than 32 bits it is in an extra field. */
static uint64_t place_of(const unsigned char *entry, size_t name, size_t extra)
{
	const unsigned char *p = entry + ENTRY + name, *end = p + extra;
	uint64_t place = archive_source_little(entry + 42, 4);
	size_t n, skip;

	if (place != 0xffffffff)
		return place;
	for (; end - p >= 4; p += n) {
		n = 4 + (size_t)archive_source_little(p + 2, 2);
		if (n > (size_t)(end - p))
			break;
		/* before it the two sizes, each only when it is as large */
		skip = 4 +
		       8 * (size_t)(archive_source_little(entry + 24, 4) ==
				    0xffffffff) +
		       8 * (size_t)(archive_source_little(entry + 20, 4) ==
				    0xffffffff);
		if (archive_source_little(p, 2) == 1 && n >= skip + 8)
			return archive_source_little(p + skip, 8);
	}
	return place;
}

static bool lies(const unsigned char *entry, size_t name)
{
	return (archive_source_little(entry + 8, 2) & UTF8) &&
	       !text_is_utf8(entry + ENTRY, name);
}

/* All entries, for their order; names of those that lie.  Whether any does. */
static bool walk(struct zip_names *names, const unsigned char *p, uint64_t n)
{
	bool any = false;

	while (n >= ENTRY && memcmp(p, "PK\1\2", 4) == 0) {
		size_t name = (size_t)archive_source_little(p + 28, 2);
		size_t extra = (size_t)archive_source_little(p + 30, 2);
		uint64_t all =
			ENTRY + name + extra + archive_source_little(p + 32, 2);
		struct lie *lie;

		if (all > n)
			break;
		MEM_GROW(names->list, names->count, names->cap);
		lie = &names->list[names->count++];
		lie->place = place_of(p, name, extra);
		lie->name = NULL;
		if (lies(p, name)) {
			lie->name = mem_xstrndup((const char *)p + ENTRY, name);
			any = true;
		}
		p += all;
		n -= all;
	}
	return any;
}

static int by_place(const void *a, const void *b)
{
	const struct lie *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* Heads of entries in n bytes; a name that looks like one counts as one. */
static size_t count_heads(const char *p, size_t n)
{
	const char *end = p + n;
	size_t heads = 0;

	while ((p = memmem(p, (size_t)(end - p), "PK\1\2", 4)) != NULL) {
		heads++;
		p += 4;
	}
	return heads;
}

bool zip_names_exceed(const struct archive_source *source, size_t entries)
{
	uint64_t place, size, n;
	char piece[PIECE];
	size_t heads = 0;

	/* Nothing is read of one that has no room for so many. */
	if (!find_directory(source, &place, &size) || size / ENTRY <= entries)
		return false;
	/* Pieces overlap by what a head that is cut needs. */
	for (; size >= 4 && heads <= entries; place += n - 3, size -= n - 3) {
		n = size < PIECE ? size : PIECE;
		if (!archive_source_take(source, place, piece, (size_t)n))
			return false;
		heads += count_heads(piece, (size_t)n);
	}
	return heads > entries;
}

struct zip_names *zip_names_read(const struct archive_source *source)
{
	struct zip_names *names = mem_xcalloc(1, sizeof(*names));
	unsigned char *directory = NULL;
	uint64_t place, size;
	bool any = false;

	if (find_directory(source, &place, &size) && size <= DIRECTORY) {
		directory = mem_xmalloc((size_t)size + 1);
		any = archive_source_take(source, place, directory,
					  (size_t)size) &&
		      walk(names, directory, size);
	}
	free(directory);
	if (!any) {
		zip_names_free(names);
		return NULL;
	}
	qsort(names->list, names->count, sizeof(*names->list), by_place);
	return names;
}

void zip_names_free(struct zip_names *names)
{
	size_t i;

	if (!names)
		return;
	for (i = 0; i < names->count; i++)
		free(names->list[i].name);
	free(names->list);
	free(names);
}

const char *zip_names_get(const struct zip_names *names, size_t index)
{
	return names && index < names->count ? names->list[index].name : NULL;
}
