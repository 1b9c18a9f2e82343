/* SPDX-License-Identifier: MIT */
#include "codec/table/cfb_read.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/*
 * The file is sectors of 512 (or 4096) bytes; the FAT says for each which one
 * follows it, and where the FAT itself lies the DIFAT says, whose first 109
 * entries stand in the head:
 *
 *   head:  30 sector's size as a power   44 FAT sectors   48 first of the
 *          directory   56 size below which a stream is a "mini" one
 *          60 first of the mini FAT   68 first of the DIFAT's rest   76 DIFAT
 *   entry: 0 name, UTF-16   64 bytes of it   66 kind (2 stream, 5 root)
 *          68 left, 72 right sibling, 76 child   116 first sector   120 bytes
 *
 * Mini streams lie in sectors of 64 bytes within the root's own stream.
 */
enum {
	HEAD = 512,
	ENTRY = 128,
	IN_HEAD = 109,
	MINI_SHIFT = 6,
	STREAM = 2,
	ENTRIES = 100000,
};
#define LAST 0xfffffffaU /* this and above: no sector */

struct cfb {
	const unsigned char *bytes;
	size_t n, sector; /* sector: its bytes */
	uint32_t sectors;
	uint32_t *fat, *mini_fat;
	size_t fat_count, mini_count;
	struct buf directory, mini;
	uint32_t cutoff;
};

static uint32_t get32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

static unsigned get16(const unsigned char *p)
{
	return p[0] | (unsigned)p[1] << 8;
}

/* A sector's bytes; the last of a file may be cut short. */
static const unsigned char *sector_at(const struct cfb *c, uint32_t number,
				      size_t *n)
{
	size_t at;

	if (number >= c->sectors)
		return NULL;
	at = ((size_t)number + 1) * c->sector;
	*n = c->n - at < c->sector ? c->n - at : c->sector;
	return c->bytes + at;
}

static void add_numbers(struct buf *list, const unsigned char *p, size_t n)
{
	for (; n >= 4; p += 4, n -= 4) {
		uint32_t number = get32(p);

		buf_add(list, &number, sizeof(number));
	}
}

static void add_fat_sector(const struct cfb *c, uint32_t number,
			   struct buf *fat)
{
	size_t n;
	const unsigned char *p = sector_at(c, number, &n);

	if (p)
		add_numbers(fat, p, n);
}

static void load_fat(struct cfb *c)
{
	struct buf fat = BUF_INIT;
	uint32_t next = get32(c->bytes + 68), left = c->sectors, i;
	const unsigned char *p;
	size_t n, size;

	for (i = 0; i < IN_HEAD; i++)
		add_fat_sector(c, get32(c->bytes + 76 + 4 * i), &fat);
	while (left-- && (p = sector_at(c, next, &n)) != NULL &&
	       n == c->sector) {
		for (i = 0; i < n / 4 - 1; i++)
			add_fat_sector(c, get32(p + 4 * (size_t)i), &fat);
		next = get32(p + n - 4);
	}
	c->fat = (uint32_t *)(void *)buf_detach(&fat, &size);
	c->fat_count = size / sizeof(*c->fat);
}

/* All of a chain, as far as it goes. */
static void add_chain(const struct cfb *c, uint32_t first, struct buf *out)
{
	uint32_t left = c->sectors;
	const unsigned char *p;
	size_t n;

	while (left-- && (p = sector_at(c, first, &n)) != NULL) {
		buf_add(out, p, n);
		if (first >= c->fat_count)
			return;
		first = c->fat[first];
	}
}

static void add_mini_chain(const struct cfb *c, uint32_t first, struct buf *out)
{
	size_t left = c->mini.size >> MINI_SHIFT, at;

	for (; left-- && first < LAST; first = c->mini_fat[first]) {
		at = (size_t)first << MINI_SHIFT;
		if (at >= c->mini.size)
			return;
		buf_add(out, c->mini.data + at,
			c->mini.size - at < 64 ? c->mini.size - at : 64);
		if (first >= c->mini_count)
			return;
	}
}

static const unsigned char *entry_at(const struct cfb *c, uint32_t number)
{
	if (number >= c->directory.size / ENTRY)
		return NULL;
	return (const unsigned char *)c->directory.data +
	       (size_t)number * ENTRY;
}

static bool is_named(const unsigned char *entry, const char *name)
{
	size_t n = strlen(name), i;

	if (get16(entry + 64) != 2 * (n + 1))
		return false;
	for (i = 0; i < n; i++)
		if ((entry[2 * i] | 32) != (name[i] | 32) || entry[2 * i + 1])
			return false;
	return true;
}

static bool is_wanted(const unsigned char *entry, const char *const *names)
{
	if (entry[66] != STREAM)
		return false;
	for (; *names; names++)
		if (is_named(entry, *names))
			return true;
	return false;
}

/*
 * Only below the root: a workbook within the workbook has a "Workbook" of its
 * own.  The siblings are a tree; how it is ordered does not matter here.
 */
static const unsigned char *find(const struct cfb *c, const char *const *names)
{
	uint32_t *todo = mem_xcalloc(ENTRIES, sizeof(*todo));
	const unsigned char *entry = entry_at(c, 0), *found = NULL;
	size_t n = 0, seen = 0;

	if (entry)
		todo[n++] = get32(entry + 76);
	while (n && !found && seen++ < ENTRIES) {
		entry = entry_at(c, todo[--n]);
		if (!entry)
			continue;
		if (is_wanted(entry, names))
			found = entry;
		if (n + 2 > ENTRIES)
			break;
		todo[n++] = get32(entry + 68);
		todo[n++] = get32(entry + 72);
	}
	free(todo);
	return found;
}

static int open_file(struct cfb *c, struct error *err)
{
	struct buf mini_fat = BUF_INIT, raw = BUF_INIT;
	const unsigned char *root;
	unsigned shift;
	size_t size;

	shift = c->n >= HEAD ? get16(c->bytes + 30) : 0;
	if (shift != 9 && shift != 12)
		return error_set(
			err, ERROR_INPUT,
			_("the workbook is damaged; ask for it again"));
	c->sector = (size_t)1 << shift;
	c->sectors = c->n > c->sector ? (uint32_t)((c->n - 1) / c->sector) : 0;
	c->cutoff = get32(c->bytes + 56);
	load_fat(c);
	add_chain(c, get32(c->bytes + 48), &c->directory);
	root = entry_at(c, 0);
	if (root)
		add_chain(c, get32(root + 116), &c->mini);
	add_chain(c, get32(c->bytes + 60), &raw);
	add_numbers(&mini_fat, (const unsigned char *)buf_str(&raw), raw.size);
	buf_release(&raw);
	c->mini_fat = (uint32_t *)(void *)buf_detach(&mini_fat, &size);
	c->mini_count = size / sizeof(*c->mini_fat);
	return 0;
}

static void take_stream(const struct cfb *c, const unsigned char *entry,
			struct buf *out)
{
	size_t before = out->size, size = get32(entry + 120);

	if (size < c->cutoff)
		add_mini_chain(c, get32(entry + 116), out);
	else
		add_chain(c, get32(entry + 116), out);
	if (out->size - before > size) {
		out->size = before + size;
		out->data[out->size] = '\0';
	}
}

int cfb_read_stream(const void *bytes, size_t n, const char *const *names,
		    struct buf *out, struct error *err)
{
	struct cfb c = {.bytes = bytes, .n = n};
	const unsigned char *entry = NULL;
	int status = open_file(&c, err);

	if (status == 0) {
		entry = find(&c, names);
		if (entry)
			take_stream(&c, entry, out);
		else
			status = error_set(err, ERROR_INPUT,
					   _("the file holds no workbook; "
					     "export the list as .xlsx"));
	}
	free(c.fat);
	free(c.mini_fat);
	buf_release(&c.directory);
	buf_release(&c.mini);
	return status;
}
