/* SPDX-License-Identifier: MIT */
#include "page/contact_draw.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "page/data_uri.h"

/*
 * "nan" in an attribute makes a browser drop the whole shape, and a measure
 * that was not taken is NaN.
 */
static double or_zero(double v)
{
	return isfinite(v) ? v : 0;
}

/* A colour is a word or #rrggbb; anything else could break out. */
static const char *color_of(const struct contact_mark *mark)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#";

	if (!mark->color || !*mark->color ||
	    mark->color[strspn(mark->color, allowed)])
		return "#00c040";
	return mark->color;
}

/*
 * The outline of a matte is hundreds of points: a tenth of a pixel is enough.
 */
static void add_path(struct buf *out, const struct contact_mark *mark)
{
	size_t i;

	buf_adds(out, "<polygon class=\"m\" points=\"");
	for (i = 0; i < mark->n; i++)
		buf_addf(out, "%.1f,%.1f ", or_zero(mark->points[2 * i]),
			 or_zero(mark->points[2 * i + 1]));
	buf_adds(out, "\"");
}

static void add_shape(struct buf *out, const struct contact_mark *mark)
{
	double x = or_zero(mark->x), y = or_zero(mark->y);
	double x2 = or_zero(mark->x2), y2 = or_zero(mark->y2);

	switch (mark->shape) {
	case CONTACT_LINE:
		buf_addf(out,
			 "<line class=\"m\" x1=\"%.1f\" y1=\"%.1f\" "
			 "x2=\"%.1f\" y2=\"%.1f\"",
			 x, y, x2, y2);
		break;
	case CONTACT_BOX:
		buf_addf(out,
			 "<rect class=\"m\" x=\"%.1f\" y=\"%.1f\" "
			 "width=\"%.1f\" height=\"%.1f\"",
			 fmin(x, x2), fmin(y, y2), fabs(x2 - x), fabs(y2 - y));
		break;
	case CONTACT_OVAL:
		buf_addf(out,
			 "<ellipse class=\"m\" cx=\"%.1f\" cy=\"%.1f\" "
			 "rx=\"%.1f\" ry=\"%.1f\"",
			 (x + x2) / 2, (y + y2) / 2, fabs(x2 - x) / 2,
			 fabs(y2 - y) / 2);
		break;
	case CONTACT_PATH:
		add_path(out, mark);
		break;
	}
	buf_addf(out, " stroke=\"%s\"/>", color_of(mark));
}

/* The label stands above its mark, off by a quarter of its size. */
static void add_mark(struct buf *out, const struct contact_mark *mark,
		     double type_size)
{
	double x = or_zero(mark->x), y = or_zero(mark->y);

	add_shape(out, mark);
	if (!mark->label || !*mark->label)
		return;
	buf_addf(out,
		 "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" fill=\"%s\">",
		 x + type_size / 4, y - type_size / 4, type_size,
		 color_of(mark));
	text_html(out, mark->label);
	buf_adds(out, "</text>");
}

/* Beside a picture so wide: of its width. */
static const double gutter = .36;

/*
 * The lines beside the picture, each with its name and how many pixels from the
 * top it is: what is judged can be read and the face is still seen.
 */
static void add_rule(struct buf *out, const struct contact_picture *p,
		     double type_size)
{
	double x = p->width, y;
	const struct contact_mark *mark;
	size_t i;

	buf_adds(out, "<g class=\"rule\">");
	for (i = 0; i < p->n_marks; i++) {
		mark = &p->marks[i];
		y = or_zero(mark->y);
		if (mark->shape != CONTACT_LINE || !mark->label ||
		    !*mark->label)
			continue;
		buf_addf(out,
			 "<line class=\"m\" x1=\"%.1f\" y1=\"%.1f\" "
			 "x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>"
			 "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\">",
			 x, y, x + .05 * p->width, y, color_of(mark),
			 x + .07 * p->width, y + .1 * type_size, type_size);
		text_html(out, mark->label);
		buf_addf(out,
			 "</text><text class=\"px\" x=\"%.1f\" y=\"%.1f\" "
			 "font-size=\"%.1f\">%.0f px</text>",
			 x + .07 * p->width, y + 1.15 * type_size,
			 .85 * type_size, y);
	}
	buf_adds(out, "</g>");
}

static void add_picture(struct buf *out, const struct contact_picture *p,
			bool ruled)
{
	int width = p->width > 0 ? p->width : 1;
	int height = p->height > 0 ? p->height : 1;
	size_t i;

	/*
	 * The view box is the photo's own size, so that marks keep the pixels
	 * they were measured in, however small the preview inside is.
	 */
	buf_addf(out,
		 "<svg%s viewBox=\"0 0 %.0f %d\"><image width=\"%d\" "
		 "height=\"%d\" href=\"",
		 ruled ? " class=\"ruled\"" : "",
		 ruled ? width * (1 + gutter) : width, height, width, height);
	data_uri_jpeg(out, p->jpeg, p->size);
	buf_adds(out, "\"/>");
	if (p->n_marks) {
		buf_adds(out, "<g class=\"lines\">");
		for (i = 0; i < p->n_marks; i++)
			add_mark(out, &p->marks[i], width / 14.0);
		buf_adds(out, "</g>");
	}
	if (ruled)
		add_rule(out, p, width / 12.0);
	buf_adds(out, "</svg>");
}

void contact_draw(struct buf *out, const struct contact_picture *p, bool ruled)
{
	bool shown = p->jpeg && p->size;

	if (!shown && !p->lost)
		return;
	buf_adds(out, "<figure>");
	if (shown) {
		add_picture(out, p, ruled);
	} else {
		buf_adds(out, "<div class=\"none\">");
		text_html(out, p->lost);
		buf_adds(out, "</div>");
	}
	buf_adds(out, "<figcaption>");
	text_html(out, p->caption ? p->caption : "");
	buf_adds(out, "</figcaption></figure>");
}
