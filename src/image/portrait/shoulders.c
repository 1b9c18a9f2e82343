/* SPDX-License-Identifier: MIT */
#include "image/portrait/shoulders.h"

#include <math.h>
#include <string.h>

#include "image/pixel/lab.h"

/* In face widths: room that shoulders need, where their line is looked at. */
static const double side_room = 0.6, chin_room = 0.35, look_at = 0.92,
		    look_least = 0.72, margin = 0.04;

/* Columns a side, face widths apart; rows that a column may miss. */
enum { COLUMNS = 5, GAP = 3 };
static const double column_step = 0.015;
/* Face widths over the chin: what is higher is hair or a hand. */
static const double hair_above = 0.1;
/* Lab: unlike the wall at least, and so many spreads of it. */
static const double unlike_wall = 14, unlike_spreads = 3;
/* Alpha over half; what a person is marked with. */
enum { HALF = 127, PERSON = 255 };

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
		if (image_row(person, y)[x] > HALF) {
			top = y;
			gap = 0;
		} else {
			gap++;
		}
	return top;
}

/* How far beside the face to look; -1 where the picture ends too soon. */
static double look_side(int width, const struct head *h)
{
	double side = fmin(h->centre, width - h->centre) - margin * h->width;

	side = fmin(side, look_at * h->width);
	return side < look_least * h->width ? -1 : side;
}

/* Some columns on the left, then on the right. */
static void find_columns(int width, const struct head *h, double side,
			 int columns[2 * COLUMNS])
{
	double x;
	int i, k;

	for (i = 0; i < 2 * COLUMNS; i++) {
		x = i < COLUMNS ? h->centre - side : h->centre + side;
		k = (int)lround(x + (i % COLUMNS - COLUMNS / 2) * column_step *
					    h->width);
		columns[i] = k < 0 ? 0 : k < width ? k : width - 1;
	}
}

/* Median top of some columns; -1 when there is no body below. */
static int shoulder_top(const struct image *person, const int columns[COLUMNS])
{
	int tops[COLUMNS], i, k, top;

	for (i = 0; i < COLUMNS; i++) {
		top = top_of_column(person, columns[i]);
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
	int columns[2 * COLUMNS], left, right;
	double w = head->width, side;

	*out = (struct shoulders){0};
	if (!(w >= 1))
		return;
	out->room = least_room(person->width, person->height, head);
	side = look_side(person->width, head);
	if (side < 0)
		return;
	find_columns(person->width, head, side, columns);
	left = shoulder_top(person, columns);
	right = shoulder_top(person, columns + COLUMNS);
	/* Hair or a hand beside the face is no shoulder. */
	if (fmin(left, right) < head->chin - hair_above * w)
		return;
	out->tilt_known = true;
	out->tilt = atan2(right - left, 2 * side) * 180 / M_PI;
}

/* The columns side by side, from row top on. */
static void gather_columns(const struct image *rgb, int top, const int *columns,
			   struct image *out)
{
	int x, y;

	for (y = 0; y < out->height; y++)
		for (x = 0; x < out->width; x++)
			memcpy(image_row(out, y) + 3 * x,
			       image_row(rgb, top + y) + 3 * columns[x], 3);
}

/* What is not the wall in the columns; the rest of person stays 0. */
static void mark_person(const struct image *strips, const struct backdrop *wall,
			const int *columns, struct image *person)
{
	double limit = fmax(unlike_wall, unlike_spreads * wall->spread),
	       pixel[3], behind[3];
	struct plane lab[3];
	int x, y, c;

	lab_from_image(strips, lab);
	for (y = 0; y < strips->height; y++)
		for (x = 0; x < strips->width; x++) {
			for (c = 0; c < 3; c++)
				pixel[c] = (double)plane_row(&lab[c], y)[x];
			backdrop_at(wall,
				    (columns[x] + 0.5) / person->width - 0.5,
				    (y + 0.5) / person->height - 0.5, behind);
			image_row(person, y)[columns[x]] =
				lab_distance(behind, pixel) > limit ? PERSON
								    : 0;
		}
	for (c = 0; c < 3; c++)
		plane_release(&lab[c]);
}

/* The wall as it is below a row. */
static struct backdrop wall_below(const struct backdrop *wall, int top,
				  int height)
{
	struct backdrop below = *wall;
	int c;

	for (c = 0; c < 3; c++) {
		below.lab[c] += wall->slope[c][1] * top / 2.0 / height;
		below.slope[c][1] *= 1 - (double)top / height;
	}
	return below;
}

void shoulders_measure(const struct image *rgb, const struct backdrop *wall,
		       const struct head *head, struct shoulders *out)
{
	/* Only what lies below the eyes is of use, and there some columns. */
	int top = (int)fmin(fmax(0, head->eye_line), rgb->height - 1);
	struct backdrop below = wall_below(wall, top, rgb->height);
	double side = look_side(rgb->width, head);
	struct image strips = IMAGE_INIT, person = IMAGE_INIT;
	int columns[2 * COLUMNS], rows = rgb->height - top;
	struct head shifted = *head;
	struct error err = ERROR_INIT;

	*out = (struct shoulders){0};
	shifted.chin -= top;
	if (image_init(&strips, 2 * COLUMNS, rows, 3, &err) == 0 &&
	    image_init(&person, rgb->width, rows, 1, &err) == 0) {
		if (head->width >= 1 && side >= 0) {
			find_columns(rgb->width, head, side, columns);
			gather_columns(rgb, top, columns, &strips);
			mark_person(&strips, &below, columns, &person);
		}
		shoulders_of_alpha(&person, &shifted, out);
	}
	image_release(&strips);
	image_release(&person);
}
