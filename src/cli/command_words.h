/* SPDX-License-Identifier: MIT */
/*
 * Finds the command that the first words of a line name, or, when they name
 * none, the one that was probably meant.  Pure; texts are borrowed.
 */
#ifndef CLI_COMMAND_WORDS_H
#define CLI_COMMAND_WORDS_H

#include "cli/command.h"

struct command_words {
	const struct command *command; /* NULL = a noun alone, or nothing */
	int count;		       /* how many words name it */
	bool asks_help;
};

/*
 * words[0..n): the noun, and the verb when n > 1.  The text of ERROR_USAGE
 * suggests a command: for a typing error, for noun and verb in the wrong order,
 * or for a verb that another noun has.
 */
int command_words_find(command_table table, char *const *words, int n,
		       struct command_words *out, struct error *err);

#endif
