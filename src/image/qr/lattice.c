/* SPDX-License-Identifier: MIT */
#include "image/qr/lattice.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

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

void qr_lattice_smooth(struct qr_lattice *l)
{
	struct qr_lattice *old = mem_xmalloc(sizeof(*old));
	int n = l->n, i, j, k, c;

	*old = *l;
	for (j = 0; j < n; j++)
		for (i = 0; i < n; i++)
			for (c = 0; c < 2; c++) {
				const int near[4][2] = {{i - 1, j},
							{i + 1, j},
							{i, j - 1},
							{i, j + 1}};
				/* its own weighs as two neighbours */
				float sum = 2 * old->move[j * n + i][c], w = 2;

				for (k = 0; k < 4; k++) {
					int x = near[k][0], y = near[k][1];

					if (x < 0 || y < 0 || x >= n || y >= n)
						continue;
					sum += old->move[y * n + x][c];
					w += 1;
				}
				l->move[j * n + i][c] = sum / w;
			}
	free(old);
}
