/* SPDX-License-Identifier: MIT */
#include "code/code_detect.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "image/qr/binary.h"

/* Fits are dear (search of the fourth corner), triples many: a picture's. */
enum { MOST_FITS = 8 };

/* Nominal nanoseconds a pixel, and a triple. */
static const double binary_cost = 6, triple_cost = 2500;

/* Two finders are the same one within this many modules. */
static const double same_place = 0.3;
/* A finder this near to a read code's corner is that corner, in modules. */
static const double same_corner = 3;
/* A finder that could start another code has rows for 1.5 modules. */
static const double least_hits = 1.5;

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
	return (struct qr_point){(x - v->offset) / v->scale,
				 (y - v->offset) / v->scale};
}

static void add_found(struct code_detect *d, const struct code_view *v,
		      const struct qr_pose *pose)
{
	struct code_found *f = code_found_add(d->found, d->decode.decoded.bytes,
					      d->decode.decoded.size);
	int i, side = qr_spec_side(pose->version);

	if (!f)
		return;
	for (i = 0; i < 4; i++)
		f->corner[i] =
			to_original(v, pose->corner[i].x, pose->corner[i].y);
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
	struct qr_point p = to_original(v, f->x, f->y);
	int i, k;

	for (i = 0; i < d->found->n; i++)
		for (k = 0; k < 3; k++)
			if (code_found_distance(p,
						d->found->list[i].corner[k]) <
			    same_corner * d->found->list[i].module)
				return true;
	return false;
}

static bool any_is_used(const struct code_detect *d, const struct code_view *v,
			const struct qr_finder f[3])
{
	return is_used(d, v, &f[0]) || is_used(d, v, &f[1]) ||
	       is_used(d, v, &f[2]);
}

static void fit_triple(struct code_detect *d, const struct code_view *v,
		       const struct qr_finder f[3])
{
	struct qr_pixels px = {v->grey, f[0].inverted};
	struct qr_pose pose;

	if (was_fitted(d, v, f))
		return;
	if (code_decode_read(&d->decode, &px, f, &pose))
		add_found(d, v, &pose);
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
 * 2,400 corners (image/qr/fit.c): so the likely ones first.
 */
static void rank_triples(struct code_detect *d, const struct image *grey, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		struct qr_finder f[3];
		struct qr_pixels px = {grey, false};

		finders_of(d, &d->triples[i], f);
		px.inverted = f[0].inverted;
		d->candidates[i].triple = i;
		d->candidates[i].contrast = qr_frame_plausible(&px, f);
	}
	qr_work_spend(d->work, n * triple_cost);
	qsort(d->candidates, (size_t)n, sizeof(*d->candidates), by_contrast);
}

/* The best of n triples; so many below CODE_DETECT_SURE too. */
static void fit_triples(struct code_detect *d, const struct code_view *v, int n,
			int doubtful)
{
	int i, fits = MOST_FITS;
	struct qr_finder f[3];

	rank_triples(d, v->grey, n);
	for (i = 0; i < n && fits > 0 && d->work->left > 0; i++) {
		double contrast = d->candidates[i].contrast;

		finders_of(d, &d->triples[d->candidates[i].triple], f);
		if (contrast < CODE_DETECT_SURE &&
		    (d->found->n || doubtful-- <= 0))
			break;
		if (any_is_used(d, v, f))
			continue;
		if (contrast > d->contrast)
			d->contrast = contrast;
		fit_triple(d, v, f);
		fits--;
	}
}

/*
 * Finders left over that may belong to another code.  Stricter than a fit
 * asks for, since each one left makes a picture that was read be thresholded
 * again.
 */
static int count_left(const struct code_detect *d, const struct code_view *v,
		      int n)
{
	int i, left = 0;

	for (i = 0; i < n; i++)
		left += d->finders[i].crossings == 2 &&
			d->finders[i].hits >
				least_hits * d->finders[i].module &&
			!is_used(d, v, &d->finders[i]);
	return left;
}

/* How many finders of the picture are left over. */
static int search_finders(struct code_detect *d, const struct code_view *v,
			  const struct image *binary)
{
	int n, count, i;

	n = qr_finder_scan(binary, d->work, d->finders);
	if (n > d->most_finders)
		d->most_finders = n;
	for (i = count = 0; i < n; i++)
		if (!is_used(d, v, &d->finders[i]))
			d->finders[count++] = d->finders[i];
	n = qr_finder_triples(d->finders, count, d->triples);
	/* in small pictures a fit costs little beside what it may find */
	fit_triples(d, v, n,
		    binary->width * binary->height < CODE_DETECT_SMALL);
	return count_left(d, v, count);
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

void code_detect(struct code_detect *d, const struct code_view *v)
{
	double pixels = (double)v->grey->width * v->grey->height;
	struct image binary = IMAGE_INIT;
	int left = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(windows) && d->work->left > 0; i++) {
		if (d->found->n && left == 0)
			break;
		if (make_binary(v->grey, &windows[i], &binary) < 0)
			return;
		qr_work_spend(d->work, binary_cost * pixels);
		left = search_finders(d, v, &binary);
		image_release(&binary);
	}
}
