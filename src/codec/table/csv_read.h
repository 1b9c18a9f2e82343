/* SPDX-License-Identifier: MIT */
/*
 * Reading text tables (CSV as in RFC 4180, TSV, "Unicode text"), for
 * codec/table/sheet.h.  csv_charset finds the encoding; csv_record finds where
 * records end and whether their quotes are right.  A record with a quote is
 * split by libcsv, any other by our own code in place.  Memory does not grow
 * with the file.
 */
#ifndef CODEC_TABLE_CSV_READ_H
#define CODEC_TABLE_CSV_READ_H

#include <stddef.h>

#include "base/error.h"
#include "codec/table/sheet_row.h"

struct csv_read;

/* A file, or bytes (path NULL) that are borrowed until close. */
struct csv_read *csv_read_open(const char *path, const void *bytes, size_t n,
			       const struct sheet_options *options,
			       struct error *err);
void csv_read_close(struct csv_read *take_csv); /* NULL allowed */

const char *csv_read_charset(const struct csv_read *csv);
int csv_read_rows(struct csv_read *csv, sheet_row_fn fn, void *ctx,
		  struct error *err);
const struct sheet_problem *csv_read_problems(const struct csv_read *csv,
					      size_t *count);

#endif
