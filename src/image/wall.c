/* SPDX-License-Identifier: MIT */
#include "image/wall.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/lab.h"

enum { TERMS = 6, SAMPLES = 2400, ROUNDS = 4, REWEIGHT = 5 };

/* Least spread that is believed: JPEG and the sensor are never quieter. */
static const float spread_floor[3] = {1.5f, 0.8f, 0.8f};
static const float fit_floor[3] = {0.8f, 0.4f, 0.4f};

struct fit {
	double coef[3][TERMS];
	int terms; /* 3 linear, 6 quadratic */
	float spread[3];
};

struct samples {
	int n;
	float base[SAMPLES][TERMS];
	float colour[3][SAMPLES], rest[3][SAMPLES];
	float weight[SAMPLES], scratch[SAMPLES];
};

static void basis(float x, float y, float out[TERMS])
{
	out[0] = 1;
	out[1] = x;
	out[2] = y;
	out[3] = x * x;
	out[4] = x * y;
	out[5] = y * y;
}

/* The middle one of v[n] by size; changes the order of v. */
static float median(float *v, int n)
{
	int low = 0, high = n - 1, k = n / 2;

	while (low < high) {
		float pivot = v[(low + high) / 2];
		int i = low, j = high;

		while (i <= j) {
			while (v[i] < pivot)
				i++;
			while (v[j] > pivot)
				j--;
			if (i <= j) {
				float t = v[i];

				v[i++] = v[j];
				v[j--] = t;
			}
		}
		if (k <= j)
			high = j;
		else if (k >= i)
			low = i;
		else
			break;
	}
	return v[k];
}

static void take_samples(const struct plane lab[3], const struct mask *use,
			 struct samples *s)
{
	size_t i, n = (size_t)use->width * (size_t)use->height;
	size_t step = mask_count(use) / SAMPLES + 1, seen = 0;
	int c;

	s->n = 0;
	for (i = 0; i < n && s->n < SAMPLES; i++) {
		if (!use->data[i] || seen++ % step)
			continue;
		basis((float)(i % (size_t)use->width) / (float)use->width -
			      0.5f,
		      (float)(i / (size_t)use->width) / (float)use->height -
			      0.5f,
		      s->base[s->n]);
		for (c = 0; c < 3; c++)
			s->colour[c][s->n] = lab[c].data[i];
		s->weight[s->n++] = 1;
	}
}

/* Gauss without pivoting: the matrix is positive definite by the ridge. */
static void solve(double m[TERMS][TERMS], double v[3][TERMS], int n)
{
	int i, j, k, c;

	for (i = 0; i < n; i++) {
		for (j = i + 1; j < n; j++) {
			double f = m[j][i] / m[i][i];

			for (k = i; k < n; k++)
				m[j][k] -= f * m[i][k];
			for (c = 0; c < 3; c++)
				v[c][j] -= f * v[c][i];
		}
	}
	for (c = 0; c < 3; c++) {
		for (i = n - 1; i >= 0; i--) {
			for (k = i + 1; k < n; k++)
				v[c][i] -= m[i][k] * v[c][k];
			v[c][i] /= m[i][i];
		}
	}
}

/* Weighted least squares; a small ridge keeps the curved terms modest. */
static void fit_once(const struct samples *s, struct fit *fit)
{
	double m[TERMS][TERMS] = {{0}}, v[3][TERMS] = {{0}};
	int i, j, k, c;

	for (i = 0; i < s->n; i++) {
		for (j = 0; j < fit->terms; j++) {
			double wb = s->weight[i] * s->base[i][j];

			for (k = 0; k < fit->terms; k++)
				m[j][k] += wb * s->base[i][k];
			for (c = 0; c < 3; c++)
				v[c][j] += wb * s->colour[c][i];
		}
	}
	for (j = 0; j < fit->terms; j++)
		m[j][j] += 1e-9 + (j >= 3 ? 1e-5 * s->n : 0);
	solve(m, v, fit->terms);
	memset(fit->coef, 0, sizeof(fit->coef));
	for (c = 0; c < 3; c++)
		memcpy(fit->coef[c], v[c], sizeof(double) * (size_t)fit->terms);
}

static void reweight(struct samples *s, struct fit *fit)
{
	int i, j, c;

	for (i = 0; i < s->n; i++)
		s->weight[i] = 0;
	for (c = 0; c < 3; c++) {
		for (i = 0; i < s->n; i++) {
			double v = 0;

			for (j = 0; j < fit->terms; j++)
				v += fit->coef[c][j] * s->base[i][j];
			s->rest[c][i] = s->colour[c][i] - (float)v;
			s->scratch[i] = fabsf(s->rest[c][i]);
		}
		fit->spread[c] =
			fmaxf(1.4826f * median(s->scratch, s->n), fit_floor[c]);
		for (i = 0; i < s->n; i++) {
			float r = s->rest[c][i] / fit->spread[c];

			s->weight[i] += r * r;
		}
	}
	for (i = 0; i < s->n; i++) {
		float q = s->weight[i] / 9; /* (d / 3)^2 */

		s->weight[i] = 1 / (1 + q * q);
	}
}

static void fit_robust(struct samples *s, struct fit *fit)
{
	int round;

	for (round = 0; round < REWEIGHT; round++) {
		fit_once(s, fit);
		reweight(s, fit);
	}
}

static void evaluate(const struct fit *fit, const struct plane lab[3],
		     struct wall *w)
{
	int width = lab[0].width, height = lab[0].height, x, y, c;

	for (c = 0; c < 3; c++) {
		const double *k = fit->coef[c];

		for (y = 0; y < height; y++) {
			float v = (float)y / (float)height - 0.5f;
			float k0 = (float)(k[0] + k[2] * v + k[5] * v * v);
			float k1 = (float)(k[1] + k[4] * v), k2 = (float)k[3];
			float *out = plane_row(&w->model[c], y);
			float *rest = plane_row(&w->rest[c], y);
			const float *in = plane_row(&lab[c], y);

			for (x = 0; x < width; x++) {
				float u = (float)x / (float)width - 0.5f;

				out[x] = k0 + u * (k1 + u * k2);
				rest[x] = in[x] - out[x];
			}
		}
		w->spread[c] = fmaxf(fit->spread[c], spread_floor[c]);
	}
}

/*
 * Distance in spreads.  A pixel a little darker than the wall counts less
 * (shade of the person): below 1 in dark_weight.
 */
static void measure(struct wall *w, float dark_weight, float sigma)
{
	size_t i, n = (size_t)w->distance.width * (size_t)w->distance.height;
	float k0 = 1 / w->spread[0], k1 = 1 / w->spread[1];
	float k2 = 1 / w->spread[2];

	for (i = 0; i < n; i++) {
		float l = w->rest[0].data[i], a = w->rest[1].data[i] * k1;
		float b = w->rest[2].data[i] * k2;
		float dark = l < 0 && l > -18 ? dark_weight : 1;

		w->distance.data[i] =
			sqrtf(l * l * k0 * k0 * dark + a * a + b * b);
	}
	plane_gauss(&w->distance, &w->distance, sigma);
}

static void make_seeds(struct mask *seed, struct image_box face)
{
	int width = seed->width, band = width / 20 > 2 ? width / 20 : 2;
	int low = face.y + face.height * 9 / 10;

	mask_rect(seed, (struct image_box){0, 0, width, band}, 1);
	mask_rect(seed, (struct image_box){0, 0, band, low}, 1);
	mask_rect(seed, (struct image_box){width - band, 0, band, low}, 1);
}

/* The part of the picture that is like the wall and joined to its seeds. */
static void regrow(struct wall *w)
{
	size_t i, n = (size_t)w->sure.width * (size_t)w->sure.height;

	measure(w, 1, 0.7f);
	for (i = 0; i < n; i++)
		w->sure.data[i] = w->distance.data[i] < 4;
	mask_reach(&w->sure, &w->seed);
	mask_shrink(&w->sure, 1);
	if (mask_count(&w->sure) < n / 1500 + 1)
		memcpy(w->sure.data, w->seed.data, n);
}

static void wall_init(struct wall *w, int width, int height)
{
	int c;

	for (c = 0; c < 3; c++) {
		plane_init(&w->model[c], width, height);
		plane_init(&w->rest[c], width, height);
		plane_init(&w->rgb[c], width, height);
	}
	plane_init(&w->distance, width, height);
	mask_init(&w->seed, width, height);
	mask_init(&w->sure, width, height);
}

void wall_release(struct wall *w)
{
	int c;

	for (c = 0; c < 3; c++) {
		plane_release(&w->model[c]);
		plane_release(&w->rest[c]);
		plane_release(&w->rgb[c]);
	}
	plane_release(&w->distance);
	mask_release(&w->seed);
	mask_release(&w->sure);
}

void wall_fit(const struct plane lab[3], struct image_box face,
	      struct wall *out)
{
	struct samples *s = mem_xmalloc(sizeof(*s));
	struct fit fit = {.terms = 3};
	int round;

	wall_init(out, lab[0].width, lab[0].height);
	make_seeds(&out->seed, face);
	memcpy(out->sure.data, out->seed.data,
	       (size_t)lab[0].width * (size_t)lab[0].height);
	for (round = 0; round < ROUNDS; round++) {
		take_samples(lab, &out->sure, s);
		fit_robust(s, &fit);
		evaluate(&fit, lab, out);
		regrow(out);
		fit.terms = TERMS;
	}
	measure(out, 0.35f, 0.6f);
	lab_to_rgb(out->model, out->rgb);
	free(s);
}

/* Where the picture is the wall times one factor, softly. */
static void shade_mask(const struct wall *w, const struct image *rgb,
		       struct mask *shade)
{
	struct plane c[3], slope;
	size_t i, n = (size_t)shade->width * (size_t)shade->height;
	int k, x, y, width = shade->width;

	for (k = 0; k < 3; k++) {
		plane_from_image(&c[k], rgb, k);
		plane_gauss(&c[k], &c[k], 0.7f);
	}
	plane_init(&slope, shade->width, shade->height);
	for (y = 1; y < shade->height - 1; y++) {
		for (x = 1; x < width - 1; x++) {
			const float *g = plane_row(&c[1], y) + x;
			float h = g[1] - g[-1], v = g[width] - g[-width];

			plane_row(&slope, y)[x] = sqrtf(h * h + v * v) / 2;
		}
	}
	for (i = 0; i < n; i++) {
		float r[3], mean, off = 0;

		for (k = 0; k < 3; k++)
			r[k] = (c[k].data[i] + 4) / (w->rgb[k].data[i] + 4);
		mean = (r[0] + r[1] + r[2]) / 3;
		for (k = 0; k < 3; k++)
			off = fmaxf(off, fabsf(r[k] / mean - 1));
		shade->data[i] = mean > 0.55f && mean < 1.03f && off < 0.045f &&
				 slope.data[i] < 12;
	}
	for (k = 0; k < 3; k++)
		plane_release(&c[k]);
	plane_release(&slope);
}

void wall_add_shadow(struct wall *w, const struct image *rgb,
		     struct image_box face)
{
	int width = w->sure.width, height = w->sure.height;
	int low = face.y + face.height * 19 / 10;
	const double centre[2] = {face.x + face.width / 2.0,
				  face.y + face.height / 2.0};
	const double radius[2] = {0.5 * face.width, 0.62 * face.height};
	struct mask shade, joined;
	size_t i, n = (size_t)width * (size_t)height;

	mask_init(&shade, width, height);
	shade_mask(w, rgb, &shade);
	mask_rect(&shade, (struct image_box){0, low, width, height}, 0);
	mask_ellipse(&shade, centre, radius, 0);
	mask_shrink(&shade, 1);
	mask_grow(&shade, 1);
	mask_copy(&shade, &joined);
	for (i = 0; i < n; i++)
		joined.data[i] |= w->sure.data[i];
	mask_reach(&joined, &w->sure);
	for (i = 0; i < n; i++) {
		if (!joined.data[i] || !shade.data[i] || w->sure.data[i])
			continue;
		w->sure.data[i] = 1;
		w->distance.data[i] = fminf(w->distance.data[i], 1.5f);
	}
	mask_release(&shade);
	mask_release(&joined);
}
