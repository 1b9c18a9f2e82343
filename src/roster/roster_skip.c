/* SPDX-License-Identifier: MIT */
#include "roster/roster_skip.h"

#include <string.h>

enum { NUMBER = 6 /* digits; longer than any count of students */ };

static bool is_filled(const char *text)
{
	return text[strspn(text, " \t\r\n")] != '\0';
}

bool roster_skip_has_field(const struct roster_header *h,
			   const struct sheet_row *row)
{
	size_t i;

	for (i = 0; i < row->count && i < h->count; i++)
		if (h->field[i] != STUDENT_FIELD_COUNT &&
		    is_filled(row->cells[i].text))
			return true;
	return false;
}

static size_t filled(const struct sheet_row *row, const char **first)
{
	size_t i, n = 0;

	*first = "";
	for (i = 0; i < row->count; i++) {
		if (!is_filled(row->cells[i].text))
			continue;
		if (n++ == 0)
			*first = row->cells[i].text;
	}
	return n;
}

static bool begins(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strncmp(text, *words, strlen(*words)) == 0)
			return true;
	return false;
}

/*
 * What offices write below and between their students.  A word alone does not
 * decide, for names and remarks hold such words too: the row must be nearly
 * empty and without a number of its own (has_number).
 */
static const char *const total_words[] = {"合计",   "总计", "小计", "共计",
					  "总人数", "人数", NULL};
static const char *const note_words[] = {
	"注：", "注:",	"注 ",	"备注", "说明", "填表", "制表",
	"审核", "填报", "联系", "打印", "导出", "负责", "经办",
	"签字", "（注", "(注",	"※",	"*注",	"数据", NULL};

/* The filled-in example of a form says so in its first cell, no more. */
static bool is_example(const char *text)
{
	static const char *const words[] = {"例",   "例：", "例:", "示例",
					    "样例", "例如", NULL};
	size_t i;

	for (i = 0; words[i]; i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

/* 2022010101 and the like in a column of numbers: surely a student. */
static bool has_number(const struct roster_header *h,
		       const struct sheet_row *row)
{
	const char *text;
	size_t i;

	for (i = 0; i < row->count && i < h->count; i++) {
		if (h->field[i] != STUDENT_xh && h->field[i] != STUDENT_ksh &&
		    h->field[i] != STUDENT_zjhm)
			continue;
		text = row->cells[i].text;
		if (strspn(text, "0123456789") >= NUMBER)
			return true;
	}
	return false;
}

/* Printed lists repeat the header at the top of each page. */
static bool is_repeated_header(const struct roster_header *h,
			       const struct sheet_row *row)
{
	size_t i, same = 0;

	if (!row->count || !h->count ||
	    strcmp(row->cells[0].text, h->title[0]) != 0)
		return false;
	for (i = 0; i < row->count && i < h->count; i++)
		if (h->field[i] != STUDENT_FIELD_COUNT && *h->title[i] &&
		    strcmp(row->cells[i].text, h->title[i]) == 0)
			same++;
	return same >= 2;
}

/* A section's title, 计算机学院, stands alone in a table of some width. */
static bool is_section(const struct roster_header *h, size_t filled_cells,
		       const char *text)
{
	return filled_cells == 1 && h->count >= 4 &&
	       (unsigned char)text[0] >= 0x80;
}

const char *roster_skip_code(const struct roster_header *h,
			     const struct sheet_row *row, const char **text)
{
	size_t n = filled(row, text);
	bool sparse = n <= 1 + h->count / 4 && !has_number(h, row);

	if (is_repeated_header(h, row))
		return "RST-ROW-HEADER";
	if (sparse && begins(*text, total_words))
		return "RST-ROW-TOTAL";
	if (is_example(*text) || (sparse && begins(*text, note_words)))
		return "RST-ROW-NOTE";
	return is_section(h, n, *text) ? "RST-ROW-SECTION" : NULL;
}
