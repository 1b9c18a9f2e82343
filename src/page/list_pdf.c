/* SPDX-License-Identifier: MIT */
#include "page/list_pdf.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/cancel.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/document/pdf.h"

/* Millimetres. */
static const double margin = 12, gap = 1.2, thumb_height = 20, thumb_width = 16,
		    foot = 8;

/* Of the widest usual sans-serif (DejaVu), in ems. */
static const double digit_width = .64;

enum { MAX_LINES = 4, MIN_CHARS = 4 };

struct page {
	struct pdf *pdf;
	const struct table *t;
	const struct list_file_options *opt;
	double width, height; /* of the paper */
	double y;	      /* where the next row begins */
	double *column;	      /* widths; one more for the thumbnails */
	size_t columns;
	struct pdf_type type;
	int number, total; /* pages */
	bool measuring;	   /* only counting the pages */
};

/*
 * The columns share the width by their characters; the type shrinks down to
 * 6 points before texts are broken into lines.
 */
static void set_columns(struct page *p)
{
	double room = p->width - 2 * margin, chars = 0, each;
	size_t i, n = p->t->n_columns;

	for (i = 0; i < n; i++) {
		p->column[i] = table_width(p->t, i);
		if (p->column[i] < MIN_CHARS)
			p->column[i] = MIN_CHARS;
		chars += p->column[i];
	}
	if (p->columns > n)
		room -= p->column[n] = thumb_width;
	room -= 2 * gap * (double)n;
	each = room / chars;
	p->type.size = each / digit_width * 72 / 25.4;
	if (p->type.size > 9) {
		p->type.size = 9;
		each = 9 * digit_width * 25.4 / 72;
	}
	if (p->type.size < 6)
		p->type.size = 6;
	for (i = 0; i < n; i++)
		p->column[i] = p->column[i] * each + 2 * gap;
}

static const char *cell(const struct page *p, long row, size_t column)
{
	if (row >= 0)
		return table_text(p->t, (size_t)row, column);
	return p->t->columns[column].title;
}

/* As high as its highest cell; an empty row still is a line. */
static double row_height(struct page *p, long row)
{
	double height = pdf_text_height(p->pdf, 50, &p->type, "国"), h;
	const char *text;
	size_t i;

	for (i = 0; i < p->t->n_columns; i++) {
		text = cell(p, row, i);
		if (!*text)
			continue;
		h = pdf_text_height(p->pdf, p->column[i] - 2 * gap, &p->type,
				    text);
		height = h > height ? h : height;
	}
	if (row >= 0 && table_row_thumb(p->t, (size_t)row) &&
	    height < thumb_height)
		height = thumb_height;
	return height + 2 * gap;
}

static uint32_t fill_of(const struct page *p, long row, size_t column)
{
	static const uint32_t fill[] = {0xffffff, 0xffeb9c, 0xffc7ce};

	if (row < 0)
		return 0xd9e2f3;
	return fill[table_cell_style(p->t, (size_t)row, column)];
}

static void draw_cell(struct page *p, struct pdf_box box, long row, size_t i)
{
	struct pdf_type type = p->type;
	uint32_t fill = fill_of(p, row, i);

	if (fill != 0xffffff)
		pdf_fill(p->pdf, box, fill);
	pdf_frame(p->pdf, box, .1, 0x999999);
	type.align = p->t->columns[i].align == TABLE_RIGHT    ? 1
		     : p->t->columns[i].align == TABLE_CENTER ? 0
							      : -1;
	box.x += gap;
	box.y += gap;
	box.width -= 2 * gap;
	pdf_text(p->pdf, box, &type, cell(p, row, i));
}

static void draw_thumb(struct page *p, struct pdf_box box, long row)
{
	const struct table_thumb *thumb;

	pdf_frame(p->pdf, box, .1, 0x999999);
	thumb = row < 0 ? NULL : table_row_thumb(p->t, (size_t)row);
	if (!thumb)
		return;
	box.x += .5;
	box.y += .5;
	box.width -= 1;
	box.height -= 1;
	/* A broken thumbnail leaves its cell empty. */
	pdf_jpeg(p->pdf, box, thumb->bytes, thumb->size, NULL);
}

static void draw_row(struct page *p, long row, double height)
{
	struct pdf_box box = {margin, p->y, 0, height};
	size_t i;

	p->y += height;
	if (p->measuring)
		return;
	p->type.bold = row < 0;
	for (i = 0; i < p->columns; i++) {
		box.width = p->column[i];
		if (i < p->t->n_columns)
			draw_cell(p, box, row, i);
		else
			draw_thumb(p, box, row);
		box.x += box.width;
	}
	p->type.bold = false;
}

static void draw_foot(struct page *p)
{
	struct pdf_type type = {.size = 8, .align = 1, .color = 0x666666};
	struct pdf_box box = {margin, p->height - margin + 1,
			      p->width - 2 * margin, foot};
	char when[26], text[80];

	if (p->measuring)
		return;
	snprintf(text, sizeof(text), "%d / %d", p->number, p->total);
	pdf_text(p->pdf, box, &type, text);
	date_time_format(p->opt->at, when);
	snprintf(text, sizeof(text), _("%zu rows, %.16s"), p->t->n_rows, when);
	type.align = -1;
	pdf_text(p->pdf, box, &type, text);
}

/* The title on the first page only, the header of the columns on each. */
static void begin_page(struct page *p)
{
	struct pdf_type type = {.size = 13, .bold = true, .align = -1};
	struct pdf_box box = {margin, margin, p->width - 2 * margin, 8};

	if (p->number && !p->measuring)
		pdf_new_page(p->pdf);
	p->y = margin;
	if (p->number++ == 0) {
		p->y += 8;
		if (!p->measuring)
			pdf_text(p->pdf, box, &type, p->opt->title);
	}
	draw_row(p, -1, row_height(p, -1));
}

static void draw_pages(struct page *p, const double *heights)
{
	size_t row;

	p->number = 0;
	begin_page(p);
	for (row = 0; row < p->t->n_rows && !cancel_signal(); row++) {
		if (p->y + heights[row] > p->height - margin) {
			draw_foot(p);
			begin_page(p);
		}
		draw_row(p, (long)row, heights[row]);
	}
	draw_foot(p);
}

/*
 * The rows are laid out twice: their heights depend on the type alone and are
 * measured once, then the pages are counted without drawing, since "3 / 17" at
 * the foot of the first page wants the last one's number.
 */
static void draw_list(struct page *p)
{
	double *heights = mem_xcalloc(p->t->n_rows + 1, sizeof(*heights));
	size_t row;

	for (row = 0; row < p->t->n_rows && !cancel_signal(); row++)
		heights[row] = row_height(p, (long)row);
	p->measuring = true;
	draw_pages(p, heights);
	p->total = p->number;
	p->measuring = false;
	draw_pages(p, heights);
	free(heights);
}

/* Lying paper for wide lists. */
static bool is_wide(const struct table *t)
{
	int chars = t->n_thumbs ? 10 : 0;
	size_t i;

	for (i = 0; i < t->n_columns; i++)
		chars += table_width(t, i) + 2;
	return chars > 110;
}

int list_pdf_save(const struct table *t, const char *path,
		  const struct list_file_options *opt, struct error *err)
{
	struct page p = {.t = t, .opt = opt};
	bool wide = is_wide(t);

	p.width = wide ? 297 : 210;
	p.height = wide ? 210 : 297;
	p.type = (struct pdf_type){.align = -1, .lines = MAX_LINES};
	p.columns = t->n_columns + (t->n_thumbs ? 1 : 0);
	p.pdf = pdf_open(path, p.width, p.height, opt->at, err);
	if (!p.pdf)
		return -1;
	pdf_set_title(p.pdf, opt->title);
	p.column = mem_xcalloc(p.columns + 1, sizeof(*p.column));
	set_columns(&p);
	draw_list(&p);
	free(p.column);
	return pdf_close(p.pdf, 0600, err);
}
