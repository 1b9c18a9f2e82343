/* SPDX-License-Identifier: MIT */
#include "code/code_colour.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "code/code_closeup.h"

/* Part of the pixels that must be clear before black is laid under them. */
static const double least_clear = 0.02;
/* Greys; and the part of the others that must be lighter. */
enum { LIGHT = 150 };
static const double least_light = 0.8;
/* Greys between two channels of a seal; the part of the pixels it has. */
static const int strong_colour = 60;
static const double least_coloured = 0.005;
/* Shorter sides of the pictures that are searched for busy colours. */
enum { LEAST_GLANCE = 48, MOST_GLANCE = 400 };
/* A part's sides: version 1 at two pixels a module. */
enum { LEAST_PART = 44 };
/* Steps of the power method; far more than a plane picture of a code needs. */
enum { POWER_STEPS = 32 };

/* grey = least + sum of weight * channel, clipped. */
struct projection {
	double weight[3], base;
};

static const uint8_t *pixel(const struct image *im, size_t i)
{
	return im->data + i * (size_t)im->channels;
}

static size_t pixels(const struct image *im)
{
	return (size_t)im->width * (size_t)im->height;
}

static bool plane_init(const struct image *im, struct image *out)
{
	return image_init(out, im->width, im->height, 1, NULL) == 0;
}

/* What is looked at for busy parts, and the steps that make one there. */
enum glance { GLANCE_RED_GREEN, GLANCE_BLUE, GLANCE_GREY };

/*
 * Greys from pixel to pixel: more than faces and clothes have in colours; in
 * grey, what black modules on white have and little else does.
 */
static const int least_step[] = {13, 13, 45};

static int glance_at(const uint8_t *p, int channels, enum glance what)
{
	/* clear parts have no colour, whatever they hold */
	if (channels == 4 && p[3] < 128)
		return what == GLANCE_GREY ? 255 : 128;
	switch (what) {
	case GLANCE_RED_GREEN:
		return 128 + (p[0] - p[1]) / 2;
	case GLANCE_BLUE:
		return 128 + (2 * p[2] - p[0] - p[1]) / 4;
	default:
		return (p[0] + 2 * p[1] + p[2]) / 4;
	}
}

/*
 * Of every stride-th pixel each way: modules that are large in the picture
 * are small then, and as busy.
 */
static bool make_glance(const struct image *im, enum glance what, int stride,
			struct image *out)
{
	int x, y;

	if (image_init(out, im->width / stride, im->height / stride, 1, NULL) <
	    0)
		return false;
	for (y = 0; y < out->height; y++)
		for (x = 0; x < out->width; x++)
			image_row(out, y)[x] = (uint8_t)glance_at(
				image_row(im, y * stride) +
					x * stride * im->channels,
				im->channels, what);
	return true;
}

/* Shares of the pixels are counted on so many a side at least. */
enum { SHARE_SIDE = 192 };

static int share_stride(const struct image *im)
{
	int least = im->width < im->height ? im->width : im->height;

	return least < 2 * SHARE_SIDE ? 1 : least / SHARE_SIDE;
}

/*
 * Clear ground, and nearly all that is not clear too light to be seen on
 * white: a cut-out portrait is not looked at again.
 */
static bool is_light_on_clear(const struct image *im, bool *clear_ground)
{
	int x, y, n = 0, clear = 0, light = 0, stride = share_stride(im);

	*clear_ground = false;
	if (im->channels != 4)
		return false;
	for (y = 0; y < im->height; y += stride)
		for (x = 0; x < im->width; x += stride, n++) {
			const uint8_t *p = image_row(im, y) + 4 * x;

			clear += p[3] < 128;
			light += p[3] >= 128 && p[0] + p[1] + p[2] > 3 * LIGHT;
		}
	*clear_ground = clear > least_clear * n;
	return *clear_ground && light > least_light * (n - clear);
}

/* A busy part at one stride: where, in the picture. */
static bool find_busy(const struct image *im, enum glance what, int stride,
		      struct image_box *part)
{
	struct image_box parts[CODE_CLOSEUP_PARTS];
	struct qr_work work = {INT64_MAX / 2};
	struct image small = IMAGE_INIT;
	int n = 0;

	if (make_glance(im, what, stride, &small))
		n = code_closeup_find(&small, least_step[what], &work, parts);
	image_release(&small);
	if (n == 0 || parts[0].width < LEAST_PART ||
	    parts[0].height < LEAST_PART)
		return false;
	*part = image_box_round(parts[0].x * stride, parts[0].y * stride,
				parts[0].width * stride,
				parts[0].height * stride);
	return true;
}

static bool find_part(const struct image *im, enum glance what,
		      struct image_box *part)
{
	int least = im->width < im->height ? im->width : im->height;
	int stride;

	for (stride = 1; least / stride >= LEAST_GLANCE; stride *= 2)
		if (least / stride <= MOST_GLANCE &&
		    find_busy(im, what, stride, part))
			return true;
	return false;
}

static bool find_coloured_part(const struct image *im, struct image_box *part)
{
	return find_part(im, GLANCE_RED_GREEN, part) ||
	       find_part(im, GLANCE_BLUE, part);
}

/* A seal is more than a coloured letter. */
static bool is_coloured(const struct image *im)
{
	int x, y, n = 0, coloured = 0, stride = share_stride(im);

	for (y = 0; y < im->height; y += stride)
		for (x = 0; x < im->width; x += stride, n++) {
			const uint8_t *p = image_row(im, y) + im->channels * x;

			coloured += abs(p[0] - p[1]) > strong_colour ||
				    abs(p[2] - p[1]) > strong_colour;
		}
	return coloured > least_coloured * n;
}

bool code_colour_may(const struct image *im, const struct code_ladder *ladder)
{
	struct image_box part;
	bool clear, light = is_light_on_clear(im, &clear);

	/* the edge of a cut-out is busy, and it is no code */
	if (clear)
		return light;
	if (find_coloured_part(im, &part))
		return true;
	return is_coloured(im) &&
	       (ladder->sure || find_part(im, GLANCE_GREY, &part));
}

static bool over_black(const struct image *im, struct image *out)
{
	size_t i, n = pixels(im);

	if (!plane_init(im, out))
		return false;
	for (i = 0; i < n; i++) {
		const uint8_t *p = pixel(im, i);
		int grey = (77 * p[0] + 150 * p[1] + 29 * p[2] + 128) >> 8;

		out->data[i] = (uint8_t)(grey * p[3] / 255);
	}
	return true;
}

static bool brightest(const struct image *im, struct image *out)
{
	size_t i, n = pixels(im);

	if (!plane_init(im, out))
		return false;
	for (i = 0; i < n; i++) {
		const uint8_t *p = pixel(im, i);
		uint8_t high = p[0] > p[1] ? p[0] : p[1];

		out->data[i] = high > p[2] ? high : p[2];
	}
	return true;
}

static bool project(const struct image *im, const struct projection *how,
		    struct image *out)
{
	size_t i, n = pixels(im);

	if (!plane_init(im, out))
		return false;
	for (i = 0; i < n; i++) {
		const uint8_t *p = pixel(im, i);
		double grey = how->base + how->weight[0] * p[0] +
			      how->weight[1] * p[1] + how->weight[2] * p[2];

		out->data[i] = (uint8_t)number_clamp((int)grey, 0, 255);
	}
	return true;
}

/* Means and covariance of the colours of a part. */
static void covariance(const struct image *im, const struct image_box *part,
		       double mean[3], double c[3][3])
{
	double n = (double)part->width * part->height;
	int x, y, i, j;

	for (y = part->y; y < part->y + part->height; y++)
		for (x = part->x; x < part->x + part->width; x++) {
			const uint8_t *p = image_row(im, y) + x * im->channels;

			for (i = 0; i < 3; i++) {
				mean[i] += p[i] / n;
				for (j = 0; j < 3; j++)
					c[i][j] += p[i] * p[j] / n;
			}
		}
	for (i = 0; i < 3; i++)
		for (j = 0; j < 3; j++)
			c[i][j] -= mean[i] * mean[j];
}

/* The main axis by the power method, scaled so that it fills the greys. */
static void principal(const struct image *im, const struct image_box *part,
		      struct projection *out)
{
	double mean[3] = {0}, c[3][3] = {{0}}, v[3] = {1, -0.6, 0.3}, w[3];
	double length = 0;
	int step, i, j;

	covariance(im, part, mean, c);
	for (step = 0; step < POWER_STEPS; step++) {
		for (i = 0; i < 3; i++)
			for (w[i] = 0, j = 0; j < 3; j++)
				w[i] += c[i][j] * v[j];
		length = sqrt(w[0] * w[0] + w[1] * w[1] + w[2] * w[2]);
		for (i = 0; i < 3 && length > 0; i++)
			v[i] = w[i] / length;
	}
	/* two deviations each way are all there is of two tones */
	length = fmax(sqrt(length), 1);
	out->base = 128;
	for (i = 0; i < 3; i++) {
		out->weight[i] = v[i] * 64 / length;
		out->base -= out->weight[i] * mean[i];
	}
}

/*
 * Nominal work of a plane: what a code costs that is clear there.  One that is
 * not is poor in colours too, and grey has spent its budget on it already.
 */
static const double plane_ms = 15, megapixel_ms = 30;

/* Takes the plane; whether a code was read on it. */
static bool climb(struct image *take_plane, int budget_ms,
		  struct code_ladder *ladder)
{
	double ms = plane_ms + megapixel_ms * 1e-6 * take_plane->width *
				       take_plane->height;
	struct code_ladder there;
	bool read;

	if (budget_ms > 0)
		ms = fmin(ms, budget_ms);
	code_ladder_run(take_plane, (int)ms, &there);
	image_release(take_plane);
	read = there.found.n > 0;
	ladder->seen = ladder->seen || there.seen;
	if (read) {
		code_ladder_release(ladder);
		*ladder = there;
	} else {
		code_ladder_release(&there);
	}
	return read;
}

static bool try_colours(const struct image *im, const struct image_box *part,
			int budget_ms, struct code_ladder *ladder)
{
	struct image plane = IMAGE_INIT;
	struct projection how;
	int i;

	if (brightest(im, &plane) && climb(&plane, budget_ms, ladder))
		return true;
	principal(im, part, &how);
	if (project(im, &how, &plane) && climb(&plane, budget_ms, ladder))
		return true;
	for (i = 0; i < 3; i++) {
		how = (struct projection){.weight = {0}};
		how.weight[i] = 1;
		if (project(im, &how, &plane) &&
		    climb(&plane, budget_ms, ladder))
			return true;
	}
	return false;
}

void code_colour_run(const struct image *im, int budget_ms,
		     struct code_ladder *ladder)
{
	struct image plane = IMAGE_INIT;
	struct image_box part;
	bool clear;

	if (is_light_on_clear(im, &clear) && over_black(im, &plane))
		climb(&plane, budget_ms, ladder);
	if (clear)
		return;
	if (!find_coloured_part(im, &part))
		part = (struct image_box){0, 0, im->width, im->height};
	try_colours(im, &part, budget_ms, ladder);
}
