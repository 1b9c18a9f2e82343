/* SPDX-License-Identifier: MIT */
#include "codec/table/xlsx_strings.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "codec/table/cell_value.h"

/*
 * Against bombs: so many strings and bytes of text may be always, and beyond
 * them two strings and 30 bytes for each byte of the file, 1 GiB at most.
 */
enum {
	STRINGS_FLOOR = 1 << 20,
	ARENA_FLOOR = 64 << 20,
	STRINGS_RATIO = 2,
	ARENA_RATIO = 30,
	ARENA_MOST = 1 << 30,
	ESCAPE = 7, /* bytes of "_xHHHH_" */
};

struct loader {
	struct xlsx_strings *strings;
	struct xlsx_parts *parts;
	size_t item;	     /* where the open string begins */
	size_t most;	     /* bytes of the arena */
	size_t most_strings; /* no text takes less than half a byte packed */
	int phonetic;
	bool in_text;
	struct error *err;
	int status;
};

static int hex4(const char *s, unsigned *value)
{
	int i;

	*value = 0;
	for (i = 0; i < 4; i++) {
		char c = s[i];
		unsigned digit;

		if (c >= '0' && c <= '9')
			digit = (unsigned)(c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			digit = (unsigned)((c | 32) - 'a' + 10);
		else
			return -1;
		*value = *value << 4 | digit;
	}
	return 0;
}

/* _xHHHH_ at s: its code unit, or -1. */
static int escape_at(const char *s, size_t n, unsigned *unit)
{
	if (n < ESCAPE || s[0] != '_' || s[1] != 'x' || s[6] != '_')
		return -1;
	return hex4(s + 2, unit);
}

static size_t put_code(char *out, unsigned long code)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xc0 | code >> 6);
		out[1] = (char)(0x80 | (code & 63));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xe0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 63));
		out[2] = (char)(0x80 | (code & 63));
		return 3;
	}
	out[0] = (char)(0xf0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 63));
	out[2] = (char)(0x80 | (code >> 6 & 63));
	out[3] = (char)(0x80 | (code & 63));
	return 4;
}

/*
 * One escape or a pair that makes one character; the bytes it took.
 *
 *   _x0041_         A
 *   _xD842__xDFB7_  U+20BB7, as its UTF-16 pair
 *   _x005F_x0041_   the text "_x0041_": the first underscore is escaped
 */
static size_t decode_one(const char *s, size_t n, unsigned long *code)
{
	unsigned unit, low;

	if (escape_at(s, n, &unit) < 0)
		return 0;
	*code = unit;
	if (unit >= 0xd800 && unit < 0xdc00 &&
	    escape_at(s + ESCAPE, n - ESCAPE, &low) == 0 && low >= 0xdc00 &&
	    low < 0xe000) {
		*code = 0x10000 + ((unit & 0x3ffUL) << 10) + (low & 0x3ff);
		return 2 * ESCAPE;
	}
	/* a cell is a C string, and half a pair is no character */
	if (unit == 0 || (unit >= 0xd800 && unit < 0xe000))
		*code = 0xfffd;
	return ESCAPE;
}

/* In place: what comes out is never longer than what it is read from. */
size_t xlsx_strings_decode(char *s, size_t n)
{
	char *from = memchr(s, '_', n), *end = s + n, *to = from;
	unsigned long code = 0;

	if (!from)
		return n;
	while (from < end) {
		size_t took =
			*from == '_'
				? decode_one(from, (size_t)(end - from), &code)
				: 0;

		if (took) {
			to += put_code(to, code);
			from += took;
		} else {
			*to++ = *from++;
		}
	}
	*to = '\0';
	return (size_t)(to - s);
}

static void refuse(struct loader *l, const char *why)
{
	l->status = error_set(l->err, ERROR_LIMIT, "%s", why);
	xlsx_parts_stop(l->parts);
}

static void begin_item(struct loader *l)
{
	struct xlsx_strings *s = l->strings;

	if (s->count >= l->most_strings) {
		refuse(l, _("more shared texts than a workbook can have"));
		return;
	}
	MEM_GROW(s->starts, s->count, s->cap);
	l->item = s->arena.size;
	s->starts[s->count++] = (uint32_t)l->item;
}

static void end_item(struct loader *l)
{
	struct buf *arena = &l->strings->arena;
	size_t n = arena->size - l->item;

	if (!l->strings->count)
		return;
	buf_reserve(arena, 1);
	n = xlsx_strings_decode(arena->data + l->item, n);
	if (cell_value_too_long(arena->data + l->item, n)) {
		refuse(l, _("a cell with more than 32,767 characters"));
		return;
	}
	arena->size = l->item + n + 1;
	arena->data[arena->size - 1] = '\0';
	l->item = arena->size;
}

/* "sstItem" in files of the first Office 2007 betas */
static bool is_item(const char *name)
{
	return strcmp(name, "si") == 0 || strcmp(name, "sstItem") == 0;
}

static void start(void *ctx, const char *name, const char **atts)
{
	struct loader *l = ctx;

	(void)atts;
	if (strcmp(name, "t") == 0)
		l->in_text = l->phonetic == 0;
	else if (is_item(name))
		begin_item(l);
	else if (strcmp(name, "rPh") == 0)
		l->phonetic++;
}

static void end(void *ctx, const char *name)
{
	struct loader *l = ctx;

	if (strcmp(name, "t") == 0)
		l->in_text = false;
	else if (is_item(name))
		end_item(l);
	else if (strcmp(name, "rPh") == 0)
		l->phonetic--;
}

static void text(void *ctx, const char *s, size_t n)
{
	struct loader *l = ctx;
	struct buf *arena = &l->strings->arena;

	if (!l->in_text || !l->strings->count)
		return;
	if (arena->size + n > l->most ||
	    arena->size + n - l->item > 7 * 4 * CELL_VALUE_UNITS)
		refuse(l, arena->size + n > l->most
				  ? _("more shared text than a workbook of "
				      "this size can have")
				  : _("a cell with more than 32,767 "
				      "characters"));
	else
		buf_add(arena, s, n);
}

int xlsx_strings_load(struct xlsx_strings *strings, struct xlsx_parts *parts,
		      const char *part, struct error *err)
{
	static const struct xml_in_handler handler = {
		.start = start, .end = end, .text = text};
	struct loader loader = {.strings = strings, .parts = parts, .err = err};
	uint64_t most = ARENA_FLOOR + ARENA_RATIO * xlsx_parts_size(parts);

	loader.most_strings =
		STRINGS_FLOOR + STRINGS_RATIO * xlsx_parts_size(parts);
	loader.most = most < ARENA_MOST ? (size_t)most : ARENA_MOST;
	if (part && xlsx_parts_parse(parts, part, &handler, &loader, err) < 0)
		return -1;
	return loader.status;
}

void xlsx_strings_release(struct xlsx_strings *strings)
{
	buf_release(&strings->arena);
	free(strings->starts);
	*strings = (struct xlsx_strings)XLSX_STRINGS_INIT;
}

const char *xlsx_strings_get(const struct xlsx_strings *strings,
			     unsigned long index)
{
	if (index >= strings->count)
		return NULL;
	return strings->arena.data + strings->starts[index];
}
