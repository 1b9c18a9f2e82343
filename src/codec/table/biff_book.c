/* SPDX-License-Identifier: MIT */
#include "codec/table/biff_book.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum {
	SHEETS = 4096,
	FORMATS = 65536,
	STYLES = 65536,
	BUILTIN = 164, /* formats below are known without a record */
};

enum record {
	BOF_2 = 0x09,
	BOF_3 = 0x209,
	BOF_4 = 0x409,
	BOF_5 = 0x809,
	END_OF_FILE = 0x0a,
	FILEPASS = 0x2f,
	CODEPAGE = 0x42,
	DATEMODE = 0x22,
	BOUNDSHEET = 0x85,
	SST = 0xfc,
	FORMAT_2 = 0x1e,
	FORMAT = 0x41e,
	XF_3 = 0x243,
	XF_4 = 0x443,
	XF = 0xe0,
};

static unsigned get16(const unsigned char *p)
{
	return p[0] | (unsigned)p[1] << 8;
}

static uint32_t get32(const unsigned char *p)
{
	return get16(p) | (uint32_t)get16(p + 2) << 16;
}

/*
 * BOF: 0 version, 2 what follows: 5 the globals, 10 a sheet.  Programs that
 * write it by hand leave the version at 0.
 */
static int version_of(const struct biff_record *bof)
{
	switch (bof->type) {
	case BOF_2:
		return 2;
	case BOF_3:
		return 3;
	case BOF_4:
		return 4;
	case BOF_5:
		return bof->n >= 2 && get16(bof->data) == 0x600 ? 8 : 5;
	default:
		return 0;
	}
}

static char *text_at(const struct biff_book *b, const struct biff_record *r,
		     size_t at, const struct biff_cursor *after)
{
	struct buf out = BUF_INIT;
	size_t n;

	if (b->version == 8) {
		struct biff_run run = biff_string_run(r, at, after);

		biff_string_unicode(&run, false, &out);
	} else if (at < r->n) {
		n = r->data[at];
		if (n > r->n - at - 1)
			n = r->n - at - 1;
		biff_string_bytes(r->data + at + 1, n, b->charset, &out);
	}
	buf_adds(&out, "");
	return buf_detach(&out, NULL);
}

/*
 * BOUNDSHEET: 0 place of its BOF (4), 4 state, 5 kind (0 cells, 2 chart,
 * 6 program), 6 name.
 */
static void add_tab(struct biff_book *b, const struct biff_record *r,
		    const struct biff_cursor *after)
{
	static const char *const states[] = {"visible", "hidden", "veryHidden",
					     "visible"};

	if (r->n < 7 || r->data[5] != 0 || b->tab_count == SHEETS)
		return;
	MEM_GROW(b->tabs, b->tab_count, b->tab_cap);
	b->tabs[b->tab_count++] = (struct biff_tab){
		.name = text_at(b, r, 6, after),
		.state = states[r->data[4] & 3],
		.at = get32(r->data),
	};
}

/* FORMAT: 0 number (2), then its code; before BIFF5 they count themselves. */
static void add_format(struct biff_book *b, const struct biff_record *r,
		       const struct biff_cursor *after)
{
	size_t at = r->type == FORMAT_2 ? 0 : 2;
	unsigned id = (unsigned)b->format_count;
	struct biff_run run;
	struct buf out = BUF_INIT;
	char *code;

	if (b->format_count == FORMATS || r->n <= at)
		return;
	if (b->version >= 5)
		id = get16(r->data);
	if (b->version == 8) {
		run = biff_string_run(r, at, after);
		biff_string_unicode(&run, true, &out);
		buf_adds(&out, "");
		code = buf_detach(&out, NULL);
	} else {
		code = text_at(b, r, at, after);
	}
	MEM_GROW(b->formats, b->format_count, b->format_cap);
	b->formats[b->format_count++] =
		(struct biff_format){id, cell_value_format(code)};
	free(code);
}

static void add_style(struct biff_book *b, const struct biff_record *r)
{
	unsigned format = 0;

	if (b->style_count == STYLES || r->n < 4)
		return;
	format = r->type == XF ? get16(r->data + 2) : r->data[1];
	MEM_GROW(b->styles, b->style_count, b->style_cap);
	b->styles[b->style_count++] = (uint16_t)format;
}

/* SST: 0 texts in all cells (4), 4 texts here (4), then they. */
static int load_strings(struct biff_book *b, const struct biff_record *r,
			const struct biff_cursor *after, struct error *err)
{
	struct biff_run run = biff_string_run(r, 8, after);
	struct xlsx_strings *s = &b->strings;
	uint32_t count = r->n >= 8 ? get32(r->data + 4) : 0, i;

	for (i = 0; i < count; i++) {
		size_t start = s->arena.size;

		/* a shorter table is met by whoever wants the text */
		if (!biff_string_unicode(&run, true, &s->arena))
			break;
		MEM_GROW(s->starts, s->count, s->cap);
		s->starts[s->count++] = (uint32_t)start;
		if (cell_value_too_long(buf_str(&s->arena) + start,
					s->arena.size - start))
			return error_set(err, ERROR_LIMIT,
					 _("a cell with more than 32,767 "
					   "characters"));
		buf_addc(&s->arena, '\0');
	}
	return 0;
}

static int take_record(struct biff_book *b, const struct biff_record *r,
		       const struct biff_cursor *after, struct error *err)
{
	switch (r->type) {
	case FILEPASS:
		return error_set(err, ERROR_INPUT,
				 _("the workbook is encrypted; remove the "
				   "password and save as .xlsx"));
	case CODEPAGE:
		if (r->n >= 2 && !b->charset_asked)
			b->charset = biff_string_charset(get16(r->data));
		return 0;
	case DATEMODE:
		b->from_1904 = r->n >= 2 && get16(r->data) == 1;
		return 0;
	case BOUNDSHEET:
		add_tab(b, r, after);
		return 0;
	case FORMAT_2:
	case FORMAT:
		add_format(b, r, after);
		return 0;
	case XF_3:
	case XF_4:
	case XF:
		add_style(b, r);
		return 0;
	case SST:
		return load_strings(b, r, after, err);
	default:
		return 0;
	}
}

int biff_book_load(struct biff_book *b, struct error *err)
{
	struct biff_cursor c = {(const unsigned char *)buf_str(&b->stream),
				NULL};
	struct biff_record r;

	c.end = c.p + b->stream.size;
	if (!biff_string_next(&c, &r) || !version_of(&r))
		return error_set(err, ERROR_INPUT,
				 _("the workbook is damaged; ask for it "
				   "again"));
	b->version = version_of(&r);
	while (biff_string_next(&c, &r) && r.type != END_OF_FILE)
		if (take_record(b, &r, &c, err) < 0)
			return -1;
	if (b->tab_count)
		return 0;
	/* one sheet, and all in one stream: BIFF2 to 4, or written by hand */
	if (b->version == 8)
		return error_set(err, ERROR_INPUT,
				 _("the workbook has no sheet with cells"));
	MEM_GROW(b->tabs, b->tab_count, b->tab_cap);
	b->tabs[b->tab_count++] = (struct biff_tab){
		.name = mem_xstrdup("Sheet 1"), .state = "visible"};
	return 0;
}

void biff_book_release(struct biff_book *b)
{
	size_t i;

	for (i = 0; i < b->tab_count; i++)
		free(b->tabs[i].name);
	free(b->tabs);
	free(b->formats);
	free(b->styles);
	xlsx_strings_release(&b->strings);
	buf_release(&b->stream);
}

enum cell_value_shape biff_book_format(const struct biff_book *b,
				       unsigned format)
{
	size_t i;

	for (i = b->format_count; i-- > 0;)
		if (b->formats[i].id == format)
			return b->formats[i].shape;
	return b->version >= 5 && format < BUILTIN ? cell_value_builtin(format)
						   : CELL_VALUE_NUMBER;
}

enum cell_value_shape biff_book_shape(const struct biff_book *b, unsigned style)
{
	return style < b->style_count ? biff_book_format(b, b->styles[style])
				      : CELL_VALUE_NUMBER;
}
