/* SPDX-License-Identifier: MIT */
#include "page/list_heading.h"

#include "base/i18n.h"

static void give(list_heading_fn fn, void *ctx, const char *label,
		 const char *value)
{
	if (value && *value)
		fn(ctx, label, value);
}

void list_heading_each(const struct list_file_options *opt, size_t rows,
		       list_heading_fn fn, void *ctx)
{
	struct buf text = BUF_INIT;
	char when[26];

	give(fn, ctx, _("School"), opt->school);
	give(fn, ctx, _("Task"), opt->task);
	date_time_format(opt->at, when);
	when[10] = ' '; /* 2026-05-11 01:30 */
	buf_addf(&text, "%.16s", when);
	give(fn, ctx, _("Made on"), buf_str(&text));
	give(fn, ctx, _("Made by"), opt->who);
	buf_clear(&text);
	if (rows != LIST_HEADING_NO_ROWS)
		buf_addf(&text, "%zu", rows);
	give(fn, ctx, _("Rows"), buf_str(&text));
	buf_release(&text);
}

static void add_label(void *ctx, const char *label, const char *value)
{
	struct buf *out = ctx;

	if (out->size)
		buf_adds(out, "    ");
	buf_addf(out, _("%s: %s"), label, value);
}

void list_heading_line(const struct list_file_options *opt, size_t rows,
		       struct buf *out)
{
	list_heading_each(opt, rows, add_label, out);
}

void list_heading_short(const struct list_file_options *opt, struct buf *out)
{
	buf_adds(out, opt->title);
	if (opt->task && *opt->task)
		buf_addf(out, " · %s", opt->task);
	if (opt->school && *opt->school)
		buf_addf(out, " · %s", opt->school);
}
