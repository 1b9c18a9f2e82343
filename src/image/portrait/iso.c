/* SPDX-License-Identifier: MIT */
#include "image/portrait/iso.h"

#include <math.h>

#include "base/number.h"
#include "image/portrait/iso_light.h"

enum { CHIN = 8 };
/* Levels that are too dark and too light. */
enum { DARK = 25, LIGHT = 247 };

static double sigmoid(double x, double x0, double w)
{
	return 1 / (1 + exp((x0 - x) / w));
}

static void add(struct iso_measures *l, const char *name, double raw,
		double score)
{
	l->of[l->n++] = (struct iso_measure){
		name, raw, round(number_clamp_double(score, 0, 100))};
}

static void add_turn(struct iso_measures *l, const char *name, double degrees)
{
	double c = fmax(0, cos(degrees * M_PI / 180));

	add(l, name, degrees, 100 * c * c);
}

static void add_light(struct iso_measures *l, const struct iso_from *from)
{
	double mean = 0, variance = 0, dark = 0, light = 0, entropy = 0, turn;
	double share[ISO_LEVELS];
	int v;

	iso_light_face(from->skin->rgb, from->points, share);
	for (v = 0; v < ISO_LEVELS; v++) {
		mean += share[v] * v / 255;
		dark += v <= DARK ? share[v] : 0;
		light += v >= LIGHT ? share[v] : 0;
		entropy -= share[v] > 0 ? share[v] * log2(share[v]) : 0;
	}
	for (v = 0; v < ISO_LEVELS; v++)
		variance += share[v] * (v / 255.0 - mean) * (v / 255.0 - mean);
	turn = 60 * variance / (60 * variance + 1);
	add(l, "LuminanceMean", mean,
	    100 * sigmoid(mean, 0.2, 0.05) * (1 - sigmoid(mean, 0.8, 0.05)));
	add(l, "LuminanceVariance", variance, 100 * sin(turn * M_PI));
	add(l, "UnderExposurePrevention", dark,
	    120 * (0.832 - sigmoid(dark, 0.92, 0.05)));
	add(l, "OverExposurePrevention", light, 1 / (light + 0.01));
	add(l, "DynamicRange", entropy, 12.5 * entropy);
}

static double outside(double v, double least, double most)
{
	return fmax(0, fmax(least - v, v - most));
}

static void add_cheeks(struct iso_measures *l, const struct skin *s)
{
	double common = 0, off = 100;
	struct iso_cheeks cheeks;
	int v;

	iso_light_cheeks(s, &cheeks);
	for (v = 0; v < ISO_LEVELS; v++)
		common += fmin(cheeks.share[0][v], cheeks.share[1][v]);
	if (cheeks.tint[0] >= 0 && cheeks.tint[1] >= 0)
		off = hypot(outside(cheeks.tint[0], 5, 25),
			    outside(cheeks.tint[1], 5, 35));
	add(l, "IlluminationUniformity", common, 100 * pow(common, 0.3));
	add(l, "NaturalColour", off, 200 * (1 - sigmoid(off, 0, 10)));
}

static void add_wall(struct iso_measures *l, const struct iso_from *from)
{
	double change;

	if (from->alpha && iso_light_wall(from->skin, from->alpha, &change))
		add(l, "BackgroundUniformity", change,
		    190 * (1 - sigmoid(change, 10, 100)));
}

/* Where the face is, in units of the eyes' distance and of eyes to chin. */
static void add_place(struct iso_measures *l, const struct iso_from *from)
{
	const struct face_axes *a = &from->skin->axes;
	double t = fmax(1e-6, from->skin->at[CHIN][1] * a->gap);
	double half = a->u[0] * a->gap / 2, height = from->skin->rgb->height;
	double eyes = a->gap * from->pixel /
		      fmax(0.1, cos(from->pose->yaw * M_PI / 180));
	double left = (a->x - half) / a->gap;
	double right = (from->skin->rgb->width - a->x - half) / a->gap;

	add(l, "InterEyeDistance", eyes, 100 * sigmoid(eyes, 70, 20));
	add(l, "HeadSize", t / height,
	    200 * (1 - sigmoid(fabs(t / height - 0.45), 0, 0.05)));
	add(l, "LeftwardCropOfTheFaceImage", left,
	    100 * sigmoid(left, 0.9, 0.1));
	add(l, "RightwardCropOfTheFaceImage", right,
	    100 * sigmoid(right, 0.9, 0.1));
	add(l, "MarginAboveOfTheFaceImage", a->y / t,
	    100 * sigmoid(a->y / t, 1.4, 0.1));
	add(l, "MarginBelowOfTheFaceImage", (height - a->y) / t,
	    100 * sigmoid((height - a->y) / t, 1.8, 0.1));
}

void iso_measure(const struct iso_from *from, struct iso_measures *out)
{
	*out = (struct iso_measures){.n = 0};
	add(out, "SingleFacePresent", from->second_face,
	    100 * (1 - from->second_face));
	if (!from->points)
		return;
	add_turn(out, "HeadPoseYaw", from->pose->yaw);
	add_turn(out, "HeadPosePitch", from->pose->pitch);
	add_turn(out, "HeadPoseRoll", from->pose->roll);
	add(out, "EyesOpen", from->facial->lids,
	    100 * sigmoid(from->facial->lids, 0.02, 0.01));
	add(out, "MouthClosed", from->mouth->opening,
	    100 * (1 - sigmoid(from->mouth->opening, 0.2, 0.06)));
	add_place(out, from);
	add_light(out, from);
	add_cheeks(out, from->skin);
	add_wall(out, from);
}
