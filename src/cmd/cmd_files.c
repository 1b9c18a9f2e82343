/* SPDX-License-Identifier: MIT */
#include "cmd/cmd_files.h"

#include "base/i18n.h"
#include "cmd/cmd_failed.h"
#include "photo/photo_batch.h"

void cmd_files_left_out(const struct command_run *run, long count,
			const char *names)
{
	struct error note = ERROR_INIT;

	if (!count)
		return;
	if (count <= INTAKE_NAMES)
		error_set(&note, ERROR_INPUT, _("no pictures, left out: %s"),
			  names);
	else
		error_set(&note, ERROR_INPUT,
			  _("no pictures, left out: %s … (%ld files)"), names,
			  count);
	cmd_failed(run, NULL, &note);
}

/* Base64 would undo the mask of the name beside it. */
void cmd_files_bytes(const struct command_run *run,
		     const struct intake_item *file, struct json *item)
{
	struct buf text = BUF_INIT;

	if (cmd_failed_is_clear(run) && intake_item_bytes(file, &text))
		json_set_str(item, "file_bytes", buf_str(&text));
	buf_release(&text);
}
