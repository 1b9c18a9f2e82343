/* SPDX-License-Identifier: MIT */
#include "codec/document/pdf_face.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "codec/document/pdf_private.h"

/*
 *   face->blocks   [0] [1] … [0x4e] … [0x3ff]      256 code points each,
 *                           |                      made when one is wanted
 *                           v
 *                  struct glyph [256]              width, font, glyph
 *
 * A roster of a university uses some 3,000 characters: a dozen blocks.
 */
enum { BLOCK = 256, BLOCKS = 0x400, MAX_FONTS = 8 };

enum kind { UNKNOWN, BLANK, GLYPH, SHAPED };

struct glyph {
	float width;
	uint32_t index;
	uint8_t kind, font; /* of face->fonts */
};

struct pdf_face {
	struct pdf *pdf;
	PangoLayout *layout;
	double em;
	struct glyph *blocks[BLOCKS];
	PangoFont *fonts[MAX_FONTS];
	int n_fonts;
	/* waiting to be drawn, all of one font */
	cairo_glyph_t *glyphs;
	cairo_text_cluster_t *clusters;
	struct buf text;
	size_t n, cap, cap_clusters;
	int font;
	uint32_t color;
	struct buf clean; /* scratch */
};

struct pdf_face *pdf_face_open(struct pdf *pdf, double size, bool bold)
{
	struct pdf_face *face = mem_xcalloc(1, sizeof(*face));
	PangoFontDescription *font = pango_font_description_new();

	face->pdf = pdf;
	/* pango cuts sizes to its units: 8 points would be 7.997 */
	face->em = ceil(size / PDF_POINTS * PANGO_SCALE) / PANGO_SCALE;
	face->layout = pango_layout_new(pango_layout_get_context(pdf->layout));
	pango_font_description_set_family(font, pdf->family);
	pango_font_description_set_absolute_size(font, face->em * PANGO_SCALE);
	if (bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(face->layout, font);
	pango_layout_set_single_paragraph_mode(face->layout, TRUE);
	pango_font_description_free(font);
	return face;
}

void pdf_face_close(struct pdf_face *take_face)
{
	struct pdf_face *face = take_face;
	int i;

	if (!face)
		return;
	for (i = 0; i < BLOCKS; i++)
		free(face->blocks[i]);
	for (i = 0; i < face->n_fonts; i++)
		g_object_unref(face->fonts[i]);
	g_object_unref(face->layout);
	free(face->glyphs);
	free(face->clusters);
	buf_release(&face->text);
	buf_release(&face->clean);
	free(face);
}

double pdf_face_em(const struct pdf_face *face)
{
	return face->em;
}

/*
 * Scripts whose characters stand for themselves, one glyph each: Latin, Greek,
 * Cyrillic, symbols, Chinese, Japanese, Korean.  Marks that join the character
 * before them, variation selectors and all other scripts are shaped.
 */
static bool stands_alone(uint32_t code)
{
	static const struct {
		uint32_t first, last;
	} alone[] = {
		{0x20, 0x7e},	  {0xa0, 0xac},	    {0xae, 0x2ff},
		{0x370, 0x482},	  {0x48a, 0x52f},   {0x1e00, 0x1fff},
		{0x2010, 0x2027}, {0x2030, 0x205e}, {0x2070, 0x20cf},
		{0x2100, 0x2bff}, {0x2e80, 0x3029}, {0x3030, 0x3098},
		{0x309b, 0x9fff}, {0xac00, 0xd7a3}, {0xf900, 0xfaff},
		{0xff01, 0xffee}, {0xfffd, 0xfffd}, {0x20000, 0x3ffff},
	};
	size_t i;

	for (i = 0; i < sizeof(alone) / sizeof(*alone); i++)
		if (code <= alone[i].last)
			return code >= alone[i].first;
	return false;
}

/* Its number among the face's fonts, or -1 when there are too many. */
static int font_number(struct pdf_face *face, PangoFont *font)
{
	int i;

	for (i = 0; i < face->n_fonts; i++)
		if (face->fonts[i] == font)
			return i;
	if (i == MAX_FONTS)
		return -1;
	face->fonts[face->n_fonts++] = g_object_ref(font);
	return i;
}

static void shape(struct pdf_face *face, uint32_t code, struct glyph *out)
{
	const PangoGlyphInfo *info;
	const PangoGlyphItem *run;
	PangoLayoutLine *line;
	int font;

	out->kind = SHAPED;
	buf_clear(&face->clean);
	text_encode(&face->clean, code);
	pango_layout_set_text(face->layout, buf_str(&face->clean), -1);
	line = pango_layout_get_line_readonly(face->layout, 0);
	if (!line || !line->runs || line->runs->next)
		return;
	run = line->runs->data;
	info = run->glyphs->glyphs;
	if (run->glyphs->num_glyphs != 1 || info->geometry.x_offset ||
	    info->geometry.y_offset || info->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
		return;
	font = font_number(face, run->item->analysis.font);
	if (font < 0)
		return;
	*out = (struct glyph){
		(float)((double)info->geometry.width / PANGO_SCALE),
		info->glyph,
		/* a blank is drawn: readers of the text want it */
		info->glyph == PANGO_GLYPH_EMPTY ? BLANK : GLYPH,
		(uint8_t)font};
}

static const struct glyph *glyph_of(struct pdf_face *face, uint32_t code)
{
	struct glyph **block = &face->blocks[code / BLOCK], *g;

	if (!*block)
		*block = mem_xcalloc(BLOCK, sizeof(**block));
	g = *block + code % BLOCK;
	if (g->kind == UNKNOWN)
		shape(face, code, g);
	return g;
}

/* NULL = to be shaped. */
static const struct glyph *glyph_alone(struct pdf_face *face, const char *text,
				       size_t n, uint32_t *code, size_t *size)
{
	const struct glyph *g;

	*code = text_decode(text, n, size);
	if (*code == '\n' || *code == '\t' || *code == '\r')
		*code = ' ';
	else if (*code < ' ' || (*code >= 0x7f && *code < 0xa0))
		*code = 0xfffd;
	if (!stands_alone(*code))
		return NULL;
	g = glyph_of(face, *code);
	return g->kind == SHAPED ? NULL : g;
}

/* A mark joins what stands before it. */
static bool joins(const char *text, size_t n)
{
	size_t size;
	uint32_t code = n ? text_decode(text, n, &size) : ' ';

	return code > 0x7e && !stands_alone(code);
}

/* Up to where shaped text ends: "ئەخمەت ئىمىن" is one with its blank. */
static size_t shaped_size(struct pdf_face *face, const char *text, size_t n)
{
	size_t at = 0, end = 0, size;
	uint32_t code;

	do {
		if (!glyph_alone(face, text + at, n - at, &code, &size) ||
		    at == 0)
			end = at + size;
		else if (code != ' ' && !joins(text + at + size, n - at - size))
			break;
		at += size;
	} while (at < n);
	return end;
}

static double shaped_width(struct pdf_face *face, const char *text, size_t n)
{
	int width;

	buf_clear(&face->clean);
	buf_add(&face->clean, text, n);
	pango_layout_set_text(face->layout,
			      pdf_text_clean(face->pdf, buf_str(&face->clean)),
			      -1);
	pango_layout_get_size(face->layout, &width, NULL);
	return (double)width / PANGO_SCALE;
}

struct pdf_cluster pdf_face_next(struct pdf_face *face, const char *text,
				 size_t n)
{
	struct pdf_cluster c;
	const struct glyph *g;

	g = glyph_alone(face, text, n, &c.code, &c.size);
	if (g && !joins(text + c.size, n - c.size)) {
		c.width = (double)g->width;
		return c;
	}
	c.size = shaped_size(face, text, n);
	c.width = shaped_width(face, text, c.size);
	return c;
}

double pdf_face_width(struct pdf_face *face, const char *text, size_t n)
{
	struct pdf_cluster c;
	double width = 0;
	size_t at;

	for (at = 0; at < n; at += c.size) {
		c = pdf_face_next(face, text + at, n - at);
		width += c.width;
	}
	return width;
}

/*
 * With the characters, not the glyphs alone: whoever copies 学号 out of the
 * page gets 学号 and not two radicals of the same shape.
 */
static void draw(struct pdf_face *face)
{
	if (!face->n)
		return;
	pdf_text_color(face->pdf, face->color);
	cairo_set_scaled_font(face->pdf->cr,
			      pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(
				      face->fonts[face->font])));
	cairo_show_text_glyphs(face->pdf->cr, buf_str(&face->text),
			       (int)face->text.size, face->glyphs, (int)face->n,
			       face->clusters, (int)face->n, 0);
	face->n = 0;
	buf_clear(&face->text);
}

static void add_glyph(struct pdf_face *face, const struct glyph *g, double x,
		      double y, uint32_t code)
{
	size_t before;

	if (g->font != face->font)
		draw(face);
	face->font = g->font;
	before = face->text.size;
	text_encode(&face->text, code);
	MEM_GROW(face->clusters, face->n, face->cap_clusters);
	MEM_GROW(face->glyphs, face->n, face->cap);
	face->clusters[face->n].num_bytes = (int)(face->text.size - before);
	face->clusters[face->n].num_glyphs = 1;
	face->glyphs[face->n++] = (cairo_glyph_t){g->index, x, y};
}

static void draw_shaped(struct pdf_face *face, double x, double baseline)
{
	if (pango_layout_get_unknown_glyphs_count(face->layout) > 0)
		face->pdf->lacks_glyphs = true;
	draw(face);
	cairo_move_to(face->pdf->cr, x, baseline);
	pango_cairo_show_layout_line(
		face->pdf->cr, pango_layout_get_line_readonly(face->layout, 0));
}

void pdf_face_add(struct pdf_face *face, double x, double baseline,
		  const char *text, size_t n)
{
	const struct glyph *g;
	struct pdf_cluster c;
	uint32_t code;
	size_t at, size;

	for (at = 0; at < n; at += c.size) {
		c = pdf_face_next(face, text + at, n - at);
		g = glyph_alone(face, text + at, n - at, &code, &size);
		if (!g || size != c.size) {
			pdf_text_color(face->pdf, face->color);
			shaped_width(face, text + at, c.size);
			draw_shaped(face, x, baseline);
		} else if (g->kind == GLYPH) {
			add_glyph(face, g, x, baseline, code);
		}
		x += c.width;
	}
}

void pdf_face_color(struct pdf_face *face, uint32_t color)
{
	draw(face);
	face->color = color;
}

void pdf_face_flush(struct pdf_face *face)
{
	draw(face);
}
