/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg_segment.h"

#include <string.h>

enum { SOI_BYTES = 2, HEAD = 4 /* FF, marker, two of length */ };

bool jpeg_segment_next(const void *bytes, size_t n,
		       struct jpeg_segment *segment)
{
	const unsigned char *p = bytes;
	size_t at = segment->next ? segment->next : SOI_BYTES, size;

	/* Any number of FF may stand before a marker (T.81, B.1.1.2). */
	while (at + HEAD <= n && p[at] == 0xff && p[at + 1] == 0xff)
		at++;
	if (at + HEAD > n || p[at] != 0xff || p[at + 1] == JPEG_SEGMENT_SOS ||
	    p[at + 1] == JPEG_SEGMENT_EOI)
		return false;
	size = (size_t)p[at + 2] << 8 | p[at + 3];
	if (size < 2 || size > n - at - 2)
		return false;
	segment->marker = p[at + 1];
	segment->data = p + at + HEAD;
	segment->size = size - 2;
	segment->next = at + 2 + size;
	return true;
}

bool jpeg_segment_is(const struct jpeg_segment *segment, int marker,
		     const void *magic, size_t n)
{
	return segment->marker == marker && segment->size >= n &&
	       memcmp(segment->data, magic, n) == 0;
}
