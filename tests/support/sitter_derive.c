/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "codec/picture/jpeg.h"
#include "codec/picture/jpeg_write.h"
#include "image/pixel/plane.h"
#include "image/pixel/resize.h"
#include "support/sitter.h"
#include "support/sitter_marks.h"
#include "support/sitter_random.h"

const char *const sitter_attacks[] = {
	"recrop", "wall",      "rejpeg",
	"mirror", "bright",    "contrast",
	"warm",	  "grey",      "blur",
	"noise",  "resize",    "rotate",
	"bar",	  "seal",      "border",
	"text",	  "watermark", "moire",
	"smooth", "gamma",     "recrop+wall+rejpeg",
	NULL};

struct job {
	const struct sitter_truth *truth;
	struct sitter_random r;
	struct image *im;
	struct error *err;
};

static void take(struct job *j, struct image *fresh)
{
	image_release(j->im);
	*j->im = *fresh;
}

static uint8_t byte(float v)
{
	return v <= 0 ? 0 : v >= 255 ? 255 : (uint8_t)(v + .5f);
}

static int recrop(struct job *j)
{
	float k = sitter_random_in(&j->r, .86f, .95f);
	struct image fresh = IMAGE_INIT;
	struct resize_region part;

	part.width = (double)(k * (float)j->im->width);
	part.height = (double)(k * (float)j->im->height);
	part.x = (j->im->width - part.width) *
		 (double)sitter_random_in(&j->r, .3f, .7f);
	part.y = (j->im->height - part.height) *
		 (double)sitter_random_in(&j->r, .2f, .6f);
	if (resize_region(j->im, part,
			  (struct resize_size){j->im->width, j->im->height},
			  &fresh, j->err))
		return -1;
	take(j, &fresh);
	return 0;
}

/* Exact alpha, so this is the cleanest swap a forger could make. */
static int wall(struct job *j)
{
	const struct image *a = &j->truth->alpha;
	struct sitter_shot shot;
	size_t i, n = (size_t)j->im->width * (size_t)j->im->height;
	int c;

	if (a->width != j->im->width || a->height != j->im->height)
		return error_set(j->err, ERROR_USAGE,
				 "a new wall wants the size of the truth");
	sitter_shot_default(sitter_random_next(&j->r), &shot);
	sitter_shot_wall(&shot, SITTER_WALL_BLUE, 1);
	if (fabs(shot.wall_rgb[2] - j->truth->wall_rgb[2]) < 25)
		sitter_shot_wall(&shot, SITTER_WALL_WHITE, 1);
	for (i = 0; i < n; i++)
		for (c = 0; c < 3; c++) {
			float k = 1 - (float)a->data[i] / 255;
			float d = (float)(shot.wall_rgb[c] -
					  j->truth->wall_rgb[c]);
			uint8_t *p = &j->im->data[3 * i + (size_t)c];

			*p = a->data[i] ? byte((float)*p + k * d)
					: byte((float)shot.wall_rgb[c]);
		}
	return 0;
}

static int rejpeg_at(struct job *j, int quality)
{
	const struct jpeg_write how = {quality, 420, 300};
	const struct jpeg_read all = {3, 0, 0};
	struct image fresh = IMAGE_INIT;
	struct buf b = BUF_INIT;
	int rc = -1;

	if (!jpeg_write(j->im, &how, &b, j->err) &&
	    !jpeg_read(b.data, b.size, &all, &fresh, j->err)) {
		take(j, &fresh);
		rc = 0;
	}
	buf_release(&b);
	return rc;
}

static int rejpeg(struct job *j)
{
	return rejpeg_at(j, 45 + sitter_random_below(&j->r, 30));
}

static int mirror(struct job *j)
{
	return image_orient(j->im, 2, j->err);
}

/* out = (in - 128) * gain + 128 + add, a colour at a time. */
static int tone(struct job *j, float gain, const float add[3])
{
	size_t i, n = 3 * (size_t)j->im->width * (size_t)j->im->height;

	for (i = 0; i < n; i++)
		j->im->data[i] = byte(((float)j->im->data[i] - 128) * gain +
				      128 + add[i % 3]);
	return 0;
}

static int bright(struct job *j)
{
	float d = sitter_random_in(&j->r, 14, 30);

	return tone(j, 1, (float[3]){d, d, d});
}

static int contrast(struct job *j)
{
	return tone(j, sitter_random_in(&j->r, 1.12f, 1.3f),
		    (float[3]){0, 0, 0});
}

static int warm(struct job *j)
{
	float d = sitter_random_in(&j->r, 8, 18);

	return tone(j, 1, (float[3]){d, 0, -d});
}

static int gamma_curve(struct job *j)
{
	size_t i, n = 3 * (size_t)j->im->width * (size_t)j->im->height;

	for (i = 0; i < n; i++) {
		float v = (float)j->im->data[i] / 255;

		j->im->data[i] = byte(255 * (.6f * sqrtf(v) * v + .4f * v));
	}
	return 0;
}

static int grey(struct job *j)
{
	size_t i, n = (size_t)j->im->width * (size_t)j->im->height;

	for (i = 0; i < n; i++) {
		uint8_t *p = j->im->data + 3 * i;
		int y = (77 * p[0] + 150 * p[1] + 29 * p[2] + 128) >> 8;

		p[0] = p[1] = p[2] = (uint8_t)y;
	}
	return 0;
}

static int blur_by(struct job *j, float sigma, float keep)
{
	struct plane p = PLANE_INIT;
	size_t i, n = (size_t)j->im->width * (size_t)j->im->height;
	int c;

	for (c = 0; c < 3; c++) {
		plane_from_image(&p, j->im, c);
		plane_gauss(&p, &p, sigma);
		for (i = 0; i < n; i++) {
			uint8_t *q = &j->im->data[3 * i + (size_t)c];
			float d = (float)*q - p.data[i];

			/* keep > 0: strong edges stay, as beauty filters do */
			*q = keep > 0 && fabsf(d) > keep ? *q : byte(p.data[i]);
		}
		plane_release(&p);
	}
	return 0;
}

static int blur(struct job *j)
{
	return blur_by(j, sitter_random_in(&j->r, 1.0f, 1.8f), 0);
}

static int smooth(struct job *j)
{
	return blur_by(j, 2.5f, 14);
}

static int noise(struct job *j)
{
	size_t i, n = 3 * (size_t)j->im->width * (size_t)j->im->height;

	for (i = 0; i < n; i++)
		j->im->data[i] = byte((float)j->im->data[i] +
				      6 * sitter_random_normal(&j->r));
	return 0;
}

static int resize(struct job *j)
{
	float k = sitter_random_in(&j->r, .5f, .8f);
	struct image fresh = IMAGE_INIT;

	if (resize_to(j->im, (int)(k * (float)j->im->width),
		      (int)(k * (float)j->im->height), &fresh, j->err))
		return -1;
	take(j, &fresh);
	return 0;
}

static int rotate(struct job *j)
{
	float t = sitter_random_in(&j->r, .02f, .05f);
	struct image fresh = IMAGE_INIT;
	int w = j->im->width, h = j->im->height, x, y, c;

	if (image_init(&fresh, w, h, 3, j->err))
		return -1;
	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++) {
			float sx = (float)x + t * ((float)y - (float)h / 2);
			float sy = (float)y - t * ((float)x - (float)w / 2);
			int ix, iy;
			const uint8_t *p;

			sx = sitter_clamp(sx, 0, (float)w - 1.01f);
			sy = sitter_clamp(sy, 0, (float)h - 1.01f);
			ix = (int)sx;
			iy = (int)sy;
			sx -= (float)ix;
			sy -= (float)iy;
			p = image_row(j->im, iy) + 3 * ix;
			for (c = 0; c < 3; c++, p++)
				image_row(&fresh, y)[3 * x + c] = byte(
					sitter_mix(sitter_mix(p[0], p[3], sx),
						   sitter_mix(p[3 * w],
							      p[3 * w + 3], sx),
						   sy));
		}
	take(j, &fresh);
	return 0;
}

static int combined(struct job *j)
{
	int rc = wall(j);

	if (!rc)
		rc = recrop(j);
	return rc ? rc : rejpeg(j);
}

static int marks(struct job *j, const char *attack)
{
	if (!strcmp(attack, "bar"))
		sitter_marks_bar(j->im, j->truth, &j->r);
	else if (!strcmp(attack, "seal"))
		sitter_marks_seal(j->im, j->truth, &j->r);
	else if (!strcmp(attack, "border"))
		sitter_marks_border(j->im, &j->r);
	else if (!strcmp(attack, "text"))
		sitter_marks_text(j->im, &j->r);
	else if (!strcmp(attack, "watermark"))
		sitter_marks_watermark(j->im, &j->r);
	else if (!strcmp(attack, "moire"))
		sitter_marks_moire(j->im, &j->r);
	else
		return error_set(j->err, ERROR_USAGE, "no attack named %s",
				 attack);
	return 0;
}

static const struct edit {
	const char *name;
	int (*run)(struct job *j);
} edits[] = {
	{"recrop", recrop},
	{"wall", wall},
	{"rejpeg", rejpeg},
	{"mirror", mirror},
	{"bright", bright},
	{"contrast", contrast},
	{"warm", warm},
	{"grey", grey},
	{"blur", blur},
	{"noise", noise},
	{"resize", resize},
	{"rotate", rotate},
	{"smooth", smooth},
	{"gamma", gamma_curve},
	{"recrop+wall+rejpeg", combined},
};

int sitter_derive(const struct image *rgb, const struct sitter_truth *truth,
		  const char *attack, uint64_t seed, struct image *out,
		  struct error *err)
{
	struct job j = {truth, sitter_random_seed(seed, 90), out, err};
	size_t i;
	int rc;

	if (image_copy(rgb, out, err))
		return -1;
	for (i = 0; i < sizeof(edits) / sizeof(edits[0]); i++)
		if (!strcmp(edits[i].name, attack))
			break;
	rc = i < sizeof(edits) / sizeof(edits[0]) ? edits[i].run(&j)
						  : marks(&j, attack);
	if (rc)
		image_release(out);
	return rc;
}
