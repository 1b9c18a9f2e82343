/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "codec/picture/jpeg.h"
#include "codec/picture/jpeg_write.h"
#include "codec/picture/png.h"
#include "image/pixel/resize.h"
#include "support/faults.h"
#include "support/odd_jpeg.h"

static const struct profile_range any = {NAN, NAN};

static void any_size(struct fault_photo *p)
{
	p->profile.accept.width = p->profile.accept.height = any;
	p->profile.accept.ratio = any;
}

static void resize(struct fault_photo *p, int width, int height)
{
	struct image to = IMAGE_INIT;
	struct error err = ERROR_INIT;

	faults_draw(p);
	if (resize_to(&p->rgb, width, height, &to, &err) < 0)
		BUG(err.text);
	image_release(&p->rgb);
	p->rgb = to;
}

static void turn_width(struct fault_photo *p, double v)
{
	resize(p, (int)v, 640);
	p->profile.accept.ratio = any;
}

static void turn_height(struct fault_photo *p, double v)
{
	resize(p, 480, (int)v);
	p->profile.accept.ratio = any;
}

static void turn_both(struct fault_photo *p, double v)
{
	resize(p, (int)(480 * v), (int)(640 * v));
}

static void turn_ratio(struct fault_photo *p, double v)
{
	resize(p, 480, (int)v);
	any_size(p);
	p->profile.accept.ratio = (struct profile_range){0.75, 0.75};
}

/* The window begins so many bytes above the file's size. */
static void turn_floor(struct fault_photo *p, double v)
{
	faults_encode(p);
	p->profile.accept.kb =
		(struct profile_range){((double)p->bytes.size + v) / 1024, NAN};
}

static void turn_ceiling(struct fault_photo *p, double v)
{
	faults_encode(p);
	p->profile.accept.kb =
		(struct profile_range){NAN, ((double)p->bytes.size + v) / 1000};
}

static void turn_dpi(struct fault_photo *p, double v)
{
	struct jpeg_write how = {92, 420, (int)v};
	struct error err = ERROR_INIT;

	faults_draw(p);
	if (jpeg_write(&p->rgb, &how, &p->bytes, &err) < 0)
		BUG(err.text);
}

static void turn_quality(struct fault_photo *p, double v)
{
	p->quality = (int)v;
}

static void turn_cmyk(struct fault_photo *p, double v)
{
	struct odd_jpeg how = {.quality = 92, .cmyk = v > 0};

	faults_draw(p);
	odd_jpeg_write(&p->rgb, &how, &p->bytes);
}

static void turn_progressive(struct fault_photo *p, double v)
{
	struct odd_jpeg how = {.quality = 92, .progressive = v > 0};

	faults_draw(p);
	odd_jpeg_write(&p->rgb, &how, &p->bytes);
}

static void turn_pictures(struct fault_photo *p, double v)
{
	struct odd_jpeg how = {.quality = 92};

	faults_draw(p);
	if (v > 1)
		odd_jpeg_mpo(&p->rgb, &p->rgb, &p->bytes);
	else
		odd_jpeg_write(&p->rgb, &how, &p->bytes);
}

static void turn_kind(struct fault_photo *p, double v)
{
	struct error err = ERROR_INIT;

	faults_draw(p);
	if (v > 0 && png_write(&p->rgb, &p->bytes, &err) < 0)
		BUG(err.text);
}

static void turn_heic(struct fault_photo *p, double v)
{
	if (v > 0)
		buf_add(&p->bytes,
			"\0\0\0\x18"
			"ftypheic"
			"0000",
			16);
}

/* A PNG of four channels, or of three. */
static void turn_alpha(struct fault_photo *p, double v)
{
	struct image rgba = IMAGE_INIT;
	struct error err = ERROR_INIT;
	size_t i, n;

	faults_draw(p);
	n = (size_t)p->rgb.width * (size_t)p->rgb.height;
	if (image_init(&rgba, p->rgb.width, p->rgb.height, 4, &err) < 0)
		BUG(err.text);
	for (i = 0; i < n; i++) {
		memcpy(rgba.data + 4 * i, p->rgb.data + 3 * i, 3);
		rgba.data[4 * i + 3] = 255;
	}
	if (png_write(v > 0 ? &rgba : &p->rgb, &p->bytes, &err) < 0)
		BUG(err.text);
	image_release(&rgba);
}

/* The last mark alone may be missing: no pixel is. */
static void turn_end(struct fault_photo *p, double v)
{
	faults_encode(p);
	p->bytes.size -= (size_t)v;
}

/* The picture's header broken off. */
static void turn_header(struct fault_photo *p, double v)
{
	faults_encode(p);
	if (v > 0)
		p->bytes.size = 100;
}

static void turn_extension(struct fault_photo *p, double v)
{
	p->name = v > 0 ? "a.png" : "a.JPEG";
}

static void turn_orientation(struct fault_photo *p, double v)
{
	p->exif.orientation = (int)v;
}

/* Saturation. */
static void turn_colour(struct fault_photo *p, double v)
{
	size_t i, n;
	int c;

	faults_draw(p);
	n = (size_t)p->rgb.width * (size_t)p->rgb.height;
	for (i = 0; i < n; i++) {
		uint8_t *px = p->rgb.data + 3 * i;
		double grey = (px[0] + 2 * px[1] + px[2]) / 4.0;

		for (c = 0; c < 3; c++)
			px[c] = (uint8_t)(grey + v * (px[c] - grey));
	}
}

/* The quality of a first saving, on the same grid. */
static void turn_first(struct fault_photo *p, double v)
{
	struct jpeg_read all = {3, 0, 0};
	struct error err = ERROR_INIT;

	p->quality = (int)v;
	faults_encode(p);
	image_release(&p->rgb);
	if (jpeg_read(p->bytes.data, p->bytes.size, &all, &p->rgb, &err) < 0)
		BUG(err.text);
	buf_release(&p->bytes);
	p->quality = 92;
}

static void turn_software(struct fault_photo *p, double v)
{
	p->exif.software =
		v > 0 ? "Adobe Photoshop 2024" : "Digital Camera EOS R6 Ver1.0";
}

static void turn_camera(struct fault_photo *p, double v)
{
	p->profile.policy.need_camera = true;
	if (v > 0)
		p->exif.make = p->exif.model = NULL;
}

static void turn_lens(struct fault_photo *p, double v)
{
	p->profile.policy.front_camera = false;
	p->exif.lens = v > 0 ? "iPhone 14 front TrueDepth camera 2.69mm f/1.9"
			     : "iPhone 14 back dual wide camera 5.7mm f/1.5";
}

/* Days before 2026-05-28. */
static void turn_age(struct fault_photo *p, double v)
{
	p->exif.date = v > 365	? "2025:05:27 08:00:00"
		       : v > 3	? "2025:05:28 23:00:00"
		       : v > 2	? "2026:05:25 23:00:00"
		       : v > 1	? "2026:05:26 00:00:00"
		       : v < -1 ? "2026:05:30 08:00:00"
				: "2026:05:29 08:00:00";
}

static void turn_album(struct fault_photo *p, double v)
{
	p->profile.policy.album = false;
	turn_age(p, v);
}

const struct fault faults_file[] = {
	{"FIL-CORRUPT", turn_header, 1, 0, FAULT_CHECK},
	{"FIL-TRUNCATED", turn_end, 4000, 2, FAULT_CHECK},
	{"FIL-TYPE", turn_kind, 1, 0, FAULT_CHECK},
	{"FIL-TYPE", turn_heic, 1, 0, FAULT_SOURCE},
	{"FIL-EXT", turn_extension, 1, 0, FAULT_CHECK},
	{"FIL-KB-LOW", turn_floor, 1, 0, FAULT_CHECK},
	{"FIL-KB-HIGH", turn_ceiling, -1, 0.5, FAULT_CHECK},
	{"FIL-WIDTH-LOW", turn_width, 479, 480, FAULT_CHECK},
	{"FIL-WIDTH-LOW", turn_width, 479, 480, FAULT_SOURCE},
	{"FIL-WIDTH-HIGH", turn_width, 481, 480, FAULT_CHECK},
	{"FIL-HEIGHT-LOW", turn_height, 639, 640, FAULT_CHECK},
	{"FIL-HEIGHT-HIGH", turn_height, 641, 640, FAULT_CHECK},
	{"FIL-RAW", turn_both, 1.01, 1, FAULT_CHECK},
	{"FIL-RATIO", turn_ratio, 637, 639, FAULT_CHECK},
	{"FIL-GREY", turn_colour, 0.05, 0.7, FAULT_CHECK},
	{"FIL-CMYK", turn_cmyk, 1, 0, FAULT_CHECK},
	{"FIL-DPI", turn_dpi, 299, 300, FAULT_CHECK},
	{"FIL-QUALITY", turn_quality, 59, 60, FAULT_CHECK},
	{"FIL-EXIF-ROTATED", turn_orientation, 3, 1, FAULT_CHECK},
	{"FIL-ALPHA", turn_alpha, 1, 0, FAULT_CHECK},
	{"FIL-PROGRESSIVE", turn_progressive, 1, 0, FAULT_CHECK},
	{"FIL-PICTURES", turn_pictures, 2, 1, FAULT_CHECK},
	{"APP-DOUBLE-JPEG", turn_first, 75, 91, FAULT_CHECK},
	{"PRV-EDITED-BY", turn_software, 1, 0, FAULT_CHECK},
	{"PRV-NO-CAMERA", turn_camera, 1, 0, FAULT_CHECK},
	{"PRV-FRONT-LENS", turn_lens, 1, 0, FAULT_CHECK},
	{"PRV-OLD-PHOTO", turn_age, 366, 365, FAULT_CHECK},
	{"PRV-FUTURE", turn_age, -2, -1, FAULT_CHECK},
	{"PRV-ALBUM", turn_album, 3, 2, FAULT_CHECK},
	{NULL},
};
