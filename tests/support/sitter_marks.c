/* SPDX-License-Identifier: MIT */
#include "support/sitter_marks.h"

static uint8_t byte(float v)
{
	return v <= 0 ? 0 : v >= 255 ? 255 : (uint8_t)(v + .5f);
}

static void blend(struct image *im, int x, int y, const float rgb[3], float a)
{
	uint8_t *p;
	int c;

	if (x < 0 || y < 0 || x >= im->width || y >= im->height)
		return;
	p = image_row(im, y) + 3 * x;
	for (c = 0; c < 3; c++)
		p[c] = byte(sitter_mix((float)p[c], rgb[c], a));
}

static void box(struct image *im, struct image_box b, const float rgb[3],
		float a)
{
	int x, y;

	for (y = b.y; y < b.y + b.height; y++)
		for (x = b.x; x < b.x + b.width; x++)
			blend(im, x, y, rgb, a);
}

void sitter_marks_bar(struct image *im, const struct sitter_truth *t,
		      struct sitter_random *r)
{
	int w = (int)(t->face_width * .95), h = (int)(t->face_width * .13);
	int x = (int)((t->left_eye_x + t->right_eye_x) / 2) - w / 2;
	int y = (int)t->eye_line - h / 2 + sitter_random_below(r, 5);

	box(im, (struct image_box){x, y, w, h}, (float[3]){8, 8, 8}, 1);
}

void sitter_marks_seal(struct image *im, const struct sitter_truth *t,
		       struct sitter_random *r)
{
	static const float red[3] = {205, 30, 40};
	float radius = (float)t->face_width * .42f, d, star;
	int cx = (int)(t->right_eye_x + t->face_width * .35);
	int cy = (int)(t->chin + t->face_width * .1), x, y;

	cx += sitter_random_below(r, 9) - 4;
	for (y = cy - (int)radius - 2; y <= cy + (int)radius + 2; y++)
		for (x = cx - (int)radius - 2; x <= cx + (int)radius + 2; x++) {
			float dx = (float)(x - cx), dy = (float)(y - cy);

			d = sqrtf(dx * dx + dy * dy);
			star = sitter_step(radius * .2f, radius * .18f, d);
			d = fabsf(d - radius * .95f) - radius * .05f;
			d = sitter_step(1, -1, d);
			blend(im, x, y, red, .7f * (d > star ? d : star));
		}
}

void sitter_marks_border(struct image *im, struct sitter_random *r)
{
	int w = im->width, h = im->height, n = w / 40 + 1;
	float grey = (float)sitter_random_below(r, 2) * 255;
	float rgb[3] = {grey, grey, grey};

	box(im, (struct image_box){0, 0, w, n}, rgb, 1);
	box(im, (struct image_box){0, h - n, w, n}, rgb, 1);
	box(im, (struct image_box){0, 0, n, h}, rgb, 1);
	box(im, (struct image_box){w - n, 0, n, h}, rgb, 1);
}

/* Made-up letters on a 5 x 7 grid: as busy as print, saying nothing. */
static void letter(struct image *im, struct image_box b, const float rgb[3],
		   float a, struct sitter_random *r)
{
	uint64_t bits = sitter_random_next(r) | sitter_random_next(r);
	int x, y;

	for (y = 0; y < b.height; y++)
		for (x = 0; x < b.width; x++) {
			int cell = y * 7 / b.height * 5 + x * 5 / b.width;

			if (bits >> cell & 1)
				blend(im, b.x + x, b.y + y, rgb, a);
		}
}

void sitter_marks_text(struct image *im, struct sitter_random *r)
{
	static const float white[3] = {250, 250, 250};
	int h = im->height / 28, w = h * 5 / 7, i;
	int x = im->width / 12, y = im->height - 2 * h;

	for (i = 0; i < 12; i++)
		letter(im, (struct image_box){x + i * (w + w / 3), y, w, h},
		       white, .95f, r);
}

void sitter_marks_watermark(struct image *im, struct sitter_random *r)
{
	static const float white[3] = {255, 255, 255};
	int h = im->height / 30, w = h * 5 / 7, x, y, i;

	for (y = h; y < im->height; y += 5 * h)
		for (x = (y / h % 2) * 3 * w; x < im->width; x += 10 * w)
			for (i = 0; i < 5; i++)
				letter(im,
				       (struct image_box){x + i * (w + w / 3),
							  y - i * h / 4, w, h},
				       white, .28f, r);
}

static float triangle(float x)
{
	x -= floorf(x);
	return 4 * fabsf(x - .5f) - 1;
}

/* The grid of a screen against the grid of the sensor. */
void sitter_marks_moire(struct image *im, struct sitter_random *r)
{
	float a = sitter_random_in(r, .19f, .29f);
	float b = sitter_random_in(r, .03f, .09f);
	int x, y, c;

	for (y = 0; y < im->height; y++)
		for (x = 0; x < im->width; x++) {
			uint8_t *p = image_row(im, y) + 3 * x;
			float fx = (float)x, fy = (float)y;
			float k = 6 * triangle(fx * a + fy * b) +
				  6 * triangle(fy * a - fx * b);

			for (c = 0; c < 3; c++)
				p[c] = byte((float)p[c] + k +
					    3 * triangle(fx * .011f +
							 (float)c / 3));
		}
}
