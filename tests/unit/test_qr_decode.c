/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <qrencode.h>

#include "image/qr/decode.h"

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void fill_grid(const QRcode *code, struct qr_grid *grid)
{
	int i;

	grid->version = code->version;
	for (i = 0; i < code->width * code->width; i++) {
		grid->dark[i] = code->data[i] & 1;
		grid->sure[i] = 255;
	}
}

/* The most bytes of byte mode that fit. */
static size_t capacity(int version, enum qr_spec_level level)
{
	struct qr_spec_blocks b = qr_spec_blocks(version, level);

	return (size_t)(b.data * b.count + b.longer) - (version < 10 ? 2 : 3);
}

static const QRecLevel encoder_level[4] = {QR_ECLEVEL_L, QR_ECLEVEL_M,
					   QR_ECLEVEL_Q, QR_ECLEVEL_H};

static void make(int version, int level, unsigned *seed, struct qr_grid *grid,
		 unsigned char *bytes, size_t n)
{
	QRcode *code;
	size_t i;

	for (i = 0; i < n; i++)
		bytes[i] = (unsigned char)next_random(seed);
	code = QRcode_encodeData((int)n, bytes, version, encoder_level[level]);
	assert_non_null(code);
	assert_int_equal(code->version, version);
	fill_grid(code, grid);
	QRcode_free(code);
}

static void every_version_and_level_comes_back(void **state)
{
	struct qr_decoded *out = calloc(1, sizeof(*out));
	struct qr_grid *grid = calloc(1, sizeof(*grid));
	unsigned char bytes[3000];
	unsigned seed = 1;
	int version, level;

	(void)state;
	for (version = 1; version <= 40; version++)
		for (level = 0; level < 4; level++) {
			size_t n = capacity(version, (enum qr_spec_level)level);

			make(version, level, &seed, grid, bytes, n);
			assert_int_equal(qr_decode_grid(grid, false, out), 0);
			assert_int_equal(out->size, n);
			assert_memory_equal(out->bytes, bytes, n);
			assert_int_equal(out->level, level);
			assert_int_equal(out->errors, 0);
			assert_false(out->mirrored);
		}
	free(out);
	free(grid);
}

static void text_modes_come_back(void **state)
{
	static const char *const texts[] = {"1", "01234567", "ABC-1:/ $%",
					    "00001234567890A", "a1B2"};
	struct qr_decoded *out = calloc(1, sizeof(*out));
	struct qr_grid *grid = calloc(1, sizeof(*grid));
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		QRcode *code = QRcode_encodeString(texts[i], 0, QR_ECLEVEL_M,
						   QR_MODE_8, 1);

		fill_grid(code, grid);
		QRcode_free(code);
		assert_int_equal(qr_decode_grid(grid, false, out), 0);
		assert_int_equal(out->size, strlen(texts[i]));
		assert_memory_equal(out->bytes, texts[i], out->size);
	}
	free(out);
	free(grid);
}

static void a_mirror_image_is_read_and_said(void **state)
{
	struct qr_decoded *out = calloc(1, sizeof(*out));
	struct qr_grid *grid = calloc(1, sizeof(*grid));
	struct qr_grid *other = calloc(1, sizeof(*other));
	unsigned char bytes[100];
	unsigned seed = 2;
	int x, y, side;

	(void)state;
	make(6, 1, &seed, grid, bytes, 100);
	*other = *grid;
	side = qr_spec_side(6);
	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++)
			other->dark[y * side + x] = grid->dark[x * side + y];
	assert_int_equal(qr_decode_grid(other, false, out), 0);
	assert_true(out->mirrored);
	assert_memory_equal(out->bytes, bytes, 100);
	free(out);
	free(grid);
	free(other);
}

/* Flip so many modules, sure = 0 where told. */
static void damage(struct qr_grid *grid, int flips, bool told, unsigned *seed)
{
	int side = qr_spec_side(grid->version), i, at;

	for (i = 0; i < flips; i++) {
		at = (9 + (int)(next_random(seed) % (unsigned)(side - 18))) *
			     side +
		     9 + (int)(next_random(seed) % (unsigned)(side - 18));
		grid->dark[at] ^= 1;
		if (told)
			grid->sure[at] = 0;
	}
}

static void damage_is_corrected_and_doubt_helps(void **state)
{
	struct qr_decoded *out = calloc(1, sizeof(*out));
	struct qr_grid *grid = calloc(1, sizeof(*grid));
	unsigned char bytes[60];
	unsigned seed = 3;
	int round, blind = 0, told = 0, wrong = 0;

	(void)state;
	for (round = 0; round < 60; round++) {
		make(5, 1, &seed, grid, bytes, 60);
		damage(grid, 14, false, &seed);
		assert_int_equal(qr_decode_grid(grid, false, out), 0);
		assert_memory_equal(out->bytes, bytes, 60);
		make(5, 1, &seed, grid, bytes, 60);
		damage(grid, 42, true, &seed);
		if (qr_decode_grid(grid, false, out) == 0)
			blind++;
		if (qr_decode_grid(grid, true, out) == 0) {
			told++;
			wrong += memcmp(out->bytes, bytes, 60) != 0;
		}
	}
	assert_true(blind < 10);
	assert_true(told > 40);
	assert_int_equal(wrong, 0);
	free(out);
	free(grid);
}

static void noise_is_no_code(void **state)
{
	struct qr_decoded *out = calloc(1, sizeof(*out));
	struct qr_grid *grid = calloc(1, sizeof(*grid));
	unsigned seed = 4;
	int round, i;

	(void)state;
	for (round = 0; round < 6000; round++) {
		grid->version = 1 + round % 8;
		for (i = 0; i < QR_SPEC_SIDE * 50; i++) {
			grid->dark[i] = next_random(&seed) & 1;
			grid->sure[i] = (uint8_t)next_random(&seed);
		}
		assert_int_equal(qr_decode_grid(grid, round % 2, out), -1);
	}
	free(out);
	free(grid);
}

static void version_words_are_corrected(void **state)
{
	int version;

	(void)state;
	for (version = 7; version <= 40; version++) {
		unsigned word = qr_spec_version_word(version);

		assert_int_equal(qr_decode_version(word), version);
		assert_int_equal(qr_decode_version(word ^ 0x20401), version);
	}
	assert_int_equal(qr_spec_version_word(7), 0x07c94);
	assert_int_equal(qr_spec_format_word(5), 0x40ce);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_version_and_level_comes_back),
		cmocka_unit_test(text_modes_come_back),
		cmocka_unit_test(a_mirror_image_is_read_and_said),
		cmocka_unit_test(damage_is_corrected_and_doubt_helps),
		cmocka_unit_test(noise_is_no_code),
		cmocka_unit_test(version_words_are_corrected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
