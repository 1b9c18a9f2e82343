/* SPDX-License-Identifier: MIT */
/*
 * The shared strings of a workbook (ECMA-376 part 1, 18.4), in one buffer. Rich
 * text runs are joined, phonetic guides skipped, _xHHHH_ decoded (22.9.2.19,
 * ST_Xstring).  Read-only after loading.
 *
 *   arena:   李 雷 NUL 计 算 机 NUL NUL …
 *   starts:  [0]       [7]          [17] …    string 2 is empty
 */
#ifndef CODEC_TABLE_XLSX_STRINGS_H
#define CODEC_TABLE_XLSX_STRINGS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "codec/table/xlsx_parts.h"

struct xlsx_strings {
	struct buf arena;
	uint32_t *starts;
	size_t count, cap;
};

#define XLSX_STRINGS_INIT                                                      \
	{                                                                      \
		BUF_INIT, NULL, 0, 0                                           \
	}

/* No strings when part is NULL or missing.  ERROR_LIMIT for absurd sizes. */
int xlsx_strings_load(struct xlsx_strings *strings, struct xlsx_parts *parts,
		      const char *part, struct error *err);
void xlsx_strings_release(struct xlsx_strings *strings);

/* Borrowed; NULL when there is no such string. */
const char *xlsx_strings_get(const struct xlsx_strings *strings,
			     unsigned long index);

/* Decode _xHHHH_ in place and terminate s; returns the new length. */
size_t xlsx_strings_decode(char *s, size_t n);

#endif
