/* SPDX-License-Identifier: MIT */
/*
 * Completion for shells: from the words typed so far, the last of them
 * unfinished, find out what kind of word may stand there.  The scripts in
 * completions/ know nothing about the commands; they run `qctool complete --
 * WORDS…` and show the lines it prints, so they cannot be out of date.  Pure;
 * texts are borrowed.
 */
#ifndef CLI_COMPLETE_H
#define CLI_COMPLETE_H

#include "cli/command.h"

enum complete_kind {
	COMPLETE_NOTHING,
	COMPLETE_NOUN,
	COMPLETE_VERB,
	COMPLETE_OPTION,
	COMPLETE_VALUE,	  /* of the option */
	COMPLETE_OPERAND, /* of the command */
};

struct complete {
	enum complete_kind kind;
	const char *current; /* what is typed of the word */
	const char *before;  /* "--profile=", repeated before each answer */
	size_t before_size;
	const char *noun;	       /* NULL = none yet */
	const struct command *command; /* NULL = none yet */
	const struct option *option;   /* of COMPLETE_VALUE */
	int operands;		       /* how many stand before the word */
	const char *store, *task;      /* --store, --task; NULL = not given */
};

/* words[n - 1] is the word to complete, "" for a new one; n > 0. */
void complete_find(command_table table, char *const *words, int n,
		   struct complete *out);

/* The word of the synopsis for operand c->operands: "NUMBER", "FILE". */
void complete_operand(const struct complete *c, char *word, size_t size);

#endif
