/* SPDX-License-Identifier: MIT */
/*
 * A face and its surroundings at one small size, upright around the face's
 * axis: how strong edges are, and what is skin, wall or hair.  Edges come from
 * Di Zenzo's tensor of the colour gradient (1986) in CIE Lab, which gives one
 * direction and strength for all channels.  Pixels are classified by their
 * distance from the colours of cheeks, crown and wall.  One owner; pure,
 * deterministic.
 *
 * Coordinates are pixels of that size from the middle of the eyes' line, x to
 * the right, y down the face:
 *
 *        +-----------------------+  144 x 176, not rotated; places are
 *        |       crown           |
 *        |     /-------\         |  crown   hair above the forehead, if any
 *        |    |  e + e  |        |  +       (0, 0)
 *        |    | L     R |        |  L R     cheeks: skin, lit from a side
 *        |     \_ _ _ _/         |
 *        +-----------------------+
 */
#ifndef IMAGE_PORTRAIT_FIELD_H
#define IMAGE_PORTRAIT_FIELD_H

#include <stdbool.h>

#include "image/pixel/backdrop.h"
#include "image/pixel/plane.h"

/* Faces are scaled to about this width. */
enum { PORTRAIT_FIELD_FACE = 80 };

struct portrait_field {
	struct plane xx, xy, yy; /* the tensor: summed products of gradients */
	struct plane skin;	 /* 0..1, like the cheeks' middle colour */
	struct plane hair;  /* 1 like the hair above the forehead, else 0 */
	float noise;	    /* the edge that counts half */
	float cosine, sine; /* of the face's tilt */
};

struct portrait_field_from {
	const struct image *rgb; /* 3 channels */
	double eye_x, eye_y;	 /* pixels of rgb */
	double tilt;		 /* degrees, clockwise > 0 */
	double pixel;		 /* pixels of rgb per pixel of the field */
	const struct backdrop *wall;
};

int portrait_field_init(struct portrait_field *f,
			const struct portrait_field_from *from,
			struct error *err);
void portrait_field_release(struct portrait_field *f);

struct portrait_field_point {
	float x, y;
	float nx, ny; /* unit vector across the edge */
	float faint;  /* below 1: weaker edges count as much */
};

/*
 * The strength of the edge at a point, 0 (none) to 1 (sharp); less when the
 * side from which nx, ny points is not skin.
 */
float portrait_field_edge(const struct portrait_field *f,
			  const struct portrait_field_point *at);

/*
 * Whether (x, y) is hair: not wall, and more like the area above the forehead
 * than like skin.
 */
bool portrait_field_is_hair(const struct portrait_field *f, float x, float y);

#endif
