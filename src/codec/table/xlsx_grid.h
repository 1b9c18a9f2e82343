/* SPDX-License-Identifier: MIT */
/*
 * The cells of the row being read, by column.  Their texts are in one buffer,
 * which is used again for the next row, so nothing is allocated for a cell.
 *
 *   column    0        1       2            3
 *   cells     TEXT     EMPTY   NUMBER       TEXT
 *   offsets   NO (→ shared)    0            11
 *   texts     "2021001.50" NUL "李雷" NUL
 */
#ifndef CODEC_TABLE_XLSX_GRID_H
#define CODEC_TABLE_XLSX_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "codec/table/sheet_row.h"

struct xlsx_grid {
	struct sheet_cell *cells;
	size_t *offsets; /* into texts, or NO_OFFSET when text is set */
	size_t count, cap, offsets_cap;
	struct buf texts;
	uint64_t text_total, gaps; /* over all rows, for the limits */
};

/* Put a cell whose text outlives the row, or copy the text. */
void xlsx_grid_put(struct xlsx_grid *grid, int column,
		   const struct sheet_cell *cell, const char *text);
void xlsx_grid_copy(struct xlsx_grid *grid, int column,
		    const struct sheet_cell *cell, const char *text, size_t n);

/* The cells as a row; when all are empty, clears them and returns false. */
bool xlsx_grid_row(struct xlsx_grid *grid, struct sheet_row *row);
void xlsx_grid_clear(struct xlsx_grid *grid);
void xlsx_grid_release(struct xlsx_grid *grid);

/* For limits: too many empty cells in between; bytes of text in all rows. */
bool xlsx_grid_too_sparse(const struct xlsx_grid *grid);
uint64_t xlsx_grid_text(const struct xlsx_grid *grid);

#endif
