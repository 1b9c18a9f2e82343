/* SPDX-License-Identifier: MIT */
/*
 * What all sheets of an old workbook share: its version, charset, date system,
 * shared texts, number formats and the list of sheets ([MS-XLS] 2.1.7.20.1,
 * "Globals Substream").  Read-only after loading.
 */
#ifndef CODEC_TABLE_BIFF_BOOK_H
#define CODEC_TABLE_BIFF_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "codec/table/biff_string.h"
#include "codec/table/cell_value.h"
#include "codec/table/xlsx_strings.h"

struct biff_tab {
	char *name;
	const char *state;
	size_t at; /* of its BOF in the stream */
};

struct biff_format {
	unsigned id;
	enum cell_value_shape shape;
};

struct biff_book {
	struct buf stream;
	int version;	     /* 2, 3, 4, 5, 8 */
	const char *charset; /* NULL: UTF-8 or GB18030 */
	bool charset_asked;
	bool from_1904;
	struct xlsx_strings strings;
	struct biff_format *formats;
	size_t format_count, format_cap;
	uint16_t *styles; /* XF → number format */
	size_t style_count, style_cap;
	struct biff_tab *tabs;
	size_t tab_count, tab_cap;
};

/* stream is filled; ERROR_INPUT for an encrypted or damaged one. */
int biff_book_load(struct biff_book *book, struct error *err);
void biff_book_release(struct biff_book *book);

/*
 * How a number is to be read by its style; in BIFF2, where cells name the
 * format itself, by that.
 */
enum cell_value_shape biff_book_shape(const struct biff_book *book,
				      unsigned style);
enum cell_value_shape biff_book_format(const struct biff_book *book,
				       unsigned format);

#endif
