/* SPDX-License-Identifier: MIT */
#include "codec/table/dbf_read.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <shapefil.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/table/dbf_memo.h"
#include "codec/table/dbf_text.h"
#include "codec/table/dbf_value.h"

/*
 * The head of a table; numbers have the least significant byte first.
 *
 *   0        version: 03 dBASE III+, 30 FoxPro, 83 F5 … with a memo file
 *   1  2  3  year - 1900, month, day of the last change
 *   4 … 7    records
 *   8  9     bytes of the whole head: 32, 32 a field, 0D
 *   10 11    bytes of a record: 1 for the flag, and all fields
 *   12 13    zero
 *   29       language: the code page, 0 when nobody said
 *   32 …     a field: name 11, type 1, …, width 1, decimals 1, …
 *
 * A record begins with its flag: ' ', or '*' when it was deleted.
 */
enum {
	HEADER = 32,
	AT_RECORDS = 4,
	AT_HEAD_SIZE = 8,
	AT_RECORD_SIZE = 10,
	AT_LANGUAGE = 29,
	SAMPLE_RECORDS = 20000, /* whose texts tell the charset */
	FIELDS = 2048,
	DBASE_7 = 0x04,
	DBASE_7_MEMO = 0x8c,
};

struct dbf_read {
	int fd;
	DBFHandle table;
	char *charset;
	iconv_t converter;
	struct dbf_value_field *fields;
	size_t count;
	long records;
	struct sheet_cell *cells;
	size_t *offsets;
	struct buf texts;
	struct dbf_memo *memo; /* NULL: none there */
	struct buf memo_text;
	struct sheet_problem problem; /* the first memo that was not read */
	size_t problems;
};

static int get16(const unsigned char *b)
{
	return b[0] | b[1] << 8;
}

bool dbf_read_sniff(const void *bytes, size_t n)
{
	static const unsigned char versions[] = {
		0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63,
		0x83, 0x8b, 0x8c, 0x8e, 0xcb, 0xe5, 0xf5, 0xfb};
	const unsigned char *b = bytes;

	return n >= HEADER && memchr(versions, b[0], sizeof(versions)) &&
	       b[2] <= 12 && b[3] <= 31 && b[12] == 0 && b[13] == 0 &&
	       get16(b + AT_HEAD_SIZE) > HEADER &&
	       get16(b + AT_RECORD_SIZE) > 0;
}

/*
 * shapelib opens by name and puts its own extension there; ours is "fd:N",
 * so that a file of any name, or one in memory, can be read.
 */
static SAFile hook_open(const char *name, const char *access)
{
	char extension[8] = "";
	int fd, copy;
	FILE *f;

	(void)access;
	if (sscanf(name, "fd:%d.%7s", &fd, extension) != 2 ||
	    strcmp(extension, "dbf") != 0)
		return NULL;
	copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (copy < 0)
		return NULL;
	f = fdopen(copy, "rb");
	if (!f)
		close(copy);
	else
		rewind(f);
	return (SAFile)f;
}

static void hook_error(const char *message)
{
	(void)message;
}

static DBFHandle open_table(int fd)
{
	SAHooks hooks;
	char name[32];

	SASetupDefaultHooks(&hooks);
	hooks.FOpen = hook_open;
	hooks.Error = hook_error;
	snprintf(name, sizeof(name), "fd:%d.dbf", fd);
	return DBFOpenLL(name, "rb", &hooks);
}

/* shapelib wants a FILE; fmemopen() has no descriptor to duplicate. */
static int open_bytes(const void *bytes, size_t n, struct error *err)
{
	int fd = memfd_create("table", MFD_CLOEXEC);
	size_t done = 0;
	ssize_t put;

	if (fd < 0)
		return error_set_errno(err, _("no memory for the table"));
	for (; done < n; done += (size_t)put) {
		put = write(fd, (const char *)bytes + done, n - done);
		if (put <= 0) {
			error_set_errno(err, _("no memory for the table"));
			close(fd);
			return -1;
		}
	}
	return fd;
}

static int take_fields(struct dbf_read *d, struct error *err)
{
	int count = DBFGetFieldCount(d->table), width, i;
	char name[XBASE_FLDNAME_LEN_READ + 1];
	size_t at = 1;

	if (count < 1 || count > FIELDS)
		return error_set(err, ERROR_INPUT,
				 _("the table has no fields; export it again"));
	d->count = (size_t)count;
	d->fields = mem_xcalloc(d->count, sizeof(*d->fields));
	d->cells = mem_xcalloc(d->count, sizeof(*d->cells));
	d->offsets = mem_xcalloc(d->count, sizeof(*d->offsets));
	for (i = 0; i < count; i++) {
		DBFGetFieldInfo(d->table, i, name, &width, NULL);
		d->fields[i] = (struct dbf_value_field){
			.name = mem_xstrdup(name),
			.type = DBFGetNativeFieldType(d->table, i),
			.at = at,
			.width = (size_t)width,
		};
		at += (size_t)width;
	}
	return 0;
}

/*
 * Names of fields and a sample of the texts decide where no mark does: Chinese
 * systems leave the language byte at 0, or at "Western" by their tool's habit.
 */
static struct dbf_text_census take_census(struct dbf_read *d)
{
	struct dbf_text_census census = {0};
	long i;
	size_t k;

	for (k = 0; k < d->count; k++)
		dbf_text_count(&census, d->fields[k].name,
			       strlen(d->fields[k].name));
	for (i = 0; i < d->records && i < SAMPLE_RECORDS; i++) {
		const char *record = DBFReadTuple(d->table, (int)i);

		for (k = 0; record && k < d->count; k++)
			if (d->fields[k].type == 'C')
				dbf_text_count(&census,
					       record + d->fields[k].at,
					       d->fields[k].width);
	}
	return census;
}

/*
 * The charset a file beside the table names, as other programs write it.  What
 * is too long for one is something else; what cannot be read is an error, for
 * names would be read in another charset.
 */
static int cpg_charset(const char *path, const char **found, struct error *err)
{
	static const char *const extensions[] = {".cpg", ".CPG"};
	char *folder = path_folder(path), *stem = path_stem(path);
	struct error why = ERROR_INIT;
	int result = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(extensions) && !*found && result == 0; i++) {
		char *name =
			mem_xprintf("%s/%s%s", folder, stem, extensions[i]);
		struct buf text = BUF_INIT;

		if (file_exists(name))
			result = file_read(name, 64, &text, &why);
		if (result == 0)
			*found = dbf_text_of_cpg(buf_str(&text));
		else if (why.kind == ERROR_LIMIT)
			result = 0;
		else
			*err = why;
		buf_release(&text);
		free(name);
	}
	free(folder);
	free(stem);
	return result;
}

static int choose_charset(struct dbf_read *d, const char *path,
			  const char *asked, unsigned char language,
			  struct error *err)
{
	const char *charset = asked;
	const char *named = dbf_text_of_language(language);
	/* DOS's 437 and 850 (01, 02) give way to what the bytes show, too. */
	bool western = named && (strcmp(named, "CP1252") == 0 || language < 3);
	struct dbf_text_census census;

	if (!charset && path && cpg_charset(path, &charset, err) < 0)
		return -1;
	if (!charset) {
		census = take_census(d);
		charset = dbf_text_choose(&census, named, western);
	}
	d->charset = mem_xstrdup(charset);
	d->converter = iconv_open("UTF-8", charset);
	if (d->converter == (iconv_t)-1)
		return error_set(err, ERROR_USAGE,
				 _("unknown character set \"%.40s\""), charset);
	return 0;
}

static int check_head(struct dbf_read *d, unsigned char *head,
		      struct error *err)
{
	off_t size = lseek(d->fd, 0, SEEK_END);
	long records, header, width;

	if (pread(d->fd, head, HEADER, 0) != HEADER)
		return error_set(err, ERROR_INPUT,
				 _("the table is cut off; copy it again"));
	/* Field descriptors of 48 bytes, which shapelib takes for others. */
	if (head[0] == DBASE_7 || head[0] == DBASE_7_MEMO)
		return error_set(err, ERROR_INPUT,
				 _("this is a dBASE 7 table; save it as dBASE "
				   "III or .xlsx"));
	records = (long)get16(head + AT_RECORDS) |
		  (long)get16(head + AT_RECORDS + 2) << 16;
	header = get16(head + AT_HEAD_SIZE);
	width = get16(head + AT_RECORD_SIZE);
	if (header + records * width > (long)size + 1)
		return error_set(err, ERROR_INPUT,
				 _("the table names %ld records and holds "
				   "%ld; copy it again"),
				 records,
				 size > header ? ((long)size - header) / width
					       : 0);
	d->records = records;
	return 0;
}

static int open_it(struct dbf_read *d, const char *path, const char *charset,
		   struct error *err)
{
	unsigned char head[HEADER];

	if (check_head(d, head, err) < 0)
		return -1;
	d->table = open_table(d->fd);
	if (!d->table)
		return error_set(err, ERROR_INPUT,
				 _("the table's head is damaged; export it "
				   "again"));
	if (take_fields(d, err) < 0)
		return -1;
	return choose_charset(d, path, charset, head[AT_LANGUAGE], err);
}

struct dbf_read *dbf_read_open(const char *path, const void *bytes, size_t n,
			       const struct sheet_options *options,
			       struct error *err)
{
	struct dbf_read *d = mem_xcalloc(1, sizeof(*d));

	d->converter = (iconv_t)-1;
	d->fd = path ? file_open(path, NULL, err) : open_bytes(bytes, n, err);
	if (d->fd >= 0 && path)
		d->memo = dbf_memo_open(path);
	if (d->fd >= 0 && open_it(d, path, options->charset, err) == 0 &&
	    dbf_memo_check(d->memo, err) == 0)
		return d;
	dbf_read_close(d);
	return NULL;
}

void dbf_read_close(struct dbf_read *d)
{
	size_t i;

	if (!d)
		return;
	if (d->table)
		DBFClose(d->table);
	if (d->fd >= 0)
		close(d->fd);
	if (d->converter != (iconv_t)-1)
		iconv_close(d->converter);
	for (i = 0; i < d->count; i++)
		free(d->fields[i].name);
	free(d->fields);
	free(d->cells);
	free(d->offsets);
	free(d->charset);
	buf_release(&d->texts);
	buf_release(&d->memo_text);
	dbf_memo_close(d->memo);
	free(d);
}

const char *dbf_read_charset(const struct dbf_read *d)
{
	return d->charset;
}

static int deliver(struct dbf_read *d, struct sheet_row *row, sheet_row_fn fn,
		   void *ctx, struct error *err)
{
	size_t i;

	for (i = 0; i < d->count; i++) {
		d->cells[i].text = buf_str(&d->texts) + d->offsets[i];
		if (d->cells[i].type != SHEET_EMPTY)
			row->count = i + 1;
	}
	row->line = row->number;
	row->fields = d->count;
	row->cells = d->cells;
	return row->count ? fn(ctx, row, err) : 0;
}

static int deliver_names(struct dbf_read *d, sheet_row_fn fn, void *ctx,
			 struct error *err)
{
	struct sheet_row row = {.number = 0};
	size_t i;

	buf_clear(&d->texts);
	for (i = 0; i < d->count; i++) {
		const char *name = d->fields[i].name;

		d->cells[i] = (struct sheet_cell){.type = *name ? SHEET_TEXT
								: SHEET_EMPTY};
		d->offsets[i] = d->texts.size;
		dbf_text_convert(d->converter, name, strlen(name), &d->texts);
		buf_addc(&d->texts, '\0');
	}
	return deliver(d, &row, fn, ctx, err);
}

/*
 * A field of ten digits, of four bytes in Visual FoxPro; blank or 0 where there
 * is no memo.
 */
static uint32_t memo_block(const struct dbf_value_field *f, const char *record)
{
	const unsigned char *b = (const unsigned char *)record + f->at;
	uint32_t block = 0;
	size_t i;

	if (f->width == 4)
		return (uint32_t)b[0] | (uint32_t)b[1] << 8 |
		       (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
	for (i = 0; i < f->width && block < 100000000; i++)
		if (b[i] >= '0' && b[i] <= '9')
			block = block * 10 + (uint32_t)(b[i] - '0');
	return block;
}

static void put_memo(struct dbf_read *d, const struct dbf_value_field *f,
		     const char *record, size_t column)
{
	uint32_t block = memo_block(f, record);
	struct buf *text = &d->memo_text;

	buf_clear(text);
	if (!block)
		return;
	if (!d->memo || dbf_memo_read(d->memo, block, text) < 0) {
		if (!d->problems++)
			d->problem = (struct sheet_problem){
				0, d->memo ? "memo" : "no-memo-file"};
		return;
	}
	while (text->size && strchr(" \r\n\032", text->data[text->size - 1]))
		text->data[--text->size] = '\0';
	if (!text->size)
		return;
	d->cells[column].type = SHEET_TEXT;
	dbf_text_convert(d->converter, text->data, text->size, &d->texts);
}

static int deliver_record(struct dbf_read *d, long number, sheet_row_fn fn,
			  void *ctx, struct error *err)
{
	const char *record = DBFReadTuple(d->table, (int)(number - 1));
	const struct dbf_value_sink sink = {d->converter, &d->texts};
	struct sheet_row row = {.number = number};
	size_t i;

	if (!record)
		return error_set(err, ERROR_INPUT,
				 _("record %ld cannot be read; copy the table "
				   "again"),
				 number);
	row.hidden = *record == '*';
	buf_clear(&d->texts);
	for (i = 0; i < d->count; i++) {
		d->cells[i] = (struct sheet_cell){.type = SHEET_EMPTY};
		d->offsets[i] = d->texts.size;
		if (d->fields[i].type == 'M')
			put_memo(d, &d->fields[i], record, i);
		else
			dbf_value_put(&sink, &d->fields[i], record,
				      &d->cells[i]);
		buf_addc(&d->texts, '\0');
	}
	if (dbf_memo_check(d->memo, err) < 0)
		return -1;
	return deliver(d, &row, fn, ctx, err);
}

int dbf_read_rows(struct dbf_read *d, sheet_row_fn fn, void *ctx,
		  struct error *err)
{
	int status;
	long i;

	d->problems = 0;
	status = deliver_names(d, fn, ctx, err);

	for (i = 1; i <= d->records && status == 0; i++)
		status = deliver_record(d, i, fn, ctx, err);
	return status;
}

const struct sheet_problem *dbf_read_problems(const struct dbf_read *d,
					      size_t *count)
{
	*count = d->problems != 0;
	return &d->problem;
}
