/* SPDX-License-Identifier: MIT */
#include "image/align/signature.h"

#include <math.h>
#include <string.h>

#include "image/align/face.h"
#include "image/pixel/clones.h"
#include "image/pixel/face_box.h"
#include "image/pixel/vector.h"

/*
 * A pixel of the face in four bits: steps of a third of a local deviation
 * about MIDDLE, so -2.67 to 2.33.  Finer ones would double what is kept of a
 * photo; the face only has to say whether a verdict is worth its milliseconds.
 */
enum { STEPS = 3, MIDDLE = 8, LARGEST = 15 };

/*
 * Without a face: sizes and middles, of the picture's width and height.  The
 * first is the whole picture as image/align/face.c takes it; the others are
 * faces lower, larger and smaller, for the probes about one reach only so far.
 */
static const struct {
	double width, middle;
} guesses[ALIGN_SIGNATURE_MOST] = {{.5, .46},  {.5, .58}, {.66, .46},
				   {.66, .58}, {.85, .5}, {.4, .4}};

int align_signature_boxes(const struct image *grey, struct image_box face,
			  struct image_box boxes[ALIGN_SIGNATURE_MOST])
{
	int i, width;

	if (face_box_is_usable(grey, face)) {
		boxes[0] = face;
		return 1;
	}
	for (i = 0; i < ALIGN_SIGNATURE_MOST; i++) {
		width = (int)(grey->width * guesses[i].width);
		width = width > 0 ? width : 1;
		boxes[i] = (struct image_box){
			(grey->width - width) / 2,
			(int)(grey->height * guesses[i].middle -
			      width * ALIGN_RISE),
			width, width};
	}
	return ALIGN_SIGNATURE_MOST;
}

struct resize_region align_signature_in_patch(const struct align_face *f,
					      struct resize_region square)
{
	double k = ALIGN_PATCH / f->region.width;

	return (struct resize_region){(square.x - f->region.x) * k,
				      (square.y - f->region.y) * k,
				      square.width * k, square.height * k};
}

static int step_of(float v)
{
	long step = lrintf(v * STEPS) + MIDDLE;

	return step < 0 ? 0 : step > LARGEST ? LARGEST : (int)step;
}

/* Where the part that is kept begins in the level. */
enum {
	LEFT = (ALIGN_SIGNATURE_LEVEL - ALIGN_SIGNATURE_WIDTH) / 2,
	TOP = (ALIGN_SIGNATURE_LEVEL - ALIGN_SIGNATURE_HEIGHT) / 2
};

static void pack(const struct plane *level, uint8_t *out)
{
	int x, y;

	for (y = 0; y < ALIGN_SIGNATURE_HEIGHT; y++) {
		const float *row = plane_row(level, TOP + y) + LEFT;

		for (x = 0; x < ALIGN_SIGNATURE_WIDTH; x += 2)
			*out++ = (uint8_t)(step_of(row[x]) | step_of(row[x + 1])
								     << 4);
	}
}

/* Eight pixels from four bytes. */
VECTOR_INLINE void unpack_eight(const uint8_t in[4], float *out)
{
	const vector_uints shift = {0, 4, 8, 12, 16, 20, 24, 28};
	uint32_t word = (uint32_t)in[0] | (uint32_t)in[1] << 8 |
			(uint32_t)in[2] << 16 | (uint32_t)in[3] << 24;
	vector_uints steps = {word, word, word, word, word, word, word, word};
	vector_floats values;

	steps = steps >> shift & LARGEST;
	values = __builtin_convertvector((vector_ints)steps - MIDDLE,
					 vector_floats);
	values /= (float)STEPS;
	memcpy(out, &values, sizeof(values));
}

_Static_assert(ALIGN_SIGNATURE_WIDTH % VECTOR_LANES == 0,
	       "a row is whole vectors");

IMAGE_CLONES
void align_signature_unpack(const struct align_signature *signature,
			    float (*level)[ALIGN_SIGNATURE_LEVEL])
{
	const uint8_t *in = signature->face;
	int x, y;

	memset(level, 0,
	       ALIGN_SIGNATURE_LEVEL * ALIGN_SIGNATURE_LEVEL *
		       sizeof(level[0][0]));
	for (y = 0; y < ALIGN_SIGNATURE_HEIGHT; y++)
		for (x = 0; x < ALIGN_SIGNATURE_WIDTH;
		     x += VECTOR_LANES, in += VECTOR_LANES / 2)
			unpack_eight(in, level[TOP + y] + LEFT + x);
}

void align_signature_make(const struct image *grey, struct image_box box,
			  struct align_signature *out)
{
	struct resize_region square;
	struct align_face face = {.has_face = false};
	int i;

	memset(out, 0, sizeof(*out));
	align_face_init_half(&face, grey, box);
	for (i = 0; i < PHASH_FRAMES; i++) {
		square = phash_square(grey, box, (enum phash_frame)i);
		phash_make(grey, square, &out->hash[i]);
		square = align_signature_in_patch(&face, square);
		out->square[i][0] = (int32_t)lround(
			(square.x + square.width / 2) * ALIGN_SIGNATURE_UNITS);
		out->square[i][1] = (int32_t)lround(
			(square.y + square.height / 2) * ALIGN_SIGNATURE_UNITS);
		out->square[i][2] =
			(int32_t)lround(square.width * ALIGN_SIGNATURE_UNITS);
	}
	if (face.has_face)
		pack(&face.level[ALIGN_HALF], out->face);
	align_face_release(&face);
}
