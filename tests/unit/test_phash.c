/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/phash/phash.h"
#include "image/phash/scan.h"
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
	int way, k;

	(void)state;
	random_hashes(hashes, MANY, 1);
	random_hashes(probes, PROBES, 2);
	probes[3] = hashes[17];
	hashes[18] = probes[4];
	for (k = PHASH_BYTES / 2; k < PHASH_BYTES; k++)
		hashes[18].bits[k] ^= 0xff;
	phash_scan_scalar(probes, PROBES, hashes, MANY, want);
	assert_int_equal(want[17], 0);
	assert_int_equal(want[18], 0);
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
	assert_int_equal(phash_distance_mirrored(&a, &b), 128);
	b.bits[0] = 0x81;
	b.bits[31] = 0xff;
	assert_int_equal(phash_distance(&a, &b), 10);
	assert_int_equal(phash_distance_mirrored(&a, &b), 122);
	memset(&b, 0xff, sizeof(b));
	assert_int_equal(phash_distance(&a, &b), 256);
}

static const struct image_box face_none = {0, 0, 0, 0};

static void hash_of(const struct image *im, struct image_box face,
		    struct phash *out)
{
	phash_make(im, phash_square(im, face, PHASH_FACE), out);
}

/* Pins PHASH_VERSION 2: other bits need another version. */
static void bits_of_version_2_never_change(void **state)
{
	struct image im = IMAGE_INIT;
	struct phash h;
	char hex[2 * PHASH_BYTES + 1];
	int i;

	(void)state;
	scene_draw(&im, 300, 400, 7);
	hash_of(&im, (struct image_box){60, 80, 180, 180}, &h);
	for (i = 0; i < PHASH_BYTES; i++)
		snprintf(hex + 2 * i, 3, "%02x", h.bits[i]);
	assert_string_equal(hex,
			    "94b01df05a581e5aa5882a2b17a095a550a7f04ba2d36ab0"
			    "5f2a8ff8afb897ba");
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
	hash_of(&one, (struct image_box){100, 120, 260, 260}, &a);
	hash_of(&half, (struct image_box){50, 60, 130, 130}, &b);
	hash_of(&other, (struct image_box){100, 120, 260, 260}, &c);
	assert_in_range(phash_distance(&a, &b), 0, 30);
	assert_in_range(phash_distance(&a, &c), 86, 256);
	image_release(&other);
	image_release(&half);
	image_release(&one);
}

static int nearest(const struct phash *probes, int n, const struct phash *h)
{
	uint16_t d;

	phash_scan(probes, (size_t)n, h, 1, &d);
	return d;
}

static void probes_find_the_mirrored_the_moved_and_the_resized(void **state)
{
	static struct phash probes[PHASH_PROBES];
	struct image im = IMAGE_INIT, flipped = IMAGE_INIT;
	struct image_box face = {110, 120, 260, 260};
	struct phash plain, h;
	int n;

	(void)state;
	scene_draw(&im, 480, 640, 11);
	hash_of(&im, face, &plain);
	n = phash_probes(&im, phash_square(&im, face, PHASH_FACE), PHASH_FACE,
			 probes);
	assert_int_equal(n, 11 * 11);
	assert_memory_equal(&plain, &probes[0], sizeof(plain));
	assert_int_equal(image_copy(&im, &flipped, NULL), 0);
	assert_int_equal(image_orient(&flipped, 2, NULL), 0);
	hash_of(&flipped, face, &h);
	assert_in_range(nearest(probes, n, &h), 0, 20);
	assert_in_range(phash_distance(&plain, &h), 86, 256);
	assert_in_range(phash_distance_mirrored(&plain, &h), 0, 20);
	face.x += 13;
	hash_of(&im, face, &h);
	assert_in_range(nearest(probes, n, &h), 0, 30);
	hash_of(&im, (struct image_box){150, 160, 200, 200}, &h);
	assert_in_range(phash_distance(&plain, &h), 86, 256);
	assert_in_range(nearest(probes, n, &h), 0, 60);
	image_release(&flipped);
	image_release(&im);
}

/* The hash of a probe is the hash of the square it says it is of. */
static void a_probe_tells_its_square(void **state)
{
	static struct phash probes[PHASH_PROBES];
	static struct resize_region squares[PHASH_PROBES];
	struct image im = IMAGE_INIT;
	struct resize_region own;
	struct phash h;
	int n, i;

	(void)state;
	scene_draw(&im, 480, 640, 13);
	own = phash_square(&im, (struct image_box){0}, PHASH_PICTURE);
	n = phash_probes(&im, own, PHASH_PICTURE, probes);
	assert_int_equal(n, 9 * 15);
	assert_int_equal(phash_probe_squares(own, PHASH_PICTURE, squares), n);
	for (i = 0; i < n; i += 7) {
		phash_make(&im, squares[i], &h);
		assert_in_range(phash_distance(&h, &probes[i]), 0, 12);
	}
	image_release(&im);
}

/*
 * Without a face, or with a box that cannot be one, the face's frame is the
 * picture's; a box that hangs off is hashed with the edge repeated.
 */
static void no_face_and_boxes_off_the_picture_are_taken(void **state)
{
	struct image im = IMAGE_INIT;
	struct phash whole, h, none = {{0}};

	(void)state;
	scene_draw(&im, 30, 40, 12);
	phash_make(&im, phash_square(&im, face_none, PHASH_PICTURE), &whole);
	assert_memory_not_equal(&whole, &none, sizeof(whole));
	hash_of(&im, face_none, &h);
	assert_memory_equal(&h, &whole, sizeof(h));
	hash_of(&im, (struct image_box){-500, 900, 70, 70}, &h);
	assert_memory_equal(&h, &whole, sizeof(h));
	hash_of(&im, (struct image_box){0, 0, 81, 20}, &h);
	assert_memory_equal(&h, &whole, sizeof(h));
	hash_of(&im, (struct image_box){-5, -5, 25, 25}, &h);
	assert_memory_not_equal(&h, &whole, sizeof(h));
	assert_memory_not_equal(&h, &none, sizeof(h));
	/* one pixel with its edge repeated has no detail beyond its own */
	hash_of(&im, (struct image_box){-60, -60, 40, 40}, &h);
	assert_memory_equal(&h, &none, sizeof(h));
	image_release(&im);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_way_counts_like_the_scalar_one),
		cmocka_unit_test(distance_counts_bits),
		cmocka_unit_test(bits_of_version_2_never_change),
		cmocka_unit_test(other_sizes_are_near_other_scenes_far),
		cmocka_unit_test(
			probes_find_the_mirrored_the_moved_and_the_resized),
		cmocka_unit_test(a_probe_tells_its_square),
		cmocka_unit_test(no_face_and_boxes_off_the_picture_are_taken),
	};

	return cmocka_run_group_tests_name("phash", tests, NULL, NULL);
}
