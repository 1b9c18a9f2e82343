/* SPDX-License-Identifier: MIT */
/*
 * Option tables: typed rows that point into a command's own struct.  Usage,
 * man pages and completions are printed from the same rows.
 */
#ifndef CLI_OPTION_H
#define CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum option_type {
	OPTION_FLAG,   /* bool */
	OPTION_TEXT,   /* const char * */
	OPTION_FILE,   /* const char *, completed as a file */
	OPTION_FOLDER, /* const char *, completed as a folder */
	OPTION_CHOICE, /* const char *, one of choices */
	OPTION_NUMBER, /* long, min..max */
	OPTION_REAL,   /* double */
	OPTION_TIME,   /* const char *, a date or time */
	OPTION_LIST,   /* struct option_list, may be given several times */
};

struct option_list {
	const char **values; /* borrowed texts; the array is owned */
	int count;
};

struct option {
	const char *name; /* without the dashes */
	char letter;	  /* 0 = none */
	enum option_type type;
	const char *metavar;
	const char *help;	    /* N_() */
	const char *const *choices; /* NULL-terminated */
	long min, max;		    /* OPTION_NUMBER; both 0 = 0..LONG_MAX */
	size_t offset;
};

#define OPTION_END                                                             \
	{                                                                      \
		.name = NULL                                                   \
	}

/* A table of rows and the struct they point into. */
struct option_target {
	const struct option *options; /* NULL = none */
	void *values;
};

/* Searched in this order: a command's option hides a global one. */
struct option_targets {
	struct option_target list[3];
	size_t n;
};

struct option_parsed {
	char **operands; /* borrowed texts; the array is owned */
	int count;
};

/*
 * Parse argv[0..argc) into the targets.  Words that are not options become
 * operands, as do "-" and everything after "--".  The text of ERROR_USAGE names
 * the unknown option and the nearest known one.
 */
int option_parse(int argc, char **argv, const struct option_targets *targets,
		 struct option_parsed *out, struct error *err);
void option_parsed_release(struct option_parsed *parsed);

/* Free what OPTION_LIST rows of a target own. */
void option_release(const struct option_target *target);

#endif
