/* SPDX-License-Identifier: MIT */
#include "image/align/align.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/number.h"
#include "image/align/correlation.h"
#include "image/align/face.h"
#include "image/align/evidence.h"

/*
 * "Same" begins a little above the point the scales are set on: framing a face
 * as the other's map says lifted one pair of a burst to .957 (accuracy_same
 * --detect).
 */
#define SAME_MARGIN .003

const struct align_limits align_limits_default = {
	.same = ALIGN_EVIDENCE_SAME + SAME_MARGIN,
	.suspect = ALIGN_EVIDENCE_SUSPECT};

/* The measure that people see as 0; no limit hangs on it. */
#define SCORE_ZERO .45

/*
 * A face is framed once more only where that can change a verdict: measures
 * between, and sizes by which a detector's box may be wrong.
 */
#define GAIN_LEAST     .6
#define GAIN_MOST      .99
#define FRAME_SMALLEST .6
#define FRAME_LARGEST  1.6

struct align_face *align_prepare(const struct image *grey,
				 struct image_box face, struct error *err)
{
	struct align_face *f;

	if (grey->width < 1 || grey->height < 1 || grey->channels != 1) {
		error_set(err, ERROR_INPUT, _("the picture is empty"));
		return NULL;
	}
	f = mem_xcalloc(1, sizeof(*f));
	align_face_init(f, grey, face);
	return f;
}

void align_free(struct align_face *take_face)
{
	if (take_face == NULL)
		return;
	align_face_release(take_face);
	free(take_face);
}

static double score_of(double measure)
{
	return 100 * number_clamp_double(
			     (measure - SCORE_ZERO) / (1 - SCORE_ZERO), 0, 1);
}

void align_cap(struct align_result *r, double most)
{
	if (r->measure <= most)
		return;
	r->measure = most;
	r->score = score_of(most);
}

/* The inverse of m: from b's patch about its corner to a's likewise. */
static void invert(const double m[6], double out[6])
{
	double det = m[0] * m[4] - m[1] * m[3];

	out[0] = m[4] / det;
	out[1] = -m[1] / det;
	out[3] = -m[3] / det;
	out[4] = m[0] / det;
	out[2] = -(out[0] * m[2] + out[1] * m[5]);
	out[5] = -(out[3] * m[2] + out[4] * m[5]);
}

/*
 * The maps for people, about the corners of the patches, of the first's map m
 * about its centre.
 */
static void fill_maps(const struct align_face *first, const float m[6],
		      bool swapped, struct align_result *out)
{
	double *map = swapped ? out->back : out->map;
	int i;

	for (i = 0; i < 6; i++)
		map[i] = (double)m[i];
	map[2] -= map[0] * (double)first->centre_x +
		  map[1] * (double)first->centre_y;
	map[5] -= map[3] * (double)first->centre_x +
		  map[4] * (double)first->centre_y;
	invert(map, swapped ? out->map : out->back);
}

/* What the evidence of the first and the second face says of a and b. */
static void fill_result(const struct align_face *first,
			const struct align_face *second, bool swapped,
			const struct align_evidence *e,
			struct align_result *out)
{
	out->measure = align_evidence_measure(e);
	out->score = score_of(out->measure);
	out->mirrored = e->m[0] * e->m[4] - e->m[1] * e->m[3] < 0;
	align_correlation_map(first, second,
			      (struct align_view){ALIGN_MID, e->m, &e->flow},
			      out);
	out->blocks_of_second = swapped;
	fill_maps(first, e->m, swapped, out);
}

void align_turn(const struct align_result *r, struct align_result *out)
{
	*out = *r;
	memcpy(out->map, r->back, sizeof(out->map));
	memcpy(out->back, r->map, sizeof(out->back));
	out->blocks_of_second = !r->blocks_of_second;
}

void align_compare(const struct align_face *a, const struct align_face *b,
		   struct align_result *out)
{
	bool swap = align_face_swapped(a, b);
	const struct align_face *first = swap ? b : a, *second = swap ? a : b;
	struct align_evidence e;

	*out = (struct align_result){
		.native_width = fmin(a->native_width, b->native_width)};
	if (align_evidence_collect(first, second, &e))
		fill_result(first, second, swap, &e, out);
}

/* From a map that is known, patch pixels of a's about its corner to b's. */
static void compare_from(const struct align_face *a, const struct align_face *b,
			 const double map[6], struct align_result *out)
{
	bool swap = align_face_swapped(a, b);
	const struct align_face *first = swap ? b : a, *second = swap ? a : b;
	struct align_evidence e;
	double from[6];

	*out = (struct align_result){
		.native_width = fmin(a->native_width, b->native_width)};
	if (swap)
		invert(map, from);
	else
		memcpy(from, map, sizeof(from));
	from[2] += from[0] * (double)first->centre_x +
		   from[1] * (double)first->centre_y;
	from[5] += from[3] * (double)first->centre_x +
		   from[4] * (double)first->centre_y;
	if (align_evidence_collect_from(first, second, from, &e))
		fill_result(first, second, swap, &e, out);
}

void align_compare_placed(const struct align_face *a,
			  const struct align_face *b, bool mirrored,
			  struct align_result *out)
{
	double sign = mirrored ? -1 : 1;
	const double map[6] = {
		sign, 0, (double)b->centre_x - sign * (double)a->centre_x,
		0,    1, (double)b->centre_y - (double)a->centre_y};

	compare_from(a, b, map, out);
}

/* Pixels of the picture a pixel of the patch. */
static double step_of(const struct align_face *f)
{
	return f->region.width / f->level[ALIGN_MID].width;
}

void align_compare_framed(const struct align_face *a,
			  const struct align_face *b,
			  const struct align_result *r,
			  const struct align_face *framed,
			  struct align_result *out)
{
	double by = step_of(b) / step_of(framed), map[6];
	int i;

	for (i = 0; i < 6; i++)
		map[i] = r->map[i] * by;
	map[2] += (b->region.x - framed->region.x) / step_of(framed);
	map[5] += (b->region.y - framed->region.y) / step_of(framed);
	compare_from(a, framed, map, out);
}

bool align_may_gain(const struct align_result *r)
{
	return r->measure >= GAIN_LEAST && r->measure <= GAIN_MOST;
}

bool align_box(const struct align_face *a, const struct align_face *b,
	       const struct align_result *r, struct image_box *box)
{
	const double *m = r->map, middle = ALIGN_PATCH / 2.0;
	double scale = sqrt(fabs(m[0] * m[4] - m[1] * m[3]));
	double step = step_of(b);
	double width = ALIGN_PATCH * step * scale / ALIGN_REACH, x, y;

	if (!a->has_face || !align_may_gain(r) || scale < FRAME_SMALLEST ||
	    scale > FRAME_LARGEST)
		return false;
	x = b->region.x + ((m[0] + m[1]) * middle + m[2]) * step;
	y = b->region.y + ((m[3] + m[4]) * middle + m[5]) * step;
	*box = (struct image_box){(int)lround(x - width / 2),
				  (int)lround(y - ALIGN_RISE * width),
				  (int)lround(width), (int)lround(width)};
	return true;
}

enum align_verdict align_verdict(const struct align_result *r,
				 const struct align_limits *limits)
{
	return r->measure >= limits->same      ? ALIGN_SAME
	       : r->measure >= limits->suspect ? ALIGN_SUSPECT
					       : ALIGN_DIFFERENT;
}

bool align_is_weak(const struct align_result *r)
{
	return r->native_width < ALIGN_SURE_WIDTH;
}

const char *align_verdict_name(enum align_verdict verdict)
{
	static const char *const names[] = {"different", "suspect", "same"};

	return names[verdict];
}
