/* SPDX-License-Identifier: MIT */
#include "image/align/search_query.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "image/align/affine.h"
#include "image/align/correlation.h"
#include "image/align/face.h"

/*
 * Steps of registration, at a quarter of the patch and then at half: probes
 * are four pixels of the hashed square apart, so the nearest one is close, and
 * the map has only to be good enough to tell strangers.
 */
enum { GLANCE_ROUNDS = 2, LOOK_ROUNDS = 2 };

/*
 * The best part is what holds this share of the detail; no share of the area
 * is asked for, since a verdict follows.
 */
static const struct align_share part_share = {.3, 0};

/* Correlations under it: even a copy with a bar has not been found to fit. */
#define LEAST .4

enum { NEVER = 999 }; /* bits: further than any */

/*
 * A pixel of the half level in a byte: 2.5 local deviations about 0 in 255
 * steps, which moves a correlation by less than .0001.
 */
enum { STEPS = 51 };
#define LEAST_VALUE (-2.5f)

static void pack(const struct plane *level, struct align_search_kept *out)
{
	int x, y;

	for (y = 0; y < ALIGN_SIGNATURE_LEVEL; y++)
		for (x = 0; x < ALIGN_SIGNATURE_LEVEL; x++)
			out->half[y][x] = (uint8_t)lrintf(
				(plane_row(level, y)[x] - LEAST_VALUE) * STEPS);
}

static void unpack(const struct align_search_kept *kept, struct plane *level)
{
	int x, y;

	plane_room(level, ALIGN_SIGNATURE_LEVEL, ALIGN_SIGNATURE_LEVEL);
	for (y = 0; y < ALIGN_SIGNATURE_LEVEL; y++)
		for (x = 0; x < ALIGN_SIGNATURE_LEVEL; x++)
			plane_row(level, y)[x] =
				(float)kept->half[y][x] / STEPS + LEAST_VALUE;
}

enum { QUARTER = ALIGN_SIGNATURE_LEVEL / 2 }; /* side of ALIGN_SMALL */

/* A quarter from the half: the mean of four. */
static void shrink(const struct plane *from, const struct plane *to)
{
	int x, y;

	for (y = 0; y < to->height; y++) {
		const float *a = plane_row(from, 2 * y);
		const float *b = plane_row(from, 2 * y + 1);
		float *out = plane_row(to, y);

		for (x = 0; x < to->width; x++)
			out[x] = (a[2 * x] + a[2 * x + 1] + b[2 * x] +
				  b[2 * x + 1]) *
				 .25f;
	}
}

int align_search_query_init(struct align_search_query *q,
			    const struct image *grey, struct image_box box,
			    struct error *err)
{
	struct align_face face = {.has_face = false};
	struct resize_region square;
	int i;

	if (grey->width < 1 || grey->height < 1 || grey->channels != 1)
		return error_set(err, ERROR_INPUT, _("the picture is empty"));
	memset(&q->kept, 0, sizeof(q->kept));
	align_face_init_half(&face, grey, box);
	for (i = 0; i < PHASH_FRAMES; i++) {
		square = phash_square(grey, box, (enum phash_frame)i);
		phash_probes(grey, square, (enum phash_frame)i,
			     q->kept.probes[i]);
		square = align_signature_in_patch(&face, square);
		q->kept.square[i][0] = square.x;
		q->kept.square[i][1] = square.y;
		q->kept.square[i][2] = square.width;
	}
	if (face.has_face)
		pack(&face.level[ALIGN_HALF], &q->kept);
	align_face_release(&face);
	align_search_query_open(q);
	return 0;
}

void align_search_query_open(struct align_search_query *q)
{
	int i;

	q->face = mem_xcalloc(1, sizeof(*q->face));
	unpack(&q->kept, &q->face->level[ALIGN_HALF]);
	plane_room(&q->face->level[ALIGN_SMALL], QUARTER, QUARTER);
	shrink(&q->face->level[ALIGN_HALF], &q->face->level[ALIGN_SMALL]);
	for (i = 0; i < PHASH_FRAMES; i++) {
		const double *s = q->kept.square[i];

		q->probe_count[i] = phash_probe_squares(
			(struct resize_region){s[0], s[1], s[2], s[2]},
			(enum phash_frame)i, q->squares[i]);
	}
}

void align_search_query_release(struct align_search_query *q)
{
	align_free(q->face);
	q->face = NULL;
}

/* The nearest probe of a frame. */
struct nearest {
	int probe, distance;
	bool mirrored;
};

static struct nearest nearest_of(const struct align_search_query *q, int frame,
				 const struct phash *hash)
{
	uint16_t distances[PHASH_PROBES];
	int k, best = 0;

	phash_scan(hash, 1, q->kept.probes[frame],
		   (size_t)q->probe_count[frame], distances);
	for (k = 1; k < q->probe_count[frame]; k++)
		best = distances[k] < distances[best] ? k : best;
	return (struct nearest){best, distances[best],
				phash_distance(&q->kept.probes[frame][best],
					       hash) > distances[best]};
}

/*
 * The map (image/align/coarse.h) that lays the stored square over the query's:
 * a size and a shift, turned no further than registration can follow.
 */
static void map_of(const int32_t from[3], struct resize_region to,
		   bool mirrored, float m[6])
{
	double k = to.width * ALIGN_SIGNATURE_UNITS / from[2];
	double sign = mirrored ? -1 : 1;
	double x = ALIGN_PATCH / 2.0 - (double)from[0] / ALIGN_SIGNATURE_UNITS;
	double y = ALIGN_PATCH / 2.0 - (double)from[1] / ALIGN_SIGNATURE_UNITS;

	m[0] = (float)(sign * k);
	m[1] = m[3] = 0;
	m[2] = (float)(to.x + to.width / 2 + sign * k * x);
	m[4] = (float)k;
	m[5] = (float)(to.y + to.height / 2 + k * y);
}

/* The face that a glance has the levels of. */
static struct align_face face_of(struct align_search_glance *g)
{
	return (struct align_face){
		.level[ALIGN_HALF] = {ALIGN_SIGNATURE_LEVEL,
				      ALIGN_SIGNATURE_LEVEL, g->half[0]},
		.level[ALIGN_SMALL] = {QUARTER, QUARTER, g->quarter[0]},
		.centre_x = ALIGN_PATCH / 2,
		.centre_y = ALIGN_PATCH / 2};
}

static void correlate(const struct align_face *face,
		      const struct align_search_query *q, const float m[6],
		      struct align_likeness *out)
{
	const struct align_view view = {ALIGN_HALF, m, NULL};
	struct align_correlation band;

	align_correlation(face, q->face, view, part_share, &band);
	out->whole = fmax(out->whole, band.whole);
	out->part = fmax(out->part, band.part);
}

void align_search_query_glance(const struct align_search_query *q,
			       const struct align_signature *signature, int cut,
			       struct align_search_glance *g,
			       struct align_likeness *out)
{
	const struct align_face face = face_of(g);
	struct nearest n;
	int i;

	*out = (struct align_likeness){NEVER, -2, -2};
	align_signature_unpack(signature, g->half);
	shrink(&face.level[ALIGN_HALF], &face.level[ALIGN_SMALL]);
	for (i = 0; i < PHASH_FRAMES; i++) {
		n = nearest_of(q, i, &signature->hash[i]);
		if (n.distance < out->distance)
			out->distance = n.distance;
		g->near[i] = n.distance <= cut;
		if (!g->near[i])
			continue;
		map_of(signature->square[i], q->squares[i][n.probe], n.mirrored,
		       g->m[i]);
		align_affine(&face, q->face, ALIGN_SMALL, g->m[i],
			     GLANCE_ROUNDS);
		correlate(&face, q, g->m[i], out);
	}
}

void align_search_query_look(const struct align_search_query *q,
			     struct align_search_glance *g,
			     struct align_likeness *out)
{
	const struct align_face face = face_of(g);
	int i;

	out->whole = out->part = -2;
	for (i = 0; i < PHASH_FRAMES; i++)
		if (g->near[i] && align_affine(&face, q->face, ALIGN_HALF,
					       g->m[i], LOOK_ROUNDS) >= LEAST)
			correlate(&face, q, g->m[i], out);
}
