/* SPDX-License-Identifier: MIT */
#include "code/code_ladder.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "code/code_detect.h"
#include "codec/picture/qr_zbar.h"
#include "image/pixel/plane.h"
#include "image/pixel/resize.h"

enum {
	BASE_PIXELS = 4200000, /* larger pictures are looked at reduced first */
	MIDDLE_PIXELS = 520000, /* above, libzbar gets a reduced copy */
	PAD = 8,
	ZBAR_FINDERS = 60,
};

/* Nominal nanoseconds a pixel. */
static const double resize_cost = 8, zbar_cost = 40;

struct run {
	const struct image *grey;
	struct qr_work work;
	struct code_found_list *found;
	struct code_detect look;
};

static bool scaled(struct run *r, const struct image *from, double scale,
		   struct image *to)
{
	int w = (int)(from->width * scale + 0.5);
	int h = (int)(from->height * scale + 0.5);

	if (w < 16 || h < 16 || r->work.left <= 0)
		return false;
	qr_work_spend(&r->work,
		      resize_cost * (from->width * (double)from->height +
				     w * (double)h));
	return resize_to(from, w, h, to, NULL) == 0;
}

static void look_scaled(struct run *r, const struct image *from, double scale,
			double whole)
{
	struct image small = IMAGE_INIT;
	struct code_view v = {&small, whole, 0};

	if (scaled(r, from, scale, &small))
		code_detect(&r->look, &v);
	image_release(&small);
}

/* White all round and every pixel four by four, for modules of one pixel. */
static bool magnify(const struct image *from, struct image *to)
{
	int x, y;

	if (image_init(to, 4 * (from->width + 2 * PAD),
		       4 * (from->height + 2 * PAD), 1, NULL) < 0)
		return false;
	memset(to->data, 255, (size_t)to->width * (size_t)to->height);
	for (y = 0; y < 4 * from->height; y++)
		for (x = 0; x < 4 * from->width; x++)
			image_row(to, y + 4 * PAD)[x + 4 * PAD] =
				image_row(from, y / 4)[x / 4];
	return true;
}

static void look_magnified(struct run *r)
{
	struct image large = IMAGE_INIT;
	struct code_view v = {&large, 4, 4 * PAD};

	if (r->work.left > 0 && magnify(r->grey, &large))
		code_detect(&r->look, &v);
	image_release(&large);
}

static bool blurred(struct run *r, float sigma, struct image *to)
{
	struct plane plane = PLANE_INIT;
	size_t i, n = (size_t)r->grey->width * (size_t)r->grey->height;

	if (r->work.left <= 0 ||
	    image_init(to, r->grey->width, r->grey->height, 1, NULL) < 0)
		return false;
	plane_from_image(&plane, r->grey, 0);
	plane_gauss(&plane, &plane, sigma);
	for (i = 0; i < n; i++)
		to->data[i] = (uint8_t)(plane.data[i] + 0.5f);
	plane_release(&plane);
	qr_work_spend(&r->work, resize_cost * 3 * (double)n);
	return true;
}

static void look_blurred(struct run *r)
{
	struct image soft = IMAGE_INIT;
	struct code_view v = {&soft, 1, 0};

	if (blurred(r, 1.0f, &soft))
		code_detect(&r->look, &v);
	image_release(&soft);
}

static void take_symbols(struct run *r, const struct qr_zbar_symbols *symbols,
			 double scale)
{
	int i, k;

	for (i = 0; i < symbols->n; i++) {
		const struct qr_zbar_symbol *s = &symbols->list[i];
		struct code_found *f =
			code_found_add(r->found, s->bytes, s->size);

		if (!f)
			continue;
		f->direct = true;
		for (k = 0; k < 4; k++)
			f->corner[k] = (struct qr_point){
				(s->box.x + (k & 1) * s->box.width) / scale,
				(s->box.y + (k / 2) * s->box.height) / scale};
	}
}

/*
 * libzbar's effort grows with the cube of finder-like spots, so a picture
 * with very many is not given to it.
 */
static void ask_zbar(struct run *r, double pixels)
{
	struct image small = IMAGE_INIT;
	const struct image *im = r->grey;
	struct qr_zbar_symbols symbols;
	double scale = 1;

	while (pixels * scale * scale > MIDDLE_PIXELS)
		scale /= 2;
	if (r->look.most_finders > ZBAR_FINDERS ||
	    !qr_work_spend(&r->work, zbar_cost * pixels * scale * scale))
		return;
	if (scale < 1) {
		if (!scaled(r, im, scale, &small))
			return;
		im = &small;
	}
	qr_zbar_read(im, true, &symbols);
	take_symbols(r, &symbols, scale);
	qr_zbar_release(&symbols);
	image_release(&small);
}

/* Nothing at first sight and not small: a short second look is all. */
static bool is_barren(const struct run *r, double pixels)
{
	return pixels > CODE_DETECT_SMALL && r->look.looks < CODE_DETECT_SURE &&
	       r->look.try.best < 0.5;
}

static void climb(struct run *r, double pixels)
{
	struct code_view whole = {r->grey, 1, 0};
	double scale = 1;
	bool barren;

	while (pixels * scale * scale > BASE_PIXELS)
		scale /= 2;
	if (scale < 1)
		look_scaled(r, r->grey, scale, scale);
	if (!r->found->n)
		code_detect(&r->look, &whole);
	if (!r->found->n && pixels <= CODE_DETECT_SMALL)
		look_magnified(r);
	if (!r->found->n)
		look_scaled(r, r->grey, scale / 2, scale / 2);
	barren = is_barren(r, pixels);
	/* very many spots may be a screen's raster over a code */
	if (!r->found->n && (!barren || r->look.most_finders > ZBAR_FINDERS))
		look_blurred(r);
	if (!r->found->n && !barren && pixels < BASE_PIXELS / 4.0)
		look_scaled(r, r->grey, 2, 2);
	if (!r->found->n && !barren)
		ask_zbar(r, pixels);
}

void code_ladder_run(const struct image *grey, int budget_ms,
		     struct code_ladder *out)
{
	struct run *r = mem_xcalloc(1, sizeof(*r));
	int64_t budget;

	memset(out, 0, sizeof(*out));
	if (budget_ms <= 0)
		budget_ms = CODE_LADDER_BUDGET;
	budget = (int64_t)budget_ms * 1000000;
	r->grey = grey;
	r->found = &out->found;
	r->work.left = budget;
	r->look.work = r->look.try.work = &r->work;
	r->look.found = r->found;
	climb(r, grey->width * (double)grey->height);
	out->seen = r->look.try.best > 0.5 || r->look.looks > CODE_DETECT_SURE;
	out->spent = budget - r->work.left;
	free(r);
}

void code_ladder_release(struct code_ladder *ladder)
{
	code_found_release(&ladder->found);
}
