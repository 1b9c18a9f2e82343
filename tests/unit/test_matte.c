/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "image/matte/pull_push.h"
#include "image/pixel/mask.h"
#include "image/matte/matte.h"
#include "support/sitter.h"

enum { W = 240, H = 320 };

static const int wall_colour[3] = {210, 214, 220};
static const int skin[3] = {205, 150, 120};

/* 1 inside the head's ellipse or the shoulders, 0 outside, soft by 1 px. */
static double truth_at(double x, double y, double across)
{
	double u = (x - 120 - across) / 48, v = (y - 130) / 66;
	double head = (1 - sqrt(u * u + v * v)) * 48;
	double s = (x - 120 - across) / (96 + (y > 230 ? (y - 230) / 6 : 0));
	double body = fmin((1 - fabs(s)) * 96, y - 215 - 20 * s * s);

	double neck = fmin(26 - fabs(x - 120 - across), y - 150);

	return fmin(fmax(fmax(fmax(head, body), neck) + 0.5, 0), 1);
}

struct scene {
	struct image rgb, truth;
};

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void draw(struct scene *s, const int wall[3], double across)
{
	struct error err = ERROR_INIT;
	uint32_t seed = 1;
	int x, y, c;

	assert_int_equal(image_init(&s->rgb, W, H, 3, &err), 0);
	assert_int_equal(image_init(&s->truth, W, H, 1, &err), 0);
	for (y = 0; y < H; y++) {
		for (x = 0; x < W; x++) {
			double a = truth_at(x, y, across);
			const int coat[3] = {40, 50, 90};
			const int hair[3] = {35, 25, 20};
			const int *p = y > 214 ? coat : y < 95 ? hair : skin;

			image_row(&s->truth, y)[x] = (uint8_t)lround(255 * a);
			for (c = 0; c < 3; c++)
				image_row(&s->rgb, y)[3 * x + c] =
					(uint8_t)(a * p[c] + (1 - a) * wall[c] +
						  next_random(&seed) % 3);
		}
	}
}

static void release(struct scene *s)
{
	image_release(&s->rgb);
	image_release(&s->truth);
}

static struct image_box face_at(double across)
{
	return (struct image_box){(int)(120 + across) - 45, 90, 90, 90};
}

/* Mean absolute difference of two alphas, 0..1. */
static double difference(const struct image *a, const struct image *b)
{
	size_t i, n = (size_t)a->width * (size_t)a->height;
	double sum = 0;

	for (i = 0; i < n; i++)
		sum += abs(a->data[i] - b->data[i]) / 255.0;
	return sum / (double)n;
}

static void a_plain_portrait_is_cut_out(void **state)
{
	struct error err = ERROR_INIT;
	struct matte m;
	struct scene s;

	(void)state;
	draw(&s, wall_colour, 0);
	assert_int_equal(matte_make(&s.rgb, face_at(0), &m, &err), 0);
	assert_true(difference(&m.alpha, &s.truth) < 0.006);
	assert_true(m.confidence > 0.8);
	matte_release(&m);
	release(&s);
}

static void sure_places_are_exact(void **state)
{
	struct error err = ERROR_INIT;
	struct matte m;
	struct scene s;
	int x, y;

	(void)state;
	draw(&s, wall_colour, 0);
	assert_int_equal(matte_make(&s.rgb, face_at(0), &m, &err), 0);
	for (y = 0; y < 40; y++)
		for (x = 0; x < W; x++)
			assert_int_equal(image_row(&m.alpha, y)[x], 0);
	for (y = 100; y < 200; y++)
		for (x = 100; x < 140; x++)
			assert_int_equal(image_row(&m.alpha, y)[x], 255);
	/* the person's own pixels are handed on untouched */
	assert_memory_equal(image_row(&m.colour, 150) + 3 * 120,
			    image_row(&s.rgb, 150) + 3 * 120, 30);
	matte_release(&m);
	release(&s);
}

static void the_wall_is_taken_out_of_the_edge(void **state)
{
	struct error err = ERROR_INIT;
	struct matte m;
	struct scene s;
	int x, y, seen = 0;

	(void)state;
	draw(&s, (int[]){40, 200, 60}, 0);
	assert_int_equal(matte_make(&s.rgb, face_at(0), &m, &err), 0);
	for (y = 110; y < 160; y++) {
		for (x = 0; x < W; x++) {
			const uint8_t *p = image_row(&m.colour, y) + 3 * x;
			int a = image_row(&m.alpha, y)[x];

			if (a < 64 || a > 220)
				continue;
			seen++;
			/* skin is redder than green; the wall was not */
			assert_true(p[0] > p[1]);
		}
	}
	assert_true(seen > 20);
	matte_release(&m);
	release(&s);
}

static void a_poor_box_and_a_place_off_the_middle_do_no_harm(void **state)
{
	static const double across[] = {-20, 20};
	static const double off[] = {-0.1, 0.1};
	size_t i, j;

	(void)state;
	for (i = 0; i < 2; i++) {
		for (j = 0; j < 2; j++) {
			struct image_box box = face_at(across[i]);
			struct error err = ERROR_INIT;
			struct matte m;
			struct scene s;

			draw(&s, wall_colour, across[i]);
			box.x += (int)(off[j] * box.width);
			box.y += (int)(off[j] * box.height);
			box.width += (int)(off[j] * box.width);
			assert_int_equal(matte_make(&s.rgb, box, &m, &err), 0);
			assert_true(difference(&m.alpha, &s.truth) < 0.008);
			matte_release(&m);
			release(&s);
		}
	}
}

/* Deepest beside the head, gone at the picture's side; none of it is person. */
static void a_shadow_beside_the_head_is_wall(void **state)
{
	struct error err = ERROR_INIT;
	struct matte m;
	struct scene s;
	int x, y, c;

	(void)state;
	draw(&s, wall_colour, 0);
	for (y = 70; y < 180; y++) {
		for (x = 150; x < W; x++) {
			double a = image_row(&s.truth, y)[x] / 255.0;
			double fade =
				1 - 0.4 * fmax(1 - abs(x - 165) / 45.0, 0) *
					    fmin((y - 70) / 30.0, 1) *
					    fmin((180 - y) / 30.0, 1);

			for (c = 0; c < 3; c++) {
				uint8_t *p = image_row(&s.rgb, y) + 3 * x + c;

				*p = (uint8_t)(*p * (a + (1 - a) * fade));
			}
		}
	}
	assert_int_equal(matte_make(&s.rgb, face_at(0), &m, &err), 0);
	assert_true(difference(&m.alpha, &s.truth) < 0.008);
	for (y = 100; y < 150; y++)
		for (x = 180; x < W; x++)
			assert_int_equal(image_row(&m.alpha, y)[x], 0);
	matte_release(&m);
	release(&s);
}

static void equal_pictures_give_equal_bytes(void **state)
{
	struct error err = ERROR_INIT;
	struct matte a, b;
	struct scene s;

	(void)state;
	draw(&s, wall_colour, 5);
	assert_int_equal(matte_make(&s.rgb, face_at(5), &a, &err), 0);
	assert_int_equal(matte_make(&s.rgb, face_at(5), &b, &err), 0);
	assert_memory_equal(a.alpha.data, b.alpha.data, W * H);
	assert_memory_equal(a.colour.data, b.colour.data, 3 * W * H);
	assert_true(a.confidence == b.confidence);
	matte_release(&a);
	matte_release(&b);
	release(&s);
}

/* Whatever is handed in: no crash, and no trust in nonsense. */
static void a_person_of_the_walls_colour_is_refused(void **state)
{
	struct error err = ERROR_INIT;
	struct image flat = IMAGE_INIT;
	struct matte m;

	(void)state;
	assert_int_equal(image_init(&flat, W, H, 3, &err), 0);
	memset(flat.data, 180, 3 * W * H);
	assert_int_equal(matte_make(&flat, face_at(0), &m, &err), 0);
	assert_true(m.confidence < MATTE_CONFIDENCE_MIN);
	matte_release(&m);
	image_release(&flat);
}

/* Mottled like flowers, half of it the wall's colour, below the chin. */
static bool paint_flowers(struct image *rgb, const struct sitter_truth *t,
			  int x, int y)
{
	double k = (x / 7 + y / 5 + x * y / 90) % 2 ? 0.985 : 0.62;
	int c;

	if (y < t->chin + 4 || y > t->face.y + 1.34 * t->face.height ||
	    image_row(&t->alpha, y)[x] < 250)
		return false;
	for (c = 0; c < 3; c++)
		image_row(rgb, y)[3 * x + c] =
			(uint8_t)lround(k * t->wall_rgb[c]);
	return true;
}

/* Where long hair would end, clothes may look like hair with wall between. */
static void flowers_on_the_shoulders_are_no_hair(void **state)
{
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct image rgb = IMAGE_INIT, painted = IMAGE_INIT;
	struct sitter_person person;
	struct sitter_shot shot;
	struct error err = ERROR_INIT;
	struct matte m;
	int x, y, n = 0, lost = 0;

	(void)state;
	sitter_person(3, &person);
	person.hair = SITTER_HAIR_CROP;
	sitter_shot_default(3, &shot);
	sitter_shot_wall(&shot, SITTER_WALL_CREAM, 3);
	assert_int_equal(sitter_render(&person, &shot, &rgb, &truth, &err), 0);
	assert_int_equal(image_init(&painted, rgb.width, rgb.height, 1, &err),
			 0);
	for (y = 0; y < rgb.height; y++)
		for (x = 0; x < rgb.width; x++)
			image_row(&painted, y)[x] =
				paint_flowers(&rgb, &truth, x, y);
	assert_int_equal(matte_make(&rgb, truth.face, &m, &err), 0);
	for (y = 0; y < rgb.height; y++)
		for (x = 0; x < rgb.width; x++)
			if (image_row(&painted, y)[x]) {
				n++;
				lost += image_row(&m.alpha, y)[x] < 128;
			}
	assert_true(n > 2000);
	assert_true(lost < n / 10);
	matte_release(&m);
	sitter_truth_release(&truth);
	image_release(&painted);
	image_release(&rgb);
}

static void boxes_outside_and_tiny_pictures_are_survived(void **state)
{
	static const struct {
		int width, height;
		struct image_box face;
	} odd[] = {
		{16, 16, {0, 0, 16, 16}},
		{17, 33, {-50, -50, 10, 10}},
		{301, 20, {280, 0, 90, 90}},
		{64, 64, {500, 500, 80, 80}},
		{33, 400, {0, 0, 0, 0}},
		{90, 121, {-9, 90, 200, 200}},
		{1, 1, {0, 0, 1, 1}},
		{2000, 40, {5, 5, 20, 20}},
		{240, 320, {0, 300, 240, 4000}},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		struct error err = ERROR_INIT;
		struct image im = IMAGE_INIT;
		struct matte m;
		uint32_t seed = (uint32_t)i;
		size_t k;

		assert_int_equal(
			image_init(&im, odd[i].width, odd[i].height, 3, &err),
			0);
		for (k = 0; k < (size_t)(3 * im.width * im.height); k++)
			im.data[k] = (uint8_t)next_random(&seed);
		assert_int_equal(matte_make(&im, odd[i].face, &m, &err), 0);
		assert_int_equal(m.alpha.width, odd[i].width);
		assert_true(m.confidence >= 0 && m.confidence <= 1);
		matte_release(&m);
		image_release(&im);
	}
}

static void filling_keeps_the_known_and_spreads_it(void **state)
{
	struct plane v, k;
	int i;

	(void)state;
	plane_init(&v, 33, 17);
	plane_init(&k, 33, 17);
	for (i = 0; i < 33 * 17; i++) {
		k.data[i] = (float)(i % 33 < 4 || i % 33 > 28);
		v.data[i] = k.data[i] > 0 ? (i % 33 < 4 ? 10 : 30) : 1e6f;
	}
	pull_push_fill(&v, 1, &k);
	for (i = 0; i < 33 * 17; i++)
		if (k.data[i] > 0)
			assert_float_equal(v.data[i], (i % 33 < 4 ? 10 : 30),
					   0.001);
		else
			assert_in_range((int)v.data[i], 9, 30);
	assert_true(v.data[8 * 33 + 5] < v.data[8 * 33 + 27]);
	plane_release(&v);
	plane_release(&k);
}

static void distances_and_parts_of_a_square(void **state)
{
	struct mask m;
	struct mask_parts parts;
	struct plane d;

	(void)state;
	mask_init(&m, 30, 20);
	mask_rect(&m, (struct image_box){5, 5, 10, 10}, 1);
	mask_rect(&m, (struct image_box){20, 0, 2, 3}, 1);
	mask_parts(&m, &parts);
	assert_int_equal(parts.n, 2);
	assert_int_equal(parts.parts[0].count, 6);
	assert_int_equal(parts.parts[1].count, 100);
	assert_int_equal(parts.parts[1].right, 14);
	mask_signed_distance(&m, &d);
	assert_float_equal(plane_row(&d, 9)[5], -0.5, 1e-5);
	assert_float_equal(plane_row(&d, 9)[4], 0.5, 1e-5);
	assert_float_equal(plane_row(&d, 9)[8], -3.5, 1e-5);
	assert_float_equal(plane_row(&d, 9)[2], 2.5, 1e-5);
	mask_grow(&m, 1);
	assert_int_equal(mask_count(&m), 144 + 4 * 4);
	mask_parts_release(&parts);
	plane_release(&d);
	mask_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_portrait_is_cut_out),
		cmocka_unit_test(sure_places_are_exact),
		cmocka_unit_test(the_wall_is_taken_out_of_the_edge),
		cmocka_unit_test(
			a_poor_box_and_a_place_off_the_middle_do_no_harm),
		cmocka_unit_test(a_shadow_beside_the_head_is_wall),
		cmocka_unit_test(equal_pictures_give_equal_bytes),
		cmocka_unit_test(a_person_of_the_walls_colour_is_refused),
		cmocka_unit_test(flowers_on_the_shoulders_are_no_hair),
		cmocka_unit_test(boxes_outside_and_tiny_pictures_are_survived),
		cmocka_unit_test(filling_keeps_the_known_and_spreads_it),
		cmocka_unit_test(distances_and_parts_of_a_square),
	};

	return cmocka_run_group_tests_name("matte", tests, NULL, NULL);
}
