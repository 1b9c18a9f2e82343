/* SPDX-License-Identifier: MIT */
#include "image/portrait/pose.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "image/face/axes.h"
#include "image/pixel/linear.h"
#include "image/portrait/yaw.h"

/*
 * A head in millimetres, its origin between the eyes, 90 from outer corner to
 * outer corner: across and down as the mean of the faces the landmarks were
 * learned from, forward by anthropometry.
 */
static const struct {
	int point;
	double across, down, forward;
} head[] = {
	{0, -74.0, 0.1, -70},	{1, -73.5, 19.6, -68}, {2, -71.4, 39.1, -63},
	{14, 71.4, 39.1, -63},	{15, 73.5, 19.6, -68}, {16, 74.0, 0.1, -70},
	{27, 0, -2.5, 13},	{28, 0, 10.1, 18},     {29, 0, 22.6, 23},
	{30, 0, 35.5, 28},	{31, -15.0, 44.2, 7},  {32, -7.8, 46.8, 12},
	{33, 0, 49.1, 15},	{34, 7.8, 46.8, 12},   {35, 15.0, 44.2, 7},
	{36, -45.0, -0.9, -12}, {37, -37.0, -5.5, -5}, {38, -27.4, -5.4, -3},
	{39, -19.0, 0.9, -3},	{40, -28.0, 2.5, -4},  {41, -37.5, 2.4, -6},
	{42, 19.0, 0.9, -3},	{43, 27.4, -5.4, -3},  {44, 37.0, -5.5, -5},
	{45, 45.0, -0.9, -12},	{46, 37.5, 2.4, -6},   {47, 28.0, 2.5, -4},
};

/*
 * The ends of the jaw are no points of the head but of its outline, which
 * slides back over the cheeks as the head turns: angles come out so much too
 * small, of sitters drawn at ten degrees as of labelled portraits.
 */
static const double slide = 1.28;

enum { POINTS = ARRAY_SIZE(head), ROUNDS = 10 };

/* What is sought: three angles in radians, scale, and a shift. */
enum { YAW, PITCH, ROLL, SCALE, ACROSS, DOWN, UNKNOWNS };

/* The step of the differences, and so far angles make sense. */
static const double tiny = 1e-5, most = 1.3;

/* Where a point of the head is seen. */
static void project(const double p[UNKNOWNS], int i, double at[2])
{
	double z = head[i].forward * cos(p[YAW]) - head[i].across * sin(p[YAW]);
	double x = head[i].across * cos(p[YAW]) + head[i].forward * sin(p[YAW]);
	double y = head[i].down * cos(p[PITCH]) - z * sin(p[PITCH]);

	at[0] = p[ACROSS] + p[SCALE] * (cos(p[ROLL]) * x + sin(p[ROLL]) * y);
	at[1] = p[DOWN] + p[SCALE] * (cos(p[ROLL]) * y - sin(p[ROLL]) * x);
}

/* How the two coordinates of a point change with each unknown. */
static void differences(const double p[UNKNOWNS], int i,
			double out[2][UNKNOWNS])
{
	double moved[UNKNOWNS], from[2], to[2];
	int k;

	project(p, i, from);
	for (k = 0; k < UNKNOWNS; k++) {
		memcpy(moved, p, sizeof(moved));
		moved[k] += tiny;
		project(moved, i, to);
		out[0][k] = (to[0] - from[0]) / tiny;
		out[1][k] = (to[1] - from[1]) / tiny;
	}
}

/*
 * The normal equations, in rows of UNKNOWNS + 1 as linear_solve() wants them;
 * returns the sum of the squared distances.
 */
static double equations(const double seen[POINTS][2], const double p[UNKNOWNS],
			double m[UNKNOWNS][UNKNOWNS + 1])
{
	double d[2][UNKNOWNS], at[2], off, sum = 0;
	int i, c, j, k;

	memset(m, 0, sizeof(double) * UNKNOWNS * (UNKNOWNS + 1));
	for (i = 0; i < POINTS; i++) {
		project(p, i, at);
		differences(p, i, d);
		for (c = 0; c < 2; c++) {
			off = seen[i][c] - at[c];
			sum += off * off;
			for (j = 0; j < UNKNOWNS; j++) {
				for (k = 0; k < UNKNOWNS; k++)
					m[j][k] += d[c][j] * d[c][k];
				m[j][UNKNOWNS] += d[c][j] * off;
			}
		}
	}
	return sum;
}

static double degrees(double radians)
{
	return radians * 180 / M_PI;
}

/* Two standard errors of an angle, by its own entry of the inverse. */
static double bound_of(double m[UNKNOWNS][UNKNOWNS + 1], int k, double variance)
{
	double copy[UNKNOWNS][UNKNOWNS + 1], x[UNKNOWNS];
	int j;

	memcpy(copy, m, sizeof(copy));
	for (j = 0; j < UNKNOWNS; j++)
		copy[j][UNKNOWNS] = j == k;
	if (!linear_solve(copy[0], UNKNOWNS, x))
		return degrees(most);
	return slide * degrees(2 * sqrt(fmax(0, variance * x[k])));
}

static void add(double p[UNKNOWNS], const double step[UNKNOWNS])
{
	int k;

	for (k = 0; k < UNKNOWNS; k++)
		p[k] += step[k];
	for (k = YAW; k <= ROLL; k++)
		p[k] = fmax(-most, fmin(most, p[k]));
}

void pose_measure(const struct landmarks *points, struct pose *out)
{
	double m[UNKNOWNS][UNKNOWNS + 1];
	double p[UNKNOWNS] = {0}, step[UNKNOWNS], seen[POINTS][2];
	struct face_axes axes;
	double variance;
	int i;

	/* In units of the face: one scale for all pictures. */
	face_axes_of(points, &axes);
	for (i = 0; i < POINTS; i++)
		face_axes_to(&axes, points->at[head[i].point], seen[i]);
	p[SCALE] = 1.0 / 64; /* millimetres from pupil to pupil */
	for (i = 0; i < ROUNDS; i++) {
		equations(seen, p, m);
		if (!linear_solve(m[0], UNKNOWNS, step))
			break;
		add(p, step);
	}
	variance = equations(seen, p, m) / (2 * POINTS - UNKNOWNS);
	/* The line of the eyes, which is what a person sees as level. */
	*out = (struct pose){
		.yaw = slide * degrees(p[YAW]),
		.pitch = slide * degrees(p[PITCH]),
		.roll = -face_axes_tilt(&axes),
		.yaw_error = bound_of(m, YAW, variance),
		.pitch_error = bound_of(m, PITCH, variance),
	};
}

/*
 * By twice the root mean square they differ by for people that the fit of yaw.c
 * has not seen, degrees.  Farther off the picture misleads: a grimace.
 */
static const double most_apart = 6.6;

void pose_refine(const struct image *grey, const struct landmarks *points,
		 struct pose *pose)
{
	double apart = yaw_measure(grey, points) - pose->yaw;

	apart = fmax(-most_apart, fmin(most_apart, apart));
	pose->yaw += apart / 2;
	pose->yaw_error = fmax(pose->yaw_error, fabs(apart));
}
