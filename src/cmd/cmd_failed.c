/* SPDX-License-Identifier: MIT */
#include "cmd/cmd_failed.h"

#include <string.h>

#include "base/buf.h"
#include "cli/output.h"
#include "rules/redact_text.h"

static bool has_store(const struct command_run *run)
{
	return run->command->flags & COMMAND_STORE || run->globals->task;
}

bool cmd_failed_is_clear(const struct command_run *run)
{
	return !has_store(run) || run->globals->unmask;
}

void cmd_failed(const struct command_run *run, const char *name,
		const struct error *why)
{
	struct buf line = BUF_INIT, shown = BUF_INIT;

	if (!why || why->kind == ERROR_NONE)
		return;
	/* What could not be opened begins with its own name. */
	if (name && strncmp(why->text, name, strlen(name)) != 0)
		buf_addf(&line, "%s: ", name);
	buf_adds(&line, why->text);
	if (!cmd_failed_is_clear(run))
		redact_text(&shown, buf_str(&line));
	output_failed(buf_str(shown.size ? &shown : &line));
	buf_release(&line);
	buf_release(&shown);
}

void cmd_failed_refused(const struct command_run *run, const char *name,
			const struct findings *why)
{
	struct error refused = ERROR_INIT;
	struct buf texts = BUF_INIT;

	findings_texts(why, &texts);
	error_set(&refused, ERROR_POLICY, "%s", buf_str(&texts));
	cmd_failed(run, name, &refused);
	buf_release(&texts);
}

void cmd_failed_picture(void *pages, const char *number,
			const struct error *why)
{
	struct cmd_failed_pages *p = pages;

	cmd_failed(p->run, number, why);
	if (why->kind == ERROR_STORE)
		p->status = EXIT_STATUS_STORE;
	else if (!p->status)
		p->status = EXIT_STATUS_PARTIAL;
}
