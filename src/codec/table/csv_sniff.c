/* SPDX-License-Identifier: MIT */
#include "codec/table/csv_sniff.h"

#include <string.h>

#include "base/mem.h"
#include "codec/table/csv_record.h"

enum { RECORDS = 200, COUNTS = 512 };

struct tally {
	size_t records, usual, of_usual;
};

static size_t count_fields(const char *text, const struct csv_record *record,
			   char separator)
{
	size_t i, fields = 1;

	if (record->fields)
		return record->fields;
	for (i = 0; i < record->size; i++)
		fields += text[i] == separator;
	return fields;
}

static struct tally count(const char *text, size_t n, bool end, char separator)
{
	size_t counts[COUNTS] = {0}, fields, i;
	struct tally tally = {0};
	struct csv_record record;
	struct buf mended = BUF_INIT;
	struct csv_record_rules rules = {separator, true};

	while (n && tally.records < RECORDS) {
		csv_record_scan(text, n, end, &rules, &mended, &record);
		if (!record.taken)
			break;
		fields = count_fields(text, &record, separator);
		if (record.size && fields < COUNTS) {
			counts[fields]++;
			tally.records++;
		}
		text += record.taken;
		n -= record.taken;
	}
	buf_release(&mended);
	for (i = 1; i < COUNTS; i++) {
		if (counts[i] < tally.of_usual || !counts[i])
			continue;
		tally.usual = i;
		tally.of_usual = counts[i];
	}
	return tally;
}

/* Excel's own first line "sep=;" */
static size_t marker(const char *text, size_t n, char *separator)
{
	size_t size = 5;

	if (n < 5 || memcmp(text, "sep=", 4) != 0 || text[4] == '\n' ||
	    text[4] == '\r' || text[4] == '"')
		return 0;
	if (size < n && text[size] == '\r')
		size++;
	if (size < n && text[size] == '\n')
		size++;
	if (size == 5 && n > 5)
		return 0;
	*separator = text[4];
	return size;
}

/* a : b by share of usual records, then by how many fields those have */
static bool better(const struct tally *a, const struct tally *b)
{
	size_t x = a->of_usual * (b->records ? b->records : 1);
	size_t y = b->of_usual * (a->records ? a->records : 1);

	if (a->usual < 2 || a->of_usual == 0)
		return false;
	return b->usual < 2 || x > y || (x == y && a->usual > b->usual);
}

static char choose(const char *text, size_t n, bool end)
{
	static const char candidates[] = ",\t;|:";
	struct tally best = {0};
	char found = ',';
	size_t i;

	for (i = 0; i < sizeof(candidates) - 1; i++) {
		struct tally tally = count(text, n, end, candidates[i]);

		/* bars and colons stand in data: only when nothing else does */
		if (i >= 3 && (best.usual >= 2 || tally.usual < 3 ||
			       tally.of_usual < tally.records))
			continue;
		if (!better(&tally, &best))
			continue;
		best = tally;
		found = candidates[i];
	}
	return found;
}

struct csv_sniff csv_sniff_text(const char *text, size_t n, bool end,
				char separator)
{
	struct csv_sniff sniff = {.separator = separator};
	char marked = 0;
	struct tally tally;

	sniff.marker = marker(text, n, &marked);
	text += sniff.marker;
	n -= sniff.marker;
	if (!separator)
		sniff.separator = marked ? marked : choose(text, n, end);
	tally = count(text, n, end, sniff.separator);
	if (tally.records >= 2 && tally.of_usual * 2 > tally.records)
		sniff.fields = tally.usual;
	return sniff;
}
