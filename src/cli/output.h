/* SPDX-License-Identifier: MIT */
/*
 * What a command answers on stdout: an aligned table for people, or with
 * --json one envelope, with --jsonl an object an item.  A command gives each
 * item once as JSON (only when asked) and once as a row of cells.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/json.h"
#include "base/table.h"
#include "cli/command.h"

struct output *output_new(const struct command *command,
			  const struct command_globals *globals, date_time now);
void output_free(struct output *take_output);

/*
 * From now on what is printed goes through mask: cells, texts of items, lines
 * on stdout and stderr.  学号, hashes and words of ours stay as they are.
 * Without a call, or with NULL, nothing is hidden.  failed says whether mask
 * had to hide a whole text because it could not know: output_finish() fails.
 */
typedef void (*output_mask_fn)(struct buf *out, const char *text);
void output_mask(struct output *o, output_mask_fn mask, bool (*failed)(void));

/* The same for a text that somebody else prints: why a command failed. */
void output_mask_error(const struct output *o, struct error *err);

/* Whether items are wanted as JSON; building them otherwise is a waste. */
bool output_wants_json(const struct output *o);

/* The table of rows: columns are set up by the command first. */
struct table *output_table(struct output *o);

/* Of whose task the lists are, for their heads; copied, "" = not known. */
void output_set_task(struct output *o, const char *school, const char *task);
const char *output_school(const struct output *o);
const char *output_task(const struct output *o);

/* Called once, when nothing more is printed. */
void output_mask_end(struct output *o, void (*end)(void *ctx), void *ctx);

/* -o of this command is no list file: the rows go to stdout all the same. */
void output_keep_rows(struct output *o);

/* One item; with --jsonl it is printed now. */
void output_item(struct output *o, struct json *take_item);

/* Counts in the envelope, in the order of the first call with a name. */
void output_count(struct output *o, const char *name, long n);

/* A field of the envelope beside counts (before items). */
void output_field(struct output *o, const char *name, struct json *take_value);

/*
 * A line for people on stdout (tables' foot); nothing with --json.  In a dry
 * run of a command that writes it says "would be: " before what is counted.
 */
void output_line(struct output *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The same below all of them: what a dry run would have logged. */
void output_last(struct output *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The same for a line that is true of a dry run as it stands. */
void output_fact(struct output *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A line for people on stderr; nothing with -q. */
void output_note(const struct output *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * A line for people on stderr also with -q: an item that failed is named
 * whatever else is kept quiet, for the exit status alone names nothing.
 */
void output_failed(const char *text);

/* A note of what was done; in a dry run it says "would be: " before. */
void output_done(const struct output *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * What belongs into the answer could not be read: output_finish() fails and
 * says why.  For a place that has no err of its own; the first one counts.
 */
void output_lack(struct output *o, const struct error *why);

/* Print the table or the envelope with this exit status. */
int output_finish(struct output *o, int status, struct error *err);

/*
 * The envelope (or with lines the summary) of a command that failed: its
 * "error" says why, and there are no items.
 */
struct output_failure {
	const char *noun, *verb; /* as typed; "" = none */
	date_time now;
	const char *text;
	int status;
	bool lines;
};
void output_fail(const struct output_failure *failure);

/* stdout was closed or full: 0, or -1 with err. */
int output_flush(struct error *err);

/* Writing to stdout failed: a closed pipe ends the process quietly. */
int output_broken(struct error *err);

#endif
