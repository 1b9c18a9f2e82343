/* SPDX-License-Identifier: MIT */
#include "image/matte/unmix.h"

#include <math.h>

/* Colours nearer than this (levels) cannot be told apart. */
static const float least_contrast = 15;
/* How well the colours of person and wall are known, levels. */
static const float noise = 12;
/* From this contrast (levels) on the colours are the better witness. */
static const float clear_contrast = 60;
/* Of a squared distance off the line, in a variance. */
static const float off_line_weight = 2;
/*
 * Dividing by a smaller alpha than this makes noise into colour; the pixel's
 * own colour is taken little by little, wholly from their sum on.
 */
static const float least_alpha = 0.1f, alpha_ramp = 0.3f;

void unmix_set_contrast(struct unmix *m)
{
	float sum = 0;
	int c;

	for (c = 0; c < 3; c++) {
		float d = m->person[c] - m->wall[c];

		sum += d * d;
	}
	m->contrast = sqrtf(sum);
}

static float within_one(float v)
{
	return v > 0 ? v < 1 ? v : 1 : 0;
}

/*
 * Where a pixel is beside the line from the wall's to the person's colour.
 *
 *               x pixel
 *               | off_line (squared)
 *   wall o------+-------o person
 *        0    alpha     1
 */
struct projection {
	float alpha;	/* along it, 0..1 */
	float off_line; /* squared levels; none beyond the person's end */
};

static struct projection project(const struct unmix *m, const uint8_t *pixel)
{
	float along = 0, far = 0, line = m->contrast * m->contrast;
	float least = least_contrast * least_contrast;
	struct projection p;
	int c;

	for (c = 0; c < 3; c++) {
		float d = (float)pixel[c] - m->wall[c];

		along += d * (m->person[c] - m->wall[c]);
		far += d * d;
	}
	p.alpha = within_one(along / fmaxf(line, least));
	if (along >= line)
		p.off_line = 0;
	else if (along <= 0)
		p.off_line = far;
	else
		p.off_line = fmaxf(far - along * along / line, 0);
	return p;
}

/*
 * What is off the line has a colour of the person's that is not the one
 * assumed, a light strand in dark hair, and its place along it says little.
 */
float unmix_alpha(const struct unmix *m, const uint8_t *pixel)
{
	struct projection p = project(m, pixel);
	float length = fmaxf(m->contrast, least_contrast);
	float off = noise * noise +
		    p.alpha * m->person_sigma * m->person_sigma +
		    off_line_weight * p.off_line;
	float clear = clear_contrast / length;
	float colour = off / (length * length) * fminf(1, clear * clear);
	float outline = m->outline_sigma * m->outline_sigma;

	return (p.alpha * outline + m->outline_alpha * colour) /
	       (outline + colour);
}

static uint8_t to_byte(float v)
{
	return v <= 0 ? 0 : v >= 255 ? 255 : (uint8_t)(v + 0.5f);
}

void unmix_foreground(const struct unmix *m, float alpha, const uint8_t *pixel,
		      uint8_t *out)
{
	float trust = within_one((alpha - least_alpha) / alpha_ramp);
	int c;

	for (c = 0; c < 3; c++) {
		float own = ((float)pixel[c] - (1 - alpha) * m->wall[c]) /
			    fmaxf(alpha, least_alpha);

		out[c] = to_byte(trust * fminf(fmaxf(own, 0), 255) +
				 (1 - trust) * m->person[c]);
	}
}
