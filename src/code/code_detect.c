/* SPDX-License-Identifier: MIT */
#include "code/code_detect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/qr/binary.h"

/* Fits in vain are dear (search of the fourth corner): a picture's. */
enum { MOST_FITS = 8, MANY_FITS = 24, CLOSE_FITS = 3 };

/*
 * A close-up is of tiny modules: larger ones, in its pixels, were seen before,
 * and its finders are sharp.
 */
static const double close_module = 8, close_contrast = 0.6;

/* Nominal nanoseconds a pixel, and a triple. */
static const double binary_cost = 6, triple_cost = 2500;

/* Two finders are the same one within this many modules. */
static const double same_place = 0.3;
/* A finder this near to a read code's corner is that corner, in modules. */
static const double same_corner = 3;
/* A finder that could start another code has rows for 1.5 modules. */
static const double least_hits = 1.5;
/* Contrast of finders and of timing that nothing but a code has. */
static const double seen_contrast = 0.6;

/*
 * One threshold for a picture: the window's radius as a part of its shorter
 * side (0: of fixed size, less: Otsu's), and how far below the mean is dark.
 */
struct window {
	int part, radius, bias;
};

/*
 * The wide window sees a large code whole, the narrow ones follow shade; the
 * narrowest is mostly noise on plain paper and so asks for more bias.  The
 * set was chosen on the public pictures of tests/accuracy/accuracy_codes.
 */
static const struct window windows[] = {
	{12, 4, 2}, {32, 4, 2}, {0, 12, 5}, {0, 0, 0}};

static struct qr_point to_original(const struct code_view *v, double x,
				   double y)
{
	return (struct qr_point){x / v->scale + v->x, y / v->scale + v->y};
}

/* Its corners, clockwise from the top left one. */
static void place_of(const struct code_view *v, const struct qr_pose *pose,
		     struct qr_point place[4])
{
	int i, side = qr_spec_side(pose->version);

	for (i = 0; i < 4; i++) {
		struct qr_point p = qr_homography_map(
			&pose->homography, i == 1 || i == 2 ? side : 0,
			i >= 2 ? side : 0);

		place[i] = to_original(v, p.x, p.y);
	}
}

static void add_found(struct code_detect *d, const struct code_view *v,
		      const struct qr_pose *pose)
{
	struct code_found *f = code_found_add(d->found, d->decode.decoded.bytes,
					      d->decode.decoded.size);
	int i, side = qr_spec_side(pose->version);

	for (i = 0; i < 4; i++)
		f->corner[i] =
			to_original(v, pose->corner[i].x, pose->corner[i].y);
	place_of(v, pose, f->place);
	f->runs = d->decode.decoded.runs;
	f->module = (code_found_distance(f->corner[0], f->corner[1]) +
		     code_found_distance(f->corner[0], f->corner[2])) /
		    2 / (side - 7);
	f->score = pose->score;
}

/*
 * Whether these finders were fitted before, at whatever scale and threshold:
 * the same triple comes up in almost every binary picture of a code.
 */
static bool was_fitted(struct code_detect *d, const struct code_view *v,
		       const struct qr_finder f[3])
{
	double m = f[0].module / v->scale;
	struct code_fitted t;
	int i, k;

	for (i = 0; i < 3; i++) {
		struct qr_point p = to_original(v, f[i].x, f[i].y);

		t.at[2 * i] = p.x;
		t.at[2 * i + 1] = p.y;
	}
	for (i = 0; i < d->fitted_n; i++) {
		for (k = 0; k < 6; k++)
			if (fabs(d->fitted[i].at[k] - t.at[k]) > m * same_place)
				break;
		if (k == 6)
			return true;
	}
	if (d->fitted_n < CODE_DETECT_FITTED)
		d->fitted[d->fitted_n++] = t;
	return false;
}

/* Whether a finder is one of those of a code already read: no new code's. */
static bool is_used(const struct code_detect *d, const struct code_view *v,
		    const struct qr_finder *f)
{
	return code_found_near(d->found, to_original(v, f->x, f->y)) <
	       same_corner;
}

/* Finders of the code that was read last. */
static void mark_used(struct code_detect *d, const struct code_view *v, int n)
{
	struct code_found_list last = {&d->found->list[d->found->n - 1], 1, 1};
	int i;

	for (i = 0; i < n; i++)
		if (code_found_near(&last, to_original(v, d->finders[i].x,
						       d->finders[i].y)) <
		    same_corner)
			d->used[i] = true;
}

static bool any_is_used(const struct code_detect *d, const struct qr_triple *t)
{
	return d->used[t->corner] || d->used[t->right] || d->used[t->down];
}

/*
 * Whether it was a code.  One that is read pays for itself: the limit is on
 * what is spent in vain, or a page of many codes would end before its last.
 */
static bool fit_triple(struct code_detect *d, const struct code_view *v,
		       const struct qr_finder f[3])
{
	struct qr_pixels px = {v->grey, f[0].inverted};
	int64_t before = d->work->left;
	struct qr_pose pose;

	if (was_fitted(d, v, f) || !code_decode_read(&d->decode, &px, f, &pose))
		return false;
	add_found(d, v, &pose);
	if (d->found->n > 1)
		d->work->left = before;
	return true;
}

static void finders_of(const struct code_detect *d, const struct qr_triple *t,
		       struct qr_finder f[3])
{
	f[0] = d->finders[t->corner];
	f[1] = d->finders[t->right];
	f[2] = d->finders[t->down];
}

static int by_contrast(const void *a, const void *b)
{
	const struct code_candidate *p = a, *q = b;

	if (p->contrast != q->contrast)
		return p->contrast > q->contrast ? -1 : 1;
	return p->triple - q->triple;
}

/*
 * Most triples are noise.  Their contrast is 243 samples, a fit tries some
 * 2,400 corners (image/qr/fit.c): so the likely ones first.  Where there are
 * many codes, finders of different ones have contrast as good: the timing
 * between them has not, and they come last.  (Of a bent code neither has.)
 */
static void rank_triples(struct code_detect *d, const struct image *grey, int n,
			 bool many)
{
	int i;

	for (i = 0; i < n; i++) {
		struct qr_finder f[3];
		struct qr_pixels px = {grey, false};
		double contrast;

		finders_of(d, &d->triples[i], f);
		px.inverted = f[0].inverted;
		contrast = qr_frame_plausible(&px, f);
		if (many && contrast > CODE_DETECT_SURE)
			contrast = fmin(contrast, fmax(qr_frame_timing(&px, f),
						       CODE_DETECT_SURE));
		d->candidates[i].triple = i;
		d->candidates[i].contrast = contrast;
	}
	qr_work_spend(d->work, n * triple_cost);
	qsort(d->candidates, (size_t)n, sizeof(*d->candidates), by_contrast);
}

/* n triples of so many finders. */
struct crowd {
	int n, finders, doubtful;
	bool many;
};

/* How many fits may fail before the rest is given up. */
static int failures_allowed(const struct code_view *v, bool many)
{
	if (many)
		return MANY_FITS;
	return v->closeup ? CLOSE_FITS : MOST_FITS;
}

/* The best of n triples; so many below CODE_DETECT_SURE too. */
static void fit_triples(struct code_detect *d, const struct code_view *v,
			struct crowd c)
{
	int i, fits = failures_allowed(v, c.many);
	double least = v->closeup ? close_contrast : CODE_DETECT_SURE;
	struct qr_finder f[3];

	rank_triples(d, v->grey, c.n, c.many);
	for (i = 0; i < c.n && fits > 0 && d->work->left > 0; i++) {
		double contrast = d->candidates[i].contrast;
		const struct qr_triple *t =
			&d->triples[d->candidates[i].triple];

		if (contrast < least && (d->found->n || c.doubtful-- <= 0))
			break;
		if (any_is_used(d, t))
			continue;
		d->contrast = fmax(d->contrast, contrast);
		finders_of(d, t, f);
		if (fit_triple(d, v, f))
			mark_used(d, v, c.finders);
		else
			fits--;
	}
}

static bool is_seen(const struct code_detect *d, const struct code_seen *s)
{
	size_t i;
	int k, j;

	for (i = 0; i < d->seen_n; i++)
		for (k = 0; k < 3; k++)
			for (j = 0; j < 3; j++)
				if (code_found_distance(d->seen[i].at[k],
							s->at[j]) <
				    same_corner * d->seen[i].module)
					return true;
	return false;
}

/* What has finders and timing beyond doubt is a code, whether read or not. */
static void note_seen(struct code_detect *d, const struct code_view *v, int n)
{
	struct qr_finder f[3];
	int i, k;

	for (i = 0; i < n && d->candidates[i].contrast > seen_contrast; i++) {
		const struct qr_triple *t =
			&d->triples[d->candidates[i].triple];
		struct qr_pixels px = {v->grey, false};
		struct code_seen s;

		if (any_is_used(d, t))
			continue;
		finders_of(d, t, f);
		px.inverted = f[0].inverted;
		qr_work_spend(d->work, triple_cost);
		if (qr_frame_timing(&px, f) < seen_contrast)
			continue;
		for (k = 0; k < 3; k++)
			s.at[k] = to_original(v, f[k].x, f[k].y);
		s.module = f[0].module / v->scale;
		if (is_seen(d, &s))
			continue;
		MEM_GROW(d->seen, d->seen_n, d->seen_cap);
		d->seen[d->seen_n++] = s;
	}
}

int code_detect_unread(const struct code_detect *d)
{
	size_t i;
	int n = 0;

	for (i = 0; i < d->seen_n; i++) {
		const struct qr_point *at = d->seen[i].at;

		n += code_found_near(d->found, at[0]) > same_corner &&
		     code_found_near(d->found, at[1]) > same_corner &&
		     code_found_near(d->found, at[2]) > same_corner;
	}
	return n;
}

void code_detect_release(struct code_detect *d)
{
	free(d->seen);
	d->seen = NULL;
	d->seen_n = d->seen_cap = 0;
}

/*
 * Finders left over that may belong to another code.  Stricter than a fit
 * asks for, since each one left makes a picture that was read be thresholded
 * again.
 */
static int count_left(const struct code_detect *d, int n)
{
	int i, left = 0;

	for (i = 0; i < n; i++)
		left += d->finders[i].crossings == 2 &&
			d->finders[i].hits >
				least_hits * d->finders[i].module &&
			!d->used[i];
	return left;
}

/* How many finders of the picture are left over. */
static int search_finders(struct code_detect *d, const struct code_view *v,
			  const struct image *binary)
{
	int n, i;
	struct crowd c = {.finders = 0};

	n = qr_finder_scan(binary, v->open, d->work, d->finders);
	if (n > d->most_finders)
		d->most_finders = n;
	for (i = 0; i < n; i++)
		if (!is_used(d, v, &d->finders[i]) &&
		    (!v->closeup || d->finders[i].module < close_module))
			d->finders[c.finders++] = d->finders[i];
	memset(d->used, 0, sizeof(d->used));
	c.many = qr_finder_are_many(d->finders, c.finders);
	c.n = qr_finder_triples(d->finders, c.finders, d->triples);
	/* in small pictures a fit costs little beside what it may find */
	c.doubtful = !v->closeup &&
		     binary->width * binary->height < CODE_DETECT_SMALL;
	fit_triples(d, v, c);
	note_seen(d, v, c.n);
	return count_left(d, c.finders);
}

static int make_binary(const struct image *grey, const struct window *window,
		       struct image *out)
{
	int least = grey->width < grey->height ? grey->width : grey->height;
	int radius = window->radius + (window->part ? least / window->part : 0);

	if (radius == 0)
		return qr_binary_global(grey, out, NULL);
	return qr_binary_local(grey, radius, window->bias, out, NULL);
}

void code_detect_init(struct code_detect *d, struct qr_work *work,
		      struct code_found_list *found)
{
	d->work = d->decode.work = work;
	d->found = found;
	d->contrast = d->decode.best = 0;
	d->seen = NULL;
	d->seen_n = d->seen_cap = 0;
	d->most_finders = d->fitted_n = 0;
}

void code_detect(struct code_detect *d, const struct code_view *v)
{
	double pixels = (double)v->grey->width * v->grey->height;
	struct image binary = IMAGE_INIT;
	int left = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(windows) && d->work->left > 0; i++) {
		if (d->found->n && left == 0)
			break;
		/* a page that is dark all round is so for any threshold */
		if (v->open && windows[i].radius > 0 && i > 0)
			continue;
		if (make_binary(v->grey, &windows[i], &binary) < 0)
			return;
		qr_work_spend(d->work, binary_cost * pixels);
		left = search_finders(d, v, &binary);
		image_release(&binary);
	}
}
