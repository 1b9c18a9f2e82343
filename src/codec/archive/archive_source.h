/* SPDX-License-Identifier: MIT */
/*
 * The bytes of an archive, in a file or in memory, for code that examines its
 * list of entries before libarchive reads it.  Any thread.
 */
#ifndef CODEC_ARCHIVE_ARCHIVE_SOURCE_H
#define CODEC_ARCHIVE_ARCHIVE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Either a file, whose offset is not moved, or bytes in memory (fd -1). */
struct archive_source {
	int fd;
	const void *bytes;
	uint64_t size;
	uint64_t start; /* in the file or bytes; size counts from here */
	int *failed;	/* set to errno when a read fails; NULL allowed */
};

/* Copy n bytes from that place; false when they are not there or unreadable. */
bool archive_source_take(const struct archive_source *s, uint64_t at, void *out,
			 size_t n);

/* The little-endian number in n bytes, at most 8. */
uint64_t archive_source_little(const unsigned char *p, int n);

#endif
