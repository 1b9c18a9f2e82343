/* SPDX-License-Identifier: MIT */
/*
 * Displacements at the nodes of a coarse lattice over a code's modules: a
 * smooth field with a quarter of the numbers or fewer.  Pure.
 *
 *      node  0       1       2      n-1     n nodes over side modules, the
 *            ●───────●───────●── … ──●      first and last on the code's
 *            │ · · · │ · · · │             edge modules; nodes stand on
 *            ●───────●───────●              whole modules, so cells differ
 *                 ^ bilinear                by one
 *
 *      move[j * n + i][0] = right, [1] = down
 */
#ifndef IMAGE_QR_LATTICE_H
#define IMAGE_QR_LATTICE_H

enum { QR_LATTICE_SIDE = 46 }; /* most nodes a side */

struct qr_lattice {
	int n, side; /* nodes and modules a side */
	float move[QR_LATTICE_SIDE * QR_LATTICE_SIDE][2];
};

/* All displacements 0; a node every pitch modules, or as many as there may be.
 */
void qr_lattice_init(struct qr_lattice *l, int side, int pitch);

/* The module (row or column) of node i. */
int qr_lattice_at(const struct qr_lattice *l, int i);

/* Bilinear at module (x, y); c is 0 for x, 1 for y. */
float qr_lattice_between(const struct qr_lattice *l, int x, int y, int c);

#endif
