/* SPDX-License-Identifier: MIT */
/*
 * Makes a roster of N rows and 20 columns to measure readers on:
 *   make_sheet csv|xlsx N FILE
 * All texts of the workbook are shared strings, as Excel writes them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/buf.h"

enum { COLUMNS = 20, PIECE = 1 << 16 };

static const char *const heads[COLUMNS] = {
	"学号",	    "考生号",	"姓名",	    "性别",	"证件类型",
	"证件号码", "出生日期", "民族",	    "院校代码", "院校名称",
	"专业代码", "专业名称", "层次",	    "学制",	"班级",
	"入学日期", "学历类别", "学习形式", "毕业日期", "备注"};

/* How many different texts a column has; 0 one a row, -1 a number. */
static const long kinds[COLUMNS] = {0,	0,  5000, 2, 1,	  0,  -1, 56, 1,  1,
				    80, 80, 2,	  3, 400, -1, 1,  1,  -1, -1};

static void text_of(struct buf *out, int column, long row)
{
	long kind = kinds[column];

	buf_clear(out);
	if (row < 0)
		buf_adds(out, heads[column]);
	else if (kind < 0)
		buf_addf(out, "%ld", 36000 + row * 7 % 3000);
	else if (kind == 0)
		buf_addf(out, "%d%011ld", column + 1, row * 37);
	else
		buf_addf(out, "%s%ld", heads[column], row * 7919 % kind);
}

/* The index of a text among the shared ones, column by column. */
static long shared_of(int column, long row, long rows)
{
	long at = COLUMNS;
	int i;

	if (row < 0)
		return column;
	for (i = 0; i < column; i++)
		at += kinds[i] > 0 ? kinds[i] : (kinds[i] ? 0 : rows);
	return at + (kinds[column] ? row * 7919 % kinds[column] : row);
}

struct out {
	struct archive *archive;
	struct buf text, cell;
};

static void flush(struct out *o, size_t above)
{
	if (o->text.size <= above)
		return;
	archive_write_data(o->archive, o->text.data, o->text.size);
	buf_clear(&o->text);
}

static void begin(struct out *o, const char *name)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	if (archive_write_header(o->archive, entry) != ARCHIVE_OK)
		exit(1);
	archive_entry_free(entry);
}

static void part(struct out *o, const char *name, const char *text)
{
	begin(o, name);
	buf_adds(&o->text, text);
	flush(o, 0);
}

static void put_shared(struct out *o, int column, long row)
{
	text_of(&o->cell, column, row);
	buf_addf(&o->text, "<si><t>%s</t></si>", buf_str(&o->cell));
	flush(o, PIECE);
}

/* A row whose text number is i in its column: 7919 is prime. */
static long row_with(long i, long kind)
{
	long row = 0;

	while (row * 7919 % kind != i)
		row++;
	return row;
}

static void shared_strings(struct out *o, long rows)
{
	long i;
	int c;

	begin(o, "xl/sharedStrings.xml");
	buf_adds(&o->text, "<sst xmlns=\"http://schemas.openxmlformats.org/"
			   "spreadsheetml/2006/main\">");
	for (c = 0; c < COLUMNS; c++)
		put_shared(o, c, -1);
	for (c = 0; c < COLUMNS; c++)
		for (i = 0; i < (kinds[c] ? kinds[c] : rows); i++)
			put_shared(o, c, kinds[c] ? row_with(i, kinds[c]) : i);
	buf_adds(&o->text, "</sst>");
	flush(o, 0);
}

static void put_cell(struct out *o, int column, long row, long rows)
{
	char ref[24];

	snprintf(ref, sizeof(ref), "%c%ld", 'A' + column, row + 2);
	if (row >= 0 && kinds[column] < 0) {
		text_of(&o->cell, column, row);
		buf_addf(&o->text, "<c r=\"%s\" s=\"1\"><v>%s</v></c>", ref,
			 buf_str(&o->cell));
	} else {
		buf_addf(&o->text, "<c r=\"%s\" t=\"s\"><v>%ld</v></c>", ref,
			 shared_of(column, row, rows));
	}
}

static void sheet(struct out *o, long rows)
{
	long row;
	int c;

	begin(o, "xl/worksheets/sheet1.xml");
	buf_adds(&o->text,
		 "<worksheet xmlns=\"http://schemas.openxmlformats.org/"
		 "spreadsheetml/2006/main\"><sheetData>");
	for (row = -1; row < rows; row++) {
		buf_addf(&o->text, "<row r=\"%ld\" spans=\"1:20\">", row + 2);
		for (c = 0; c < COLUMNS; c++)
			put_cell(o, c, row, rows);
		buf_adds(&o->text, "</row>");
		flush(o, PIECE);
	}
	buf_adds(&o->text, "</sheetData></worksheet>");
	flush(o, 0);
}

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define DOC                                                                    \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PKG  "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

static void make_xlsx(long rows, const char *path)
{
	struct out o = {archive_write_new(), BUF_INIT, BUF_INIT};

	archive_write_set_format_zip(o.archive);
	if (archive_write_open_filename(o.archive, path) != ARCHIVE_OK)
		exit(1);
	part(&o, "[Content_Types].xml",
	     "<Types xmlns=\"" PKG "content-types\">"
	     "<Default Extension=\"rels\" ContentType=\"application/"
	     "vnd.openxmlformats-package.relationships+xml\"/>"
	     "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE
	     "sheet.main+xml\"/>"
	     "<Override PartName=\"/xl/worksheets/sheet1.xml\" "
	     "ContentType=\"" TYPE "worksheet+xml\"/>"
	     "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE
	     "styles+xml\"/>"
	     "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" TYPE
	     "sharedStrings+xml\"/></Types>");
	part(&o, "_rels/.rels",
	     "<Relationships xmlns=\"" PKG "relationships\"><Relationship "
	     "Id=\"r1\" Type=\"" DOC "/officeDocument\" "
	     "Target=\"xl/workbook.xml\"/></Relationships>");
	part(&o, "xl/workbook.xml",
	     "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" DOC "\"><sheets>"
	     "<sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
	     "</workbook>");
	part(&o, "xl/_rels/workbook.xml.rels",
	     "<Relationships xmlns=\"" PKG "relationships\">"
	     "<Relationship Id=\"r1\" Type=\"" DOC "/worksheet\" "
	     "Target=\"worksheets/sheet1.xml\"/>"
	     "<Relationship Id=\"r2\" Type=\"" DOC "/styles\" "
	     "Target=\"styles.xml\"/>"
	     "<Relationship Id=\"r3\" Type=\"" DOC "/sharedStrings\" "
	     "Target=\"sharedStrings.xml\"/></Relationships>");
	part(&o, "xl/styles.xml",
	     "<styleSheet xmlns=\"" MAIN "\"><fonts><font/></fonts><fills>"
	     "<fill><patternFill "
	     "patternType=\"none\"/></fill></fills><borders><border/></"
	     "borders><cellStyleXfs><xf/>"
	     "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
	     "<xf numFmtId=\"14\"/></cellXfs></styleSheet>");
	sheet(&o, rows);
	shared_strings(&o, rows);
	archive_write_close(o.archive);
	archive_write_free(o.archive);
	buf_release(&o.text);
	buf_release(&o.cell);
}

static void make_csv(long rows, const char *path)
{
	struct buf cell = BUF_INIT;
	FILE *f = fopen(path, "wb");
	long row;
	int c;

	if (!f)
		exit(1);
	for (row = -1; row < rows; row++) {
		for (c = 0; c < COLUMNS; c++) {
			text_of(&cell, c, row);
			fprintf(f, "%s%s", c ? "," : "", buf_str(&cell));
		}
		fputs("\r\n", f);
	}
	fclose(f);
	buf_release(&cell);
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return 2;
	if (strcmp(argv[1], "xlsx") == 0)
		make_xlsx(strtol(argv[2], NULL, 10), argv[3]);
	else
		make_csv(strtol(argv[2], NULL, 10), argv[3]);
	return 0;
}
