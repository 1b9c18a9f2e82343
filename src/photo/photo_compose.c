/* SPDX-License-Identifier: MIT */
#include "photo/photo_compose.h"

#include <math.h>
#include <string.h>

#include "image/pixel/resize.h"

/* The matte includes this margin around the frame, in output widths. */
static const double margin = 0.1;

/*
 * The least width of the frame in the matte, where the source has as many
 * pixels; fewer tell too little about hair.
 */
enum { MATTE_WIDTH = 480 };

/*
 * The x axis in the three coordinate systems; the source is the straightened
 * one:
 *
 *   source   0 ---- cut.x -- frame.x ------------------------- its width
 *   matte           0 ------------------------------ its width
 *   output                   0 ------------- its width
 *
 *   matte  = (source - cut.x)   * cut.scale
 *   output = (source - frame.x) * frame.scale
 *   output = matte / cut.scale * frame.scale + (cut.x - frame.x) * frame.scale
 *
 * The cutout is the frame with a margin, as far as the source reaches.  Beyond
 * the edge of the source, resampling repeats the last pixel;
 * photo_compose_missing() and clear_outside() deal with that.
 */

/* The part of the source behind the frame and its margin, source pixels. */
static struct resize_region part_of(const struct photo_composition *c)
{
	const struct photo_view *v = c->view;
	const struct frame *f = c->frame;
	const struct profile *p = c->profile;
	double more = margin * p->output.width / f->scale;
	double x0 = fmax(0, f->x - more), y0 = fmax(0, f->y - more);
	double x1 =
		fmin(v->source.width, f->x + p->output.width / f->scale + more);
	double y1 = fmin(v->source.height,
			 f->y + p->output.height / f->scale + more);

	return (struct resize_region){x0, y0, fmax(x1 - x0, 1),
				      fmax(y1 - y0, 1)};
}

int photo_compose_cut(const struct photo_composition *c,
		      struct photo_cutout *out, struct error *err)
{
	const struct photo_view *view = c->view;
	struct resize_region part = part_of(c);
	double fine = fmax(1, (double)MATTE_WIDTH / c->profile->output.width);
	double k = fmin(c->frame->scale * fine, view->full_scale);
	int w = (int)fmax(16, lround(part.width * k));
	int h = (int)fmax(16, lround(part.height * k));
	const struct face *f = &view->face;
	double unit = k / view->scale;
	struct image_box box;
	struct image rgb = {w, h, 3, NULL};
	int result;

	memset(out, 0, sizeof(*out));
	/* The true scale of the rounded width, which the box needs. */
	k = w / part.width;
	out->x = part.x;
	out->y = part.y;
	out->scale = k;
	box = image_box_round(f->x * unit - part.x * k,
			      f->y * unit - part.y * k, f->width * unit,
			      f->height * unit);
	if (photo_view_take(view, part, &rgb, err) < 0)
		return -1;
	result = matte_make(&rgb, box, &out->matte, err);
	image_release(&rgb);
	return result;
}

void photo_compose_release(struct photo_cutout *cut)
{
	matte_release(&cut->matte);
}

double photo_compose_top(const struct photo_view *view,
			 const struct photo_cutout *cut)
{
	double centre = (view->head.centre / view->scale - cut->x) * cut->scale;
	double width = view->head.width / view->scale * cut->scale;
	double top = head_top_of_alpha(&cut->matte.alpha, centre, width);

	return top < 0 ? -1 : top / cut->scale + cut->y;
}

/* How many pixels of a column of the cutout belong to the person. */
static int rows_of_person(const struct image *alpha, int x)
{
	int y, n = 0;

	for (y = 0; y < alpha->height; y++)
		n += image_row(alpha, y)[x] > 127;
	return n;
}

/*
 * How many pixels of a row, within the frame, are taken for the person but lie
 * outside the source, where its last pixel is repeated.
 */
static int made_up(const struct photo_cutout *cut,
		   const struct photo_view *view, double x0, double x1, int y)
{
	const uint8_t *row = image_row(&cut->matte.alpha, y);
	double sx, sy = cut->y + (y + 0.5) / cut->scale;
	int x, n = 0;

	for (x = 0; x < cut->matte.alpha.width; x++) {
		sx = cut->x + (x + 0.5) / cut->scale;
		n += row[x] > 127 && sx >= x0 && sx <= x1 &&
		     photo_view_outside(view, sx, sy) > 0;
	}
	return n;
}

/* The largest number of such pixels in a row, in output pixels. */
static double made_up_most(const struct photo_composition *c,
			   const struct photo_cutout *cut)
{
	const struct frame *frame = c->frame;
	double x1 = frame->x + c->profile->output.width / frame->scale;
	double y1 = frame->y + c->profile->output.height / frame->scale;
	int y, n, most = 0;

	for (y = 0; y < cut->matte.alpha.height; y++) {
		if (cut->y + (y + 1) / cut->scale > y1)
			break;
		n = made_up(cut, c->view, frame->x, x1, y);
		most = n > most ? n : most;
	}
	return most * frame->scale / cut->scale;
}

void photo_compose_edges(const struct photo_composition *c,
			 struct photo_edges *edges)
{
	const struct photo_view *view = c->view;
	const struct frame *frame = c->frame;
	double x0 = frame->x, x1 = x0 + c->profile->output.width / frame->scale;
	double y1 = frame->y + c->profile->output.height / frame->scale;
	double left[2], right[2], w = view->source.width,
				  h = view->source.height;

	photo_view_back(view, x0, y1, left);
	photo_view_back(view, x1, y1, right);
	edges->below += fmax(0, fmax(left[1], right[1]) - h);
	/*
	 * When the source was turned counter-clockwise, its left edge leans
	 * into the lower left corner; turned clockwise, its right edge into the
	 * lower right one.  The upper corners do not matter: they show the
	 * wall, which is replaced anyway.
	 */
	if (view->turned > 0)
		edges->left += fmax(0, -left[0]);
	else
		edges->right += fmax(0, right[0] - w);
}

double photo_compose_missing(const struct photo_composition *c,
			     const struct photo_cutout *cut)
{
	const struct photo_view *view = c->view;
	const struct frame *frame = c->frame;
	const struct image *alpha = &cut->matte.alpha;
	double left = -frame->x * frame->scale;
	double right = (frame->x - view->source.width) * frame->scale +
		       c->profile->output.width;
	double worst = 0;

	/*
	 * Missing wall does not matter.  If the person touches the edge in
	 * three rows, an arm or hair was cut off; one or two are noise.
	 */
	if (left > 1 && rows_of_person(alpha, 0) > 2)
		worst = left;
	if (right > 1 && right > worst &&
	    rows_of_person(alpha, alpha->width - 1) > 2)
		worst = right;
	if (view->turned != 0)
		worst = fmax(worst, made_up_most(c, cut));
	return worst;
}

/* Resample the part of the cutout within the frame to the output. */
static int sample(const struct image *from, const struct photo_cutout *cut,
		  const struct frame *f, struct image *out, struct error *err)
{
	double k = cut->scale / f->scale;
	struct resize_region region = {(f->x - cut->x) * cut->scale,
				       (f->y - cut->y) * cut->scale,
				       out->width * k, out->height * k};
	int w = out->width, h = out->height;

	return resize_region(from, region, (struct resize_size){w, h}, out,
			     err);
}

static bool is_inside(const struct photo_view *v, const struct frame *f,
		      const struct image *out)
{
	double x1 = f->x + out->width / f->scale;
	double y1 = f->y + out->height / f->scale;

	return photo_view_outside(v, f->x, f->y) <= 0 &&
	       photo_view_outside(v, x1, f->y) <= 0 &&
	       photo_view_outside(v, f->x, y1) <= 0 &&
	       photo_view_outside(v, x1, y1) <= 0;
}

/*
 * Pixels farther outside the source than this (in output pixels) cannot be the
 * person.  Up to this distance they are kept: the frame is rounded, and
 * otherwise a strip of wall beside a sleeve would be visible.
 */
static const double rounded = 2;

static void clear_outside(struct image *alpha, const struct photo_view *v,
			  const struct frame *f)
{
	int x, y;

	/* Nearly every frame is inside, and testing each pixel is slow. */
	if (is_inside(v, f, alpha))
		return;
	for (y = 0; y < alpha->height; y++) {
		double sy = f->y + (y + 0.5) / f->scale;
		uint8_t *row = image_row(alpha, y);

		for (x = 0; x < alpha->width; x++) {
			double sx = f->x + (x + 0.5) / f->scale;

			if (photo_view_outside(v, sx, sy) * f->scale > rounded)
				row[x] = 0;
		}
	}
}

/* Blend the person's own colour with the new wall in soft pixels. */
static void blend(struct image *rgb, const struct image *colour,
		  const struct image *alpha, const uint8_t wall[3])
{
	size_t i, n = (size_t)rgb->width * (size_t)rgb->height;
	int c, a;

	for (i = 0; i < n; i++) {
		a = alpha->data[i];
		/* Pixels fully of the person stay exactly as in the source. */
		if (a == 255)
			continue;
		if (a == 0) {
			memcpy(rgb->data + 3 * i, wall, 3);
			continue;
		}
		for (c = 0; c < 3; c++)
			rgb->data[3 * i + (size_t)c] =
				(uint8_t)((colour->data[3 * i + (size_t)c] * a +
					   wall[c] * (255 - a) + 127) /
					  255);
	}
}

static int replace_wall(const struct photo_composition *c,
			const struct photo_cutout *cut, struct image *rgb,
			struct error *err)
{
	const uint8_t *wall = c->profile->output.background.rgb;
	struct image alpha = {rgb->width, rgb->height, 1, NULL};
	struct image colour = {rgb->width, rgb->height, 3, NULL};
	int result = -1;

	if (sample(&cut->matte.alpha, cut, c->frame, &alpha, err) == 0 &&
	    sample(&cut->matte.colour, cut, c->frame, &colour, err) == 0) {
		clear_outside(&alpha, c->view, c->frame);
		blend(rgb, &colour, &alpha, wall);
		result = 0;
	}
	image_release(&alpha);
	image_release(&colour);
	return result;
}

int photo_compose(const struct photo_composition *c,
		  const struct photo_cutout *cut, struct image *out,
		  struct error *err)
{
	const struct profile_output *o = &c->profile->output;
	const struct frame *frame = c->frame;
	struct resize_region region = {frame->x, frame->y,
				       o->width / frame->scale,
				       o->height / frame->scale};

	*out = (struct image){o->width, o->height, 3, NULL};
	if (photo_view_take(c->view, region, out, err) < 0)
		return -1;
	if (!cut)
		return 0;
	return replace_wall(c, cut, out, err);
}
