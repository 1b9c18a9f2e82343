/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "codec/picture/jpeg.h"
#include "codec/picture/jpeg_write.h"
#include "codec/picture/thumb.h"

/* Top half red, the rest blue. */
static void draw(int width, int height, struct image *im)
{
	struct error err = ERROR_INIT;
	int x, y;

	assert_int_equal(image_init(im, width, height, 3, &err), 0);
	for (y = 0; y < height; y++)
		for (x = 0; x < width; x++)
			image_row(im, y)[3 * x + (y < height / 2 ? 0 : 2)] =
				200;
}

/* JPEG with an EXIF that says how it is to be turned. */
static void write_turned(const struct image *im, int orientation,
			 struct buf *out)
{
	static const struct jpeg_write how = {92, 444, 72};
	const char exif[] = "\xff\xe1\x00\x22"
			    "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0"
			    "\x01\0\0\0?\0\0\0\0\0\0\0";
	struct buf plain = BUF_INIT;
	struct error err = ERROR_INIT;
	size_t at;

	assert_int_equal(jpeg_write(im, &how, &plain, &err), 0);
	buf_add(out, plain.data, 2);
	at = out->size + 28;
	buf_add(out, exif, 36);
	assert_int_equal(out->data[at], '?');
	out->data[at] = (char)orientation;
	buf_add(out, plain.data + 2, plain.size - 2);
	buf_release(&plain);
}

static void preview(const struct buf *bytes, int height, struct image *out)
{
	static const struct jpeg_read how = {.channels = 3};
	struct buf small = BUF_INIT;
	struct error err = ERROR_INIT;

	assert_int_equal(thumb_make(bytes->data, bytes->size, height,
					    &small, &err),
			 0);
	assert_int_equal(jpeg_read(small.data, small.size, &how, out, &err), 0);
	buf_release(&small);
}

static void shows_the_photo_small_and_upright(void **state)
{
	struct image im = IMAGE_INIT, out = IMAGE_INIT;
	struct buf bytes = BUF_INIT;

	(void)state;
	draw(320, 240, &im);
	write_turned(&im, 1, &bytes);
	preview(&bytes, 60, &out);
	assert_int_equal(out.width, 80);
	assert_int_equal(out.height, 60);
	assert_true(image_row(&out, 5)[3 * 40] > 150);
	image_release(&out);
	buf_clear(&bytes);
	/* 6: turn clockwise, so that the top comes to lie on the right. */
	write_turned(&im, 6, &bytes);
	preview(&bytes, 80, &out);
	assert_int_equal(out.width, 60);
	assert_int_equal(out.height, 80);
	assert_true(image_row(&out, 40)[3 * 55] > 150);
	assert_true(image_row(&out, 40)[3 * 5] < 50);
	image_release(&out);
	image_release(&im);
	buf_release(&bytes);
}

static void never_enlarges(void **state)
{
	struct image im = IMAGE_INIT, out = IMAGE_INIT;
	struct buf bytes = BUF_INIT;

	(void)state;
	draw(30, 40, &im);
	write_turned(&im, 1, &bytes);
	preview(&bytes, 400, &out);
	assert_int_equal(out.width, 30);
	assert_int_equal(out.height, 40);
	image_release(&out);
	image_release(&im);
	buf_release(&bytes);
}

static void keeps_a_strip_within_bounds(void **state)
{
	struct image im = IMAGE_INIT, out = IMAGE_INIT;
	struct buf bytes = BUF_INIT;

	(void)state;
	draw(4000, 40, &im);
	write_turned(&im, 1, &bytes);
	preview(&bytes, 20, &out);
	assert_int_equal(out.width, 160);
	assert_int_equal(out.height, 2);
	image_release(&out);
	image_release(&im);
	buf_release(&bytes);
}

static void refuses_what_is_no_picture(void **state)
{
	struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(thumb_make("none", 4, 100, &out, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_int_equal(out.size, 0);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_the_photo_small_and_upright),
		cmocka_unit_test(never_enlarges),
		cmocka_unit_test(keeps_a_strip_within_bounds),
		cmocka_unit_test(refuses_what_is_no_picture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
