/* SPDX-License-Identifier: MIT */
#include "support/sitter.h"

#include <string.h>

#include "support/sitter_random.h"

static const double wall_colours[SITTER_WALL_COUNT][3] = {
	{238, 238, 236}, {232, 222, 198}, {120, 178, 226},
	{172, 174, 176}, {186, 44, 46},	  {70, 74, 80},
};

void sitter_shot_wall(struct sitter_shot *shot, enum sitter_wall wall,
		      uint64_t seed)
{
	struct sitter_random r = sitter_random_seed(seed, 3);
	float all = sitter_random_in(&r, -12, 12);
	int c;

	shot->wall = wall;
	for (c = 0; c < 3; c++)
		shot->wall_rgb[c] = (double)sitter_clamp(
			(float)wall_colours[wall][c] + all +
				sitter_random_in(&r, -5, 5),
			10, 250);
}

static void pose(struct sitter_random *r, struct sitter_shot *s)
{
	s->face_width = (double)sitter_random_in(r, 196, 232);
	s->eye_line = (double)sitter_random_in(r, 262, 282);
	s->centre = (double)sitter_random_in(r, 234, 246);
	s->yaw = 3.2 * (double)sitter_random_normal(r);
	s->pitch = 3 * (double)sitter_random_normal(r);
	s->tilt = .7 * (double)sitter_random_normal(r);
	s->smile = .45 * (double)sitter_random_unit(r);
	s->brow_raise = .7 * (double)sitter_random_unit(r);
	s->eyes_shut = .14 * (double)sitter_random_unit(r);
	s->mouth_open = .08 * (double)sitter_random_unit(r);
	s->play = (double)sitter_random_in(r, .5f, 1);
	s->gaze_x = .2 * (double)sitter_random_normal(r);
	s->gaze_y = .25 * (double)sitter_random_normal(r);
}

static void light(struct sitter_random *r, struct sitter_shot *s)
{
	s->light_x = (double)sitter_random_in(r, -.8f, .8f);
	s->light_y = (double)sitter_random_in(r, -.65f, -.2f);
	s->light_hard = (double)sitter_random_in(r, .2f, .8f);
	s->highlight = (double)sitter_random_in(r, 0, .35f);
	s->exposure = .12 * (double)sitter_random_normal(r);
	s->warmth = .25 * (double)sitter_random_normal(r);
}

static void wall(struct sitter_random *r, struct sitter_shot *s)
{
	static const enum sitter_wall kinds[] = {
		SITTER_WALL_WHITE, SITTER_WALL_WHITE, SITTER_WALL_BLUE,
		SITTER_WALL_BLUE,  SITTER_WALL_BLUE,  SITTER_WALL_CREAM,
		SITTER_WALL_GREY,  SITTER_WALL_RED};

	enum sitter_wall kind = kinds[sitter_random_below(r, 8)];

	sitter_shot_wall(s, kind, sitter_random_next(r));
	s->wall_gradient = (double)sitter_random_in(r, 0, .08f);
	s->wall_shadow = sitter_random_unit(r) < .3f
				 ? (double)sitter_random_in(r, .03f, .12f)
				 : 0;
	s->wall_texture = (double)sitter_random_in(r, 0, 1.2f);
}

void sitter_shot_default(uint64_t seed, struct sitter_shot *out)
{
	struct sitter_random r = sitter_random_seed(seed, 2);

	memset(out, 0, sizeof(*out));
	out->exposure_seed = seed;
	out->width = 480;
	out->height = 640;
	pose(&r, out);
	light(&r, out);
	wall(&r, out);
	out->noise = (double)sitter_random_in(&r, .6f, 2.2f);
	out->blur = (double)sitter_random_in(&r, .35f, .9f);
	out->clothes_rgb[0] = -1;
}

void sitter_shot_scale(struct sitter_shot *shot, int width, int height)
{
	double k = (double)width / shot->width;

	shot->face_width *= k;
	shot->centre *= k;
	shot->eye_line = shot->eye_line * k + (height - shot->height * k) * .4;
	shot->blur *= k > 1 ? k * .6 + .4 : k;
	shot->width = width;
	shot->height = height;
}
