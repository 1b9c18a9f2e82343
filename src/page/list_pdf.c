/* SPDX-License-Identifier: MIT */
#include "page/list_pdf.h"

#include <stdlib.h>
#include <string.h>

#include "base/cancel.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/document/pdf.h"
#include "codec/document/pdf_face.h"
#include "page/list_chart.h"
#include "page/list_heading.h"
#include "page/list_lines.h"
#include "page/list_plan.h"

/* Millimetres. */
static const double top = 12, bottom = 14, pad_y = 1, thumb_height = 20,
		    thumb_width = 18, line = .1;

/* Ems: from one line to the next, and from a line's top to its baseline. */
static const double pitch = 1.35, rise = 1.02;

static const uint32_t ink = 0x222222, grey = 0x666666, rule = 0xb4bac4,
		      head_fill = 0xe6ecf5;

struct sheet {
	struct pdf *pdf;
	const struct table *t;
	const struct list_file_options *opt;
	struct list_plan plan;
	struct pdf_face *face, *bold, *small, *large;
	unsigned char *lines; /* of each row */
	double head;	      /* height of the columns' header */
	double heading;	      /* of what is above it on the first page */
	double y;	      /* where the next row begins */
	int number, total;    /* pages */
};

static size_t columns_of(const struct table *t)
{
	return t->n_columns + (t->n_thumbs ? 1 : 0);
}

static const char *title_of(const struct table *t, size_t column)
{
	return column < t->n_columns ? t->columns[column].title : _("Photo");
}

/* ---- measuring ---- */

/*
 * Short texts are as good as numbers: 信息工程学院 in two lines is a taller row
 * and saves nothing.
 */
static const double short_text = 8;

static void widen(struct list_plan_column *c, struct list_extent e, double em)
{
	double kept = e.whole < short_text * em ? e.whole : e.longest;

	if (e.whole / em > c->whole)
		c->whole = e.whole / em;
	if (kept / em > c->least)
		c->least = kept / em;
}

/* Where room is short a header has two lines: 证件/号码, "student / no.". */
static void measure_title(struct sheet *s, size_t i, struct list_plan_column *c)
{
	double em = pdf_face_em(s->bold);
	struct list_extent e = list_lines_measure(s->bold, title_of(s->t, i));
	double half = e.whole / em / 2 + 1;

	c->whole = e.whole / em;
	c->least = half > e.longest / em ? half : e.longest / em;
	c->least = c->least < c->whole ? c->least : c->whole;
}

static bool names_student(const char *id)
{
	return strcmp(id, "xh") == 0 || strcmp(id, "xm") == 0;
}

/* Every text is looked at once here, and once more when it is drawn. */
static void plan_columns(struct sheet *s)
{
	size_t n = columns_of(s->t), i, row;
	struct list_plan_column *c = mem_xcalloc(n + 1, sizeof(*c));

	for (i = 0; i < n; i++) {
		measure_title(s, i, &c[i]);
		if (i == s->t->n_columns) {
			c[i].fixed = thumb_width;
			continue;
		}
		c[i].key = names_student(s->t->columns[i].id);
		for (row = 0; row < s->t->n_rows && !cancel_signal(); row++)
			widen(&c[i],
			      list_lines_measure(s->face,
						 table_text(s->t, row, i)),
			      pdf_face_em(s->face));
	}
	list_plan_make(&s->plan, c, n);
	free(c);
}

static double text_room(const struct sheet *s, size_t column)
{
	return s->plan.column[column] - 2 * LIST_PLAN_PAD;
}

static size_t count_lines(const struct sheet *s, struct pdf_face *face,
			  const char *text, size_t column)
{
	struct list_lines lines;

	list_lines_break(face, text, text_room(s, column), &lines);
	return lines.n;
}

/* As many as its highest cell; an empty row still is a line. */
static void count_rows(struct sheet *s)
{
	size_t row, i, n;

	s->lines = mem_xcalloc(s->t->n_rows + 1, 1);
	for (row = 0; row < s->t->n_rows && !cancel_signal(); row++) {
		s->lines[row] = 1;
		for (i = 0; i < s->t->n_columns; i++) {
			n = count_lines(s, s->face, table_text(s->t, row, i),
					i);
			if (n > s->lines[row])
				s->lines[row] = (unsigned char)n;
		}
	}
}

static double height_of(const struct sheet *s, size_t lines)
{
	return (double)lines * pitch * pdf_face_em(s->face) + 2 * pad_y;
}

static double row_height(const struct sheet *s, size_t row)
{
	double height = height_of(s, s->lines[row]);

	if (table_row_thumb(s->t, row) && height < thumb_height)
		return thumb_height;
	return height;
}

static void measure_head(struct sheet *s)
{
	size_t most = 1, i, n;

	for (i = 0; i < columns_of(s->t); i++) {
		n = count_lines(s, s->bold, title_of(s->t, i), i);
		most = n > most ? n : most;
	}
	s->head = height_of(s, most);
}

/* ---- drawing ---- */

static double aligned(const struct sheet *s, struct pdf_box box, size_t column,
		      double width)
{
	double free_room = box.width - 2 * LIST_PLAN_PAD - width;
	enum table_align align = column < s->t->n_columns
					 ? s->t->columns[column].align
					 : TABLE_CENTER;

	box.x += LIST_PLAN_PAD;
	if (align == TABLE_RIGHT)
		return box.x + free_room;
	return align == TABLE_CENTER ? box.x + free_room / 2 : box.x;
}

/* The first lines of all cells of a row are on one baseline. */
static void draw_text(const struct sheet *s, struct pdf_face *face,
		      struct pdf_box box, size_t column, const char *text)
{
	double em = pdf_face_em(face), y = box.y + pad_y + rise * em;
	struct list_lines lines;
	size_t i;

	list_lines_break(face, text, text_room(s, column), &lines);
	for (i = 0; i < lines.n; i++) {
		pdf_face_add(face, aligned(s, box, column, lines.list[i].width),
			     y, lines.list[i].text, lines.list[i].size);
		y += pitch * em;
	}
	if (lines.cut)
		pdf_face_add(face, box.x + box.width - em, y - pitch * em, "…",
			     strlen("…"));
}

static void fill_cell(const struct sheet *s, struct pdf_box box, size_t row,
		      size_t column)
{
	static const uint32_t fill[] = {0, 0xfff2c2, 0xffd9dc};
	enum table_style style = table_cell_style(s->t, row, column);

	if (style != TABLE_NORMAL)
		pdf_fill(s->pdf, box, fill[style]);
}

static void draw_thumb(const struct sheet *s, struct pdf_box box, size_t row)
{
	const struct table_thumb *thumb = table_row_thumb(s->t, row);

	if (!thumb)
		return;
	box.x += .6;
	box.y += .6;
	box.width -= 1.2;
	box.height -= 1.2;
	/* A broken thumbnail leaves its cell empty. */
	pdf_jpeg(s->pdf, box, thumb->bytes, thumb->size, NULL);
}

/* A photo's row has its texts half way up. */
static double text_top(const struct sheet *s, size_t row, double height)
{
	return table_row_thumb(s->t, row)
		       ? (height - height_of(s, s->lines[row])) / 2
		       : 0;
}

static void draw_row(struct sheet *s, const struct list_plan_band *band,
		     size_t row)
{
	bool sum = s->t->sum && row + 1 == s->t->n_rows;
	double height = row_height(s, row), in = text_top(s, row, height);
	struct pdf_box box = {LIST_PLAN_MARGIN, s->y, 0, height}, text;
	size_t i, column;

	for (i = 0; i < band->n; i++) {
		column = band->columns[i];
		box.width = s->plan.column[column];
		text = box;
		text.y += in;
		if (column == s->t->n_columns) {
			draw_thumb(s, box, row);
		} else {
			fill_cell(s, box, row, column);
			draw_text(s, sum ? s->bold : s->face, text, column,
				  table_text(s->t, row, column));
		}
		box.x += box.width;
	}
	/* Fills come before the texts of their row, never after. */
	pdf_face_flush(s->face);
	s->y += height;
	pdf_fill(s->pdf,
		 (struct pdf_box){LIST_PLAN_MARGIN, s->y - line / 2,
				  band->width, line},
		 rule);
}

static void draw_head(struct sheet *s, const struct list_plan_band *band)
{
	struct pdf_box box = {LIST_PLAN_MARGIN, s->y, band->width, s->head};
	size_t i;

	pdf_fill(s->pdf, box, head_fill);
	pdf_fill(s->pdf, (struct pdf_box){box.x, box.y, band->width, line},
		 rule);
	for (i = 0; i < band->n; i++) {
		box.width = s->plan.column[band->columns[i]];
		draw_text(s, s->bold, box, band->columns[i],
			  title_of(s->t, band->columns[i]));
		box.x += box.width;
	}
	pdf_face_flush(s->bold);
	s->y += s->head;
	pdf_fill(s->pdf,
		 (struct pdf_box){LIST_PLAN_MARGIN, s->y - line, band->width,
				  2 * line},
		 rule);
}

/* The lines between the columns, over all rows of the page. */
static void draw_uprights(const struct sheet *s,
			  const struct list_plan_band *band, double from)
{
	double x = LIST_PLAN_MARGIN;
	size_t i;

	for (i = 0; i <= band->n; i++) {
		pdf_fill(
			s->pdf,
			(struct pdf_box){x - line / 2, from, line, s->y - from},
			rule);
		if (i < band->n)
			x += s->plan.column[band->columns[i]];
	}
}

static void draw_foot(const struct sheet *s, size_t band)
{
	double y = s->plan.height - bottom + 6, room;
	struct buf text = BUF_INIT;

	buf_addf(&text, _("page %d of %d"), s->number, s->total);
	if (s->plan.n_bands > 1)
		buf_addf(&text, _(", columns %zu of %zu"), band + 1,
			 s->plan.n_bands);
	room = pdf_face_width(s->small, buf_str(&text), text.size);
	pdf_face_add(s->small, s->plan.width - LIST_PLAN_MARGIN - room, y,
		     buf_str(&text), text.size);
	buf_clear(&text);
	list_heading_short(s->opt, &text);
	pdf_face_add(s->small, LIST_PLAN_MARGIN, y, buf_str(&text), text.size);
	pdf_face_flush(s->small);
	buf_release(&text);
}

/* What is below the title: whose list it is, and when and by whom made. */
static void draw_heading(struct sheet *s)
{
	double y = top + pdf_face_em(s->large);
	struct list_lines lines;
	struct buf text = BUF_INIT;
	size_t i;

	pdf_face_add(s->large, LIST_PLAN_MARGIN, y, s->opt->title,
		     strlen(s->opt->title));
	pdf_face_flush(s->large);
	y += 1.4;
	list_heading_line(s->opt, s->t->n_rows - (s->t->sum ? 1 : 0), &text);
	list_lines_break(s->small, buf_str(&text),
			 s->plan.width - 2 * LIST_PLAN_MARGIN, &lines);
	for (i = 0; i < lines.n; i++) {
		y += 1.5 * pdf_face_em(s->small);
		pdf_face_add(s->small, LIST_PLAN_MARGIN, y, lines.list[i].text,
			     lines.list[i].size);
	}
	pdf_face_flush(s->small);
	buf_release(&text);
	s->heading = y + 3;
}

/* How many rows from this one on are on its page. */
static size_t rows_of_page(const struct sheet *s, size_t first)
{
	double y = s->head + (first ? top : s->heading), height;
	size_t row;

	for (row = first; row < s->t->n_rows; row++) {
		height = row_height(s, row);
		if (y + height > s->plan.height - bottom && row > first)
			break;
		y += height;
	}
	return row - first;
}

static int count_pages(const struct sheet *s)
{
	size_t row = 0;
	int n = 0;

	do {
		row += rows_of_page(s, row);
		n++;
	} while (row < s->t->n_rows);
	return n * (int)s->plan.n_bands;
}

/* The pages side by side begin at the same height, title or none. */
static void draw_page(struct sheet *s, size_t band, size_t first, size_t n)
{
	double from;
	size_t row;

	if (s->number++)
		pdf_new_page(s->pdf);
	s->y = from = first ? top : s->heading;
	draw_head(s, &s->plan.bands[band]);
	for (row = first; row < first + n && !cancel_signal(); row++)
		draw_row(s, &s->plan.bands[band], row);
	pdf_face_flush(s->bold);
	draw_uprights(s, &s->plan.bands[band], from);
	draw_foot(s, band);
}

static void draw_list(struct sheet *s)
{
	size_t row = 0, band, n;

	draw_heading(s);
	if (s->t->chart.last)
		s->heading += list_chart_pdf(
			s->t, s->pdf, s->small,
			(struct pdf_box){LIST_PLAN_MARGIN, s->heading,
					 s->plan.width - 2 * LIST_PLAN_MARGIN,
					 s->plan.height - s->heading});
	s->total = count_pages(s);
	do {
		n = rows_of_page(s, row);
		for (band = 0; band < s->plan.n_bands; band++)
			draw_page(s, band, row, n);
		row += n;
	} while (row < s->t->n_rows && !cancel_signal());
}

static void open_faces(struct sheet *s, double size)
{
	s->face = pdf_face_open(s->pdf, size, false);
	s->bold = pdf_face_open(s->pdf, size, true);
}

static void close_faces(struct sheet *s)
{
	pdf_face_close(s->face);
	pdf_face_close(s->bold);
}

static void make_pages(struct sheet *s)
{
	enum { USUAL = 9 };

	open_faces(s, USUAL);
	s->small = pdf_face_open(s->pdf, 8, false);
	s->large = pdf_face_open(s->pdf, 14, true);
	plan_columns(s);
	if (s->plan.size < USUAL) {
		close_faces(s);
		open_faces(s, s->plan.size);
	}
	pdf_face_color(s->face, ink);
	pdf_face_color(s->bold, ink);
	pdf_face_color(s->large, ink);
	pdf_face_color(s->small, grey);
	pdf_page_size(s->pdf, s->plan.width, s->plan.height);
	measure_head(s);
	count_rows(s);
	draw_list(s);
	close_faces(s);
	pdf_face_close(s->small);
	pdf_face_close(s->large);
}

int list_pdf_save(const struct table *t, const char *path,
		  const struct list_file_options *opt, struct error *err)
{
	struct sheet s = {.t = t, .opt = opt};

	s.pdf = pdf_open(path, 210, 297, opt->at, err);
	if (!s.pdf)
		return -1;
	pdf_set_title(s.pdf, opt->title);
	make_pages(&s);
	list_plan_release(&s.plan);
	free(s.lines);
	if (opt->lacks_glyphs)
		*opt->lacks_glyphs = pdf_lacks_glyphs(s.pdf);
	return pdf_close(s.pdf, 0600, err);
}
