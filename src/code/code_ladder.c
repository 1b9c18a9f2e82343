/* SPDX-License-Identifier: MIT */
#include "code/code_ladder.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "code/code_closeup.h"
#include "code/code_detect.h"
#include "codec/picture/qr_zbar.h"
#include "image/pixel/plane.h"
#include "image/pixel/resize.h"
#include "image/qr/spec.h"

enum {
	BASE_PIXELS = 4200000,	/* larger pictures are reduced first */
	MIDDLE_PIXELS = 520000, /* above, libzbar gets a reduced copy */
	PAD = 8,		/* pixels of quiet zone before magnifying */
	MAGNIFIED = 4,
	ZBAR_FINDERS = 60, /* with more libzbar is not asked */
};

/* Greys; and the part of a dark page's border that is darker. */
enum { DARK_PAGE = 80 };
static const double least_border = 0.9;

/* Nominal nanoseconds a pixel. */
static const double resize_cost = 8, zbar_cost = 40;

/* A pose's score from which there is a code, though it could not be read. */
static const double seen_pose = 0.5;
/* Contrast of three finders that are not a face's or a text's. */
static const double sure_contrast = 0.7;
/* Pixels: takes away the raster of a screen that was photographed. */
static const float raster_sigma = 1;

struct ladder {
	const struct image *grey;
	struct qr_work work;
	struct code_found_list *found;
	struct code_detect detect;
};

static bool scaled(struct ladder *l, const struct image *from, double scale,
		   struct image *to)
{
	int w = (int)(from->width * scale + 0.5);
	int h = (int)(from->height * scale + 0.5);

	if (w < 16 || h < 16 || l->work.left <= 0)
		return false;
	qr_work_spend(&l->work,
		      resize_cost * (from->width * (double)from->height +
				     w * (double)h));
	return resize_to(from, w, h, to, NULL) == 0;
}

static void detect_scaled(struct ladder *l, const struct image *from,
			  double scale, double whole)
{
	struct image small = IMAGE_INIT;
	struct code_view v = {.grey = &small, .scale = whole};

	if (scaled(l, from, scale, &small))
		code_detect(&l->detect, &v);
	image_release(&small);
}

/*
 * White all round and every pixel four by four: modules of one or two pixels
 * get the length that runs are measured by, and a code cut at its edge the
 * quiet zone it lacks.
 */
static bool magnify(const struct image *from, struct image *to)
{
	int x, y, margin = MAGNIFIED * PAD;

	if (image_init(to, MAGNIFIED * (from->width + 2 * PAD),
		       MAGNIFIED * (from->height + 2 * PAD), 1, NULL) < 0)
		return false;
	memset(to->data, 255, (size_t)to->width * (size_t)to->height);
	for (y = 0; y < MAGNIFIED * from->height; y++)
		for (x = 0; x < MAGNIFIED * from->width; x++)
			image_row(to, y + margin)[x + margin] =
				image_row(from, y / MAGNIFIED)[x / MAGNIFIED];
	return true;
}

static void detect_magnified(struct ladder *l)
{
	struct image large = IMAGE_INIT;
	struct code_view v = {
		.grey = &large, .scale = MAGNIFIED, .x = -PAD, .y = -PAD};

	if (l->work.left > 0 && magnify(l->grey, &large))
		code_detect(&l->detect, &v);
	image_release(&large);
}

static bool blurred(struct ladder *l, float sigma, struct image *to)
{
	struct plane plane = PLANE_INIT;
	size_t i, n = (size_t)l->grey->width * (size_t)l->grey->height;

	if (l->work.left <= 0 ||
	    image_init(to, l->grey->width, l->grey->height, 1, NULL) < 0)
		return false;
	plane_from_image(&plane, l->grey, 0);
	plane_gauss(&plane, &plane, sigma);
	for (i = 0; i < n; i++)
		to->data[i] = (uint8_t)(plane.data[i] + 0.5f);
	plane_release(&plane);
	qr_work_spend(&l->work, resize_cost * 3 * (double)n);
	return true;
}

static void detect_blurred(struct ladder *l)
{
	struct image soft = IMAGE_INIT;
	struct code_view v = {.grey = &soft, .scale = 1};

	if (blurred(l, raster_sigma, &soft))
		code_detect(&l->detect, &v);
	image_release(&soft);
}

static void add_symbols(struct ladder *l, const struct qr_zbar_symbols *symbols,
			double scale)
{
	int i, k;

	for (i = 0; i < symbols->n; i++) {
		const struct qr_zbar_symbol *s = &symbols->list[i];
		struct code_found *f;

		if (code_found_has(l->found, s->bytes, s->size))
			continue;
		f = code_found_add(l->found, s->bytes, s->size);
		f->direct = true;
		for (k = 0; k < 4; k++)
			f->corner[k] = (struct qr_point){
				(s->box.x + (k & 1) * s->box.width) / scale,
				(s->box.y + (k / 2) * s->box.height) / scale};
		/* clockwise there, line by line here */
		for (k = 0; k < 4; k++)
			f->place[k] = f->corner[k < 2 ? k : 5 - k];
	}
}

/*
 * libzbar's effort grows with the cube of finder-like spots, so a picture
 * with very many is not given to it.
 */
static void read_zbar(struct ladder *l, double pixels)
{
	struct image small = IMAGE_INIT;
	const struct image *im = l->grey;
	struct qr_zbar_symbols symbols;
	double scale = 1;

	while (pixels * scale * scale > MIDDLE_PIXELS)
		scale /= 2;
	if (l->detect.most_finders > ZBAR_FINDERS ||
	    !qr_work_spend(&l->work, zbar_cost * pixels * scale * scale))
		return;
	if (scale < 1) {
		if (!scaled(l, im, scale, &small))
			return;
		im = &small;
	}
	qr_zbar_read(im, true, &symbols);
	add_symbols(l, &symbols, scale);
	qr_zbar_release(&symbols);
	image_release(&small);
}

/* What a rung decides by: the picture's size, and what those before saw. */
struct climb {
	double pixels;
	double scale; /* at which the picture has BASE_PIXELS at most */
	bool barren;
};

/*
 * Nothing at first sight and not small: a short second look is all, or a
 * folder of portraits would cost the whole budget a file.
 */
static bool is_barren(const struct ladder *l, double pixels)
{
	return pixels > CODE_DETECT_SMALL &&
	       l->detect.contrast < CODE_DETECT_SURE &&
	       l->detect.decode.best < seen_pose;
}

static void rung_reduced(struct ladder *l, const struct climb *c)
{
	if (c->scale < 1)
		detect_scaled(l, l->grey, c->scale, c->scale);
}

static void rung_whole(struct ladder *l, const struct climb *c)
{
	struct code_view whole = {.grey = l->grey, .scale = 1};

	(void)c;
	code_detect(&l->detect, &whole);
}

static void rung_closeups(struct ladder *l, const struct climb *c)
{
	struct image_box parts[CODE_CLOSEUP_PARTS];
	int i, n = code_closeup_find(l->grey, 0, &l->work, parts);

	(void)c;
	for (i = 0; i < n; i++) {
		struct image large = IMAGE_INIT;
		struct code_view v = {.grey = &large,
				      .scale = CODE_CLOSEUP_SCALE,
				      .x = parts[i].x,
				      .y = parts[i].y,
				      .closeup = true};

		if (code_closeup_make(l->grey, &parts[i], &l->work, &large))
			code_detect(&l->detect, &v);
		image_release(&large);
	}
}

static void rung_magnified(struct ladder *l, const struct climb *c)
{
	if (c->pixels <= CODE_DETECT_SMALL)
		detect_magnified(l);
}

static void rung_halved(struct ladder *l, const struct climb *c)
{
	detect_scaled(l, l->grey, c->scale / 2, c->scale / 2);
}

static void rung_blurred(struct ladder *l, const struct climb *c)
{
	/* very many spots may be a screen's raster over a code */
	if (!c->barren || l->detect.most_finders > ZBAR_FINDERS)
		detect_blurred(l);
}

static void rung_doubled(struct ladder *l, const struct climb *c)
{
	if (!c->barren && c->pixels < BASE_PIXELS / 4.0)
		detect_scaled(l, l->grey, 2, 2);
}

static void rung_zbar(struct ladder *l, const struct climb *c)
{
	if (!c->barren)
		read_zbar(l, c->pixels);
}

/* Whether nearly all of the picture's border is as dark as black ink. */
static bool has_dark_border(const struct image *im)
{
	long n = 0, dark = 0;
	int x, y;

	for (y = 0; y < im->height; y++) {
		int step = y == 0 || y == im->height - 1 ? 1 : im->width - 1;

		for (x = 0; x < im->width; x += step, n++)
			dark += image_row(im, y)[x] < DARK_PAGE;
	}
	return (double)dark > least_border * (double)n;
}

/*
 * Finders that run over into the page, where nothing else was found.  Before
 * the dear rungs: after them nothing is left of a colour plane's budget, and 4
 * of 24 codes drawn on dark pages were not read.
 */
static void rung_open(struct ladder *l, const struct climb *c)
{
	struct code_view v = {.grey = l->grey, .scale = c->scale, .open = true};
	struct image small = IMAGE_INIT;

	if (l->found->n || !has_dark_border(l->grey))
		return;
	if (c->scale < 1) {
		if (!scaled(l, l->grey, c->scale, &small))
			return;
		v.grey = &small;
	}
	code_detect(&l->detect, &v);
	image_release(&small);
}

/* Whether something was read, and nothing is there that was not. */
static bool is_done(const struct ladder *l)
{
	return l->found->n && !code_detect_unread(&l->detect);
}

/* From the cheap to the dear, until all that is seen is read. */
static void climb(struct ladder *l, double pixels)
{
	static void (*const rungs[])(struct ladder *, const struct climb *) = {
		rung_reduced,  rung_whole,     rung_open,
		rung_closeups, rung_magnified, rung_halved,
		rung_blurred,  rung_doubled,   rung_zbar};
	/* the rungs before this one are climbed by every picture */
	const size_t second_look = 6;
	struct climb c = {.pixels = pixels, .scale = 1};
	size_t i;

	while (pixels * c.scale * c.scale > BASE_PIXELS)
		c.scale /= 2;
	for (i = 0; i < ARRAY_SIZE(rungs) && !is_done(l); i++) {
		if (i == second_look)
			c.barren = is_barren(l, pixels);
		rungs[i](l, &c);
	}
}

/* A module takes a pixel at least, and the smallest code has 21 a side. */
static bool is_too_small(const struct image *grey)
{
	int least = qr_spec_side(1);

	return grey->width < least || grey->height < least;
}

void code_ladder_run(const struct image *grey, int budget_ms,
		     struct code_ladder *out)
{
	struct ladder *l;
	int64_t budget;

	memset(out, 0, sizeof(*out));
	if (is_too_small(grey))
		return;
	if (budget_ms <= 0)
		budget_ms = CODE_LADDER_BUDGET;
	budget = (int64_t)budget_ms * 1000000;
	l = mem_xmalloc(sizeof(*l));
	l->grey = grey;
	l->found = &out->found;
	l->work.left = budget;
	code_detect_init(&l->detect, &l->work, l->found);
	climb(l, grey->width * (double)grey->height);
	out->seen = l->detect.decode.best > seen_pose ||
		    l->detect.contrast > CODE_DETECT_SURE;
	out->sure = l->detect.contrast > sure_contrast;
	out->unread = code_detect_unread(&l->detect);
	out->spent = budget - l->work.left;
	code_detect_release(&l->detect);
	free(l);
}

void code_ladder_release(struct code_ladder *ladder)
{
	code_found_release(&ladder->found);
}
