/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>
#include <qrencode.h>
#include <webp/encode.h>

#include "base/mem.h"
#include "code/code_ladder.h"
#include "code/code_payload.h"
#include "code/code_read.h"
#include "codec/picture/jpeg_write.h"
#include "codec/picture/png.h"
#include "codec/picture/qr_zbar.h"
#include "image/pixel/resize.h"

/* A white picture; grey. */
static struct image paper(int width, int height)
{
	struct error err = ERROR_INIT;
	struct image im;

	assert_int_equal(image_init(&im, width, height, 1, &err), 0);
	memset(im.data, 255, (size_t)width * (size_t)height);
	return im;
}

enum { INVERTED = 1, MIRRORED = 2 };

/* A code of so many pixels a module, quiet zone and all, at (x, y). */
static void draw(struct image *im, const void *bytes, size_t n,
		 const int where[4])
{
	QRcode *code = QRcode_encodeData((int)n, bytes, 0, QR_ECLEVEL_M);
	int px = where[2], side = (code->width + 8) * px, x, y;

	assert_true(where[0] + side <= im->width);
	assert_true(where[1] + side <= im->height);
	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++) {
			int u = x / px - 4, v = y / px - 4, to = x;
			bool dark = u >= 0 && v >= 0 && u < code->width &&
				    v < code->width &&
				    (code->data[v * code->width + u] & 1);

			if (where[3] & MIRRORED)
				to = side - 1 - x;
			if (where[3] & INVERTED)
				dark = !dark;
			image_row(im, where[1] + y)[where[0] + to] =
				dark ? 20 : 240;
		}
	QRcode_free(code);
}

static void read_image(const struct image *im, struct code_result *r)
{
	struct error err = ERROR_INIT;
	struct buf png = BUF_INIT;

	assert_int_equal(png_write(im, &png, &err), 0);
	code_read(png.data, png.size, NULL, r);
	buf_release(&png);
}

static void assert_text(const struct code_result *r, int i, const char *text)
{
	assert_true(i < r->count);
	assert_string_equal(r->payloads[i].text, text);
	assert_int_equal(r->payloads[i].size, strlen(text));
}

static void one_code_is_read_whole(void **state)
{
	static const char text[] = "采集码 2022";
	struct image im = paper(280, 260);
	struct code_result r;
	char hex[SHA256_HEX];

	(void)state;
	draw(&im, text, strlen(text), (const int[]){40, 20, 6, 0});
	read_image(&im, &r);
	assert_int_equal(r.status, CODE_OK);
	assert_int_equal(r.count, 1);
	assert_text(&r, 0, text);
	sha256_hex(text, strlen(text), hex);
	assert_string_equal(r.payloads[0].sha256, hex);
	assert_string_equal(r.payloads[0].encoding, "utf-8");
	assert_true(r.payloads[0].module_px > 5.8 &&
		    r.payloads[0].module_px < 6.2);
	assert_int_equal(r.findings.n, 0);
	code_result_release(&r);
	image_release(&im);
}

static void inverted_and_mirrored_codes_are_read(void **state)
{
	int how;

	(void)state;
	for (how = 1; how < 4; how++) {
		struct image im = paper(300, 300);
		struct code_result r;

		draw(&im, "turned", 6, (const int[]){40, 50, 5, how});
		read_image(&im, &r);
		assert_int_equal(r.count, 1);
		assert_text(&r, 0, "turned");
		code_result_release(&r);
		image_release(&im);
	}
}

static void several_codes_come_from_the_top_down(void **state)
{
	struct image im = paper(900, 700);
	struct code_result r;

	(void)state;
	draw(&im, "low", 3, (const int[]){500, 400, 8, 0});
	draw(&im, "top right", 9, (const int[]){600, 10, 4, 0});
	draw(&im, "top left", 8, (const int[]){20, 8, 6, 0});
	draw(&im, "low", 3, (const int[]){50, 450, 5, 0});
	read_image(&im, &r);
	assert_int_equal(r.count, 3);
	assert_text(&r, 2, "low");
	assert_true(findings_has(&r.findings, "CODE-MULTI"));
	code_result_release(&r);
	image_release(&im);
}

static void a_page_of_codes_is_read_whole(void **state)
{
	enum { ACROSS = 12, DOWN = 9, STEP = 100 };
	struct image im = paper(ACROSS * STEP, DOWN * STEP);
	struct code_result r;
	char text[16];
	int i;

	(void)state;
	for (i = 0; i < ACROSS * DOWN; i++) {
		snprintf(text, sizeof(text), "No. %d", i);
		/* not quite in line, as people paste them */
		draw(&im, text, strlen(text),
		     (const int[]){i % ACROSS * STEP + i % 3,
				   i / ACROSS * STEP + i % 5, 3, 0});
	}
	read_image(&im, &r);
	assert_int_equal(r.count, ACROSS * DOWN);
	for (i = 0; i < r.count; i++) {
		snprintf(text, sizeof(text), "No. %d", i);
		assert_text(&r, i, text);
		assert_true(fabs(r.payloads[i].place[0][0] -
				 (i % ACROSS * STEP + i % 3 + 12)) < 1.5);
		assert_true(fabs(r.payloads[i].place[2][1] -
				 (i / ACROSS * STEP + i % 5 + 75)) < 1.5);
	}
	assert_false(findings_has(&r.findings, "CODE-MORE"));
	code_result_release(&r);
	image_release(&im);
}

static void a_code_that_is_spoilt_is_counted(void **state)
{
	struct image im = paper(600, 300);
	struct code_result r;
	int x, y;

	(void)state;
	draw(&im, "whole", 5, (const int[]){10, 10, 6, 0});
	draw(&im, "spoilt and long", 15, (const int[]){300, 10, 6, 0});
	for (y = 100; y < 190; y++)
		for (x = 385; x < 475; x++)
			image_row(&im, y)[x] = (x / 6 + y / 6) % 2 ? 20 : 240;
	read_image(&im, &r);
	assert_int_equal(r.count, 1);
	assert_text(&r, 0, "whole");
	assert_true(findings_has(&r.findings, "CODE-MORE"));
	assert_true(findings_find(&r.findings, "CODE-MORE")->value == 1);
	code_result_release(&r);
	image_release(&im);
}

static void modules_of_one_pixel_are_read(void **state)
{
	char text[300];
	struct image im;
	struct code_result r;

	(void)state;
	memset(text, 'q', sizeof(text));
	im = paper(120, 110);
	draw(&im, text, sizeof(text), (const int[]){10, 10, 1, 0});
	read_image(&im, &r);
	assert_int_equal(r.count, 1);
	assert_int_equal(r.payloads[0].size, sizeof(text));
	assert_true(findings_has(&r.findings, "CODE-LOWQ"));
	code_result_release(&r);
	image_release(&im);
}

/* The same code as 3 or 4 channels. */
static struct image coloured(const struct image *grey, int channels)
{
	struct error err = ERROR_INIT;
	size_t i, n = (size_t)grey->width * (size_t)grey->height;
	struct image im;
	int c;

	assert_int_equal(
		image_init(&im, grey->width, grey->height, channels, &err), 0);
	for (i = 0; i < n; i++)
		for (c = 0; c < channels; c++)
			im.data[i * (size_t)channels + (size_t)c] =
				channels == 4
					? (c < 3 ? 0 : 255 - grey->data[i])
					: grey->data[i];
	return im;
}

/* A grey picture's dark and light as two colours, in RGB. */
static void read_tinted(const struct image *grey, const uint8_t dark[3],
			const uint8_t light[3], struct code_result *r)
{
	struct image rgb = coloured(grey, 3);
	size_t i, n = (size_t)grey->width * (size_t)grey->height;
	int c;

	for (i = 0; i < n; i++)
		for (c = 0; c < 3; c++)
			rgb.data[3 * i + (size_t)c] =
				(grey->data[i] < 128 ? dark : light)[c];
	read_image(&rgb, r);
	image_release(&rgb);
}

static void colours_of_equal_brightness_are_told_apart(void **state)
{
	static const uint8_t tones[][2][3] = {
		{{200, 60, 60}, {60, 130, 60}},
		{{130, 90, 40}, {60, 60, 255}},
		{{60, 150, 60}, {200, 85, 60}},
	};
	struct image grey = paper(260, 240);
	struct code_result r;
	size_t i;

	(void)state;
	draw(&grey, "in colours", 10, (const int[]){20, 20, 6, 0});
	for (i = 0; i < sizeof(tones) / sizeof(*tones); i++) {
		read_tinted(&grey, tones[i][0], tones[i][1], &r);
		assert_int_equal(r.count, 1);
		assert_text(&r, 0, "in colours");
		code_result_release(&r);
	}
	image_release(&grey);
}

/* Both kinds of files: whose colours are as fine as the grey, and half so. */
static void colours_of_a_jpeg_are_looked_at(void **state)
{
	static const uint8_t dark[] = {200, 60, 60}, light[] = {60, 130, 60};
	struct jpeg_write how = {.quality = 92};
	struct image grey = paper(260, 240), rgb;
	struct code_result r;
	size_t i;

	(void)state;
	draw(&grey, "in colours", 10, (const int[]){20, 20, 6, 0});
	rgb = coloured(&grey, 3);
	for (i = 0; i < 3 * (size_t)grey.width * (size_t)grey.height; i++)
		rgb.data[i] = (rgb.data[i] < 128 ? dark : light)[i % 3];
	for (i = 0; i < 2; i++) {
		struct buf bytes = BUF_INIT;

		how.subsampling = i ? 420 : 444;
		assert_int_equal(jpeg_write(&rgb, &how, &bytes, NULL), 0);
		code_read(bytes.data, bytes.size, NULL, &r);
		assert_text(&r, 0, "in colours");
		code_result_release(&r);
		buf_release(&bytes);
	}
	image_release(&rgb);
	image_release(&grey);
}

static void light_modules_on_clear_ground_are_read(void **state)
{
	struct image grey = paper(260, 240), rgba;
	struct code_result r;
	size_t i;

	(void)state;
	draw(&grey, "clear", 5, (const int[]){20, 20, 6, 0});
	rgba = coloured(&grey, 4);
	for (i = 0; i < (size_t)grey.width * (size_t)grey.height; i++)
		memset(rgba.data + 4 * i, 255, 3);
	read_image(&rgba, &r);
	assert_int_equal(r.count, 1);
	assert_text(&r, 0, "clear");
	code_result_release(&r);
	image_release(&grey);
	image_release(&rgba);
}

static void a_dark_page_needs_no_quiet_zone(void **state)
{
	struct image im = paper(300, 300), page = paper(420, 380);
	struct code_result r;
	int y;

	(void)state;
	draw(&im, "no quiet zone", 13, (const int[]){0, 0, 8, 0});
	memset(page.data, 10, (size_t)page.width * (size_t)page.height);
	/* version 1 of 21 modules, four modules in */
	for (y = 0; y < 21 * 8; y++)
		memcpy(image_row(&page, y + 70) + 90,
		       image_row(&im, y + 32) + 32, 21 * 8);
	read_image(&page, &r);
	assert_int_equal(r.count, 1);
	assert_text(&r, 0, "no quiet zone");
	code_result_release(&r);
	image_release(&im);
	image_release(&page);
}

static void tiny_codes_in_large_frames_are_read(void **state)
{
	static const double sizes[] = {1.25, 1.4, 1.6};
	struct image large = paper(296, 296), small, frame;
	struct error err = ERROR_INIT;
	struct code_result r;
	size_t i;
	int y;

	(void)state;
	draw(&large, "a tiny code of a large frame", 28,
	     (const int[]){0, 0, 8, 0});
	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		int side = (int)(37 * sizes[i]);

		frame = paper(1080, 2340);
		assert_int_equal(resize_to(&large, side, side, &small, &err),
				 0);
		for (y = 0; y < side; y++)
			memcpy(image_row(&frame, 1500 + y) + 700,
			       image_row(&small, y), (size_t)side);
		read_image(&frame, &r);
		assert_int_equal(r.count, 1);
		assert_text(&r, 0, "a tiny code of a large frame");
		assert_true(fabs(r.payloads[0].place[0][0] - 700 -
				 4 * sizes[i]) < 2);
		code_result_release(&r);
		image_release(&small);
		image_release(&frame);
	}
	image_release(&large);
}

static void every_kind_of_file_is_read(void **state)
{
	struct image grey = paper(260, 260), rgb, rgba;
	const struct jpeg_write how = {
		.quality = 60, .subsampling = 420, .dpi = 72};
	struct error err = ERROR_INIT;
	struct buf file = BUF_INIT;
	struct code_result r;
	uint8_t *webp = NULL;
	size_t n;

	(void)state;
	draw(&grey, "a file", 6, (const int[]){20, 20, 5, 0});
	rgb = coloured(&grey, 3);
	rgba = coloured(&grey, 4);
	assert_int_equal(jpeg_write(&rgb, &how, &file, &err), 0);
	code_read(file.data, file.size, NULL, &r);
	assert_text(&r, 0, "a file");
	code_result_release(&r);
	read_image(&rgba, &r); /* dark is opaque black, light transparent */
	assert_text(&r, 0, "a file");
	code_result_release(&r);
	n = WebPEncodeLosslessRGB(rgb.data, rgb.width, rgb.height,
				  3 * rgb.width, &webp);
	code_read(webp, n, NULL, &r);
	assert_text(&r, 0, "a file");
	code_result_release(&r);
	WebPFree(webp);
	buf_release(&file);
	image_release(&grey);
	image_release(&rgb);
	image_release(&rgba);
}

static void what_is_no_picture_is_an_error(void **state)
{
	static const char *const files[] = {"", "hello", "\xff\xd8\xff\xe0",
					    "\x89PNG\r\n\x1a\n",
					    "RIFF\1\2\3\4WEBPVP8 "};
	struct code_result r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		code_read(files[i], strlen(files[i]), NULL, &r);
		assert_int_equal(r.status, CODE_ERROR);
		assert_true(r.error.text[0] != '\0');
		code_result_release(&r);
	}
}

static void a_format_that_is_not_read_is_named(void **state)
{
	static const struct {
		char bytes[13];
		const char *name;
	} files[] = {{"GIF89a", "GIF"},
		     {"BM......", "BMP"},
		     {"II*\0", "TIFF"},
		     {"....ftypheic", "HEIC"},
		     {"....ftypavif", "AVIF"}};
	struct code_result r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		code_read(files[i].bytes, 12, NULL, &r);
		assert_int_equal(r.status, CODE_ERROR);
		assert_int_equal(r.findings.n, 1);
		assert_string_equal(r.findings.list[0].code, "FIL-TYPE");
		assert_string_equal(r.findings.list[0].detail, files[i].name);
		code_result_release(&r);
	}
}

static void nothing_there_is_said(void **state)
{
	struct image im = paper(500, 400);
	struct code_result r;

	(void)state;
	read_image(&im, &r);
	assert_int_equal(r.status, CODE_NONE);
	assert_int_equal(r.count, 0);
	assert_true(findings_has(&r.findings, "CODE-NOQR"));
	code_result_release(&r);
	image_release(&im);
}

/* Finder patterns side by side, thousands of them. */
static struct image finders_everywhere(int side)
{
	struct image im = paper(side, side);
	int x, y;

	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++) {
			int u = abs(x % 9 - 3), v = abs(y % 9 - 3);
			int ring = u > v ? u : v;

			if (ring <= 3 && ring != 2)
				image_row(&im, y)[x] = 0;
		}
	return im;
}

static void effort_is_counted_and_ends(void **state)
{
	struct image im = finders_everywhere(450);
	struct code_ladder first, again;

	(void)state;
	code_ladder_run(&im, 60, &first);
	code_ladder_run(&im, 60, &again);
	assert_int_equal(first.found.n, 0);
	/* one step more than the budget at the most */
	assert_true(first.spent < 90 * 1000000L);
	assert_true(first.spent == again.spent);
	code_ladder_release(&first);
	code_ladder_release(&again);
	image_release(&im);
}

static void libzbar_reads_the_same_bytes(void **state)
{
	static const unsigned char bytes[] = {0, 255, 0xb2, 0xe2, 'x', 0, 1};
	struct image im = paper(200, 200);
	struct qr_zbar_symbols symbols;
	struct code_result r;

	(void)state;
	draw(&im, bytes, sizeof(bytes), (const int[]){20, 20, 4, 0});
	assert_int_equal(qr_zbar_read(&im, false, &symbols), 1);
	assert_int_equal(symbols.list[0].size, sizeof(bytes));
	assert_memory_equal(symbols.list[0].bytes, bytes, sizeof(bytes));
	qr_zbar_release(&symbols);
	read_image(&im, &r);
	assert_int_equal(r.payloads[0].size, sizeof(bytes));
	assert_memory_equal(r.payloads[0].bytes, bytes, sizeof(bytes));
	assert_string_equal(r.payloads[0].encoding, "binary");
	assert_null(r.payloads[0].text);
	code_result_release(&r);
	image_release(&im);
}

static void encodings_are_told_apart(void **state)
{
	static const struct {
		const char *bytes;
		const char *encoding;
		const char *text;
	} samples[] = {
		{"plain", "utf-8", "plain"},
		{"\xe5\xbc\xa0", "utf-8", "张"},
		{"\xd5\xc5\xc8\xfd", "gb18030", "张三"},
		{"\1\x10 AD:\xb0\xa2;", "gb18030", "\1\x10 AD:阿;"},
		{"\x81\x30\x81\x30 x", "binary", NULL},
		{"\xff\xfe", "binary", NULL},
		{"\x81\x40\1", "binary", NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		const char *bytes = samples[i].bytes;
		char *text;

		assert_string_equal(
			code_payload_decode(bytes, strlen(bytes), NULL, &text),
			samples[i].encoding);
		if (samples[i].text)
			assert_string_equal(text, samples[i].text);
		else
			assert_null(text);
		free(text);
	}
}

/* A code of one segment, with an ECI before it when eci >= 0. */
static void read_segment(QRencodeMode mode, int eci, const char *bytes,
			 struct code_result *r)
{
	QRinput *input = QRinput_new2(3, QR_ECLEVEL_M);
	struct image im = paper(300, 300);
	QRcode *code;
	int x, y;

	if (eci >= 0)
		assert_int_equal(QRinput_appendECIheader(input, (unsigned)eci),
				 0);
	assert_int_equal(QRinput_append(input, mode, (int)strlen(bytes),
					(const unsigned char *)bytes),
			 0);
	code = QRcode_encodeInput(input);
	assert_non_null(code);
	for (y = 0; y < code->width * 6; y++)
		for (x = 0; x < code->width * 6; x++)
			if (code->data[y / 6 * code->width + x / 6] & 1)
				image_row(&im, y + 30)[x + 30] = 0;
	read_image(&im, r);
	QRcode_free(code);
	QRinput_free(input);
	image_release(&im);
}

static void a_code_says_its_charset(void **state)
{
	static const struct {
		QRencodeMode mode;
		int eci;
		const char *bytes, *name, *text;
	} samples[] = {
		{QR_MODE_KANJI, -1, "\x93\xfa\x96\x7b", "shift_jis", "日本"},
		{QR_MODE_8, 20, "\xb6\xc5", "shift_jis", "ｶﾅ"},
		{QR_MODE_8, 3, "caf\xe9", "iso-8859-1", "café"},
		{QR_MODE_8, 4, "\xb3\xf3\x64\xbc", "iso-8859-2", "łódź"},
		{QR_MODE_8, 17, "\xa4", "iso-8859-15", "€"},
		{QR_MODE_8, 26, "\xe5\xbc\xa0", "utf-8", "张"},
		{QR_MODE_8, 28, "\xa4\xa4\xa4\xe5", "big5", "中文"},
		{QR_MODE_8, 29, "\xd5\xc5", "gb2312", "张"},
		{QR_MODE_8, 32, "\xd5\xc5", "gb18030", "张"},
		{QR_MODE_8, 32, "plain", "gb18030", "plain"},
		{QR_MODE_8, 899, "plain", "utf-8", "plain"},
		/* what is not what it says is judged by itself */
		{QR_MODE_8, 26, "\xd5\xc5\xc8\xfd", "gb18030", "张三"},
		{QR_MODE_8, 555, "\xe5\xbc\xa0", "utf-8", "张"},
	};
	struct code_result r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		read_segment(samples[i].mode, samples[i].eci, samples[i].bytes,
			     &r);
		assert_int_equal(r.count, 1);
		assert_string_equal(r.payloads[0].encoding, samples[i].name);
		assert_string_equal(r.payloads[0].text, samples[i].text);
		assert_int_equal(r.payloads[0].size, strlen(samples[i].bytes));
		assert_memory_equal(r.payloads[0].bytes, samples[i].bytes,
				    r.payloads[0].size);
		code_result_release(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_code_is_read_whole),
		cmocka_unit_test(inverted_and_mirrored_codes_are_read),
		cmocka_unit_test(several_codes_come_from_the_top_down),
		cmocka_unit_test(a_page_of_codes_is_read_whole),
		cmocka_unit_test(a_code_that_is_spoilt_is_counted),
		cmocka_unit_test(modules_of_one_pixel_are_read),
		cmocka_unit_test(colours_of_equal_brightness_are_told_apart),
		cmocka_unit_test(colours_of_a_jpeg_are_looked_at),
		cmocka_unit_test(light_modules_on_clear_ground_are_read),
		cmocka_unit_test(a_dark_page_needs_no_quiet_zone),
		cmocka_unit_test(tiny_codes_in_large_frames_are_read),
		cmocka_unit_test(every_kind_of_file_is_read),
		cmocka_unit_test(what_is_no_picture_is_an_error),
		cmocka_unit_test(a_format_that_is_not_read_is_named),
		cmocka_unit_test(nothing_there_is_said),
		cmocka_unit_test(effort_is_counted_and_ends),
		cmocka_unit_test(libzbar_reads_the_same_bytes),
		cmocka_unit_test(encodings_are_told_apart),
		cmocka_unit_test(a_code_says_its_charset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
