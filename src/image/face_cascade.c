/* SPDX-License-Identifier: MIT */
#include "image/face_cascade.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/clones.h"
#include "image/face_integral.h"
#include "image/face_pyramid.h"

enum { DENSE_TREES = 12 };

/* A node with its rectangles turned into offsets for one image size. */
struct spot {
	int at[CASCADE_RECTS][4];
	float weight[CASCADE_RECTS];
	float threshold;
	int rects, left, right;
	const uint32_t *subset;
};

struct scan {
	const struct cascade *c;
	struct face_integral table;
	struct spot *spots;
	int (*cells)[16]; /* LBP: the 4 x 4 corners of each feature */
	int windows;	  /* across in this size */
	int dense;	  /* stages evaluated for a whole row at once */
	float *norm, *total, *first, *second;
	float *keep; /* 1 while the window is in */
	struct face_hit *hits;
	int n;
};

static void corners(int at[4], const struct cascade_rect *r, int pitch)
{
	at[0] = r->y * pitch + r->x;
	at[1] = at[0] + r->width;
	at[2] = at[0] + r->height * pitch;
	at[3] = at[2] + r->width;
}

static void tilted_corners(int at[4], const struct cascade_rect *r, int pitch,
			   int base)
{
	at[0] = base + r->y * pitch + r->x;
	at[1] = at[0] + r->height * (pitch - 1);
	at[2] = at[0] + r->width * (pitch + 1);
	at[3] = at[1] + r->width * (pitch + 1);
}

static void place_haar(struct spot *s, const struct cascade_feature *f,
		       const struct face_integral *t)
{
	int i;

	s->rects = f->rects;
	for (i = 0; i < f->rects; i++) {
		s->weight[i] = f->rect[i].weight;
		if (f->tilted)
			tilted_corners(s->at[i], &f->rect[i], t->pitch,
				       t->pitch * (t->height + 1));
		else
			corners(s->at[i], &f->rect[i], t->pitch);
	}
}

static void place_lbp(int cells[16], const struct cascade_rect *r, int pitch)
{
	int i;

	for (i = 0; i < 16; i++)
		cells[i] = (r->y + i / 4 * r->height) * pitch + r->x +
			   i % 4 * r->width;
}

static void place_nodes(struct scan *scan)
{
	const struct cascade *c = scan->c;
	size_t i;

	for (i = 0; i < c->node_count; i++) {
		const struct cascade_node *n = &c->nodes[i];
		const struct cascade_feature *f = &c->features[n->feature];
		struct spot *s = &scan->spots[i];

		s->threshold = n->threshold;
		s->left = n->left;
		s->right = n->right;
		s->subset = n->subset;
		if (c->lbp)
			place_lbp(scan->cells[i], &f->rect[0],
				  scan->table.pitch);
		else
			place_haar(s, f, &scan->table);
	}
}

static inline float rect_sum(const uint32_t *p, const int at[4])
{
	return (float)(int32_t)(p[at[0]] - p[at[1]] - p[at[2]] + p[at[3]]);
}

static inline float haar_value(const struct spot *s, const uint32_t *p)
{
	float v = s->weight[0] * rect_sum(p, s->at[0]) +
		  s->weight[1] * rect_sum(p, s->at[1]);

	if (s->rects == 3)
		v += s->weight[2] * rect_sum(p, s->at[2]);
	return v;
}

static inline uint32_t cell(const uint32_t *p, const int c[16], int i)
{
	return p[c[i]] - p[c[i + 1]] - p[c[i + 4]] + p[c[i + 5]];
}

/* Clockwise from the top left; bit 7 first. */
static inline unsigned lbp_code(const uint32_t *p, const int c[16])
{
	uint32_t m = cell(p, c, 5);

	return (unsigned)(cell(p, c, 0) >= m) << 7 |
	       (unsigned)(cell(p, c, 1) >= m) << 6 |
	       (unsigned)(cell(p, c, 2) >= m) << 5 |
	       (unsigned)(cell(p, c, 6) >= m) << 4 |
	       (unsigned)(cell(p, c, 10) >= m) << 3 |
	       (unsigned)(cell(p, c, 9) >= m) << 2 |
	       (unsigned)(cell(p, c, 8) >= m) << 1 |
	       (unsigned)(cell(p, c, 4) >= m);
}

static inline bool subset_has(const uint32_t *subset, unsigned code)
{
	return subset[code >> 5] >> (code & 31) & 1;
}

static float tree_value(const struct scan *scan, const struct cascade_tree *t,
			const uint32_t *p, float norm)
{
	const struct spot *s;
	int i = 0;
	bool left;

	do {
		s = &scan->spots[t->first_node + i];
		left = scan->c->lbp
			       ? subset_has(
					 s->subset,
					 lbp_code(p, scan->cells[t->first_node +
								 i]))
			       : haar_value(s, p) < s->threshold * norm;
		i = left ? s->left : s->right;
	} while (i > 0);
	return scan->c->leaves[t->first_leaf - i];
}

static bool passes(const struct scan *scan, int x, const uint32_t *p, int stage)
{
	const struct cascade *c = scan->c;
	float norm = scan->norm[x], total;
	int i;

	for (; stage < (int)c->stage_count; stage++) {
		const struct cascade_stage *s = &c->stages[stage];

		total = 0;
		for (i = 0; i < s->trees; i++)
			total += tree_value(scan, &c->trees[s->first_tree + i],
					    p, norm);
		if (total < s->threshold)
			return false;
	}
	return true;
}

/*
 * Standard deviation of a window times its area (without the outermost
 * pixels, as the cascades were trained), 0 where it is flat.
 */
IMAGE_CLONES
static void fill_norm(float *restrict norm, const uint32_t *restrict sum,
		      const uint32_t *restrict square, const int at[4],
		      double area, int n)
{
	int a = at[0], b = at[1], c = at[2], d = at[3], x;

	for (x = 0; x < n; x++) {
		double s = (int32_t)(sum[x + a] - sum[x + b] - sum[x + c] +
				     sum[x + d]);
		double q = (int32_t)(square[x + a] - square[x + b] -
				     square[x + c] + square[x + d]);
		double v = area * q - s * s;

		norm[x] = (float)sqrt(v > 0 ? v : 0);
	}
}

IMAGE_CLONES
static void fill_side2(float *restrict out, const uint32_t *restrict p,
		       const float *restrict norm, const struct spot *s, int n)
{
	int a = s->at[0][0], b = s->at[0][1], c = s->at[0][2], d = s->at[0][3];
	int e = s->at[1][0], f = s->at[1][1], g = s->at[1][2], h = s->at[1][3];
	float u = s->weight[0], v = s->weight[1], t = s->threshold;
	int x;

	for (x = 0; x < n; x++) {
		float r = u * (float)(int32_t)(p[x + a] - p[x + b] - p[x + c] +
					       p[x + d]) +
			  v * (float)(int32_t)(p[x + e] - p[x + f] - p[x + g] +
					       p[x + h]);

		out[x] = r < t * norm[x] ? 1.0f : 0.0f;
	}
}

IMAGE_CLONES
static void fill_side3(float *restrict out, const uint32_t *restrict p,
		       const float *restrict norm, const struct spot *s, int n)
{
	int a = s->at[0][0], b = s->at[0][1], c = s->at[0][2], d = s->at[0][3];
	int e = s->at[1][0], f = s->at[1][1], g = s->at[1][2], h = s->at[1][3];
	int i = s->at[2][0], j = s->at[2][1], k = s->at[2][2], l = s->at[2][3];
	float u = s->weight[0], v = s->weight[1], w = s->weight[2];
	float t = s->threshold;
	int x;

	for (x = 0; x < n; x++) {
		float r = u * (float)(int32_t)(p[x + a] - p[x + b] - p[x + c] +
					       p[x + d]) +
			  v * (float)(int32_t)(p[x + e] - p[x + f] - p[x + g] +
					       p[x + h]) +
			  w * (float)(int32_t)(p[x + i] - p[x + j] - p[x + k] +
					       p[x + l]);

		out[x] = r < t * norm[x] ? 1.0f : 0.0f;
	}
}

IMAGE_CLONES
static void fill_lbp(float *restrict out, const uint32_t *restrict p,
		     const int cells[16], const uint32_t *subset, int n)
{
	int c[16], x;

	memcpy(c, cells, sizeof(c));
	for (x = 0; x < n; x++)
		out[x] = (float)lbp_code(p + x, c);
	for (x = 0; x < n; x++)
		out[x] = subset_has(subset, (unsigned)out[x]) ? 1.0f : 0.0f;
}

/* 1 where node i of the cascade sends the window left. */
static void fill_side(const struct scan *scan, int i, const uint32_t *p,
		      float *out)
{
	const struct spot *s = &scan->spots[i];

	if (scan->c->lbp)
		fill_lbp(out, p, scan->cells[i], s->subset, scan->windows);
	else if (s->rects == 3)
		fill_side3(out, p, scan->norm, s, scan->windows);
	else
		fill_side2(out, p, scan->norm, s, scan->windows);
}

/* What a way out of the first node gives: a leaf, or the second node's. */
struct way {
	float leaf, second;
};

static struct way way_of(const struct scan *scan, const struct cascade_tree *t,
			 int next)
{
	struct way way = {0, 1};

	if (next <= 0) {
		way.leaf = scan->c->leaves[t->first_leaf - next];
		way.second = 0;
	}
	return way;
}

IMAGE_CLONES
static void add_tree(float *restrict total, const float *restrict first,
		     const float *restrict second, const struct way ways[2],
		     int n)
{
	float a = ways[0].leaf, b = ways[1].leaf;
	float c = ways[0].second, d = ways[1].second;
	int x;

	for (x = 0; x < n; x++)
		total[x] +=
			first[x] > 0 ? a + c * second[x] : b + d * second[x];
}

IMAGE_CLONES
static void choose_leaf(float *restrict side, float left, float right, int n)
{
	int x;

	for (x = 0; x < n; x++)
		side[x] = side[x] > 0 ? left : right;
}

static void dense_tree(struct scan *scan, const struct cascade_tree *t,
		       const uint32_t *p)
{
	const struct spot *s = &scan->spots[t->first_node];
	const float *leaves = scan->c->leaves + t->first_leaf;
	struct way ways[2] = {way_of(scan, t, s->left),
			      way_of(scan, t, s->right)};

	fill_side(scan, t->first_node, p, scan->first);
	if (t->nodes == 2) {
		fill_side(scan, t->first_node + 1, p, scan->second);
		choose_leaf(scan->second, leaves[-s[1].left],
			    leaves[-s[1].right], scan->windows);
	}
	add_tree(scan->total, scan->first, scan->second, ways, scan->windows);
}

static void dense_stage(struct scan *scan, int stage, const uint32_t *p)
{
	const struct cascade_stage *s = &scan->c->stages[stage];
	int i, x;

	memset(scan->total, 0, (size_t)scan->windows * sizeof(float));
	for (i = 0; i < s->trees; i++)
		dense_tree(scan, &scan->c->trees[s->first_tree + i], p);
	for (x = 0; x < scan->windows; x++)
		scan->keep[x] =
			scan->total[x] < s->threshold ? 0.0f : scan->keep[x];
}

/* How many stages are cheap enough, and simple enough, for whole rows. */
static int dense_stages(const struct cascade *c)
{
	int stage, trees = 0, i;

	for (stage = 0; stage < (int)c->stage_count; stage++) {
		const struct cascade_stage *s = &c->stages[stage];

		trees += s->trees;
		if (trees > DENSE_TREES)
			break;
		for (i = 0; i < s->trees; i++)
			if (c->trees[s->first_tree + i].nodes > 2)
				return stage;
	}
	return stage;
}

static void start_row(struct scan *scan, int y)
{
	const struct cascade *c = scan->c;
	struct cascade_rect inner = {1, 1, c->width - 2, c->height - 2, 0};
	size_t at = (size_t)y * (size_t)scan->table.pitch;
	int corner[4], x;

	for (x = 0; x < scan->windows; x++)
		scan->keep[x] = 1;
	if (c->lbp)
		return;
	corners(corner, &inner, scan->table.pitch);
	fill_norm(scan->norm, scan->table.sum + at, scan->table.square + at,
		  corner, (double)inner.width * inner.height, scan->windows);
	for (x = 0; x < scan->windows; x++)
		scan->keep[x] = scan->norm[x] > 0 ? 1 : 0;
}

static void scan_row(struct scan *scan, int y, int step, double factor)
{
	const uint32_t *p =
		scan->table.sum + (size_t)y * (size_t)scan->table.pitch;
	int x, stage;

	start_row(scan, y);
	for (stage = 0; stage < scan->dense; stage++)
		dense_stage(scan, stage, p);
	for (x = 0; x < scan->windows; x += step) {
		if (!(scan->keep[x] > 0) || scan->n == FACE_CASCADE_HITS ||
		    !passes(scan, x, p + x, scan->dense))
			continue;
		scan->hits[scan->n++] = (struct face_hit){
			(float)(x * factor), (float)(y * factor),
			(float)(scan->c->width * factor),
			(float)(scan->c->height * factor), 1};
	}
}

/* Widest first size: everything later is smaller and fits. */
static void scan_init(struct scan *scan, const struct cascade *c, int width)
{
	size_t n = (size_t)width + 1;

	scan->c = c;
	scan->spots = mem_xcalloc(c->node_count, sizeof(*scan->spots));
	if (c->lbp)
		scan->cells = mem_xcalloc(c->node_count, sizeof(*scan->cells));
	scan->norm = mem_xcalloc(5 * n, sizeof(float));
	scan->total = scan->norm + n;
	scan->first = scan->norm + 2 * n;
	scan->second = scan->norm + 3 * n;
	scan->keep = scan->norm + 4 * n;
}

static void scan_release(struct scan *scan)
{
	face_integral_release(&scan->table);
	free(scan->spots);
	free(scan->cells);
	free(scan->norm);
}

static void scan_size(struct scan *scan, const struct image *small,
		      double factor)
{
	int y, step = factor > 2 ? 1 : 2;

	face_integral_fill(&scan->table, small, scan->c->tilted);
	place_nodes(scan);
	scan->windows = small->width - scan->c->width + 1;
	for (y = 0; y + scan->c->height <= small->height; y += step)
		scan_row(scan, y, step, factor);
}

int face_cascade_scan(const struct cascade *c, const struct image *grey,
		      const struct face_range *range,
		      struct face_hit hits[FACE_CASCADE_HITS])
{
	struct scan scan = {.hits = hits};
	struct face_pyramid pyramid;
	double f;

	scan_init(&scan, c, grey->width);
	face_pyramid_init(&pyramid, grey);
	scan.dense = range->scalar ? 0 : dense_stages(c);
	for (f = 1;; f *= 1.1) {
		if (lround(grey->width / f) < c->width + 1 ||
		    lround(grey->height / f) < c->height + 1 ||
		    (range->max_width > 0 && c->width * f > range->max_width))
			break;
		if (c->width * f < range->min_width)
			continue;
		scan_size(&scan, face_pyramid_at(&pyramid, f), f);
	}
	face_pyramid_release(&pyramid);
	scan_release(&scan);
	return scan.n;
}
