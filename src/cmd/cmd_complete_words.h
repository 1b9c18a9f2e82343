/* SPDX-License-Identifier: MIT */
/* Candidates for a shell's TAB, printed a line each: see cmd_complete.c. */
#ifndef CMD_CMD_COMPLETE_WORDS_H
#define CMD_CMD_COMPLETE_WORDS_H

#include "cli/complete.h"

/* Which words a value or an operand is of. */
enum cmd_complete_kind {
	CMD_COMPLETE_NONE,
	CMD_COMPLETE_FILES,
	CMD_COMPLETE_FOLDERS,
	CMD_COMPLETE_NUMBERS,
	CMD_COMPLETE_COLLEGES,
	CMD_COMPLETE_CLASSES,
	CMD_COMPLETE_LEVELS,
	CMD_COMPLETE_TASKS,
	CMD_COMPLETE_STATES,
	CMD_COMPLETE_REASONS,
	CMD_COMPLETE_FINDINGS,
	CMD_COMPLETE_PROFILES,
	CMD_COMPLETE_PRESETS,
	CMD_COMPLETE_POLICIES,
	CMD_COMPLETE_FIELDS,
	CMD_COMPLETE_TOPICS,
};

/* word, if it begins as what is typed does, with a few words about it. */
void cmd_complete_words_offer(const struct complete *c, const char *word,
			      const char *about);

/*
 * All of a kind that begin so; those of the store where there is one.  -1 with
 * err, and none of them, where they cannot be read.
 */
int cmd_complete_words_all(struct complete *c, enum cmd_complete_kind kind,
			   struct error *err);

/* The nouns of the command table. */
void cmd_complete_words_nouns(const struct complete *c);

#endif
