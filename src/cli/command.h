/* SPDX-License-Identifier: MIT */
/*
 * A command as data: each file of src/cmd/ defines one const entry, and
 * src/cmd/cmd_list.h lists them all.  Usage, man pages, completions and the
 * README's command list are all made from this table.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>

#include "base/date.h"
#include "base/error.h"
#include "base/exit_status.h"
#include "cli/option.h"

struct output;

struct command_globals {
	const char *store, *task, *out, *lang, *who, *at;
	long jobs, lock_wait;
	bool json, jsonl, dry_run, quiet, verbose, unmask, no_timing, help,
		version;
};

/* The options by which commands choose students; shared by all of them. */
struct command_filter {
	const char *college, *class_name, *level, *state, *finding, *since,
		*ids;
};

enum command_flag {
	COMMAND_STORE = 1,   /* works on a store */
	COMMAND_WRITES = 2,  /* takes the writer lock */
	COMMAND_TASK = 4,    /* needs the task */
	COMMAND_FILTER = 8,  /* takes the shared filter */
	COMMAND_FILES = 16,  /* works without a store (◇) */
	COMMAND_HIDDEN = 64, /* for scripts, in no help */
	COMMAND_OLDER = 32,  /* its dry run works on an older schema, too */
};

struct command_run {
	const struct command *command;
	const struct command_globals *globals;
	const struct command_filter *filter;
	const void *options; /* the command's own struct */
	char *const *operands;
	int operand_count;
	struct output *output;
	date_time now; /* --at or the clock */
	const char *who;
};

struct command {
	const char *noun, *verb;	/* verb NULL for init, version, help */
	const char *summary;		/* N_() */
	const char *required;		/* N_("--reason TEXT"), or NULL */
	const char *operands;		/* "FILE…", "[PATH…]" */
	int min_operands, max_operands; /* max < 0: any number */
	unsigned flags;
	const struct option *options; /* NULL = none */
	size_t options_size;
	const char *example; /* arguments that run in examples/, or NULL */
	/* An enum exit_status, or -1 with err. */
	int (*run)(struct command_run *run, struct error *err);
};

/* NULL-terminated; cmd/commands.c. */
typedef const struct command *const *command_table;

extern const struct option command_global_options[];
extern const struct option command_filter_options[];

/* Run what argv asks for; the exit status of the process. */
int command_main(command_table table, int argc, char **argv);

/* The first entry with this noun (and verb unless NULL); NULL when none. */
const struct command *command_find(command_table table, const char *noun,
				   const char *verb);

#endif
