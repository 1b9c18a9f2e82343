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
 * From now on everything that is printed goes through mask: cells, texts of
 * items, lines on stdout and stderr.  学号, hashes and our own words stay as
 * they are.  Without this call, or with NULL, nothing is hidden.  failed
 * returns true when mask could not tell what to hide and hid a whole text;
 * output_finish() fails then.
 */
typedef void (*output_mask_fn)(struct buf *out, const char *text);
void output_mask(struct output *o, output_mask_fn mask, bool (*failed)(void));

/* Mask the text of an error, which somebody else prints. */
void output_mask_error(const struct output *o, struct error *err);

/* Whether items are to be printed as JSON; if not, build none. */
bool output_wants_json(const struct output *o);

/* The table for people; the command first adds its columns. */
struct table *output_table(struct output *o);

/* The school and task for the headings of lists; copied, "" = unknown. */
void output_set_task(struct output *o, const char *school, const char *task);
const char *output_school(const struct output *o);
const char *output_task(const struct output *o);

/* Have end(ctx) called once, by output_free(), when nothing is printed any
 * more. */
void output_mask_end(struct output *o, void (*end)(void *ctx), void *ctx);

/* The file of -o is not the list, so the rows still go to stdout. */
void output_keep_rows(struct output *o);

/* One item; with --jsonl it is printed now. */
void output_item(struct output *o, struct json *take_item);

/* Set a count of the envelope; counts keep the order of their first call. */
void output_count(struct output *o, const char *name, long n);

/* A field of the envelope beside counts (before items). */
void output_field(struct output *o, const char *name, struct json *take_value);

/*
 * A line for people below the table on stdout; nothing with --json.  In a dry
 * run of a command that writes, "would be: " is put before it.
 */
void output_line(struct output *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The same, below all other lines: what a dry run would have logged. */
void output_last(struct output *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The same without "would be: ", for a line that is true in a dry run. */
void output_fact(struct output *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A line for people on stderr; nothing with -q. */
void output_note(const struct output *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * A line for people on stderr, with -q as well: the exit status alone does not
 * say which item failed.
 */
void output_failed(const char *text);

/* output_note() of what was done; "would be: " before it in a dry run. */
void output_done(const struct output *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Report that a part of the answer could not be read: output_finish() will
 * fail with this error.  For callers that cannot return one themselves; only
 * the first error is kept.
 */
void output_lack(struct output *o, const struct error *why);

/* Print the table, or the envelope with this exit status in it. */
int output_finish(struct output *o, int status, struct error *err);

/*
 * Print the envelope (the summary line if lines is set) of a command that
 * failed: "error" says why, and there are no items.
 */
struct output_failure {
	const char *noun, *verb; /* as typed; "" = none */
	date_time now;
	const char *text;
	int status;
	bool lines;
};
void output_fail(const struct output_failure *failure);

/* Flush stdout: 0, or -1 with err when it is closed or its disk full. */
int output_flush(struct error *err);

/*
 * To be called when a write to stdout failed: -1 with err from errno.  When the
 * reader of a pipe is gone, ends the process by SIGPIPE instead.
 */
int output_broken(struct error *err);

#endif
