/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "codec/document/pdf_private.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

/*
 * fontconfig keeps a pattern of its own until the end; cairo 1.16 loses 768
 * bytes of each OpenType font (Noto CJK) that it puts into a file.
 */
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:libcairo\n";
}

const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

/* A Chinese character fills its em from .12 below the line to .88 above. */
static const double ascent = .88;

/* Whether a font has what every page needs; without it boxes are drawn. */
static bool has_chinese(const FcPattern *font)
{
	static const FcChar32 common[] = {0x5b66, 0x53f7, 0x59d3, 0x540d};
	FcCharSet *set;
	size_t i;

	if (FcPatternGetCharSet(font, FC_CHARSET, 0, &set) != FcResultMatch)
		return false;
	for (i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (!FcCharSetHasChar(set, common[i]))
			return false;
	return true;
}

/*
 * The Chinese font comes first, for digits and letters too: by "sans-serif"
 * alone the X of 99010120040807129X would bring another font into its number.
 * Asked of fontconfig and not of pango, which complains on stderr in words of
 * its own when there is no font at all.
 */
static char *find_family(void)
{
	FcPattern *want = FcPatternCreate(), *font;
	FcResult result;
	FcChar8 *family;
	char *found = NULL;

	FcPatternAddString(want, FC_FAMILY, (const FcChar8 *)"sans-serif");
	FcPatternAddString(want, FC_LANG, (const FcChar8 *)"zh-cn");
	FcConfigSubstitute(NULL, want, FcMatchPattern);
	FcDefaultSubstitute(want);
	font = FcFontMatch(NULL, want, &result);
	if (font && has_chinese(font) &&
	    FcPatternGetString(font, FC_FAMILY, 0, &family) == FcResultMatch)
		found = mem_xprintf("%s,sans-serif", (const char *)family);
	if (font)
		FcPatternDestroy(font);
	FcPatternDestroy(want);
	return found;
}

/*
 * What Pango and GLib would write on stderr themselves.  Most of it says that a
 * page looks ugly; without memory it would be empty.
 */
static atomic_bool starved, heard;

static GLogWriterOutput hear(GLogLevelFlags level, const GLogField *fields,
			     gsize n, gpointer unused)
{
	gsize i;

	(void)level;
	(void)unused;
	for (i = 0; i < n; i++)
		if (strcmp(fields[i].key, "MESSAGE") == 0 &&
		    strstr(fields[i].value, "memory"))
			starved = true;
	return G_LOG_WRITER_HANDLED;
}

bool pdf_text_starved(void)
{
	return starved;
}

/*
 * fontconfig says on stderr in words of its own what it does not like of its
 * files, without a way to ask it not to: descriptor 2 leads nowhere while it
 * reads them.
 */
static int hold_stderr(void)
{
	int kept = fcntl(2, F_DUPFD_CLOEXEC, 3);
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	fflush(stderr);
	if (kept >= 0 && nowhere >= 0)
		dup2(nowhere, 2);
	if (nowhere >= 0)
		close(nowhere);
	return kept;
}

static void give_stderr_back(int kept)
{
	if (kept < 0)
		return;
	dup2(kept, 2);
	close(kept);
}

/*
 * Where a file that was asked for cannot be read fontconfig goes by one of its
 * own, and pages look other than somebody meant.  Without one on the machine
 * that is well: there are fonts all the same.
 */
static int load_fonts(struct error *err)
{
	static atomic_bool loaded;
	bool asked = getenv("FONTCONFIG_FILE") || getenv("FONTCONFIG_PATH");
	FcConfig *trial;
	int kept;
	bool good;

	if (loaded)
		return 0;
	kept = hold_stderr();
	trial = FcConfigCreate();
	good = FcConfigParseAndLoad(trial, NULL, FcTrue);
	FcConfigDestroy(trial);
	if (good || !asked)
		loaded = FcInit();
	give_stderr_back(kept);
	if (good || !asked)
		return 0;
	return error_set(err, ERROR_USAGE,
			 _("the fonts' configuration that %s names cannot be "
			   "read, so no page is drawn; correct or unset it"),
			 getenv("FONTCONFIG_FILE") ? "FONTCONFIG_FILE"
						   : "FONTCONFIG_PATH");
}

/*
 * Layouts come from a font map of their own: the shared one would keep its
 * fonts until the end of the program.
 */
int pdf_text_start(struct pdf *pdf, struct error *err)
{
	PangoFontMap *map;
	PangoContext *context;

	/* GLib lets it be set once. */
	if (!atomic_exchange(&heard, true))
		g_log_set_writer_func(hear, NULL, NULL);
	if (load_fonts(err) < 0)
		return -1;
	pdf->family = find_family();
	if (!pdf->family)
		return error_set(
			err, ERROR_USAGE,
			_("no font with Chinese characters is "
			  "installed, so no page can be drawn; install "
			  "one, such as fonts-noto-cjk or "
			  "fonts-wqy-microhei"));
	map = pango_cairo_font_map_new();
	context = pango_font_map_create_context(map);
	pdf->layout = pango_layout_new(context);
	/* Whole units are whole millimetres here. */
	pango_context_set_round_glyph_positions(context, FALSE);
	/* Of the Han characters' shapes the Chinese ones, in any locale. */
	pango_context_set_language(context,
				   pango_language_from_string("zh-cn"));
	pango_layout_set_wrap(pdf->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_ellipsize(pdf->layout, PANGO_ELLIPSIZE_END);
	g_object_unref(context);
	g_object_unref(map);
	return 0;
}

const char *pdf_text_clean(struct pdf *pdf, const char *text)
{
	buf_clear(&pdf->text);
	text_safe(&pdf->text, text);
	return buf_str(&pdf->text);
}

void pdf_text_color(struct pdf *pdf, uint32_t color)
{
	cairo_set_source_rgb(pdf->cr, (color >> 16 & 255) / 255.0,
			     (color >> 8 & 255) / 255.0, (color & 255) / 255.0);
}

static void set_layout(struct pdf *pdf, double width,
		       const struct pdf_type *type, const char *text)
{
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family(font, pdf->family);
	/*
	 * The page is scaled to millimetres, so the type is too; pango cuts
	 * sizes to its units, and 8 points would be 7.997.
	 */
	pango_font_description_set_absolute_size(
		font, ceil(type->size / PDF_POINTS * PANGO_SCALE));
	if (type->bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(pdf->layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(pdf->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_height(pdf->layout,
				type->lines > 1 ? -type->lines : -1);
	pango_layout_set_alignment(pdf->layout,
				   type->align < 0 ? PANGO_ALIGN_LEFT
				   : type->align   ? PANGO_ALIGN_RIGHT
						   : PANGO_ALIGN_CENTER);
	pango_layout_set_text(pdf->layout, pdf_text_clean(pdf, text), -1);
}

void pdf_text(struct pdf *pdf, struct pdf_box box, const struct pdf_type *type,
	      const char *text)
{
	set_layout(pdf, box.width, type, text);
	pdf_text_color(pdf, type->color);
	cairo_move_to(pdf->cr, box.x, box.y);
	pango_cairo_show_layout(pdf->cr, pdf->layout);
}

double pdf_text_height(struct pdf *pdf, double width,
		       const struct pdf_type *type, const char *text)
{
	int height;

	set_layout(pdf, width, type, text);
	pango_layout_get_size(pdf->layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}

/*
 * Line by line on lines of our own: the fonts' own distance of 1.45 ems is more
 * than the gaps between prints have.
 */
static void show_lines(struct pdf *pdf, double em)
{
	PangoLayoutIter *iter = pango_layout_get_iter(pdf->layout);
	PangoRectangle logical;
	double y = ascent * em;

	do {
		pango_layout_iter_get_line_extents(iter, NULL, &logical);
		cairo_move_to(pdf->cr, (double)logical.x / PANGO_SCALE, y);
		pango_cairo_show_layout_line(
			pdf->cr, pango_layout_iter_get_line_readonly(iter));
		y += PDF_PITCH * em;
	} while (pango_layout_iter_next_line(iter));
	pango_layout_iter_free(iter);
}

int pdf_label(struct pdf *pdf, struct pdf_box box, const struct pdf_type *type,
	      const char *text)
{
	int wrong = 0;

	set_layout(pdf, type->turned ? box.height : box.width, type, text);
	if (pango_layout_is_ellipsized(pdf->layout))
		wrong |= PDF_TEXT_CUT;
	if (pango_layout_get_unknown_glyphs_count(pdf->layout) > 0)
		wrong |= PDF_TEXT_NO_GLYPH;
	pdf_text_color(pdf, type->color);
	cairo_save(pdf->cr);
	cairo_translate(pdf->cr, box.x,
			type->turned ? box.y + box.height : box.y);
	if (type->turned)
		cairo_rotate(pdf->cr, -M_PI / 2);
	show_lines(pdf, type->size / PDF_POINTS);
	cairo_restore(pdf->cr);
	return wrong;
}
