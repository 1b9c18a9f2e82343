/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "image/portrait/shoulders.h"
#include "support/sitter.h"

/* A body that begins on row left at the left edge, right at the right. */
static void draw(struct image *im, int left, int right)
{
	struct error err = ERROR_INIT;
	int x, y;

	assert_int_equal(image_init(im, 200, 240, 1, &err), 0);
	for (x = 0; x < 200; x++)
		for (y = left + (right - left) * x / 199; y < 240; y++)
			image_row(im, y)[x] = 255;
}

static const struct head usual = {
	.eye_line = 90, .chin = 150, .width = 90, .centre = 100};

static struct shoulders of(int left, int right, struct head head)
{
	struct image im = IMAGE_INIT;
	struct shoulders s;

	draw(&im, left, right);
	shoulders_of_alpha(&im, &head, &s);
	image_release(&im);
	return s;
}

static void their_line_is_measured(void **state)
{
	struct shoulders s = of(190, 190, usual);

	(void)state;
	assert_true(s.tilt_known && fabs(s.tilt) < 0.5 && s.room > 1);
	s = of(170, 210, usual);
	assert_true(s.tilt_known && fabs(s.tilt - 11.3) < 1);
	s = of(210, 170, usual);
	assert_true(s.tilt_known && fabs(s.tilt + 11.3) < 1);
	/* Hair down to the edge hides where the shoulders are. */
	s = of(100, 190, usual);
	assert_false(s.tilt_known);
}

static void what_the_frame_cuts_is_told(void **state)
{
	struct head head = usual;

	(void)state;
	head.chin = 240 - 0.36 * 90;
	assert_true(of(230, 230, head).room > 1);
	head.chin = 240 - 0.34 * 90;
	assert_true(of(230, 230, head).room < 1);
	head = usual;
	head.centre = 0.61 * 90;
	assert_true(of(190, 190, head).room > 1);
	head.centre = 0.59 * 90;
	assert_true(of(190, 190, head).room < 1);
	assert_false(of(190, 190, head).tilt_known);
	head.centre = 200 - 0.59 * 90;
	assert_true(of(190, 190, head).room < 1);
	head.width = 0;
	assert_false(of(190, 190, head).tilt_known);
}

/* The colours tell the same as the exact alpha. */
static void colours_find_the_same_line(void **state)
{
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct image rgb = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct sitter_person person;
	struct sitter_shot shot;
	struct backdrop wall;
	struct shoulders exact, seen;
	struct head head;

	(void)state;
	sitter_person(1, &person);
	sitter_shot_default(1, &shot);
	shot.shoulders = 6;
	assert_int_equal(sitter_render(&person, &shot, &rgb, &truth, &err), 0);
	backdrop_measure(&rgb, truth.face, &wall);
	head = (struct head){.eye_line = truth.eye_line,
			     .chin = truth.chin,
			     .width = truth.face_width,
			     .centre = (truth.left_eye_x + truth.right_eye_x) /
				       2};
	shoulders_of_alpha(&truth.alpha, &head, &exact);
	shoulders_measure(&rgb, &wall, &head, &seen);
	assert_true(exact.tilt_known && seen.tilt_known);
	assert_true(fabs(exact.tilt - 6) < 2 &&
		    fabs(exact.tilt - seen.tilt) < 1);
	assert_true(fabs(exact.room - seen.room) < 1e-9);
	image_release(&rgb);
	sitter_truth_release(&truth);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(their_line_is_measured),
		cmocka_unit_test(what_the_frame_cuts_is_told),
		cmocka_unit_test(colours_find_the_same_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
