/* SPDX-License-Identifier: MIT */
/* Photos as programs and cameras write them: pixels upright and in sRGB. */
#include "support/unit.h"

#include <math.h>

#include <lcms2.h>
#include <png.h>

#include "codec/picture/jpeg.h"
#include "codec/picture/photo_decode.h"
#include "codec/picture/png.h"
#include "codec/picture/thumb.h"
#include "support/odd_jpeg.h"
#include "support/sitter.h"

enum { SIDE = 16, ACROSS = 6, DOWN = 4 };

/* Flat squares of colours that no profile takes out of sRGB. */
static struct image squares(void)
{
	struct image im = IMAGE_INIT;
	struct error err = ERROR_INIT;
	int x, y;

	assert_int_equal(image_init(&im, ACROSS * SIDE, DOWN * SIDE, 3, &err),
			 0);
	for (y = 0; y < im.height; y++)
		for (x = 0; x < im.width; x++) {
			uint8_t *p = image_row(&im, y) + 3 * x;

			p[0] = (uint8_t)(70 + 30 * (x / SIDE));
			p[1] = (uint8_t)(80 + 40 * (y / SIDE));
			p[2] = (uint8_t)(200 - 20 * (x / SIDE));
		}
	return im;
}

static const uint8_t *square(const struct image *im, int i)
{
	return image_row(im, i / ACROSS * SIDE + SIDE / 2) +
	       im->channels * (i % ACROSS * SIDE + SIDE / 2);
}

static void decode(const struct buf *bytes, struct image *rgb,
		   struct photo_decode_info *info)
{
	struct error err = ERROR_INIT;
	int result =
		photo_decode(bytes->data, bytes->size,
			     &(struct photo_decode){.info = info}, rgb, &err);

	if (result < 0)
		print_error("%s\n", err.text);
	assert_int_equal(result, 0);
}

/* The largest difference of the middle of all squares. */
static int farthest(const struct image *a, const struct image *b)
{
	int i, c, d, worst = 0;

	for (i = 0; i < ACROSS * DOWN; i++)
		for (c = 0; c < 3; c++) {
			d = abs(square(a, i)[c] - square(b, i)[c]);
			worst = d > worst ? d : worst;
		}
	return worst;
}

/* Adobe RGB (1998): its primaries, white D65, a gamma of 563/256. */
static void wide_profile(struct buf *out)
{
	static const cmsCIExyY white = {0.3127, 0.3290, 1};
	static const cmsCIExyYTRIPLE primaries = {
		{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}};
	cmsToneCurve *gamma = cmsBuildGamma(NULL, 563 / 256.0);
	cmsToneCurve *all[3] = {gamma, gamma, gamma};
	cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, all);
	cmsUInt32Number size = 0;
	char *bytes;

	assert_true(cmsSaveProfileToMem(profile, NULL, &size));
	bytes = malloc(size);
	assert_true(cmsSaveProfileToMem(profile, bytes, &size));
	buf_add(out, bytes, size);
	free(bytes);
	cmsCloseProfile(profile);
	cmsFreeToneCurve(gamma);
}

static double encoded(double v)
{
	v = v < 0 ? 0 : v > 1 ? 1 : v;
	return 255 *
	       (v <= 0.0031308 ? 12.92 * v : 1.055 * pow(v, 1 / 2.4) - 0.055);
}

/* The same by the two matrices of IEC 61966-2-1 and Adobe RGB (1998). */
static void by_hand(const uint8_t wide[3], double out[3])
{
	static const double m[3][3] = {
		{1.39836, -0.39836, 0}, {0, 1, 0}, {0, -0.04293, 1.04293}};
	double linear[3];
	int c;

	for (c = 0; c < 3; c++)
		linear[c] = pow(wide[c] / 255.0, 563 / 256.0);
	for (c = 0; c < 3; c++)
		out[c] = encoded(m[c][0] * linear[0] + m[c][1] * linear[1] +
				 m[c][2] * linear[2]);
}

static void a_wide_profile_becomes_srgb(void **state)
{
	struct image im = squares(), plain = IMAGE_INIT, rgb = IMAGE_INIT;
	struct buf profile = BUF_INIT, bytes = BUF_INIT;
	struct odd_jpeg how = {.quality = 100, .icc = &profile};
	struct jpeg_read full = {3, 0, 0};
	struct error err = ERROR_INIT;
	struct photo_decode_info info;
	double want[3];
	int i, c, moved = 0;

	(void)state;
	wide_profile(&profile);
	odd_jpeg_write(&im, &how, &bytes);
	assert_int_equal(jpeg_read(bytes.data, bytes.size, &full, &plain, &err),
			 0);
	decode(&bytes, &rgb, &info);
	assert_true(info.icc);
	for (i = 0; i < ACROSS * DOWN; i++) {
		by_hand(square(&plain, i), want);
		for (c = 0; c < 3; c++) {
			assert_true(fabs(square(&rgb, i)[c] - want[c]) <= 2);
			moved += fabs(square(&plain, i)[c] - want[c]) > 8;
		}
	}
	/* or the test would say nothing */
	assert_true(moved > 5);
	image_release(&im);
	image_release(&plain);
	image_release(&rgb);
	buf_release(&profile);
	buf_release(&bytes);
}

static void a_broken_profile_is_left_aside(void **state)
{
	struct image im = squares(), rgb = IMAGE_INIT;
	struct buf profile = BUF_INIT, bytes = BUF_INIT;
	struct odd_jpeg how = {.quality = 100, .icc = &profile};
	struct photo_decode_info info;
	int i;

	(void)state;
	for (i = 0; i < 300; i++)
		buf_addc(&profile, (char)(i * 7));
	odd_jpeg_write(&im, &how, &bytes);
	decode(&bytes, &rgb, &info);
	assert_false(info.icc);
	assert_true(farthest(&im, &rgb) <= 3);
	image_release(&im);
	image_release(&rgb);
	buf_release(&profile);
	buf_release(&bytes);
}

static void inks_become_colours(void **state)
{
	struct image im = squares(), rgb = IMAGE_INIT;
	struct photo_decode_info info;
	int plain;

	(void)state;
	for (plain = 0; plain < 2; plain++) {
		struct odd_jpeg how = {
			.quality = 100, .cmyk = true, .plain_inks = plain};
		struct buf bytes = BUF_INIT;

		odd_jpeg_write(&im, &how, &bytes);
		decode(&bytes, &rgb, &info);
		assert_int_equal(info.components, 4);
		assert_true(farthest(&im, &rgb) <= 4);
		image_release(&rgb);
		buf_release(&bytes);
	}
	image_release(&im);
}

/* Inks as a press has them: cyan is no blue-green light. */
static void by_press(const double ink[4], double rgb[3])
{
	static const double colour[4][3] = {{0.05, 0.6, 0.85},
					    {0.85, 0.1, 0.5},
					    {0.98, 0.9, 0.1},
					    {0.12, 0.12, 0.14}};
	int i, c;

	for (c = 0; c < 3; c++) {
		rgb[c] = 1;
		for (i = 0; i < 4; i++)
			rgb[c] *= 1 - ink[i] * (1 - colour[i][c]);
	}
}

/* A grid point of the profile: Lab of its inks. */
static cmsInt32Number press_point(const cmsUInt16Number in[],
				  cmsUInt16Number out[], void *to_lab)
{
	double ink[4], rgb[3];
	int i;

	for (i = 0; i < 4; i++)
		ink[i] = in[i] / 65535.0;
	by_press(ink, rgb);
	cmsDoTransform(to_lab, rgb, out, 1);
	return TRUE;
}

static void press_profile(struct buf *out)
{
	cmsHPROFILE profile = cmsCreateProfilePlaceholder(NULL);
	cmsHPROFILE srgb = cmsCreate_sRGBProfile(), lab;
	cmsPipeline *lut = cmsPipelineAlloc(NULL, 4, 3);
	cmsStage *grid = cmsStageAllocCLut16bit(NULL, 9, 4, 3, NULL);
	cmsHTRANSFORM to_lab;
	cmsUInt32Number size = 0;
	char *bytes;

	lab = cmsCreateLab4Profile(NULL);
	to_lab = cmsCreateTransform(srgb, TYPE_RGB_DBL, lab, TYPE_Lab_16,
				    INTENT_RELATIVE_COLORIMETRIC, 0);
	assert_true(cmsStageSampleCLut16bit(grid, press_point, to_lab, 0));
	cmsPipelineInsertStage(lut, cmsAT_END,
			       cmsStageAllocToneCurves(NULL, 4, NULL));
	cmsPipelineInsertStage(lut, cmsAT_END, grid);
	cmsPipelineInsertStage(lut, cmsAT_END,
			       cmsStageAllocToneCurves(NULL, 3, NULL));
	cmsSetProfileVersion(profile, 4.3);
	cmsSetDeviceClass(profile, cmsSigOutputClass);
	cmsSetColorSpace(profile, cmsSigCmykData);
	cmsSetPCS(profile, cmsSigLabData);
	assert_true(cmsWriteTag(profile, cmsSigAToB0Tag, lut));
	assert_true(cmsWriteTag(profile, cmsSigAToB1Tag, lut));
	assert_true(cmsSaveProfileToMem(profile, NULL, &size));
	bytes = malloc(size);
	assert_true(cmsSaveProfileToMem(profile, bytes, &size));
	buf_add(out, bytes, size);
	free(bytes);
	cmsPipelineFree(lut);
	cmsDeleteTransform(to_lab);
	cmsCloseProfile(lab);
	cmsCloseProfile(srgb);
	cmsCloseProfile(profile);
}

/* What odd_jpeg_write() makes of a colour. */
static void inks_of(const uint8_t *rgb, double ink[4])
{
	int c, most = rgb[0] > rgb[1] ? rgb[0] : rgb[1];

	most = rgb[2] > most ? rgb[2] : most;
	for (c = 0; c < 3; c++)
		ink[c] = 1 - (double)rgb[c] / most;
	ink[3] = 1 - most / 255.0;
}

static void inks_with_a_profile_follow_it(void **state)
{
	struct image im = squares(), rgb = IMAGE_INIT;
	struct buf profile = BUF_INIT;
	struct photo_decode_info info;
	double ink[4], want[3];
	int plain, i, c, moved;

	(void)state;
	press_profile(&profile);
	for (plain = 0; plain < 2; plain++) {
		struct odd_jpeg how = {.quality = 100,
				       .cmyk = true,
				       .plain_inks = plain,
				       .icc = &profile};
		struct buf bytes = BUF_INIT;

		odd_jpeg_write(&im, &how, &bytes);
		decode(&bytes, &rgb, &info);
		assert_true(info.icc);
		for (moved = 0, i = 0; i < ACROSS * DOWN; i++) {
			inks_of(square(&im, i), ink);
			by_press(ink, want);
			for (c = 0; c < 3; c++) {
				assert_true(fabs(square(&rgb, i)[c] -
						 255 * want[c]) <= 8);
				moved += fabs(square(&im, i)[c] -
					      255 * want[c]) > 16;
			}
		}
		assert_true(moved > 5);
		image_release(&rgb);
		buf_release(&bytes);
	}
	image_release(&im);
	buf_release(&profile);
}

/* A profile that is not of inks, or none at all: as without one. */
static void inks_with_a_wrong_profile_are_read(void **state)
{
	struct image im = squares(), rgb = IMAGE_INIT;
	struct buf profile[2] = {BUF_INIT, BUF_INIT};
	struct photo_decode_info info;
	int i;

	(void)state;
	wide_profile(&profile[0]);
	for (i = 0; i < 300; i++)
		buf_addc(&profile[1], (char)(i * 7));
	for (i = 0; i < 2; i++) {
		struct odd_jpeg how = {
			.quality = 100, .cmyk = true, .icc = &profile[i]};
		struct buf bytes = BUF_INIT;

		odd_jpeg_write(&im, &how, &bytes);
		decode(&bytes, &rgb, &info);
		assert_false(info.icc);
		assert_true(farthest(&im, &rgb) <= 4);
		image_release(&rgb);
		buf_release(&bytes);
		buf_release(&profile[i]);
	}
	image_release(&im);
}

static void grey_and_progressive_files_are_read(void **state)
{
	struct image im = squares(), grey = IMAGE_INIT, rgb = IMAGE_INIT;
	struct odd_jpeg how = {.quality = 100};
	struct buf bytes = BUF_INIT;
	struct error err = ERROR_INIT;
	struct photo_decode_info info;
	int i;

	(void)state;
	assert_int_equal(image_to_grey(&im, &grey, &err), 0);
	odd_jpeg_write(&grey, &how, &bytes);
	decode(&bytes, &rgb, &info);
	assert_int_equal(info.components, 1);
	assert_int_equal(rgb.channels, 3);
	for (i = 0; i < ACROSS * DOWN; i++) {
		assert_true(abs(square(&rgb, i)[0] - square(&grey, i)[0]) <= 2);
		assert_int_equal(square(&rgb, i)[0], square(&rgb, i)[2]);
	}
	image_release(&rgb);
	buf_clear(&bytes);
	how.progressive = true;
	odd_jpeg_write(&im, &how, &bytes);
	decode(&bytes, &rgb, &info);
	assert_true(info.progressive);
	assert_true(farthest(&im, &rgb) <= 4);
	image_release(&rgb);
	image_release(&grey);
	image_release(&im);
	buf_release(&bytes);
}

static void the_first_picture_of_several_is_taken(void **state)
{
	struct image im = squares(), other = squares(), rgb = IMAGE_INIT;
	struct buf bytes = BUF_INIT;
	struct photo_decode_info info;

	(void)state;
	memset(other.data, 9, (size_t)other.width * (size_t)other.height * 3);
	odd_jpeg_mpo(&im, &other, &bytes);
	decode(&bytes, &rgb, &info);
	assert_true(info.many);
	assert_false(info.truncated);
	assert_true(farthest(&im, &rgb) <= 6);
	image_release(&rgb);
	image_release(&other);
	image_release(&im);
	buf_release(&bytes);
}

/*
 * How the stored picture of each orientation is made of the upright one: the
 * column and row behind which the upright pixel (x, y) is stored.
 */
static void stored_at(int orientation, int x, int y, const int size[2],
		      int out[2])
{
	int right = size[0] - 1 - x, below = size[1] - 1 - y;
	const int places[9][2] = {{0, 0},	  {x, y},	  {right, y},
				  {right, below}, {x, below},	  {y, x},
				  {y, right},	  {below, right}, {below, x}};

	out[0] = places[orientation][0];
	out[1] = places[orientation][1];
}

static void all_eight_orientations_come_out_upright(void **state)
{
	const int size[2] = {ACROSS * SIDE, DOWN * SIDE};
	struct image im = squares();
	int o, x, y, at[2];

	(void)state;
	for (o = 1; o <= 8; o++) {
		struct sitter_exif exif = {.orientation = o};
		struct image lying = IMAGE_INIT, rgb = IMAGE_INIT;
		struct buf bytes = BUF_INIT;
		struct error err = ERROR_INIT;
		struct photo_decode_info info;

		assert_int_equal(image_init(&lying, o >= 5 ? size[1] : size[0],
					    o >= 5 ? size[0] : size[1], 3,
					    &err),
				 0);
		for (y = 0; y < size[1]; y++)
			for (x = 0; x < size[0]; x++) {
				stored_at(o, x, y, size, at);
				memcpy(image_row(&lying, at[1]) + 3 * at[0],
				       image_row(&im, y) + 3 * x, 3);
			}
		assert_int_equal(sitter_jpeg(&lying, 100, &exif, &bytes, &err),
				 0);
		decode(&bytes, &rgb, &info);
		assert_int_equal(info.exif.orientation, o);
		assert_int_equal(info.rotated, o > 1);
		assert_int_equal(rgb.width, size[0]);
		assert_int_equal(info.width, size[0]);
		assert_true(farthest(&im, &rgb) <= 5);
		image_release(&rgb);
		image_release(&lying);
		buf_release(&bytes);
	}
	image_release(&im);
}

/* A noisy picture, so that its data are long. */
static void noisy(struct image *im)
{
	struct error err = ERROR_INIT;
	uint32_t seed = 1;
	size_t i;

	assert_int_equal(image_init(im, 200, 200, 3, &err), 0);
	for (i = 0; i < 200 * 200 * 3; i++) {
		seed = seed * 1664525 + 1013904223;
		im->data[i] = (uint8_t)(seed >> 24);
	}
}

static void what_is_missing_is_told(void **state)
{
	struct odd_jpeg how = {.quality = 90};
	struct buf bytes = BUF_INIT;
	struct image im = IMAGE_INIT, rgb = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct photo_decode_info info;
	size_t whole;

	(void)state;
	noisy(&im);
	odd_jpeg_write(&im, &how, &bytes);
	whole = bytes.size;
	decode(&bytes, &rgb, &info);
	assert_false(info.truncated);
	image_release(&rgb);
	/* only the mark at the end */
	bytes.size = whole - 2;
	decode(&bytes, &rgb, &info);
	assert_false(info.truncated);
	image_release(&rgb);
	bytes.size = whole - 200;
	decode(&bytes, &rgb, &info);
	assert_true(info.truncated);
	image_release(&rgb);
	bytes.size = 200;
	assert_int_equal(photo_decode(bytes.data, bytes.size,
				      &(struct photo_decode){.info = &info},
				      &rgb, &err),
			 -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_null(rgb.data);
	image_release(&im);
	buf_release(&bytes);
}

/* The first place behind from where a marker other than "00" begins. */
static size_t marker(const struct buf *b, size_t from)
{
	while (from + 1 < b->size && ((uint8_t)b->data[from] != 0xff ||
				      (uint8_t)b->data[from + 1] < 0xc0))
		from++;
	return from;
}

static size_t first_scan(const struct buf *b)
{
	size_t at = marker(b, 2);

	while (at + 1 < b->size && (uint8_t)b->data[at + 1] != 0xda)
		at = marker(b, at + 2);
	return at;
}

/* The first scan again and again costs time without end. */
static void too_many_scans_are_refused(void **state)
{
	struct odd_jpeg how = {.quality = 50, .progressive = true};
	struct image im = squares(), rgb = IMAGE_INIT;
	struct buf bytes = BUF_INIT, bomb = BUF_INIT;
	struct error err = ERROR_INIT;
	struct photo_decode_info info;
	size_t i, from, to;

	(void)state;
	odd_jpeg_write(&im, &how, &bytes);
	from = first_scan(&bytes);
	to = marker(&bytes, from + 2);
	buf_add(&bomb, bytes.data, from);
	for (i = 0; i < 150; i++)
		buf_add(&bomb, bytes.data + from, to - from);
	buf_add(&bomb, bytes.data + to, bytes.size - to);
	assert_int_equal(photo_decode(bomb.data, bomb.size,
				      &(struct photo_decode){.info = &info},
				      &rgb, &err),
			 -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_non_null(strstr(err.text, "scans"));
	image_release(&im);
	buf_release(&bytes);
	buf_release(&bomb);
}

static void png_bytes(png_structp png, png_bytep bytes, size_t n)
{
	buf_add(png_get_io_ptr(png), bytes, n);
}

/* 16 bits a channel; with tRNS one colour of it is clear. */
static void deep_png(const struct image *im, bool clear, const struct buf *icc,
		     struct buf *out)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL,
						  NULL, NULL);
	png_infop info = png_create_info_struct(png);
	png_color_16 gone = {.red = 1, .green = 2, .blue = 3};
	uint8_t *row = malloc((size_t)im->width * 6);
	int x, y;

	png_set_write_fn(png, out, png_bytes, NULL);
	png_set_IHDR(png, info, (unsigned)im->width, (unsigned)im->height, 16,
		     PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, 0, 0);
	if (icc)
		png_set_iCCP(png, info, "wide", 0, (void *)icc->data,
			     (png_uint_32)icc->size);
	if (clear)
		png_set_tRNS(png, info, NULL, 0, &gone);
	png_write_info(png, info);
	for (y = 0; y < im->height; y++) {
		for (x = 0; x < im->width * 3; x++) {
			row[2 * x] = image_row(im, y)[x];
			row[2 * x + 1] = row[2 * x];
		}
		png_write_row(png, row);
	}
	png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	free(row);
}

static void deep_png_is_read(void **state)
{
	struct image im = squares(), rgb = IMAGE_INIT;
	struct buf bytes = BUF_INIT;
	struct photo_decode_info info;

	(void)state;
	deep_png(&im, false, NULL, &bytes);
	decode(&bytes, &rgb, &info);
	assert_false(info.alpha);
	assert_int_equal(info.width, im.width);
	assert_int_equal(farthest(&im, &rgb), 0);
	image_release(&rgb);
	/* transparency by one colour is transparency too */
	buf_clear(&bytes);
	deep_png(&im, true, NULL, &bytes);
	decode(&bytes, &rgb, &info);
	assert_true(info.alpha);
	image_release(&rgb);
	image_release(&im);
	buf_release(&bytes);
}

static void a_png_has_its_profile_too(void **state)
{
	struct image im = squares(), rgb = IMAGE_INIT;
	struct buf profile = BUF_INIT, bytes = BUF_INIT;
	struct photo_decode_info info;
	double want[3];
	int i, c;

	(void)state;
	wide_profile(&profile);
	deep_png(&im, false, &profile, &bytes);
	decode(&bytes, &rgb, &info);
	assert_true(info.icc);
	for (i = 0; i < ACROSS * DOWN; i++) {
		by_hand(square(&im, i), want);
		for (c = 0; c < 3; c++)
			assert_true(fabs(square(&rgb, i)[c] - want[c]) <= 2);
	}
	image_release(&im);
	image_release(&rgb);
	buf_release(&profile);
	buf_release(&bytes);
}

/* A picture within the header is not the picture. */
static void a_preview_in_the_header_is_passed_by(void **state)
{
	struct image im = squares(), rgb = IMAGE_INIT, small = IMAGE_INIT;
	struct buf main = BUF_INIT, thumb = BUF_INIT, both = BUF_INIT;
	struct odd_jpeg how = {.quality = 100};
	struct error err = ERROR_INIT;
	struct photo_decode_info info;
	struct jpeg_read full = {3, 0, 0};
	size_t n;

	(void)state;
	odd_jpeg_write(&im, &how, &main);
	assert_int_equal(thumb_make(main.data, main.size, 16, &thumb, &err), 0);
	assert_int_equal(jpeg_read(thumb.data, thumb.size, &full, &small, &err),
			 0);
	assert_int_equal(small.height, 16);
	assert_int_equal(small.width, 24);
	n = thumb.size + 2 + 6;
	buf_add(&both, main.data, 2);
	buf_addf(&both, "\xff\xe1%c%cExif", (int)(n >> 8), (int)(n & 255));
	buf_add(&both, "\0\0", 2);
	buf_add(&both, thumb.data, thumb.size);
	buf_add(&both, main.data + 2, main.size - 2);
	decode(&both, &rgb, &info);
	assert_int_equal(rgb.width, im.width);
	assert_true(farthest(&im, &rgb) <= 6);
	image_release(&im);
	image_release(&rgb);
	image_release(&small);
	buf_release(&main);
	buf_release(&thumb);
	buf_release(&both);
}

static void what_is_not_read_says_what_to_send(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *word;
	} cases[] = {
		{"\0\0\0\x18"
		 "ftypheic"
		 "\0\0\0\0mif1heic",
		 24, "HEIC"},
		{"\0\0\0\x18"
		 "ftypmif1"
		 "\0\0\0\0mif1heic",
		 24, "HEIC"},
		{"GIF89a\1\0\1\0", 10, "GIF"},
		{"%PDF-1.7 ", 9, "PDF"},
	};
	struct image rgb = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct photo_decode_info info;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(
			photo_decode(cases[i].bytes, cases[i].n,
				     &(struct photo_decode){.info = &info},
				     &rgb, &err),
			-1);
		assert_int_equal(err.kind, ERROR_INPUT);
		assert_non_null(strstr(err.text, cases[i].word));
		assert_non_null(strstr(err.text, "JPEG"));
		assert_null(rgb.data);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wide_profile_becomes_srgb),
		cmocka_unit_test(a_broken_profile_is_left_aside),
		cmocka_unit_test(inks_become_colours),
		cmocka_unit_test(inks_with_a_profile_follow_it),
		cmocka_unit_test(inks_with_a_wrong_profile_are_read),
		cmocka_unit_test(grey_and_progressive_files_are_read),
		cmocka_unit_test(the_first_picture_of_several_is_taken),
		cmocka_unit_test(all_eight_orientations_come_out_upright),
		cmocka_unit_test(what_is_missing_is_told),
		cmocka_unit_test(too_many_scans_are_refused),
		cmocka_unit_test(deep_png_is_read),
		cmocka_unit_test(a_png_has_its_profile_too),
		cmocka_unit_test(a_preview_in_the_header_is_passed_by),
		cmocka_unit_test(what_is_not_read_says_what_to_send),
	};

	return cmocka_run_group_tests_name("photo_decode", tests, NULL, NULL);
}
