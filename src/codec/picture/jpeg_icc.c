/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg_icc.h"

#include <string.h>

#include "codec/picture/jpeg_segment.h"

/*
 * A segment holds 64 KB at most, so a longer profile is cut in parts:
 *
 *   "ICC_PROFILE" 00 | number, from 1 | how many | a part of the profile …
 *    0            11   12               13         14 (HEAD)
 */
enum { MAX_PROFILE = 4 << 20, HEAD = 14 };

struct part {
	const unsigned char *data;
	size_t size;
};

/* How many parts there are; 0 when they do not agree. */
static int find_parts(const void *bytes, size_t n, struct part parts[256])
{
	struct jpeg_segment s = {.next = 0};
	int total = 0, found = 0;

	while (jpeg_segment_next(bytes, n, &s)) {
		int number, of;

		if (s.size < HEAD ||
		    !jpeg_segment_is(&s, JPEG_SEGMENT_APP2, "ICC_PROFILE", 12))
			continue;
		number = s.data[12];
		of = s.data[13];
		if (total == 0)
			total = of;
		if (of != total || number < 1 || number > total ||
		    parts[number].data)
			return 0;
		parts[number] = (struct part){s.data + HEAD, s.size - HEAD};
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
