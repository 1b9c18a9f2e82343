/* SPDX-License-Identifier: MIT */
#include "image/portrait/quality.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "image/pixel/clones.h"
#include "image/pixel/lab.h"
#include "image/pixel/rank.h"
#include "image/portrait/quality_detail.h"
#include "image/portrait/quality_eyes.h"

static const double srgb_gamma = 2.2;

/* Of the picture: its brightest but for 2 %, the most coloured but for 5 %. */
static const double brightest = 0.98, most_coloured = 0.95;

/* Levels: no detail left, and what may shine; light over the face's middle. */
enum { CLIPPED = 250, SHINY = 222 };
static const double shiny_light = 1.5;

/* So dark a half still gives a ratio, light. */
static const double least_light = 1e-3;

/* Shoulders: beside the middle, half of their width, face widths. */
static const double shoulder_at = 0.62, shoulder_half = 0.14;
/* Their first row: chin and lower edge, each by its part. */
static const double chin_part = 0.35, edge_part = 0.65;
enum { LEAST_CLOTHES = 4 };

/* More than any two colours are apart, Lab. */
static const double farther_than_any = 200;

/* A frame is sought in so many percent of the width from each side. */
enum { FRAME_DEPTH = 8, FRAME_STEP = 2 };

/* A part of the face in face widths from the middle of the eyes' line. */
static struct image_box face_part(const struct quality_from *from,
				  const double at[4])
{
	double w = from->head->width;
	int x0 = (int)number_clamp_double(from->head->centre + at[0] * w, 0,
					  from->rgb->width);
	int y0 = (int)number_clamp_double(from->head->eye_line + at[1] * w, 0,
					  from->rgb->height);
	int x1 = (int)number_clamp_double(from->head->centre + at[2] * w, 0,
					  from->rgb->width);
	int y1 = (int)number_clamp_double(from->head->eye_line + at[3] * w, 0,
					  from->rgb->height);

	return (struct image_box){x0, y0, x1 > x0 ? x1 - x0 : 0,
				  y1 > y0 ? y1 - y0 : 0};
}

/* sRGB to light, 0..1 (IEC 61966-2-1, as a power of 2.2). */
static double light_of(int v)
{
	return pow(v / 255.0, srgb_gamma);
}

static int quantile(const size_t count[256], double q)
{
	size_t all = 0, below = 0;
	int v;

	for (v = 0; v < 256; v++)
		all += count[v];
	for (v = 0; v < 255; v++) {
		below += count[v];
		if ((double)below > q * (double)all)
			break;
	}
	return v;
}

static int grey_quantile(const struct image *grey, struct image_box box,
			 double q)
{
	size_t count[256] = {0};
	int x, y;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			count[image_row(grey, y)[x]]++;
	return quantile(count, q);
}

static void measure_light(const struct quality_from *from, struct quality *out)
{
	size_t count[256];
	uint8_t rgb[3];
	double lab[3];

	image_levels(from->grey, count);
	memset(rgb, quantile(count, brightest), sizeof(rgb));
	lab_of_pixel(rgb, lab);
	out->light = lab[0];
}

/* How far skin is from its tint, and the share of a half that shows it. */
static const double skin_off = 0.03, least_skin = 0.15;

/* Red and blue beside green: much the same in light and in shade. */
struct tint {
	double red, blue;
};

static struct tint tint_of(const uint8_t *p)
{
	double all = p[0] + p[1] + p[2] + 6;

	return (struct tint){(p[0] - p[1]) / all, (p[2] - p[1]) / all};
}

/*
 * The face's two halves begin at the middle of its outline: of a head turned a
 * little the eyes' middle lies beside it, and one half would hold an ear.
 */
static struct quality_from centre_on_axis(const struct quality_from *from,
					  struct head *head)
{
	struct quality_from out = *from;

	*head = *from->head;
	head->centre += head->axis;
	out.head = head;
	return out;
}

/* The middle tint of the face beside and below the nose. */
static struct tint skin_tint(const struct quality_from *from)
{
	static const double at[4] = {-0.25, 0.1, 0.25, 0.4};
	struct image_box box = face_part(from, at);
	size_t n = 0, room = (size_t)box.width * (size_t)box.height;
	double *red = mem_xcalloc(2 * room + 2, sizeof(*red));
	double *blue = red + room + 1;
	struct tint t;
	int x, y;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++, n++) {
			t = tint_of(image_row(from->rgb, y) + 3 * x);
			red[n] = t.red;
			blue[n] = t.blue;
		}
	t.red = rank_double(red, n, n / 2);
	t.blue = rank_double(blue, n, n / 2);
	free(red);
	return t;
}

static bool is_like(const struct tint *skin, const uint8_t *p)
{
	struct tint t = tint_of(p);

	return fabs(t.red - skin->red) < skin_off &&
	       fabs(t.blue - skin->blue) < skin_off;
}

/*
 * The middle light of what is tinted as skin in a part of the face, so that
 * neither hair nor beard nor wall has a say; of all where the dark hides it.
 */
static double skin_light(const struct quality_from *from, const double at[4],
			 const struct tint *skin)
{
	struct image_box box = face_part(from, at);
	size_t like[256] = {0}, all[256] = {0}, n = 0;
	int x, y, v;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++) {
			v = image_row(from->grey, y)[x];
			all[v]++;
			if (is_like(skin, image_row(from->rgb, y) + 3 * x)) {
				like[v]++;
				n++;
			}
		}
	if ((double)n < least_skin * box.width * box.height)
		return light_of(quantile(all, 0.5));
	return light_of(quantile(like, 0.5));
}

static void measure_halves(const struct quality_from *seen, struct quality *out)
{
	static const double left[4] = {-0.36, 0.1, -0.08, 0.62};
	static const double right[4] = {0.08, 0.1, 0.36, 0.62};
	struct head head;
	struct quality_from from = centre_on_axis(seen, &head);
	struct tint skin = skin_tint(&from);
	double a = skin_light(&from, left, &skin) + least_light;
	double b = skin_light(&from, right, &skin) + least_light;

	out->halves = a > b ? a / b : b / a;
}

/* Burnt out pixels, and those that shine: much over the face's middle. */
static void measure_highlights(const struct quality_from *from,
			       struct quality *out)
{
	static const double at[4] = {-0.4, -0.4, 0.4, 0.75};
	struct image_box box = face_part(from, at);
	int middle = grey_quantile(from->grey, box, 0.5), x, y;
	double n = fmax(1, (double)box.width * box.height);
	double clipped = 0, shiny = 0;
	/* The grey value whose light is half more than the middle's. */
	double bright = middle * pow(shiny_light, 1 / srgb_gamma);

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++) {
			const uint8_t *p = image_row(from->rgb, y) + 3 * x;
			int grey = image_row(from->grey, y)[x];
			int low = p[0] < p[1] ? p[0] : p[1];

			low = p[2] < low ? p[2] : low;
			clipped += low >= CLIPPED;
			shiny += low >= SHINY && grey > bright;
		}
	out->clipped = clipped / n;
	out->highlight = shiny / n;
}

/*
 * The largest channel less the least: no Lab of each pixel is needed to tell a
 * grey picture.
 */
IMAGE_CLONES
static void chroma_of(uint8_t *restrict out, const uint8_t *restrict p, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		uint8_t r = p[3 * i], g = p[3 * i + 1], b = p[3 * i + 2];
		uint8_t high = r > g ? r : g, low = r < g ? r : g;

		high = b > high ? b : high;
		low = b < low ? b : low;
		out[i] = (uint8_t)(high - low);
	}
}

static void measure_chroma(const struct quality_from *from, struct quality *out)
{
	int width = from->rgb->width, x, y, v;
	uint8_t *row = mem_xmalloc((size_t)width);
	size_t count[256] = {0}, odd[256] = {0};

	for (y = 0; y < from->rgb->height; y++) {
		chroma_of(row, image_row(from->rgb, y), width);
		/* two counts, for neighbours are alike and would wait */
		for (x = 0; x + 1 < width; x += 2) {
			count[row[x]]++;
			odd[row[x + 1]]++;
		}
		if (x < width)
			count[row[x]]++;
	}
	for (v = 0; v < 256; v++)
		count[v] += odd[v];
	out->chroma = quantile(count, most_coloured);
	free(row);
}

/* Mean colour of a box. */
static void mean_lab(const struct image *rgb, struct image_box box,
		     double lab[3])
{
	double n = fmax(1, (double)box.width * box.height);
	uint64_t sum[3] = {0};
	uint8_t mean[3];
	int x, y, c;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			for (c = 0; c < 3; c++)
				sum[c] += image_row(rgb, y)[3 * x + c];
	for (c = 0; c < 3; c++)
		mean[c] = (uint8_t)lround((double)sum[c] / n);
	lab_of_pixel(mean, lab);
}

/* The shoulders at the lower edge: the nearer of the two sides counts. */
static void measure_clothes(const struct quality_from *from,
			    struct quality *out)
{
	int h = from->rgb->height,
	    top = (int)number_clamp_double(
		    from->head->chin * chin_part + h * edge_part, 0, h);
	double w = from->head->width, lab[3], d;
	int side;

	out->clothes = farther_than_any;
	for (side = -1; side <= 1; side += 2) {
		double middle = from->head->centre + side * shoulder_at * w;
		int x0 = (int)number_clamp_double(middle - shoulder_half * w, 0,
						  from->rgb->width);
		int x1 = (int)number_clamp_double(middle + shoulder_half * w, 0,
						  from->rgb->width);
		struct image_box box = {x0, top, x1 - x0, h - top};

		if (box.width < LEAST_CLOTHES || box.height < LEAST_CLOTHES)
			continue;
		mean_lab(from->rgb, box, lab);
		d = lab_distance(lab, from->wall->lab);
		if (d < out->clothes) {
			out->clothes = d;
			memcpy(out->clothes_lab, lab, sizeof(lab));
		}
	}
}

/* Mean colour of one side's line of pixels, so many pixels inside. */
static void side_lab(const struct image *rgb, int side, int depth,
		     double lab[3])
{
	int w = rgb->width, h = rgb->height;
	struct image_box boxes[4] = {{w / 8, depth, w * 3 / 4, 1},
				     {w / 8, h - 1 - depth, w * 3 / 4, 1},
				     {depth, h / 8, 1, h * 3 / 4},
				     {w - 1 - depth, h / 8, 1, h * 3 / 4}};

	mean_lab(rgb, boxes[side], lab);
}

/* A frame differs from what is inside it on all four sides. */
static void measure_border(const struct quality_from *from, struct quality *out)
{
	int deep = from->rgb->width * FRAME_DEPTH / 100, side, depth;
	double outer[3], inner[3], d, most;

	out->border = farther_than_any;
	for (side = 0; side < 4; side++) {
		side_lab(from->rgb, side, 0, outer);
		most = 0;
		for (depth = FRAME_STEP; depth <= deep; depth += FRAME_STEP) {
			side_lab(from->rgb, side, depth, inner);
			d = lab_distance(outer, inner);
			most = d > most ? d : most;
		}
		out->border = most < out->border ? most : out->border;
	}
}

void quality_measure(const struct quality_from *from, struct quality *out)
{
	*out = (struct quality){0};
	measure_light(from, out);
	measure_chroma(from, out);
	measure_halves(from, out);
	measure_highlights(from, out);
	measure_clothes(from, out);
	measure_border(from, out);
	out->sharpness = quality_detail_sharpness(from);
	out->texture = quality_detail_texture(from);
	out->pattern = quality_detail_pattern(from);
	if (from->face->has_eyes)
		quality_eyes_measure(from, out);
}
