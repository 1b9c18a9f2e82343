/* SPDX-License-Identifier: MIT */
#include "base/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"

/* The bits of table_cell.at. */
static const uint64_t CELL_AT = ((uint64_t)1 << 48) - 1;

void table_release(struct table *t)
{
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		free(t->columns[i].id);
		free(t->columns[i].title);
		buf_release(&t->columns[i].came);
	}
	for (i = 0; i < t->n_thumbs; i++)
		free(t->thumbs[i].bytes);
	free(t->columns);
	free(t->cells);
	free(t->thumbs);
	buf_release(&t->text);
	*t = (struct table)TABLE_INIT;
}

size_t table_add_column(struct table *t, const char *id, const char *title,
			enum table_align align)
{
	struct table_column *c;

	if (t->n_rows)
		BUG("a column after the first row");
	MEM_GROW(t->columns, t->n_columns, t->cap_columns);
	c = &t->columns[t->n_columns];
	c->id = mem_xstrdup(id);
	c->title = mem_xstrdup(title);
	c->width = 0;
	c->align = align;
	c->number = align == TABLE_RIGHT;
	c->bar = false;
	c->came = (struct buf)BUF_INIT;
	return t->n_columns++;
}

void table_set_width(struct table *t, size_t column, int width)
{
	if (column >= t->n_columns)
		BUG("no such column");
	t->columns[column].width = width;
}

void table_set_number(struct table *t, size_t column)
{
	if (column >= t->n_columns)
		BUG("no such column");
	t->columns[column].number = true;
}

void table_set_bar(struct table *t, size_t column)
{
	table_set_number(t, column);
	t->columns[column].bar = true;
}

void table_set_chart(struct table *t, size_t first, size_t last, bool parts)
{
	if (first > last || last >= t->n_columns)
		BUG("no such columns");
	t->chart.first = first;
	t->chart.last = last;
	t->chart.parts = parts;
}

void table_set_sum(struct table *t)
{
	t->sum = true;
}

static struct table_cell *cell_at(const struct table *t, size_t row,
				  size_t column)
{
	if (row >= t->n_rows || column >= t->n_columns)
		BUG("no such cell");
	return &t->cells[row * t->n_columns + column];
}

void table_add_row(struct table *t)
{
	size_t n = t->n_rows * t->n_columns;

	if (!t->n_columns)
		BUG("a row without columns");
	/*
	 * The text at 0 is the empty one that every cell starts with.
	 *
	 *   text:   NUL  x  h  NUL  A  N  NUL  …
	 *            0   1   2   3   4   5   6
	 *   cells:  [at 1] [at 4] [at 0] …   8 bytes each, row after row
	 */
	if (!t->text.size)
		buf_addc(&t->text, '\0');
	t->cells = mem_grow(t->cells, &t->cap_cells, n + t->n_columns,
			    sizeof(*t->cells));
	memset(t->cells + n, 0, t->n_columns * sizeof(*t->cells));
	t->n_rows++;
}

/*
 * What stands above already needs no second copy: classes, states and "1.00"
 * go on for many rows.
 */
static void share_above(struct table *t, size_t column, struct table_cell *cell)
{
	const char *text = t->text.data + cell->at, *above;

	if (t->n_rows < 2)
		return;
	above = table_text(t, t->n_rows - 2, column);
	if (strcmp(above, text) != 0)
		return;
	t->text.size = cell->at;
	cell->at = (uint64_t)(above - t->text.data) & CELL_AT;
}

/*
 * Looking for names in a text costs more than all else of a list, and most
 * columns say in many rows what they said in the row above.
 */
static void rewrite(struct table *t, struct table_cell *cell,
		    struct table_column *column, const char *text)
{
	if (column->came.size && strcmp(buf_str(&column->came), text) == 0) {
		cell->at = column->went & CELL_AT;
		return;
	}
	t->rewrite(t->rewrite_ctx, column->id, text, &t->text);
	buf_addc(&t->text, '\0');
	share_above(t, (size_t)(column - t->columns), cell);
	column->came.size = 0;
	buf_adds(&column->came, text);
	column->went = cell->at;
}

void table_set(struct table *t, size_t column, const char *text)
{
	struct table_cell *cell = cell_at(t, t->n_rows - 1, column);

	/* A text that is set anew leaves the old one in the store. */
	cell->at = 0;
	if (!text || !*text)
		return;
	cell->at = t->text.size;
	if (t->rewrite) {
		rewrite(t, cell, &t->columns[column], text);
		return;
	}
	buf_adds(&t->text, text);
	buf_addc(&t->text, '\0');
	share_above(t, column, cell);
}

void table_setf(struct table *t, size_t column, const char *format, ...)
{
	char *text;
	va_list args;

	va_start(args, format);
	text = mem_xvprintf(format, args);
	va_end(args);
	table_set(t, column, text);
	free(text);
}

void table_set_style(struct table *t, size_t column, enum table_style style)
{
	cell_at(t, t->n_rows - 1, column)->style = style;
}

void table_set_row_style(struct table *t, enum table_style style)
{
	size_t i;

	for (i = 0; i < t->n_columns; i++)
		table_set_style(t, i, style);
}

void table_set_thumb(struct table *t, const void *bytes, size_t n)
{
	if (!t->n_rows)
		BUG("a thumbnail without a row");
	table_set_row_thumb(t, t->n_rows - 1, bytes, n);
}

void table_set_row_thumb(struct table *t, size_t row, const void *bytes,
			 size_t n)
{
	struct table_thumb *thumb;

	if (row >= t->n_rows)
		BUG("no such row");
	/* Most lists have none: the array begins with the first one. */
	while (t->n_thumbs < t->n_rows) {
		MEM_GROW(t->thumbs, t->n_thumbs, t->cap_thumbs);
		t->thumbs[t->n_thumbs++] = (struct table_thumb){NULL, 0};
	}
	thumb = &t->thumbs[row];
	free(thumb->bytes);
	thumb->bytes = NULL;
	thumb->size = n;
	if (!n)
		return;
	thumb->bytes = mem_xmalloc(n);
	memcpy(thumb->bytes, bytes, n);
}

const char *table_text(const struct table *t, size_t row, size_t column)
{
	return t->text.data + cell_at(t, row, column)->at;
}

enum table_style table_cell_style(const struct table *t, size_t row,
				  size_t column)
{
	return (enum table_style)cell_at(t, row, column)->style;
}

const struct table_thumb *table_row_thumb(const struct table *t, size_t row)
{
	return row < t->n_thumbs && t->thumbs[row].bytes ? &t->thumbs[row]
							 : NULL;
}

size_t table_find_column(const struct table *t, const char *id)
{
	size_t i;

	for (i = 0; i < t->n_columns; i++)
		if (strcmp(t->columns[i].id, id) == 0)
			break;
	return i;
}

/*
 * No text is wider than it has bytes, and most cells of a column are no longer
 * than the widest above them.
 */
static int wider(const char *text, int width)
{
	int w;

	if (strlen(text) <= (size_t)width)
		return width;
	w = text_width(text);
	return w > width ? w : width;
}

int table_width(const struct table *t, size_t column)
{
	int width;
	size_t row;

	if (column >= t->n_columns)
		BUG("no such column");
	if (t->columns[column].width > 0)
		return t->columns[column].width;
	width = text_width(t->columns[column].title);
	/* No need to look at 100,000 rows once one is wide enough. */
	for (row = 0; row < t->n_rows && width < TABLE_MAX_WIDTH; row++)
		width = wider(table_text(t, row, column), width);
	if (width < 1)
		width = 1;
	return width < TABLE_MAX_WIDTH ? width : TABLE_MAX_WIDTH;
}
