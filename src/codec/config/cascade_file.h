/* SPDX-License-Identifier: MIT */
/*
 * Packed cascades: the arrays of image/face/cascade.h, written to a file by
 * tools/pack_cascades.c.  They save parsing the XML, on which a process that
 * looks at one photo spent a fifth of its time.  Numbers are in the byte order
 * of the machine, because the file is made where it is used:
 *
 *   magic "qctoolhc"
 *   for each cascade, one after the other:
 *     head       struct cascade_file_head: whose XML this is, and how many of
 *     features     3 x { i32 x, y, width, height; f32 weight }, i32 rects,
 *                  i32 tilted
 *     nodes, trees, stages, leaves   as image/face/cascade.h has them
 *
 * A packed cascade is only used while its XML file has the size and time that
 * it had when it was packed; otherwise the XML is read.
 */
#ifndef CODEC_CONFIG_CASCADE_FILE_H
#define CODEC_CONFIG_CASCADE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "image/face/cascade.h"

/* Identifies an XML file: its size, and its time of change (Unix seconds). */
struct cascade_stamp {
	uint64_t size;
	int64_t time;
};

struct cascade_file_head {
	struct cascade_stamp stamp;
	int32_t lbp, tilted, width, height, max_nodes;
	uint32_t features, nodes, trees, stages, leaves;
};

/* The part of the file that is still to be read. */
struct cascade_file_reader {
	const char *at, *end;
};

/* False when there is no such file. */
bool cascade_file_stamp(const char *path, struct cascade_stamp *out);

void cascade_file_begin(struct buf *out);
void cascade_file_add(struct buf *out, const struct cascade *c,
		      const struct cascade_stamp *stamp);

/* A reader behind the magic; it is at its end when the magic is wrong. */
struct cascade_file_reader cascade_file_open(const void *bytes, size_t n);

/*
 * The next cascade, to be freed by cascade_free().  Indices in it are not
 * checked here.  NULL when it was made from another XML file, or there is none
 * left.
 */
struct cascade *cascade_file_next(struct cascade_file_reader *r,
				  const struct cascade_stamp *stamp);

#endif
