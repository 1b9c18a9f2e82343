/* SPDX-License-Identifier: MIT */
#include "image/qr/finder.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/*
 * The best finders, of which triples are made: 40 make 9,880 triples, more
 * would cost more than all that follows.  On a page of many codes the other
 * two of a corner are among its nearest: two of its own code, and those of the
 * codes to its left, above and aslant.
 */
enum {
	TRIPLE_FINDERS = 40,
	FEW_TRIPLES = 400,
	SURE_FINDERS = 12, /* of four codes */
	NEAREST = 14,
};

/* Nominal nanoseconds: a run, a spot checked, one compared with another. */
static const double run_cost = 5, spot_cost = 120, merge_cost = 2;

struct scan {
	const struct image *im;
	struct qr_work *work;
	struct qr_finder *found;
	bool open;
	int n, spots;
	int first; /* of those found, that a row to come may still cross */
};

/*
 * The standard allows half a module a run.  Blur thickens one colour at the
 * other's cost and small modules are whole pixels: a little more, and half a
 * pixel.  The centre is three modules, and a bulging one of a bent code more.
 */
static const double run_slack = 0.55, pixel_slack = 0.5, centre_slack = 2.2;

/* Whether five runs are 1:1:3:1:1 within the tolerance; the module if so. */
static bool is_finder(const int run[5], double *module)
{
	int total = run[0] + run[1] + run[2] + run[3] + run[4], i;
	double m = total / 7.0, slack = m * run_slack + pixel_slack;

	if (total < 7 || fabs(run[2] - 3 * m) >= centre_slack * slack)
		return false;
	for (i = 0; i < 5; i++)
		if (i != 2 && fabs(run[i] - m) >= slack)
			return false;
	*module = m;
	return true;
}

struct probe {
	int x, y, dx, dy;
	int longest; /* of a run outside the centre */
	uint8_t dark;
};

/* Pixels from p to the border of the picture, going one way. */
static int room(const struct scan *s, const struct probe *p, int way)
{
	int dx = way * p->dx, dy = way * p->dy;
	int across = dx > 0 ? s->im->width - p->x : p->x + 1;
	int along = dy > 0 ? s->im->height - p->y : p->y + 1;

	if (dx == 0)
		return along;
	return dy == 0 || across < along ? across : along;
}

/*
 * Walk one way from the centre, over three runs; run[0] is the centre's half
 * (with the start pixel), run[2] the outermost.
 */
static bool walk(const struct scan *s, const struct probe *p, int way,
		 int run[3])
{
	const uint8_t *at = image_row(s->im, p->y) + p->x;
	ptrdiff_t step = way * (p->dx + (ptrdiff_t)p->dy * s->im->width);
	int left = room(s, p, way), i;

	for (i = 0; i < 3; i++) {
		int limit = i == 0 ? 4 * p->longest : p->longest, n = 0;
		uint8_t colour = i == 1 ? !p->dark : p->dark;

		for (; left > 0 && n <= limit && *at == colour; left--, n++)
			at += left > 1 ? step : 0;
		if (n == 0 || (n > limit && !(s->open && i == 2)))
			return false;
		run[i] = n;
	}
	return true;
}

/* One end that runs over into the page is taken for the module it should be. */
static void cut_open(int run[5])
{
	int m = (run[1] + run[2] + run[3] + 2) / 5;

	if (run[0] > m && run[4] < 2 * m)
		run[0] = m;
	else if (run[4] > m && run[0] < 2 * m)
		run[4] = m;
}

/* The pattern through p; offset of its centre in steps, and its module. */
static bool cross(const struct scan *s, const struct probe *p, double *offset,
		  double *module)
{
	int back[3], on[3], run[5];

	if (!walk(s, p, -1, back) || !walk(s, p, 1, on))
		return false;
	run[0] = back[2];
	run[1] = back[1];
	run[2] = back[0] + on[0] - 1;
	run[3] = on[1];
	run[4] = on[2];
	if (s->open)
		cut_open(run);
	*offset = (on[0] - back[0]) / 2.0;
	return is_finder(run, module);
}

static int count_diagonals(const struct scan *s, struct probe p)
{
	double offset, module;
	int n = 0;

	p.dx = p.dy = 1;
	n += cross(s, &p, &offset, &module);
	p.dy = -1;
	n += cross(s, &p, &offset, &module);
	return n;
}

/* The mean of all rows that crossed it: finer than a pixel. */
static void merge(struct qr_finder *into, const struct qr_finder *f)
{
	double n = into->hits;

	into->x = (into->x * n + f->x) / (n + 1);
	into->y = (into->y * n + f->y) / (n + 1);
	into->module = (into->module * n + f->module) / (n + 1);
	into->across = (into->across * n + f->across) / (n + 1);
	into->along = (into->along * n + f->along) / (n + 1);
	into->hits++;
	if (f->crossings > into->crossings)
		into->crossings = f->crossings;
}

/* Two spots are one finder within so many modules and of like size. */
static const double same_place = 3, same_size = 1.7;

static void add_finder(struct scan *s, const struct qr_finder *f)
{
	int i;

	for (i = s->first; i < s->n; i++) {
		struct qr_finder *old = &s->found[i];

		if (fabs(old->x - f->x) < same_place * old->module &&
		    fabs(old->y - f->y) < same_place * old->module &&
		    f->module < old->module * same_size &&
		    old->module < f->module * same_size &&
		    old->inverted == f->inverted) {
			merge(old, f);
			return;
		}
	}
	if (s->n < QR_FINDER_MAX)
		s->found[s->n++] = *f;
}

/* How much taller than wide, or wider than tall, a slanted finder may be. */
static const double most_stretch = 2.5;

/*
 * Five runs of row y look right: check down, then across again through the
 * centre that was found, which takes the slant out of the first crossing.
 */
static void check_spot(struct scan *s, int y, const int edge[6])
{
	struct probe p = {.y = y, .dx = 0, .dy = 1};
	int run[5], i;
	double m, mv, mh, offset;
	struct qr_finder f;

	for (i = 0; i < 5; i++)
		run[i] = edge[i + 1] - edge[i];
	if (s->open)
		cut_open(run);
	if (!is_finder(run, &m))
		return;
	s->spots++;
	p.x = (edge[2] + edge[3]) / 2;
	p.dark = image_row(s->im, y)[p.x];
	p.longest = (int)(m * 4) + 2;
	if (s->open && !p.dark)
		return;
	if (!cross(s, &p, &offset, &mv) || mv > m * most_stretch ||
	    m > mv * most_stretch)
		return;
	f.y = y + 0.5 + offset;
	p.y = (int)f.y;
	p.dx = 1;
	p.dy = 0;
	if (!cross(s, &p, &offset, &mh))
		return;
	f.x = p.x + 0.5 + offset;
	f.across = mh;
	f.along = mv;
	f.module = (mv + mh) / 2;
	f.hits = 1;
	f.inverted = p.dark == 0;
	p.x = (int)f.x;
	f.crossings = count_diagonals(s, p);
	add_finder(s, &f);
}

/*
 * Whether eight pixels are as those before them: most of a binary picture is,
 * and a row is then scanned eight pixels at a time.
 */
static bool is_even(const uint8_t *p)
{
	uint64_t here, before;

	memcpy(&here, p, 8);
	memcpy(&before, p - 1, 8);
	return here == before;
}

/* Where the runs of a row begin, and w as the end of the last; how many. */
static int find_edges(const uint8_t *row, int w, int *edges)
{
	int n = 0, x;

	edges[n++] = 0;
	for (x = 1; x < w; x++) {
		if (x % 8 == 1 && x + 8 <= w && is_even(row + x)) {
			x += 7;
			continue;
		}
		edges[n] = x;
		n += row[x] != row[x - 1];
	}
	edges[n] = w;
	return n;
}

/* A spot's own middle lies six modules from its row at the most. */
static void pass_finders(struct scan *s, int y)
{
	while (s->first < s->n &&
	       s->found[s->first].y +
			       (same_place + 6) * s->found[s->first].module <
		       y)
		s->first++;
}

static void scan_row(struct scan *s, int y, int *edges)
{
	int n = find_edges(image_row(s->im, y), s->im->width, edges), i;

	for (i = 0; i + 5 <= n; i++) {
		const int *e = edges + i;
		int middle = e[3] - e[2];

		/* the cheapest refusal first: most runs go here */
		if (2 * middle > 3 * (e[2] - e[1]) &&
		    2 * middle > 3 * (e[4] - e[3]) && e[5] - e[0] >= 7)
			check_spot(s, y, e);
	}
	qr_work_spend(s->work,
		      n * run_cost + s->spots * spot_cost +
			      s->spots * (s->n - s->first) * merge_cost);
	s->spots = 0;
	pass_finders(s, y);
}

static int by_hits(const void *a, const void *b)
{
	const struct qr_finder *p = a, *q = b;

	if (p->hits != q->hits)
		return p->hits < q->hits ? 1 : -1;
	if (p->y != q->y)
		return p->y < q->y ? -1 : 1;
	return (p->x > q->x) - (p->x < q->x);
}

int qr_finder_scan(const struct image *binary, bool open, struct qr_work *work,
		   struct qr_finder out[QR_FINDER_MAX])
{
	struct scan s = {
		.im = binary, .work = work, .open = open, .found = out};
	int *edges = mem_xmalloc(((size_t)binary->width + 2) * sizeof(*edges));
	int y;

	for (y = 0; y < binary->height && work->left > 0; y++)
		scan_row(&s, y, edges);
	qsort(s.found, (size_t)s.n, sizeof(*s.found), by_hits);
	free(edges);
	return s.n;
}

static double apart(const struct qr_finder *a, const struct qr_finder *b)
{
	return hypot(a->x - b->x, a->y - b->y);
}

/* The side opposite the corner, as a part of the longest side. */
static const double least_diagonal = 0.75;

/*
 * Take finder q as the corner, right before down.  Mostly it lies opposite
 * the longest side; seen very aslant, opposite one that is almost as long.
 */
static bool arrange(const struct qr_finder *f, const int id[3], int q,
		    struct qr_triple *t, double side[3])
{
	double d[3], area, longest;
	int i;

	for (i = 0; i < 3; i++)
		d[i] = apart(&f[id[(i + 1) % 3]], &f[id[(i + 2) % 3]]);
	longest = fmax(d[0], fmax(d[1], d[2]));
	side[0] = d[q];
	side[1] = d[(q + 1) % 3];
	side[2] = d[(q + 2) % 3];
	t->corner = id[q];
	t->right = id[(q + 1) % 3];
	t->down = id[(q + 2) % 3];
	area = (f[t->right].x - f[t->corner].x) *
		       (f[t->down].y - f[t->corner].y) -
	       (f[t->right].y - f[t->corner].y) *
		       (f[t->down].x - f[t->corner].x);
	if (area < 0) {
		i = t->right;
		t->right = t->down;
		t->down = i;
	}
	return area != 0 && d[q] > least_diagonal * longest;
}

/*
 * What a code seen at up to some 50 degrees aslant may do: sizes of its
 * finders, its sides, and the angle between them (as a cosine).
 */
static const double most_size_ratio = 3.2, most_side_ratio = 2.6,
		    most_cosine = 0.8;
/* Sides in modules: version 1 has 14, version 40 170; perspective adds. */
static const double least_side = 9, most_side = 220;
/* What a triple costs: by size ratio; a hit that all have is worth. */
static const double size_cost = 0.7, hit_gain = 0.02;
enum { MOST_HITS = 20 };

/* Size of the finders of a triple: smallest, largest, mean; fewest hits. */
struct sizes {
	double low, high, mean;
	int hits;
};

static struct sizes sizes_of(const struct qr_finder *f, const int id[3])
{
	struct sizes s = {.low = 1e9, .hits = 1000};
	int i;

	for (i = 0; i < 3; i++) {
		const struct qr_finder *p = &f[id[i]];

		s.low = fmin(s.low, p->module);
		s.high = fmax(s.high, p->module);
		s.mean += p->module / 3;
		s.hits = p->hits < s.hits ? p->hits : s.hits;
	}
	return s;
}

/* The cost of a triple with finder q at the corner; false for no code. */
static bool weigh(const struct qr_finder *f, struct qr_triple *t,
		  const int id[3], int q)
{
	struct sizes s = sizes_of(f, id);
	double side[3], cosine, shorter, longer;

	if (s.high > s.low * most_size_ratio || !arrange(f, id, q, t, side))
		return false;
	shorter = fmin(side[1], side[2]);
	longer = fmax(side[1], side[2]);
	if (longer > most_side_ratio * shorter ||
	    shorter < s.mean * least_side || longer > s.mean * most_side)
		return false;
	cosine = fabs(side[1] * side[1] + side[2] * side[2] -
		      side[0] * side[0]) /
		 (2 * side[1] * side[2]);
	t->cost = cosine + (longer - shorter) / (longer + shorter) +
		  (s.high / s.low - 1) * size_cost -
		  hit_gain * fmin(MOST_HITS, s.hits);
	return cosine <= most_cosine;
}

static int by_cost(const void *a, const void *b)
{
	const struct qr_triple *p = a, *q = b;

	if (p->cost != q->cost)
		return p->cost < q->cost ? -1 : 1;
	if (p->corner != q->corner)
		return p->corner - q->corner;
	return p->right != q->right ? p->right - q->right : p->down - q->down;
}

struct triples {
	struct qr_triple *list;
	size_t n, cap;
};

static void add_triples(struct triples *all, const struct qr_finder *f,
			const int id[3])
{
	struct qr_triple t;
	int q;

	if (f[id[0]].inverted != f[id[1]].inverted ||
	    f[id[0]].inverted != f[id[2]].inverted)
		return;
	for (q = 0; q < 3; q++) {
		if (!weigh(f, &t, id, q))
			continue;
		MEM_GROW(all->list, all->n, all->cap);
		all->list[all->n++] = t;
	}
}

/* Rows that cross a finder beyond doubt, in modules. */
static const double sure_hits = 1.5;
/*
 * Part of all the finders that are so where there are many codes: 0.4 and more
 * on pages of 16 to 400, while hair and cloth give hundreds of which 0.03 are.
 */
static const double many_sure = 0.1;

static bool is_sure(const struct qr_finder *f)
{
	return f->crossings == 2 && f->hits > sure_hits * f->module;
}

bool qr_finder_are_many(const struct qr_finder *f, int n)
{
	int i, sure = 0;

	for (i = 0; i < n; i++)
		sure += is_sure(&f[i]);
	return sure > SURE_FINDERS && sure > many_sure * n;
}

static bool are_alike(const struct qr_finder *a, const struct qr_finder *b)
{
	return a->inverted == b->inverted &&
	       a->module <= same_size * b->module &&
	       b->module <= same_size * a->module;
}

/* The indices of up to NEAREST finders like f[at], nearest first. */
static int find_nearest(const struct qr_finder *f, int n, int at,
			int near[NEAREST])
{
	double far[NEAREST], d;
	int i, k, count = 0;

	for (i = 0; i < n; i++) {
		if (i == at || !are_alike(&f[i], &f[at]))
			continue;
		d = apart(&f[i], &f[at]);
		if (count == NEAREST && d >= far[NEAREST - 1])
			continue;
		k = count < NEAREST ? count++ : NEAREST - 1;
		for (; k > 0 && far[k - 1] > d; k--) {
			far[k] = far[k - 1];
			near[k] = near[k - 1];
		}
		far[k] = d;
		near[k] = i;
	}
	return count;
}

/* Each finder as a corner, with any two of those nearest to it. */
static void add_near(struct triples *all, const struct qr_finder *f, int n,
		     int at)
{
	int near[NEAREST], count, i, j;
	struct qr_triple t;

	if (!is_sure(&f[at]))
		return;
	count = find_nearest(f, n, at, near);
	for (i = 0; i < count; i++)
		for (j = i + 1; j < count; j++) {
			const int id[3] = {at, near[i], near[j]};

			/* of the best any three are there already */
			if ((at < TRIPLE_FINDERS && near[i] < TRIPLE_FINDERS &&
			     near[j] < TRIPLE_FINDERS) ||
			    !weigh(f, &t, id, 0))
				continue;
			MEM_GROW(all->list, all->n, all->cap);
			all->list[all->n++] = t;
		}
}

int qr_finder_triples(const struct qr_finder *f, int n,
		      struct qr_triple out[QR_FINDER_TRIPLES])
{
	struct triples all = {NULL, 0, 0};
	int i, j, k, most = FEW_TRIPLES;
	int best = n < TRIPLE_FINDERS ? n : TRIPLE_FINDERS;

	for (i = 0; i < best; i++)
		for (j = i + 1; j < best; j++)
			for (k = j + 1; k < best; k++)
				add_triples(&all, f, (const int[]){i, j, k});
	if (qr_finder_are_many(f, n)) {
		most = QR_FINDER_TRIPLES;
		for (i = 0; i < n; i++)
			add_near(&all, f, n, i);
	}
	if (all.n)
		qsort(all.list, all.n, sizeof(*all.list), by_cost);
	n = all.n > (size_t)most ? most : (int)all.n;
	for (i = 0; i < n; i++)
		out[i] = all.list[i];
	free(all.list);
	return n;
}
