/* SPDX-License-Identifier: MIT */
#include "image/segment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/cut.h"
#include "image/gmm.h"
#include "image/window.h"

enum { ROUNDS = 3, SAMPLES = 2500, UNIT = 64 };
enum { SURE_WALL, MAYBE_WALL, MAYBE_PERSON, SURE_PERSON };

/* Price of an edge between two equal pixels, in units of -log likelihood. */
static const float edge_price = 35;
/* Colour variance beyond the samples: shade and bounce on the wall. */
static const double softening[2] = {20, 6};

static size_t size_of(const struct shape *m)
{
	return (size_t)m->width * (size_t)m->height;
}

static void face_ellipse(struct shape *m, struct image_box face,
			 const double part[2], uint8_t value)
{
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + face.height / 2.0};
	const double radius[2] = {part[0] * face.width, part[1] * face.height};

	shape_ellipse(m, centre, radius, value);
}

/* The column below the chin, half_width faces to each side. */
static void torso(struct shape *m, struct image_box face, const double at[2],
		  uint8_t value)
{
	int top = face.y + (int)(at[0] * face.height);
	int half = (int)(at[1] * face.width);
	int middle = face.x + face.width / 2;

	shape_rect(m,
		   (struct image_box){middle - half, top, 2 * half,
				      m->height - top},
		   value);
}

/* Where every person is: the face and a narrow column of the chest. */
static void core(struct shape *out, const struct shape *like,
		 struct image_box face)
{
	shape_init(out, like->width, like->height);
	face_ellipse(out, face, (const double[2]){.38, .5}, 1);
	torso(out, face, (const double[2]){1.5, .12}, 1);
}

/* Far from the wall and joined to the face: person without question. */
static void mark_far(const struct wall *wall, struct image_box face,
		     struct shape *labels)
{
	struct shape far, inner, rim;
	size_t i, n = size_of(labels);

	/* the rim of a deep shadow is far from the wall, and no person */
	shape_copy(&wall->sure, &rim);
	shape_grow(&rim, 4);

	shape_init(&far, labels->width, labels->height);
	core(&inner, labels, face);
	for (i = 0; i < n; i++)
		far.data[i] = wall->distance.data[i] > 12;
	shape_reach(&far, &inner);
	shape_shrink(&far, 1);
	for (i = 0; i < n; i++)
		if (far.data[i] && !rim.data[i])
			labels->data[i] = SURE_PERSON;
	shape_release(&rim);
	shape_release(&far);
	shape_release(&inner);
}

static void mark_wall(const struct wall *wall, struct image_box face,
		      struct shape *labels)
{
	int chin = face.y + face.height, y, x;
	struct shape sure;

	shape_copy(&wall->sure, &sure);
	shape_shrink(&sure, 1);
	for (y = 0; y < labels->height; y++) {
		const float *d = plane_row(&wall->distance, y);
		const float *t = plane_row(&wall->texture, y);
		uint8_t *out = shape_row(labels, y);

		for (x = 0; x < labels->width; x++) {
			if (d[x] > 9)
				out[x] = MAYBE_PERSON;
			if (d[x] < 2.5f && t[x] < 1)
				out[x] = MAYBE_WALL;
			if (shape_row(&sure, y)[x] && d[x] < 3)
				out[x] = y < chin ? SURE_WALL : MAYBE_WALL;
		}
	}
	shape_release(&sure);
}

static void make_labels(const struct wall *wall, struct image_box face,
			struct shape *labels)
{
	int w = labels->width, rim = w / 50 > 2 ? w / 50 : 2;
	int low = face.y + face.height * 8 / 10;

	memset(labels->data, MAYBE_WALL, size_of(labels));
	face_ellipse(labels, face, (const double[2]){.62, .85}, MAYBE_PERSON);
	torso(labels, face, (const double[2]){1.2, 1.2}, MAYBE_PERSON);
	mark_wall(wall, face, labels);
	shape_rect(labels, (struct image_box){0, 0, w, rim}, SURE_WALL);
	shape_rect(labels, (struct image_box){0, 0, rim, low}, SURE_WALL);
	shape_rect(labels, (struct image_box){w - rim, 0, rim, low}, SURE_WALL);
	face_ellipse(labels, face, (const double[2]){.28, .4}, SURE_PERSON);
	torso(labels, face, (const double[2]){1.15, .16}, SURE_PERSON);
	mark_far(wall, face, labels);
}

/* Colours with the wall's gradient taken out: one mean wall everywhere. */
static float *flatten(const struct image *rgb, const struct wall *wall)
{
	size_t i, n = size_of(&wall->sure), seeds = 0;
	float *out = mem_xmalloc(3 * n * sizeof(*out));
	double mean[3] = {0};
	int c;

	for (i = 0; i < n; i++) {
		if (!wall->seed.data[i])
			continue;
		seeds++;
		for (c = 0; c < 3; c++)
			mean[c] += wall->rgb[c].data[i];
	}
	for (i = 0; i < n; i++)
		for (c = 0; c < 3; c++)
			out[3 * i + (size_t)c] =
				(float)rgb->data[3 * i + (size_t)c] -
				wall->rgb[c].data[i] +
				(float)(mean[c] / (double)(seeds + !seeds));
	return out;
}

static float difference(const float *a, const float *b)
{
	float x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];

	return x * x + y * y + z * z;
}

static const struct {
	int dx, dy;
	enum cut_direction direction;
	float price;
} links[4] = {{1, 0, CUT_EAST, 1},
	      {0, 1, CUT_SOUTH, 1},
	      {1, 1, CUT_SOUTH_EAST, 0.70711f},
	      {-1, 1, CUT_SOUTH_WEST, 0.70711f}};

/* One over twice the mean squared difference of neighbours. */
static float contrast(const float *colours, int w, int h)
{
	double sum = 0;
	int x, y, k;

	for (y = 0; y < h - 1; y++) {
		for (x = 1; x < w - 1; x++) {
			const float *p = colours + 3 * (y * w + x);

			for (k = 0; k < 4; k++)
				sum += difference(p, p + 3 * (links[k].dy * w +
							      links[k].dx));
		}
	}
	return (float)(1 / (2 * fmin(sum / (4.0 * w * h), 250.0) + 1e-6));
}

struct problem {
	const float *colours;
	const struct shape *labels;
	const struct wall *wall;
	struct image_box face;
	struct shape *person; /* current answer */
	int32_t (*links)[4];  /* prices to the neighbours of links[] */
};

/*
 * What each side's colours are learnt from: the grown wall, and the person
 * without what looks like the wall, or every doubt would feed itself.
 */
static void find_examples(const struct problem *p, bool person,
			  struct shape *out)
{
	size_t i, n = size_of(p->labels);

	shape_copy(person ? p->person : &p->wall->sure, out);
	if (!person)
		return;
	for (i = 0; i < n; i++)
		out->data[i] &= p->labels->data[i] == SURE_PERSON ||
				p->wall->distance.data[i] > 3 ||
				p->wall->texture.data[i] > 1.5f;
}

static void learn(const struct problem *p, bool person, struct gmm *g)
{
	struct shape from;
	size_t i, n = size_of(p->labels), step, seen = 0, used = 0;
	float *samples = mem_xmalloc(3 * (SAMPLES + 1) * sizeof(*samples));

	find_examples(p, person, &from);
	step = shape_count(&from) / SAMPLES + 1;
	for (i = 0; i < n; i++) {
		if (!from.data[i] || seen++ % step)
			continue;
		memcpy(samples + 3 * used++, p->colours + 3 * i,
		       3 * sizeof(*samples));
	}
	gmm_learn(g, samples, used, softening[person]);
	shape_release(&from);
	free(samples);
}

static void price_links(struct problem *p)
{
	int w = p->labels->width, h = p->labels->height, x, y, k;
	float beta = contrast(p->colours, w, h);

	p->links = mem_xcalloc(size_of(p->labels), sizeof(*p->links));
	for (y = 0; y < h; y++) {
		for (x = 0; x < w; x++) {
			const float *c = p->colours + 3 * (y * w + x);

			for (k = 0; k < 4; k++) {
				int nx = x + links[k].dx, ny = y + links[k].dy;
				float d;

				if (nx < 0 || nx >= w || ny >= h)
					continue;
				d = difference(c,
					       p->colours + 3 * (ny * w + nx));
				p->links[y * w + x][k] =
					(int)(UNIT * edge_price *
					      links[k].price * expf(-beta * d));
			}
		}
	}
}

/* The sure side of a pixel: 1 person, -1 wall, 0 for the cut to find. */
static int sure_side(const struct problem *p, int i)
{
	int label = p->labels->data[i];

	return (label == SURE_PERSON) - (label == SURE_WALL);
}

/*
 * Links between two pixels in doubt go into the cut; a link to a sure pixel
 * is a price of leaving that side (extra, two a pixel); others do not matter.
 */
static void set_links(const struct problem *p, struct cut *cut,
		      int32_t (*extra)[2])
{
	int w = p->labels->width, h = p->labels->height, x, y, k;

	for (y = 0; y < h; y++) {
		for (x = 0; x < w; x++) {
			int i = y * w + x, side = sure_side(p, i);

			for (k = 0; k < 4; k++) {
				int nx = x + links[k].dx, ny = y + links[k].dy;
				int j = ny * w + nx, other;

				if (nx < 0 || nx >= w || ny >= h)
					continue;
				other = sure_side(p, j);
				if (!side && !other)
					cut_set_link(cut, x, y,
						     links[k].direction,
						     p->links[i][k]);
				else if (!side)
					extra[i][other < 0] += p->links[i][k];
				else if (!other)
					extra[j][side < 0] += p->links[i][k];
			}
		}
	}
}

static int price(float cost)
{
	float v = UNIT * cost;

	return v < 0 ? 0 : v > 1 << 20 ? 1 << 20 : (int)v;
}

/* How much a person is expected here, before any colour is seen. */
static float expectation(const struct problem *p, int x, int y)
{
	float w = (float)p->face.width, h = (float)p->face.height;
	float u = fabsf((float)x - (float)p->face.x - w / 2) / w;
	float v = ((float)y - (float)p->face.y) / h;
	float head = 1 - (u * u / (.5f * .5f) +
			  (v - .5f) * (v - .5f) / (.65f * .65f));
	float half = fminf(fmaxf(0.25f + (v - 1), 0.25f), 1.05f);
	float chest = fminf(fmaxf((v - 1) * 8, 0), 1) * fmaxf(1 - u / half, 0);

	return 6 * fminf(fmaxf(head, 0), 0.5f) + 12 * fminf(chest, 0.8f);
}

/* Fine structure that a wall has not. */
static float roughness(const struct problem *p, int x, int y)
{
	float v = ((float)y - (float)p->face.y) / (float)p->face.height;
	float hair = fminf(fmaxf((1.3f - v) / 0.3f, 0), 1);

	float d = plane_row(&p->wall->distance, y)[x];
	float unlike = fminf(fmaxf((d - 1) / 2, 0), 1);

	return hair * unlike * fminf(2 * plane_row(&p->wall->texture, y)[x], 6);
}

static void set_terminals(const struct problem *p, struct cut *cut,
			  int32_t (*extra)[2])
{
	int w = p->labels->width, h = p->labels->height, x, y;
	struct gmm wall, person;

	learn(p, false, &wall);
	learn(p, true, &person);
	for (y = 0; y < h; y++) {
		for (x = 0; x < w; x++) {
			int i = y * w + x;
			const float *c = p->colours + 3 * i;
			float more;

			if (sure_side(p, i))
				continue;
			more = expectation(p, x, y) + roughness(p, x, y);
			/* costs may be negative: shift both */
			cut_set_terminals(
				cut, x, y,
				price(gmm_cost(&wall, c) + 20 + more) +
					extra[i][0],
				price(gmm_cost(&person, c) + 20) + extra[i][1]);
		}
	}
}

/* One cut into p->person; how many pixels changed sides. */
static size_t cut_once(struct problem *p)
{
	int w = p->labels->width, h = p->labels->height;
	size_t i, n = size_of(p->labels), changed = 0;
	int32_t(*extra)[2] = mem_xcalloc(n, sizeof(*extra));
	struct cut *cut = cut_new(w, h);
	struct shape answer;

	shape_init(&answer, w, h);
	set_links(p, cut, extra);
	set_terminals(p, cut, extra);
	cut_solve(cut, &answer);
	for (i = 0; i < n; i++) {
		int side = sure_side(p, (int)i);
		uint8_t person = side ? side > 0 : answer.data[i];

		changed += person != p->person->data[i];
		p->person->data[i] = person;
	}
	shape_release(&answer);
	cut_free(cut);
	free(extra);
	return changed;
}

/* Learn and cut until little moves (1/1000 of the picture) or ROUNDS. */
static void cut_rounds(struct problem *p)
{
	size_t n = size_of(p->labels);
	int round;

	price_links(p);
	for (round = 0; round < ROUNDS; round++)
		if (cut_once(p) * 1000 < n)
			break;
	free(p->links);
}

static void by_wall(const struct wall *wall, struct image_box face,
		    struct shape *out)
{
	size_t i, n = size_of(&wall->sure);
	struct shape inner;

	shape_init(out, wall->sure.width, wall->sure.height);
	for (i = 0; i < n; i++)
		out->data[i] = wall->distance.data[i] > 5;
	face_ellipse(out, face, (const double[2]){.42, .55}, 1);
	torso(out, face, (const double[2]){1.3, .25}, 1);
	core(&inner, out, face);
	window_clean(out, &inner, wall, face);
	shape_release(&inner);
}

void segment_make(const struct image *rgb, const struct wall *wall,
		  struct image_box face, struct segment *out)
{
	struct shape labels, windows, inner;
	struct problem p = {.labels = &labels, .person = &out->person};
	float *colours = flatten(rgb, wall);
	size_t i, n = size_of(&wall->sure);

	by_wall(wall, face, &out->by_wall);
	shape_init(&labels, rgb->width, rgb->height);
	shape_init(&out->person, rgb->width, rgb->height);
	make_labels(wall, face, &labels);
	shape_init(&windows, rgb->width, rgb->height);
	window_mark(wall, &out->by_wall, face, &windows);
	for (i = 0; i < n; i++)
		if (windows.data[i])
			labels.data[i] = SURE_WALL;
	shape_release(&windows);
	for (i = 0; i < n; i++)
		out->person.data[i] = labels.data[i] >= MAYBE_PERSON;
	p.colours = colours;
	p.wall = wall;
	p.face = face;
	cut_rounds(&p);
	core(&inner, &labels, face);
	window_clean(&out->person, &inner, wall, face);
	shape_release(&inner);
	shape_release(&labels);
	free(colours);
}

void segment_release(struct segment *s)
{
	shape_release(&s->person);
	shape_release(&s->by_wall);
}
