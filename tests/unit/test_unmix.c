/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/matte/unmix.h"

static struct unmix mix_of(float person, float wall, float outline_alpha)
{
	struct unmix m = {{person, person, person},
			  {wall, wall, wall},
			  .outline_alpha = outline_alpha,
			  .outline_sigma = 0.2f};

	unmix_set_contrast(&m);
	return m;
}

static void between_two_clear_colours_the_pixel_says(void **state)
{
	const uint8_t quarter[3] = {175, 175, 175}, wall[3] = {220, 220, 220};
	struct unmix m = mix_of(40, 220, 1);

	(void)state;
	assert_float_equal(m.contrast, 180 * 1.7320508f, 0.01);
	assert_float_equal(unmix_alpha(&m, quarter), 0.25, 0.03);
	assert_float_equal(unmix_alpha(&m, wall), 0, 0.03);
}

static void between_alike_colours_the_outline_says(void **state)
{
	const uint8_t wall[3] = {220, 220, 220};
	struct unmix inside = mix_of(210, 220, 1),
		     outside = mix_of(210, 220, 0);

	(void)state;
	assert_true(unmix_alpha(&inside, wall) > 0.85f);
	assert_true(unmix_alpha(&outside, wall) < 0.05f);
}

/* Flowers of the wall's colour on a shirt that is another one on the whole. */
static void a_pattern_makes_colours_say_less(void **state)
{
	const uint8_t wall[3] = {220, 220, 220}, shirt[3] = {180, 180, 180};
	struct unmix m = mix_of(180, 220, 0);
	float plain = unmix_alpha(&m, shirt);

	(void)state;
	m.person_sigma = 60;
	assert_true(unmix_alpha(&m, shirt) < plain - 0.3f);
	assert_true(unmix_alpha(&m, wall) < 0.05f);
}

/* Lighter than the wall, and the hair's known colour is darker. */
static void a_light_strand_in_dark_hair_is_no_wall(void **state)
{
	const uint8_t light[3] = {200, 190, 170}, wall[3] = {130, 130, 130};
	struct unmix m = mix_of(60, 130, 1);

	(void)state;
	assert_true(unmix_alpha(&m, light) > 0.75f);
	assert_true(unmix_alpha(&m, wall) < 0.2f);
	m.outline_alpha = 0;
	assert_true(unmix_alpha(&m, light) < 0.01f);
}

static void darker_than_the_person_is_the_person(void **state)
{
	const uint8_t dark[3] = {5, 5, 5};
	struct unmix m = mix_of(60, 200, 0);

	(void)state;
	assert_true(unmix_alpha(&m, dark) > 0.9f);
}

static void the_walls_share_is_taken_out(void **state)
{
	const uint8_t half[3] = {130, 130, 130}, faint[3] = {218, 218, 218};
	struct unmix m = mix_of(40, 220, 0.5f);
	uint8_t out[3];

	(void)state;
	unmix_foreground(&m, 0.5f, half, out);
	assert_int_equal(out[1], 40);
	/* of a hundredth nothing could be told: the person's colour */
	unmix_foreground(&m, 0.01f, faint, out);
	assert_int_equal(out[1], 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(between_two_clear_colours_the_pixel_says),
		cmocka_unit_test(between_alike_colours_the_outline_says),
		cmocka_unit_test(a_pattern_makes_colours_say_less),
		cmocka_unit_test(a_light_strand_in_dark_hair_is_no_wall),
		cmocka_unit_test(darker_than_the_person_is_the_person),
		cmocka_unit_test(the_walls_share_is_taken_out),
	};

	return cmocka_run_group_tests_name("unmix", tests, NULL, NULL);
}
