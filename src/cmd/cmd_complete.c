/* SPDX-License-Identifier: MIT */
/*
 * qctool complete -- WORDS…: what may stand at the last word, a candidate a
 * line with a tab and a word about it behind; the lines ":files" and ":folders"
 * ask the shell for its own.  For the scripts in completions/, and so in no
 * help.  Where there is no store there are fewer; one that cannot be read is
 * told as by any command, by status and a line on stderr, which the scripts do
 * not pass on: it would stand in the middle of somebody's line.  git's do the
 * same with what its commands say (git-completion.bash, "2>/dev/null").
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/complete.h"
#include "cmd/cmd_complete_words.h"
#include "cmd/cmd_list.h"
#include "cmd/commands.h"

static int run_complete(struct command_run *run, struct error *err);

const struct command cmd_complete = {
	.noun = "complete",
	.summary = N_("what may stand at the last of these words"),
	.operands = N_("WORD…"),
	.max_operands = -1,
	.flags = COMMAND_HIDDEN,
	.run = run_complete,
};

/* By an option's name, its metavar or an operand's word; the first that fits.
 */
static const struct {
	const char *text;
	enum cmd_complete_kind words;
} known[] = {
	{"accept-profile", CMD_COMPLETE_PROFILES},
	{"output-profile", CMD_COMPLETE_PROFILES},
	{"photo-profile", CMD_COMPLETE_PROFILES},
	{"profile", CMD_COMPLETE_PROFILES},
	{"task", CMD_COMPLETE_TASKS},
	{"college", CMD_COMPLETE_COLLEGES},
	{"class", CMD_COMPLETE_CLASSES},
	{"level", CMD_COMPLETE_LEVELS},
	{"finding", CMD_COMPLETE_FINDINGS},
	{"STATE", CMD_COMPLETE_STATES},
	{"REV-CODE", CMD_COMPLETE_REASONS},
	{"PRESET", CMD_COMPLETE_PRESETS},
	{"NUMBER", CMD_COMPLETE_NUMBERS},
	{"[NUMBER]", CMD_COMPLETE_NUMBERS},
	{"NUMBER…", CMD_COMPLETE_NUMBERS},
	{"[NUMBER…]", CMD_COMPLETE_NUMBERS},
	{"FILE|[NUMBER…]", CMD_COMPLETE_NUMBERS},
	{"KEY=VALUE", CMD_COMPLETE_POLICIES},
	{"KEY=VALUE…", CMD_COMPLETE_POLICIES},
	{"[KEY=VALUE…]", CMD_COMPLETE_POLICIES},
	{"FIELD=VALUE…", CMD_COMPLETE_FIELDS},
	{"FROM", CMD_COMPLETE_TASKS},
	{"[NAME]", CMD_COMPLETE_TASKS},
	{"[NOUN", CMD_COMPLETE_TOPICS},
	{"TO", CMD_COMPLETE_NONE},
	{"CODE|FILE…", CMD_COMPLETE_FILES},
};

static void offer_options(const struct complete *c, const struct option *o)
{
	char name[64];

	for (; o && o->name; o++) {
		snprintf(name, sizeof(name), "--%s", o->name);
		cmd_complete_words_offer(c, name, _(o->help));
	}
}

static void offer_verbs(const struct complete *c)
{
	size_t i;

	for (i = 0; commands[i]; i++)
		if (strcmp(commands[i]->noun, c->noun) == 0 &&
		    commands[i]->verb)
			cmd_complete_words_offer(c, commands[i]->verb,
						 _(commands[i]->summary));
}

static enum cmd_complete_kind words_of(const char *text,
				       enum cmd_complete_kind usual)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (strcmp(known[i].text, text) == 0)
			return known[i].words;
	return usual;
}

static int offer_value(struct complete *c, struct error *err)
{
	const struct option *o = c->option;
	enum cmd_complete_kind words = words_of(o->name, CMD_COMPLETE_NONE);
	size_t i;

	for (i = 0; o->choices && o->choices[i]; i++)
		cmd_complete_words_offer(c, o->choices[i], "");
	if (o->type == OPTION_FILE)
		words = CMD_COMPLETE_FILES;
	else if (o->type == OPTION_FOLDER)
		words = CMD_COMPLETE_FOLDERS;
	else if (words == CMD_COMPLETE_NONE && o->metavar)
		words = words_of(o->metavar, CMD_COMPLETE_NONE);
	return cmd_complete_words_all(c, words, err);
}

/* Files are operands of most; a file command of a store takes numbers too. */
static int offer_operand(struct complete *c, struct error *err)
{
	char word[64];
	enum cmd_complete_kind words;
	int result;

	complete_operand(c, word, sizeof(word));
	words = words_of(word, *word ? CMD_COMPLETE_FILES : CMD_COMPLETE_NONE);
	result = cmd_complete_words_all(c, words, err);
	if (result == 0 && words == CMD_COMPLETE_FILES &&
	    c->current[0] >= '0' && c->current[0] <= '9')
		result = cmd_complete_words_all(c, CMD_COMPLETE_NUMBERS, err);
	/* files can be offered whatever is wrong with the store */
	if (strncmp(word, "FILE|[", 6) == 0)
		cmd_complete_words_all(c, CMD_COMPLETE_FILES, err);
	return result;
}

static int run_complete(struct command_run *run, struct error *err)
{
	struct complete c;
	int result = 0;

	if (!run->operand_count)
		return EXIT_STATUS_DONE;
	complete_find(commands, run->operands, run->operand_count, &c);
	switch (c.kind) {
	case COMPLETE_NOUN:
		cmd_complete_words_nouns(&c);
		break;
	case COMPLETE_VERB:
		offer_verbs(&c);
		break;
	case COMPLETE_OPTION:
		if (c.command)
			offer_options(&c, c.command->options);
		if (c.command && c.command->flags & COMMAND_FILTER)
			offer_options(&c, command_filter_options);
		offer_options(&c, command_global_options);
		break;
	case COMPLETE_VALUE:
		result = offer_value(&c, err);
		break;
	case COMPLETE_OPERAND:
		result = offer_operand(&c, err);
		break;
	case COMPLETE_NOTHING:
		break;
	}
	return result < 0 ? -1 : EXIT_STATUS_DONE;
}
