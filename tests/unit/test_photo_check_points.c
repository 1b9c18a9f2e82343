/* SPDX-License-Identifier: MIT */
/* What is said of measures of landmarks, on a view filled in here. */
#include "support/unit.h"

#include "photo/photo_check_points.h"

/* Eyes so many pixels apart; all else about the face is as it should be. */
static void look_at(struct photo_view *v, double gap)
{
	int i;

	memset(v, 0, sizeof(*v));
	v->has_model = v->has_points = true;
	for (i = 36; i < 48; i++)
		v->points.at[i][0] = i < 42 ? 100 : 100 + gap;
	v->facial = (struct facial){
		.lids = 0.08, .iris = 0.4, .open = 3, .over_brow = 1};
}

static bool is_found(const struct photo_view *v, double sharpness,
		     const char *code)
{
	static const struct profile profile;
	struct findings all = FINDINGS_INIT;
	bool found;

	photo_check_points_look(&profile, v, sharpness, &all);
	found = findings_has(&all, code);
	findings_release(&all);
	return found;
}

static void what_shows_little_is_told_by_more(const char *code,
					      const struct photo_view *some,
					      const struct photo_view *clear)
{
	struct photo_view tiny = *some;
	int i;

	for (i = 42; i < 48; i++)
		tiny.points.at[i][0] = 112;
	assert_true(is_found(some, 0.35, code));
	assert_false(is_found(some, 0.2, code));
	assert_false(is_found(&tiny, 0.35, code));
	assert_true(is_found(clear, 0.2, code));
}

static void blurred_and_tiny_eyes_are_shut_by_more(void **state)
{
	struct photo_view some, clear;

	(void)state;
	look_at(&some, 60);
	assert_false(is_found(&some, 0.35, "APP-EYES-SHUT"));
	some.facial.open = -0.6;
	clear = some;
	clear.facial.open = -1.5;
	what_shows_little_is_told_by_more("APP-EYES-SHUT", &some, &clear);
}

static void blurred_and_tiny_eyes_look_aside_by_more(void **state)
{
	struct photo_view some, clear;

	(void)state;
	look_at(&some, 60);
	assert_false(is_found(&some, 0.35, "APP-GAZE"));
	some.facial.gaze = -0.1;
	clear = some;
	clear.facial.gaze = 0.13;
	what_shows_little_is_told_by_more("APP-GAZE", &some, &clear);
}

/* Lids near each other alone do not shut an eye that is clearly seen open. */
static void eyes_seen_open_are_not_shut(void **state)
{
	struct photo_view v;

	(void)state;
	look_at(&v, 60);
	assert_false(photo_check_points_may_be_shut(&v));
	v.facial.lids = 0.035;
	assert_false(photo_check_points_may_be_shut(&v));
	v.facial.open = 0.5;
	assert_true(photo_check_points_may_be_shut(&v));
	v.has_points = false;
	assert_true(photo_check_points_may_be_shut(&v));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blurred_and_tiny_eyes_are_shut_by_more),
		cmocka_unit_test(blurred_and_tiny_eyes_look_aside_by_more),
		cmocka_unit_test(eyes_seen_open_are_not_shut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
