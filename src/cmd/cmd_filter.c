/* SPDX-License-Identifier: MIT */
#include "cmd/cmd_filter.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/near.h"
#include "rules/case_state.h"
#include "rules/finding.h"
#include "store/filter_store.h"

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
	/*
	 * One number a line, but a column copied out of a sheet has tabs, a
	 * list from a message commas: all of these part the numbers.
	 */
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

static int refuse_state(const char *word, struct error *err)
{
	struct near_search near = near_to(word);
	const char *found;
	int i;

	for (i = 0; i < CASE_STATE_COUNT; i++) {
		near_try(&near, case_state_name((enum case_state)i));
		near_try(&near, case_state_title((enum case_state)i));
	}
	found = near_found(&near);
	if (found)
		return error_set(err, ERROR_USAGE,
				 _("no state \"%s\"; did you mean %s?"), word,
				 found);
	return error_set(err, ERROR_USAGE,
			 _("no state \"%s\"; `qctool help states` lists them"),
			 word);
}

/* Words in either language, by comma, as the names the store has. */
static int read_states(const char *list, struct buf *names, struct error *err)
{
	enum case_state state;
	char word[64];
	size_t n;

	for (;; list += n + 1) {
		n = strcspn(list, ",");
		snprintf(word, sizeof(word), "%.*s", (int)n, list);
		state = case_state_read(word);
		if (state == CASE_STATE_COUNT)
			return refuse_state(word, err);
		buf_addf(names, "%s%s", names->size ? "," : "",
			 case_state_name(state));
		if (!list[n])
			return 0;
	}
}

static int check_finding(const char *code, struct error *err)
{
	struct near_search near = near_to(code);
	const char *known;
	size_t i;

	if (finding_is_known(code))
		return 0;
	for (i = 0; (known = finding_catalogue_code(i)); i++)
		near_try(&near, known);
	known = near_found(&near);
	if (known)
		return error_set(err, ERROR_USAGE,
				 _("no finding \"%s\"; did you mean %s?"), code,
				 known);
	return error_set(err, ERROR_USAGE,
			 _("no finding \"%s\"; `qctool help findings` lists "
			   "them"),
			 code);
}

/* Of any zone, which cli/option has looked at, as the store writes it. */
static void read_since(const char *text, char out[26])
{
	date_time at;

	if (date_time_parse(text, &at) == 0)
		date_time_format(at, out);
}

/* The words of the options as the store has them. */
static int read_words(const struct command_filter *from,
		      struct cmd_context *ctx, struct error *err)
{
	if (from->state && read_states(from->state, &ctx->states, err) < 0)
		return -1;
	if (from->finding && check_finding(from->finding, err) < 0)
		return -1;
	if (from->since)
		read_since(from->since, ctx->since);
	return 0;
}

int cmd_filter_read(const struct command_run *run, struct cmd_context *ctx,
		    struct error *err)
{
	const struct command_filter *from = run->filter;
	int i;

	if (read_words(from, ctx, err) < 0)
		return -1;
	ctx->filter = (struct case_filter){
		.college = from->college,
		.class_name = from->class_name,
		.level = from->level,
		.state = from->state ? buf_str(&ctx->states) : NULL,
		.finding = from->finding,
		.since = from->since ? ctx->since : NULL,
	};
	if (from->ids && read_ids(from->ids, ctx, err) < 0)
		return -1;
	for (i = 0; i < run->operand_count; i++)
		add_id(ctx, run->operands[i], strlen(run->operands[i]));
	if (from->ids || run->operand_count)
		case_filter_set_ids(&ctx->filter, (const char **)ctx->ids,
				    ctx->id_count);
	return filter_store_check(&ctx->session, &ctx->filter, err);
}
