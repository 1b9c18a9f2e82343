/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void buf_release(struct buf *b)
{
	free(b->data);
	*b = (struct buf)BUF_INIT;
}

void buf_clear(struct buf *b)
{
	b->size = 0;
	if (b->data)
		b->data[0] = '\0';
}

void buf_reserve(struct buf *b, size_t more)
{
	b->data = mem_grow(b->data, &b->cap, b->size + more + 1, 1);
	b->data[b->size] = '\0';
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
	buf_reserve(b, n);
	/* memcpy() from NULL is undefined even for no bytes. */
	if (n)
		memcpy(b->data + b->size, bytes, n);
	b->size += n;
	b->data[b->size] = '\0';
}

void buf_adds(struct buf *b, const char *s)
{
	if (s)
		buf_add(b, s, strlen(s));
}

void buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_add_word(struct buf *b, const char *word)
{
	if (b->size)
		buf_addc(b, ' ');
	buf_adds(b, word);
}

void buf_addf(struct buf *b, const char *format, ...)
{
	size_t room = b->cap - b->size;
	va_list ap, again;
	int n;

	/* Mostly there is room; else a second time, the length being known. */
	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(room ? b->data + b->size : NULL, room, format, ap);
	va_end(ap);
	if (n > 0 && (size_t)n >= room) {
		buf_reserve(b, (size_t)n);
		vsnprintf(b->data + b->size, (size_t)n + 1, format, again);
	}
	va_end(again);
	if (n > 0)
		b->size += (size_t)n;
	else if (b->data)
		b->data[b->size] = '\0';
}

const char *buf_str(const struct buf *b)
{
	return b->data ? b->data : "";
}

char *buf_detach(struct buf *b, size_t *size)
{
	char *data;

	/* An empty buffer too gives a string that can be freed. */
	buf_reserve(b, 0);
	data = b->data;
	if (size)
		*size = b->size;
	*b = (struct buf)BUF_INIT;
	return data;
}
