/* SPDX-License-Identifier: MIT */
#include "photo/photo_view.h"

#include <math.h>
#include <string.h>

#include "image/face/axes.h"
#include "image/face/eyes.h"
#include "image/face/orientation.h"
#include "image/face/others.h"
#include "image/pixel/resize.h"

/*
 * The sizes of one photo.  All are the same picture upright, so that a point
 * moves between them by one factor:
 *
 *   upright file     source.width x source.height; findings and faces are told
 *      |             in these pixels, because the user's editor counts them
 *      | full_scale
 *   full             as decoded: 1/8 … 8/8 of the file, enough for the output
 *      |
 *      | scale / full_scale
 *   rgb, grey        at most PHOTO_VIEW_SIDE: face, head and wall are measured
 *                    here, so that this costs the same for every camera
 *
 * A turned view has an rgb and grey of its own and borrows full: straightening
 * happens once, in the step that resamples to the output, never twice.
 */
static int shrink(struct photo_view *v, struct error *err)
{
	int w = v->full.width, h = v->full.height, side = w > h ? w : h;
	double k = (double)PHOTO_VIEW_SIDE / side;

	/* Never enlarged: there is nothing more to see in a small photo. */
	if (side <= PHOTO_VIEW_SIDE)
		return image_copy(&v->full, &v->rgb, err);
	return resize_to(&v->full, (int)fmax(1, lround(w * k)),
			 (int)fmax(1, lround(h * k)), &v->rgb, err);
}

struct image_box photo_view_box(const struct photo_view *view, double k)
{
	const struct face *f = &view->face;

	return image_box_round(f->x * k, f->y * k, f->width * k, f->height * k);
}

/* What is behind the face, and the head, once the face is known. */
static void see_around(struct photo_view *v)
{
	struct image_box box = {0};

	/* Without one face the whole picture is measured as wall. */
	if (v->faces == 1)
		box = photo_view_box(v, 1);
	backdrop_measure(&v->rgb, box, &v->wall);
	if (v->faces == 1)
		head_measure(&v->rgb, &v->face,
			     v->has_points ? &v->points : NULL, &v->wall,
			     &v->head);
}

/* All that rests on the points, once they are believed. */
static void measure_points(struct photo_view *v)
{
	struct skin skin;

	pose_measure(&v->points, &v->pose);
	pose_refine(&v->grey, &v->points, &v->pose);
	skin_measure(&v->rgb, &v->points, &skin);
	facial_measure(&v->grey, &skin, &v->points, v->pose.yaw, &v->facial);
	mouth_measure(&v->rgb, &v->points, &v->mouth);
}

/*
 * Where points are sure, the pupils are looked for about them alone, for a
 * tenth of the time of the cascades.  Eyes that the cascades see may say that
 * the face is larger than its box: then points are found anew.
 */
static void find_eyes(const struct photo_engine *engine, struct photo_view *v)
{
	const struct landmark_model *model = &engine->landmarks.model;
	const double width = v->face.width;
	double at[2][2];

	if (v->has_model)
		landmarks_fit(model, &v->grey, &v->face, &v->points);
	if (!v->face.eyes_open)
		return;
	if (v->has_model && face_axes_tell_eyes(&v->points)) {
		face_axes_eyes(&v->points, at);
		v->face.eyes_open =
			!face_eyes_find_near(&v->grey, at, &v->face);
	}
	face_find_eyes(&engine->models, &v->grey, &v->face);
	if (v->has_model && v->face.width != width)
		landmarks_fit(model, &v->grey, &v->face, &v->points);
}

static void find_points(const struct photo_engine *engine, struct photo_view *v)
{
	v->has_model = engine->landmarks.map;
	v->has_points = false;
	if (v->faces != 1)
		return;
	find_eyes(engine, v);
	v->has_points =
		v->has_model && face_axes_believed(&v->points, &v->face);
	if (v->has_points)
		measure_points(v);
}

static int turn_all(struct photo_view *v, int orientation, struct error *err)
{
	int width = v->source.width;

	if (image_orient(&v->full, orientation, err) < 0 ||
	    image_orient(&v->rgb, orientation, err) < 0 ||
	    image_orient(&v->grey, orientation, err) < 0)
		return -1;
	if (orientation < 5)
		return 0;
	v->source.width = v->source.height;
	v->source.height = width;
	return 0;
}

/*
 * No face upright, or what was seen may be none: a portrait that lies on its
 * side, as a phone leaves it whose EXIF was dropped, is looked at as it was
 * taken.
 */
static int find_lying(const struct photo_engine *engine, struct photo_view *v,
		      struct face faces[FACE_MAX], struct error *err)
{
	int orientation = face_orientation_find(
		&engine->models, &v->grey, v->faces == 1 ? &faces[0] : NULL);

	if (orientation == 1)
		return v->faces;
	if (turn_all(v, orientation, err) < 0)
		return -1;
	v->sideways = orientation == 6 ? 90 : orientation == 8 ? 270 : 180;
	return face_others_find_open(&engine->models, &v->grey, faces);
}

/* The long side that is searched for small faces, pixels. */
enum { SMALL_SIDE = 1600 };

static int find_small(const struct photo_engine *engine, struct photo_view *v,
		      struct face faces[FACE_MAX], struct error *err)
{
	int w = v->full.width, h = v->full.height, side = w > h ? w : h, n;
	double k = side > SMALL_SIDE ? (double)SMALL_SIDE / side : 1;
	struct image rgb = IMAGE_INIT, grey = IMAGE_INIT;

	if (resize_to(&v->full, (int)fmax(1, lround(w * k)),
		      (int)fmax(1, lround(h * k)), &rgb, err) < 0 ||
	    image_to_grey(&rgb, &grey, err) < 0) {
		image_release(&rgb);
		return -1;
	}
	n = face_others_small(&engine->models, &grey, faces);
	if (n == 1)
		v->small_face = faces[0].width * v->rgb.width / grey.width;
	image_release(&grey);
	image_release(&rgb);
	/* One is too small to be measured, several are told as such. */
	return n > 1 ? n : 0;
}

static int find_faces(const struct photo_engine *engine, struct photo_view *v,
		      struct error *err)
{
	struct face faces[FACE_MAX];

	v->faces = face_others_find_open(&engine->models, &v->grey, faces);
	/* Of several prints on a sheet each alone is doubtful. */
	if (v->faces < 2)
		v->faces = find_lying(engine, v, faces, err);
	if (v->faces == 0)
		v->faces = find_small(engine, v, faces, err);
	if (v->faces == 1)
		v->face = faces[0];
	/* The largest is the first. */
	if (v->faces > 1)
		v->second = faces[1].width * faces[1].height /
			    (faces[0].width * faces[0].height);
	return v->faces < 0 ? -1 : 0;
}

static int look(const struct photo_engine *engine, struct photo_view *v,
		struct error *err)
{
	if (shrink(v, err) < 0)
		return -1;
	v->full_scale = (double)v->full.width / v->source.width;
	v->scale = (double)v->rgb.width / v->source.width;
	if (image_to_grey(&v->rgb, &v->grey, err) < 0 ||
	    find_faces(engine, v, err) < 0)
		return -1;
	find_points(engine, v);
	see_around(v);
	return 0;
}

/* EXIF's orientation that turned a picture by so much to be looked at. */
static int orientation_of(int sideways)
{
	switch (sideways) {
	case 90:
		return 6;
	case 180:
		return 3;
	case 270:
		return 8;
	}
	return 1;
}

int photo_view_refine(struct photo_view *view, const struct photo_input *input,
		      const int min_size[2], struct error *err)
{
	bool across = view->sideways % 180 != 0;
	struct image finer = IMAGE_INIT;
	struct photo_decode_info info;

	if (photo_decode(input->bytes, input->n,
			 &(struct photo_decode){.min_width = min_size[across],
						.min_height = min_size[!across],
						.info = &info},
			 &finer, err) < 0)
		return -1;
	if (image_orient(&finer, orientation_of(view->sideways), err) < 0) {
		image_release(&finer);
		return -1;
	}
	image_release(&view->full);
	view->full = finer;
	view->full_scale = (double)view->full.width / view->source.width;
	return 0;
}

/* Where no face was seen at all, small ones are looked for in finer pixels. */
static int look_closer(const struct photo_engine *engine,
		       const struct photo_input *input, struct photo_view *v,
		       struct error *err)
{
	int w = v->source.width, h = v->source.height, side = w > h ? w : h;
	double k = side > SMALL_SIDE ? (double)SMALL_SIDE / side : 1;
	const int size[2] = {(int)(w * k), (int)(h * k)};
	struct face faces[FACE_MAX];

	if (v->faces > 0 || v->small_face > 0 || v->full.width >= size[0])
		return 0;
	if (photo_view_refine(v, input, size, err) < 0)
		return -1;
	v->faces = find_small(engine, v, faces, err);
	return v->faces < 0 ? -1 : 0;
}

int photo_view_open(const struct photo_engine *engine,
		    const struct photo_input *input, const int min_size[2],
		    struct photo_view *out, struct error *err)
{
	memset(out, 0, sizeof(*out));
	if (photo_decode(input->bytes, input->n,
			 &(struct photo_decode){.min_width = min_size[0],
						.min_height = min_size[1],
						.twice = true,
						.info = &out->source},
			 &out->full, err) == 0 &&
	    look(engine, out, err) == 0 &&
	    look_closer(engine, input, out, err) == 0)
		return 0;
	photo_view_release(out);
	return -1;
}

int photo_view_of(const struct photo_engine *engine, struct image *take_rgb,
		  struct photo_view *out, struct error *err)
{
	memset(out, 0, sizeof(*out));
	out->full = *take_rgb;
	*take_rgb = (struct image)IMAGE_INIT;
	out->source.width = out->full.width;
	out->source.height = out->full.height;
	if (look(engine, out, err) == 0)
		return 0;
	photo_view_release(out);
	return -1;
}

void photo_view_release(struct photo_view *view)
{
	image_release(&view->full);
	image_release(&view->rgb);
	image_release(&view->grey);
}

static struct rotation turn_of(const struct photo_view *v, double scale)
{
	return (struct rotation){v->turned, v->source.width * scale / 2,
				 v->source.height * scale / 2};
}

/* The face of the picture as it lies, where it is after turning. */
static void find_again(const struct photo_engine *engine,
		       const struct photo_view *before, struct photo_view *v)
{
	struct rotation turn = {-v->turned, v->rgb.width / 2.0,
				v->rgb.height / 2.0};
	const struct face *f = &before->face;
	struct face faces[FACE_MAX];
	int i, n = face_others_find_open(&engine->models, &v->grey, faces);
	double at[2], dx, dy;

	/*
	 * The straightened picture may show the cascade another, false face;
	 * the one meant is where the first one went, within a quarter of it.
	 */
	rotate_back(&turn, f->x + f->width / 2, f->y + f->height / 2, at);
	v->faces = 0;
	for (i = 0; i < n && !v->faces; i++) {
		dx = faces[i].x + faces[i].width / 2 - at[0];
		dy = faces[i].y + faces[i].height / 2 - at[1];
		if (hypot(dx, dy) > f->width / 4)
			continue;
		v->face = faces[i];
		v->faces = 1;
	}
	find_points(engine, v);
}

int photo_view_turn(const struct photo_engine *engine,
		    const struct photo_view *view, double degrees,
		    struct photo_view *out, struct error *err)
{
	struct resize_region all = {0, 0, view->source.width,
				    view->source.height};

	/*
	 * At rgb's size straight from full, not by turning rgb: turning what
	 * was shrunk would blur the eyes that are to be measured again.
	 */
	*out = *view;
	out->turned = degrees;
	out->grey = (struct image)IMAGE_INIT;
	out->rgb = (struct image){view->rgb.width, view->rgb.height, 3, NULL};
	if (photo_view_take(out, all, &out->rgb, err) < 0 ||
	    image_to_grey(&out->rgb, &out->grey, err) < 0) {
		photo_view_turn_release(out);
		return -1;
	}
	find_again(engine, view, out);
	see_around(out);
	return 0;
}

void photo_view_turn_release(struct photo_view *turned)
{
	image_release(&turned->rgb);
	image_release(&turned->grey);
}

int photo_view_take(const struct photo_view *view, struct resize_region region,
		    struct image *out, struct error *err)
{
	double k = view->full_scale;
	struct rotation turn = turn_of(view, k);
	struct resize_region r = {region.x * k, region.y * k, region.width * k,
				  region.height * k};

	/* Straight, rows and columns are resampled apart: much less work. */
	if (view->turned == 0)
		return resize_region(
			&view->full, r,
			(struct resize_size){out->width, out->height}, out,
			err);
	return rotate_region(&view->full, &turn, r, out, err);
}

static double beyond(double v, double side)
{
	return v < 0 ? -v : v > side ? v - side : 0;
}

void photo_view_back(const struct photo_view *view, double x, double y,
		     double at[2])
{
	struct rotation turn = turn_of(view, 1);

	at[0] = x;
	at[1] = y;
	if (view->turned != 0)
		rotate_back(&turn, x, y, at);
}

double photo_view_outside(const struct photo_view *view, double x, double y)
{
	double at[2];

	photo_view_back(view, x, y, at);
	return fmax(beyond(at[0], view->source.width),
		    beyond(at[1], view->source.height));
}
