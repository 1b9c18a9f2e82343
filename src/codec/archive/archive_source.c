/* SPDX-License-Identifier: MIT */
#include "codec/archive/archive_source.h"

#include <string.h>
#include <unistd.h>

bool archive_source_take(const struct archive_source *s, uint64_t at, void *out,
			 size_t n)
{
	if (at > s->size || n > s->size - at)
		return false;
	if (s->fd >= 0)
		return pread(s->fd, out, n, (off_t)at) == (ssize_t)n;
	memcpy(out, (const char *)s->bytes + at, n);
	return true;
}

uint64_t archive_source_little(const unsigned char *p, int n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | p[n];
	return v;
}
