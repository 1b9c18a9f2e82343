/* SPDX-License-Identifier: MIT */
#include "rules/frame.h"

#include <math.h>
#include <stdbool.h>

enum { STEPS = 600 };

struct window {
	double min, max;
};

/* Windows and aims in output pixels, and the head they are for. */
struct fitting {
	const struct frame_head *head;
	double width, height;
	struct window top, eyes, face;
	double aim_top, aim_eyes, aim_face;
};

/*
 * Kept from every limit, pixels of PROFILE_WIDTH x PROFILE_HEIGHT: whoever
 * measures the made photo again is as far off.
 */
static const double margin = 4;

static struct window scaled(const struct profile_range *r, double k)
{
	/* A window that is itself as narrow keeps its middle. */
	double keep = isnan(r->max - r->min)
			      ? margin
			      : fmin(margin, (r->max - r->min) / 4);
	struct window w = {isnan(r->min) ? -1e6 : (r->min + keep) * k,
			   isnan(r->max) ? 1e6 : (r->max - keep) * k};

	return w;
}

static void set_up(const struct profile *p, const struct frame_head *head,
		   struct fitting *t)
{
	double across = (double)p->output.width / PROFILE_WIDTH;
	double down = (double)p->output.height / PROFILE_HEIGHT;

	t->head = head;
	t->width = p->output.width;
	t->height = p->output.height;
	t->top = scaled(&p->geometry.head_top, down);
	t->eyes = scaled(&p->geometry.eye_line, down);
	t->face = scaled(&p->geometry.face_width, across);
	t->aim_top = p->output.head_top * down;
	t->aim_eyes = p->output.eye_line * down;
	t->aim_face = p->output.face_width * across;
}

static double outside(const struct window *w, double v)
{
	return v < w->min ? w->min - v : v > w->max ? v - w->max : 0;
}

/* How far the frame reaches beyond the nearer side of the source. */
static double beyond_sides(const struct fitting *t, double scale)
{
	double half = t->width / 2;
	double left = half - t->head->centre * scale;
	double right = half - (t->head->width - t->head->centre) * scale;

	return fmax(0, fmax(left, right));
}

/* Misses add up; the largest gives the frame its reason. */
static void miss(struct frame *f, enum frame_miss what, double by,
		 double *largest)
{
	f->by += by;
	if (by <= *largest)
		return;
	*largest = by;
	f->miss = what;
}

/*
 * For one scale everything but the height is settled, so a search over scales
 * is a search over all frames:
 *
 *	 0 +----------------+            output, e.g. 480 × 640
 *	   |    .--.        | head_top   in its window, and so that
 *	   |   /    \       |
 *	   |---o--o---------| eye_line   = head_top + drop is in its own
 *	   |   \    /       |              drop = (eyes - top) * scale
 *	   |    `--'        |
 *	   |   /    \       |
 *	   +----------------+ the source must reach down to here (floor_top)
 *
 * low..high is where head_top may be; the aims pull it inside.
 */
static void place(const struct fitting *t, double scale, struct frame *f)
{
	const struct frame_head *h = t->head;
	double drop = (h->eye_line - h->top) * scale;
	double floor_top = t->height - (h->height - h->top) * scale;
	double low = fmax(t->top.min, t->eyes.min - drop);
	double high = fmin(t->top.max, t->eyes.max - drop);
	double want = (t->aim_top + t->aim_eyes - drop) / 2, largest = 0;

	f->scale = scale;
	f->face_width = h->face_width * scale;
	f->by = 0;
	f->miss = FRAME_FITS;
	miss(f, FRAME_FACE, outside(&t->face, f->face_width), &largest);
	if (low > high) {
		miss(f, FRAME_HEAD, low - high, &largest);
		low = high = (low + high) / 2;
	}
	if (floor_top > high) {
		miss(f, FRAME_BOTTOM, floor_top - high, &largest);
		low = high;
	} else {
		low = fmax(low, floor_top);
	}
	f->head_top = fmin(fmax(want, low), high);
	f->eye_line = f->head_top + drop;
	f->outside = beyond_sides(t, scale);
	f->x = h->centre - t->width / 2 / scale;
	f->y = h->top - f->head_top / scale;
}

/*
 * Distance from the aims, each in half of its usual window (of 480 × 640: 30
 * pixels for the head's top, 50 for the eyes, 60 for the face), so that they
 * can be added; a shoulder that is cut weighs more than any of them.
 */
static double cost(const struct fitting *t, const struct frame *f)
{
	double a = (f->head_top - t->aim_top) / (t->height / 21);
	double b = (f->eye_line - t->aim_eyes) / (t->height / 13);
	double c = (f->face_width - t->aim_face) / (t->width / 8);
	double d = f->outside / (t->width / 100);

	return a * a + b * b + c * c + d * d;
}

static bool better(const struct fitting *t, const struct frame *a,
		   const struct frame *b)
{
	if (fabs(a->by - b->by) > 1e-9)
		return a->by < b->by;
	return cost(t, a) < cost(t, b);
}

void frame_solve(const struct profile *profile, const struct frame_head *head,
		 struct frame *out)
{
	struct fitting t;
	struct frame f;
	double aim, low, high;
	int i;

	set_up(profile, head, &t);
	aim = t.aim_face / head->face_width;
	low = aim / 3;
	high = fmin(1, aim * 2);
	if (low >= 1) {
		low = high = 1;
	}
	place(&t, low, out);
	for (i = 1; i <= STEPS; i++) {
		place(&t, low * pow(high / low, (double)i / STEPS), &f);
		if (better(&t, &f, out))
			*out = f;
	}
	if (out->miss != FRAME_FITS && high >= 1 && out->scale > 0.98 &&
	    out->face_width < t.face.min) {
		out->miss = FRAME_SMALL;
		out->by = t.face.min - out->face_width;
	}
}
