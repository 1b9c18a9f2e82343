/* SPDX-License-Identifier: MIT */
#include "page/list_chart.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { MOST_BARS = 30 };

struct bar {
	const char *label; /* the table's */
	double *values;	   /* one a column of the chart */
	double length;
};

struct chart {
	const struct table *t;
	struct bar *bars;
	size_t n, n_parts;
	double longest;
};

static const char *part_title(const struct chart *c, size_t part)
{
	return c->t->columns[c->t->chart.first + part].title;
}

/* Told apart in grey print and by the colour-blind: light, dark, in turn. */
static uint32_t part_color(const struct chart *c, size_t part)
{
	static const struct {
		const char *id;
		uint32_t color;
	} known[] = {
		{"done", 0x2f9e63},    {"review", 0x8fd0e8},
		{"in_work", 0x3f78c9}, {"no_photo", 0xc3c8d1},
		{"missing", 0xc3c8d1}, {"refused", 0xf0a35e},
		{"stopped", 0xb3363e},
	};
	static const uint32_t others[] = {0x3f78c9, 0x8fd0e8, 0x2f9e63,
					  0xf0a35e, 0xb3363e, 0xc3c8d1};
	const char *id = c->t->columns[c->t->chart.first + part].id;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (strcmp(known[i].id, id) == 0)
			return known[i].color;
	return others[part % ARRAY_SIZE(others)];
}

/* White on dark, dark on light. */
static uint32_t text_on(uint32_t color)
{
	uint32_t light = (color >> 16 & 255) * 3 + (color >> 8 & 255) * 6 +
			 (color & 255);

	return light > 1500 ? 0x222222 : 0xffffff;
}

/* The name next to the numbers: the class, or the college where it is none. */
static const char *label_of(const struct table *t, size_t row)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < t->chart.first; i++)
		if (!t->columns[i].number && *table_text(t, row, i))
			text = table_text(t, row, i);
	return text;
}

static struct bar *add_bar(struct chart *c, const char *label)
{
	struct bar *bar = &c->bars[c->n++];

	bar->label = label;
	bar->values = mem_xcalloc(c->n_parts, sizeof(*bar->values));
	return bar;
}

static void add_values(const struct chart *c, struct bar *bar, size_t row)
{
	double value;
	size_t i;

	for (i = 0; i < c->n_parts; i++)
		if (text_to_double(table_text(c->t, row, c->t->chart.first + i),
				   &value) == 0 &&
		    value > 0)
			bar->values[i] += value;
}

static void measure(struct chart *c)
{
	struct bar *bar;
	double value;
	size_t i, k;

	for (i = 0; i < c->n; i++) {
		bar = &c->bars[i];
		for (k = 0; k < c->n_parts; k++) {
			value = bar->values[k];
			if (c->t->chart.parts)
				bar->length += value;
			else if (value > bar->length)
				bar->length = value;
		}
		if (bar->length > c->longest)
			c->longest = bar->length;
	}
}

static void release(struct chart *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		free(c->bars[i].values);
	free(c->bars);
	*c = (struct chart){.n = 0};
}

/* Rows of one college follow each other. */
static void collect(struct chart *c, size_t rows, bool by_first)
{
	const char *label;
	struct bar *bar = NULL;
	size_t row;

	c->n = 0;
	c->bars = mem_xcalloc(rows + 1, sizeof(*c->bars));
	for (row = 0; row < rows; row++) {
		label = by_first ? table_text(c->t, row, 0)
				 : label_of(c->t, row);
		if (!by_first || !bar || strcmp(bar->label, label) != 0)
			bar = add_bar(c, label);
		add_values(c, bar, row);
	}
}

/* Whether there is something to be drawn. */
static bool read_chart(struct chart *c, const struct table *t)
{
	size_t rows = t->n_rows - (t->sum && t->n_rows ? 1 : 0);

	*c = (struct chart){.t = t};
	if (!t->chart.last)
		return false;
	c->n_parts = t->chart.last - t->chart.first + 1;
	collect(c, rows, false);
	if (c->n > MOST_BARS) {
		release(c);
		*c = (struct chart){
			.t = t, .n_parts = t->chart.last - t->chart.first + 1};
		collect(c, rows, true);
	}
	measure(c);
	if (c->n && c->n <= MOST_BARS && c->longest > 0)
		return true;
	release(c);
	return false;
}

/* ---- HTML ---- */

static void html_legend(const struct chart *c, struct buf *out)
{
	size_t i;

	buf_adds(out, "<figcaption>");
	for (i = 0; i < c->n_parts; i++) {
		buf_addf(out,
			 "<span><svg width=\"12\" height=\"12\"><rect "
			 "width=\"12\" height=\"12\" fill=\"#%06x\"/></svg> ",
			 part_color(c, i));
		text_html(out, part_title(c, i));
		buf_adds(out, "</span>");
	}
	buf_adds(out, "</figcaption>\n");
}

/* In percent of the longest bar: as wide as the window, letters stay whole. */
static void html_part(const struct chart *c, struct buf *out, size_t part,
		      double x, double value)
{
	uint32_t color = part_color(c, part);
	double width = 100 * value / c->longest;
	double y = c->t->chart.parts ? 0 : 7.0 * (double)part;

	buf_addf(out,
		 "<rect x=\"%.2f%%\" y=\"%.0f\" width=\"%.2f%%\" "
		 "height=\"%d\" fill=\"#%06x\"><title>",
		 x, y, width, c->t->chart.parts ? 20 : 6, color);
	text_html(out, part_title(c, part));
	buf_addf(out, " %.0f</title></rect>", value);
	if (c->t->chart.parts && width >= 6)
		buf_addf(out,
			 "<text x=\"%.2f%%\" y=\"14\" fill=\"#%06x\">%.0f"
			 "</text>",
			 x + width / 2, text_on(color), value);
}

static void html_bar(const struct chart *c, struct buf *out,
		     const struct bar *bar)
{
	int height = c->t->chart.parts ? 20 : 7 * (int)c->n_parts;
	double x = 0;
	size_t i;

	buf_adds(out, "<div><b>");
	text_html(out, bar->label);
	buf_addf(out, "</b><svg class=\"bar\" height=\"%d\">", height);
	for (i = 0; i < c->n_parts; i++) {
		if (bar->values[i] > 0)
			html_part(c, out, i, x, bar->values[i]);
		if (c->t->chart.parts)
			x += 100 * bar->values[i] / c->longest;
	}
	buf_addf(out, "</svg><i>%.0f</i></div>\n", bar->length);
}

void list_chart_html(const struct table *t, struct buf *out)
{
	struct chart c;
	size_t i;

	if (!read_chart(&c, t))
		return;
	buf_adds(out, "<figure class=\"chart\">\n");
	html_legend(&c, out);
	for (i = 0; i < c.n; i++)
		html_bar(&c, out, &c.bars[i]);
	buf_adds(out, "</figure>\n");
	release(&c);
}

/* ---- PDF; millimetres ---- */

static const double bar_height = 4.4, bar_pitch = 5.6, thin_pitch = 2,
		    legend_height = 6, label_gap = 2;

static void add_text(struct pdf_face *face, double x, double y,
		     const char *text, uint32_t color)
{
	pdf_face_color(face, color);
	pdf_face_add(face, x, y, text, strlen(text));
	pdf_face_flush(face);
}

struct painter {
	const struct chart *chart;
	struct pdf *pdf;
	struct pdf_face *face;
};

static void pdf_legend(const struct painter *p, struct pdf_box box)
{
	const struct chart *c = p->chart;
	struct pdf_face *face = p->face;
	double em = pdf_face_em(face);
	struct pdf_box mark = {box.x, box.y, em * .9, em * .9};
	const char *title;
	size_t i;

	for (i = 0; i < c->n_parts; i++) {
		title = part_title(c, i);
		pdf_fill(p->pdf, mark, part_color(c, i));
		add_text(face, mark.x + 1.3 * em, mark.y + .8 * em, title,
			 0x444444);
		mark.x += 2.6 * em + pdf_face_width(face, title, strlen(title));
	}
}

static void pdf_part(const struct painter *p, struct pdf_box box, size_t part,
		     double value)
{
	struct pdf_face *face = p->face;
	uint32_t color = part_color(p->chart, part);
	double em = pdf_face_em(face), width;
	char text[32];

	pdf_fill(p->pdf, box, color);
	snprintf(text, sizeof(text), "%.0f", value);
	width = pdf_face_width(face, text, strlen(text));
	if (p->chart->t->chart.parts && width + em / 2 < box.width)
		add_text(face, box.x + (box.width - width) / 2,
			 box.y + (box.height + .72 * em) / 2, text,
			 text_on(color));
}

/* box is where its parts go, and how wide the longest bar is. */
static void pdf_bar(const struct painter *p, const struct bar *bar,
		    struct pdf_box box)
{
	const struct chart *c = p->chart;
	struct pdf_face *face = p->face;
	double full = box.width, em = pdf_face_em(face);
	char text[32];
	size_t i;

	snprintf(text, sizeof(text), "%.0f", bar->length);
	add_text(face, box.x + full * bar->length / c->longest + em / 2,
		 box.y + (bar_height + .72 * em) / 2, text, 0x444444);
	box.height = c->t->chart.parts ? bar_height : thin_pitch - .3;
	for (i = 0; i < c->n_parts; i++) {
		box.width = full * bar->values[i] / c->longest;
		if (bar->values[i] > 0)
			pdf_part(p, box, i, bar->values[i]);
		if (c->t->chart.parts)
			box.x += box.width;
		else
			box.y += thin_pitch;
	}
}

static double widest_label(const struct chart *c, struct pdf_face *face)
{
	double most = 0, width;
	size_t i;

	for (i = 0; i < c->n; i++) {
		width = pdf_face_width(face, c->bars[i].label,
				       strlen(c->bars[i].label));
		most = width > most ? width : most;
	}
	return most;
}

double list_chart_pdf(const struct table *t, struct pdf *pdf,
		      struct pdf_face *face, struct pdf_box box)
{
	struct chart c;
	const struct painter p = {&c, pdf, face};
	double labels, each, from = box.y;
	size_t i;

	if (!read_chart(&c, t))
		return 0;
	each = t->chart.parts ? bar_pitch : thin_pitch * (double)c.n_parts + 2;
	if (legend_height + each * (double)c.n > box.height * .7) {
		release(&c);
		return 0;
	}
	labels = widest_label(&c, face) + label_gap;
	pdf_legend(&p, box);
	box.y += legend_height;
	for (i = 0; i < c.n; i++) {
		add_text(face, box.x,
			 box.y + (bar_height + .72 * pdf_face_em(face)) / 2,
			 c.bars[i].label, 0x222222);
		pdf_bar(&p, &c.bars[i],
			(struct pdf_box){box.x + labels, box.y,
					 (box.width - labels - 12) * .8, 0});
		box.y += each;
	}
	release(&c);
	return box.y - from + 2;
}
