/* SPDX-License-Identifier: MIT */
/*
 * The separator of a text table, found from its first records: the one that
 * splits the most of them into the same number of fields.  Comma, tab and
 * semicolon are preferred to bar and colon.  Pure, thread-safe.
 */
#ifndef CODEC_TABLE_CSV_SNIFF_H
#define CODEC_TABLE_CSV_SNIFF_H

#include <stddef.h>

#include "codec/table/csv_record.h"

struct csv_sniff {
	char separator;
	size_t fields; /* usual number of fields in a record; 0 unknown */
	size_t marker; /* length of a first line "sep=;" in bytes; 0 = none */
};

/* separator != 0: only count the fields. */
struct csv_sniff csv_sniff_text(const struct csv_record_text *text,
				char separator);

#endif
