/* SPDX-License-Identifier: MIT */
#include "image/matte/graphcut.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/matte/maxflow.h"
#include "image/matte/gmm.h"
#include "image/matte/segment_prior.h"

/*
 * Samples that a side's colours are learnt from at most; whole units of cost
 * in one of -log likelihood, since max-flow counts in whole numbers.
 */
enum { SAMPLES = 2500, UNIT = 64 };

/*
 * Price of an edge between two equal pixels, in units of -log likelihood:
 * GrabCut's gamma (50 there).  Dearer, and strands are cut off; cheaper, and
 * specks of either side stay.
 */
static const float edge_price = 35;
/* The mean squared difference of neighbours is taken for no more than this. */
static const double most_difference = 250;
/* The same for a pixel of the person above one of the wall, lower down. */
static const float standing_price = 30;
static const double standing_from = 1.35; /* face heights from its top */
/* Colour variance beyond the samples: shade and bounce on the wall. */
static const double softening[2] = {20, 6};
/* Spreads and L* from which a pixel cannot be the wall's, to learn from. */
static const float unlike_wall = 3, rough = 1.5f;
/* Costs may be negative where a Gaussian is narrow: both sides are raised. */
static const float raised = 20;
/* When fewer than one pixel in so many changes sides, it is settled. */
enum { SETTLED = 1000 };

/*
 * One cut being set up.  Only unknown pixels are nodes with links; what a
 * link to a sure pixel costs is added to the unknown one's terminals, which
 * gives the same cut over far fewer links:
 *
 *            source = person
 *           /      |      \
 *     unknown-- unknown -- unknown == sure wall  the last link becomes a
 *           \      |      /                      price of the unknown pixel
 *             sink = wall                         being the person's
 */
struct problem {
	const struct graphcut *s;
	struct maxflow *flow;
	int32_t (*sure_links)[2]; /* price of being wall, of being person */
	float beta; /* GrabCut's: how fast an edge's price falls */
	struct segment_prior prior;
};

static float difference(const float *a, const float *b)
{
	float x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];

	return x * x + y * y + z * z;
}

/* One over a diagonal's length. */
#define DIAGONAL 0.70711f

/* Half of the 8 neighbours: each link is set once. */
static const struct {
	int dx, dy;
	enum maxflow_direction direction;
	float price;
} links[4] = {{1, 0, MAXFLOW_EAST, 1},
	      {0, 1, MAXFLOW_SOUTH, 1},
	      {1, 1, MAXFLOW_SOUTH_EAST, DIAGONAL},
	      {-1, 1, MAXFLOW_SOUTH_WEST, DIAGONAL}};

/*
 * GrabCut's beta, one over twice the mean squared difference of neighbours, by
 * every other row.
 */
static float contrast_beta(const float *colours, int w, int h)
{
	double sum = 0;
	int x, y, k, rows = 0;

	for (y = 0; y < h - 1; y += 2, rows++) {
		float row = 0;

		for (x = 1; x < w - 1; x++) {
			const float *p = colours + 3 * (y * w + x);

			for (k = 0; k < 4; k++)
				row += difference(p, p + 3 * (links[k].dy * w +
							      links[k].dx));
		}
		sum += row;
	}
	return (float)(1 / (2 * fmin(sum / (4.0 * w * rows), most_difference) +
			    1e-6));
}

/*
 * What each side's colours are learnt from: the grown wall, and the person
 * without what looks like the wall, or every mistake would feed itself.
 */
static bool is_example(const struct graphcut *s, bool person, size_t i)
{
	if (!person)
		return s->wall.data[i];
	return s->person.data[i] &&
	       (s->labels.data[i] == GRAPHCUT_SURE_PERSON ||
		s->distance.data[i] > unlike_wall ||
		s->texture.data[i] > rough);
}

static void learn_side(const struct graphcut *s, bool person, struct gmm *g)
{
	size_t i, n = mask_size(&s->labels), step, used = 0, all = 0;
	float *samples = mem_xmalloc(3 * (SAMPLES + 1) * sizeof(*samples));
	uint32_t *from = mem_xmalloc(n * sizeof(*from));

	for (i = 0; i < n; i++) {
		from[all] = (uint32_t)i;
		all += is_example(s, person, i);
	}
	step = all / SAMPLES + 1;
	for (i = 0; i < all; i += step)
		memcpy(samples + 3 * used++, s->colours + 3 * from[i],
		       3 * sizeof(*samples));
	gmm_learn(g, samples, used, softening[person]);
	free(from);
	free(samples);
}

/* The sure side of a pixel: 1 person, -1 wall, 0 for the cut to find. */
static int sure_side(const struct graphcut *s, int i)
{
	int label = s->labels.data[i];

	return (label == GRAPHCUT_SURE_PERSON) - (label == GRAPHCUT_SURE_WALL);
}

static int link_price(const struct problem *p, int i, int j, int k)
{
	const float *c = p->s->colours;
	float d = difference(c + 3 * i, c + 3 * j);

	return (int)(UNIT * edge_price * links[k].price * expf(-p->beta * d) /
		     (float)p->s->scale);
}

/*
 * Links between two unknown pixels go into the cut; a link to a sure pixel
 * is a price of leaving that side; others do not matter.
 */
static void set_link(struct problem *p, int x, int y, int k)
{
	int w = p->s->labels.width, h = p->s->labels.height;
	int side = k < 4 ? 1 : -1; /* forward, and back to sure ones */
	int nx = x + side * links[k & 3].dx, ny = y + side * links[k & 3].dy;
	int i = y * w + x, j = ny * w + nx, other;

	if (nx < 0 || nx >= w || ny < 0 || ny >= h)
		return;
	other = sure_side(p->s, j);
	if (other)
		p->sure_links[i][other < 0] += link_price(p, i, j, k & 3);
	else if (k < 4)
		maxflow_set_link(p->flow, x, y, links[k].direction,
				 link_price(p, i, j, k));
}

/*
 * Below the chin a person's pixel stands on another one of the person: clothes
 * like the wall are then cut off nowhere but at the picture's lower edge.
 */
static void set_standing_link(struct problem *p, int x, int y)
{
	const struct graphcut *s = p->s;
	int w = s->labels.width, i = y * w + x, side, below;
	int price = (int)(UNIT * standing_price / (float)s->scale);

	if (y + 1 >= s->labels.height)
		return;
	side = sure_side(s, i);
	below = sure_side(s, i + w);
	if (!side && !below)
		maxflow_add_one_way(p->flow, x, y, MAXFLOW_SOUTH, price);
	else if (!side && below < 0)
		p->sure_links[i][1] += price;
	else if (side > 0 && !below)
		p->sure_links[i + w][0] += price;
}

static void set_links(struct problem *p)
{
	int w = p->s->labels.width, h = p->s->labels.height, x, y, k;

	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++)
			for (k = 0; k < 8 && !sure_side(p->s, y * w + x); k++)
				set_link(p, x, y, k);
	y = (int)(p->s->face[1] + standing_from * p->s->face[3]);
	for (y = y > 0 ? y : 0; y < h; y++)
		for (x = 0; x < w; x++)
			set_standing_link(p, x, y);
}

static int whole_cost(float cost)
{
	float v = UNIT * cost;

	return v < 0 ? 0 : v > 1 << 20 ? 1 << 20 : (int)v;
}

/*
 * What the colour says: cost of being wall, of being person.  A pixel near the
 * wall's own colour there is no proof of a person, however well one explains
 * it: within one spread of it (distance 1) wall is never the dearer side.
 */
static void colour_costs(const struct graphcut *s, const struct gmm sides[2],
			 int i, float cost[2])
{
	const float *c = s->colours + 3 * i;
	float d = s->distance.data[i], most;

	cost[0] = gmm_cost(&sides[0], c);
	cost[1] = gmm_cost(&sides[1], c);
	most = cost[1] - 1 + d * d;
	if (cost[0] > most)
		cost[0] = most;
}

static void set_terminals(struct problem *p)
{
	const struct graphcut *s = p->s;
	int w = s->labels.width, h = s->labels.height, x, y;
	struct gmm sides[2];

	learn_side(s, false, &sides[0]);
	learn_side(s, true, &sides[1]);
	for (y = 0; y < h; y++) {
		for (x = 0; x < w; x++) {
			int i = y * w + x;
			float cost[2];

			if (sure_side(s, i))
				continue;
			colour_costs(s, sides, i, cost);
			cost[0] += segment_prior_at(&p->prior, x, y);
			maxflow_set_terminals(p->flow, x, y,
					      whole_cost(cost[0] + raised) +
						      p->sure_links[i][0],
					      whole_cost(cost[1] + raised) +
						      p->sure_links[i][1]);
		}
	}
}

/* One cut into s->person; how many pixels changed sides. */
static size_t cut_level(struct graphcut *s, float beta)
{
	int w = s->labels.width, h = s->labels.height;
	size_t i, n = mask_size(&s->labels), changed = 0;
	struct problem p = {s, maxflow_new(w, h), NULL, beta, {0}};
	struct mask answer;

	p.sure_links = mem_xcalloc(n, sizeof(*p.sure_links));
	mask_init(&answer, w, h);
	segment_prior_init(&p.prior, s);
	set_links(&p);
	set_terminals(&p);
	maxflow_solve(p.flow, &answer);
	for (i = 0; i < n; i++) {
		int side = sure_side(s, (int)i);
		uint8_t person = side ? side > 0 : answer.data[i];

		changed += person != s->person.data[i];
		s->person.data[i] = person;
	}
	mask_release(&answer);
	maxflow_free(p.flow);
	free(p.sure_links);
	return changed;
}

void graphcut_solve(struct graphcut *s, int rounds)
{
	size_t n = mask_size(&s->labels);
	float beta =
		contrast_beta(s->colours, s->labels.width, s->labels.height);

	while (rounds-- > 0)
		if (cut_level(s, beta) * SETTLED < n)
			break;
}

/* The up to four fine pixels of a coarse one; the last repeats at the rim. */
static void fine_pixels(int x, int y, const struct mask *fine, size_t at[4])
{
	int x1 = 2 * x + 1 < fine->width ? 2 * x + 1 : 2 * x;
	int y1 = 2 * y + 1 < fine->height ? 2 * y + 1 : 2 * y;
	size_t top = (size_t)(2 * y) * (size_t)fine->width;
	size_t low = (size_t)y1 * (size_t)fine->width;

	at[0] = top + (size_t)(2 * x);
	at[1] = top + (size_t)x1;
	at[2] = low + (size_t)(2 * x);
	at[3] = low + (size_t)x1;
}

/* Sure only where all four are; else the side of most. */
static uint8_t label_of(const uint8_t *labels, const size_t at[4])
{
	int i, wall = 0, sure = 0;

	for (i = 0; i < 4; i++) {
		uint8_t v = labels[at[i]];

		wall += v <= GRAPHCUT_MAYBE_WALL;
		sure += v == GRAPHCUT_SURE_WALL || v == GRAPHCUT_SURE_PERSON;
	}
	if (sure == 4 && wall % 4 == 0)
		return wall ? GRAPHCUT_SURE_WALL : GRAPHCUT_SURE_PERSON;
	return wall > 2 ? GRAPHCUT_MAYBE_WALL : GRAPHCUT_MAYBE_PERSON;
}

static float mean_of(const float *v, const size_t at[4], int step)
{
	return (v[at[0] * (size_t)step] + v[at[1] * (size_t)step] +
		v[at[2] * (size_t)step] + v[at[3] * (size_t)step]) /
	       4;
}

static void halve_pixel(const struct graphcut *fine, const size_t at[4],
			size_t i, struct graphcut *out)
{
	const uint8_t *wall = fine->wall.data;
	int c;

	for (c = 0; c < 3; c++)
		out->colours[3 * i + (size_t)c] =
			mean_of(fine->colours + c, at, 3);
	out->labels.data[i] = label_of(fine->labels.data, at);
	out->person.data[i] = out->labels.data[i] >= GRAPHCUT_MAYBE_PERSON;
	out->wall.data[i] =
		wall[at[0]] & wall[at[1]] & wall[at[2]] & wall[at[3]];
	out->distance.data[i] = mean_of(fine->distance.data, at, 1);
	out->texture.data[i] = mean_of(fine->texture.data, at, 1);
}

void graphcut_halve(const struct graphcut *fine, struct graphcut *out)
{
	int w = (fine->labels.width + 1) / 2, h = (fine->labels.height + 1) / 2;
	int x, y, k;
	size_t at[4];

	mask_init(&out->labels, w, h);
	mask_init(&out->wall, w, h);
	mask_init(&out->person, w, h);
	plane_init(&out->distance, w, h);
	plane_init(&out->texture, w, h);
	out->colours = mem_xmalloc(3 * mask_size(&out->labels) *
				   sizeof(*out->colours));
	for (k = 0; k < 4; k++)
		out->face[k] = fine->face[k] / 2;
	out->scale = 2 * fine->scale;
	for (y = 0; y < h; y++) {
		for (x = 0; x < w; x++) {
			fine_pixels(x, y, &fine->labels, at);
			halve_pixel(fine, at, (size_t)(y * w + x), out);
		}
	}
}

void graphcut_refine(struct graphcut *fine, const struct graphcut *coarse,
		     int reach)
{
	int w = fine->labels.width, h = fine->labels.height, x, y;
	struct mask outer, inner;
	size_t i, n = mask_size(&fine->labels);

	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++)
			mask_row(&fine->person, y)[x] =
				mask_row(&coarse->person, y / 2)[x / 2];
	mask_copy(&fine->person, &outer);
	mask_copy(&fine->person, &inner);
	mask_grow(&outer, reach);
	mask_shrink(&inner, reach);
	for (i = 0; i < n; i++) {
		uint8_t *label = &fine->labels.data[i];

		if (*label == GRAPHCUT_SURE_WALL ||
		    *label == GRAPHCUT_SURE_PERSON)
			continue;
		if (inner.data[i])
			*label = GRAPHCUT_SURE_PERSON;
		else if (!outer.data[i])
			*label = GRAPHCUT_SURE_WALL;
	}
	mask_release(&outer);
	mask_release(&inner);
}

void graphcut_release(struct graphcut *s)
{
	free(s->colours);
	mask_release(&s->labels);
	mask_release(&s->wall);
	mask_release(&s->person);
	plane_release(&s->distance);
	plane_release(&s->texture);
}
