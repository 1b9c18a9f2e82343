/* SPDX-License-Identifier: MIT */
#include "cmd/cmd_filter.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "rules/case_state.h"

/* A number a line for a million students, with room. */
enum { MAX_IDS_BYTES = 64 << 20 };

static void add_id(struct cmd_context *ctx, const char *id, size_t n)
{
	MEM_GROW(ctx->ids, ctx->id_count, ctx->id_cap);
	ctx->ids[ctx->id_count++] = mem_xstrndup(id, n);
}

static int read_ids(const char *path, struct cmd_context *ctx,
		    struct error *err)
{
	struct buf text = BUF_INIT;
	const char *at, *skip = "\xef\xbb\xbf";
	size_t n;

	if (file_read(path, MAX_IDS_BYTES, &text, err) < 0) {
		buf_release(&text);
		return -1;
	}
	at = buf_str(&text);
	if (strncmp(at, skip, 3) == 0)
		at += 3;
	while (*at) {
		n = strcspn(at, " \t\r\n,;");
		if (n)
			add_id(ctx, at, n);
		at += n;
		at += strspn(at, " \t\r\n,;");
	}
	buf_release(&text);
	return 0;
}

static int check_states(const char *list, struct error *err)
{
	char name[32];
	size_t n;

	for (;; list += n + 1) {
		n = strcspn(list, ",");
		snprintf(name, sizeof(name), "%.*s", (int)n, list);
		if (case_state_find(name) == CASE_STATE_COUNT)
			return error_set(err, ERROR_USAGE, _("no state \"%s\""),
					 name);
		if (!list[n])
			return 0;
	}
}

int cmd_filter_read(const struct command_run *run, struct cmd_context *ctx,
		    struct error *err)
{
	const struct command_filter *from = run->filter;
	int i;

	if (from->state && check_states(from->state, err) < 0)
		return -1;
	ctx->filter = (struct case_filter){
		.college = from->college,
		.class_name = from->class_name,
		.level = from->level,
		.state = from->state,
		.finding = from->finding,
		.since = from->since,
	};
	if (from->ids && read_ids(from->ids, ctx, err) < 0)
		return -1;
	for (i = 0; i < run->operand_count; i++)
		add_id(ctx, run->operands[i], strlen(run->operands[i]));
	if (from->ids || run->operand_count)
		case_filter_set_ids(&ctx->filter, (const char **)ctx->ids,
				    ctx->id_count);
	return 0;
}
