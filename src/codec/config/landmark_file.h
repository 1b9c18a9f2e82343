/* SPDX-License-Identifier: MIT */
/*
 * The packed trees of image/face/landmarks.h, written by
 * tools/pack_landmarks.c and mapped, so that opening reads one page and all
 * processes share the rest.  Little-endian; every array begins at a multiple
 * of 64 bytes.
 *
 *    0  magic "qctool68"     8 bytes
 *    8  stages, trees, pixels, points, depth      5 x u32
 *   28  unit of the leaves                        f32
 *   32  size of the file                          u64
 *   64  mean face                                 136 x f32
 *       pixels   stages x pixels x { f32 dx, f32 dy, u32 point }
 *       splits   stages x trees x 15 x { u16 a, u16 b, i16 threshold }
 *       leaves   stages x trees x 16 x { 136 x i8, i16 scale, i16 0 }
 *
 * dlib's 15 stages of 500 trees make a file of 17.6 MB.  Leaves are stored as 8
 * bits with a scale for each leaf; the rounding moves points less than the
 * trees' own noise does.
 *
 * Everything that the evaluation relies on is checked here, once: that points
 * of pixels and pixels of splits exist, that numbers are finite, that sums do
 * not overflow.
 */
#ifndef CODEC_CONFIG_LANDMARK_FILE_H
#define CODEC_CONFIG_LANDMARK_FILE_H

#include <stddef.h>

#include "base/error.h"
#include "image/face/landmarks.h"

struct landmark_file {
	struct landmark_model model;
	void *map; /* NULL = none */
	size_t size;
};

/* Offsets of the arrays in such a file, and its size. */
struct landmark_layout {
	size_t mean, pixel, split, leaf, size;
};

#define LANDMARK_FILE_MAGIC "qctool68"

enum { LANDMARK_FILE_HEAD = 64 };

struct landmark_layout landmark_file_layout(size_t stages, size_t trees,
					    size_t pixels);

/* The model in these n bytes, which it borrows; -1 with err. */
int landmark_file_parse(const void *bytes, size_t n, struct landmark_model *out,
			struct error *err);

/*
 * Map the file $QCTOOL_LANDMARKS, else share_model_path("landmarks68.bin").  0
 * with map NULL when there is no file: faces are then judged without landmarks.
 * -1 with err when it is not such a file.
 */
int landmark_file_open(struct landmark_file *out, struct error *err);
void landmark_file_close(struct landmark_file *file); /* unopened allowed */

#endif
