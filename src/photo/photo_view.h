/* SPDX-License-Identifier: MIT */
/*
 * A photo prepared for judging and making: decoded, upright, at a moderate
 * size, with its face, head and backdrop.  One owner; thread-safe.
 */
#ifndef PHOTO_PHOTO_VIEW_H
#define PHOTO_PHOTO_VIEW_H

#include "image/face/landmarks.h"
#include "image/pixel/backdrop.h"
#include "image/portrait/head.h"
#include "image/portrait/facial.h"
#include "image/portrait/mouth.h"
#include "image/portrait/pose.h"
#include "image/pixel/rotate.h"
#include "codec/picture/photo_decode.h"
#include "photo/photo_engine.h"
#include "photo/photo_input.h"

/* Long side of the picture that is looked at. */
enum { PHOTO_VIEW_SIDE = 720 };

struct photo_view {
	struct photo_decode_info source;
	struct image full; /* as decoded, 3 channels */
	struct image rgb;  /* at most PHOTO_VIEW_SIDE, 3 channels */
	struct image grey;
	double scale;	   /* pixels of rgb per pixel of the upright file */
	double full_scale; /* pixels of full per pixel of the file */
	int faces;	   /* large enough to be measured */
	double second;	   /* area of the second largest over the largest's */
	double small_face; /* width of one that is not, of rgb; 0 = none */
	int sideways;	   /* degrees the file was turned by to be looked at */
	struct face face;  /* pixels of rgb; when faces == 1 */
	bool has_model;	   /* of landmarks */
	bool has_points;
	struct landmarks points; /* the same; when has_points */
	struct pose pose;
	struct facial facial;
	struct mouth mouth;
	struct head head; /* the same */
	struct backdrop wall;
	/* rgb, grey, face and head are of the picture turned so; full is not */
	double turned; /* degrees counter-clockwise about the middle */
};

/* full is decoded at least min_width x min_height. */
int photo_view_open(const struct photo_engine *engine,
		    const struct photo_input *input, const int min_size[2],
		    struct photo_view *out, struct error *err);

/*
 * Decode full again, at least min_width x min_height as the view lies; what was
 * measured in the view is kept.
 */
int photo_view_refine(struct photo_view *view, const struct photo_input *input,
		      const int min_size[2], struct error *err);

/*
 * As photo_view_open(), of pixels that are decoded already (3 channels, taken
 * over).
 */
int photo_view_of(const struct photo_engine *engine, struct image *take_rgb,
		  struct photo_view *out, struct error *err);

void photo_view_release(struct photo_view *view);

/*
 * The view as it is after turning the picture; full is borrowed from view,
 * everything else is out's own.
 */
int photo_view_turn(const struct photo_engine *engine,
		    const struct photo_view *view, double degrees,
		    struct photo_view *out, struct error *err);
void photo_view_turn_release(struct photo_view *turned);

/* A region, in pixels of the upright (and turned) file, to out's size. */
int photo_view_take(const struct photo_view *view, struct resize_region region,
		    struct image *out, struct error *err);

/* How far a point of it is outside the file, pixels; 0 inside. */
double photo_view_outside(const struct photo_view *view, double x, double y);

/* A point of it in pixels of the upright file. */
void photo_view_back(const struct photo_view *view, double x, double y,
		     double at[2]);

/* The alt2 box as whole pixels of an image that is k times rgb. */
struct image_box photo_view_box(const struct photo_view *view, double k);

#endif
