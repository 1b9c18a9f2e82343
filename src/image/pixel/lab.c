/* SPDX-License-Identifier: MIT */
#include "image/pixel/lab.h"

#include <math.h>
#include <pthread.h>
#include <stdint.h>

#include "image/pixel/clones.h"
#include "image/pixel/vector.h"

enum { STEPS = 4096 };

/*
 * Made once, by whichever thread comes first: for a small portrait they would
 * cost a third of its pixels.  Two entries more than steps, so that 1 itself
 * has one behind it to blend with.
 */
struct tables {
	double linear[256];	/* of a byte */
	float curve[STEPS + 2]; /* f(t); on the way back sRGB's, 0..255 */
	float byte[256];	/* linear, as pictures want it */
};

/* CIE 15: f(t) is a cube root above this, below a line that meets it. */
static const double line_end = 0.008856, line_slope = 7.787,
		    line_start = 16.0 / 116;
/* f(line_end), where the way back changes over. */
static const float root_start = 0.206893f;

/*
 * BT.709's matrix with the white point D65 divided in (0.950456, 1, 1.088754),
 * so that white is 1, 1, 1 and no pixel needs the division.
 */
static const float to_xyz[3][3] = {
	{0.412453f / 0.950456f, 0.357580f / 0.950456f, 0.180423f / 0.950456f},
	{0.212671f, 0.715160f, 0.072169f},
	{0.019334f / 1.088754f, 0.119193f / 1.088754f, 0.950227f / 1.088754f},
};

static const float from_xyz[3][3] = {
	{3.240479f * 0.950456f, -1.537150f, -0.498535f * 1.088754f},
	{-0.969256f * 0.950456f, 1.875991f, 0.041556f * 1.088754f},
	{0.055648f * 0.950456f, -0.204043f, 1.057311f * 1.088754f},
};

static double srgb_to_linear(double v)
{
	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double linear_to_srgb(double v)
{
	return v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055;
}

static float look_up(const float *table, float t)
{
	float at = t <= 0 ? 0 : t >= 1 ? STEPS : t * STEPS;
	int i = (int)at;
	float part = at - (float)i;

	return table[i] + part * (table[i + 1] - table[i]);
}

/* CIE 15's f(t). */
static double curve(double v)
{
	return v > line_end ? cbrt(v) : line_slope * v + line_start;
}

/*
 * The line, then cube roots, each by three of Newton's steps from the one
 * before: 4,096 calls of cbrt() cost more than a small picture's pixels.
 */
static struct tables forward, back;
static pthread_once_t forward_once = PTHREAD_ONCE_INIT,
		      back_once = PTHREAD_ONCE_INIT;

static void fill_forward(void)
{
	struct tables *t = &forward;
	double v, root = cbrt(line_end);
	int i, k;

	for (i = 0; i < 256; i++)
		t->byte[i] = (float)(t->linear[i] = srgb_to_linear(i / 255.0));
	for (i = 0; i <= STEPS + 1; i++) {
		v = (double)i / STEPS;
		if (v <= line_end) {
			t->curve[i] = (float)curve(v);
			continue;
		}
		for (k = 0; k < 3; k++)
			root -= (root - v / (root * root)) / 3;
		t->curve[i] = (float)root;
	}
}

static void fill_back(void)
{
	int i;

	for (i = 0; i <= STEPS + 1; i++)
		back.curve[i] =
			(float)(255 * linear_to_srgb((double)i / STEPS));
}

static const struct tables *tables_forward(void)
{
	pthread_once(&forward_once, fill_forward);
	return &forward;
}

static const struct tables *tables_back(void)
{
	pthread_once(&back_once, fill_back);
	return &back;
}

/*
 * So many pixels go through each step together: only looking up is done one by
 * one, all between is vectors.
 */
enum { RUN = 64, LANES = VECTOR_LANES };

struct run {
	vector_floats linear[3][RUN / LANES], part[RUN / LANES];
	vector_ints at[RUN / LANES];
	float f[3][RUN];
};

/* f(t) of one of XYZ, as look_up() does it: STEPS is a power of two. */
VECTOR_INLINE void curve_run(struct run *r, const float *curve, int c)
{
	const float *m = to_xyz[c], *part = (const float *)r->part;
	const int32_t *index = (const int32_t *)r->at;
	int i;

	for (i = 0; i < RUN / LANES; i++) {
		vector_floats at =
			(m[0] * r->linear[0][i] + m[1] * r->linear[1][i] +
			 m[2] * r->linear[2][i]) *
			STEPS;
		vector_ints over = at >= STEPS;

		at = (vector_floats)((vector_ints)at & (at > 0) & ~over) +
		     (vector_floats)((vector_ints)(at * 0 + STEPS) & over);
		r->at[i] = __builtin_convertvector(at, vector_ints);
		r->part[i] =
			at - __builtin_convertvector(r->at[i], vector_floats);
	}
	for (i = 0; i < RUN; i++) {
		const float *two = curve + index[i];

		r->f[c][i] = two[0] + part[i] * (two[1] - two[0]);
	}
}

IMAGE_CLONES
static void lab_run(const struct tables *t, const uint8_t *rgb, int n,
		    float *restrict const out[3])
{
	struct run r;
	float(*linear)[RUN] = (float(*)[RUN])r.linear;
	float *restrict l = out[0], *restrict a = out[1], *restrict b = out[2];
	int i, c;

	for (i = 0; i < RUN; i++, rgb += i < n ? 3 : 0)
		for (c = 0; c < 3; c++)
			linear[c][i] = t->byte[rgb[c]];
	for (c = 0; c < 3; c++)
		curve_run(&r, t->curve, c);
	for (i = 0; i < n; i++) {
		l[i] = 116 * r.f[1][i] - 16;
		a[i] = 500 * (r.f[0][i] - r.f[1][i]);
		b[i] = 200 * (r.f[1][i] - r.f[2][i]);
	}
}

void lab_from_image(const struct image *rgb, struct plane lab[3])
{
	size_t i, n = (size_t)rgb->width * (size_t)rgb->height;
	const struct tables *t = tables_forward();
	int c;

	for (c = 0; c < 3; c++)
		plane_room(&lab[c], rgb->width, rgb->height);
	for (i = 0; i < n; i += RUN) {
		float *const out[3] = {lab[0].data + i, lab[1].data + i,
				       lab[2].data + i};

		lab_run(t, rgb->data + 3 * i, n - i < RUN ? (int)(n - i) : RUN,
			out);
	}
}

void lab_of_pixel(const uint8_t rgb[3], double lab[3])
{
	const struct tables *t = tables_forward();
	double linear[3], f[3];
	int c;

	for (c = 0; c < 3; c++)
		linear[c] = t->linear[rgb[c]];
	for (c = 0; c < 3; c++)
		f[c] = curve((double)to_xyz[c][0] * linear[0] +
			     (double)to_xyz[c][1] * linear[1] +
			     (double)to_xyz[c][2] * linear[2]);
	lab[0] = 116 * f[1] - 16;
	lab[1] = 500 * (f[0] - f[1]);
	lab[2] = 200 * (f[1] - f[2]);
}

static float uncurve(float f)
{
	return f > root_start ? f * f * f : (f - 16.0f / 116) / 7.787f;
}

IMAGE_CLONES
void lab_to_rgb(const struct plane lab[3], struct plane out[3])
{
	size_t i, n = (size_t)lab[0].width * (size_t)lab[0].height;
	const struct tables *t = tables_back();
	int c;

	for (i = 0; i < n; i++) {
		float fy = (lab[0].data[i] + 16) / 116;
		float x = uncurve(fy + lab[1].data[i] / 500);
		float y = uncurve(fy), z = uncurve(fy - lab[2].data[i] / 200);

		for (c = 0; c < 3; c++)
			out[c].data[i] =
				look_up(t->curve, from_xyz[c][0] * x +
							  from_xyz[c][1] * y +
							  from_xyz[c][2] * z);
	}
}

static uint8_t to_byte(double linear)
{
	double v = linear <= 0 ? 0 : linear >= 1 ? 1 : linear_to_srgb(linear);

	return (uint8_t)lround(255 * v);
}

void lab_to_pixel(const double lab[3], uint8_t rgb[3])
{
	double fy = (lab[0] + 16) / 116;
	double x = (double)uncurve((float)(fy + lab[1] / 500));
	double y = (double)uncurve((float)fy);
	double z = (double)uncurve((float)(fy - lab[2] / 200));
	int c;

	for (c = 0; c < 3; c++)
		rgb[c] = to_byte((double)from_xyz[c][0] * x +
				 (double)from_xyz[c][1] * y +
				 (double)from_xyz[c][2] * z);
}

double lab_distance(const double a[3], const double b[3])
{
	double l = a[0] - b[0], u = a[1] - b[1], v = a[2] - b[2];

	return sqrt(l * l + u * u + v * v);
}
