/* SPDX-License-Identifier: MIT */
/*
 * The trees of landmarks, evaluated and mapped: a model of one stage and one
 * tree made here, and files that are not one.
 */
#include "support/unit.h"

#include <math.h>
#include <unistd.h>

#include "base/file.h"
#include "codec/config/landmark_file.h"
#include "image/face/landmarks.h"

/* LEFT and RIGHT, the ends of the jaw, are twins in the mirror. */
enum { SIDE = 100, PIXELS = 2, LEFT = 0, RIGHT = 16 };

/* The file of one tree, its arrays, and what it has become. */
struct tiny {
	char *bytes;
	size_t size;
	float *mean;
	struct landmark_pixel *pixel;
	struct landmark_split *split;
	struct landmark_leaf *leaf;
	struct landmark_model model;
};

static int parse(struct tiny *t, struct error *err)
{
	return landmark_file_parse(t->bytes, t->size, &t->model, err);
}

static void set_head(struct tiny *t, uint32_t trees, float unit)
{
	uint32_t numbers[5] = {1, trees, PIXELS, LANDMARKS, LANDMARKS_DEPTH};
	uint64_t size = t->size;

	memcpy(t->bytes, LANDMARK_FILE_MAGIC, 8);
	memcpy(t->bytes + 8, numbers, sizeof(numbers));
	memcpy(t->bytes + 28, &unit, sizeof(unit));
	memcpy(t->bytes + 32, &size, sizeof(size));
}

/*
 * The mean face is its middle but for the two ends of the jaw.  Every split
 * asks whether the pixel at the left one is lighter than that at the right by
 * more than ten; the first leaf, of all answers yes, moves every point down by
 * a tenth of the box, the last up.
 */
static void setup(struct tiny *t)
{
	struct landmark_layout l = landmark_file_layout(1, 1, PIXELS);
	struct error err = ERROR_INIT;
	int i;

	t->size = l.size;
	t->bytes = calloc(1, l.size);
	set_head(t, 1, 0.001F);
	t->mean = (void *)(t->bytes + l.mean);
	t->pixel = (void *)(t->bytes + l.pixel);
	t->split = (void *)(t->bytes + l.split);
	t->leaf = (void *)(t->bytes + l.leaf);
	for (i = 0; i < LANDMARKS_VALUES; i++)
		t->mean[i] = 0.5F;
	t->mean[2 * LEFT] = 0.1F;
	t->mean[2 * RIGHT] = 0.9F;
	t->pixel[0].point = LEFT;
	t->pixel[1].point = RIGHT;
	for (i = 0; i < LANDMARKS_SPLITS; i++)
		t->split[i] = (struct landmark_split){0, 1, 10};
	for (i = 1; i < LANDMARKS_VALUES; i += 2) {
		t->leaf[0].value[i] = 100;
		t->leaf[LANDMARKS_LEAVES - 1].value[i] = -100;
	}
	t->leaf[0].scale = t->leaf[LANDMARKS_LEAVES - 1].scale = 1;
	assert_int_equal(parse(t, &err), 0);
}

/* A face whose box is the picture's, by alt2's habits. */
static double middle_row(const struct tiny *t, int left, int right)
{
	struct face face = {.width = SIDE, .height = SIDE};
	struct image grey = IMAGE_INIT;
	struct landmarks out;
	struct error err = ERROR_INIT;
	double sum = 0;
	int i;

	assert_int_equal(image_init(&grey, SIDE, SIDE, 1, &err), 0);
	for (i = 0; i < SIDE * SIDE; i++)
		grey.data[i] = (uint8_t)(i % SIDE < SIDE / 2 ? left : right);
	landmarks_fit(&t->model, &grey, &face, &out);
	for (i = 0; i < LANDMARKS; i++)
		sum += out.at[i][1] / LANDMARKS;
	image_release(&grey);
	return sum;
}

/*
 * The plain fit and that of the mirror image move apart where the picture is
 * lighter on one side by more than ten, and both up where it is not.
 */
static void the_answers_choose_the_leaf(void **state)
{
	struct tiny t;
	double start = SIDE * (0.5 + 0.084), step = SIDE * 0.895 * 0.1;

	(void)state;
	setup(&t);
	assert_float_equal(middle_row(&t, 100, 100), start - step, 0.01);
	assert_float_equal(middle_row(&t, 110, 100), start - step, 0.01);
	assert_float_equal(middle_row(&t, 111, 100), start, 0.01);
	assert_float_equal(middle_row(&t, 100, 111), start, 0.01);
	free(t.bytes);
}

/* A box beside the picture reads pixels that are not there as 0. */
static void outside_the_picture_is_black(void **state)
{
	struct face face = {.x = 5000, .y = -5000, .width = 9, .height = 9};
	struct image grey = IMAGE_INIT;
	struct landmarks out;
	struct error err = ERROR_INIT;
	struct tiny t;

	(void)state;
	setup(&t);
	assert_int_equal(image_init(&grey, 3, 3, 1, &err), 0);
	landmarks_fit(&t.model, &grey, &face, &out);
	/* 0 is not lighter than 0: up. */
	assert_float_equal(out.at[LEFT][1],
			   -5000 + 9 * (0.5 + 0.084 - 0.895 * 0.1), 0.01);
	image_release(&grey);
	free(t.bytes);
}

static void refused(struct tiny *t, const char *why)
{
	struct error err = ERROR_INIT;

	if (parse(t, &err) == 0)
		fail_msg("taken: %s", why);
	assert_int_equal(err.kind, ERROR_INPUT);
	free(t->bytes);
}

/* Everything the evaluation does not look at again. */
static void what_would_read_elsewhere_is_refused(void **state)
{
	struct tiny t;

	(void)state;
	setup(&t);
	t.split[LANDMARKS_SPLITS - 1].b = PIXELS;
	refused(&t, "a split's pixel");
	setup(&t);
	t.pixel[1].point = LANDMARKS;
	refused(&t, "a pixel's point");
	setup(&t);
	t.pixel[1].dx = NAN;
	refused(&t, "a pixel nowhere");
	setup(&t);
	t.mean[7] = INFINITY;
	refused(&t, "a point nowhere");
	setup(&t);
	t.bytes[0] = 'x';
	refused(&t, "another magic");
	setup(&t);
	t.size--;
	refused(&t, "cut");
	setup(&t);
	t.size = 20;
	refused(&t, "its head alone");
	setup(&t);
	set_head(&t, LANDMARKS_MAX_TREES + 1, 0.001F);
	refused(&t, "more trees than fit the sum");
	setup(&t);
	set_head(&t, 2, 0.001F);
	refused(&t, "more trees than bytes");
	setup(&t);
	set_head(&t, 1, NAN);
	refused(&t, "leaves of no size");
}

static void open_at(const char *path, bool good, bool there)
{
	struct landmark_file file;
	struct error err = ERROR_INIT;

	setenv("QCTOOL_LANDMARKS", path, 1);
	assert_int_equal(landmark_file_open(&file, &err), good ? 0 : -1);
	assert_int_equal(file.map != NULL, there);
	landmark_file_close(&file);
	landmark_file_close(&file);
	unsetenv("QCTOOL_LANDMARKS");
}

static void a_file_is_mapped_or_said_to_be_none(void **state)
{
	char folder[] = "/tmp/qctool-landmarks-XXXXXX", path[80];
	struct error err = ERROR_INIT;
	struct tiny t;

	(void)state;
	setup(&t);
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/a.bin", folder);
	assert_int_equal(file_write(path, t.bytes, t.size, 0644, &err), 0);
	open_at(path, true, true);
	assert_int_equal(file_write(path, t.bytes, 99, 0644, &err), 0);
	open_at(path, false, false);
	unlink(path);
	open_at(path, false, false);
	open_at(folder, false, false);
	open_at("", true, false);
	rmdir(folder);
	free(t.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_answers_choose_the_leaf),
		cmocka_unit_test(outside_the_picture_is_black),
		cmocka_unit_test(what_would_read_elsewhere_is_refused),
		cmocka_unit_test(a_file_is_mapped_or_said_to_be_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
