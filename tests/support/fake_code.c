/* SPDX-License-Identifier: MIT */
#include "support/fake_code.h"

#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#include "base/mem.h"
#include "image/pixel/resize.h"

unsigned char *fake_code_modules(const void *payload, size_t n,
				 const struct fake_code_look *look, int *side,
				 struct error *err)
{
	QRcode *code = QRcode_encodeData((int)n, payload, look->version,
					 (QRecLevel)look->level);
	unsigned char *out;
	int i;

	if (!code) {
		error_set(err, ERROR_INPUT, "no code holds these %zu bytes", n);
		return NULL;
	}
	*side = code->width;
	out = mem_xmalloc((size_t)(code->width * code->width));
	for (i = 0; i < code->width * code->width; i++)
		out[i] = code->data[i] & 1;
	QRcode_free(code);
	return out;
}

static void fill(struct image *im, struct image_box b, const uint8_t rgb[3])
{
	int x, y;

	for (y = b.y < 0 ? 0 : b.y; y < b.y + b.height && y < im->height; y++)
		for (x = b.x < 0 ? 0 : b.x; x < b.x + b.width && x < im->width;
		     x++)
			memcpy(image_row(im, y) + 3 * x, rgb, 3);
}

static const uint8_t white[3] = {255, 255, 255}, black[3] = {0, 0, 0};
static const uint8_t grey[3] = {150, 150, 155}, pale[3] = {240, 242, 246};
static const uint8_t blue[3] = {30, 110, 210};

static int draw(const unsigned char *modules, int side, int module,
		struct image *out, struct error *err)
{
	int full = (side + 8) * module, x, y;

	if (image_init(out, full, full, 3, err))
		return -1;
	fill(out, (struct image_box){0, 0, full, full}, white);
	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++)
			if (modules[y * side + x])
				fill(out,
				     (struct image_box){(x + 4) * module,
							(y + 4) * module,
							module, module},
				     black);
	return 0;
}

/* Bars where text would stand: the code is all that matters. */
static void lines(struct image *im, struct image_box b, int count)
{
	int pitch = b.height / count, i;

	for (i = 0; i < count; i++)
		fill(im,
		     (struct image_box){b.x, b.y + i * pitch,
					b.width * (9 - (i * 5) % 4) / 9,
					pitch / 2},
		     grey);
}

static void paste(struct image *on, const struct image *what, int x, int y)
{
	int row;

	for (row = 0; row < what->height; row++)
		memcpy(image_row(on, y + row) + 3 * x, image_row(what, row),
		       3 * (size_t)what->width);
}

static int card(struct image *code, struct image *out, struct error *err)
{
	int w = code->width * 5 / 4, h = code->height * 8 / 5;
	int x = (w - code->width) / 2, top = h / 8;

	if (image_init(out, w, h, 3, err))
		return -1;
	fill(out, (struct image_box){0, 0, w, h}, white);
	fill(out, (struct image_box){0, 0, w, top}, blue);
	paste(out, code, x, top + h / 20);
	lines(out,
	      (struct image_box){x, top + h / 20 + code->height + h / 40, w / 2,
				 h / 7},
	      3);
	return 0;
}

/* 540 x 1170: the code is rescaled, as on a screen it is. */
static int screen(struct image *code, struct image *out, struct error *err)
{
	static const uint8_t bar[3] = {34, 36, 40};
	struct image small = IMAGE_INIT;
	int rc = -1;

	if (image_init(out, 540, 1170, 3, err) ||
	    resize_to(code, 372, 372, &small, err))
		goto out;
	fill(out, (struct image_box){0, 0, 540, 1170}, pale);
	fill(out, (struct image_box){0, 0, 540, 44}, bar);
	fill(out, (struct image_box){24, 16, 60, 12}, white);
	fill(out, (struct image_box){440, 16, 76, 12}, white);
	fill(out, (struct image_box){0, 44, 540, 76}, blue);
	fill(out, (struct image_box){190, 72, 160, 20}, white);
	fill(out, (struct image_box){36, 200, 468, 640}, white);
	lines(out, (struct image_box){84, 236, 300, 60}, 2);
	paste(out, &small, 84, 330);
	lines(out, (struct image_box){84, 730, 330, 84}, 3);
	fill(out, (struct image_box){84, 920, 372, 70}, blue);
	fill(out, (struct image_box){200, 1150, 140, 6}, bar);
	rc = 0;
out:
	image_release(&small);
	return rc;
}

int fake_code_image(const void *payload, size_t n,
		    const struct fake_code_look *look, struct image *out,
		    struct error *err)
{
	struct image code = IMAGE_INIT;
	unsigned char *modules;
	int side, rc = -1;

	memset(out, 0, sizeof(*out));
	modules = fake_code_modules(payload, n, look, &side, err);
	if (!modules || draw(modules, side, look->module, &code, err))
		goto out;
	if (look->frame == FAKE_CODE_CARD) {
		rc = card(&code, out, err);
	} else if (look->frame == FAKE_CODE_SCREEN) {
		rc = screen(&code, out, err);
	} else {
		*out = code;
		memset(&code, 0, sizeof(code));
		rc = 0;
	}
out:
	image_release(&code);
	free(modules);
	return rc;
}
