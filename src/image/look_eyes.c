/* SPDX-License-Identifier: MIT */
#include "image/look_eyes.h"

#include <math.h>
#include <string.h>

#include "image/resize.h"

/* The face is brought to this distance between the pupils. */
enum { GAP = 64, WIDTH = 128, HEIGHT = 144, EYE_Y = 40, CENTRE_X = 64 };

struct patch {
	struct image rgb, grey;
};

/* The face upright by scale and shift: pupils at (CENTRE_X -+ 32, EYE_Y). */
static int make_patch(const struct look_from *from, struct patch *p)
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

static double red_share(const struct patch *p, int eye_x)
{
	int x, y, red = 0, n = 0;

	for (y = EYE_Y - 5; y <= EYE_Y + 5; y++)
		for (x = eye_x - 5; x <= eye_x + 5; x++, n++) {
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
static struct image_box below_eye(int eye_x)
{
	return (struct image_box){eye_x - 10, EYE_Y + 15, 20, 8};
}

static double skin_whiteness(const struct patch *p, int eye_x)
{
	struct image_box box = below_eye(eye_x);
	double sum = 0;
	int x, y;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			sum += whiteness(image_row(&p->rgb, y) + 3 * x);
	return sum / (box.width * box.height);
}

/* White, and clearly whiter than the skin: fair skin in full light is not. */
static double burnt_share(const struct patch *p, int eye_x)
{
	double limit = fmin(250, fmax(215, 1.25 * skin_whiteness(p, eye_x)));
	int x, y, burnt = 0, n = 0;

	for (y = EYE_Y - 14; y <= EYE_Y + 16; y++)
		for (x = eye_x - 22; x <= eye_x + 22; x++, n++)
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

static double best_contrast(const struct image *grey, int eye_x)
{
	double best = -1, v;
	int x, y;

	for (y = EYE_Y - 4; y <= EYE_Y + 4; y++)
		for (x = eye_x - 4; x <= eye_x + 4; x++) {
			v = iris_contrast(grey, x, y);
			best = v > best ? v : best;
		}
	return best;
}

/* Rows of a five pixels wide column with anything darker than the limit. */
static int dark_rows(const struct image *grey, int x0, int limit)
{
	int x, y, rows = 0;

	for (y = EYE_Y - 9; y <= EYE_Y + 9; y++) {
		const uint8_t *row = image_row(grey, y);

		for (x = x0 - 2; x <= x0 + 2 && row[x] >= limit; x++)
			;
		rows += x <= x0 + 2;
	}
	return rows;
}

/*
 * Height of what is dark in one eye: lash, iris and pupil when it is open,
 * the line of the lashes alone when it is shut.
 */
static double dark_height(const struct patch *p, int eye_x)
{
	int limit = median_grey(&p->grey, below_eye(eye_x)) * 6 / 10;
	int x, rows, most = 0;

	for (x = eye_x - 4; x <= eye_x + 4; x += 2) {
		rows = dark_rows(&p->grey, x, limit);
		most = rows > most ? rows : most;
	}
	return (double)most / GAP;
}

static double eye_opening(const struct patch *p)
{
	return fmax(best_contrast(&p->grey, CENTRE_X - GAP / 2),
		    best_contrast(&p->grey, CENTRE_X + GAP / 2));
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

void look_eyes_measure(const struct look_from *from, struct look *out)
{
	int left = CENTRE_X - GAP / 2, right = CENTRE_X + GAP / 2;
	struct patch p;

	if (make_patch(from, &p) == 0) {
		out->red_eye = fmin(red_share(&p, left), red_share(&p, right));
		out->glare =
			fmax(burnt_share(&p, left), burnt_share(&p, right));
		out->eye_open = eye_opening(&p);
		out->eye_height =
			fmax(dark_height(&p, left), dark_height(&p, right));
		out->mouth = mouth_opening(&p);
		out->bridge = bridge_contrast(&p);
	}
	patch_release(&p);
}
