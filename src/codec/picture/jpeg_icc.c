/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg_icc.h"

#include <stdbool.h>
#include <string.h>

enum { MAX_PROFILE = 4 << 20, HEAD = 14 };

struct part {
	const unsigned char *data;
	size_t size;
};

/* The next marker segment's place behind *at; false at the picture data. */
static bool next_segment(const unsigned char *p, size_t n, size_t *at,
			 size_t *size)
{
	while (*at + 4 <= n && p[*at] == 0xff && p[*at + 1] == 0xff)
		(*at)++;
	if (*at + 4 > n || p[*at] != 0xff || p[*at + 1] == 0xda ||
	    p[*at + 1] == 0xd9)
		return false;
	*size = (size_t)p[*at + 2] << 8 | p[*at + 3];
	return *size >= 2 && *size <= n - *at - 2;
}

/* How many parts there are; 0 when they do not agree. */
static int find_parts(const unsigned char *p, size_t n, struct part parts[256])
{
	size_t at = 2, size;
	int total = 0, found = 0;

	for (; next_segment(p, n, &at, &size); at += 2 + size) {
		const unsigned char *data = p + at + 4;

		if (p[at + 1] != 0xe2 || size < HEAD + 2 ||
		    memcmp(data, "ICC_PROFILE", 12) != 0)
			continue;
		if (total == 0)
			total = data[13];
		if (data[13] != total || data[12] < 1 || data[12] > total ||
		    parts[data[12]].data)
			return 0;
		parts[data[12]] = (struct part){data + HEAD, size - 2 - HEAD};
		found++;
	}
	return found == total ? total : 0;
}

void jpeg_icc(const void *bytes, size_t n, struct buf *out)
{
	struct part parts[256];
	size_t sum = 0;
	int total, i;

	memset(parts, 0, sizeof(parts));
	total = find_parts(bytes, n, parts);
	for (i = 1; i <= total; i++)
		sum += parts[i].size;
	if (sum > MAX_PROFILE)
		return;
	for (i = 1; i <= total; i++)
		buf_add(out, parts[i].data, parts[i].size);
}
