/* SPDX-License-Identifier: MIT */
#include "codec/archive/zip_head.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { HEAD = 30, SEARCHED = 4 << 20, LONGEST_NAME = 1024 };
/* The newest version that APPNOTE.TXT gives (4.4.3.2), and its last method. */
enum { NEWEST = 63, LAST_METHOD = 99 };

/* A date of MS-DOS: year, four bits of month, five of day. */
static bool is_date(unsigned date)
{
	unsigned month = date >> 5 & 15, day = date & 31;

	return month >= 1 && month <= 12 && day >= 1;
}

static bool is_name(const unsigned char *name, size_t n)
{
	while (n > 0 && *name >= ' ') {
		name++;
		n--;
	}
	return n == 0;
}

static bool is_head(const unsigned char *p, size_t n)
{
	size_t name;

	if (n < HEAD)
		return false;
	name = archive_source_little(p + 26, 2);
	return archive_source_little(p + 4, 2) <= NEWEST &&
	       archive_source_little(p + 8, 2) <= LAST_METHOD &&
	       is_date((unsigned)archive_source_little(p + 12, 2)) &&
	       name >= 1 && name <= LONGEST_NAME && n - HEAD >= name &&
	       is_name(p + HEAD, name);
}

uint64_t zip_head_place(const struct archive_source *source)
{
	size_t n = source->size < SEARCHED ? (size_t)source->size : SEARCHED;
	unsigned char *bytes = mem_xmalloc(n + 1), *at = bytes;
	uint64_t place = 0;

	if (archive_source_take(source, 0, bytes, n))
		while (!place && (at = memmem(at, (size_t)(bytes + n - at),
					      "PK\3\4", 4))) {
			if (is_head(at, (size_t)(bytes + n - at)))
				place = (uint64_t)(at - bytes);
			at++;
		}
	free(bytes);
	return place;
}
