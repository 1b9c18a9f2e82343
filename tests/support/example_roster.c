/* SPDX-License-Identifier: MIT */
#include "support/example_college.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

enum { COLUMNS = 19, ID_COLUMN = 5, MAJOR_COLUMN = 10 };

static const char *const titles[COLUMNS] = {
	"学号",	    "考生号",	"姓名",	    "性别",	    "证件类型",
	"证件号码", "出生日期", "民族",	    "院校代码",	    "院校名称",
	"专业代码", "专业名称", "学院",	    "班级",	    "层次",
	"学制",	    "学习形式", "入学日期", "预计毕业日期",
};

/* Who carries which damage; examples/README.md tells the same. */
enum {
	LOST_ZERO = 2,
	FULL_WIDTH = 5,
	LOWER_X = 7,
	AS_NUMBER = 27,
	WRONG_CHECK = 28,
	TWICE = 18,
};

struct row {
	char *cell[COLUMNS];
};

static void row_release(struct row *r)
{
	int i;

	for (i = 0; i < COLUMNS; i++)
		free(r->cell[i]);
}

static void set(struct row *r, int column, char *take_text)
{
	free(r->cell[column]);
	r->cell[column] = take_text;
}

static char *full_width(const char *digits)
{
	struct buf out = BUF_INIT;
	size_t i;

	for (i = 0; digits[i]; i++)
		text_encode(&out, 0xff10u + (uint32_t)(digits[i] - '0'));
	return buf_detach(&out, NULL);
}

static void damage(struct row *r, const struct example_student *s)
{
	char *id = r->cell[ID_COLUMN];

	if (s->number == LOST_ZERO)
		set(r, MAJOR_COLUMN, mem_xstrdup(s->major_code + 1));
	if (s->number == FULL_WIDTH)
		set(r, 0, full_width(s->xh));
	if (s->number == LOWER_X)
		id[17] = 'x';
	if (s->number == WRONG_CHECK)
		id[17] = id[17] == '9' ? '0' : (char)(id[17] + 1);
}

static void row_of(const struct example_student *s, struct row *r)
{
	char *date = mem_xprintf("%04d-%02d-%02d", s->year, s->month, s->day);
	const char *const cell[COLUMNS] = {
		s->xh,	      s->ksh,	     s->name,	    s->sex,
		"居民身份证", s->zjhm,	     date,	    s->people,
		"99101",      "示例大学",    s->major_code, s->major,
		s->college,   s->class_name, "本科",	    "4",
		"普通全日制", "2022-09-01",  "2026-07-01",
	};
	int i;

	for (i = 0; i < COLUMNS; i++)
		r->cell[i] = mem_xstrdup(cell[i]);
	free(date);
	damage(r, s);
}

static void csv_row(struct buf *out, const struct row *r, int number)
{
	int i;

	for (i = 0; i < COLUMNS; i++) {
		if (i)
			buf_addc(out, ',');
		/* what Excel leaves of an 18-digit number */
		if (i == ID_COLUMN && number == AS_NUMBER)
			buf_addf(out, "%.1s.%.5sE+17", r->cell[i],
				 r->cell[i] + 1);
		else
			buf_adds(out, r->cell[i]);
	}
	buf_adds(out, "\r\n");
}

static void csv_text(struct buf *out)
{
	struct example_student s;
	struct row r;
	int i, number;

	buf_adds(out, "示例大学2026届毕业生图像采集名单,,,,,,,,,,,,,,,,,,\r\n");
	buf_adds(out, "制表：教务处,,,,,制表日期：2026/4/1,,,,,,,,,,,,,\r\n");
	for (i = 0; i < COLUMNS; i++)
		buf_addf(out, "%s%s", i ? "," : "", titles[i]);
	buf_adds(out, "\r\n");
	for (number = 1; number <= EXAMPLE_STUDENTS; number++) {
		memset(&r, 0, sizeof(r));
		example_college_student(number, &s);
		row_of(&s, &r);
		csv_row(out, &r, number);
		if (number == TWICE)
			csv_row(out, &r, number);
		row_release(&r);
	}
	buf_addf(out, "合计：%d人,,,,,,,,,,,,,,,,,,\r\n", EXAMPLE_STUDENTS);
}

static int to_gb18030(struct buf *text, struct buf *out, struct error *err)
{
	size_t in_left = text->size, left = 2 * text->size + 16, all = left;
	char *in = text->data, *bytes = mem_xmalloc(left), *to = bytes;
	iconv_t cd = iconv_open("GB18030", "UTF-8");
	int rc = -1;

	if (cd == (iconv_t)-1 ||
	    iconv(cd, &in, &in_left, &to, &left) == (size_t)-1) {
		error_set(err, ERROR_SYSTEM, "cannot write GB18030");
	} else {
		buf_add(out, bytes, all - left);
		rc = 0;
	}
	if (cd != (iconv_t)-1)
		iconv_close(cd);
	free(bytes);
	return rc;
}

static int write_csv(const char *folder, struct error *err)
{
	struct buf text = BUF_INIT, bytes = BUF_INIT;
	char *path = mem_xprintf("%s/roster-gb18030.csv", folder);
	int rc;

	csv_text(&text);
	rc = to_gb18030(&text, &bytes, err);
	if (!rc)
		rc = file_write(path, bytes.data, bytes.size, 0644, err);
	buf_release(&text);
	buf_release(&bytes);
	free(path);
	return rc;
}

struct formats {
	lxw_format *title, *head, *text;
};

static void xlsx_row(lxw_worksheet *ws, lxw_row_t at, const struct row *r,
		     int number, const struct formats *f)
{
	lxw_col_t i;

	for (i = 0; i < COLUMNS; i++)
		if (i == ID_COLUMN && number == AS_NUMBER)
			worksheet_write_number(ws, at, i,
					       strtod(r->cell[i], NULL), NULL);
		else
			worksheet_write_string(ws, at, i, r->cell[i], f->text);
}

static void xlsx_sheet(lxw_worksheet *ws, const struct formats *f)
{
	struct example_student s;
	struct row r;
	lxw_row_t at = 3;
	int number;
	lxw_col_t i;

	worksheet_merge_range(ws, 0, 0, 0, COLUMNS - 1,
			      "示例大学2026届毕业生图像采集名单", f->title);
	worksheet_write_string(ws, 1, 0, "制表：教务处", NULL);
	worksheet_write_string(ws, 1, 5, "制表日期：2026年4月1日", NULL);
	for (i = 0; i < COLUMNS; i++)
		worksheet_write_string(ws, 2, i, titles[i], f->head);
	worksheet_set_column(ws, 0, COLUMNS - 1, 14, NULL);
	worksheet_set_column(ws, ID_COLUMN, ID_COLUMN, 22, NULL);
	for (number = 1; number <= EXAMPLE_STUDENTS; number++) {
		memset(&r, 0, sizeof(r));
		example_college_student(number, &s);
		row_of(&s, &r);
		xlsx_row(ws, at++, &r, number, f);
		if (number == TWICE)
			xlsx_row(ws, at++, &r, number, f);
		row_release(&r);
	}
	worksheet_write_string(ws, at, 0, "合计：28人", NULL);
}

static int write_xlsx(const char *folder, struct error *err)
{
	/* a fixed day, so that the bytes do not change */
	char title[] = "示例名单";
	lxw_doc_properties about = {.title = title, .created = 1775001600};
	char *path = mem_xprintf("%s/roster.xlsx", folder);
	lxw_workbook *wb = workbook_new(path);
	struct formats f = {workbook_add_format(wb), workbook_add_format(wb),
			    workbook_add_format(wb)};
	lxw_error rc;

	format_set_bold(f.title);
	format_set_align(f.title, LXW_ALIGN_CENTER);
	format_set_bold(f.head);
	format_set_num_format(f.text, "@");
	workbook_set_properties(wb, &about);
	xlsx_sheet(workbook_add_worksheet(wb, "2026届"), &f);
	rc = workbook_close(wb);
	free(path);
	return rc ? error_set(err, ERROR_SYSTEM, "roster.xlsx: %s",
			      lxw_strerror(rc))
		  : 0;
}

int example_roster_make(const char *folder, struct error *err)
{
	if (file_mkdirs(folder, 0755, err) || write_csv(folder, err))
		return -1;
	return write_xlsx(folder, err);
}
