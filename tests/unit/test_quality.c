/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/mem.h"
#include "image/face/others.h"
#include "image/portrait/quality.h"
#include "support/faces.h"
#include "support/sitter.h"

/*
 * Each measure on both sides of the limit that photo_check_face.c sets, for
 * the lightest to the darkest skin.
 */
static const float tones[][3] = {{0.96F, 0.82F, 0.73F},
				 {0.86F, 0.68F, 0.56F},
				 {0.72F, 0.52F, 0.40F},
				 {0.50F, 0.34F, 0.25F},
				 {0.33F, 0.21F, 0.15F}};

struct portrait {
	struct sitter_person person;
	struct sitter_shot shot;
	const char *attack; /* NULL = as it was shot */
	bool lock;	    /* of black hair over half of one cheek */
	bool darkened;	    /* by a quarter, after it was shot */
};

static void start(struct portrait *p, uint64_t seed, size_t tone)
{
	memset(p, 0, sizeof(*p));
	sitter_person(seed, &p->person);
	sitter_shot_default(seed, &p->shot);
	memcpy(p->person.skin, tones[tone], sizeof(tones[tone]));
	p->person.skin_tone = (float)tone / (float)(ARRAY_SIZE(tones) - 1);
	p->person.glasses = SITTER_GLASSES_NONE;
}

static void attack(const struct portrait *p, const struct sitter_truth *truth,
		   struct image *rgb)
{
	struct image changed = IMAGE_INIT;
	struct error err = ERROR_INIT;

	if (!p->attack)
		return;
	assert_int_equal(
		sitter_derive(rgb, truth, p->attack, 1, &changed, &err), 0);
	image_release(rgb);
	*rgb = changed;
}

static void paint_lock(const struct head *head, struct image *rgb)
{
	int x0 = (int)(head->centre - 0.38 * head->width);
	int x1 = (int)(head->centre - 0.17 * head->width), x, y;

	for (y = (int)head->eye_line; y < (int)head->chin; y++)
		for (x = x0; x < x1; x++)
			memset(image_row(rgb, y) + 3 * x, 24, 3);
}

static void darken(struct image *rgb)
{
	int i;

	for (i = 0; i < 3 * rgb->width * rgb->height; i++)
		rgb->data[i] = (uint8_t)(rgb->data[i] * 3 / 4);
}

static struct quality measure(const struct portrait *p)
{
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct image rgb = IMAGE_INIT, grey = IMAGE_INIT;
	struct face faces[FACE_MAX];
	struct backdrop wall;
	struct head head;
	struct quality quality;
	struct quality_from from = {&rgb, &grey, &faces[0], &head, &wall};
	struct error err = ERROR_INIT;

	assert_int_equal(
		sitter_render(&p->person, &p->shot, &rgb, &truth, &err), 0);
	attack(p, &truth, &rgb);
	if (p->darkened)
		darken(&rgb);
	assert_int_equal(image_to_grey(&rgb, &grey, &err), 0);
	assert_int_equal(face_others_find(&faces_models, &grey, faces), 1);
	assert_true(faces[0].has_eyes);
	backdrop_measure(&rgb, truth.face, &wall);
	head_measure(&rgb, &faces[0], NULL, &wall, &head);
	if (p->lock) {
		paint_lock(&head, &rgb);
		image_release(&grey);
		assert_int_equal(image_to_grey(&rgb, &grey, &err), 0);
	}
	quality_measure(&from, &quality);
	sitter_truth_release(&truth);
	image_release(&rgb);
	image_release(&grey);
	return quality;
}

static bool is_shut(const struct quality *l)
{
	return l->eye_open < 0.3 && l->eye_height < 0.1;
}

static void shut_eyes_are_told_from_narrow_ones(void **state)
{
	struct portrait p;
	struct quality quality;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(tones); i++) {
		start(&p, 2, i);
		p.shot.eyes_shut = 1;
		quality = measure(&p);
		assert_true(is_shut(&quality));
		p.shot.eyes_shut = 0.4;
		quality = measure(&p);
		assert_false(is_shut(&quality));
	}
}

/* Light irises have little contrast to the white, yet they are open eyes. */
static void light_eyes_are_open(void **state)
{
	struct portrait p;
	struct quality quality;
	int c;

	(void)state;
	start(&p, 2, 0);
	for (c = 0; c < 3; c++)
		p.person.iris[c] = 0.62F + 0.06F * (float)c;
	quality = measure(&p);
	assert_false(is_shut(&quality));
}

static void glare_is_whiter_than_any_skin(void **state)
{
	struct portrait p;
	struct quality quality;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(tones); i++) {
		start(&p, 3, i);
		p.person.glasses = SITTER_GLASSES_THIN;
		p.shot.glare = 1;
		quality = measure(&p);
		assert_true(quality.glare > 0.02);
		p.shot.glare = 0.4;
		quality = measure(&p);
		assert_true(quality.glare < 0.02);
	}
	/* Fair skin in more light than it can stand is no glare. */
	start(&p, 3, 0);
	p.shot.exposure = 0.7;
	quality = measure(&p);
	assert_true(quality.glare < 0.02);
}

/* What was burnt white is as grey as all white then. */
static void glare_is_told_in_a_darkened_picture(void **state)
{
	struct portrait p;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(tones); i++) {
		start(&p, 3, i);
		p.darkened = true;
		p.person.glasses = SITTER_GLASSES_THIN;
		p.shot.glare = 1;
		assert_true(measure(&p).glare > 0.02);
		p.shot.glare = 0;
		assert_true(measure(&p).glare < 0.02);
	}
}

/* Light that burns the cheeks as well shows the exposure and no reflection. */
static void burnt_skin_is_no_glare(void **state)
{
	struct portrait p;
	struct quality quality;
	int tenths;

	(void)state;
	for (tenths = 9; tenths <= 15; tenths += 2) {
		start(&p, 3, 0);
		p.shot.exposure = tenths / 10.0;
		p.shot.highlight = 0.5;
		quality = measure(&p);
		assert_true(quality.glare < 0.02);
	}
}

static void blur_is_told_through_noise(void **state)
{
	static const double noises[] = {0.5, 3};
	struct portrait p;
	struct quality quality;
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(tones); i++)
		for (k = 0; k < ARRAY_SIZE(noises); k++) {
			start(&p, 4, i);
			p.shot.noise = noises[k];
			p.shot.blur = 2.8;
			quality = measure(&p);
			assert_true(quality.sharpness < 0.24);
			p.shot.blur = 0.8;
			quality = measure(&p);
			assert_true(quality.sharpness > 0.24);
		}
}

/* Where nothing is left but noise its detail is not that of edges. */
static void much_blur_is_told_too(void **state)
{
	static const double blurs[] = {4, 6, 9, 12};
	struct portrait p;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(blurs); i++) {
		start(&p, 4, 1);
		p.shot.blur = blurs[i];
		assert_true(measure(&p).sharpness < 0.24);
	}
}

static void smoothed_skin_lacks_texture(void **state)
{
	struct portrait p;
	struct quality quality;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(tones); i++) {
		start(&p, 6, i);
		quality = measure(&p);
		assert_true(quality.texture > 0.115);
		p.attack = "smooth";
		quality = measure(&p);
		assert_true(quality.texture < 0.115);
		assert_true(quality.sharpness > 0.24);
	}
}

static void frames_cross_the_nose(void **state)
{
	struct portrait p;
	struct quality quality;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(tones); i++) {
		start(&p, 5, i);
		quality = measure(&p);
		assert_true(quality.bridge < 0.25);
		p.person.glasses = SITTER_GLASSES_THICK;
		memset(p.person.glass_colour, 0, sizeof(p.person.glass_colour));
		quality = measure(&p);
		assert_true(quality.bridge > 0.25);
	}
}

/* The limit of photo_check_face.c is 1.65. */
static void hair_is_no_shade(void **state)
{
	struct portrait p;
	struct quality quality;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(tones); i++) {
		start(&p, 2, i);
		p.shot.light_x = 0;
		p.shot.light_hard = 0.4;
		p.lock = true;
		quality = measure(&p);
		assert_true(quality.halves < 1.5);
		p.lock = false;
		p.shot.light_x = p.shot.light_hard = 1;
		quality = measure(&p);
		assert_true(quality.halves > 1.65);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shut_eyes_are_told_from_narrow_ones),
		cmocka_unit_test(light_eyes_are_open),
		cmocka_unit_test(glare_is_whiter_than_any_skin),
		cmocka_unit_test(glare_is_told_in_a_darkened_picture),
		cmocka_unit_test(burnt_skin_is_no_glare),
		cmocka_unit_test(blur_is_told_through_noise),
		cmocka_unit_test(much_blur_is_told_too),
		cmocka_unit_test(smoothed_skin_lacks_texture),
		cmocka_unit_test(frames_cross_the_nose),
		cmocka_unit_test(hair_is_no_shade),
	};

	return cmocka_run_group_tests(tests, faces_load, faces_unload);
}
