/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <webp/encode.h>

#include "codec/picture/webp.h"

static void pixels_and_alpha_come_back(void **state)
{
	static const uint8_t rgba[] = {10, 20, 30, 255, 200, 100, 50, 255,
				       0,  0,  0,  128, 7,   8,	  9,  0};
	struct error err = ERROR_INIT;
	struct image im;
	uint8_t *file;
	size_t n = WebPEncodeLosslessRGBA(rgba, 2, 2, 8, &file);

	(void)state;
	assert_true(webp_is(file, n));
	assert_int_equal(webp_read(file, n, 4, &im, &err), 0);
	assert_int_equal(im.width, 2);
	assert_memory_equal(im.data, rgba, 12);
	assert_int_equal(im.data[15], 0);
	image_release(&im);
	assert_int_equal(webp_read(file, n, 3, &im, &err), 0);
	assert_int_equal(im.channels, 3);
	assert_memory_equal(im.data + 3, rgba + 4, 3);
	image_release(&im);
	assert_int_equal(webp_read(file, n, 1, &im, &err), 0);
	assert_int_equal(im.channels, 1);
	assert_in_range(im.data[0], 17, 20);
	assert_int_equal(im.data[2], 127); /* half black over white */
	assert_int_equal(im.data[3], 255);
	image_release(&im);
	WebPFree(file);
}

static void damage_is_an_error(void **state)
{
	static const uint8_t rgb[300];
	struct error err = ERROR_INIT;
	struct image im;
	uint8_t *file;
	size_t n = WebPEncodeRGB(rgb, 10, 10, 30, 50, &file), cut;

	(void)state;
	for (cut = 0; cut < n; cut++) {
		assert_int_equal(webp_read(file, cut, 4, &im, &err), -1);
		assert_null(im.data);
	}
	assert_false(webp_is("RIFF1234WEBX", 12));
	WebPFree(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pixels_and_alpha_come_back),
		cmocka_unit_test(damage_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
