/* SPDX-License-Identifier: MIT */
#include "image/portrait/iso.h"

#include <math.h>

#include "base/number.h"

/* The face: down the jaw and back along the brows. */
enum { JAW_END = 17, BROW_END = 27, CHIN = 8, LEVELS = 256 };
/* Levels that are too dark and too light. */
enum { DARK = 25, LIGHT = 247 };

/* A cheek: beside the nose, from under the eye to the mouth. */
static const double cheek[4] = {0.28, 0.4, 0.62, 0.95}, cheek_step = 0.03;

static double sigmoid(double x, double x0, double w)
{
	return 1 / (1 + exp((x0 - x) / w));
}

/* The measures in the order they are told. */
struct list {
	struct iso_measure *out;
	int n;
};

static void add(struct list *l, const char *name, double raw, double score)
{
	l->out[l->n++] = (struct iso_measure){
		name, raw, round(number_clamp_double(score, 0, 100))};
}

static void add_turn(struct list *l, const char *name, double degrees)
{
	double c = fmax(0, cos(degrees * M_PI / 180));

	add(l, name, degrees, 100 * c * c);
}

/* Where the face's outline crosses a row: the outermost two columns. */
static bool span_of(const struct landmarks *p, double y, double span[2])
{
	int order[BROW_END], i, n = 0;

	for (i = 0; i < JAW_END; i++)
		order[n++] = i;
	for (i = BROW_END - 1; i >= JAW_END; i--)
		order[n++] = i;
	span[0] = INFINITY;
	span[1] = -INFINITY;
	for (i = 0; i < n; i++) {
		const double *a = p->at[order[i]],
			     *b = p->at[order[(i + 1) % n]];
		double x;

		if ((a[1] <= y) == (b[1] <= y))
			continue;
		x = a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]);
		span[0] = fmin(span[0], x);
		span[1] = fmax(span[1], x);
	}
	return span[0] < span[1];
}

/* Shares of the levels within the face; zeros for none. */
static void face_levels(const struct iso_from *from, double share[LEVELS])
{
	const struct image *grey = from->grey;
	size_t count[LEVELS] = {0}, n = 0;
	double span[2];
	int x, y, end, v;

	for (y = 0; y < grey->height; y++) {
		if (!span_of(from->points, y, span))
			continue;
		x = (int)number_clamp_double(span[0], 0, grey->width);
		end = (int)number_clamp_double(span[1], 0, grey->width);
		for (; x < end; x++, n++)
			count[image_row(grey, y)[x]]++;
	}
	for (v = 0; v < LEVELS; v++)
		share[v] = n ? (double)count[v] / (double)n : 0;
}

static void add_light(struct list *l, const double share[LEVELS])
{
	double mean = 0, variance = 0, dark = 0, light = 0, entropy = 0, turn;
	int v;

	for (v = 0; v < LEVELS; v++) {
		mean += share[v] * v / 255;
		dark += v <= DARK ? share[v] : 0;
		light += v >= LIGHT ? share[v] : 0;
		entropy -= share[v] > 0 ? share[v] * log2(share[v]) : 0;
	}
	for (v = 0; v < LEVELS; v++)
		variance += share[v] * (v / 255.0 - mean) * (v / 255.0 - mean);
	turn = 60 * variance / (60 * variance + 1);
	add(l, "LuminanceMean", mean,
	    100 * sigmoid(mean, 0.2, 0.05) * (1 - sigmoid(mean, 0.8, 0.05)));
	add(l, "LuminanceVariance", variance, 100 * sin(turn * M_PI));
	add(l, "UnderExposurePrevention", dark,
	    120 * (0.832 - sigmoid(dark, 0.92, 0.05)));
	add(l, "OverExposurePrevention", 1 / (light + 0.01),
	    1 / (light + 0.01));
	add(l, "DynamicRange", entropy, 12.5 * entropy);
}

/* Shares of the levels of one cheek, and its mean a* and b* added. */
static void cheek_levels(const struct skin *s, int side, double share[LEVELS],
			 double tint[3])
{
	double sign = side ? 1 : -1, u, v, lab[3], n = 0;
	int i;

	for (i = 0; i < LEVELS; i++)
		share[i] = 0;
	for (u = cheek[0]; u <= cheek[2]; u += cheek_step)
		for (v = cheek[1]; v <= cheek[3]; v += cheek_step) {
			if (!skin_lab_at(s, sign * u, v, lab))
				continue;
			share[number_clamp((int)(lab[0] * 2.55), 0, 255)]++;
			tint[0] += lab[1];
			tint[1] += lab[2];
			tint[2]++;
			n++;
		}
	for (i = 0; i < LEVELS; i++)
		share[i] /= fmax(1, n);
}

static double outside(double v, double least, double most)
{
	return fmax(0, fmax(least - v, v - most));
}

static void add_cheeks(struct list *l, const struct skin *s)
{
	double left[LEVELS], right[LEVELS], tint[3] = {0}, common = 0, off, a,
					    b;
	int v;

	cheek_levels(s, 0, left, tint);
	cheek_levels(s, 1, right, tint);
	for (v = 0; v < LEVELS; v++)
		common += fmin(left[v], right[v]);
	a = tint[0] / fmax(1, tint[2]);
	b = tint[1] / fmax(1, tint[2]);
	off = a >= 0 && b >= 0 ? hypot(outside(a, 5, 25), outside(b, 5, 35))
			       : 100;
	add(l, "IlluminationUniformity", common, 100 * pow(common, 0.3));
	add(l, "NaturalColour", off, 200 * (1 - sigmoid(off, 0, 10)));
}

/* Where the face is, in units of the eyes' distance and of eyes to chin. */
static void add_place(struct list *l, const struct iso_from *from)
{
	const struct face_axes *a = &from->skin->axes;
	double t = fmax(1e-6, from->skin->at[CHIN][1] * a->gap);
	double half = a->u[0] * a->gap / 2, height = from->grey->height;
	double eyes = a->gap * from->pixel /
		      fmax(0.1, cos(from->pose->yaw * M_PI / 180));
	double left = (a->x - half) / a->gap;
	double right = (from->grey->width - a->x - half) / a->gap;

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

void iso_measure(const struct iso_from *from,
		 struct iso_measure out[ISO_MEASURES])
{
	struct list l = {out, 0};
	double share[LEVELS];

	face_levels(from, share);
	/* Who comes so far has one face. */
	add(&l, "SingleFacePresent", 0, 100);
	add_turn(&l, "HeadPoseYaw", from->pose->yaw);
	add_turn(&l, "HeadPosePitch", from->pose->pitch);
	add_turn(&l, "HeadPoseRoll", from->pose->roll);
	add(&l, "EyesOpen", from->facial->lids,
	    100 * sigmoid(from->facial->lids, 0.02, 0.01));
	add(&l, "MouthClosed", from->mouth->opening,
	    100 * (1 - sigmoid(from->mouth->opening, 0.2, 0.06)));
	add_place(&l, from);
	add_light(&l, share);
	add_cheeks(&l, from->skin);
}
