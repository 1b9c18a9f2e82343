/* SPDX-License-Identifier: MIT */
#include "image/portrait/facial.h"

#include <math.h>

#include "image/face/iris.h"
#include "image/portrait/ear.h"
#include "image/portrait/gaze.h"
#include "image/portrait/hat.h"
#include "image/portrait/lids.h"

enum { LEFT_EYE = 36, EYE = 6, LEFT_BROW = 17, BROW = 5, CHIN = 8 };

/* Around an eye, where a lens lies: columns, rows, and how dark is tinted. */
static const double lens[4] = {0.2, -0.1, 0.8, 0.28}, lens_step = 0.03;
static const double lens_dark = 0.55;

/* Over a brow's points, where the forehead begins. */
static const double over_from = 0.12, over_to = 0.26, over_step = 0.02;
/* Farther turned the far brow stands before the wall. */
static const double brow_turn = 20;

/*
 * Over the forehead, where hair or skin must be, columns and rows; and what
 * no hair is: Lab's b of blue, a of green, what a red's exceeds brown's by
 * (a brown's is under .8 of its b), light and chroma of white.
 *
 *        .-------.      -1.6  crown
 *       / #######\     -1.15
 *      | ####### |      -.7
 *      | -- . -- |      -.35  brows
 */
static const double hat[4] = {-0.6, -1.15, 0.6, -0.7}, hat_step = 0.04;
static const double blue = -6, green = -7, red = 13, brown = 0.8;
static const double white_light = 70, white_chroma = 9, white_over = 12;

static double distance(const double a[2], const double b[2])
{
	return hypot(a[0] - b[0], a[1] - b[1]);
}

static double lids_of(const struct skin *s, int side)
{
	const double(*p)[2] = s->at + LEFT_EYE + EYE * side;

	return fmax(distance(p[1], p[5]), distance(p[2], p[4])) /
	       fmax(0.1, s->at[CHIN][1]);
}

static double dark_share(const struct skin *s, int side)
{
	double sign = side ? 1 : -1, u, v, lab[3];
	int dark = 0, all = 0;

	for (u = lens[0]; u <= lens[2]; u += lens_step)
		for (v = lens[1]; v <= lens[3]; v += lens_step) {
			if (!skin_lab_at(s, sign * u, v, lab))
				continue;
			all++;
			dark += lab[0] < lens_dark * s->lab[0];
		}
	return all ? (double)dark / all : 0;
}

static double light_over_brow(const struct skin *s, int side)
{
	const double(*p)[2] = s->at + LEFT_BROW + BROW * side;
	double lab[3], sum = 0, d;
	int i, n = 0;

	for (i = 0; i < BROW; i++)
		for (d = over_from; d <= over_to; d += over_step)
			if (skin_lab_at(s, p[i][0], p[i][1] - d, lab)) {
				sum += lab[0];
				n++;
			}
	return n ? sum / n / fmax(1, s->lab[0]) : 1;
}

/* How light white is at least. */
static double white_of(const struct skin *s)
{
	/* Of a grey photo white says nothing: so is fair hair. */
	if (hypot(s->lab[1], s->lab[2]) <= white_chroma)
		return INFINITY;
	/* Nor where light burns foreheads and hair, too: the cheeks tell. */
	return fmax(white_light, s->lab[0] + white_over);
}

static bool is_no_hair(const double lab[3], double white)
{
	return lab[2] < blue || lab[1] < green ||
	       lab[1] - brown * fmax(0, lab[2]) > red ||
	       (lab[0] > white && hypot(lab[1], lab[2]) < white_chroma);
}

static double headwear_of(const struct skin *s)
{
	double white = white_of(s);
	int like = 0, all = 0;
	double u, v, lab[3];

	for (u = hat[0]; u <= hat[2]; u += hat_step)
		for (v = hat[1]; v <= hat[3]; v += hat_step) {
			if (!skin_lab_at(s, u, v, lab))
				continue;
			all++;
			like += is_no_hair(lab, white) && !skin_is_like(s, lab);
		}
	return all ? (double)like / all : 0;
}

void facial_measure(const struct image *grey, const struct skin *skin,
		    const struct landmarks *points, double yaw,
		    struct facial *out)
{
	struct iris left, right;
	struct gaze gaze;

	gaze_find(grey, points, &gaze);
	iris_find(grey, points, 0, &left);
	iris_find(grey, points, 1, &right);
	*out = (struct facial){
		.lids = fmin(lids_of(skin, 0), lids_of(skin, 1)),
		.iris = fmax(left.contrast, right.contrast),
		.open = fmax(lids_open(skin, 0), lids_open(skin, 1)),
		.gaze = gaze_aside(&gaze, yaw),
		.dark = fmin(dark_share(skin, 0), dark_share(skin, 1)),
		.over_brow =
			fmin(yaw < -brow_turn ? 1 : light_over_brow(skin, 0),
			     yaw > brow_turn ? 1 : light_over_brow(skin, 1)),
		.headwear = headwear_of(skin),
		.hat = hat_worn(skin),
		.ear = fmin(ear_seen(skin, 0, yaw), ear_seen(skin, 1, yaw)),
	};
}
