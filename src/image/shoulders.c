/* SPDX-License-Identifier: MIT */
#include "image/shoulders.h"

#include <math.h>

#include "image/lab.h"

/* In face widths: room that shoulders need, where their line is looked at. */
static const double side_room = 0.6, chin_room = 0.35, look_at = 0.92,
		    look_least = 0.72, margin = 0.04;

enum { COLUMNS = 5, GAP = 3 };

static double least_room(int width, int height, const struct head *h)
{
	double sides = fmin(h->centre, width - h->centre) / side_room;

	return fmin(sides, (height - h->chin) / chin_room) / h->width;
}

/* Top of what reaches up from the lower edge; the lower edge for nothing. */
static int top_of_column(const struct image *person, int x)
{
	int y, gap = 0, top = person->height;

	for (y = person->height - 1; y >= 0 && gap < GAP; y--)
		if (image_row(person, y)[x] > 127) {
			top = y;
			gap = 0;
		} else {
			gap++;
		}
	return top;
}

/* Median top of some columns around x; -1 when there is no body below. */
static int shoulder_top(const struct image *person, double x, double width)
{
	int tops[COLUMNS], i, k, top;

	for (i = 0; i < COLUMNS; i++) {
		k = (int)lround(x + (i - COLUMNS / 2) * 0.015 * width);
		k = k < 0 ? 0 : k < person->width ? k : person->width - 1;
		top = top_of_column(person, k);
		for (k = i; k > 0 && tops[k - 1] > top; k--)
			tops[k] = tops[k - 1];
		tops[k] = top;
	}
	top = tops[COLUMNS / 2];
	return top < person->height - GAP ? top : -1;
}

void shoulders_of_alpha(const struct image *person, const struct head *head,
			struct shoulders *out)
{
	double w = head->width, side;
	int left, right;

	*out = (struct shoulders){0};
	if (!(w >= 1))
		return;
	out->room = least_room(person->width, person->height, head);
	side = fmin(head->centre, person->width - head->centre) - margin * w;
	side = fmin(side, look_at * w);
	if (side < look_least * w)
		return;
	left = shoulder_top(person, head->centre - side, w);
	right = shoulder_top(person, head->centre + side, w);
	/* Hair or a hand beside the face is no shoulder. */
	if (fmin(left, right) < head->chin - 0.1 * w)
		return;
	out->tilt_known = true;
	out->tilt = atan2(right - left, 2 * side) * 180 / M_PI;
}

static void mark_person(const struct image *rgb, const struct backdrop *wall,
			struct image *person)
{
	double limit = fmax(14, 3 * wall->spread), pixel[3], behind[3];
	struct plane lab[3];
	int x, y, c;

	lab_from_image(rgb, lab);
	for (y = 0; y < rgb->height; y++)
		for (x = 0; x < rgb->width; x++) {
			for (c = 0; c < 3; c++)
				pixel[c] = (double)plane_row(&lab[c], y)[x];
			backdrop_at(wall, (x + 0.5) / rgb->width - 0.5,
				    (y + 0.5) / rgb->height - 0.5, behind);
			image_row(person, y)[x] =
				backdrop_distance(behind, pixel) > limit ? 255
									 : 0;
		}
	for (c = 0; c < 3; c++)
		plane_release(&lab[c]);
}

void shoulders_measure(const struct image *rgb, const struct backdrop *wall,
		       const struct head *head, struct shoulders *out)
{
	/* Only what lies below the eyes is of use. */
	int top = (int)fmin(fmax(0, head->eye_line), rgb->height - 1);
	struct image part = IMAGE_INIT, person = IMAGE_INIT;
	struct head shifted = *head;
	struct error err = ERROR_INIT;
	struct backdrop below = *wall;
	int c;

	*out = (struct shoulders){0};
	shifted.chin -= top;
	for (c = 0; c < 3; c++) {
		below.lab[c] += wall->slope[c][1] * top / 2.0 / rgb->height;
		below.slope[c][1] *= 1 - (double)top / rgb->height;
	}
	if (image_crop(
		    rgb,
		    (struct image_box){0, top, rgb->width, rgb->height - top},
		    &part, &err) == 0 &&
	    image_init(&person, part.width, part.height, 1, &err) == 0) {
		mark_person(&part, &below, &person);
		shoulders_of_alpha(&person, &shifted, out);
	}
	image_release(&part);
	image_release(&person);
}
