/* SPDX-License-Identifier: MIT */
#include "code/code_origin.h"

#include <math.h>
#include <stdio.h>

/*
 * A saved code fills most of its picture, straight, with whole modules.  A
 * phone's screenshot is nearly twice as high as wide and mostly not code, so
 * the share is of the longer side; a camera is never held as straight.
 */
static const double least_module = 2.5;	 /* pixels */
static const double least_share = 0.45;	 /* of the longer side */
static const double most_rotation = 1.5; /* degrees */
static const double most_slant = 0.02;	 /* of a side */
static const double least_score = 0.85;	 /* of the fit, 0..1 */

/* Degrees from the nearest quarter turn. */
static double rotation_of(const struct qr_point c[4])
{
	double angle = atan2(c[1].y - c[0].y, c[1].x - c[0].x) * 180 / M_PI;

	return fabs(angle - 90 * floor(angle / 90 + 0.5));
}

/*
 * How far the corners are from those of a square, in sides: the fourth one from
 * where the other three put it, or the diagonal from the square's.
 */
static double slant_of(const struct qr_point c[4], double side)
{
	struct qr_point flat = {c[1].x + c[2].x - c[0].x,
				c[1].y + c[2].y - c[0].y};
	double diagonal = code_found_distance(c[1], c[2]);

	if (!(side > 0))
		return 0;
	return fmax(code_found_distance(c[3], flat),
		    fabs(diagonal - side * M_SQRT2)) /
	       side;
}

/* A much reduced copy or a faint one may still be the saved picture. */
static enum code_look look_of(const struct code_origin *o)
{
	if (o->rotation > most_rotation || o->slant > most_slant)
		return CODE_LOOK_PHOTO;
	return o->share < least_share ? CODE_LOOK_SCREENSHOT : CODE_LOOK_SAVED;
}

void code_origin_measure(const struct code_found *found, int width, int height,
			 struct code_origin *out)
{
	const struct qr_point *c = found->corner;
	double side = fmax(code_found_distance(c[0], c[1]),
			   code_found_distance(c[0], c[2]));

	out->module = found->module;
	out->score = found->direct ? 1 : found->score;
	out->share = (side + 7 * found->module) / fmax(width, height);
	out->rotation = rotation_of(c);
	out->slant = slant_of(c, side);
	out->look = look_of(out);
	out->poor = out->look != CODE_LOOK_SAVED ||
		    (out->module > 0 && out->module < least_module) ||
		    out->score < least_score;
}

bool code_origin_add(const struct code_found *found, int width, int height,
		     struct code_result *out)
{
	struct code_origin origin;
	char detail[FINDING_DETAIL];
	struct finding *f;

	code_origin_measure(found, width, height, &origin);
	if (!origin.poor)
		return false;
	/* figures alone: the same in every language */
	snprintf(detail, sizeof(detail), "%.1f px, %.0f %%, %.1f°",
		 origin.module, 100 * fmin(origin.share, 1), origin.rotation);
	out->look = origin.look;
	f = findings_add_detail(&out->findings, "CODE-LOWQ", detail);
	f->value = origin.module;
	f->min = least_module;
	snprintf(f->unit, sizeof(f->unit), "px");
	return true;
}
