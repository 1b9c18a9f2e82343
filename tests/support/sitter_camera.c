/* SPDX-License-Identifier: MIT */
#include "support/sitter_scene.h"

#include <string.h>

#include "image/pixel/plane.h"

static void blur_channel(const struct sitter_shot *s, float *data, int step)
{
	struct plane p = PLANE_INIT;
	size_t i, n = (size_t)s->width * (size_t)s->height;

	plane_init(&p, s->width, s->height);
	for (i = 0; i < n; i++)
		p.data[i] = data[i * (size_t)step];
	plane_gauss(&p, &p, (float)s->blur);
	for (i = 0; i < n; i++)
		data[i * (size_t)step] = p.data[i];
	plane_release(&p);
}

/* Shot noise grows with the light; colour noise is half of it. */
static void sensor(const struct sitter_shot *s, float *rgb)
{
	struct sitter_random r = sitter_random_seed(s->exposure_seed, 80);
	float gain = (float)sqrt(exp2(s->exposure)), sigma = (float)s->noise;
	size_t i, n = (size_t)s->width * (size_t)s->height;
	int c;

	for (i = 0; i < n; i++) {
		float grey = sigma > 0 ? sitter_random_normal(&r) * .8f : 0;

		for (c = 0; c < 3; c++) {
			float v = rgb[3 * i + (size_t)c] * gain, e = 0;

			if (sigma > 0)
				e = (grey + sitter_random_normal(&r) * .5f) *
				    sigma * (1.15f - v / 850);
			/* a shoulder, so that light does not end at a wall */
			if (v > 232)
				v = 232 + (v - 232) * .5f;
			rgb[3 * i + (size_t)c] = v + e;
		}
	}
}

void sitter_camera(const struct sitter_shot *s, float *rgb, float *alpha)
{
	int c;

	if (s->blur > .2) {
		for (c = 0; c < 3; c++)
			blur_channel(s, rgb + c, 3);
		blur_channel(s, alpha, 1);
	}
	sensor(s, rgb);
}
