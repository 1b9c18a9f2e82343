/* SPDX-License-Identifier: MIT */
#include "code/code_detect.h"

#include <math.h>
#include <stdlib.h>

#include "image/qr/binary.h"

enum { TRIPLES_A_LOOK = 8 };

/* Nominal nanoseconds a pixel, and a triple. */
static const double binary_cost = 6, triple_cost = 2500;

static struct qr_point to_original(const struct code_view *v, double x,
				   double y)
{
	return (struct qr_point){(x - v->offset) / v->scale,
				 (y - v->offset) / v->scale};
}

static void keep(struct code_detect *r, const struct code_view *v,
		 const struct qr_pose *pose)
{
	struct code_found *f = code_found_add(r->found, r->try.decoded.bytes,
					      r->try.decoded.size);
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

/* Whether these finders were fitted before, at whatever scale. */
static bool was_tried(struct code_detect *r, const struct code_view *v,
		      const struct qr_finder f[3])
{
	double m = f[0].module / v->scale;
	struct code_tried t;
	int i, k;

	for (i = 0; i < 3; i++) {
		struct qr_point p = to_original(v, f[i].x, f[i].y);

		t.at[2 * i] = p.x;
		t.at[2 * i + 1] = p.y;
	}
	for (i = 0; i < r->tried_n; i++) {
		for (k = 0; k < 6; k++)
			if (fabs(r->tried[i].at[k] - t.at[k]) > m * 0.3)
				break;
		if (k == 6)
			return true;
	}
	if (r->tried_n < CODE_DETECT_TRIED)
		r->tried[r->tried_n++] = t;
	return false;
}

/* Whether a finder is one of those of a code already read. */
static bool is_used(const struct code_detect *r, const struct code_view *v,
		    const struct qr_finder *f)
{
	struct qr_point p = to_original(v, f->x, f->y);
	int i, k;

	for (i = 0; i < r->found->n; i++)
		for (k = 0; k < 3; k++)
			if (code_found_distance(p,
						r->found->list[i].corner[k]) <
			    3 * r->found->list[i].module)
				return true;
	return false;
}

static void try_triple(struct code_detect *r, const struct code_view *v,
		       const struct qr_finder f[3])
{
	struct qr_pixels px = {v->grey, f[0].inverted};
	struct qr_pose pose;

	if (was_tried(r, v, f))
		return;
	if (code_decode_read(&r->try, &px, f, &pose))
		keep(r, v, &pose);
}

static void take_finders(const struct code_detect *r, const struct qr_triple *t,
			 struct qr_finder f[3])
{
	f[0] = r->finders[t->corner];
	f[1] = r->finders[t->right];
	f[2] = r->finders[t->down];
}

static int by_looks(const void *a, const void *b)
{
	const struct code_choice *p = a, *q = b;

	if (p->looks != q->looks)
		return p->looks > q->looks ? -1 : 1;
	return p->triple - q->triple;
}

/* Triples by how much they look like finders, the likely ones first. */
static void rank(struct code_detect *r, const struct image *grey, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		struct qr_finder f[3];
		struct qr_pixels px = {grey, false};

		take_finders(r, &r->triples[i], f);
		px.inverted = f[0].inverted;
		r->choices[i].triple = i;
		r->choices[i].looks = qr_frame_plausible(&px, f);
	}
	qr_work_spend(r->work, n * triple_cost);
	qsort(r->choices, (size_t)n, sizeof(*r->choices), by_looks);
}

/* The best n triples of this picture; so many below CODE_DETECT_SURE too. */
static void try_triples(struct code_detect *r, const struct code_view *v, int n,
			int doubtful)
{
	int i, tries = TRIPLES_A_LOOK;
	struct qr_finder f[3];

	rank(r, v->grey, n);
	for (i = 0; i < n && tries > 0 && r->work->left > 0; i++) {
		double looks = r->choices[i].looks;

		take_finders(r, &r->triples[r->choices[i].triple], f);
		if (looks < CODE_DETECT_SURE &&
		    (r->found->n || doubtful-- <= 0))
			break;
		if (is_used(r, v, &f[0]) || is_used(r, v, &f[1]) ||
		    is_used(r, v, &f[2]))
			continue;
		if (looks > r->looks)
			r->looks = looks;
		try_triple(r, v, f);
		tries--;
	}
}

/* Finders left over that may belong to another code. */
static int count_left(const struct code_detect *r, const struct code_view *v,
		      int n)
{
	int i, left = 0;

	for (i = 0; i < n; i++)
		left += r->finders[i].crossings == 2 &&
			r->finders[i].hits > 1.5 * r->finders[i].module &&
			!is_used(r, v, &r->finders[i]);
	return left;
}

/* How many finders of the picture are left over. */
static int try_finders(struct code_detect *r, const struct code_view *v,
		       const struct image *binary)
{
	int n, count, i;

	n = qr_finder_scan(binary, r->work, r->finders);
	if (n > r->most_finders)
		r->most_finders = n;
	for (i = count = 0; i < n; i++)
		if (!is_used(r, v, &r->finders[i]))
			r->finders[count++] = r->finders[i];
	n = qr_finder_triples(r->finders, count, r->triples);
	/* in small pictures a fit costs little beside what it may find */
	try_triples(r, v, n,
		    binary->width * binary->height < CODE_DETECT_SMALL);
	return count_left(r, v, count);
}

/* One picture under four thresholds. */
void code_detect(struct code_detect *r, const struct code_view *v)
{
	int w = v->grey->width, h = v->grey->height, i;
	int least = w < h ? w : h, left = 0;
	const int radius[4] = {least / 12 + 4, least / 32 + 4, 12, 0};
	struct image binary = IMAGE_INIT;

	for (i = 0; i < 4 && r->work->left > 0; i++) {
		if (r->found->n && left == 0)
			break;
		if (radius[i] ? qr_binary_local(v->grey, radius[i],
						i == 2 ? 5 : 2, &binary, NULL)
			      : qr_binary_global(v->grey, &binary, NULL))
			return;
		qr_work_spend(r->work, binary_cost * w * h);
		left = try_finders(r, v, &binary);
		image_release(&binary);
	}
}
