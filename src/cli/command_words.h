/* SPDX-License-Identifier: MIT */
/*
 * Which command the first words of a line name, and which one may have been
 * meant when they name none.  Pure; texts are borrowed.
 */
#ifndef CLI_COMMAND_WORDS_H
#define CLI_COMMAND_WORDS_H

#include "cli/command.h"

struct command_words {
	const struct command *command; /* NULL = a noun alone, or nothing */
	int count;		       /* of words that name it */
	bool asks_help;
};

/*
 * words[0..n): the noun, and the verb when n > 1.  ERROR_USAGE names what is
 * near: a noun or verb with a letter wrong, the words the other way round, or
 * the noun that has such a verb.
 */
int command_words_find(command_table table, char *const *words, int n,
		       struct command_words *out, struct error *err);

#endif
