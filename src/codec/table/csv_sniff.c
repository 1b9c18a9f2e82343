/* SPDX-License-Identifier: MIT */
#include "codec/table/csv_sniff.h"

#include <string.h>

#include "base/mem.h"

enum {
	RECORDS = 200, /* looked at for each candidate */
	COUNTS = 512,  /* records of more fields are left out */
};

/* What one candidate cuts the first records into. */
struct tally {
	size_t records;
	size_t usual;	 /* the number of fields that most records have */
	size_t of_usual; /* records that have it */
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

static struct tally usual_of(const size_t counts[COUNTS], size_t records)
{
	struct tally tally = {.records = records};
	size_t i;

	for (i = 1; i < COUNTS; i++) {
		if (counts[i] < tally.of_usual || !counts[i])
			continue;
		tally.usual = i;
		tally.of_usual = counts[i];
	}
	return tally;
}

static struct tally count(struct csv_record_text text, char separator)
{
	size_t counts[COUNTS] = {0}, records = 0, fields;
	struct csv_record record;
	struct buf mended = BUF_INIT;
	struct csv_record_rules rules = {separator, true};

	while (text.n && records < RECORDS) {
		csv_record_scan(&text, &rules, &mended, &record);
		if (!record.taken)
			break;
		fields = count_fields(text.s, &record, separator);
		if (record.size && fields < COUNTS) {
			counts[fields]++;
			records++;
		}
		text.s += record.taken;
		text.n -= record.taken;
	}
	buf_release(&mended);
	return usual_of(counts, records);
}

/* Excel's own first line "sep=;" alone, any line end; its bytes, 0 = none. */
static size_t marker(const struct csv_record_text *text, char *separator)
{
	const char *s = text->s;
	size_t n = text->n, size = 5;

	if (n < size || memcmp(s, "sep=", 4) != 0 || strchr("\n\r\"", s[4]))
		return 0;
	if (size < n && s[size] == '\r')
		size++;
	if (size < n && s[size] == '\n')
		size++;
	if (size == 5 && n > 5)
		return 0;
	*separator = s[4];
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

static char choose(const struct csv_record_text *text)
{
	static const char candidates[] = ",\t;|:";
	struct tally best = {0};
	char found = ',';
	size_t i;

	for (i = 0; i < sizeof(candidates) - 1; i++) {
		struct tally tally = count(*text, candidates[i]);

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

struct csv_sniff csv_sniff_text(const struct csv_record_text *text,
				char separator)
{
	struct csv_sniff sniff = {.separator = separator};
	struct csv_record_text rest = *text;
	char marked = 0;
	struct tally tally;

	sniff.marker = marker(text, &marked);
	rest.s += sniff.marker;
	rest.n -= sniff.marker;
	if (!separator)
		sniff.separator = marked ? marked : choose(&rest);
	tally = count(rest, sniff.separator);
	/* No usual number where fewer than half the records have it. */
	if (tally.records >= 2 && tally.of_usual * 2 > tally.records)
		sniff.fields = tally.usual;
	return sniff;
}
