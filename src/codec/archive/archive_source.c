/* SPDX-License-Identifier: MIT */
#include "codec/archive/archive_source.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* A signal or a file system over the network may give less than there is. */
static bool take_from_file(const struct archive_source *s, uint64_t at,
			   char *out, size_t n)
{
	ssize_t got;

	while (n) {
		got = pread(s->fd, out, n, (off_t)at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && s->failed)
			*s->failed = errno;
		if (got <= 0)
			return false;
		out += got;
		at += (uint64_t)got;
		n -= (size_t)got;
	}
	return true;
}

bool archive_source_take(const struct archive_source *s, uint64_t at, void *out,
			 size_t n)
{
	if (at > s->size || n > s->size - at)
		return false;
	if (s->fd >= 0)
		return take_from_file(s, s->start + at, out, n);
	memcpy(out, (const char *)s->bytes + s->start + at, n);
	return true;
}

uint64_t archive_source_little(const unsigned char *p, int n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | p[n];
	return v;
}
