/* SPDX-License-Identifier: MIT */
/*
 * Reading a dBASE III+, IV or (Visual) FoxPro table (.dbf) by shapelib, for
 * codec/table/sheet.h; dBASE 7 is refused.  Texts are read in the code page
 * that the file names (by its language byte or a .cpg file beside it), or in
 * GB18030 when a Chinese system left that out.  Memo fields come from the .dbt
 * or .fpt beside the table; when that is missing, a problem is reported.  One
 * thread at a time per handle.
 */
#ifndef CODEC_TABLE_DBF_READ_H
#define CODEC_TABLE_DBF_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "codec/table/sheet_row.h"

struct dbf_read;

/* Whether the first bytes (32 are enough) are those of a table. */
bool dbf_read_sniff(const void *bytes, size_t n);

/* A file, or bytes (path NULL) that are borrowed until close. */
struct dbf_read *dbf_read_open(const char *path, const void *bytes, size_t n,
			       const struct sheet_options *options,
			       struct error *err);
void dbf_read_close(struct dbf_read *take_dbf); /* NULL allowed */

const char *dbf_read_charset(const struct dbf_read *dbf);

/* Problems of the last dbf_read_rows(); borrowed until the next. */
const struct sheet_problem *dbf_read_problems(const struct dbf_read *dbf,
					      size_t *count);

/* Row 0 has the field names; deleted records are marked hidden. */
int dbf_read_rows(struct dbf_read *dbf, sheet_row_fn fn, void *ctx,
		  struct error *err);

#endif
