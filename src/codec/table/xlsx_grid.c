/* SPDX-License-Identifier: MIT */
#include "codec/table/xlsx_grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NO_OFFSET  SIZE_MAX	/* the cell's text is not in the arena */
#define GAPS_LIMIT 100000000ULL /* cells between cells, over all rows */

static void widen(struct xlsx_grid *g, size_t need)
{
	size_t i;

	if (need <= g->count)
		return;
	g->cells = mem_grow(g->cells, &g->cap, need, sizeof(*g->cells));
	g->offsets = mem_grow(g->offsets, &g->offsets_cap, need,
			      sizeof(*g->offsets));
	for (i = g->count; i < need; i++) {
		g->cells[i] = (struct sheet_cell){.text = ""};
		g->offsets[i] = NO_OFFSET;
	}
	/* One cell in column 16,384 of each row costs a row's width each time.
	 */
	g->gaps += need - g->count - 1;
	g->count = need;
}

void xlsx_grid_put(struct xlsx_grid *g, int column,
		   const struct sheet_cell *cell, const char *text)
{
	size_t at = (size_t)column;

	if (cell->type == SHEET_EMPTY)
		return;
	widen(g, at + 1);
	g->cells[at] = *cell;
	g->cells[at].text = text;
	g->offsets[at] = NO_OFFSET;
	g->text_total += strlen(text);
}

void xlsx_grid_copy(struct xlsx_grid *g, int column,
		    const struct sheet_cell *cell, const char *text, size_t n)
{
	size_t at = (size_t)column;

	if (cell->type == SHEET_EMPTY)
		return;
	widen(g, at + 1);
	g->cells[at] = *cell;
	g->cells[at].text = "";
	g->offsets[at] = g->texts.size;
	g->text_total += n;
	buf_add(&g->texts, text, n);
	buf_addc(&g->texts, '\0');
}

/* Texts are set only now: the arena moves while it grows. */
bool xlsx_grid_row(struct xlsx_grid *g, struct sheet_row *row)
{
	size_t i;

	if (!g->count)
		return false;
	for (i = 0; i < g->count; i++)
		if (g->offsets[i] != NO_OFFSET)
			g->cells[i].text = g->texts.data + g->offsets[i];
	*row = (struct sheet_row){
		.count = g->count, .fields = g->count, .cells = g->cells};
	return true;
}

void xlsx_grid_clear(struct xlsx_grid *g)
{
	g->count = 0;
	buf_clear(&g->texts);
}

void xlsx_grid_release(struct xlsx_grid *g)
{
	free(g->cells);
	free(g->offsets);
	buf_release(&g->texts);
	*g = (struct xlsx_grid){0};
}

bool xlsx_grid_too_sparse(const struct xlsx_grid *g)
{
	return g->gaps > GAPS_LIMIT;
}

uint64_t xlsx_grid_text(const struct xlsx_grid *g)
{
	return g->text_total;
}
