/* SPDX-License-Identifier: MIT */
/*
 * A growing array of bytes, begun with BUF_INIT.  data is NULL until something
 * is added or reserved; from then on a NUL that size does not count always
 * follows the bytes, so a text may be used as a C string.  The bytes may
 * contain NULs themselves.  Aborts when memory runs out: callers that add
 * input check its size first.  One owner; not for sharing between threads.
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
/* Make room for that many bytes behind size, for the caller to write. */
void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_adds(struct buf *b, const char *s); /* NULL adds nothing */
void buf_addc(struct buf *b, char c);
/* Append a word to a list of words, which are separated by one space. */
void buf_add_word(struct buf *b, const char *word);
void buf_addf(struct buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The text, never NULL, borrowed until the next change. */
const char *buf_str(const struct buf *b);

/* Hand the bytes over to the caller (free with free); b is empty again. */
char *buf_detach(struct buf *b, size_t *size);

#endif
