/* SPDX-License-Identifier: MIT */
/*
 * A workbook.  Bytes that are no zip become the XML of a part: the first byte
 * chooses which, so that mutations reach the parsers and not only inflate.
 */
#include "fuzz/target.h"

#include <archive.h>
#include <archive_entry.h>

#include "fuzz/sheet_target.h"

static const struct part {
	const char *name, *text;
} parts[] = {
	{"xl/worksheets/sheet1.xml",
	 "<worksheet><sheetData><row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c>"
	 "<c s=\"1\"><v>45000</v></c></row></sheetData></worksheet>"},
	{"xl/sharedStrings.xml", "<sst><si><t>a_x0041_</t></si></sst>"},
	{"xl/styles.xml",
	 "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\"/>"
	 "</numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>"
	 "</cellXfs></styleSheet>"},
	{"xl/workbook.xml",
	 "<workbook xmlns:r=\"u/relationships\"><sheets><sheet name=\"a\" "
	 "r:id=\"r1\"/>"
	 "</sheets></workbook>"},
	{"xl/_rels/workbook.xml.rels",
	 "<Relationships>"
	 "<Relationship Id=\"r1\" Type=\"x/worksheet\" "
	 "Target=\"worksheets/sheet1.xml\"/>"
	 "<Relationship Id=\"r2\" Type=\"x/sharedStrings\" "
	 "Target=\"/xl/sharedStrings.xml\"/>"
	 "<Relationship Id=\"r3\" Type=\"x/styles\" Target=\"styles.xml\"/>"
	 "</Relationships>"},
};

static void put(struct archive *a, const char *name, const void *text, size_t n)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)n);
	archive_write_header(a, entry);
	archive_write_data(a, text, n);
	archive_entry_free(entry);
}

static size_t pack(const uint8_t *data, size_t n, char *out, size_t size)
{
	struct archive *a = archive_write_new();
	size_t i, chosen = data[0] % 5, used = 0;

	archive_write_set_format_zip(a);
	archive_write_zip_set_compression_store(a);
	archive_write_set_bytes_in_last_block(a, 1);
	archive_write_open_memory(a, out, size, &used);
	for (i = 0; i < 5; i++) {
		if (i == chosen)
			put(a, parts[i].name, data + 1, n - 1);
		else
			put(a, parts[i].name, parts[i].text,
			    strlen(parts[i].text));
	}
	archive_write_close(a);
	archive_write_free(a);
	return used;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	size_t size = n + (1 << 16), used;
	char *zip;

	if (n < 2)
		return 0;
	if (data[0] == 'P') {
		sheet_target_run(data, n, NULL);
		return 0;
	}
	zip = malloc(size);
	used = pack(data, n, zip, size);
	sheet_target_run(zip, used, NULL);
	free(zip);
	return 0;
}
