/* SPDX-License-Identifier: MIT */
#include "roster/roster_clean.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "roster/roster_date.h"
#include "roster/roster_text.h"
#include "rules/idnum.h"
#include "rules/person_name.h"

enum {
	SURE = 20, /* rows before the usual length counts */
};

/*
 * Cleaning tells the difference between what a person wrote and what a program
 * made of it.  The first is corrected and said (width, blanks, case); the
 * second has lost digits, which no cleaning brings back: 4.2E+17 and 420106…000
 * are kept as they came, as errors.
 */

/* A cell on its way into its field. */
struct job {
	struct roster_clean *clean;
	struct roster_row *row;
	enum student_field field;
	const struct sheet_cell *cell;
};

static void add(const struct job *job, const char *code, const char *value)
{
	struct buf shown = BUF_INIT;

	roster_row_show(&shown, job->field, value, job->clean->unmask);
	roster_row_add(job->row, job->field, code, buf_str(&shown));
	buf_release(&shown);
}

static void set(const struct job *job, const char *value)
{
	student_set(&job->row->student, job->field, value);
}

/*
 * "Usual" is judged as the rows come, not over the whole column, because a file
 * is read once.  The first rows decide: a list that changes its form half-way
 * has the second half told.
 */
/* The most frequent form so far, this one counted; ties to the smaller. */
static bool is_usual(const struct job *job, int form)
{
	unsigned *count = job->clean->form[job->field];
	int i;

	count[form]++;
	for (i = 0; i < ROSTER_CLEAN_FORMS; i++)
		if (count[i] > count[form] ||
		    (count[i] == count[form] && i < form))
			return false;
	return true;
}

/* A fault that costs the row only where it hits a key. */
static void add_fault(const struct job *job, const char *code,
		      const char *value)
{
	add(job, code, value);
	if (!student_field_info(job->field)->key)
		job->row->findings.list[job->row->findings.n - 1].severity =
			FINDING_WARN;
}

static void clean_text(const struct job *job, const char *raw)
{
	bool keep = student_field_info(job->field)->form == STUDENT_NOTE;
	char *trimmed, *kept = NULL;

	if (*raw == '=' || *raw == '@')
		add_fault(job, "RST-FORMULA", raw);
	if (roster_text_is_tidy(raw)) {
		set(job, raw);
		return;
	}
	trimmed = text_trim(raw);
	if (roster_text_has_edges(raw, trimmed) ||
	    (!keep && roster_text_has_invisible(raw)))
		add(job, "RST-TRIM", trimmed);
	if (keep && *trimmed)
		kept = roster_text_trim_edges(raw, trimmed);
	set(job, kept ? kept : trimmed);
	free(kept);
	free(trimmed);
}

/* With the name as it is usually written: what to correct it to. */
static void add_folded(const struct job *job, const char *name)
{
	struct buf usual = BUF_INIT;

	person_name_usual(name, &usual);
	add(job, "RST-NAME-FOLDED", buf_str(&usual));
	buf_release(&usual);
}

static void name_findings(const struct job *job, unsigned bits,
			  const char *name)
{
	static const struct {
		unsigned bit;
		const char *code;
	} rows[] = {
		{PERSON_NAME_SPACE, "RST-NAME-SPACE"},
		{PERSON_NAME_DOT, "RST-NAME-DOT"},
		{PERSON_NAME_WILDCARD, "RST-NAME-WILDCARD"},
		{PERSON_NAME_LOST, "RST-NAME-LOST"},
		{PERSON_NAME_PRIVATE, "RST-NAME-PRIVATE"},
		{PERSON_NAME_PINYIN, "RST-NAME-PINYIN"},
		{PERSON_NAME_SHORT, "RST-NAME-SHORT"},
		{PERSON_NAME_LONG, "RST-NAME-LONG"},
	};
	size_t i;

	if (bits & PERSON_NAME_FORMULA) {
		roster_row_add(job->row, job->field, "RST-FORMULA", name);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(rows); i++)
		if (bits & rows[i].bit)
			add(job, rows[i].code, name);
	if (bits & PERSON_NAME_FOLDED)
		add_folded(job, name);
	/* 曾用名 lists several names. */
	if (bits & PERSON_NAME_DIGIT && job->field == STUDENT_xm)
		add(job, "RST-NAME-CHARS", name);
}

static void clean_name(const struct job *job, const char *raw)
{
	struct buf name = BUF_INIT;
	unsigned bits = person_name_clean(raw, &name);
	char *trimmed;

	if (!roster_text_is_tidy(raw)) {
		trimmed = text_trim(raw);
		if (roster_text_has_edges(raw, trimmed) ||
		    roster_text_has_invisible(raw))
			add(job, "RST-TRIM", buf_str(&name));
		free(trimmed);
	}
	if (name.size)
		name_findings(job, bits, buf_str(&name));
	if (bits & PERSON_NAME_RARE && job->field == STUDENT_xm)
		job->clean->rare_names++;
	set(job, buf_str(&name));
	buf_release(&name);
}

static bool is_document(enum student_field field)
{
	return field == STUDENT_zjhm;
}

/* The cleaned number, the caller's; findings on what was dropped. */
static char *number_text(const struct job *job, const char *raw)
{
	bool changed;
	char *text;

	if (roster_text_is_tidy(raw) && text_is_ascii(raw))
		return mem_xstrdup(raw);
	text = text_nfkc(raw);
	if (!text)
		return text_trim(raw);
	if (roster_text_is_widened(raw, text)) {
		add(job, "RST-FULLWIDTH", text);
		changed = strchr(text, ' ') != NULL;
	} else {
		changed = roster_text_has_edges(raw, text) ||
			  strchr(text, ' ') != NULL ||
			  strlen(text) != strlen(raw);
	}
	if (changed && *text) {
		if (job->field != STUDENT_lxdh)
			roster_text_drop_blanks(text);
		add(job, "RST-TRIM", text);
	}
	return text;
}

/* Numbers of more than 15 digits do not survive a numeric cell. */
static bool lost_digits(const struct job *job, const char *text)
{
	bool document = is_document(job->field);

	if (job->cell->type == SHEET_NUMBER &&
	    fabs(job->cell->number) >= 1e15) {
		add_fault(job, document ? "RST-ID-ZEROED" : "RST-NUM-ZEROED",
			  text);
		return true;
	}
	if (roster_text_is_scientific(text)) {
		add_fault(job, document ? "RST-ID-SCINOT" : "RST-NUM-SCINOT",
			  text);
		return true;
	}
	return false;
}

/*
 * A student number one short of the usual length, where numbers of the usual
 * length do begin with 0, has probably lost its own.
 */
static void lost_zero(const struct job *job, const char *text)
{
	unsigned *length = job->clean->xh_length;
	size_t n = strlen(text);
	struct finding *f;

	if (n + 1 >= ROSTER_CLEAN_LENGTHS || !text_is_digits(text))
		return;
	length[n]++;
	job->clean->xh_zero[n] += text[0] == '0';
	if (length[n + 1] < SURE || length[n + 1] / 10 < length[n] ||
	    job->clean->xh_zero[n + 1] < length[n + 1] / 20 + 1)
		return;
	f = roster_row_add(job->row, job->field, "RST-LOST-ZERO", text);
	f->value = (double)(n + 1);
}

/*
 * What a label, a sign or a dash adds to a number hides it from every check and
 * makes another student of it.  Takes the text over; the caller's.
 */
static char *without_extras(const struct job *job, char *take_text)
{
	char *bare = roster_text_bare_number(take_text), *text;
	char number[19];

	text = bare ? bare : take_text;
	if (is_document(job->field) && idnum_extract(text, number)) {
		bare = mem_xstrdup(number);
		if (text != take_text)
			free(text);
	}
	if (!bare)
		return take_text;
	add(job, "RST-NUM-EXTRA", bare);
	free(take_text);
	return bare;
}

static void check_number(const struct job *job, char *text)
{
	if (is_document(job->field) && roster_text_raise(text))
		add(job, "RST-ID-LOWERX", text);
	if (job->field == STUDENT_xh)
		lost_zero(job, text);
	if (job->field != STUDENT_zjhm && (*text == '=' || *text == '@'))
		add_fault(job, "RST-FORMULA", text);
}

static void clean_number(const struct job *job, const char *raw)
{
	char *text = number_text(job, raw);

	if (*text == '\'' && text[1]) {
		memmove(text, text + 1, strlen(text));
		add(job, "RST-APOSTROPHE", text);
	}
	if (!text_is_digits(text))
		text = without_extras(job, text);
	if (!lost_digits(job, text))
		check_number(job, text);
	set(job, text);
	free(text);
}

/*
 * A cell that the workbook itself calls a date is written by the program, so
 * its form says nothing.  A typed one of another form than the column's usual
 * may have day and month the other way round.
 */
static void clean_date(const struct job *job, const char *raw)
{
	char *text = number_text(job, raw), *from = text;
	char out[11];
	int form;

	if (*from == '\'')
		from++;
	form = roster_date_parse(from, out);
	if (form < 0 && *from)
		add(job, "RST-DATE-BAD", from);
	else if (form == ROSTER_DATE_SERIAL)
		add(job, "RST-DATE-SERIAL", from);
	else if (*from && job->cell->type != SHEET_DATE && !is_usual(job, form))
		add(job, "RST-DATE-FORMAT", from);
	set(job, form < 0 ? from : out);
	free(text);
}

/* 1 and 2 are the national codes (GB/T 2261.1), m and f what forms export. */
static void clean_sex(const struct job *job, const char *raw)
{
	static const struct {
		const char *word, *sex;
	} words[] = {
		{"男", "男"},	{"女", "女"},	  {"1", "男"},
		{"2", "女"},	{"01", "男"},	  {"02", "女"},
		{"男性", "男"}, {"女性", "女"},	  {"男生", "男"},
		{"女生", "女"}, {"m", "男"},	  {"f", "女"},
		{"male", "男"}, {"female", "女"},
	};
	char *text;
	size_t i;

	if ((strcmp(raw, "男") == 0 || strcmp(raw, "女") == 0) &&
	    is_usual(job, 0)) {
		set(job, raw);
		return;
	}
	text = number_text(job, raw);
	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (text_casecmp(text, words[i].word) == 0)
			break;
	if (i < ARRAY_SIZE(words)) {
		if (!is_usual(job, i >= 2))
			add(job, "RST-XB-CODE", text);
		set(job, words[i].sex);
	} else {
		set(job, text);
	}
	free(text);
}

/* The digit a Chinese numeral stands for; -1 for none.  两 is 二. */
static int numeral_at(const char *text)
{
	static const char *const numerals[] = {"零", "一", "二", "三",
					       "四", "五", "六", "七",
					       "八", "九", "两"};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numerals); i++)
		if (strncmp(text, numerals[i], strlen(numerals[i])) == 0)
			return i == 10 ? 2 : (int)i;
	return -1;
}

/* The number at the start of the text, and what follows it; -1 for none. */
static double years_at(const char *text, const char **rest)
{
	size_t n = strspn(text, "0123456789.");
	int numeral = numeral_at(text);
	char number[16];
	double value;

	if (numeral >= 0) {
		*rest = text + strlen("一");
		return numeral;
	}
	snprintf(number, sizeof(number), "%.*s", (int)n, text);
	*rest = text + n;
	return text_to_double(number, &value) == 0 && value < 100 ? value : -1;
}

static bool is_years_unit(const char *text)
{
	return !*text || strcmp(text, "年") == 0 || strcmp(text, "年制") == 0 ||
	       strcmp(text, "年半") == 0;
}

/* 4年, 四年, 4.0, 两年半 → 4, 4, 4, 2.5; else as it is. */
static void clean_years(const struct job *job, const char *raw)
{
	char *text, years[16];
	const char *rest;
	double value;

	if (raw[0] >= '1' && raw[0] <= '9' && !raw[1]) {
		set(job, raw);
		return;
	}
	text = number_text(job, raw);
	value = years_at(text, &rest);
	if (value >= 0 && is_years_unit(rest)) {
		value += strcmp(rest, "年半") == 0 ? 0.5 : 0;
		snprintf(years, sizeof(years), "%g", value);
		set(job, years);
	} else {
		set(job, text);
	}
	free(text);
}

static void clean_by_form(const struct job *job, const char *raw)
{
	switch (student_field_info(job->field)->form) {
	case STUDENT_NAME:
		clean_name(job, raw);
		break;
	case STUDENT_NUMBER:
		clean_number(job, raw);
		break;
	case STUDENT_DAY:
		clean_date(job, raw);
		break;
	case STUDENT_SEX:
		clean_sex(job, raw);
		break;
	case STUDENT_YEARS:
		clean_years(job, raw);
		break;
	default:
		clean_text(job, raw);
	}
}

void roster_clean_cell(struct roster_clean *clean, struct roster_row *row,
		       enum student_field field, const struct sheet_cell *cell)
{
	struct job job = {
		.clean = clean, .row = row, .field = field, .cell = cell};
	char *inner;

	if (!*cell->text)
		return;
	if (cell->type == SHEET_ERROR) {
		roster_row_add(row, field, "RST-CELL-ERROR", cell->text);
		return;
	}
	if (strchr(cell->text, '\xef') && strstr(cell->text, "\xef\xbf\xbd") &&
	    field != STUDENT_xm && !findings_has(&row->findings, "RST-BYTES"))
		add(&job, "RST-BYTES", cell->text);
	inner = roster_text_unwrap(cell->text);
	clean_by_form(&job, inner ? inner : cell->text);
	free(inner);
}
