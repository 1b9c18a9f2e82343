/* SPDX-License-Identifier: MIT */
/*
 * The texts of a table's memo fields, which stand in a file beside it: .dbt of
 * dBASE III and IV, .fpt of FoxPro.  Read block by block, never whole.  What a
 * block number leads to is checked; pictures and what is longer than a cell
 * may be are no texts.  One thread at a time per handle.
 */
#ifndef CODEC_TABLE_DBF_MEMO_H
#define CODEC_TABLE_DBF_MEMO_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

struct dbf_memo;

/* The memo file of that table; NULL when none is there.  See _check(). */
struct dbf_memo *dbf_memo_open(const char *table_path);
void dbf_memo_close(struct dbf_memo *take_memo); /* NULL allowed */

/* Append the bytes of a text, in the table's charset; -1 when it is none. */
int dbf_memo_read(struct dbf_memo *memo, uint32_t block, struct buf *out);

/*
 * -1 with err when the file is there and the disk did not give it, then or by
 * now: such texts are not none.  NULL allowed.
 */
int dbf_memo_check(const struct dbf_memo *memo, struct error *err);

#endif
