/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/phash.h"
#include "image/phash_scan.h"
#include "support/scene.h"

enum { MANY = 1003, PROBES = 5 };

static void random_hashes(struct phash *h, int n, uint32_t seed)
{
	int i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < PHASH_BYTES; k++)
			h[i].bits[k] = (uint8_t)(scene_random(&seed) >> 12);
}

static void every_way_counts_like_the_scalar_one(void **state)
{
	static struct phash hashes[MANY], probes[PROBES];
	static uint16_t want[MANY], got[MANY];
	size_t n;
	int way;

	(void)state;
	random_hashes(hashes, MANY, 1);
	random_hashes(probes, PROBES, 2);
	probes[3] = hashes[17];
	phash_scan_scalar(probes, PROBES, hashes, MANY, want);
	assert_int_equal(want[17], 0);
	for (way = 0; way < PHASH_SCAN_WAYS; way++) {
		phash_scan_fn *scan = phash_scan_by((enum phash_scan_way)way);

		for (n = MANY - 9; scan != NULL && n <= MANY; n++) {
			memset(got, 0xee, sizeof(got));
			scan(probes, PROBES, hashes, n, got);
			assert_memory_equal(got, want, n * sizeof(*got));
			if (n < MANY)
				assert_int_equal(got[n], 0xeeee);
		}
	}
	phash_scan(probes, PROBES, hashes, MANY, got);
	assert_memory_equal(got, want, sizeof(got));
}

static void distance_counts_bits(void **state)
{
	struct phash a = {{0}}, b = {{0}};

	(void)state;
	assert_int_equal(phash_distance(&a, &b), 0);
	b.bits[0] = 0x81;
	b.bits[31] = 0xff;
	assert_int_equal(phash_distance(&a, &b), 10);
	memset(&b, 0xff, sizeof(b));
	assert_int_equal(phash_distance(&a, &b), 256);
}

/* Pins PHASH_VERSION 1: other bits need another version. */
static void bits_of_version_1_never_change(void **state)
{
	struct image im = IMAGE_INIT;
	struct image_box face = {60, 80, 180, 180};
	struct phash h;
	char hex[2 * PHASH_BYTES + 1];
	int i;

	(void)state;
	scene_draw(&im, 300, 400, 7);
	phash_make(&im, face, &h);
	for (i = 0; i < PHASH_BYTES; i++)
		snprintf(hex + 2 * i, 3, "%02x", h.bits[i]);
	assert_string_equal(hex,
			    "98632bdd51ab8a7544984833d629449bbb66c9486686d5ae"
			    "bf9980ce33ebb1ce");
	image_release(&im);
}

static void half_of_the_bits_are_set(void **state)
{
	struct image im = IMAGE_INIT;
	struct phash h, none = {{0}};

	(void)state;
	scene_draw(&im, 300, 400, 8);
	phash_make(&im, (struct image_box){60, 80, 180, 180}, &h);
	assert_int_equal(phash_distance(&h, &none), 128);
	image_release(&im);
}

static void other_sizes_are_near_other_scenes_far(void **state)
{
	struct image one = IMAGE_INIT, half = IMAGE_INIT, other = IMAGE_INIT;
	struct phash a, b, c;

	(void)state;
	scene_draw(&one, 480, 640, 9);
	scene_draw(&half, 240, 320, 9);
	scene_draw(&other, 480, 640, 10);
	phash_make(&one, (struct image_box){100, 120, 260, 260}, &a);
	phash_make(&half, (struct image_box){50, 60, 130, 130}, &b);
	phash_make(&other, (struct image_box){100, 120, 260, 260}, &c);
	assert_in_range(phash_distance(&a, &b), 0, 30);
	assert_in_range(phash_distance(&a, &c), 86, 256);
	image_release(&other);
	image_release(&half);
	image_release(&one);
}

static void probes_find_the_mirrored_and_the_shifted(void **state)
{
	struct image im = IMAGE_INIT, flipped = IMAGE_INIT;
	struct image_box face = {110, 120, 260, 260};
	struct phash probes[PHASH_PROBES], plain, h;
	uint16_t d;

	(void)state;
	scene_draw(&im, 480, 640, 11);
	phash_make(&im, face, &plain);
	phash_probes(&im, face, probes);
	assert_memory_equal(&plain, &probes[0], sizeof(plain));
	assert_int_equal(image_copy(&im, &flipped, NULL), 0);
	assert_int_equal(image_orient(&flipped, 2, NULL), 0);
	phash_make(&flipped, face, &h);
	phash_scan(probes, PHASH_PROBES, &h, 1, &d);
	assert_in_range(d, 0, 20);
	assert_in_range(phash_distance(&plain, &h), 86, 256);
	face.x += 13;
	phash_make(&im, face, &h);
	phash_scan(probes, PHASH_PROBES, &h, 1, &d);
	assert_in_range(d, 0, 30);
	image_release(&flipped);
	image_release(&im);
}

static void no_face_and_boxes_off_the_picture_are_taken(void **state)
{
	struct image im = IMAGE_INIT;
	struct phash h;

	(void)state;
	scene_draw(&im, 30, 40, 12);
	phash_make(&im, (struct image_box){0, 0, 0, 0}, &h);
	phash_make(&im, (struct image_box){-500, 900, 70, 70}, &h);
	phash_make(&im, (struct image_box){0, 0, 1, 1}, &h);
	image_release(&im);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_way_counts_like_the_scalar_one),
		cmocka_unit_test(distance_counts_bits),
		cmocka_unit_test(bits_of_version_1_never_change),
		cmocka_unit_test(half_of_the_bits_are_set),
		cmocka_unit_test(other_sizes_are_near_other_scenes_far),
		cmocka_unit_test(probes_find_the_mirrored_and_the_shifted),
		cmocka_unit_test(no_face_and_boxes_off_the_picture_are_taken),
	};

	return cmocka_run_group_tests_name("phash", tests, NULL, NULL);
}
