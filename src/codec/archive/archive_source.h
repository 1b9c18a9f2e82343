/* SPDX-License-Identifier: MIT */
/*
 * The bytes of an archive, wherever they are, for those who look into its list
 * of entries before libarchive does.  Any thread.
 */
#ifndef CODEC_ARCHIVE_ARCHIVE_SOURCE_H
#define CODEC_ARCHIVE_ARCHIVE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of a file (its descriptor, not moved) or of size bytes (fd -1). */
struct archive_source {
	int fd;
	const void *bytes;
	uint64_t size;
	uint64_t start; /* in the file or bytes; size counts from here */
	int *failed;	/* errno of what the disk did not give; NULL allowed */
};

/* False where there are no n bytes at that place, or the disk fails. */
bool archive_source_take(const struct archive_source *s, uint64_t at, void *out,
			 size_t n);

/* A number of n bytes, at most 8, the least significant first. */
uint64_t archive_source_little(const unsigned char *p, int n);

#endif
