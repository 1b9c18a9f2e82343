/* SPDX-License-Identifier: MIT */
#include "support/attack.h"

#include <math.h>
#include <string.h>

#include "codec/picture/jpeg.h"
#include "codec/picture/jpeg_write.h"
#include "image/pixel/plane.h"
#include "image/pixel/resize.h"

static double between(uint32_t *seed, double low, double high)
{
	*seed = *seed * 1664525u + 1013904223u;
	return low + (high - low) * (*seed >> 8) / 16777216.0;
}

static uint8_t byte_of(double v)
{
	return (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v + .5);
}

const char *attack_name(enum attack kind)
{
	static const char *const names[ATTACKS] = {
		"jpeg",	 "blur",  "bar",   "seal", "watermark", "warp",
		"small", "print", "combo", "wall", "smooth"};

	return names[kind];
}

static void through_jpeg(struct image *im, int quality)
{
	struct jpeg_write how = {quality, 420, 0};
	struct jpeg_read read = {1, 0, 0};
	struct buf bytes = BUF_INIT;
	struct image back = IMAGE_INIT;

	if (jpeg_write(im, &how, &bytes, NULL) == 0 &&
	    jpeg_read(bytes.data, bytes.size, &read, &back, NULL) == 0) {
		image_release(im);
		*im = back;
	}
	buf_release(&bytes);
}

static void blur(struct image *im, float sigma)
{
	struct plane p;
	int i;

	plane_from_image(&p, im, 0);
	plane_gauss(&p, &p, sigma);
	for (i = 0; i < im->width * im->height; i++)
		im->data[i] = byte_of(p.data[i]);
	plane_release(&p);
}

static void shrink(struct image *im, struct image_box *face, double scale)
{
	struct image small = IMAGE_INIT;
	int width = (int)(im->width * scale),
	    height = (int)(im->height * scale);

	if (resize_to(im, width, height, &small, NULL) < 0)
		return;
	image_release(im);
	*im = small;
	face->x = (int)(face->x * scale);
	face->y = (int)(face->y * scale);
	face->width = (int)(face->width * scale);
	face->height = (int)(face->height * scale);
}

/* Where a pixel comes from, given its place from the face's middle. */
struct mask {
	double cosine, sine, flip; /* times the scale */
	double wave, period, slim;
};

static void shape_at(const struct mask *s, const struct image_box *f, double x,
		     double y, double from[2])
{
	double below = (y / f->height - .05) * 2;

	x *= s->flip;
	from[0] = s->cosine * x - s->sine * y;
	from[1] = s->sine * x + s->cosine * y;
	if (below > 0 && below < 1.2)
		from[0] *= 1 + s->slim * sin(below / 1.2 * 3.1416);
	from[0] += s->wave * sin(6.2832 * y / s->period);
	from[1] += s->wave * cos(6.2832 * x / s->period + 1);
}

static double bilinear(const struct image *im, double x, double y)
{
	int ix, iy;

	x = fmin(fmax(x, 0), im->width - 1.001);
	y = fmin(fmax(y, 0), im->height - 1.001);
	ix = (int)x;
	iy = (int)y;
	x -= ix;
	y -= iy;
	return (image_row(im, iy)[ix] * (1 - x) +
		image_row(im, iy)[ix + 1] * x) *
		       (1 - y) +
	       (image_row(im, iy + 1)[ix] * (1 - x) +
		image_row(im, iy + 1)[ix + 1] * x) *
		       y;
}

static void reshape(struct image *im, const struct image_box *f,
		    const struct mask *s)
{
	double cx = f->x + f->width / 2.0, cy = f->y + f->height / 2.0;
	double from[2];
	struct image out = IMAGE_INIT;
	int x, y;

	if (image_init(&out, im->width, im->height, 1, NULL) < 0)
		return;
	for (y = 0; y < im->height; y++)
		for (x = 0; x < im->width; x++) {
			shape_at(s, f, x - cx, y - cy, from);
			image_row(&out, y)[x] = byte_of(
				bilinear(im, from[0] + cx, from[1] + cy));
		}
	image_release(im);
	*im = out;
}

static void fill_bar(struct image *im, const double box[4], double value)
{
	int x, y;

	for (y = 0; y < im->height; y++)
		for (x = 0; x < im->width; x++)
			if (x >= box[0] && x < box[0] + box[2] && y >= box[1] &&
			    y < box[1] + box[3])
				image_row(im, y)[x] = byte_of(value);
}

static void bar(struct image *im, const struct image_box *f, int level,
		uint32_t *seed)
{
	bool eyes = between(seed, 0, 1) < .5;
	double box[4] = {f->x + f->width * (level ? .1 : .3),
			 f->y + f->height * (eyes ? .3 : .68),
			 f->width * (level ? .8 : .4),
			 f->height * (level ? .2 : .12)};

	fill_bar(im, box, between(seed, 0, 1) < .5 ? 10 : 240);
}

/* Dark ink over the picture with this cover, where ink() says so. */
static void stamp(struct image *im, double cover, double ink, int x, int y)
{
	uint8_t *p = image_row(im, y) + x;

	*p = byte_of(*p * (1 - cover) + ink * cover);
}

static void seal(struct image *im, const struct image_box *f, int level,
		 uint32_t *seed)
{
	double r = f->width * (level ? .45 : .3), d, star;
	double cx = f->x + f->width * between(seed, .3, .7);
	double cy = f->y + f->height * between(seed, .4, .9);
	double cover = level ? .7 : .4;
	int x, y;

	for (y = 0; y < im->height; y++)
		for (x = 0; x < im->width; x++) {
			d = hypot(x - cx, y - cy);
			star = r * .35 *
			       (1 + .5 * cos(5 * atan2(y - cy, x - cx)));
			if ((d < r && d > r * .9) || d < star ||
			    (d > r * .65 && d < r * .82 &&
			     sin(30 * atan2(y - cy, x - cx)) > 0))
				stamp(im, cover, 70, x, y);
		}
}

static void watermark(struct image *im, int level, uint32_t *seed)
{
	double pitch = level ? 46 : 80, phase = between(seed, 0, 50), u, v;
	double cover = level ? .5 : .3;
	int x, y;

	for (y = 0; y < im->height; y++)
		for (x = 0; x < im->width; x++) {
			u = fmod(x * .87 + y * .5 + phase, pitch);
			v = fmod(1000 - x * .5 + y * .87, pitch * .6);
			if (v < pitch * .25 &&
			    (fmod(u, 11) < 4 || fmod(v, 7) < 2))
				stamp(im, cover, 235, x, y);
		}
}

static void dots(struct image *im, double amount, uint32_t *seed)
{
	int x, y;

	for (y = 0; y < im->height; y++)
		for (x = 0; x < im->width; x++) {
			double screen =
				sin(x * 1.9 + y * .7) * sin(y * 1.9 - x * .7);
			uint8_t *p = image_row(im, y) + x;

			*p = byte_of(30 + *p * .8 + screen * amount +
				     between(seed, -6, 6));
		}
}

static void gamma_curve(struct image *im, double gamma)
{
	int i;

	for (i = 0; i < im->width * im->height; i++)
		im->data[i] = byte_of(255 * pow(im->data[i] / 255.0, gamma));
}

static void wall(struct image *im, const struct image_box *f, int level,
		 uint32_t *seed)
{
	double base = between(seed, 60, 240), slope = between(seed, -.2, .2);
	double rx = f->width * (level ? .47 : .56);
	double ry = f->height * (level ? .6 : .72);
	int x, y;

	for (y = 0; y < im->height; y++)
		for (x = 0; x < im->width; x++) {
			double dx = (x - f->x - f->width / 2.0) / rx;
			double dy = (y - f->y - f->height * .5) / ry;
			double out = (sqrt(dx * dx + dy * dy) - 1) * rx / 3;

			if (out > 0)
				stamp(im, fmin(out, 1), base + slope * x, x, y);
		}
}

static void smooth(struct image *im, int level)
{
	struct image soft = IMAGE_INIT;
	int i, edge = level ? 22 : 12;

	if (image_copy(im, &soft, NULL) < 0)
		return;
	blur(&soft, level ? 4 : 2.5f);
	for (i = 0; i < im->width * im->height; i++) {
		double d = im->data[i] - soft.data[i];
		double keep = fmin(1, fabs(d) / edge);

		im->data[i] = byte_of(soft.data[i] + d * keep);
	}
	image_release(&soft);
}

static void print(struct image *im, struct image_box *f, int level,
		  uint32_t *seed)
{
	double turn = between(seed, -.03, .03);
	struct mask s = {cos(turn), sin(turn), 1, 0, 100, 0};

	reshape(im, f, &s);
	blur(im, level ? 1.6f : .8f);
	dots(im, level ? 14 : 6, seed);
	shrink(im, f, level ? .6 : .8);
	gamma_curve(im, between(seed, .8, 1.3));
	through_jpeg(im, level ? 50 : 75);
}

static void combo(struct image *im, struct image_box *f, int level,
		  uint32_t *seed)
{
	double turn = between(seed, -.07, .07) * (level ? 1 : .5);
	double scale = between(seed, .9, 1.1);
	struct mask s = {cos(turn) * scale, sin(turn) * scale, 1, 0, 100, 0};

	if (between(seed, 0, 1) < .5)
		s.flip = -1;
	reshape(im, f, &s);
	gamma_curve(im, between(seed, .7, 1.5));
	if (level)
		watermark(im, 0, seed);
	shrink(im, f, between(seed, .5, .9));
	through_jpeg(im, level ? 30 : 60);
}

static void warp(struct image *im, const struct image_box *f, int level,
		 uint32_t *seed)
{
	struct mask s = {1,
			 0,
			 1,
			 level ? 5 : 2.5,
			 between(seed, 140, 260),
			 level ? .08 : .04};

	reshape(im, f, &s);
	through_jpeg(im, 85);
}

static void jitter(struct image_box *f, uint32_t *seed)
{
	double w = f->width, grow = between(seed, -.05, .05);

	f->x += (int)(w * (between(seed, -.03, .03) - grow / 2));
	f->y += (int)(w * (between(seed, -.03, .03) - grow / 2));
	f->width = f->height = (int)(w * (1 + grow));
}

void attack_make(enum attack kind, int level, uint32_t seed,
		 const struct image *from, struct image_box *face,
		 struct image *to)
{
	double now = face->width > 0 ? face->width : from->width / 2.0;

	seed = seed * 2654435761u + (uint32_t)kind * 97u + (uint32_t)level;
	if (image_copy(from, to, NULL) < 0)
		return;
	switch (kind) {
	case ATTACK_JPEG:
		through_jpeg(to, level ? 12 : 30);
		break;
	case ATTACK_BLUR:
		blur(to, level ? 3.5f : 2);
		break;
	case ATTACK_BAR:
		bar(to, face, level, &seed);
		break;
	case ATTACK_SEAL:
		seal(to, face, level, &seed);
		break;
	case ATTACK_WATERMARK:
		watermark(to, level, &seed);
		break;
	case ATTACK_WARP:
		warp(to, face, level, &seed);
		break;
	case ATTACK_SMALL:
		shrink(to, face, (level ? 60 : 100) / now);
		through_jpeg(to, 85);
		break;
	case ATTACK_PRINT:
		print(to, face, level, &seed);
		break;
	case ATTACK_COMBO:
		combo(to, face, level, &seed);
		break;
	case ATTACK_WALL:
		wall(to, face, level, &seed);
		break;
	default:
		smooth(to, level);
		break;
	}
	jitter(face, &seed);
}
