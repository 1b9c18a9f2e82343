/* SPDX-License-Identifier: MIT */
/* qctool help, version. */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/usage.h"
#include "cmd/cmd_help_topic.h"
#include "cmd/cmd_list.h"
#include "cmd/commands.h"
#include "photo/photo_engine.h"

static int run_help(struct command_run *run, struct error *err);
static int run_version(struct command_run *run, struct error *err);

const struct command cmd_help = {
	.noun = "help",
	.summary = N_("the commands, one command's options, or a topic"),
	.operands = N_("[NOUN [VERB] | TOPIC]"),
	.max_operands = 2,
	.run = run_help,
};

const struct command cmd_version = {
	.noun = "version",
	.summary = N_("the version of this program"),
	.run = run_version,
};

/* One command, those of a noun, or all. */
static void help_print(const struct command *command, const char *noun)
{
	struct buf text = BUF_INIT;

	if (command)
		usage_command(command, &text);
	else
		usage_list(commands, noun, &text);
	fputs(buf_str(&text), stdout);
	buf_release(&text);
}

static int run_help(struct command_run *run, struct error *err)
{
	const char *noun = run->operand_count > 0 ? run->operands[0] : NULL;
	const char *verb = run->operand_count > 1 ? run->operands[1] : NULL;
	const struct command *first;

	if (!noun) {
		help_print(NULL, NULL);
		return 0;
	}
	first = command_find(commands, noun, verb);
	if (first) {
		help_print(verb || !first->verb ? first : NULL, noun);
		return 0;
	}
	/* A command by that name comes first; topics are the rest. */
	if (cmd_help_topic_is(noun))
		return cmd_help_topic_show(run, noun, verb, err);
	return error_set(err, ERROR_USAGE,
			 _("no command or topic \"%s %s\"; see "
			   "qctool help (topics: %s)"),
			 noun, verb ? verb : "", cmd_help_topic_names());
}

static int run_version(struct command_run *run, struct error *err)
{
	struct json *item = json_new_object();
	int landmarks = photo_engine_landmarks(err);

	if (landmarks < 0) {
		json_free(item);
		return -1;
	}
	json_set_str(item, "version", QCTOOL_VERSION);
	json_set_int(item, "landmarks", landmarks);
	output_item(run->output, item);
	output_line(run->output, "qctool " QCTOOL_VERSION);
	if (run->globals->verbose && landmarks)
		output_line(run->output, _("face landmarks: %d points"),
			    landmarks);
	else if (run->globals->verbose)
		output_line(run->output,
			    _("no face landmarks: how a head is turned, lips, "
			      "brows, ears, headwear and tinted glasses are "
			      "not judged; install libdlib-data and run "
			      "\"make models\""));
	return 0;
}
