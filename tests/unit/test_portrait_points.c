/* SPDX-License-Identifier: MIT */
/*
 * What is measured of landmarks alone: how a head is turned, lips, and the
 * names and scores of ISO/IEC 29794-5, on points laid here.
 */
#include "support/unit.h"

#include <math.h>

#include "base/mem.h"
#include "image/portrait/ear.h"
#include "image/portrait/facial.h"
#include "image/portrait/iso.h"

enum { SIDE = 400 };

/* A face in units of the eyes' distance: jaw, brows, nose, eyes, lips. */
static void lay(struct landmarks *p)
{
	static const double eye[6][2] = {{-.22, 0},  {-.08, -.09}, {.08, -.09},
					 {.22, .01}, {.08, .08},   {-.08, .08}};
	int i;

	memset(p, 0, sizeof(*p));
	for (i = 0; i < 17; i++) {
		p->at[i][0] = -1.15 * cos(M_PI * i / 16);
		p->at[i][1] = 0.02 + 1.8 * sin(M_PI * i / 16);
	}
	for (i = 0; i < 10; i++) {
		p->at[17 + i][0] = (i < 5 ? -.9 : .15) + .18 * (i % 5);
		p->at[17 + i][1] = -.35;
	}
	for (i = 0; i < 4; i++)
		p->at[27 + i][1] = -.04 + .2 * i;
	for (i = 0; i < 5; i++) {
		p->at[31 + i][0] = .12 * (i - 2);
		p->at[31 + i][1] = .75 - .04 * abs(i - 2);
	}
	for (i = 0; i < 6; i++) {
		p->at[36 + i][0] = eye[i][0] - .5;
		p->at[36 + i][1] = eye[i][1];
		p->at[42 + i][0] = eye[i][0] + .5;
		p->at[42 + i][1] = eye[i][1];
	}
	for (i = 48; i < 68; i++)
		p->at[i][1] = 1.15;
	for (i = 0; i < 3; i++) {
		p->at[50 + i][1] = 1.02;
		p->at[58 - i][1] = 1.28;
	}
}

/* To pixels, turned clockwise by so many degrees. */
static void place(struct landmarks *p, double gap, double degrees)
{
	double c = cos(degrees * M_PI / 180), s = sin(degrees * M_PI / 180);
	int i;

	for (i = 0; i < LANDMARKS; i++) {
		double x = p->at[i][0] * gap, y = p->at[i][1] * gap;

		p->at[i][0] = SIDE / 2.0 + c * x - s * y;
		p->at[i][1] = SIDE / 3.0 + s * x + c * y;
	}
}

/* The nose's points moved to the right, as of a face turned there. */
static struct pose pose_of(double nose_right, double gap, double degrees)
{
	struct landmarks p;
	struct pose pose;
	int i;

	lay(&p);
	for (i = 27; i < 36; i++)
		p.at[i][0] += nose_right;
	place(&p, gap, degrees);
	pose_measure(&p, &pose);
	return pose;
}

static void turning_has_a_side_and_roll_a_sign(void **state)
{
	struct pose straight = pose_of(0, 80, 0), right = pose_of(.15, 80, 0);
	struct pose left = pose_of(-.15, 80, 0);

	(void)state;
	assert_true(fabs(straight.yaw) < 2 && fabs(straight.roll) < 0.5);
	assert_true(right.yaw > straight.yaw + 3);
	assert_true(left.yaw < straight.yaw - 3);
	assert_true(right.yaw_error > 0 && right.yaw_error < 90);
	assert_float_equal(pose_of(0, 80, 12).roll, straight.roll - 12, 0.01);
	assert_float_equal(pose_of(0, 80, -12).roll, straight.roll + 12, 0.01);
}

/* Neither the size of the picture nor its turn is the head's. */
static void size_and_roll_do_not_turn_a_head(void **state)
{
	struct pose a = pose_of(.15, 80, 0), b = pose_of(.15, 37, 20);

	(void)state;
	assert_float_equal(a.yaw, b.yaw, 0.1);
	assert_float_equal(a.pitch, b.pitch, 0.1);
}

/* All points in one place are no head, and no crash. */
static void points_of_nothing_are_survived(void **state)
{
	struct landmarks none = {.spread = 1};
	struct pose pose;

	(void)state;
	pose_measure(&none, &pose);
	assert_false(isnan(pose.roll));
}

static void grey_picture(struct image *rgb, int channels)
{
	struct error err = ERROR_INIT;

	assert_int_equal(image_init(rgb, SIDE, SIDE, channels, &err), 0);
	memset(rgb->data, 150, (size_t)SIDE * SIDE * (size_t)channels);
}

/* A grey wall is a face turned nowhere, which the landmarks deny. */
static void refine_by_a_wall(double nose_right, struct pose *alone,
			     struct pose *both)
{
	struct image grey = IMAGE_INIT;
	struct landmarks p;
	int i;

	lay(&p);
	for (i = 27; i < 36; i++)
		p.at[i][0] += nose_right;
	place(&p, 80, 5);
	grey_picture(&grey, 1);
	pose_measure(&p, alone);
	*both = *alone;
	pose_refine(&grey, &p, both);
	image_release(&grey);
}

static void a_refined_yaw_is_the_mean_of_two_and_less_sure(void **state)
{
	struct pose alone, both;

	(void)state;
	refine_by_a_wall(.08, &alone, &both);
	assert_true(alone.yaw > 1);
	assert_float_equal(both.yaw, alone.yaw / 2, 0.01);
	assert_true(both.yaw_error >= alone.yaw - 0.01);
	assert_float_equal(both.pitch, alone.pitch, 0);
	assert_float_equal(both.roll, alone.roll, 0);
}

/* A picture that misleads does not undo what the landmarks tell. */
static void a_refined_yaw_stays_near_the_landmarks(void **state)
{
	struct pose alone, both;

	(void)state;
	refine_by_a_wall(-.6, &alone, &both);
	assert_true(alone.yaw < -12);
	assert_float_equal(both.yaw, alone.yaw + 3.3, 0.01);
	assert_true(both.yaw_error >= 6.59);
}

/* The inner lips so far apart, units. */
static void mouth_of(double apart, struct mouth *out)
{
	struct image rgb = IMAGE_INIT;
	struct landmarks p;
	int i;

	lay(&p);
	for (i = 0; i < 3; i++) {
		p.at[61 + i][1] -= apart / 2;
		p.at[67 - i][1] += apart / 2;
	}
	place(&p, 80, 5);
	grey_picture(&rgb, 3);
	mouth_measure(&rgb, &p, out);
	image_release(&rgb);
}

static void lips_are_apart_by_the_points_or_not(void **state)
{
	struct mouth mouth;

	(void)state;
	mouth_of(0.1, &mouth);
	assert_float_equal(mouth.opening, 0.1 / 1.82, 0.001);
	assert_true(mouth_is_open(&mouth, 0.01, 0.021));
	/* Nothing is seen between lips of one colour: unsure points lose. */
	assert_float_equal(mouth.hole, 0, 0.001);
	assert_false(mouth_is_open(&mouth, 0.03, 0.021));
	/* A laugh is none the less for fits that disagree a little. */
	mouth_of(0.2, &mouth);
	assert_true(mouth_is_open(&mouth, 0.01, 0.021));
	assert_true(mouth_is_open(&mouth, 0.017, 0.021));
	assert_false(mouth_is_open(&mouth, 0.03, 0.021));
	mouth_of(0.05, &mouth);
	assert_false(mouth_is_open(&mouth, 0.01, 0.021));
	/* The same where as much of it as it is long is seen dark. */
	mouth.hole = mouth.opening;
	assert_true(mouth_is_open(&mouth, 0.01, 0.021));
	assert_false(mouth_is_open(&mouth, 0.017, 0.021));
	mouth_of(0, &mouth);
	assert_false(mouth_is_open(&mouth, 0.01, 0.021));
}

/* A grey picture, where a face lies in it and what its axes are. */
static void face_for_ears(struct image *rgb, struct landmarks *p,
			  struct skin *skin)
{
	lay(p);
	place(p, 80, 0);
	grey_picture(rgb, 3);
	skin_measure(rgb, p, skin);
}

/* Skin inside the jaw and another colour beside it, all so much lighter. */
static void ear_of(const uint8_t beside[3], double light,
		   double out[EAR_VALUES])
{
	static const uint8_t skin_rgb[3] = {196, 150, 126};
	struct image rgb = IMAGE_INIT;
	struct landmarks p;
	struct skin skin;
	double at[2];
	int i, c;

	face_for_ears(&rgb, &p, &skin);
	for (i = 0; i < SIDE * SIDE; i++) {
		face_axes_to(&skin.axes, (const double[2]){i % SIDE, i / SIDE},
			     at);
		for (c = 0; c < 3; c++)
			rgb.data[3 * i + c] = (uint8_t)lround(
				light *
				(fabs(at[0]) < 1 ? skin_rgb[c] : beside[c]));
	}
	skin_measure(&rgb, &p, &skin);
	ear_values(&skin, 0, 0, out);
	image_release(&rgb);
}

/* What is like skin is so in a darker or lighter picture of it. */
static void ears_are_told_alike_dark_and_light(void **state)
{
	static const uint8_t beside[][3] = {{176, 150, 118},
					    {170, 150, 126},
					    {180, 150, 140},
					    {188, 132, 118}};
	double usual[EAR_VALUES], other[EAR_VALUES], light, most = 0;
	size_t k;
	int i;

	(void)state;
	for (k = 0; k < ARRAY_SIZE(beside); k++) {
		ear_of(beside[k], 1, usual);
		for (light = 0.75; light < 1.3; light += 0.5) {
			ear_of(beside[k], light, other);
			for (i = 0; i < EAR_CELLS; i++)
				most = fmax(most, fabs(other[i] - usual[i]));
		}
	}
	assert_true(most < 0.15);
}

/* The cheeks so light, and above the brows white of that level. */
static double headwear_of(uint8_t cheek, uint8_t white)
{
	struct image rgb = IMAGE_INIT, grey = IMAGE_INIT;
	struct landmarks p;
	struct facial facial;
	struct skin skin;
	int i;

	lay(&p);
	place(&p, 80, 0);
	grey_picture(&rgb, 3);
	grey_picture(&grey, 1);
	for (i = 0; i < SIDE * SIDE; i++) {
		if (i / SIDE < SIDE / 3 - 40) {
			memset(rgb.data + 3 * i, white, 3);
			continue;
		}
		rgb.data[3 * i] = cheek;
		rgb.data[3 * i + 1] = (uint8_t)(cheek - 28);
		rgb.data[3 * i + 2] = (uint8_t)(cheek - 44);
	}
	skin_measure(&rgb, &p, &skin);
	facial_measure(&grey, &skin, &p, 0, &facial);
	image_release(&rgb);
	image_release(&grey);
	return facial.headwear;
}

/* Over cheeks that are nearly white themselves it is the light. */
static void burnt_hair_is_no_white_cap(void **state)
{
	(void)state;
	assert_true(headwear_of(190, 235) > 0.9);
	assert_true(headwear_of(150, 215) > 0.9);
	assert_true(headwear_of(255, 255) < 0.1);
}

/* Grey skin before a grey wall, on an ear whose inner rim is so light. */
static double grey_ear(int wall, int rim)
{
	struct image rgb = IMAGE_INIT;
	struct landmarks p;
	struct skin skin;
	double at[2], out, seen;
	int i, level;

	face_for_ears(&rgb, &p, &skin);
	for (i = 0; i < SIDE * SIDE; i++) {
		face_axes_to(&skin.axes, (const double[2]){i % SIDE, i / SIDE},
			     at);
		out = hypot((fabs(at[0]) - 1.2) / .17, (at[1] - .15) / .4);
		level = fabs(at[0]) < 1.1 && at[1] > -.6 ? 150 : wall;
		if (out < 1)
			level = out > .6 && out < .75 ? rim : 150;
		memset(rgb.data + 3 * i, level, 3);
	}
	skin_measure(&rgb, &p, &skin);
	seen = ear_seen(&skin, 0, 0);
	image_release(&rgb);
	return seen;
}

/* Without colours a faint rim tells more, and light like skin's nothing. */
static void a_grey_picture_s_ears_are_told_by_their_edges(void **state)
{
	(void)state;
	assert_true(grey_ear(180, 144) > 0.1);
	assert_true(grey_ear(130, 129) > 0.1);
	assert_true(grey_ear(150, 150) < -2);
}

/* A sitter of one colour before a wall, laid here; alpha is of its head. */
struct scene {
	struct image rgb, alpha;
	struct landmarks points;
	struct skin skin;
	struct facial facial;
	struct mouth mouth;
	struct pose pose;
	struct iso_from from;
};

static void scene_open(struct scene *s, double second_face)
{
	int x, y;

	memset(s, 0, sizeof(*s));
	lay(&s->points);
	place(&s->points, 80, 0);
	grey_picture(&s->rgb, 3);
	grey_picture(&s->alpha, 1);
	for (y = 0; y < SIDE; y++)
		for (x = 0; x < SIDE; x++)
			image_row(&s->alpha, y)[x] =
				abs(x - SIDE / 2) < 110 && y > 40 ? 255 : 0;
	s->facial = (struct facial){.lids = 0.08, .iris = 0.4};
	s->mouth.opening = 0.005;
	s->pose.yaw = 60;
	s->from =
		(struct iso_from){second_face, &s->points, &s->alpha, &s->skin,
				  &s->facial,  &s->mouth,  &s->pose,  2};
}

static void scene_measure(struct scene *s, struct iso_measures *out)
{
	skin_measure(&s->rgb, &s->points, &s->skin);
	iso_measure(&s->from, out);
}

static void scene_close(struct scene *s)
{
	image_release(&s->rgb);
	image_release(&s->alpha);
}

static const struct iso_measure *measure_of(const struct iso_measures *all,
					    const char *name)
{
	int i;

	for (i = 0; i < all->n; i++)
		if (strcmp(all->of[i].name, name) == 0)
			return &all->of[i];
	return NULL;
}

static double score_of(const struct iso_measures *all, const char *name)
{
	const struct iso_measure *m = measure_of(all, name);

	if (!m)
		fail_msg("no measure %s", name);
	return m->score;
}

static double raw_of(const struct iso_measures *all, const char *name)
{
	const struct iso_measure *m = measure_of(all, name);

	if (!m)
		fail_msg("no measure %s", name);
	return m->raw;
}

static void the_standard_s_measures_have_names_and_scores(void **state)
{
	struct iso_measures all;
	struct scene s;
	int i;

	(void)state;
	scene_open(&s, 0);
	scene_measure(&s, &all);
	assert_int_equal(all.n, ISO_MEASURES);
	for (i = 0; i < all.n; i++)
		assert_true(all.of[i].name && all.of[i].score >= 0 &&
			    all.of[i].score <= 100);
	assert_float_equal(score_of(&all, "SingleFacePresent"), 100, 0.5);
	assert_float_equal(score_of(&all, "HeadPoseYaw"), 25, 0.5);
	assert_float_equal(score_of(&all, "HeadPosePitch"), 100, 0.5);
	assert_float_equal(score_of(&all, "EyesOpen"), 100, 0.5);
	assert_true(score_of(&all, "MouthClosed") > 95);
	/* One level is no range, both cheeks are alike, grey is no skin. */
	assert_float_equal(score_of(&all, "DynamicRange"), 0, 0.5);
	assert_float_equal(score_of(&all, "IlluminationUniformity"), 100, 0.5);
	assert_true(score_of(&all, "NaturalColour") < 95);
	scene_close(&s);
}

/* Linear light: a grey of 128 has 55 of 255, one of 188 the half. */
static void luminance_is_light_and_no_grey_value(void **state)
{
	struct iso_measures all;
	struct scene s;

	(void)state;
	scene_open(&s, 0);
	memset(s.rgb.data, 128, (size_t)SIDE * SIDE * 3);
	scene_measure(&s, &all);
	assert_float_equal(raw_of(&all, "LuminanceMean"), 55 / 255.0, 0.001);
	memset(s.rgb.data, 188, (size_t)SIDE * SIDE * 3);
	scene_measure(&s, &all);
	assert_float_equal(raw_of(&all, "LuminanceMean"), 128 / 255.0, 0.001);
	scene_close(&s);
}

/* Stripes of the wall, of so many levels up and down. */
static void paint_wall(struct scene *s, int up)
{
	int x, y;

	memset(s->rgb.data, 188, (size_t)SIDE * SIDE * 3);
	for (y = 0; y < SIDE; y++)
		for (x = 0; x < SIDE; x++)
			if (y % 16 < 8)
				memset(image_row(&s->rgb, y) + 3 * x, 188 + up,
				       3);
}

static void background_uniformity_sees_the_wall_alone(void **state)
{
	struct iso_measures all;
	struct scene s;
	double some;
	int x, y;

	(void)state;
	scene_open(&s, 0);
	paint_wall(&s, 0);
	/* What the person wears is none of it. */
	for (y = 60; y < SIDE; y++)
		for (x = SIDE / 2 - 90; x < SIDE / 2 + 90; x++)
			memset(image_row(&s.rgb, y) + 3 * x,
			       (x ^ y) & 1 ? 255 : 0, 3);
	scene_measure(&s, &all);
	assert_float_equal(raw_of(&all, "BackgroundUniformity"), 0, 1e-9);
	assert_float_equal(score_of(&all, "BackgroundUniformity"), 100, 0.5);
	paint_wall(&s, 10);
	scene_measure(&s, &all);
	some = raw_of(&all, "BackgroundUniformity");
	assert_true(some > 5 && some < 40);
	paint_wall(&s, 60);
	scene_measure(&s, &all);
	assert_true(raw_of(&all, "BackgroundUniformity") > 3 * some);
	assert_true(score_of(&all, "BackgroundUniformity") < 80);
	scene_close(&s);
}

static void what_cannot_be_told_is_left_out(void **state)
{
	struct iso_measures all;
	struct scene s;

	(void)state;
	scene_open(&s, 0.33);
	memset(s.alpha.data, 255, (size_t)SIDE * SIDE);
	scene_measure(&s, &all);
	assert_int_equal(all.n, ISO_MEASURES - 1);
	assert_null(measure_of(&all, "BackgroundUniformity"));
	s.from.alpha = NULL;
	scene_measure(&s, &all);
	assert_int_equal(all.n, ISO_MEASURES - 1);
	s.from.points = NULL;
	iso_measure(&s.from, &all);
	assert_int_equal(all.n, 1);
	assert_float_equal(score_of(&all, "SingleFacePresent"), 67, 0.5);
	scene_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(turning_has_a_side_and_roll_a_sign),
		cmocka_unit_test(size_and_roll_do_not_turn_a_head),
		cmocka_unit_test(points_of_nothing_are_survived),
		cmocka_unit_test(
			a_refined_yaw_is_the_mean_of_two_and_less_sure),
		cmocka_unit_test(a_refined_yaw_stays_near_the_landmarks),
		cmocka_unit_test(ears_are_told_alike_dark_and_light),
		cmocka_unit_test(lips_are_apart_by_the_points_or_not),
		cmocka_unit_test(burnt_hair_is_no_white_cap),
		cmocka_unit_test(a_grey_picture_s_ears_are_told_by_their_edges),
		cmocka_unit_test(the_standard_s_measures_have_names_and_scores),
		cmocka_unit_test(luminance_is_light_and_no_grey_value),
		cmocka_unit_test(background_uniformity_sees_the_wall_alone),
		cmocka_unit_test(what_cannot_be_told_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
