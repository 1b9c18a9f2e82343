/* SPDX-License-Identifier: MIT */
#include "support/sitter.h"

#include <string.h>

#include "support/sitter_random.h"

/* From light to dark; the middle is where most of the students are. */
static const float skin_scale[][3] = {
	{.957f, .835f, .765f}, {.933f, .780f, .686f}, {.890f, .722f, .604f},
	{.831f, .643f, .510f}, {.737f, .541f, .408f}, {.612f, .424f, .306f},
	{.482f, .322f, .231f}, {.357f, .239f, .180f},
};

static const float hair_scale[][3] = {
	{.055f, .047f, .050f}, {.090f, .070f, .065f}, {.130f, .095f, .080f},
	{.200f, .135f, .100f}, {.330f, .215f, .135f}, {.560f, .400f, .240f},
	{.480f, .470f, .465f},
};

static const float clothes_scale[][3] = {
	{.93f, .93f, .94f}, {.12f, .13f, .16f}, {.16f, .20f, .36f},
	{.45f, .12f, .16f}, {.55f, .57f, .60f}, {.24f, .38f, .30f},
	{.78f, .70f, .58f}, {.40f, .30f, .45f}, {.80f, .62f, .66f},
	{.30f, .32f, .34f},
};

static void tint(struct sitter_random *r, float out[3], const float in[3],
		 float amount)
{
	float all = sitter_random_in(r, -amount, amount);
	int c;

	for (c = 0; c < 3; c++)
		out[c] = sitter_clamp(
			in[c] + all +
				sitter_random_in(r, -amount, amount) * .5f,
			.02f, .98f);
}

static void colours(struct sitter_random *r, struct sitter_person *p)
{
	float t, at, f;
	int i, c;

	t = sitter_random_unit(r);
	/* a third of the range holds half of the people */
	t = t < .5f ? sitter_mix(.1f, .43f, t * 2) : sitter_random_in(r, 0, 1);
	p->skin_tone = t;
	at = t * 6.999f;
	i = (int)at;
	f = at - (float)i;
	for (c = 0; c < 3; c++)
		p->skin[c] =
			sitter_mix(skin_scale[i][c], skin_scale[i + 1][c], f);
	tint(r, p->skin, p->skin, .018f);
	for (c = 0; c < 3; c++) {
		static const float red[3] = {.86f, .55f, .52f};

		p->lips[c] = p->skin[c] * sitter_mix(1, red[c], .85f);
	}
	tint(r, p->lips, p->lips, .03f);
	f = sitter_random_unit(r);
	i = f < .75f ? (int)(f * 4) : 3 + sitter_random_below(r, 4);
	if (i > 3 && t > .6f)
		i = 0;
	tint(r, p->hair_colour, hair_scale[i], .015f);
	for (c = 0; c < 3; c++) {
		p->brow_colour[c] = p->hair_colour[c] * .8f + .01f;
		p->iris[c] = sitter_random_in(r, .08f, .13f) * (c == 0	 ? 1.9f
								: c == 1 ? 1.2f
									 : .8f);
	}
	if (t < .2f && sitter_random_unit(r) < .5f)
		tint(r, p->iris, (float[3]){.33f, .40f, .44f}, .08f);
	i = sitter_random_below(r, 10);
	tint(r, p->clothes_colour, clothes_scale[i], .03f);
	tint(r, p->inner_colour,
	     clothes_scale[sitter_random_unit(r) < .7f ? 0 : 4], .02f);
}

static void face(struct sitter_random *r, struct sitter_person *p)
{
	p->chin = sitter_random_in(r, 1.40f, 1.66f);
	p->jaw = sitter_random_in(r, 2.0f, 3.1f);
	p->taper = sitter_random_in(r, 1.75f, 2.35f);
	p->cheek = sitter_random_in(r, .05f, .35f);
	p->skull = sitter_random_in(r, 1.40f, 1.56f);
	p->brow_ridge = sitter_random_in(r, .2f, p->female ? .6f : 1.2f);
	p->cheekbone = sitter_random_in(r, .3f, 1.3f);
	p->eye_socket = sitter_random_in(r, .6f, 1.4f);
	p->smile_line = sitter_random_in(r, .1f, 1.0f);
	p->ear_size = sitter_random_in(r, .85f, 1.15f);
	p->ear_out = sitter_random_in(r, .06f, .16f);
	p->beard = p->female ? 0 : sitter_random_unit(r);
	p->beard = p->beard > .5f ? (p->beard - .5f) : 0;
	p->freckles = sitter_random_unit(r) < .15f && p->skin_tone < .4f;
	p->uneven = sitter_random_in(r, .5f, 1);
	p->bags = sitter_random_in(r, 0, 1);
	p->wrinkles = sitter_random_in(r, -.6f, 1);
	p->moustache = p->female ? 0 : sitter_random_in(r, -2.2f, 1);
}

static void eyes(struct sitter_random *r, struct sitter_person *p)
{
	p->eye_gap = sitter_random_in(r, .405f, .505f);
	p->eye_width = sitter_random_in(r, .175f, .25f);
	p->eye_open = sitter_random_in(r, .064f, .112f);
	p->eye_slant = sitter_random_in(r, -.10f, .20f);
	p->lid_fold = sitter_random_unit(r) < .35f
			      ? 0
			      : sitter_random_in(r, .025f, .075f);
	p->iris_size = sitter_random_in(r, .078f, .096f);
	p->brow_height = sitter_random_in(r, .24f, .44f);
	p->brow_thick = sitter_random_in(r, p->female ? .028f : .042f,
					 p->female ? .062f : .085f);
	p->brow_arch = sitter_random_in(r, 0, .12f);
	p->brow_slant = sitter_random_in(r, -.10f, .14f);
	p->brow_inner = sitter_random_in(r, .13f, .25f);
	p->brow_outer = sitter_random_in(r, .68f, .82f);
}

static void nose_and_mouth(struct sitter_random *r, struct sitter_person *p)
{
	p->nose_length = sitter_random_in(r, .48f, .74f) * p->chin / 1.53f;
	p->nose_width = sitter_random_in(r, .19f, .35f);
	p->nose_bridge = sitter_random_in(r, .5f, 1.35f);
	p->nostril = sitter_random_in(r, .5f, 1.2f);
	p->mouth_height =
		p->nose_length +
		(p->chin - p->nose_length) * sitter_random_in(r, .34f, .47f);
	p->mouth_width = sitter_random_in(r, .30f, .45f);
	p->lip_upper = sitter_random_in(r, .035f, .085f);
	p->lip_lower = sitter_random_in(r, .055f, .115f);
	p->lip_bow = sitter_random_in(r, .1f, .5f);
}

static void glasses(struct sitter_random *r, struct sitter_person *p)
{
	float kind = sitter_random_unit(r), dark;
	int c;

	p->glasses = kind < .66f   ? SITTER_GLASSES_NONE
		     : kind < .82f ? SITTER_GLASSES_THIN
		     : kind < .92f ? SITTER_GLASSES_HALF
				   : SITTER_GLASSES_THICK;
	p->glass_width = sitter_random_in(r, .33f, .40f);
	p->glass_height = sitter_random_in(r, .24f, .33f);
	p->glass_round = sitter_random_in(r, 2.2f, 4.5f);
	dark = sitter_random_in(r, .04f, .4f);
	for (c = 0; c < 3; c++)
		p->glass_colour[c] = dark * sitter_random_in(r, .6f, 1.2f);
}

static enum sitter_hair hair_kind(struct sitter_random *r, bool female)
{
	static const enum sitter_hair men[] = {
		SITTER_HAIR_CROP,   SITTER_HAIR_CROP,	SITTER_HAIR_PARTED,
		SITTER_HAIR_PARTED, SITTER_HAIR_FRINGE, SITTER_HAIR_CURLY};
	static const enum sitter_hair women[] = {
		SITTER_HAIR_LONG, SITTER_HAIR_LONG,  SITTER_HAIR_TIED,
		SITTER_HAIR_TIED, SITTER_HAIR_BOB,   SITTER_HAIR_CURLY,
		SITTER_HAIR_LONG, SITTER_HAIR_PARTED};

	return female ? women[sitter_random_below(r, 8)]
		      : men[sitter_random_below(r, 6)];
}

static void hair(struct sitter_random *r, struct sitter_person *p)
{
	p->hair = hair_kind(r, p->female);
	p->hair_top = sitter_random_in(r, .06f, .20f);
	p->hair_side = sitter_random_in(r, .04f, .11f);
	p->hairline = sitter_random_in(r, -1.12f, -.86f);
	p->hair_part = sitter_random_in(r, -.5f, .5f);
	p->fringe = sitter_random_in(r, -.62f, -.46f);
	p->hair_wave = sitter_random_in(r, 0, 1);
	p->hair_front = sitter_random_unit(r) < .5f;
	p->hair_end = sitter_random_in(r, 2.2f, 3.6f);
	if (p->hair == SITTER_HAIR_BOB)
		p->hair_end = sitter_random_in(r, 1.0f, 1.75f);
	if (p->hair == SITTER_HAIR_LONG || p->hair == SITTER_HAIR_BOB)
		p->hair_side = sitter_random_in(r, .08f, .22f);
	if (p->hair == SITTER_HAIR_CURLY) {
		p->hair_top = sitter_random_in(r, .15f, .34f);
		p->hair_side = sitter_random_in(r, .12f, .30f);
		p->hair_end = sitter_random_in(r, .3f, p->female ? 1.9f : .6f);
	}
	if (p->hair == SITTER_HAIR_TIED) {
		p->hair_top = sitter_random_in(r, .05f, .12f);
		p->hair_side = sitter_random_in(r, .02f, .05f);
	}
}

static void body(struct sitter_random *r, struct sitter_person *p)
{
	int i;

	p->neck = p->female ? sitter_random_in(r, .52f, .62f)
			    : sitter_random_in(r, .60f, .76f);
	p->shoulder = p->female ? sitter_random_in(r, 2.25f, 2.6f)
				: sitter_random_in(r, 2.5f, 2.95f);
	p->slope = sitter_random_in(r, .55f, .95f);
	p->clothes = (enum sitter_clothes)sitter_random_below(
		r, SITTER_CLOTHES_COUNT);
	p->pattern =
		sitter_random_unit(r) < .6f ? 0 : 1 + sitter_random_below(r, 3);
	if (p->clothes == SITTER_CLOTHES_SWEATER)
		p->pattern = 3;
	for (i = 0; i < 4; i++) {
		p->mole_u[i] = sitter_random_in(r, -.75f, .75f);
		p->mole_v[i] = sitter_random_in(r, -.5f, 1.3f);
		p->mole_size[i] = sitter_random_unit(r) < .4f
					  ? sitter_random_in(r, .012f, .03f)
					  : 0;
	}
}

void sitter_person(uint64_t seed, struct sitter_person *out)
{
	struct sitter_random r = sitter_random_seed(seed, 1);

	memset(out, 0, sizeof(*out));
	out->seed = seed;
	out->female = sitter_random_unit(&r) < .5f;
	colours(&r, out);
	face(&r, out);
	eyes(&r, out);
	nose_and_mouth(&r, out);
	glasses(&r, out);
	hair(&r, out);
	body(&r, out);
}
