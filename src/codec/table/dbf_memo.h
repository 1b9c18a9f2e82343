/* SPDX-License-Identifier: MIT */
/*
 * The texts of a table's memo fields, which are in a file beside it: .dbt for
 * dBASE III and IV, .fpt for FoxPro.  It is read block by block, never as a
 * whole, and block numbers are checked.  Pictures, and texts longer than a cell
 * may be, are not read.  One thread at a time per handle.
 */
#ifndef CODEC_TABLE_DBF_MEMO_H
#define CODEC_TABLE_DBF_MEMO_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

struct dbf_memo;

/* The memo file of a table; NULL when there is none.  See dbf_memo_check(). */
struct dbf_memo *dbf_memo_open(const char *table_path);
void dbf_memo_close(struct dbf_memo *take_memo); /* NULL allowed */

/* Append a text's bytes, in the table's charset; -1 when there is no text. */
int dbf_memo_read(struct dbf_memo *memo, uint32_t block, struct buf *out);

/*
 * -1 with err when the file exists but some of it could not be read, on opening
 * or since: then missing texts may not be taken for empty ones.  NULL allowed.
 */
int dbf_memo_check(const struct dbf_memo *memo, struct error *err);

#endif
