/* SPDX-License-Identifier: MIT */
#include "image/align/show.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "image/align/correlation.h"
#include "image/align/face.h"

/*
 * Width of a picture, and samples a pixel along each side: a single one would
 * alias where a large photo is shown small.
 */
enum { WIDTH = 240, SAMPLES = 2 };

/* Correlations of a block that is shown quite red and quite green. */
#define RED   .2
#define GREEN .9
#define COVER .35 /* of the colour over the picture: the face stays seen */

enum { GREEN_LEVEL = 200 }; /* a full one would dazzle beside the red */

#define NO_BLOCK (-2) /* where the map has none */

/* An affine map whose area is below it was never filled in. */
#define NO_MAP 1e-6

/* Patch pixels to picture pixels. */
struct view {
	const struct image *rgb;
	double x, y, step;
};

struct scene {
	struct view a, b;
	double map[6]; /* a's patch to b's */
	double step;   /* patch pixels a shown pixel */
	const struct align_result *r;
	int left, top; /* corner of the block map */
};

static struct view view_of(struct align_show_side side)
{
	const struct align_face *f = side.face;

	return (struct view){
		.rgb = side.rgb,
		.x = f->region.x,
		.y = f->region.y,
		.step = f->region.width / f->level[ALIGN_MID].width,
	};
}

/* Bilinear at patch x, y, added to sum; the edge is repeated. */
static void add_sample(const struct view *v, double x, double y, double sum[3])
{
	double px = v->x + x * v->step - .5, py = v->y + y * v->step - .5;
	int x0 = (int)floor(px), y0 = (int)floor(py), i, c;
	double u = px - x0, w = py - y0;

	for (i = 0; i < 4; i++) {
		const uint8_t *p =
			image_row(v->rgb, number_clamp(y0 + i / 2, 0,
						       v->rgb->height - 1)) +
			(size_t)3 * (size_t)number_clamp(x0 + i % 2, 0,
							 v->rgb->width - 1);
		double k = (i % 2 ? u : 1 - u) * (i / 2 ? w : 1 - w);

		for (c = 0; c < 3; c++)
			sum[c] += k * p[c];
	}
}

static void map_point(const double m[6], const double p[2], double q[2])
{
	q[0] = m[0] * p[0] + m[1] * p[1] + m[2];
	q[1] = m[3] * p[0] + m[4] * p[1] + m[5];
}

static void show_pixel(const struct scene *s, int x, int y, uint8_t *first,
		       uint8_t *second)
{
	double one[3] = {0}, two[3] = {0}, p[2], q[2];
	int i, c, n = SAMPLES * SAMPLES;

	for (i = 0; i < n; i++) {
		p[0] = (x + (i % SAMPLES + .5) / SAMPLES) * s->step;
		p[1] = (y + (i / SAMPLES + .5) / SAMPLES) * s->step;
		map_point(s->map, p, q);
		add_sample(&s->a, p[0], p[1], one);
		add_sample(&s->b, q[0], q[1], two);
	}
	for (c = 0; c < 3; c++) {
		first[c] = (uint8_t)(one[c] / n + .5);
		second[c] = (uint8_t)(two[c] / n + .5);
	}
}

/* The match of the block at patch x, y; below -1 where there is none. */
static double match_at(const struct scene *s, double x, double y)
{
	int i = (int)floor((x - s->left) / ALIGN_CORRELATION_SIDE);
	int j = (int)floor((y - s->top) / ALIGN_CORRELATION_SIDE);

	if (i < 0 || j < 0 || i >= s->r->blocks_across ||
	    j >= s->r->blocks_down)
		return NO_BLOCK;
	return (double)s->r->blocks[j * s->r->blocks_across + i];
}

static void tint(const struct scene *s, int x, int y, uint8_t *pixel)
{
	double p[2] = {(x + .5) * s->step, (y + .5) * s->step}, q[2], match;
	double colour[3];
	int c;

	map_point(s->map, p, q);
	match = s->r->blocks_of_second ? match_at(s, q[0], q[1])
				       : match_at(s, p[0], p[1]);
	if (match < -1)
		return;
	match = (match - RED) / (GREEN - RED);
	match = match < 0 ? 0 : match > 1 ? 1 : match;
	colour[0] = 255 * fmin(1, 2 - 2 * match);
	colour[1] = GREEN_LEVEL * fmin(1, 2 * match);
	colour[2] = 0;
	for (c = 0; c < 3; c++)
		pixel[c] = (uint8_t)(pixel[c] * (1 - COVER) +
				     colour[c] * COVER + .5);
}

static void draw(const struct scene *s, struct align_shown *out)
{
	int x, y;

	for (y = 0; y < out->first.height; y++) {
		uint8_t *first = image_row(&out->first, y);
		uint8_t *second = image_row(&out->second, y);
		uint8_t *third = image_row(&out->agreement, y);

		for (x = 0; x < out->first.width; x++) {
			show_pixel(s, x, y, first + 3 * x, second + 3 * x);
			memcpy(third + 3 * x, first + 3 * x, 3);
			tint(s, x, y, third + 3 * x);
		}
	}
}

/* Where nothing was found to align: each face as its own box frames it. */
static void take_map(const struct align_result *r, double map[6])
{
	static const double identity[6] = {1, 0, 0, 0, 1, 0};
	double turned = r->map[0] * r->map[4] - r->map[1] * r->map[3];

	memcpy(map, fabs(turned) > NO_MAP ? r->map : identity,
	       sizeof(identity));
}

int align_show(struct align_show_side a, struct align_show_side b,
	       const struct align_result *r, struct align_shown *out,
	       struct error *err)
{
	const struct plane *patch = &a.face->level[ALIGN_MID];
	struct scene s = {.a = view_of(a),
			  .b = view_of(b),
			  .step = (double)patch->width / WIDTH,
			  .r = r};
	int height = (int)lround(patch->height / s.step);

	*out = (struct align_shown){IMAGE_INIT, IMAGE_INIT, IMAGE_INIT};
	take_map(r, s.map);
	align_correlation_corner(r->blocks_of_second ? b.face : a.face, &s.left,
				 &s.top);
	if (image_init(&out->first, WIDTH, height, 3, err) < 0 ||
	    image_init(&out->second, WIDTH, height, 3, err) < 0 ||
	    image_init(&out->agreement, WIDTH, height, 3, err) < 0) {
		align_show_release(out);
		return -1;
	}
	draw(&s, out);
	return 0;
}

void align_show_release(struct align_shown *shown)
{
	image_release(&shown->first);
	image_release(&shown->second);
	image_release(&shown->agreement);
}
