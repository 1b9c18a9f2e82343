/* SPDX-License-Identifier: MIT */
#include "support/tables.h"

#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

enum { ROOM = 1 << 16 };

static void put(struct archive *a, const struct tables_part *part)
{
	struct archive_entry *entry = archive_entry_new();
	size_t n = strlen(part->text);

	archive_entry_copy_pathname(entry, part->name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)n);
	archive_write_header(a, entry);
	archive_write_data(a, part->text, n);
	archive_entry_free(entry);
}

void tables_zip(struct buf *out, const struct tables_part *parts)
{
	struct archive *a = archive_write_new();
	size_t room = ROOM, used = 0, i;

	for (i = 0; parts[i].name; i++)
		room += strlen(parts[i].text) + 1024;
	buf_reserve(out, room);
	archive_write_set_format_zip(a);
	archive_write_set_bytes_in_last_block(a, 1);
	archive_write_open_memory(a, out->data + out->size, room, &used);
	for (i = 0; parts[i].name; i++)
		put(a, &parts[i]);
	archive_write_close(a);
	archive_write_free(a);
	out->size += used;
}

void tables_book(struct buf *out, const char *sheet, const char *strings,
		 const char *styles)
{
	struct buf s = BUF_INIT, t = BUF_INIT, y = BUF_INIT;
	struct tables_part parts[] = {
		{"_rels/.rels",
		 "<Relationships><Relationship Id=\"a\" "
		 "Type=\"t/officeDocument\" Target=\"/xl/workbook.xml\"/>"
		 "</Relationships>"},
		{"xl/workbook.xml",
		 "<workbook xmlns:r=\"u/relationships\"><sheets><sheet "
		 "name=\"S\" "
		 "r:id=\"a\"/></sheets></workbook>"},
		{"xl/_rels/workbook.xml.rels",
		 "<Relationships><Relationship Id=\"a\" Type=\"t/worksheet\" "
		 "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" "
		 "Type=\"t/sharedStrings\" Target=\"sharedStrings.xml\"/>"
		 "<Relationship Id=\"c\" Type=\"t/styles\" "
		 "Target=\"styles.xml\"/></Relationships>"},
		{"xl/worksheets/sheet1.xml", NULL},
		{"xl/sharedStrings.xml", NULL},
		{"xl/styles.xml", NULL},
		{NULL, NULL}};

	buf_addf(&s, "<worksheet>%s</worksheet>", sheet);
	buf_addf(&t, "<sst>%s</sst>", strings ? strings : "");
	buf_addf(&y, "<styleSheet>%s</styleSheet>", styles ? styles : "");
	parts[3].text = buf_str(&s);
	parts[4].text = buf_str(&t);
	parts[5].text = buf_str(&y);
	tables_zip(out, parts);
	buf_release(&s);
	buf_release(&t);
	buf_release(&y);
}

int tables_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	static const char letters[] = {
		[SHEET_EMPTY] = '-', [SHEET_TEXT] = 's', [SHEET_NUMBER] = 'n',
		[SHEET_DATE] = 'd',  [SHEET_BOOL] = 'b', [SHEET_ERROR] = 'e'};
	struct buf *out = ctx;
	size_t i;

	(void)err;
	buf_addf(out, "%ld%s:", row->number, row->hidden ? "h" : "");
	/* no buf_addf: the tests of limits come here a hundred million times */
	for (i = 0; i < row->count; i++) {
		if (i)
			buf_addc(out, '|');
		buf_addc(out, letters[row->cells[i].type]);
		if (row->cells[i].formula)
			buf_addc(out, '=');
		if (*row->cells[i].text)
			buf_adds(out, row->cells[i].text);
	}
	buf_addc(out, '\n');
	return 0;
}

int tables_read(const struct buf *table, const struct sheet_options *options,
		struct buf *out, struct error *err)
{
	struct sheet *sheet =
		sheet_open_bytes(table->data, table->size, options, err);
	int status;

	if (!sheet)
		return -1;
	status = sheet_read(sheet, 0, tables_row, out, err);
	sheet_close(sheet);
	return status;
}

int tables_judge(const char *text, struct error *err)
{
	struct buf table = BUF_INIT, out = BUF_INIT;
	int status;

	buf_adds(&table, text);
	status = tables_read(&table, NULL, &out, err);
	buf_release(&table);
	buf_release(&out);
	return status;
}
