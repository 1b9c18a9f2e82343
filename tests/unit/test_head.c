/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "base/mem.h"
#include "codec/config/cascade.h"
#include "image/face/others.h"
#include "image/portrait/outline.h"
#include "image/portrait/head.h"
#include "support/sitter.h"

struct scene {
	struct image rgb;
	struct sitter_truth truth;
	struct backdrop wall;
};

static void shoot(struct scene *s, const struct sitter_person *person,
		  const struct sitter_shot *shot)
{
	struct error err = ERROR_INIT;

	memset(s, 0, sizeof(*s));
	assert_int_equal(sitter_render(person, shot, &s->rgb, &s->truth, &err),
			 0);
	backdrop_measure(&s->rgb, s->truth.face, &s->wall);
}

static void release(struct scene *s)
{
	image_release(&s->rgb);
	sitter_truth_release(&s->truth);
}

static struct portrait_outline fit_guess(const struct scene *s, double width,
					 double chin, bool by_points)
{
	const struct sitter_truth *t = &s->truth;
	struct portrait_outline o = {
		.eye_x = (t->left_eye_x + t->right_eye_x) / 2,
		.eye_y = t->eye_line,
		.tilt = t->tilt,
		.half_width = t->face_width / 2 * width,
		.chin = (t->chin - t->eye_line) * chin,
		.by_points = by_points,
	};

	portrait_outline_fit(&s->rgb, &s->wall, &o);
	return o;
}

/* A guess that is off by these factors, fitted. */
static struct portrait_outline fit(const struct scene *s, double width,
				   double chin)
{
	return fit_guess(s, width, chin, false);
}

static void wrong_guesses_come_right(void **state)
{
	static const double off[][2] = {
		{1, 1}, {0.85, 1.1}, {1.15, 0.9}, {0.85, 0.9}, {1.15, 1.1}};
	struct sitter_person person;
	struct sitter_shot shot;
	struct portrait_outline o;
	struct scene s;
	uint64_t seed;
	size_t i;

	(void)state;
	for (seed = 2; seed <= 6; seed += 2) {
		sitter_person(seed, &person);
		person.hair = SITTER_HAIR_CROP;
		sitter_shot_default(seed, &shot);
		shoot(&s, &person, &shot);
		for (i = 0; i < ARRAY_SIZE(off); i++) {
			o = fit(&s, off[i][0], off[i][1]);
			assert_true(
				fabs(2 * o.half_width - s.truth.face_width) <
				0.07 * s.truth.face_width);
			assert_true(fabs(o.eye_y + o.chin - s.truth.chin) <
				    0.04 * (s.truth.chin - s.truth.crown));
		}
		release(&s);
	}
}

static void hair_over_the_cheeks_is_allowed_for(void **state)
{
	struct sitter_person person;
	struct sitter_shot shot;
	struct portrait_outline free_cheeks, hidden;
	struct scene s;

	(void)state;
	sitter_person(3, &person);
	sitter_shot_default(3, &shot);
	person.hair = SITTER_HAIR_CROP;
	person.glasses = SITTER_GLASSES_NONE;
	shoot(&s, &person, &shot);
	free_cheeks = fit(&s, 1, 1);
	release(&s);
	person.hair = SITTER_HAIR_LONG;
	shoot(&s, &person, &shot);
	hidden = fit(&s, 1, 1);
	assert_true(free_cheeks.covered < 0.2);
	assert_true(hidden.covered > 0.6);
	assert_true(fabs(2 * hidden.half_width - s.truth.face_width) <
		    0.07 * s.truth.face_width);
	release(&s);
}

/* Landmarks lie at the edge of hair that hangs over the cheeks. */
static void points_at_the_edge_of_hair_are_put_right(void **state)
{
	static const uint64_t who[] = {900101, 910106, 910178, 910130, 910199};
	double at_hair = 0.92, off, most = 0, as_box = 0;
	struct sitter_person person;
	struct sitter_shot shot;
	struct portrait_outline o;
	struct scene s;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(who); i++) {
		sitter_person(who[i], &person);
		person.hair = SITTER_HAIR_LONG;
		sitter_shot_default(who[i], &shot);
		shoot(&s, &person, &shot);
		o = fit_guess(&s, at_hair, 1, true);
		assert_true(o.guess > 1.05 * at_hair * s.truth.face_width / 2);
		off = fabs(2 * o.half_width / s.truth.face_width - 1);
		most = fmax(most, off);
		o = fit(&s, at_hair, 1);
		off = fabs(2 * o.half_width / s.truth.face_width - 1);
		as_box = fmax(as_box, off);
		release(&s);
	}
	assert_true(most < 0.04);
	assert_true(as_box > 0.04);
}

/* Beside a bare cheek they are believed as they are, and more than a box. */
static void points_of_bare_cheeks_are_believed(void **state)
{
	struct sitter_person person;
	struct sitter_shot shot;
	struct portrait_outline o;
	struct scene s;

	(void)state;
	sitter_person(900182, &person);
	sitter_shot_default(900182, &shot);
	shoot(&s, &person, &shot);
	o = fit_guess(&s, 0.98, 1, true);
	assert_true(o.guess < 1.02 * 0.98 * s.truth.face_width / 2);
	assert_true(fabs(2 * o.half_width / s.truth.face_width - 1) < 0.06);
	release(&s);
}

/* Fair hair is not far from skin; what tells it is the hair above. */
static void fair_hair_over_the_cheeks_is_hair(void **state)
{
	static const uint64_t who[] = {1070, 1305, 1376, 1426};
	struct sitter_person person;
	struct sitter_shot shot;
	struct portrait_outline o;
	struct scene s;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(who); i++) {
		sitter_person(who[i], &person);
		sitter_shot_default(who[i], &shot);
		shoot(&s, &person, &shot);
		o = fit(&s, 1, 1);
		assert_true(o.covered > 0.6);
		assert_true(fabs(2 * o.half_width - s.truth.face_width) <
			    0.07 * s.truth.face_width);
		release(&s);
	}
}

/* Beside a turned head's eyes the outline has another middle. */
static void outline_need_not_be_around_the_eyes(void **state)
{
	struct sitter_person person;
	struct sitter_shot shot;
	struct portrait_outline o;
	struct scene s;
	double yaw;

	(void)state;
	sitter_person(255, &person);
	sitter_shot_default(255, &shot);
	for (yaw = -9; yaw <= 9; yaw += 18) {
		shot.yaw = yaw;
		shoot(&s, &person, &shot);
		o = fit(&s, 1, 1);
		assert_true(o.axis * yaw < 0);
		assert_true(fabs(2 * o.half_width - s.truth.face_width) <
			    0.05 * s.truth.face_width);
		release(&s);
	}
}

/* A dark chin's edge is weaker than a white collar's. */
static void collars_are_no_chins(void **state)
{
	struct sitter_person person;
	struct sitter_shot shot;
	struct portrait_outline o;
	struct scene s;

	(void)state;
	sitter_person(1271, &person);
	sitter_shot_default(1271, &shot);
	shoot(&s, &person, &shot);
	o = fit(&s, 1, 1);
	assert_true(fabs(o.eye_y + o.chin - s.truth.chin) <
		    0.04 * (s.truth.chin - s.truth.crown));
	release(&s);
}

/* From found face to chin and width, over the skin's whole range. */
static void chin_and_width_hold_for_every_skin(void **state)
{
	struct face_models models;
	struct error err = ERROR_INIT;
	struct face faces[FACE_MAX];
	struct image grey = IMAGE_INIT;
	struct sitter_person person;
	struct sitter_shot shot;
	struct head head;
	struct scene s;
	uint64_t seed;

	(void)state;
	assert_int_equal(cascade_models_load(&models, &err), 0);
	for (seed = 20; seed < 32; seed += 3) {
		sitter_person(seed, &person);
		sitter_shot_default(seed, &shot);
		shoot(&s, &person, &shot);
		assert_int_equal(image_to_grey(&s.rgb, &grey, &err), 0);
		assert_int_equal(face_others_find(&models, &grey, faces), 1);
		head_measure(&s.rgb, &faces[0], NULL, &s.wall, &head);
		assert_true(fabs(head.chin - s.truth.chin) <
			    0.04 * (s.truth.chin - s.truth.crown));
		assert_true(fabs(head.width - s.truth.face_width) <
			    0.08 * s.truth.face_width);
		assert_true(fabs(head.top - s.truth.crown) <= 2);
		image_release(&grey);
		release(&s);
	}
	cascade_models_release(&models);
}

static void nothing_to_see_leaves_a_possible_face(void **state)
{
	struct image rgb = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct backdrop wall = {.lab = {50, 0, 0}};
	struct portrait_outline o = {.eye_x = -300,
				     .eye_y = 900,
				     .half_width = 50,
				     .chin = 76,
				     .tilt = 80};
	struct portrait_outline tiny = {.half_width = 7, .chin = 9};

	(void)state;
	assert_int_equal(image_init(&rgb, 40, 30, 3, &err), 0);
	portrait_outline_fit(&rgb, &wall, &o);
	assert_true(o.half_width > 35 && o.half_width < 70);
	assert_true(o.chin > 50 && o.chin < 110);
	portrait_outline_fit(&rgb, &wall, &tiny);
	assert_true(tiny.half_width == 7 && tiny.chin == 9);
	image_release(&rgb);
}

/* Points of the eyes 8 % of their gap above the pupils. */
static void unsure_points_do_not_overrule_pupils(void **state)
{
	const struct face face = {.x = 100,
				  .y = 180,
				  .width = 280,
				  .height = 280,
				  .has_eyes = true,
				  .left_eye_x = 190,
				  .left_eye_y = 300,
				  .right_eye_x = 290,
				  .right_eye_y = 300};
	struct landmarks points = {.spread = 0.033};
	struct image rgb = IMAGE_INIT;
	struct backdrop wall = {.lab = {50, 0, 0}};
	struct error err = ERROR_INIT;
	struct head head;
	int i;

	(void)state;
	assert_int_equal(image_init(&rgb, 480, 640, 3, &err), 0);
	for (i = 0; i < LANDMARKS; i++) {
		points.at[i][0] = i < 8 ? 140 : i == 8 ? 240 : 340;
		points.at[i][1] = i == 8 ? 472 : 292;
		if (i >= 36 && i < 48)
			points.at[i][0] = i < 42 ? 190 : 290;
	}
	head_measure(&rgb, &face, &points, &wall, &head);
	assert_true(fabs(head.eye_line - 296) < 0.01);
	points.spread = 0.01;
	head_measure(&rgb, &face, &points, &wall, &head);
	assert_true(fabs(head.eye_line - 292) < 0.01);
	image_release(&rgb);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_guesses_come_right),
		cmocka_unit_test(hair_over_the_cheeks_is_allowed_for),
		cmocka_unit_test(points_at_the_edge_of_hair_are_put_right),
		cmocka_unit_test(points_of_bare_cheeks_are_believed),
		cmocka_unit_test(fair_hair_over_the_cheeks_is_hair),
		cmocka_unit_test(outline_need_not_be_around_the_eyes),
		cmocka_unit_test(collars_are_no_chins),
		cmocka_unit_test(chin_and_width_hold_for_every_skin),
		cmocka_unit_test(nothing_to_see_leaves_a_possible_face),
		cmocka_unit_test(unsure_points_do_not_overrule_pupils),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
