/* SPDX-License-Identifier: MIT */
/*
 * What the drawing parts of the synthetic sitter share: the oversampled
 * canvas (premultiplied RGBA floats, sRGB values 0..1), the way from its
 * pixels to the head's coordinates, and the lamp.  Internal to sitter_*.c.
 */
#ifndef SUPPORT_SITTER_SCENE_H
#define SUPPORT_SITTER_SCENE_H

#include "support/sitter.h"
#include "support/sitter_random.h"

struct sitter_canvas {
	int width, height;
	float *px; /* 4 a pixel */
};

enum { SITTER_OUTLINE = 512, SITTER_WARP_U = 28, SITTER_WARP_V = 40 };

struct sitter_scene {
	const struct sitter_person *p; /* now */
	const struct sitter_shot *s;
	struct sitter_person now; /* the person as in this exposure */
	struct sitter_canvas canvas;
	int over;     /* canvas pixels a side of a picture's pixel */
	float unit;   /* canvas pixels of half a face width */
	float pixel;  /* 1 / unit */
	float cx, cy; /* the origin on the canvas */
	float tilt_c, tilt_s;
	float yaw, pitch; /* sines */
	float lamp[3], key, ambient, white[3];
	uint32_t skin_seed, shot_seed;
	float outline[SITTER_OUTLINE]; /* half width of the face by v */
	float warp[2][SITTER_WARP_V][SITTER_WARP_U];
};

/* Fills everything; the canvas is clear. */
int sitter_scene_init(struct sitter_scene *sc, const struct sitter_person *p,
		      const struct sitter_shot *s, struct error *err);
void sitter_scene_release(struct sitter_scene *sc);

/* Half width of the face at row v; 0 above the skull and below the chin. */
float sitter_scene_outline(const struct sitter_scene *sc, float v);

/* Brightness per channel of a surface with this (unit) normal. */
void sitter_scene_shade(const struct sitter_scene *sc, const float n[3],
			float out[3]);

/* Fills now and the warp: the same person looks a little different each time.
 */
void sitter_pose(struct sitter_scene *sc);

/*
 * What lies at a point of the picture: the face's own coordinates, after
 * turning, the face's unevenness and the play of its muscles.
 */
void sitter_pose_unturn(const struct sitter_scene *sc, float u, float v,
			float *face_u, float *face_v);

/* Where a point of the turned face is drawn: u, v in, u, v out. */
void sitter_pose_turn(const struct sitter_scene *sc, float *u, float *v);

static inline void sitter_scene_to_head(const struct sitter_scene *sc, float x,
					float y, float *u, float *v)
{
	float dx = (x + .5f - sc->cx) * sc->pixel;
	float dy = (y + .5f - sc->cy) * sc->pixel;

	*u = dx * sc->tilt_c + dy * sc->tilt_s;
	*v = dy * sc->tilt_c - dx * sc->tilt_s;
}

static inline void sitter_scene_to_canvas(const struct sitter_scene *sc,
					  float u, float v, float *x, float *y)
{
	*x = sc->cx + (u * sc->tilt_c - v * sc->tilt_s) * sc->unit - .5f;
	*y = sc->cy + (u * sc->tilt_s + v * sc->tilt_c) * sc->unit - .5f;
}

/* How far the surface stands out at u, v: 1 in the middle, 0 at the edge. */
static inline float sitter_scene_depth(float u, float v)
{
	float d = 1 - u * u * .92f - (v - .15f) * (v - .15f) * .30f;

	return d > 0 ? sqrtf(d) : 0;
}

/* One colour over what is there. */
static inline void sitter_scene_over(const struct sitter_scene *sc, int x,
				     int y, const float rgb[3], float a)
{
	float *p = sc->canvas.px +
		   4 * ((size_t)y * (size_t)sc->canvas.width + (size_t)x);
	float k = 1 - a;

	p[0] = p[0] * k + rgb[0] * a;
	p[1] = p[1] * k + rgb[1] * a;
	p[2] = p[2] * k + rgb[2] * a;
	p[3] = p[3] * k + a;
}

/* Darken what is there, alpha unchanged. */
static inline void sitter_scene_darken(const struct sitter_scene *sc, int x,
				       int y, float factor)
{
	float *p = sc->canvas.px +
		   4 * ((size_t)y * (size_t)sc->canvas.width + (size_t)x);

	p[0] *= factor;
	p[1] *= factor;
	p[2] *= factor;
}

/* Canvas rows and columns that hold a box of head coordinates. */
struct sitter_area {
	int x0, y0, x1, y1; /* x1, y1 outside */
};
struct sitter_area sitter_scene_area(const struct sitter_scene *sc, float u0,
				     float v0, float u1, float v1);

/* The painting order. */
void sitter_hair_back(struct sitter_scene *sc);
void sitter_body(struct sitter_scene *sc);
void sitter_ears(struct sitter_scene *sc);
int sitter_head(struct sitter_scene *sc, struct error *err);
void sitter_hair_front(struct sitter_scene *sc);
void sitter_glasses(struct sitter_scene *sc);

/* What the face is made of at a point of the unturned face. */
struct sitter_surface {
	float rgb[3]; /* linear */
	float gloss, emit;
};
void sitter_features_skin(const struct sitter_scene *sc, float u, float v,
			  struct sitter_surface *out); /* bare skin */
void sitter_features_draw(const struct sitter_scene *sc, float u, float v,
			  struct sitter_surface *out); /* all else, on it */

/* One hair: a quadratic curve, widths and alpha in canvas pixels. */
struct sitter_strand {
	float u[3], v[3];
	float width, alpha;
	float rgb[3];
};
void sitter_strand(struct sitter_scene *sc, const struct sitter_strand *st);

/* The wall at picture size: out is 3 floats a pixel, 0..255. */
int sitter_wall(const struct sitter_shot *s, const struct image *alpha,
		float *out, struct error *err);

/* Lens and sensor, in place: rgb 3 floats a pixel, alpha 1, 0..255. */
void sitter_camera(const struct sitter_shot *s, float *rgb, float *alpha);

#endif
