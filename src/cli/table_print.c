/* SPDX-License-Identifier: MIT */
#include "cli/table_print.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

enum {
	GAP = 2,
	/* A column of numbers, dates or names is no wider and is not broken. */
	KEPT_WIDTH = 20,
	/* Narrower, a sentence is a tower of words. */
	LEAST_WIDTH = 16,
	USUAL_SCREEN = 80,
};

struct printer {
	const struct table *t;
	int *widths;
	struct buf line;
	FILE *out;
};

int table_print_screen(FILE *file)
{
	struct winsize size;

	if (!isatty(fileno(file)))
		return 0;
	if (ioctl(fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return USUAL_SCREEN;
}

static const char *text_of(const struct table *t, long row, size_t column)
{
	return row < 0 ? t->columns[column].title
		       : table_text(t, (size_t)row, column);
}

/* Without the limit that table_width() has. */
static int whole_width(const struct table *t, size_t column)
{
	int width = text_width(t->columns[column].title), w;
	size_t row;

	for (row = 0; row < t->n_rows; row++) {
		w = text_width(table_text(t, row, column));
		width = w > width ? w : width;
	}
	return width;
}

static int sum_capped(const struct printer *p, int cap)
{
	int sum = GAP * ((int)p->t->n_columns - 1);
	size_t i;

	for (i = 0; i < p->t->n_columns; i++)
		sum += p->widths[i] > cap ? cap : p->widths[i];
	return sum;
}

/* The widest columns give first; -1 when the screen is too narrow for that. */
static int fit_columns(struct printer *p, int screen)
{
	int cap = screen;
	size_t i;

	for (i = 0; i < p->t->n_columns; i++)
		p->widths[i] = whole_width(p->t, i);
	while (cap > KEPT_WIDTH && sum_capped(p, cap) > screen)
		cap--;
	/* one column of sentences beside many of numbers may be narrower */
	if (sum_capped(p, cap) > screen) {
		while (cap > LEAST_WIDTH && sum_capped(p, cap) > screen)
			cap--;
		if (sum_capped(p, cap) > screen)
			return -1;
	}
	for (i = 0; i < p->t->n_columns; i++)
		p->widths[i] = p->widths[i] > cap ? cap : p->widths[i];
	return 0;
}

/* Lines copied from a terminal have no blanks behind them. */
static void end_line(struct printer *p)
{
	struct buf *line = &p->line;

	while (line->size && line->data[line->size - 1] == ' ')
		line->data[--line->size] = '\0';
	buf_addc(line, '\n');
	fwrite(line->data, 1, line->size, p->out);
	buf_clear(line);
}

static void add_cell(struct printer *p, size_t column, const char *text)
{
	bool right = p->t->columns[column].align == TABLE_RIGHT;

	if (column)
		buf_adds(&p->line, "  ");
	if (text_width(text) > p->widths[column] ||
	    (column + 1 == p->t->n_columns && !right))
		text_safe(&p->line, text);
	else
		text_fit(&p->line, text, p->widths[column], right);
}

static void print_row(struct printer *p, long row)
{
	size_t i;

	for (i = 0; i < p->t->n_columns; i++)
		add_cell(p, i, text_of(p->t, row, i));
	end_line(p);
}

/*
 * A row of wrapped cells: each cell gives its next line until all are empty.
 *
 *   2022010101  hair covers the left
 *               ear; ask for a new
 *               photo
 */
static void print_wrapped(struct printer *p, long row)
{
	const char **rest = mem_xcalloc(p->t->n_columns, sizeof(*rest));
	struct buf piece = BUF_INIT;
	bool more = true;
	size_t i, n;

	for (i = 0; i < p->t->n_columns; i++)
		rest[i] = text_of(p->t, row, i);
	while (more) {
		more = false;
		for (i = 0; i < p->t->n_columns; i++) {
			n = text_break(rest[i], p->widths[i]);
			buf_clear(&piece);
			buf_add(&piece, rest[i], n);
			add_cell(p, i, buf_str(&piece));
			rest[i] += n;
			rest[i] += strspn(rest[i], " ");
			more |= *rest[i] != '\0';
		}
		end_line(p);
	}
	buf_release(&piece);
	free(rest);
}

/* The titles, all as wide, then the texts; a blank line between rows. */
static void print_block(struct printer *p, size_t row, int titles, int screen)
{
	size_t i, n;
	const char *rest;
	struct buf piece = BUF_INIT;
	int room = screen - titles - GAP;

	if (row)
		end_line(p);
	for (i = 0; i < p->t->n_columns; i++) {
		rest = table_text(p->t, row, i);
		if (!*rest)
			continue;
		text_fit(&p->line, p->t->columns[i].title, titles, false);
		for (; *rest; rest += n, rest += strspn(rest, " ")) {
			if (!p->line.size)
				text_fit(&p->line, "", titles, false);
			n = text_break(rest,
				       room > LEAST_WIDTH ? room : LEAST_WIDTH);
			buf_clear(&piece);
			buf_add(&piece, rest, n);
			buf_adds(&p->line, "  ");
			text_safe(&p->line, buf_str(&piece));
			end_line(p);
		}
	}
	buf_release(&piece);
}

static void print_blocks(struct printer *p, int screen)
{
	int titles = 0, w;
	size_t i;

	for (i = 0; i < p->t->n_columns; i++) {
		w = text_width(p->t->columns[i].title);
		titles = w > titles ? w : titles;
	}
	for (i = 0; i < p->t->n_rows; i++)
		print_block(p, i, titles, screen);
}

static void print_lines(struct printer *p, bool wrap)
{
	long row;

	for (row = -1; row < (long)p->t->n_rows; row++)
		if (wrap)
			print_wrapped(p, row);
		else
			print_row(p, row);
}

void table_print(const struct table *t, int screen, FILE *out)
{
	struct printer p = {.t = t, .line = BUF_INIT, .out = out};
	size_t i;

	if (!t->n_rows || !t->n_columns)
		return;
	p.widths = mem_xcalloc(t->n_columns, sizeof(*p.widths));
	if (!screen) {
		/* padded as far as a reader follows, longer cells push on */
		for (i = 0; i < t->n_columns; i++)
			p.widths[i] = table_width(t, i);
		print_lines(&p, false);
	} else if (fit_columns(&p, screen) == 0) {
		print_lines(&p, true);
	} else {
		print_blocks(&p, screen);
	}
	buf_release(&p.line);
	free(p.widths);
}
