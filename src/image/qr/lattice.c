/* SPDX-License-Identifier: MIT */
#include "image/qr/lattice.h"

#include <string.h>

void qr_lattice_init(struct qr_lattice *l, int side, int pitch)
{
	memset(l, 0, sizeof(*l));
	l->side = side;
	l->n = side / pitch + 1;
	if (l->n > QR_LATTICE_SIDE)
		l->n = QR_LATTICE_SIDE;
}

int qr_lattice_at(const struct qr_lattice *l, int i)
{
	return (l->side - 1) * i / (l->n - 1);
}

/* The node at or before module x, and how far on towards the next. */
static int node_before(const struct qr_lattice *l, int x, float *part)
{
	int i = x * (l->n - 1) / (l->side - 1), from, to;

	/* nodes stand on whole modules: the quotient may be one off */
	while (i > 0 && qr_lattice_at(l, i) > x)
		i--;
	while (i < l->n - 2 && qr_lattice_at(l, i + 1) <= x)
		i++;
	if (i > l->n - 2)
		i = l->n - 2;
	from = qr_lattice_at(l, i);
	to = qr_lattice_at(l, i + 1);
	*part = (float)(x - from) / (float)(to - from);
	return i;
}

float qr_lattice_between(const struct qr_lattice *l, int x, int y, int c)
{
	float fx, fy, top, low;
	int i = node_before(l, x, &fx), j = node_before(l, y, &fy);
	const float(*row)[2] = l->move + j * l->n + i;

	top = row[0][c] * (1 - fx) + row[1][c] * fx;
	low = row[l->n][c] * (1 - fx) + row[l->n + 1][c] * fx;
	return top * (1 - fy) + low * fy;
}
