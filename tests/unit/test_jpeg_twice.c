/* SPDX-License-Identifier: MIT */
/* Saved once is never taken for saved twice; saved twice is seen. */
#include "support/unit.h"

#include <dirent.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/picture/jpeg.h"
#include "codec/picture/jpeg_twice.h"
#include "codec/picture/jpeg_write.h"
#include "codec/picture/photo_decode.h"
#include "image/pixel/resize.h"
#include "support/sitter.h"

static const int qualities[] = {50, 70, 75, 80, 85, 90, 92, 95, 98, 100};

enum { QUALITIES = sizeof(qualities) / sizeof(qualities[0]) };

static void save(const struct image *rgb, int quality, int subsampling,
		 struct buf *out)
{
	struct jpeg_write how = {quality, subsampling, 300};
	struct error err = ERROR_INIT;

	buf_clear(out);
	assert_int_equal(jpeg_write(rgb, &how, out, &err), 0);
}

/* How often one picture is taken for saved twice, at all qualities. */
static int false_ones(const struct image *rgb)
{
	struct buf bytes = BUF_INIT;
	int i, wrong = 0;

	for (i = 0; i < QUALITIES; i++) {
		save(rgb, qualities[i], i % 2 ? 444 : 420, &bytes);
		wrong += jpeg_twice(bytes.data, bytes.size);
	}
	buf_release(&bytes);
	return wrong;
}

static bool seen(const struct image *rgb, int first, int last)
{
	struct jpeg_read full = {.channels = 3};
	struct image again = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct buf bytes = BUF_INIT;
	bool twice;

	save(rgb, first, 420, &bytes);
	assert_int_equal(jpeg_read(bytes.data, bytes.size, &full, &again, &err),
			 0);
	save(&again, last, 420, &bytes);
	twice = jpeg_twice(bytes.data, bytes.size);
	image_release(&again);
	buf_release(&bytes);
	return twice;
}

static void sitter(uint64_t seed, int width, struct image *rgb)
{
	struct sitter_person person;
	struct sitter_shot shot;
	struct error err = ERROR_INIT;

	sitter_person(seed, &person);
	sitter_shot_default(seed, &shot);
	sitter_shot_scale(&shot, width, width * 4 / 3);
	assert_int_equal(sitter_render(&person, &shot, rgb, NULL, &err), 0);
}

static void sitters_saved_once_are_clean(void **state)
{
	static const int widths[] = {150, 240, 480, 700};
	struct image rgb;
	size_t i;

	(void)state;
	for (i = 0; i < 8; i++) {
		sitter(i + 1, widths[i % 4], &rgb);
		assert_int_equal(false_ones(&rgb), 0);
		image_release(&rgb);
	}
}

static void sitters_saved_twice_are_seen(void **state)
{
	static const int pairs[][2] = {{60, 80}, {70, 85}, {75, 90},
				       {80, 92}, {85, 95}, {75, 95}};
	struct image rgb;
	size_t i, k, found = 0;

	(void)state;
	for (i = 1; i <= 4; i++) {
		sitter(i, 480, &rgb);
		for (k = 0; k < 6; k++)
			found += seen(&rgb, pairs[k][0], pairs[k][1]);
		/* a coarser one last leaves no trace */
		assert_false(seen(&rgb, 95, 75));
		image_release(&rgb);
	}
	print_message("%zu of 24 seen\n", found);
	assert_true(found >= 22);
}

static void nothing_else_is_a_jpeg_saved_twice(void **state)
{
	(void)state;
	assert_false(jpeg_twice("", 0));
	assert_false(jpeg_twice("\xff\xd8\xff\xe0junk", 8));
}

/* Values other than 0, which are all that is looked at, that differ. */
static long difference(const struct jpeg_counts *a, const struct jpeg_counts *b)
{
	long sum = 0;
	int k, v;

	for (k = 1; k < JPEG_COUNTS_BANDS; k++)
		for (v = 0; v <= 2 * JPEG_COUNTS_MOST; v++)
			if (v != JPEG_COUNTS_MOST)
				sum += labs(a->n[k][v] - b->n[k][v]);
	return sum + memcmp(a->step, b->step, sizeof(a->step));
}

static void check_along(const struct buf *bytes, struct jpeg_read how,
			long most)
{
	static struct jpeg_counts alone, along;
	struct image out = IMAGE_INIT;
	struct error err = ERROR_INIT;

	assert_int_equal(jpeg_count(bytes->data, bytes->size, &alone, &err), 0);
	how.counts = &along;
	assert_int_equal(jpeg_read(bytes->data, bytes->size, &how, &out, &err),
			 0);
	assert_true(difference(&alone, &along) <= most);
	image_release(&out);
}

static void counting_while_decoding_is_counting(void **state)
{
	static const struct jpeg_read ways[] = {
		{3, 0, 0}, {1, 0, 0}, {3, 350, 400}, {1, 200, 200}};
	struct buf bytes = BUF_INIT;
	struct image rgb;
	size_t i;

	(void)state;
	sitter(3, 700, &rgb);
	for (i = 0; i < ARRAY_SIZE(ways); i++) {
		save(&rgb, 85, i % 2 ? 444 : 420, &bytes);
		assert_true(bytes.size < 128 << 10);
		check_along(&bytes, ways[i], 0);
		/* Of a large one the bits may end a block sooner or later. */
		save(&rgb, 100, 444, &bytes);
		assert_true(bytes.size > 128 << 10);
		check_along(&bytes, ways[i], 2 * JPEG_COUNTS_BANDS);
	}
	image_release(&rgb);
	buf_release(&bytes);
}

/* At 1/8 libjpeg passes over all but the means. */
static void too_small_to_be_counted_is_told(void **state)
{
	static struct jpeg_counts counts;
	struct jpeg_read how = {.channels = 3,
				.min_width = 30,
				.min_height = 30,
				.counts = &counts};
	struct error err = ERROR_INIT;
	struct buf bytes = BUF_INIT;
	struct image rgb, out;

	(void)state;
	sitter(3, 240, &rgb);
	save(&rgb, 85, 420, &bytes);
	assert_int_equal(jpeg_read(bytes.data, bytes.size, &how, &out, &err),
			 0);
	assert_int_equal(counts.step[1], 0);
	image_release(&rgb);
	image_release(&out);
	buf_release(&bytes);
}

static int small(int side)
{
	return side > 1600 ? side / 4 : 5 * side / 8;
}

/* One real portrait made smaller, so that its own past is gone. */
static bool portrait(const char *folder, const char *name, struct image *out)
{
	char *path = path_join(folder, name);
	struct buf bytes = BUF_INIT;
	struct image rgb = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct photo_decode_info info;
	bool ok = path_has_extension(name, ".jpg") &&
		  file_read(path, 16 << 20, &bytes, &err) == 0 &&
		  photo_decode(bytes.data, bytes.size,
			       &(struct photo_decode){.info = &info}, &rgb,
			       &err) == 0 &&
		  resize_to(&rgb, small(rgb.width), small(rgb.height), out,
			    &err) == 0;

	image_release(&rgb);
	buf_release(&bytes);
	free(path);
	return ok;
}

static void portraits_tell_once_from_twice(void **state)
{
	const char *root = getenv("QCTOOL_TESTDATA");
	char *folder = root ? path_join(root, "portraits") : NULL;
	DIR *dir = folder ? opendir(folder) : NULL;
	struct image rgb = IMAGE_INIT;
	struct dirent *entry;
	int n = 0, wrong = 0, found = 0;

	(void)state;
	if (!dir) {
		free(folder);
		print_message("skipped: QCTOOL_TESTDATA is not set\n");
		skip();
	}
	while ((entry = readdir(dir)))
		if (portrait(folder, entry->d_name, &rgb)) {
			n++;
			wrong += false_ones(&rgb);
			found += seen(&rgb, 75, 92);
			image_release(&rgb);
		}
	closedir(dir);
	free(folder);
	print_message("%d portraits: %d falsely seen, %d of %d seen\n", n,
		      wrong, found, n);
	assert_true(n > 50);
	assert_int_equal(wrong, 0);
	assert_true(found >= n * 95 / 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sitters_saved_once_are_clean),
		cmocka_unit_test(sitters_saved_twice_are_seen),
		cmocka_unit_test(nothing_else_is_a_jpeg_saved_twice),
		cmocka_unit_test(counting_while_decoding_is_counting),
		cmocka_unit_test(too_small_to_be_counted_is_told),
		cmocka_unit_test(portraits_tell_once_from_twice),
	};

	return cmocka_run_group_tests_name("jpeg_twice", tests, NULL, NULL);
}
