/* SPDX-License-Identifier: MIT */
#include "image/portrait/quality_eyes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image/pixel/resize.h"

/*
 * The face is brought to GAP pixels between the pupils; all numbers of this
 * file are pixels of that patch:
 *
 *        0    32   64   96   128
 *     0  +---------------------+
 *    26  |        bridge       |     a bar across the nose, 28 rows
 *    40  |    (o)   |    (o)   |     EYE_Y, but for the head's tilt
 *    55  |    skin  |   skin   |     below the eyes
 *    62  |  cheeks, 10 rows    |
 *    94  |        mouth        |     38 rows
 *   144  +---------------------+
 */
enum {
	GAP = 64,
	WIDTH = 128,
	HEIGHT = 144,
	EYE_Y = 40,
	CENTRE_X = 64,
	MAX_DOWN = 20
};

/* Half sides of the squares that are looked at. */
enum { PUPIL = 5, IRIS = 3, IRIS_REACH = 4, GLARE_X = 22 };
/* Above and below an eye, where glasses lie. */
enum { GLARE_UP = 14, GLARE_DOWN = 16 };
/* Of a cheek below the glasses: rows, and columns from the eye. */
enum { CHEEK_ROWS = 14, CHEEK_OUT = 10, CHEEK_IN = 22 };
/* The white of an eye beside the iris: columns, and half of its rows. */
enum { WHITE_FROM = 7, WHITE_TO = 10, WHITE_ROWS = 1 };
/* Rows about an eye that lids are in; gaps in a dark run; half its columns. */
enum { LID_REACH = 9, LID_GAP = 2, LID_HALF = 2 };
/* Red: at least this level and so many times the other channels. */
enum { RED_LEAST = 90, RED_TIMES = 2 };
/* Burnt white, levels, and whiter than the skin by such a factor. */
static const double darkened_least = 150, burnt_least = 215, burnt_most = 250,
		    burnt_skin = 1.25, burnt_cheek = 1.12, burnt_white = 0.95;
/* Lips: columns each side; how many of 21 dark or white make an open row. */
enum { MOUTH_HALF = 10, MOUTH_FROM = 54, MOUTH_TO = 92, MOUTH_OPEN = 12 };
/* A bar of a frame: rows, half its columns, the skin so many rows off. */
enum { BRIDGE_ROWS = 28, BRIDGE_HALF = 6, BRIDGE_OFF = 4, BRIDGE_UP = 14 };
/* Pixels from one looked at for the picture's white to the next. */
enum { WHITE_APART = 4 };
/* Under so many pixels between the pupils nothing is told. */
enum { LEAST_GAP = 8 };

struct eye {
	int x, y;
};

struct eye_patch {
	struct image rgb, grey;
	double white;	    /* whiteness of white in the picture, up to 255 */
	struct eye eyes[2]; /* left, right */
};

/* A channel-wise least value of a pixel: high only in what is white. */
static int whiteness(const uint8_t *q)
{
	int low = q[0] < q[1] ? q[0] : q[1];

	return q[2] < low ? q[2] : low;
}

/*
 * What the whole picture has that is whitest, one pixel in WHITE_APART squared
 * looked at: a picture made darker has no white, and its burnt reflections are
 * about as dark as what is whitest.
 */
static double whitest(const struct image *rgb)
{
	int x, y, white = 0;

	for (y = 0; y < rgb->height; y += WHITE_APART)
		for (x = 0; x < rgb->width; x += WHITE_APART) {
			int v = whiteness(image_row(rgb, y) + 3 * x);

			white = v > white ? v : white;
		}
	return white;
}

static struct eye eye_in_patch(double y, double pixel, double line, int side)
{
	int down = (int)lround((y - line) / pixel);

	down = down < -MAX_DOWN ? -MAX_DOWN : down > MAX_DOWN ? MAX_DOWN : down;
	return (struct eye){CENTRE_X + side * GAP / 2, EYE_Y + down};
}

/*
 * The face by scale and shift: the pupils at CENTRE_X -+ 32, and at EYE_Y but
 * for the head's tilt.
 */
static int make_patch(const struct quality_from *from, struct eye_patch *p)
{
	const struct face *f = from->face;
	double gap = f->right_eye_x - f->left_eye_x, k = gap / GAP;
	struct resize_region region = {from->head->centre - CENTRE_X * k,
				       from->head->eye_line - EYE_Y * k,
				       WIDTH * k, HEIGHT * k};
	struct error err = ERROR_INIT;

	memset(p, 0, sizeof(*p));
	if (gap < LEAST_GAP)
		return -1;
	p->white = whitest(from->rgb);
	p->eyes[0] = eye_in_patch(f->left_eye_y, k, from->head->eye_line, -1);
	p->eyes[1] = eye_in_patch(f->right_eye_y, k, from->head->eye_line, 1);
	if (resize_region(from->rgb, region,
			  (struct resize_size){WIDTH, HEIGHT}, &p->rgb,
			  &err) < 0 ||
	    image_to_grey(&p->rgb, &p->grey, &err) < 0)
		return -1;
	return 0;
}

static void patch_release(struct eye_patch *p)
{
	image_release(&p->rgb);
	image_release(&p->grey);
}

static int median_grey(const struct image *grey, struct image_box box)
{
	size_t count[256] = {0}, n = 0, below = 0;
	int x, y, v;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++, n++)
			count[image_row(grey, y)[x]]++;
	for (v = 0; v < 255; v++) {
		below += count[v];
		if (2 * below > n)
			break;
	}
	return v;
}

static double red_share(const struct eye_patch *p, struct eye eye)
{
	int x, y, red = 0, n = 0;

	for (y = eye.y - PUPIL; y <= eye.y + PUPIL; y++)
		for (x = eye.x - PUPIL; x <= eye.x + PUPIL; x++, n++) {
			const uint8_t *q = image_row(&p->rgb, y) + 3 * x;
			int other = q[1] > q[2] ? q[1] : q[2];

			red += q[0] > RED_LEAST && q[0] > RED_TIMES * other;
		}
	return (double)red / n;
}

/* The skin below one eye. */
static struct image_box below_eye(struct eye eye)
{
	return (struct image_box){eye.x - 10, eye.y + 15, 20, 8};
}

/* Where a lens of glasses lies. */
static struct image_box about_eye(struct eye eye)
{
	return (struct image_box){eye.x - GLARE_X, eye.y - GLARE_UP,
				  2 * GLARE_X + 1, GLARE_UP + GLARE_DOWN + 1};
}

/* The skin below it, towards the nose, for outwards the wall may begin. */
static struct image_box cheek(struct eye eye)
{
	int left = eye.x < CENTRE_X ? CHEEK_OUT : CHEEK_IN;

	return (struct image_box){eye.x - left, eye.y + GLARE_DOWN + 1,
				  CHEEK_OUT + CHEEK_IN + 1, CHEEK_ROWS};
}

static double skin_whiteness(const struct eye_patch *p, struct eye eye)
{
	struct image_box box = below_eye(eye);
	double sum = 0;
	int x, y;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			sum += whiteness(image_row(&p->rgb, y) + 3 * x);
	return sum / (box.width * box.height);
}

/* The share of a box, of the patch, that is at least so white. */
static double white_share(const struct eye_patch *p, struct image_box box,
			  double limit)
{
	int x, y, white = 0;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			white += whiteness(image_row(&p->rgb, y) + 3 * x) >=
				 limit;
	return (double)white / (box.width * box.height);
}

/* The whiteness that only a twentieth of a box, of the patch, is above. */
static int brightest(const struct eye_patch *p, struct image_box box)
{
	int x, y, v = 255, above = 0, count[256] = {0};

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			count[whiteness(image_row(&p->rgb, y) + 3 * x)]++;
	while (v > 0 && 20 * (above + count[v]) <= box.width * box.height)
		above += count[v--];
	return v;
}

/* White, and clearly whiter than the skin: fair skin in full light is not. */
static double burnt_limit(const struct eye_patch *p, struct eye eye)
{
	double least =
		fmax(darkened_least, fmin(burnt_least, burnt_white * p->white));
	double limit = fmax(least, burnt_skin * skin_whiteness(p, eye));
	int i;

	for (i = 0; i < 2; i++)
		limit = fmax(limit,
			     burnt_cheek * brightest(p, cheek(p->eyes[i])));
	return fmin(burnt_most, limit);
}

/*
 * The burnt share about an eye, less that of the cheeks below the glasses:
 * where light burns the skin as well, it shows the exposure and no reflection.
 */
static double glare_share(const struct eye_patch *p, struct eye eye)
{
	double limit = burnt_limit(p, eye), cheeks = 0;
	int i;

	for (i = 0; i < 2; i++)
		cheeks = fmax(cheeks, white_share(p, cheek(p->eyes[i]), limit));
	return fmax(0, white_share(p, about_eye(eye), limit) - cheeks);
}

/*
 * How much darker a disc of an iris' size is than what lies left and right
 * of it.  Closed lids are a line across: no difference.  A ratio, and white
 * of the eye beside iris, so skin may be of any tone.
 */
static double iris_contrast(const struct image *grey, int x, int y)
{
	int dx, dy, disc = 0, sides = 0, n = 0, m = 0;

	for (dy = -IRIS; dy <= IRIS; dy++) {
		const uint8_t *row = image_row(grey, y + dy) + x;

		for (dx = -IRIS; dx <= IRIS; dx++, n++)
			disc += row[dx];
		if (abs(dy) > WHITE_ROWS)
			continue;
		for (dx = WHITE_FROM; dx <= WHITE_TO; dx++, m += 2)
			sides += row[dx] + row[-dx];
	}
	return ((double)sides / m - (double)disc / n) /
	       ((double)sides / m + (double)disc / n + 1);
}

static double best_contrast(const struct image *grey, struct eye eye)
{
	double best = -1, v;
	int x, y;

	for (y = eye.y - IRIS_REACH; y <= eye.y + IRIS_REACH; y++)
		for (x = eye.x - IRIS_REACH; x <= eye.x + IRIS_REACH; x++) {
			v = iris_contrast(grey, x, y);
			best = v > best ? v : best;
		}
	return best;
}

static bool is_dark(const uint8_t *row, int x0, int limit)
{
	int x;

	for (x = x0 - LID_HALF; x <= x0 + LID_HALF; x++)
		if (row[x] < limit)
			return true;
	return false;
}

/*
 * Rows of a five pixels wide column with anything darker than the limit: the
 * longest run, over gaps of two rows, so that a brow is not the eye's.
 */
static int dark_rows(const struct image *grey, struct eye at, int limit)
{
	int y, rows = 0, gap = 0, most = 0;

	for (y = at.y - LID_REACH; y <= at.y + LID_REACH; y++) {
		if (is_dark(image_row(grey, y), at.x, limit)) {
			rows++;
			gap = 0;
		} else if (++gap > LID_GAP) {
			rows = 0;
		}
		most = rows > most ? rows : most;
	}
	return most;
}

/*
 * Height of what is dark in one eye: lash, iris and pupil when it is open,
 * the line of the lashes alone when it is shut.
 */
static double dark_height(const struct eye_patch *p, struct eye eye)
{
	int limit = median_grey(&p->grey, below_eye(eye)) * 6 / 10;
	int side, rows, most = 0;

	for (side = -4; side <= 4; side += 2) {
		rows = dark_rows(&p->grey, (struct eye){eye.x + side, eye.y},
				 limit);
		most = rows > most ? rows : most;
	}
	return (double)most / GAP;
}

static double eye_opening(const struct eye_patch *p)
{
	return fmax(best_contrast(&p->grey, p->eyes[0]),
		    best_contrast(&p->grey, p->eyes[1]));
}

/* Rows of a dark or white hole between the lips. */
static double mouth_opening(const struct eye_patch *p)
{
	struct image_box cheek = {CENTRE_X - 34, EYE_Y + 22, 68, 10};
	int skin = median_grey(&p->grey, cheek), x, y, rows = 0, dark, white;

	for (y = EYE_Y + MOUTH_FROM; y < EYE_Y + MOUTH_TO; y++) {
		dark = white = 0;
		for (x = CENTRE_X - MOUTH_HALF; x <= CENTRE_X + MOUTH_HALF;
		     x++) {
			const uint8_t *q = image_row(&p->rgb, y) + 3 * x;
			int grey = image_row(&p->grey, y)[x];

			dark += grey < skin * 35 / 100;
			white += grey > skin * 12 / 10 && q[0] < q[1] + 24;
		}
		rows += dark > MOUTH_OPEN || white > MOUTH_OPEN;
	}
	return (double)rows / GAP;
}

/* A dark or light bar between the eyes against the skin above and below. */
static double bridge_contrast(const struct eye_patch *p)
{
	double row[BRIDGE_ROWS], best = 0, d;
	int x, y;

	for (y = 0; y < BRIDGE_ROWS; y++) {
		row[y] = 0;
		for (x = -BRIDGE_HALF; x <= BRIDGE_HALF; x++)
			row[y] += image_row(&p->grey, EYE_Y - BRIDGE_UP +
							      y)[CENTRE_X + x] /
				  (2.0 * BRIDGE_HALF + 1);
	}
	for (y = BRIDGE_OFF; y < BRIDGE_ROWS - BRIDGE_OFF; y++) {
		double above = row[y - BRIDGE_OFF], below = row[y + BRIDGE_OFF];

		d = fmin(above - row[y], below - row[y]);
		d /= above + below + 20;
		best = fmax(best, d);
	}
	return 2 * best;
}

void quality_eyes_measure(const struct quality_from *from, struct quality *out)
{
	struct eye_patch p;

	if (make_patch(from, &p) == 0) {
		out->red_eye = fmin(red_share(&p, p.eyes[0]),
				    red_share(&p, p.eyes[1]));
		out->glare = fmax(glare_share(&p, p.eyes[0]),
				  glare_share(&p, p.eyes[1]));
		out->eye_open = eye_opening(&p);
		out->eye_height = fmin(dark_height(&p, p.eyes[0]),
				       dark_height(&p, p.eyes[1]));
		out->mouth = mouth_opening(&p);
		out->bridge = bridge_contrast(&p);
	}
	patch_release(&p);
}
