/* SPDX-License-Identifier: MIT */
#include "compare/compare_score_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/path.h"

/*
 * Exports put a title and a date above the header; a table that has none in
 * its first rows is another table, not a longer title.
 */
enum { HEADER_ROWS = 20, NO_COLUMN = -1 };

/*
 * The first of the names that the row has, not its first column that has one
 * of them: an identity number is surer than an id.
 */
static int find_title(const struct sheet_row *row, const char *given,
		      const char *usual)
{
	const char *names = given ? given : usual, *at;
	size_t i, n;

	for (at = names; *at; at += n + (at[n] == '|')) {
		n = given ? strlen(at) : strcspn(at, "|");
		for (i = 0; i < row->count; i++)
			if (strlen(row->cells[i].text) == n &&
			    strncmp(row->cells[i].text, at, n) == 0)
				return (int)i;
	}
	return NO_COLUMN;
}

static int no_header(const struct compare_score *how, struct error *err)
{
	return error_set(err, ERROR_INPUT,
			 _("%s: no header with a student's number and a "
			   "score or an outcome; say --map id=…, --map "
			   "score=… or --map outcome=…"),
			 how->file);
}

/* A column given by name alone tells by its title what it speaks of. */
static void find_outcomes(struct compare_score_table *t,
			  const struct sheet_row *row)
{
	const struct compare_score *how = t->how;
	const char *given = how->outcome_title;
	bool identity = given && !how->identity_title &&
			outcome_kind_of(given) == OUTCOME_IDENTITY;

	t->outcome[OUTCOME_FACE] =
		identity ? NO_COLUMN
			 : find_title(row, given,
				      "比对结果|人像比对结果|人像比对|比对结论|"
				      "outcome");
	t->outcome[OUTCOME_IDENTITY] = find_title(
		row, identity ? given : how->identity_title,
		given ? ""
		      : "人证结果|人证比对结果|人证核验结果|核验结果|"
			"核验状态|实名核验结果|身份核验结果|identity");
}

static bool has_titles(struct compare_score_table *t,
		       const struct sheet_row *row)
{
	const struct compare_score *how = t->how;

	t->id = find_title(row, how->id_title,
			   "证件号码|证件号|身份证号|身份证号码|学号|考生号|"
			   "zjhm|xh|ksh|id");
	t->score = find_title(row, how->score_title,
			      "相似度|相似分|比对分数|比对得分|分数|score");
	find_outcomes(t, row);
	if (how->score_title && t->score == NO_COLUMN)
		return false;
	if (how->outcome_title && t->outcome[OUTCOME_FACE] == NO_COLUMN &&
	    t->outcome[OUTCOME_IDENTITY] == NO_COLUMN)
		return false;
	if (how->identity_title && t->outcome[OUTCOME_IDENTITY] == NO_COLUMN)
		return false;
	return t->id != NO_COLUMN &&
	       (t->score != NO_COLUMN ||
		t->outcome[OUTCOME_FACE] != NO_COLUMN ||
		t->outcome[OUTCOME_IDENTITY] != NO_COLUMN);
}

bool compare_score_table_is_header(struct compare_score_table *t,
				   const struct sheet_row *row)
{
	if (t->found)
		return false;
	t->found = has_titles(t, row);
	return true;
}

static const char *cell(const struct sheet_row *row, int column)
{
	return column != NO_COLUMN && (size_t)column < row->count
		       ? row->cells[column].text
		       : "";
}

/*
 * A percent sign is all that may follow: "85 分" may be of another scale.  A
 * percentage is of 100 whatever the column's scale.
 */
static double read_score(const char *text, double scale, bool *percent)
{
	char *end = NULL;
	double value = strtod(text, &end), full;

	*percent = end && strcmp(end, "%") == 0;
	full = *percent ? 100 : scale;
	if (end == text || (*end && !*percent) ||
	    !(value >= 0 && value <= full))
		return NAN;
	return value / full * 100;
}

static int scan_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct compare_score_table *t = ctx;
	bool percent;
	double value;

	if (compare_score_table_is_header(t, row))
		return t->found || row->number < HEADER_ROWS
			       ? 0
			       : no_header(t->how, err);
	if (!*compare_score_table_id(t, row))
		return 0;
	value = read_score(cell(row, t->score), 100, &percent);
	if (isnan(value) || percent)
		return 0;
	t->plain++;
	t->greatest = value > t->greatest ? value : t->greatest;
	return 0;
}

int compare_score_table_scan(struct compare_score_table *t,
			     const struct compare_score *how,
			     struct sheet *sheet, struct error *err)
{
	*t = (struct compare_score_table){.how = how};
	if (sheet_read(sheet, 0, scan_row, t, err) != 0)
		return -1;
	if (!t->found)
		return no_header(how, err);
	if (t->plain && t->greatest <= 1 && !(how->scale > 0))
		return error_set(err, ERROR_INPUT,
				 _("%s: all scores lie from 0 to 1; nothing "
				   "was taken. Say --scale 1 when 1 is full "
				   "marks, --scale 100 when they are points"),
				 how->file);
	t->found = false;
	return 0;
}

const char *compare_score_table_id(const struct compare_score_table *t,
				   const struct sheet_row *row)
{
	return cell(row, t->id);
}

bool compare_score_table_read(const struct compare_score_table *t,
			      const struct sheet_row *row,
			      struct compare_evidence *out)
{
	const char *score = cell(row, t->score), *word;
	bool percent, any = false, good = true;
	int kind;

	*out = (struct compare_evidence){.score = NAN,
					 .least = t->how->least,
					 .source = path_name(t->how->file)};
	if (*score) {
		out->score = read_score(score,
					t->how->scale > 0 ? t->how->scale : 100,
					&percent);
		good = !isnan(out->score);
		any = true;
	}
	for (kind = 0; kind < OUTCOME_KINDS; kind++) {
		word = cell(row, t->outcome[kind]);
		out->outcome[kind] = outcome_read(word);
		good &= !*word || out->outcome[kind] != OUTCOME_NONE;
		any |= *word != '\0';
	}
	return any && good;
}
