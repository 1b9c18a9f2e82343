/* SPDX-License-Identifier: MIT */
#include "roster/roster_skip.h"

#include <string.h>

static size_t filled(const struct sheet_row *row, const char **first)
{
	size_t i, n = 0;

	*first = "";
	for (i = 0; i < row->count; i++) {
		if (!row->cells[i].text[strspn(row->cells[i].text, " \t\r\n")])
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

static const char *const total_words[] = {"合计",   "总计", "小计", "共计",
					  "总人数", "人数", NULL};
static const char *const note_words[] = {
	"注：", "注:",	"注 ",	"备注", "说明", "填表", "制表",
	"审核", "填报", "联系", "打印", "导出", "负责", "经办",
	"签字", "（注", "(注",	"※",	"*注",	"数据", NULL};

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

const char *roster_skip_code(const struct roster_header *h,
			     const struct sheet_row *row, const char **text)
{
	size_t n = filled(row, text);
	bool sparse = n <= 1 + h->count / 4;

	if (is_repeated_header(h, row))
		return "RST-ROW-HEADER";
	if (sparse && begins(*text, total_words))
		return "RST-ROW-TOTAL";
	if (sparse && begins(*text, note_words))
		return "RST-ROW-NOTE";
	if (n == 1 && h->count >= 4 && (unsigned char)(*text)[0] >= 0x80)
		return "RST-ROW-SECTION";
	return NULL;
}
