/* SPDX-License-Identifier: MIT */
#include "image/portrait/lids.h"

#include <math.h>

/*
 * The patch around the middle of an eye's points, units of the eyes' distance:
 *
 *      -.36       0       .36
 *      -.24 +-------------+
 *           |  .--~~~--.  |      4 x 6 cells of 3 x 3 samples
 *           | <  ( # )  > |
 *           |  '--___--'  |
 *       .24 +-------------+
 */
enum { CELL = 3, ROWS = CELL * LIDS_DOWN, COLUMNS = CELL * LIDS_ACROSS };
enum { LEFT_EYE = 36, EYE = 6 };
static const double step = 0.04;

/* Added to what is divided by: a patch without detail is no noise. */
static const double least_spread = 0.03, least_edge = 0.05;

/*
 * Fitted by logistic regression with an L2 penalty, each class weighing half,
 * to open eyes of 397 labelled photos (56 of them the accuracy's portraits) and
 * 144 drawn sitters, and to shut ones: 7 photos, which weigh four times, 209
 * that lids were painted on, of many shades and lashes, and 31 sitters.  Left
 * out person by person 4 of the 7 are found, of the open eyes of 56 portraits
 * one pair of low resolution is taken for shut, and of 51 portraits that other
 * lids were painted on 48 are found.
 */
static const double bias = -17.76;
static const double weight[LIDS_VALUES] = {
	/* light */
	-0.26,
	-0.08,
	0.06,
	-0.12,
	0.34,
	0.31,
	0.48,
	-0.43,
	-1.24,
	-0.55,
	1.03,
	0.17,
	-0.03,
	-0.24,
	0.33,
	0.23,
	-0.14,
	0.47,
	0.55,
	1.00,
	0.55,
	0.17,
	0.30,
	0.43,
	/* changes across */
	0.00,
	0.35,
	3.68,
	0.14,
	0.19,
	-0.68,
	0.85,
	0.25,
	4.27,
	4.76,
	0.96,
	-0.17,
	0.36,
	2.59,
	3.39,
	3.68,
	1.69,
	1.46,
	-1.29,
	2.13,
	0.25,
	0.19,
	-1.31,
	0.32,
	/* changes down */
	0.03,
	-0.72,
	2.37,
	0.96,
	0.39,
	0.08,
	0.10,
	-1.43,
	1.95,
	-0.98,
	-4.66,
	0.39,
	0.04,
	-1.63,
	1.13,
	-0.66,
	-1.66,
	0.58,
	0.45,
	0.63,
	-0.79,
	0.75,
	2.34,
	1.51,
};

static void fill(const struct skin *s, int side, double light[ROWS][COLUMNS])
{
	const double(*p)[2] = s->at + LEFT_EYE + EYE * side;
	double middle[2] = {0}, sign = side ? -1 : 1, lab[3];
	int i, x, y;

	for (i = 0; i < EYE; i++) {
		middle[0] += p[i][0] / EYE;
		middle[1] += p[i][1] / EYE;
	}
	for (y = 0; y < ROWS; y++)
		for (x = 0; x < COLUMNS; x++) {
			double across = (x - (COLUMNS - 1) / 2.0) * step;
			double down = (y - (ROWS - 1) / 2.0) * step;
			const double at[2] = {middle[0] + sign * across,
					      middle[1] + down};

			skin_lab_around(s, at, step, lab);
			light[y][x] = lab[0] / (s->lab[0] + 1);
		}
}

/* Sums of light, and of its changes across and down, of each cell. */
static void sum_cells(double light[ROWS][COLUMNS], double out[3][LIDS_CELLS])
{
	int x, y, i, k;

	for (k = 0; k < 3; k++)
		for (i = 0; i < LIDS_CELLS; i++)
			out[k][i] = 0;
	for (y = 0; y < ROWS; y++)
		for (x = 0; x < COLUMNS; x++) {
			i = y / CELL * LIDS_ACROSS + x / CELL;
			out[0][i] += light[y][x] / (CELL * CELL);
			if (x > 0 && x < COLUMNS - 1)
				out[1][i] += fabs(light[y][x + 1] -
						  light[y][x - 1]) /
					     (CELL * CELL);
			if (y > 0 && y < ROWS - 1)
				out[2][i] += fabs(light[y + 1][x] -
						  light[y - 1][x]) /
					     (CELL * CELL);
		}
}

void lids_values(const struct skin *skin, int side, double out[LIDS_VALUES])
{
	double light[ROWS][COLUMNS], cell[3][LIDS_CELLS];
	double mean = 0, square = 0, edges = 0, spread;
	int i;

	fill(skin, side, light);
	sum_cells(light, cell);
	for (i = 0; i < LIDS_CELLS; i++) {
		mean += cell[0][i] / LIDS_CELLS;
		square += cell[0][i] * cell[0][i] / LIDS_CELLS;
		edges += (cell[1][i] + cell[2][i]) / LIDS_CELLS;
	}
	spread = sqrt(fmax(0, square - mean * mean)) + least_spread;
	edges = sqrt(edges) + least_edge;
	for (i = 0; i < LIDS_CELLS; i++) {
		out[i] = (cell[0][i] - mean) / spread;
		out[LIDS_CELLS + i] = sqrt(cell[1][i]) / edges;
		out[2 * LIDS_CELLS + i] = sqrt(cell[2][i]) / edges;
	}
}

double lids_open(const struct skin *skin, int side)
{
	double value[LIDS_VALUES], sum = bias;
	int i;

	lids_values(skin, side, value);
	for (i = 0; i < LIDS_VALUES; i++)
		sum += weight[i] * value[i];
	return sum;
}
