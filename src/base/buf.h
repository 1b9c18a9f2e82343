/* SPDX-License-Identifier: MIT */
/*
 * A growing run of bytes.  data is never NULL after BUF_INIT's first use and
 * always terminated by a NUL that size does not count, so a text may be used
 * as a C string.  One owner; not for sharing between threads.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

struct buf {
	char *data;
	size_t size, cap;
};

#define BUF_INIT                                                               \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

void buf_release(struct buf *b);
void buf_clear(struct buf *b); /* size 0, memory kept */
void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_adds(struct buf *b, const char *s); /* NULL adds nothing */
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The text, never NULL, borrowed until the next change. */
const char *buf_str(const struct buf *b);

/* Hand the bytes over to the caller (free with free); b is empty again. */
char *buf_detach(struct buf *b, size_t *size);

#endif
