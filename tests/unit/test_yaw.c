/* SPDX-License-Identifier: MIT */
/* How far drawn heads are turned, by their pictures and where the eyes are. */
#include "support/unit.h"

#include <math.h>

#include "base/mem.h"
#include "image/pixel/resize.h"
#include "image/portrait/yaw.h"
#include "support/sitter.h"

enum { FIRST = 700001, SITTERS = 12, LEFT_EYE = 36, RIGHT_EYE = 42, EYE = 6 };

/* One channel, and landmarks of which the eyes alone are laid. */
struct seen {
	struct image grey;
	struct landmarks points;
};

static void look(struct landmarks *p, const double left[2],
		 const double right[2])
{
	int i, c;

	memset(p, 0, sizeof(*p));
	for (i = 0; i < EYE; i++)
		for (c = 0; c < 2; c++) {
			p->at[LEFT_EYE + i][c] = left[c];
			p->at[RIGHT_EYE + i][c] = right[c];
		}
}

static void to_grey(const struct image *rgb, struct image *out)
{
	struct error err = ERROR_INIT;
	int i, n = rgb->width * rgb->height;

	assert_int_equal(image_init(out, rgb->width, rgb->height, 1, &err), 0);
	for (i = 0; i < n; i++)
		out->data[i] = rgb->data[3 * i + 1];
}

static void shoot(int seed, double yaw, double tilt, struct seen *out)
{
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct image rgb = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct sitter_person person;
	struct sitter_shot shot;

	sitter_person((uint64_t)seed, &person);
	sitter_shot_default((uint64_t)seed, &shot);
	shot.yaw = yaw;
	shot.tilt = tilt;
	assert_int_equal(sitter_render(&person, &shot, &rgb, &truth, &err), 0);
	to_grey(&rgb, &out->grey);
	look(&out->points, (double[2]){truth.left_eye_x, truth.left_eye_y},
	     (double[2]){truth.right_eye_x, truth.right_eye_y});
	image_release(&rgb);
	sitter_truth_release(&truth);
}

static double yaw_of(int seed, double yaw, double tilt)
{
	struct seen s;
	double found;

	shoot(seed, yaw, tilt, &s);
	found = yaw_measure(&s.grey, &s.points);
	image_release(&s.grey);
	return found;
}

static void drawn_heads_are_told_to_be_turned(void **state)
{
	double left = 0, ahead = 0, right = 0;
	int i;

	(void)state;
	for (i = FIRST; i < FIRST + SITTERS; i++) {
		double l = yaw_of(i, -15, 0), r = yaw_of(i, 15, 0);

		assert_true(r > l + 8);
		left += l / SITTERS;
		right += r / SITTERS;
		ahead += yaw_of(i, 0, 0) / SITTERS;
	}
	assert_true(fabs(ahead) < 3);
	assert_true(fabs(left + 15) < 5 && fabs(right - 15) < 5);
}

/* A tilted head is measured along its own axes. */
static void a_tilt_turns_no_head(void **state)
{
	int i;

	(void)state;
	for (i = FIRST; i < FIRST + SITTERS; i++)
		assert_true(fabs(yaw_of(i, 8, 8) - yaw_of(i, 8, -8)) < 6);
}

static void the_mirror_image_is_turned_the_other_way(void **state)
{
	struct seen s, m;
	int i, x, y;

	(void)state;
	for (i = FIRST; i < FIRST + SITTERS; i++) {
		shoot(i, 6, 4, &s);
		m = s;
		m.grey = (struct image)IMAGE_INIT;
		assert_int_equal(image_copy(&s.grey, &m.grey, NULL), 0);
		for (y = 0; y < s.grey.height; y++)
			for (x = 0; x < s.grey.width; x++)
				image_row(&m.grey, y)[x] = image_row(
					&s.grey, y)[s.grey.width - 1 - x];
		look(&m.points,
		     (double[2]){s.grey.width - 1 - s.points.at[RIGHT_EYE][0],
				 s.points.at[RIGHT_EYE][1]},
		     (double[2]){s.grey.width - 1 - s.points.at[LEFT_EYE][0],
				 s.points.at[LEFT_EYE][1]});
		assert_float_equal(yaw_measure(&s.grey, &s.points),
				   -yaw_measure(&m.grey, &m.points), 0.01);
		image_release(&s.grey);
		image_release(&m.grey);
	}
}

/* Half as large, half as light, or lit from one side it is the same head. */
static void size_and_light_do_not_turn_a_head(void **state)
{
	struct error err = ERROR_INIT;
	struct image small = IMAGE_INIT;
	struct landmarks half;
	double whole, dim, lit;
	struct seen s;
	int i, k, x;

	(void)state;
	for (i = FIRST; i < FIRST + SITTERS; i++) {
		shoot(i, 5, 0, &s);
		whole = yaw_measure(&s.grey, &s.points);
		assert_int_equal(resize_to(&s.grey, s.grey.width / 2,
					   s.grey.height / 2, &small, &err),
				 0);
		for (k = 0; k < LANDMARKS_VALUES; k++)
			half.at[k / 2][k % 2] = s.points.at[k / 2][k % 2] / 2;
		assert_true(fabs(yaw_measure(&small, &half) - whole) < 3);
		image_release(&small);
		for (k = 0; k < s.grey.width * s.grey.height; k++)
			s.grey.data[k] /= 2;
		dim = yaw_measure(&s.grey, &s.points);
		assert_true(fabs(dim - whole) < 3);
		for (k = 0; k < s.grey.width * s.grey.height; k++) {
			x = k % s.grey.width;
			s.grey.data[k] = (uint8_t)(s.grey.data[k] *
						   (1 + .8 * x / s.grey.width));
		}
		lit = yaw_measure(&s.grey, &s.points);
		assert_true(fabs(lit - dim) < 3);
		image_release(&s.grey);
	}
}

static void a_wall_is_turned_nowhere(void **state)
{
	struct error err = ERROR_INIT;
	struct image grey = IMAGE_INIT;
	struct landmarks p;

	(void)state;
	assert_int_equal(image_init(&grey, 60, 80, 1, &err), 0);
	memset(grey.data, 90, 60 * 80);
	/* The face reaches far beyond the picture. */
	look(&p, (double[2]){-40, 30}, (double[2]){90, 31});
	assert_float_equal(yaw_measure(&grey, &p), 0, 1e-6);
	/* Nothing to measure by. */
	look(&p, (double[2]){30, 30}, (double[2]){30, 30});
	assert_false(isnan(yaw_measure(&grey, &p)));
	image_release(&grey);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(drawn_heads_are_told_to_be_turned),
		cmocka_unit_test(a_tilt_turns_no_head),
		cmocka_unit_test(the_mirror_image_is_turned_the_other_way),
		cmocka_unit_test(size_and_light_do_not_turn_a_head),
		cmocka_unit_test(a_wall_is_turned_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
