/* SPDX-License-Identifier: MIT */
/* qctool help. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/near.h"
#include "cli/command_words.h"
#include "cli/output.h"
#include "cli/usage.h"
#include "cmd/cmd_help_text.h"
#include "cmd/cmd_help_topic.h"
#include "cmd/cmd_list.h"
#include "cmd/commands.h"

static int run_help(struct command_run *run, struct error *err);

const struct command cmd_help = {
	.noun = "help",
	.summary = N_("the commands, one command's options, or a topic"),
	.operands = N_("[NOUN [VERB] | TOPIC]"),
	.max_operands = 2,
	.run = run_help,
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

/* A noun that is a topic, too, is explained behind its verbs. */
static void help_print_text(const char *topic)
{
	const char *text = cmd_help_text(topic);

	if (text)
		printf("%s%s", command_find(commands, topic, NULL) ? "\n" : "",
		       text);
}

static int help_refuse(const char *noun, const char *verb, struct error *err)
{
	struct near_search near = near_to(noun);
	char names[200], *rest = names, *name;
	size_t i;

	snprintf(names, sizeof(names), "%s, %s", cmd_help_topic_names(),
		 cmd_help_text_names());
	for (i = 0; commands[i]; i++)
		near_try(&near, commands[i]->noun);
	while ((name = strsep(&rest, ", ")))
		if (*name)
			near_try(&near, name);
	if (near_found(&near))
		return error_set(err, ERROR_USAGE,
				 _("no command or topic \"%s\"; did you mean "
				   "qctool help %s?"),
				 noun, near_found(&near));
	return error_set(err, ERROR_USAGE,
			 _("no command or topic \"%s%s%s\"; see qctool help "
			   "(topics: %s, %s)"),
			 noun, verb ? " " : "", verb ? verb : "",
			 cmd_help_topic_names(), cmd_help_text_names());
}

static bool is_noun(const char *word)
{
	return command_find(commands, word, NULL) != NULL;
}

/* A noun's commands, or one of them; false = there is no such command. */
static bool show_command(const char *noun, const char *verb)
{
	const struct command *first = command_find(commands, noun, verb);

	if (!first || first->flags & COMMAND_HIDDEN)
		return false;
	help_print(verb || !first->verb ? first : NULL, noun);
	if (!verb)
		help_print_text(noun);
	return true;
}

static int run_help(struct command_run *run, struct error *err)
{
	const char *noun = run->operand_count > 0 ? run->operands[0] : NULL;
	const char *verb = run->operand_count > 1 ? run->operands[1] : NULL;
	struct command_words words;

	if (!noun) {
		help_print(NULL, NULL);
		return 0;
	}
	/* "help case states", as one would say it */
	if (verb && !command_find(commands, noun, verb) && is_noun(noun) &&
	    cmd_help_topic_is(verb))
		return cmd_help_topic_show(run, verb, NULL, err);
	if (show_command(noun, verb))
		return 0;
	if (verb && is_noun(noun))
		return command_words_find(commands, run->operands, 2, &words,
					  err);
	/* A command by that name comes first; topics are the rest. */
	if (cmd_help_topic_is(noun))
		return cmd_help_topic_show(run, noun, verb, err);
	if (!cmd_help_text(noun))
		return help_refuse(noun, verb, err);
	help_print_text(noun);
	return 0;
}
