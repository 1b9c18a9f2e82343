/* SPDX-License-Identifier: MIT */
#include "image/portrait/quality_eyes.h"

#include <math.h>
#include <string.h>

#include "image/pixel/resize.h"

/* The face is brought to this distance between the pupils. */
enum {
	GAP = 64,
	WIDTH = 128,
	HEIGHT = 144,
	EYE_Y = 40,
	CENTRE_X = 64,
	MAX_DOWN = 20
};

struct eye {
	int x, y;
};

struct patch {
	struct image rgb, grey;
	struct eye eyes[2]; /* left, right */
};

static struct eye eye_at(double y, double pixel, double line, int side)
{
	int down = (int)lround((y - line) / pixel);

	down = down < -MAX_DOWN ? -MAX_DOWN : down > MAX_DOWN ? MAX_DOWN : down;
	return (struct eye){CENTRE_X + side * GAP / 2, EYE_Y + down};
}

/*
 * The face by scale and shift: the pupils at CENTRE_X -+ 32, and at EYE_Y but
 * for the head's tilt.
 */
static int make_patch(const struct quality_from *from, struct patch *p)
{
	const struct face *f = from->face;
	double gap = f->right_eye_x - f->left_eye_x, k = gap / GAP;
	struct resize_region region = {from->head->centre - CENTRE_X * k,
				       from->head->eye_line - EYE_Y * k,
				       WIDTH * k, HEIGHT * k};
	struct error err = ERROR_INIT;

	memset(p, 0, sizeof(*p));
	if (gap < 8)
		return -1;
	p->eyes[0] = eye_at(f->left_eye_y, k, from->head->eye_line, -1);
	p->eyes[1] = eye_at(f->right_eye_y, k, from->head->eye_line, 1);
	if (resize_region(from->rgb, region, WIDTH, HEIGHT, &p->rgb, &err) <
		    0 ||
	    image_to_grey(&p->rgb, &p->grey, &err) < 0)
		return -1;
	return 0;
}

static void patch_release(struct patch *p)
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

static double red_share(const struct patch *p, struct eye eye)
{
	int x, y, red = 0, n = 0;

	for (y = eye.y - 5; y <= eye.y + 5; y++)
		for (x = eye.x - 5; x <= eye.x + 5; x++, n++) {
			const uint8_t *q = image_row(&p->rgb, y) + 3 * x;
			int other = q[1] > q[2] ? q[1] : q[2];

			red += q[0] > 90 && q[0] > 2 * other;
		}
	return (double)red / n;
}

/* A channel-wise least value of a pixel: high only in what is white. */
static int whiteness(const uint8_t *q)
{
	int low = q[0] < q[1] ? q[0] : q[1];

	return q[2] < low ? q[2] : low;
}

/* The skin below one eye. */
static struct image_box below_eye(struct eye eye)
{
	return (struct image_box){eye.x - 10, eye.y + 15, 20, 8};
}

static double skin_whiteness(const struct patch *p, struct eye eye)
{
	struct image_box box = below_eye(eye);
	double sum = 0;
	int x, y;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			sum += whiteness(image_row(&p->rgb, y) + 3 * x);
	return sum / (box.width * box.height);
}

/* White, and clearly whiter than the skin: fair skin in full light is not. */
static double burnt_share(const struct patch *p, struct eye eye)
{
	double limit = fmin(250, fmax(215, 1.25 * skin_whiteness(p, eye)));
	int x, y, burnt = 0, n = 0;

	for (y = eye.y - 14; y <= eye.y + 16; y++)
		for (x = eye.x - 22; x <= eye.x + 22; x++, n++)
			burnt += whiteness(image_row(&p->rgb, y) + 3 * x) >=
				 limit;
	return (double)burnt / n;
}

/*
 * How much darker a disc of an iris' size is than what lies left and right
 * of it.  Closed lids are a line across: no difference.  A ratio, and white
 * of the eye beside iris, so skin may be of any tone.
 */
static double iris_contrast(const struct image *grey, int x, int y)
{
	int dx, dy, disc = 0, sides = 0, n = 0, m = 0;

	for (dy = -3; dy <= 3; dy++) {
		const uint8_t *row = image_row(grey, y + dy) + x;

		for (dx = -3; dx <= 3; dx++, n++)
			disc += row[dx];
		for (dx = 7; dx <= 10 && dy >= -1 && dy <= 1; dx++, m += 2)
			sides += row[dx] + row[-dx];
	}
	return ((double)sides / m - (double)disc / n) /
	       ((double)sides / m + (double)disc / n + 1);
}

static double best_contrast(const struct image *grey, struct eye eye)
{
	double best = -1, v;
	int x, y;

	for (y = eye.y - 4; y <= eye.y + 4; y++)
		for (x = eye.x - 4; x <= eye.x + 4; x++) {
			v = iris_contrast(grey, x, y);
			best = v > best ? v : best;
		}
	return best;
}

static bool is_dark(const uint8_t *row, int x0, int limit)
{
	int x;

	for (x = x0 - 2; x <= x0 + 2; x++)
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

	for (y = at.y - 9; y <= at.y + 9; y++) {
		if (is_dark(image_row(grey, y), at.x, limit)) {
			rows++;
			gap = 0;
		} else if (++gap > 2) {
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
static double dark_height(const struct patch *p, struct eye eye)
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

static double eye_opening(const struct patch *p)
{
	return fmax(best_contrast(&p->grey, p->eyes[0]),
		    best_contrast(&p->grey, p->eyes[1]));
}

/* Rows of a dark or white hole between the lips. */
static double mouth_opening(const struct patch *p)
{
	struct image_box cheek = {CENTRE_X - 34, EYE_Y + 22, 68, 10};
	int skin = median_grey(&p->grey, cheek), x, y, rows = 0, dark, white;

	for (y = EYE_Y + 54; y < EYE_Y + 92; y++) {
		dark = white = 0;
		for (x = CENTRE_X - 10; x <= CENTRE_X + 10; x++) {
			const uint8_t *q = image_row(&p->rgb, y) + 3 * x;
			int grey = image_row(&p->grey, y)[x];

			dark += grey < skin * 35 / 100;
			white += grey > skin * 12 / 10 && q[0] < q[1] + 24;
		}
		rows += dark > 12 || white > 12;
	}
	return (double)rows / GAP;
}

/* A dark or light bar between the eyes against the skin above and below. */
static double bridge_contrast(const struct patch *p)
{
	double row[28], best = 0, d;
	int x, y;

	for (y = 0; y < 28; y++) {
		row[y] = 0;
		for (x = CENTRE_X - 6; x <= CENTRE_X + 6; x++)
			row[y] += image_row(&p->grey, EYE_Y - 14 + y)[x] / 13.0;
	}
	for (y = 4; y < 24; y++) {
		d = fmin(row[y - 4] - row[y], row[y + 4] - row[y]);
		d /= row[y - 4] + row[y + 4] + 20;
		best = fmax(best, d);
	}
	return 2 * best;
}

void quality_eyes_measure(const struct quality_from *from, struct quality *out)
{
	struct patch p;

	if (make_patch(from, &p) == 0) {
		out->red_eye = fmin(red_share(&p, p.eyes[0]),
				    red_share(&p, p.eyes[1]));
		out->glare = fmax(burnt_share(&p, p.eyes[0]),
				  burnt_share(&p, p.eyes[1]));
		out->eye_open = eye_opening(&p);
		out->eye_height = fmin(dark_height(&p, p.eyes[0]),
				       dark_height(&p, p.eyes[1]));
		out->mouth = mouth_opening(&p);
		out->bridge = bridge_contrast(&p);
	}
	patch_release(&p);
}
