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

void code_origin_measure(const struct code_found *found, int width, int height,
			 struct code_origin *out)
{
	const struct qr_point *c = found->corner;
	double right = code_found_distance(c[0], c[1]),
	       down = code_found_distance(c[0], c[2]);
	double side = fmax(right, down), angle;
	struct qr_point flat = {c[1].x + c[2].x - c[0].x,
				c[1].y + c[2].y - c[0].y};

	out->module = found->module;
	out->score = found->direct ? 1 : found->score;
	out->share = (side + 7 * found->module) / fmax(width, height);
	angle = atan2(c[1].y - c[0].y, c[1].x - c[0].x) * 180 / M_PI;
	out->rotation = fabs(angle - 90 * floor(angle / 90 + 0.5));
	out->slant = side > 0 ? fmax(code_found_distance(c[3], flat),
				     fabs(code_found_distance(c[1], c[2]) -
					  side * M_SQRT2)) /
					side
			      : 0;
	out->poor = (out->module > 0 && out->module < least_module) ||
		    out->share < least_share || out->rotation > most_rotation ||
		    out->slant > most_slant || out->score < least_score;
	/* A much reduced copy or a faint one may still be the saved picture. */
	out->look = CODE_LOOK_SAVED;
	if (out->rotation > most_rotation || out->slant > most_slant)
		out->look = CODE_LOOK_PHOTO;
	else if (out->share < least_share)
		out->look = CODE_LOOK_SCREENSHOT;
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
