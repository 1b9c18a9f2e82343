/* SPDX-License-Identifier: MIT */
#include "photo/photo_matte.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "codec/picture/png.h"
#include "image/matte/matte.h"
#include "image/pixel/backdrop.h"
#include "image/pixel/resize.h"
#include "photo/photo_check_face.h"
#include "photo/photo_check_file.h"
#include "photo/photo_view.h"

/* The longer side at which the matte is made; alpha is enlarged afterwards. */
enum { WORK_SIDE = 1000 };

/* In front of a shelf, the matte may look sure and still keep a part of it. */
static void report(const struct matte *m, const struct backdrop *wall,
		   struct photo_matte *out)
{
	double clutter = backdrop_clutter(wall);

	out->confidence = m->confidence;
	if (m->confidence < MATTE_CONFIDENCE_MIN)
		findings_add_below(&out->findings, "MAT-UNSURE", m->confidence,
				   MATTE_CONFIDENCE_MIN, "");
	if (clutter > BACKDROP_CLUTTER_MAX)
		findings_add_above(&out->findings, "MAT-CLUTTER",
				   round(10 * clutter) / 10,
				   BACKDROP_CLUTTER_MAX, "");
}

static int make(const struct photo_view *v, struct photo_matte *out,
		struct error *err)
{
	int w = v->full.width, h = v->full.height, side = w > h ? w : h;
	int full = v->source.width > v->source.height ? v->source.width
						      : v->source.height;
	/* The time grows with the pixels, and the alpha can be enlarged. */
	double k = side > WORK_SIDE ? (double)WORK_SIDE / side : 1;
	double up =
		full > PHOTO_MATTE_SIDE ? (double)PHOTO_MATTE_SIDE / full : 1;
	struct image work = IMAGE_INIT;
	struct matte m = {0};
	int result = -1;

	if (resize_to(&v->full, (int)lround(w * k), (int)lround(h * k), &work,
		      err) == 0 &&
	    matte_make(&work,
		       photo_view_box(v, (double)work.width / v->rgb.width), &m,
		       err) == 0) {
		report(&m, &v->wall, out);
		result = resize_to(&m.alpha, (int)lround(v->source.width * up),
				   (int)lround(v->source.height * up),
				   &out->alpha, err);
	}
	matte_release(&m);
	image_release(&work);
	return result;
}

static int look(const struct photo_engine *engine,
		const struct photo_input *input, struct photo_matte *out,
		struct error *err)
{
	/* The least size to decode at: twice the standard photo. */
	static const int size[2] = {960, 1280};
	const struct profile none = {.geometry = {.wanted = false}};
	struct photo_view view;
	int result = 0;

	if (photo_view_open(engine, input, size, &view, err) < 0) {
		if (err->kind != ERROR_INPUT && err->kind != ERROR_LIMIT)
			return -1;
		photo_check_file_broken(&view.source, input->name, err,
					&out->findings);
		return 0;
	}
	/* If the photo lies on its side, the matte would not fit the file. */
	if (view.faces == 1 && view.sideways)
		findings_add_value(&out->findings, "GEO-SIDEWAYS",
				   view.sideways, "°");
	else if (view.faces == 1)
		result = make(&view, out, err);
	else
		photo_check_face_geometry(
			&(struct photo_check_face){&none, &view, true},
			&out->findings);
	photo_view_release(&view);
	return result;
}

int photo_matte(const struct photo_engine *engine, const void *bytes, size_t n,
		struct photo_matte *out, struct error *err)
{
	const struct photo_input input = {.bytes = bytes, .n = n};
	double start = clock_thread_ms();
	int result;

	memset(out, 0, sizeof(*out));
	result = look(engine, &input, out, err);
	if (result < 0)
		photo_matte_release(out);
	out->ms = clock_thread_ms() - start;
	return result;
}

void photo_matte_release(struct photo_matte *m)
{
	image_release(&m->alpha);
	findings_release(&m->findings);
}

int photo_matte_png(const struct photo_matte *m, struct buf *out,
		    struct error *err)
{
	return png_write(&m->alpha, out, err);
}
