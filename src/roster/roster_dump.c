/* SPDX-License-Identifier: MIT */
#include "roster/roster_dump.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

enum { PIECE = 1 << 16 };

struct dump {
	roster_dump_fn fn;
	void *ctx;
	struct buf out;
	long next; /* the row the next line stands for */
	bool drop_hidden;
};

void roster_dump_escape(struct buf *out, const char *text)
{
	size_t n;

	for (;;) {
		n = strcspn(text, "\t\n\r\\");
		buf_add(out, text, n);
		text += n;
		if (!*text)
			return;
		buf_addc(out, '\\');
		buf_addc(out, *text == '\t'   ? 't'
			      : *text == '\n' ? 'n'
			      : *text == '\r' ? 'r'
					      : '\\');
		text++;
	}
}

/* In pieces of 64 KiB: a sheet of a million rows is never in memory whole. */
static int flush(struct dump *d, size_t above, struct error *err)
{
	int status = 0;

	if (d->out.size > above)
		status = d->fn(d->ctx, d->out.data, d->out.size, err);
	if (d->out.size > above)
		buf_clear(&d->out);
	return status;
}

/* Empty rows are written too, so that line N of the dump is row N. */
static int take_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct dump *d = ctx;
	size_t i;

	if (d->drop_hidden && row->hidden)
		return 0;
	for (; d->next < row->number; d->next++)
		buf_addc(&d->out, '\n');
	for (i = 0; i < row->count; i++) {
		if (i)
			buf_addc(&d->out, '\t');
		roster_dump_escape(&d->out, row->cells[i].text);
	}
	buf_addc(&d->out, '\n');
	d->next = row->number + 1;
	return flush(d, PIECE, err);
}

int roster_dump_rows(struct sheet *sheet, size_t index, roster_dump_fn fn,
		     void *ctx, struct error *err)
{
	bool dbf = sheet_kind(sheet) == SHEET_DBF;
	struct dump d = {
		.fn = fn, .ctx = ctx, .next = dbf ? 0 : 1, .drop_hidden = dbf};
	int status = sheet_read(sheet, index, take_row, &d, err);

	if (status == 0)
		status = flush(&d, 0, err);
	buf_release(&d.out);
	return status;
}

int roster_dump_find(const struct sheet *sheet, const char *which,
		     size_t *index, struct error *err)
{
	size_t count = sheet_count(sheet), i;
	long number;

	*index = 0;
	if (!which)
		return 0;
	if (text_to_long(which, 1, (long)count, &number) == 0) {
		*index = (size_t)number - 1;
		return 0;
	}
	for (i = 0; i < count; i++) {
		if (strcmp(sheet_info(sheet, i).name, which) == 0) {
			*index = i;
			return 0;
		}
	}
	return error_set(err, ERROR_USAGE,
			 _("there is no sheet \"%.100s\"; --sheets lists them"),
			 which);
}

void roster_dump_sheets(const struct sheet *sheet, struct buf *out)
{
	size_t i;

	for (i = 0; i < sheet_count(sheet); i++) {
		struct sheet_tab info = sheet_info(sheet, i);

		buf_addf(out, "%zu\t%s\t", i + 1, info.state);
		roster_dump_escape(out, info.name);
		buf_addc(out, '\n');
	}
}
