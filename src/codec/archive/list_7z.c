/* SPDX-License-Identifier: MIT */
#include "codec/archive/list_7z.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/*
 * The end of a 7z (7zFormat.txt of 7-Zip's sources): 32 bytes in front say
 * where it is and how large; it is a list of entries, or that list packed,
 * and then, as 7-Zip writes it:
 *
 *   17  06 place, streams, 09 size, (0a 01 crc)  00
 *       07 0b 01 00  01 coder (flags, name, 05 properties)  0c size unpacked
 */
enum { HEAD = 32, PACKED = 64 };

/* How far a program is searched; that of 7-Zip for Windows has 220 KB. */
enum { PROGRAM_MOST = 4 << 20 };

static const char magic[] = "7z\274\257'\34";

/* CRC-32 of IEEE 802.3, as the head has it; of 20 bytes, so bit by bit. */
static uint32_t crc_of(const unsigned char *p, size_t n)
{
	uint32_t crc = ~0u;
	int bit;

	while (n--) {
		crc ^= *p++;
		for (bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

uint64_t list_7z_place(const struct archive_source *source)
{
	size_t n = source->size < PROGRAM_MOST ? (size_t)source->size
					       : PROGRAM_MOST;
	unsigned char *bytes = mem_xmalloc(n + 1), *at = bytes;
	uint64_t place = 0;

	if (archive_source_take(source, 0, bytes, n))
		while (!place &&
		       (at = memmem(at, (size_t)(bytes + n - at), magic, 6))) {
			if (bytes + n - at >= HEAD &&
			    crc_of(at + 12, 20) ==
				    archive_source_little(at + 8, 4))
				place = (uint64_t)(at - bytes);
			at++;
		}
	free(bytes);
	return place;
}

/* As many bytes more as the first has leading ones; it gives the high bits. */
static uint64_t number_of(const unsigned char *p)
{
	uint64_t value = 0;
	unsigned mask = 0x80;
	int i;

	for (i = 0; i < 8 && (*p & mask); i++, mask >>= 1)
		value |= (uint64_t)p[i + 1] << (8 * i);
	return i < 8 ? value | (uint64_t)(*p & (mask - 1)) << (8 * i) : value;
}

uint64_t list_7z_size(const struct archive_source *source)
{
	unsigned char head[HEAD], end[PACKED + 16] = {0}, *lzma;
	uint64_t size;

	if (!archive_source_take(source, 0, head, HEAD) ||
	    memcmp(head, magic, 6) != 0)
		return 0;
	size = archive_source_little(head + 20, 8);
	if (size > PACKED ||
	    !archive_source_take(source,
				 HEAD + archive_source_little(head + 12, 8),
				 end, (size_t)size) ||
	    end[0] != 0x17)
		return size;
	lzma = memmem(end, PACKED, "\3\1\1\5", 4);
	return lzma && lzma[9] == 0x0c ? number_of(lzma + 10) : size;
}
