/* SPDX-License-Identifier: MIT */
#include "image/qr/function_pattern.h"

#include <stdlib.h>

#include "base/error.h"
#include "image/qr/spec.h"

static void add(struct qr_function_pattern *m, int x, int y, int dark)
{
	if (m->count >= QR_FUNCTION_PATTERN_POINTS)
		BUG("more known modules than a code has");
	m->u[m->count] = (float)x + 0.5f;
	m->v[m->count] = (float)y + 0.5f;
	m->dark[m->count] = (int8_t)dark;
	m->count++;
}

static int ring(int x, int y)
{
	return abs(x) > abs(y) ? abs(x) : abs(y);
}

/* 6.3.6: rings dark, light, dark; timing that runs through it is timing. */
static void add_alignment(struct qr_function_pattern *m, int row, int column)
{
	int x, y;

	for (y = -2; y <= 2; y++)
		for (x = -2; x <= 2; x++)
			if (row + y != 6 && column + x != 6)
				add(m, column + x, row + y, ring(x, y) != 1);
}

/* 6.3.3, 6.3.4: with its separator, as far as that lies inside the code. */
static void add_finder(struct qr_function_pattern *m, int row, int column)
{
	int x, y;

	for (y = row - 4; y <= row + 4; y++)
		for (x = column - 4; x <= column + 4; x++) {
			int r = ring(x - column, y - row);

			if (x >= 0 && y >= 0 && x < m->side && y < m->side)
				add(m, x, y, r != 2 && r != 4);
		}
}

void qr_function_pattern_init(struct qr_function_pattern *m, int version)
{
	int at[QR_SPEC_ALIGNMENTS], n, i, j;

	m->version = version;
	m->side = qr_spec_side(version);
	m->count = 0;
	n = qr_spec_alignment(version, at);
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			if (qr_spec_has_alignment(i, j, n))
				add_alignment(m, at[i], at[j]);
	/* 6.3.5: between the finders, dark where even */
	for (i = 8; i < m->side - 8; i++) {
		add(m, i, 6, i % 2 == 0);
		add(m, 6, i, i % 2 == 0);
	}
	/* the ten timing modules of version 1 say too little by themselves */
	if (version > 1)
		m->inner = m->count;
	add_finder(m, 3, 3);
	add_finder(m, 3, m->side - 4);
	add_finder(m, m->side - 4, 3);
	if (version == 1)
		m->inner = m->count;
}
