/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/align/patch.h"
#include "image/align/ncc.h"
#include "support/scene.h"

enum { WIDTH = 33, HEIGHT = 29 };

static void fill(struct align_ncc *w, uint32_t seed)
{
	int x, y;

	align_ncc_init(w, WIDTH, HEIGHT);
	align_ncc_resize(w, WIDTH, HEIGHT);
	for (y = 0; y < HEIGHT; y++)
		for (x = 0; x < WIDTH; x++)
			align_ncc_row(w, y)[x] =
				(int16_t)((int)(scene_random(&seed) % 2001) -
					  1000);
	align_ncc_seal(w);
}

/* width and height of t are set */
static void cut(const struct align_ncc *w, int x0, int y0,
		struct align_template *t)
{
	int x, y;

	for (y = 0; y < t->height; y++)
		for (x = 0; x < t->width; x++)
			t->pixels[y][x] = align_ncc_row(w, y0 + y)[x0 + x];
	align_ncc_centre(t);
}

static float match(const struct align_ncc *w, const struct align_template *t,
		   int x, int y, double floor)
{
	float out;

	align_ncc_match(w, t, (struct align_ncc_place){x, y, 1}, floor, &out);
	return out;
}

/* The correlation by the book, in doubles. */
static double plainly(const struct align_ncc *w, const struct align_template *t,
		      int x0, int y0)
{
	double sum = 0, square = 0, product = 0, own = 0;
	int x, y, n = t->width * t->height;

	for (y = 0; y < t->height; y++)
		for (x = 0; x < t->width; x++) {
			double v = align_ncc_row(w, y0 + y)[x0 + x];

			sum += v;
			square += v * v;
			product += v * t->pixels[y][x];
			own += (double)t->pixels[y][x] * t->pixels[y][x];
		}
	return product / sqrt(own * (square - sum * sum / n));
}

static void a_template_matches_its_own_place_fully(void **state)
{
	struct align_ncc w;
	struct align_template t = {.width = 20, .height = 22};

	(void)state;
	fill(&w, 1);
	cut(&w, 9, 5, &t);
	assert_true(match(&w, &t, 9, 5, 0) > .9999f);
	assert_true(match(&w, &t, 8, 5, 0) < .3f);
	align_ncc_release(&w);
}

static void matching_agrees_with_the_book(void **state)
{
	struct align_ncc w, other;
	struct align_template t = {.width = 20, .height = 22};
	int x, y;

	(void)state;
	fill(&w, 2);
	fill(&other, 3);
	cut(&other, 3, 4, &t);
	for (y = 0; y + t.height <= HEIGHT; y++)
		for (x = 0; x + t.width <= WIDTH; x++)
			assert_true(fabs((double)match(&w, &t, x, y, 0) -
					 plainly(&w, &t, x, y)) < 1e-4);
	align_ncc_release(&other);
	align_ncc_release(&w);
}

/* Also of a narrow template, and of one a run ends the row with. */
static void a_run_is_its_places_one_by_one(void **state)
{
	static const int widths[] = {8, 14, 16, 17, 20, 24};
	float run[ALIGN_NCC_RUN];
	struct align_ncc w;
	size_t k;
	int i, n;

	(void)state;
	fill(&w, 5);
	for (k = 0; k < sizeof(widths) / sizeof(widths[0]); k++) {
		struct align_template t = {.width = widths[k], .height = 14};

		cut(&w, 1, 2, &t);
		for (n = 1; n <= ALIGN_NCC_RUN; n++) {
			struct align_ncc_place at = {WIDTH - t.width + 1 - n,
						     HEIGHT - t.height, n};

			align_ncc_match(&w, &t, at, 20, run);
			for (i = 0; i < n; i++)
				assert_true(run[i] ==
					    match(&w, &t, at.x + i, at.y, 20));
			assert_true(fabs((double)match(&w, &t, at.x, at.y, 0) -
					 plainly(&w, &t, at.x, at.y)) < 1e-4);
		}
	}
	align_ncc_release(&w);
}

static void a_floor_quiets_flat_places(void **state)
{
	struct align_ncc w, flat;
	struct align_template t = {.width = 20, .height = 22};
	int x, y;

	(void)state;
	fill(&w, 4);
	cut(&w, 0, 0, &t);
	align_ncc_init(&flat, WIDTH, HEIGHT);
	align_ncc_resize(&flat, WIDTH, HEIGHT);
	for (y = 0; y < HEIGHT; y++)
		for (x = 0; x < WIDTH; x++)
			align_ncc_row(&flat, y)[x] =
				(int16_t)(align_ncc_row(&w, y)[x] / 200);
	align_ncc_seal(&flat);
	assert_true(match(&flat, &t, 0, 0, 20) < .2f);
	align_ncc_release(&flat);
	align_ncc_release(&w);
}

static void a_patch_keeps_grey_and_a_ramp(void **state)
{
	struct resize_region region = {10, 20, 100, 100};
	struct image im = IMAGE_INIT;
	struct plane p = PLANE_INIT;
	int x, y;

	(void)state;
	assert_int_equal(image_init(&im, 200, 150, 1, NULL), 0);
	for (y = 0; y < 150; y++)
		for (x = 0; x < 200; x++)
			image_row(&im, y)[x] = (uint8_t)x;
	plane_init(&p, 40, 40);
	align_patch(&im, region, &p);
	for (x = 0; x < 40; x++)
		assert_true(fabs((double)plane_row(&p, 7)[x] -
				 (9.5 + (x + .5) * 2.5)) < .25);
	align_patch_blur(&p, &p, 3);
	assert_true(fabs((double)plane_row(&p, 20)[20] - (9.5 + 20.5 * 2.5)) <
		    .1);
	plane_release(&p);
	image_release(&im);
}

/* An image of random grey, then the same with its edges drawn out by 40. */
static void draw_both(struct image *plain, struct image *wider)
{
	uint32_t seed = 6;
	int x, y;

	assert_int_equal(image_init(plain, 83, 61, 1, NULL), 0);
	assert_int_equal(image_init(wider, 163, 141, 1, NULL), 0);
	for (y = 0; y < plain->height; y++)
		for (x = 0; x < plain->width; x++)
			image_row(plain, y)[x] = (uint8_t)scene_random(&seed);
	for (y = 0; y < wider->height; y++)
		for (x = 0; x < wider->width; x++) {
			int px = x < 40 ? 0 : x < 123 ? x - 40 : 82;
			int py = y < 40 ? 0 : y < 101 ? y - 40 : 60;

			image_row(wider, y)[x] = image_row(plain, py)[px];
		}
}

static void a_patch_beyond_the_picture_sees_its_edge(void **state)
{
	static const struct resize_region regions[] = {
		{-30.25, -17.5, 141.5, 130}, {20, 30, 40, 40}, {-5, 9, 20, 70}};
	struct image plain = IMAGE_INIT, wider = IMAGE_INIT;
	struct plane p = PLANE_INIT, q = PLANE_INIT;
	size_t i;

	(void)state;
	draw_both(&plain, &wider);
	plane_init(&p, 44, 36);
	plane_init(&q, 44, 36);
	for (i = 0; i < 3; i++) {
		struct resize_region moved = regions[i];

		moved.x += 40;
		moved.y += 40;
		align_patch(&plain, regions[i], &p);
		align_patch(&wider, moved, &q);
		assert_memory_equal(p.data, q.data, 44 * 36 * sizeof(float));
	}
	plane_release(&q);
	plane_release(&p);
	image_release(&wider);
	image_release(&plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_template_matches_its_own_place_fully),
		cmocka_unit_test(matching_agrees_with_the_book),
		cmocka_unit_test(a_run_is_its_places_one_by_one),
		cmocka_unit_test(a_floor_quiets_flat_places),
		cmocka_unit_test(a_patch_keeps_grey_and_a_ramp),
		cmocka_unit_test(a_patch_beyond_the_picture_sees_its_edge),
	};

	return cmocka_run_group_tests_name("align_ncc", tests, NULL, NULL);
}
