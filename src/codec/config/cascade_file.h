/* SPDX-License-Identifier: MIT */
/*
 * Cascades as the program holds them, packed by tools/pack_cascades.c: a
 * process that looks at one photo spent a fifth of its time on their XML.
 * Numbers as the machine has them, for the file is made where it is used:
 *
 *   magic "qctoolhc"
 *   of each cascade, one behind the other:
 *     head       struct cascade_file_head: whose XML this is, and how many of
 *     features     3 x { i32 x, y, width, height; f32 weight }, i32 rects,
 *                  i32 tilted
 *     nodes, trees, stages, leaves   as image/face/cascade.h has them
 *
 * A cascade counts only while its XML is the one that was packed, by size and
 * time: one that came since is read instead.
 */
#ifndef CODEC_CONFIG_CASCADE_FILE_H
#define CODEC_CONFIG_CASCADE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "image/face/cascade.h"

/* Which XML: its bytes, and when it was last changed, Unix seconds. */
struct cascade_stamp {
	uint64_t size;
	int64_t time;
};

struct cascade_file_head {
	struct cascade_stamp stamp;
	int32_t lbp, tilted, width, height, max_nodes;
	uint32_t features, nodes, trees, stages, leaves;
};

/* What is still to be read; begin with the whole file. */
struct cascade_file_reader {
	const char *at, *end;
};

/* False when there is no such file. */
bool cascade_file_stamp(const char *path, struct cascade_stamp *out);

void cascade_file_begin(struct buf *out);
void cascade_file_add(struct buf *out, const struct cascade *c,
		      const struct cascade_stamp *stamp);

/* Past the magic; a reader of nothing when it is another. */
struct cascade_file_reader cascade_file_open(const void *bytes, size_t n);

/*
 * The next cascade, for cascade_free(), as the file has it: what points where
 * is not looked at here.  NULL when it was made of another XML, or there is
 * none.
 */
struct cascade *cascade_file_next(struct cascade_file_reader *r,
				  const struct cascade_stamp *stamp);

#endif
