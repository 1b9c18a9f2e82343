/* SPDX-License-Identifier: MIT */
#include "support/sitter.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "codec/picture/jpeg.h"
#include "codec/picture/jpeg_write.h"
#include "support/sitter_scene.h"

void sitter_truth_release(struct sitter_truth *truth)
{
	image_release(&truth->alpha);
}

static bool ears_show(const struct sitter_person *p)
{
	return p->hair != SITTER_HAIR_LONG && p->hair != SITTER_HAIR_BOB;
}

static int draw(struct sitter_scene *sc, struct error *err)
{
	if (sc->s->no_person)
		return 0;
	sitter_hair_back(sc);
	sitter_body(sc);
	if (ears_show(sc->p))
		sitter_ears(sc);
	if (sitter_head(sc, err))
		return -1;
	sitter_glasses(sc);
	sitter_hair_front(sc);
	return 0;
}

/* A picture's pixel from its over x over canvas pixels, premultiplied. */
static void gather(const struct sitter_scene *sc, int x, int y, float out[4])
{
	int n = sc->over, i, j, c;
	float norm = 1 / (float)(n * n);

	memset(out, 0, 4 * sizeof(float));
	for (j = 0; j < n; j++)
		for (i = 0; i < n; i++) {
			const float *p = sc->canvas.px +
					 4 * ((size_t)(y * n + j) *
						      (size_t)sc->canvas.width +
					      (size_t)(x * n + i));

			for (c = 0; c < 4; c++)
				out[c] += p[c] * norm;
		}
}

/* Picture-sized layers: person (premultiplied), alpha, then all of it. */
struct layers {
	float *rgb, *alpha, *wall;
};

static void layers_release(struct layers *l)
{
	free(l->rgb);
}

static int layers_init(struct layers *l, const struct sitter_scene *sc,
		       struct error *err)
{
	size_t n = (size_t)sc->s->width * (size_t)sc->s->height, i = 0;
	float px[4];
	int x, y;

	l->rgb = mem_try_calloc(7 * n, sizeof(float));
	if (!l->rgb)
		return error_set(err, ERROR_LIMIT, "no memory for a sitter");
	l->wall = l->rgb + 3 * n;
	l->alpha = l->rgb + 6 * n;
	for (y = 0; y < sc->s->height; y++)
		for (x = 0; x < sc->s->width; x++, i++) {
			gather(sc, x, y, px);
			l->rgb[3 * i] = px[0] * 255;
			l->rgb[3 * i + 1] = px[1] * 255;
			l->rgb[3 * i + 2] = px[2] * 255;
			l->alpha[i] = px[3] * 255;
		}
	return 0;
}

static uint8_t to_byte(float v)
{
	return v <= 0 ? 0 : v >= 255 ? 255 : (uint8_t)(v + .5f);
}

static int alpha_image(const struct layers *l, const struct sitter_shot *s,
		       struct image *out, struct error *err)
{
	size_t i, n = (size_t)s->width * (size_t)s->height;

	if (image_init(out, s->width, s->height, 1, err))
		return -1;
	for (i = 0; i < n; i++)
		out->data[i] = to_byte(l->alpha[i]);
	return 0;
}

static int compose(struct layers *l, const struct sitter_shot *s,
		   struct image *rgb, struct image *alpha, struct error *err)
{
	size_t i, n = (size_t)s->width * (size_t)s->height;

	if (alpha_image(l, s, alpha, err) ||
	    sitter_wall(s, alpha, l->wall, err) ||
	    image_init(rgb, s->width, s->height, 3, err))
		return -1;
	for (i = 0; i < 3 * n; i++)
		l->rgb[i] += l->wall[i] * (1 - l->alpha[i / 3] / 255);
	sitter_camera(s, l->rgb, l->alpha);
	for (i = 0; i < 3 * n; i++)
		rgb->data[i] = to_byte(l->rgb[i]);
	for (i = 0; i < n; i++)
		alpha->data[i] = to_byte(l->alpha[i]);
	return 0;
}

static int round_trip(struct image *rgb, int quality, struct error *err)
{
	const struct jpeg_write how = {quality, 420, 300};
	const struct jpeg_read all = {3, 0, 0};
	struct buf bytes = BUF_INIT;
	int rc = -1;

	if (jpeg_write(rgb, &how, &bytes, err))
		goto out;
	image_release(rgb);
	rc = jpeg_read(bytes.data, bytes.size, &all, rgb, err);
out:
	buf_release(&bytes);
	return rc;
}

static double crown_row(const struct image *alpha, const struct sitter_shot *s)
{
	int x0 = (int)(s->centre - .3 * s->face_width);
	int x1 = (int)(s->centre + .3 * s->face_width), x, y, n;

	x0 = x0 < 0 ? 0 : x0;
	x1 = x1 >= alpha->width ? alpha->width - 1 : x1;
	for (y = 0; y < alpha->height; y++) {
		for (n = 0, x = x0; x <= x1; x++)
			n += image_row(alpha, y)[x] > 127;
		if (n > .04 * s->face_width)
			return y;
	}
	return alpha->height;
}

static void place(const struct sitter_scene *sc, float u, float v, double *x,
		  double *y)
{
	float cx, cy;

	sitter_scene_to_canvas(sc, u, v, &cx, &cy);
	*x = ((double)cx + .5) / sc->over - .5;
	*y = ((double)cy + .5) / sc->over - .5;
}

static void eye_at(const struct sitter_scene *sc, float side, double *x,
		   double *y)
{
	float u = side *
		  (sc->p->eye_gap + (float)sc->s->gaze_x * .05f * side * side),
	      v = (float)sc->s->gaze_y * .025f - sc->p->eye_slant * 0;

	u = side * sc->p->eye_gap + (float)sc->s->gaze_x * .05f;
	sitter_pose_turn(sc, &u, &v);
	place(sc, u, v, x, y);
}

static void measure(const struct sitter_scene *sc, struct sitter_truth *t)
{
	const struct sitter_shot *s = sc->s;
	double hw = s->face_width / 2, x;

	eye_at(sc, -1, &t->left_eye_x, &t->left_eye_y);
	eye_at(sc, 1, &t->right_eye_x, &t->right_eye_y);
	t->eye_line = (t->left_eye_y + t->right_eye_y) / 2;
	t->tilt = atan2(t->right_eye_y - t->left_eye_y,
			t->right_eye_x - t->left_eye_x) *
		  180 / 3.14159265358979;
	place(sc, 0, sc->p->chin, &x, &t->chin);
	t->face_width = s->face_width;
	t->crown = crown_row(&t->alpha, s);
	t->face.width = (int)(s->face_width / .85 + .5);
	t->face.height = t->face.width;
	t->face.x = (int)(s->centre - .5 * t->face.width + .5);
	t->face.y = (int)(t->eye_line - .388 * t->face.height + .5);
	(void)hw;
	memcpy(t->wall_rgb, s->wall_rgb, sizeof(t->wall_rgb));
}

int sitter_render(const struct sitter_person *person,
		  const struct sitter_shot *shot, struct image *rgb,
		  struct sitter_truth *truth, struct error *err)
{
	struct sitter_truth mine = SITTER_TRUTH_INIT;
	struct layers layers = {0};
	struct sitter_scene sc;
	int rc = -1;

	memset(rgb, 0, sizeof(*rgb));
	if (sitter_scene_init(&sc, person, shot, err))
		return -1;
	if (draw(&sc, err) || layers_init(&layers, &sc, err) ||
	    compose(&layers, shot, rgb, &mine.alpha, err))
		goto out;
	if (shot->jpeg > 0 && round_trip(rgb, shot->jpeg, err))
		goto out;
	measure(&sc, &mine);
	rc = 0;
out:
	layers_release(&layers);
	sitter_scene_release(&sc);
	if (rc)
		image_release(rgb);
	if (rc || !truth)
		sitter_truth_release(&mine);
	else
		*truth = mine;
	return rc;
}
