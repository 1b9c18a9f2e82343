/* SPDX-License-Identifier: MIT */
/* Planes are what jpeg_read() gives in grey, and the colours beside it. */
#include "support/unit.h"

#include "base/mem.h"
#include "codec/picture/jpeg_planes.h"
#include "codec/picture/jpeg_write.h"
#include "codec/picture/png.h"
#include "support/odd_jpeg.h"

enum { ANY = 1 << 30 };

/* Red on the left, blue on the right, lighter from row to row. */
static struct image picture(int width, int height, int channels)
{
	struct image im;
	int x, y, c;

	assert_int_equal(image_init(&im, width, height, channels, NULL), 0);
	for (y = 0; y < height; y++)
		for (x = 0; x < width; x++)
			for (c = 0; c < channels; c++)
				image_row(&im, y)[x * channels + c] =
					(uint8_t)(c == (x < width / 2 ? 0 : 2)
							  ? 200
							  : y * 100 / height);
	return im;
}

/* The planes of a file, whose grey is jpeg_read()'s. */
static void read_planes(const struct buf *bytes, double most,
			struct jpeg_planes *out)
{
	const struct jpeg_read grey = {.channels = 1};
	struct error err = ERROR_INIT;
	struct jpeg_info info;
	struct image want;

	assert_int_equal(jpeg_planes_read(bytes->data, bytes->size, most, &info,
					  out, &err),
			 0);
	assert_int_equal(
		jpeg_read(bytes->data, bytes->size, &grey, &want, &err), 0);
	assert_int_equal(out->grey.width, want.width);
	assert_int_equal(out->grey.height, want.height);
	assert_int_equal(info.width, want.width);
	assert_memory_equal(out->grey.data, want.data,
			    (size_t)want.width * (size_t)want.height);
	image_release(&want);
}

static void assert_colours(const struct jpeg_planes *p)
{
	int last = p->red.width - 1, y;

	for (y = 0; y < p->red.height; y++) {
		assert_true(image_row(&p->red, y)[0] > 150);
		assert_true(image_row(&p->red, y)[last] < 128);
		assert_true(image_row(&p->blue, y)[0] < 128);
		assert_true(image_row(&p->blue, y)[last] > 150);
	}
}

static void grey_is_the_same_and_colours_are_beside_it(void **state)
{
	static const int sides[][2] = {{64, 48}, {65, 47}, {8, 8}, {131, 17}};
	struct jpeg_write how = {.quality = 90};
	size_t i;

	(void)state;
	for (i = 0; i < 2 * ARRAY_SIZE(sides); i++) {
		struct image im = picture(sides[i / 2][0], sides[i / 2][1], 3);
		int part = i % 2 ? 1 : 2;
		struct buf bytes = BUF_INIT;
		struct jpeg_planes p;

		how.subsampling = part == 1 ? 444 : 420;
		assert_int_equal(jpeg_write(&im, &how, &bytes, NULL), 0);
		read_planes(&bytes, ANY, &p);
		assert_int_equal(p.across, part);
		assert_int_equal(p.down, part);
		assert_int_equal(p.red.width, (im.width + part - 1) / part);
		assert_int_equal(p.blue.height, (im.height + part - 1) / part);
		assert_colours(&p);
		jpeg_planes_release(&p);
		buf_release(&bytes);
		image_release(&im);
	}
}

static void files_of_several_scans_and_cut_ones_are_read(void **state)
{
	struct odd_jpeg how = {.quality = 90, .progressive = true};
	struct image im = picture(100, 90, 3);
	struct buf bytes = BUF_INIT;
	struct jpeg_planes p;
	int cut;

	(void)state;
	odd_jpeg_write(&im, &how, &bytes);
	for (cut = 0; cut < 3; cut++) {
		read_planes(&bytes, ANY, &p);
		assert_non_null(p.red.data);
		jpeg_planes_release(&p);
		bytes.size -= bytes.size / 4;
	}
	buf_release(&bytes);
	image_release(&im);
}

static void grey_large_and_inked_ones_have_no_colours(void **state)
{
	static const struct odd_jpeg how[] = {{.quality = 90},
					      {.quality = 90},
					      {.quality = 90, .cmyk = true}};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(how); i++) {
		struct image im = picture(60, 50, i == 0 ? 1 : 3);
		struct buf bytes = BUF_INIT;
		struct jpeg_planes p;

		odd_jpeg_write(&im, &how[i], &bytes);
		read_planes(&bytes, i == 1 ? 60 * 50 - 1 : ANY, &p);
		assert_null(p.red.data);
		assert_null(p.blue.data);
		jpeg_planes_release(&p);
		buf_release(&bytes);
		image_release(&im);
	}
}

static void what_is_no_jpeg_is_an_error(void **state)
{
	struct error err = ERROR_INIT;
	struct jpeg_planes p;
	struct jpeg_info info;

	(void)state;
	assert_int_equal(jpeg_planes_read("\xff\xd8\xff\xe0 nothing", 12, ANY,
					  &info, &p, &err),
			 -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_null(p.grey.data);
}

static void a_png_says_whether_it_is_grey(void **state)
{
	static const int channels[] = {1, 3, 4};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(channels); i++) {
		struct image im = picture(20, 20, channels[i]);
		struct buf bytes = BUF_INIT;

		assert_int_equal(png_write(&im, &bytes, NULL), 0);
		assert_int_equal(png_is_grey(bytes.data, bytes.size), i == 0);
		/* a file cut in its head is read by nobody */
		assert_false(png_is_grey(bytes.data, 20));
		buf_release(&bytes);
		image_release(&im);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grey_is_the_same_and_colours_are_beside_it),
		cmocka_unit_test(files_of_several_scans_and_cut_ones_are_read),
		cmocka_unit_test(grey_large_and_inked_ones_have_no_colours),
		cmocka_unit_test(what_is_no_jpeg_is_an_error),
		cmocka_unit_test(a_png_says_whether_it_is_grey),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
