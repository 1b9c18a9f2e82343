/* SPDX-License-Identifier: MIT */
#include "image/portrait/field.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image/pixel/lab.h"
#include "image/pixel/rank.h"
#include "image/pixel/resize.h"

/* The field's size; the eyes' middle is at (EYE_X, EYE_Y). */
enum { WIDTH = 144, HEIGHT = 176, EYE_X = 72, EYE_Y = 60 };
/* Each cheek's patch, its middle beside and below the eyes' middle. */
enum { CHEEK = 16, CHEEK_X = 20, CHEEK_Y = 25 };
/* Above the forehead and below the crown there is hair. */
enum { HAIR_X = 16, HAIR_TOP = -55, HAIR_END = -44 };

/* Half an edge, as a share of the skin's light: shading is a factor. */
static const float half_edge = 0.34F, least_light = 25;
/* Lab steps: the wall, and what a thing varies by in light and in colour. */
static const float near_wall = 14;
static const float skin_reach[3] = {40, 16, 16}, hair_reach[3] = {30, 12, 12};
/* Hair may be so many times further from the hair seen than from skin. */
static const float like_hair = 3;
/* A crown nearer to skin than this, in squared reaches, is bald. */
static const float bald = 0.15F;
/* How far inside an edge its skin is looked at, pixels of the field. */
static const float inside = 3.5F;
/* Sigma, pixels of the field: pores and JPEG's noise go, edges stay. */
static const float blur = 1.2F;
/* Colour's edges beside light's: cheek and neck differ little in light. */
static const float light_weight = 1, colour_weight = 2;
/* The light's slope across the cheeks goes on so far beside them. */
static const float slope_least = -0.25F, slope_most = 1.25F;

static void add_edges(struct portrait_field *f, const struct plane *p,
		      float weight)
{
	int x, y;

	for (y = 1; y < HEIGHT - 1; y++) {
		const float *row = plane_row(p, y);
		float *xx = plane_row(&f->xx, y), *xy = plane_row(&f->xy, y);
		float *yy = plane_row(&f->yy, y);

		for (x = 1; x < WIDTH - 1; x++) {
			float dx = row[x + 1] - row[x - 1];
			float dy = row[x + WIDTH] - row[x - WIDTH];

			xx[x] += weight * dx * dx;
			xy[x] += weight * dx * dy;
			yy[x] += weight * dy * dy;
		}
	}
}

/* Median of one channel over one cheek. */
static float cheek_median(const struct plane *p, int side)
{
	float v[CHEEK * CHEEK];
	int x, y, n = 0;

	for (y = 0; y < CHEEK; y++) {
		const float *row =
			plane_row(p, EYE_Y + CHEEK_Y - CHEEK / 2 + y) + EYE_X +
			side * CHEEK_X - CHEEK / 2;

		for (x = 0; x < CHEEK; x++)
			v[n++] = row[x];
	}
	return rank_float(v, (size_t)n, (size_t)n / 2);
}

/* The pixel under a place of the patch, or -1. */
static int pixel_at(float u, float v)
{
	int x = (int)(u + EYE_X + 0.5F), y = (int)(v + EYE_Y + 0.5F);

	return x < 0 || y < 0 || x >= WIDTH || y >= HEIGHT ? -1 : y * WIDTH + x;
}

/* The same of a place by the face's own axes. */
static int rotated_at(const struct portrait_field *f, float x, float y)
{
	return pixel_at(x * f->cosine - y * f->sine,
			x * f->sine + y * f->cosine);
}

static float crown_median(const struct portrait_field *f, const struct plane *p)
{
	float v[(2 * HAIR_X + 1) * (HAIR_END - HAIR_TOP)];
	int x, y, at, n = 0;

	for (y = HAIR_TOP; y < HAIR_END; y++)
		for (x = -HAIR_X; x <= HAIR_X; x++) {
			at = rotated_at(f, (float)x, (float)y);
			if (at >= 0)
				v[n++] = p->data[at];
		}
	return n ? rank_float(v, (size_t)n, (size_t)n / 2) : 0;
}

static float square_distance(const float a[3], const float b[3],
			     const float reach[3])
{
	float d, sum = 0;
	int c;

	for (c = 0; c < 3; c++) {
		d = (a[c] - b[c]) / reach[c];
		sum += d * d;
	}
	return sum;
}

/* What the face is made of, in Lab; light comes from a side. */
struct colours {
	float left[3], right[3], crown[3], wall[3];
	bool has_hair;
};

static void find_colours(const struct portrait_field *f,
			 const struct plane lab[3], const struct backdrop *wall,
			 struct colours *s)
{
	int c;

	for (c = 0; c < 3; c++) {
		s->left[c] = cheek_median(&lab[c], -1);
		s->right[c] = cheek_median(&lab[c], 1);
		s->crown[c] = crown_median(f, &lab[c]);
		s->wall[c] = (float)wall->lab[c];
	}
	s->has_hair = square_distance(s->crown, s->left, skin_reach) > bald &&
		      square_distance(s->crown, s->right, skin_reach) > bald;
}

/*
 * Skin is a soft share, for edges weigh by it; hair is yes or no.  Skin's
 * colour goes from one cheek's to the other's, since light comes from a side.
 */
static void classify(struct portrait_field *f, const struct plane lab[3],
		     const struct colours *s)
{
	static const float one[3] = {1, 1, 1};
	float skin[3], here[3], t, off;
	size_t i = 0;
	int x, y, c;

	for (y = 0; y < HEIGHT; y++)
		for (x = 0; x < WIDTH; x++, i++) {
			t = (float)(x - EYE_X) / (2 * CHEEK_X) + 0.5F;
			t = fminf(fmaxf(t, slope_least), slope_most);
			for (c = 0; c < 3; c++) {
				skin[c] = s->left[c] +
					  t * (s->right[c] - s->left[c]);
				here[c] = lab[c].data[i];
			}
			off = square_distance(here, skin, skin_reach);
			f->skin.data[i] = 1 / (1 + off);
			f->hair.data[i] =
				s->has_hair &&
				square_distance(here, s->wall, one) >
					near_wall * near_wall &&
				square_distance(here, s->crown, hair_reach) <
					like_hair * off;
		}
}

static void fill_field(struct portrait_field *f, const struct image *patch,
		       const struct backdrop *wall)
{
	struct plane *all[5] = {&f->xx, &f->xy, &f->yy, &f->skin, &f->hair};
	struct plane lab[3];
	struct colours colours;
	int c;

	for (c = 0; c < 5; c++)
		plane_init(all[c], WIDTH, HEIGHT);
	lab_from_image(patch, lab);
	for (c = 0; c < 3; c++) {
		plane_gauss(&lab[c], &lab[c], blur);
		add_edges(f, &lab[c], c ? colour_weight : light_weight);
	}
	find_colours(f, lab, wall, &colours);
	f->noise = half_edge *
		   fmaxf(least_light, (colours.left[0] + colours.right[0]) / 2);
	classify(f, lab, &colours);
	for (c = 0; c < 3; c++)
		plane_release(&lab[c]);
}

int portrait_field_init(struct portrait_field *f,
			const struct portrait_field_from *from,
			struct error *err)
{
	struct resize_region region = {from->eye_x - EYE_X * from->pixel,
				       from->eye_y - EYE_Y * from->pixel,
				       WIDTH * from->pixel,
				       HEIGHT * from->pixel};
	struct image patch = IMAGE_INIT;

	memset(f, 0, sizeof(*f));
	f->cosine = (float)cos(from->tilt * M_PI / 180);
	f->sine = (float)sin(from->tilt * M_PI / 180);
	if (resize_region(from->rgb, region,
			  (struct resize_size){WIDTH, HEIGHT}, &patch, err) < 0)
		return -1;
	fill_field(f, &patch, from->wall);
	image_release(&patch);
	return 0;
}

void portrait_field_release(struct portrait_field *f)
{
	plane_release(&f->xx);
	plane_release(&f->xy);
	plane_release(&f->yy);
	plane_release(&f->skin);
	plane_release(&f->hair);
}

float portrait_field_edge(const struct portrait_field *f,
			  const struct portrait_field_point *at)
{
	float u = at->x * f->cosine - at->y * f->sine;
	float v = at->x * f->sine + at->y * f->cosine;
	float mx = at->nx * f->cosine - at->ny * f->sine;
	float my = at->nx * f->sine + at->ny * f->cosine, e;
	int here = pixel_at(u, v);
	int skin = pixel_at(u - inside * mx, v - inside * my);

	if (here < 0 || skin < 0)
		return 0;
	e = mx * mx * f->xx.data[here] + 2 * mx * my * f->xy.data[here] +
	    my * my * f->yy.data[here];
	e = sqrtf(e > 0 ? e : 0);
	return f->skin.data[skin] * e / (e + f->noise * at->faint);
}

bool portrait_field_is_hair(const struct portrait_field *f, float x, float y)
{
	int at = rotated_at(f, x, y);

	return at >= 0 && f->hair.data[at] > 0;
}
