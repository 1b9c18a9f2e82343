/* SPDX-License-Identifier: MIT */
/*
 * A dBASE III+, IV or (Visual) FoxPro table (.dbf) behind codec/table/sheet.h,
 * through shapelib; dBASE 7 is refused by name.  Texts by the code page the
 * file names (language byte or .cpg beside it), GB18030 where Chinese systems
 * leave it out; memo fields by the .dbt or .fpt beside the table, and told
 * where there is none.  One thread at a time per handle.
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

/* Row 0 holds the field names, then every record; deleted ones hidden. */
int dbf_read_rows(struct dbf_read *dbf, sheet_row_fn fn, void *ctx,
		  struct error *err);

#endif
