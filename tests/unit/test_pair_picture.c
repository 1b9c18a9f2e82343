/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "codec/picture/jpeg.h"
#include "codec/picture/jpeg_write.h"
#include "page/pair_picture.h"
#include "image/pixel/resize.h"
#include "support/scene.h"

static const struct image_box face = {110, 150, 250, 250};

static void jpeg_of(const struct image *im, struct buf *file)
{
	struct jpeg_write how = {90, 420, 0};

	assert_int_equal(jpeg_write(im, &how, file, NULL), 0);
}

static void decode(const struct pair_picture_jpeg *jpeg, struct image *im)
{
	struct jpeg_read how = {.channels = 3};

	assert_int_equal(jpeg_read(buf_str(&jpeg->bytes), jpeg->bytes.size,
				   &how, im, NULL),
			 0);
	assert_int_equal(im->width, jpeg->width);
	assert_int_equal(im->height, jpeg->height);
}

/* Mean difference over the middle half, where the face is. */
static double differ(const struct pair_picture_jpeg *one,
		     const struct pair_picture_jpeg *two)
{
	struct image a = IMAGE_INIT, b = IMAGE_INIT;
	double sum = 0;
	int x, y, n = 0;

	decode(one, &a);
	decode(two, &b);
	assert_int_equal(a.width, b.width);
	assert_int_equal(a.height, b.height);
	for (y = a.height / 4; y < a.height * 3 / 4; y++)
		for (x = a.width / 4 * 3; x < a.width * 3 / 4 * 3; x++, n++)
			sum += abs(image_row(&a, y)[x] - image_row(&b, y)[x]);
	image_release(&b);
	image_release(&a);
	return sum / n;
}

/* How much greener than red the agreement is, over the middle half. */
static double green(const struct pair_picture *p)
{
	struct image im = IMAGE_INIT;
	double sum = 0;
	int x, y, n = 0;

	decode(&p->agreement, &im);
	for (y = im.height / 4; y < im.height * 3 / 4; y++)
		for (x = im.width / 4; x < im.width * 3 / 4; x++, n++)
			sum += image_row(&im, y)[3 * x + 1] -
			       image_row(&im, y)[3 * x];
	image_release(&im);
	return sum / n;
}

static void make(const struct image *a, const struct image *b,
		 struct image_box box_b, struct pair_picture *out)
{
	struct buf one = BUF_INIT, two = BUF_INIT;

	jpeg_of(a, &one);
	jpeg_of(b, &two);
	assert_int_equal(pair_picture_make(
				 (struct pair_picture_source[]){
					 {one.data, one.size, face},
					 {two.data, two.size, box_b}},
				 out, NULL),
			 0);
	buf_release(&two);
	buf_release(&one);
}

static void a_copy_cut_and_mirrored_is_turned_onto_the_first(void **state)
{
	struct image im = IMAGE_INIT, cut = IMAGE_INIT, small = IMAGE_INIT;
	struct image_box part = {30, 60, 420, 560};
	struct pair_picture p;

	(void)state;
	scene_draw(&im, 480, 640, 3);
	assert_int_equal(image_crop(&im, part, &cut, NULL), 0);
	assert_int_equal(resize_to(&cut, 315, 420, &small, NULL), 0);
	assert_int_equal(image_orient(&small, 2, NULL), 0);
	/* the face in there, seen a little larger by the detector */
	make(&im, &small, (struct image_box){66, 63, 195, 195}, &p);
	assert_true(differ(&p.first, &p.second) < 6);
	assert_true(green(&p) > 25);
	assert_int_equal(p.whole[0].height, 320);
	assert_int_equal(p.whole[0].width, 240);
	assert_int_equal(p.face[0].x, 55);
	assert_int_equal(p.face[0].width, 125);
	pair_picture_release(&p);
	image_release(&small);
	image_release(&cut);
	image_release(&im);
}

static void another_picture_is_red(void **state)
{
	struct image im = IMAGE_INIT, other = IMAGE_INIT;
	struct pair_picture p;

	(void)state;
	scene_draw(&im, 480, 640, 3);
	scene_draw(&other, 480, 640, 4);
	make(&im, &other, face, &p);
	assert_true(differ(&p.first, &p.second) > 15);
	assert_true(green(&p) < -25);
	pair_picture_release(&p);
	image_release(&other);
	image_release(&im);
}

static void what_is_no_picture_is_an_error(void **state)
{
	struct pair_picture_source two[2] = {{"no picture", 10, face},
						{"no picture", 10, face}};
	struct pair_picture p;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(pair_picture_make(two, &p, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_null(p.first.bytes.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_copy_cut_and_mirrored_is_turned_onto_the_first),
		cmocka_unit_test(another_picture_is_red),
		cmocka_unit_test(what_is_no_picture_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
