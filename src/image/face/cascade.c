/* SPDX-License-Identifier: MIT */
#include "image/face/cascade.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/face/group.h"
#include "image/pixel/clones.h"
#include "image/face/integral.h"
#include "image/face/lanes.h"
#include "image/face/pyramid.h"

/*
 * Each size is so much larger than the last; OpenCV's scaleFactor.  MOST_SIZES
 * reach from 20 pixels to 20,000.
 */
static const double growth = 1.1;
enum { MOST_SIZES = 80 };

/*
 * A table and the offsets of the cascade's nodes in it.  There is room for the
 * largest size of a scan, and the offsets hold for all of them.
 */
struct cascade_view {
	struct face_integral table; /* phases 0: no room yet */
	struct face_offsets *nodes;
	float *deviation; /* of a row of windows */
};

/*
 * Every second window each way is tried first, eight at a time, on a
 * deinterleaved copy of the table; around one that passes the others are tried
 * as well.  A face makes many neighbouring windows pass, so that three of four
 * windows need not be looked at elsewhere:
 *
 *      0 1 2 3 4 5 6 7 8       # tried first      * passed
 *   0  #   #   #   #   #
 *   1        . . .             . tried since a neighbour passed (in whole
 *   2  #   # . * . #   #         blocks of eight)
 *   3        . . .
 */
struct cascade_scan {
	const struct cascade *c;
	bool scalar;
	const struct image *small; /* the picture in this size */
	int width, height;	   /* of the largest size */
	struct cascade_view fine, coarse;
	bool fine_ready;
	const struct face_range *range;
	float least;		/* deviation times area */
	int across, down, step; /* windows in this size; pixels between */
	double factor;
	uint8_t *tried;
	struct face_hit *hits;
	int (*places)[2]; /* of the hits, in windows */
	int n;
};

/*
 * Where the columns of a window lie in a row of a table: looked up, for each
 * size places thousands of corners.
 */
struct columns {
	int at[CASCADE_MAX_WINDOW + 1];
	int pitch, tilted_top; /* rows of the tilted table begin there */
};

static void columns_fill(struct columns *col, const struct face_integral *t,
			 int width)
{
	int x;

	col->pitch = t->pitch;
	col->tilted_top = t->rows;
	for (x = 0; x <= width && x <= CASCADE_MAX_WINDOW; x++)
		col->at[x] = face_integral_column(t, x);
}

static void corners(int at[4], const struct cascade_rect *r,
		    const struct columns *col)
{
	int left = col->at[r->x], right = col->at[r->x + r->width];
	int top = r->y * col->pitch, bottom = top + r->height * col->pitch;

	at[0] = top + left;
	at[1] = top + right;
	at[2] = bottom + left;
	at[3] = bottom + right;
}

/* The four corners of a tilted rectangle: top, left, right, bottom. */
static void tilted_corners(int at[4], const struct cascade_rect *r,
			   const struct columns *col)
{
	int w = r->width, h = r->height;
	const int dx[4] = {0, -h, w, w - h}, dy[4] = {0, h, w, w + h};
	int i;

	for (i = 0; i < 4; i++)
		at[i] = (col->tilted_top + r->y + dy[i]) * col->pitch +
			col->at[r->x + dx[i]];
}

static void haar_offsets(struct face_offsets *s,
			 const struct cascade_feature *f,
			 const struct columns *col)
{
	int i;

	s->weight[CASCADE_RECTS - 1] = 0;
	for (i = 0; i < f->rects; i++) {
		s->weight[i] = f->rect[i].weight;
		if (f->tilted)
			tilted_corners(s->at[i], &f->rect[i], col);
		else
			corners(s->at[i], &f->rect[i], col);
	}
}

static void lbp_offsets(int cells[16], const struct cascade_rect *r,
			const struct columns *col)
{
	int i;

	for (i = 0; i < 16; i++)
		cells[i] = (r->y + i / 4 * r->height) * col->pitch +
			   col->at[r->x + i % 4 * r->width];
}

static void place_nodes(const struct cascade *c, struct cascade_view *view)
{
	struct columns col;
	size_t i;

	columns_fill(&col, &view->table, c->width);
	for (i = 0; i < c->node_count; i++) {
		const struct cascade_node *n = &c->nodes[i];
		const struct cascade_feature *f = &c->features[n->feature];
		struct face_offsets *s = &view->nodes[i];

		if (c->lbp) {
			lbp_offsets(s->cells, &f->rect[0], &col);
			continue;
		}
		s->threshold = n->threshold;
		haar_offsets(s, f, &col);
	}
}

static float value_of(const struct cascade *c, const struct cascade_tree *t,
		      int outcome)
{
	int i = 0;

	do {
		const struct cascade_node *n = &c->nodes[t->first_node + i];

		i = outcome >> i & 1 ? n->left : n->right;
	} while (i > 0);
	return c->leaves[t->first_leaf - i];
}

void face_cascade_tabulate(struct cascade *c)
{
	size_t i;
	int outcome;

	for (i = 0; i < c->tree_count; i++)
		for (outcome = 0; c->trees[i].nodes <= CASCADE_FEW_NODES &&
				  outcome < 1 << CASCADE_FEW_NODES;
		     outcome++)
			c->trees[i].value[outcome] =
				value_of(c, &c->trees[i], outcome);
}

/* n windows side by side: their tables, corners in them, and area. */
struct window_row {
	const uint32_t *sum, *square;
	int corner[4];
	double area;
	int n;
};

/*
 * Standard deviation of a window times its area (without the outermost
 * pixels, as the cascades were trained), 0 where it is flat.
 */
IMAGE_CLONES
static void window_deviations(float *restrict out, const struct window_row *r)
{
	const uint32_t *restrict sum = r->sum;
	const uint32_t *restrict square = r->square;
	int a = r->corner[0], b = r->corner[1], c = r->corner[2];
	int d = r->corner[3], x;

	for (x = 0; x < r->n; x++) {
		double s = (int32_t)(sum[x + a] - sum[x + b] - sum[x + c] +
				     sum[x + d]);
		double q = (int32_t)(square[x + a] - square[x + b] -
				     square[x + c] + square[x + d]);
		double v = r->area * q - s * s;

		out[x] = (float)sqrt(v > 0 ? v : 0);
	}
}

/* Deviations of n windows at p; 0 marks a flat one that can be no face. */
static void find_deviations(const struct cascade *c, struct cascade_view *view,
			    const uint32_t *p, int n)
{
	struct cascade_rect inner = {1, 1, c->width - 2, c->height - 2, 0};
	const uint32_t *square = p + (view->table.square - view->table.sum);
	struct window_row row = {
		p, square, {0}, (double)inner.width * inner.height, n};
	struct columns col;
	int x;

	if (c->lbp) {
		for (x = 0; x < n; x++)
			view->deviation[x] = 1;
		return;
	}
	columns_fill(&col, &view->table, c->width);
	corners(row.corner, &inner, &col);
	window_deviations(view->deviation, &row);
}

/* Window (x, y) of the grid passed.  Past the limit the rest is not told. */
static void add_hit(struct cascade_scan *scan, int x, int y)
{
	double f = scan->factor;

	if (scan->n == FACE_CASCADE_HITS)
		return;
	scan->places[scan->n][0] = x;
	scan->places[scan->n][1] = y;
	scan->hits[scan->n++] = (struct face_hit){
		(float)(x * scan->step * f), (float)(y * scan->step * f),
		(float)(scan->c->width * f), (float)(scan->c->height * f), 1};
}

static void try_eight(const struct cascade_scan *scan,
		      const struct cascade_view *view, const uint32_t *p,
		      const float *norm, int pass[FACE_LANES])
{
	struct face_lanes lanes = {scan->c, view->nodes};
	int i;

	if (!scan->scalar) {
		face_lanes_eight(&lanes, p, norm, pass);
		return;
	}
	for (i = 0; i < FACE_LANES; i++)
		pass[i] = pass[i] && face_lanes_one(&lanes, p + i, norm[i]);
}

static bool has(const struct image_box *box, double x, double y)
{
	return x > box->x && x < box->x + box->width && y > box->y &&
	       y < box->y + box->height;
}

/* Whether a window with its middle there is to be looked at. */
static bool wanted(const struct face_range *range, double x, double y)
{
	if (range->skip.width > 0 && has(&range->skip, x, y))
		return false;
	return range->within[0].width == 0 || has(&range->within[0], x, y) ||
	       has(&range->within[1], x, y);
}

/* The windows of a row, from x on every step-th of the grid, with a face in
 * reach: neither flat nor where none is looked for. */
static void choose(const struct cascade_scan *scan, const float *norm,
		   const int at[2], int step, int pass[FACE_LANES])
{
	double f = scan->factor, pixels = scan->step * f;
	double cx = at[0] * pixels + scan->c->width * f / 2;
	double cy = at[1] * pixels + scan->c->height * f / 2;
	int i;

	for (i = 0; i < FACE_LANES; i++)
		pass[i] = pass[i] && norm[i] > scan->least &&
			  wanted(scan->range, cx + i * step * pixels, cy);
}

/* Every second window of row y of the grid. */
static void try_row(struct cascade_scan *scan, int y)
{
	const struct face_integral *t = &scan->coarse.table;
	const uint32_t *p =
		t->sum + (size_t)(y * scan->step) * (size_t)t->pitch;
	const float *norm = scan->coarse.deviation;
	int pass[FACE_LANES], n = (scan->across + 1) / 2, x, i;

	find_deviations(scan->c, &scan->coarse, p, n);
	for (x = 0; x < n; x += FACE_LANES) {
		for (i = 0; i < FACE_LANES; i++)
			pass[i] = x + i < n;
		choose(scan, norm + x, (const int[]){2 * x, y}, 2, pass);
		try_eight(scan, &scan->coarse, p + x, norm + x, pass);
		for (i = 0; i < FACE_LANES; i++)
			if (pass[i])
				add_hit(scan, 2 * (x + i), y);
	}
}

/* The tables of this size, every phases-th column side by side. */
static void fill_view(struct cascade_scan *scan, struct cascade_view *view,
		      int phases)
{
	const struct face_integral_room room = {scan->width, scan->height,
						phases, scan->c->tilted};

	if (view->table.phases != phases) {
		face_integral_release(&view->table);
		face_integral_init(&view->table, &room);
		place_nodes(scan->c, view);
	}
	face_integral_fill(&view->table, scan->small);
}

/* Where the windows of a row of the grid lie side by side. */
static void make_fine(struct cascade_scan *scan)
{
	if (!scan->fine_ready)
		fill_view(scan, &scan->fine, scan->step);
	scan->fine_ready = true;
}

/* The eight windows from x on that the first pass left out. */
static void try_block(struct cascade_scan *scan, int x, int y)
{
	const struct face_integral *t = &scan->fine.table;
	uint8_t *tried = &scan->tried[y * scan->across + x];
	const float *norm = scan->fine.deviation;
	const uint32_t *p;
	int pass[FACE_LANES], i;

	if (*tried)
		return;
	*tried = 1;
	make_fine(scan);
	p = t->sum + (size_t)(y * scan->step) * (size_t)t->pitch + x;
	find_deviations(scan->c, &scan->fine, p, FACE_LANES);
	for (i = 0; i < FACE_LANES; i++)
		pass[i] = x + i < scan->across && (y % 2 || i % 2);
	choose(scan, norm, (const int[]){x, y}, 1, pass);
	try_eight(scan, &scan->fine, p, norm, pass);
	for (i = 0; i < FACE_LANES; i++)
		if (pass[i])
			add_hit(scan, x + i, y);
}

static void try_neighbours(struct cascade_scan *scan, int x, int y)
{
	int first = x > 0 ? (x - 1) / FACE_LANES : 0, v;
	int last = x + 1 < scan->across ? (x + 1) / FACE_LANES : first;

	for (v = y - 1; v <= y + 1; v++) {
		if (v < 0 || v >= scan->down)
			continue;
		try_block(scan, first * FACE_LANES, v);
		if (last > first)
			try_block(scan, last * FACE_LANES, v);
	}
}

static void view_init(struct cascade_view *view, const struct cascade *c,
		      int width)
{
	view->nodes = aligned_alloc(sizeof(*view->nodes),
				    c->node_count * sizeof(*view->nodes));
	if (!view->nodes)
		BUG("out of memory");
	view->deviation =
		mem_xcalloc((size_t)width + 2 * FACE_LANES, sizeof(float));
}

static void view_release(struct cascade_view *view)
{
	face_integral_release(&view->table);
	free(view->nodes);
	free(view->deviation);
}

/* The sizes of a scan, smallest first: what the picture is shrunk by. */
struct sizes {
	double factor[MOST_SIZES];
	int n;
};

static void choose_sizes(const struct cascade *c, const struct image *grey,
			 const struct face_range *range, struct sizes *out)
{
	double f = 1;

	out->n = 0;
	for (; out->n < MOST_SIZES; f *= growth) {
		if (lround(grey->width / f) < c->width + 1 ||
		    lround(grey->height / f) < c->height + 1 ||
		    (range->max_width > 0 && c->width * f > range->max_width))
			break;
		if (c->width * f >= range->min_width)
			out->factor[out->n++] = f;
	}
}

static void scan_init(struct cascade_scan *scan, const struct image *grey,
		      double factor)
{
	const struct cascade *c = scan->c;

	scan->width = (int)lround(grey->width / factor);
	scan->height = (int)lround(grey->height / factor);
	view_init(&scan->fine, c, scan->width);
	view_init(&scan->coarse, c, scan->width);
	scan->tried = mem_xmalloc((size_t)scan->width * (size_t)scan->height);
	scan->places = mem_xmalloc(FACE_CASCADE_HITS * sizeof(*scan->places));
	scan->least = c->lbp ? 0
			     : (float)(scan->range->least_spread *
				       (c->width - 2) * (c->height - 2));
	scan->scalar = scan->range->scalar || c->max_nodes > CASCADE_FEW_NODES;
}

static void scan_release(struct cascade_scan *scan)
{
	view_release(&scan->fine);
	view_release(&scan->coarse);
	free(scan->tried);
	free(scan->places);
}

/* As OpenCV does, a grid of two pixels where windows are small. */
static void scan_size(struct cascade_scan *scan, const struct image *small)
{
	int y, i = scan->n;

	scan->small = small;
	scan->step = scan->factor > 2 ? 1 : 2;
	scan->across = (small->width - scan->c->width) / scan->step + 1;
	scan->down = (small->height - scan->c->height) / scan->step + 1;
	memset(scan->tried, 0, (size_t)scan->across * (size_t)scan->down);
	fill_view(scan, &scan->coarse, 2 * scan->step);
	scan->fine_ready = false;
	for (y = 0; y < scan->down; y += 2)
		try_row(scan, y);
	for (; i < scan->n; i++)
		try_neighbours(scan, scan->places[i][0], scan->places[i][1]);
}

/* The windows behind the box that most of them are behind. */
static int most_votes(const struct cascade_scan *scan)
{
	struct face_hit *copy;
	int i, n, most = 0;

	if (scan->n == 0)
		return 0;
	copy = mem_xmalloc((size_t)scan->n * sizeof(*copy));
	memcpy(copy, scan->hits, (size_t)scan->n * sizeof(*copy));
	n = face_group(copy, scan->n, 1);
	for (i = 0; i < n; i++)
		most = copy[i].votes > most ? copy[i].votes : most;
	free(copy);
	return most;
}

/*
 * Whether a scan that comes down from the largest size has its face: enough
 * windows behind it, and the last sizes added none.  A face is seen in 4 to 8
 * sizes one after the other.
 */
struct patience {
	int votes, quiet;
};
enum { QUIET_SIZES = 2 };

static bool has_enough(const struct cascade_scan *scan, struct patience *p)
{
	int votes;

	if (scan->range->enough == 0)
		return false;
	votes = most_votes(scan);
	p->quiet = votes == p->votes ? p->quiet + 1 : 0;
	p->votes = votes;
	return votes >= scan->range->enough && p->quiet >= QUIET_SIZES;
}

/* first[k]: the first hit of the k-th size that was scanned, n sizes. */
static void smallest_first(struct cascade_scan *scan, const int *first, int n)
{
	struct face_hit *from = mem_xmalloc(FACE_CASCADE_HITS * sizeof(*from));
	int k, end = scan->n, at = 0;

	memcpy(from, scan->hits, (size_t)scan->n * sizeof(*from));
	for (k = n - 1; k >= 0; end = first[k--]) {
		memcpy(scan->hits + at, from + first[k],
		       (size_t)(end - first[k]) * sizeof(*from));
		at += end - first[k];
	}
	free(from);
}

int face_cascade_scan(const struct cascade *c, const struct image *grey,
		      const struct face_range *range,
		      struct face_hit hits[FACE_CASCADE_HITS])
{
	struct cascade_scan scan = {.c = c, .hits = hits, .range = range};
	struct patience patience = {0};
	struct face_pyramid pyramid;
	struct sizes sizes;
	int first[MOST_SIZES], k;

	choose_sizes(c, grey, range, &sizes);
	if (sizes.n == 0)
		return 0;
	scan_init(&scan, grey, sizes.factor[0]);
	face_pyramid_init(&pyramid, grey);
	for (k = 0; k < sizes.n && !has_enough(&scan, &patience); k++) {
		first[k] = scan.n;
		scan.factor = sizes.factor[sizes.n - 1 - k];
		scan_size(&scan, face_pyramid_at(&pyramid, scan.factor));
	}
	smallest_first(&scan, first, k);
	face_pyramid_release(&pyramid);
	scan_release(&scan);
	return scan.n;
}
