/* SPDX-License-Identifier: MIT */
#include "codec/table/dbf_memo.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"

/*
 * Both files are blocks; a field holds the number of the first of its memo, and
 * block 0 is the head:
 *
 *   .dbt, III   blocks of 512; a text up to 1A
 *   .dbt, IV    20 21 block's size; a memo: FF FF 08 00, length (4, these 8
 *               bytes with it), text; least significant byte first
 *   .fpt        6 7 block's size; a memo: kind (4, 1 = text), length (4), text;
 *               most significant byte first
 */
enum {
	BLOCK_III = 512,
	LONGEST = 32767, /* bytes of a text, what a cell may hold at most */
	HEAD = 8,
	END = 0x1a,
};

struct dbf_memo {
	int fd;	    /* -1: it is there and cannot be opened */
	int failed; /* errno: the disk did not give what is there */
	bool fox;
	uint32_t block; /* bytes */
};

/* As pread(), and remembers a disk that fails: that is no broken memo. */
static ssize_t read_some(struct dbf_memo *m, uint64_t at, void *out, size_t n)
{
	ssize_t got = pread(m->fd, out, n, (off_t)at);

	if (got < 0 && errno != EINVAL)
		m->failed = errno;
	return got;
}

static bool take(struct dbf_memo *m, uint64_t at, void *out, size_t n)
{
	size_t had = 0;
	ssize_t got = 1;

	while (had < n && got > 0) {
		got = read_some(m, at + had, (char *)out + had, n - had);
		had += got > 0 ? (size_t)got : 0;
	}
	return had == n;
}

static uint32_t little(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

static uint32_t big(const unsigned char *p)
{
	return (uint32_t)p[3] | (uint32_t)p[2] << 8 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[0] << 24;
}

static void read_block_size(struct dbf_memo *m)
{
	unsigned char head[24] = {0};

	m->block = BLOCK_III;
	if (m->fd < 0 || !take(m, 0, head, sizeof(head)))
		return;
	if (m->fox)
		m->block = (uint32_t)head[6] << 8 | head[7];
	else if (head[20] || head[21])
		m->block = (uint32_t)head[21] << 8 | head[20];
	if (!m->block)
		m->block = m->fox ? 1 : BLOCK_III;
}

struct dbf_memo *dbf_memo_open(const char *table_path)
{
	static const char *const endings[] = {".dbt", ".DBT", ".Dbt",
					      ".fpt", ".FPT", ".Fpt"};
	char *folder = path_folder(table_path), *stem = path_stem(table_path);
	struct dbf_memo *m = NULL;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(endings) && !m; i++) {
		char *path = mem_xprintf("%s/%s%s", folder, stem, endings[i]);

		if (file_exists(path)) {
			m = mem_xcalloc(1, sizeof(*m));
			m->fd = file_open(path, NULL, NULL);
			m->failed = m->fd < 0 ? errno : 0;
			m->fox = i >= 3;
			read_block_size(m);
		}
		free(path);
	}
	free(folder);
	free(stem);
	return m;
}

void dbf_memo_close(struct dbf_memo *m)
{
	if (!m)
		return;
	if (m->fd >= 0)
		close(m->fd);
	free(m);
}

int dbf_memo_check(const struct dbf_memo *m, struct error *err)
{
	if (!m || !m->failed)
		return 0;
	errno = m->failed;
	error_set_errno(err, _("the file of its memos cannot be read"));
	err->kind = ERROR_SYSTEM;
	return -1;
}

/*
 * No picture and no program.  Some writers end a text with a NUL as well; a PNG
 * ends itself at its sixth byte, which is the end mark.
 */
static bool is_text(struct buf *out, size_t before)
{
	const char *s = out->data + before;
	size_t n;

	while (out->size > before && !out->data[out->size - 1])
		out->size--;
	n = out->size - before;
	if (n >= 4 && memcmp(s, "\x89PNG", 4) == 0)
		return false;
	for (; n; s++, n--)
		if ((unsigned char)*s < 32 &&
		    (!*s || !strchr("\t\r\n\f\032", *s)))
			return false;
	return true;
}

/* With a length in front of it. */
static int read_counted(struct dbf_memo *m, uint64_t at, uint32_t n,
			struct buf *out)
{
	size_t before = out->size;

	if (n > LONGEST)
		return -1;
	buf_reserve(out, n);
	if (!take(m, at, out->data + before, n))
		return -1;
	out->size += n;
	out->data[out->size] = '\0';
	return is_text(out, before) ? 0 : -1;
}

/* Up to its end mark, or the file's. */
static int read_ended(struct dbf_memo *m, uint64_t at, struct buf *out)
{
	size_t before = out->size;
	ssize_t got = 1;
	char *end = NULL;

	while (!end && got > 0 && out->size - before <= LONGEST) {
		buf_reserve(out, BLOCK_III);
		got = read_some(m, at + (out->size - before),
				out->data + out->size, BLOCK_III);
		if (got > 0) {
			end = memchr(out->data + out->size, END, (size_t)got);
			out->size = end ? (size_t)(end - out->data)
					: out->size + (size_t)got;
			out->data[out->size] = '\0';
		}
	}
	if (out->size - before > LONGEST || got < 0)
		return -1;
	return is_text(out, before) ? 0 : -1;
}

static int read_memo(struct dbf_memo *m, uint64_t at, struct buf *out)
{
	static const unsigned char four[4] = {0xff, 0xff, 8, 0};
	unsigned char head[HEAD];
	bool whole = take(m, at, head, HEAD);

	if (m->fox)
		return whole && big(head) == 1
			       ? read_counted(m, at + HEAD, big(head + 4), out)
			       : -1;
	if (whole && memcmp(head, four, sizeof(four)) == 0)
		return little(head + 4) >= HEAD
			       ? read_counted(m, at + HEAD,
					      little(head + 4) - HEAD, out)
			       : -1;
	return read_ended(m, at, out);
}

int dbf_memo_read(struct dbf_memo *m, uint32_t block, struct buf *out)
{
	size_t before = out->size;

	if (block == 0)
		return -1;
	if (read_memo(m, (uint64_t)block * m->block, out) == 0)
		return 0;
	out->size = before;
	if (out->data)
		out->data[before] = '\0';
	return -1;
}
