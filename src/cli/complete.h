/* SPDX-License-Identifier: MIT */
/*
 * What a shell's TAB asks for: the words typed so far, the last one unfinished,
 * into what may stand there.  The scripts in completions/ know nothing of
 * qctool; they run `qctool complete -- WORDS…` and show its lines, so that they
 * cannot be out of date.  Pure; texts are borrowed.
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
	const char *before;  /* "--profile=", which comes back too */
	size_t before_size;
	const char *noun;	       /* NULL = none yet */
	const struct command *command; /* NULL = none yet */
	const struct option *option;   /* of COMPLETE_VALUE */
	int operands;		       /* complete ones before the word */
	const char *store, *task;      /* where the line names them */
};

/* words[n - 1] is the word in work, "" for a new one; n > 0. */
void complete_find(command_table table, char *const *words, int n,
		   struct complete *out);

/* The word of the command's operands that stands at out->operands. */
void complete_operand(const struct complete *c, char *word, size_t size);

#endif
