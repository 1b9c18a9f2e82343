/* SPDX-License-Identifier: MIT */
#include "cli/output.h"

#include <stdarg.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

/*
 * The three answers of a command, the same items in each:
 *
 *   table    columns, a line an item, then what was counted (foot); with -o
 *            the table goes into the file and only the foot is printed
 *
 *   --json   {"schema":"qctool.v1","cmd":…,"at":…,"exit":…,"counts":{…},
 *             fields…, "items":[…]}       one line, when all is done
 *
 *   --jsonl  {item}                       a line an item, as it finishes
 *            {item}
 *            {"summary":{"schema":…,"exit":…,"counts":{…}, fields…}}
 *
 * head, counts, fields and items are gathered apart, since the envelope's order
 * is not the order in which they become known: the exit status comes last and
 * stands before the items.
 */
enum output_mode { MODE_TABLE, MODE_JSON, MODE_JSONL };

struct output {
	enum output_mode mode;
	bool quiet, to_file;
	struct table table;
	struct json *head, *items, *counts, *fields;
	struct buf foot;
};

static void start_head(struct output *o, const struct command *command,
		       date_time now)
{
	char at[26], name[64];

	date_time_format(now, at);
	snprintf(name, sizeof(name), "%s%s%s", command->noun,
		 command->verb ? " " : "", command->verb ? command->verb : "");
	o->head = json_new_object();
	json_set_str(o->head, "schema", "qctool.v1");
	json_set_str(o->head, "cmd", name);
	json_set_str(o->head, "at", at);
}

struct output *output_new(const struct command *command,
			  const struct command_globals *globals, date_time now)
{
	struct output *o = mem_xcalloc(1, sizeof(*o));

	o->mode = globals->jsonl  ? MODE_JSONL
		  : globals->json ? MODE_JSON
				  : MODE_TABLE;
	o->quiet = globals->quiet;
	o->to_file = globals->out != NULL;
	start_head(o, command, now);
	o->items = json_new_array();
	o->counts = json_new_object();
	o->fields = json_new_object();
	return o;
}

void output_free(struct output *take_output)
{
	if (!take_output)
		return;
	json_free(take_output->head);
	json_free(take_output->items);
	json_free(take_output->counts);
	json_free(take_output->fields);
	table_release(&take_output->table);
	buf_release(&take_output->foot);
	free(take_output);
}

bool output_wants_json(const struct output *o)
{
	return o->mode != MODE_TABLE;
}

void output_keep_rows(struct output *o)
{
	o->to_file = false;
}

struct table *output_table(struct output *o)
{
	return &o->table;
}

static void print_json(const struct json *value)
{
	struct buf line = BUF_INIT;

	json_write(value, &line);
	buf_addc(&line, '\n');
	fwrite(line.data, 1, line.size, stdout);
	buf_release(&line);
}

void output_item(struct output *o, struct json *take_item)
{
	if (o->mode == MODE_JSON) {
		json_add(o->items, take_item);
		return;
	}
	if (o->mode == MODE_JSONL)
		print_json(take_item);
	json_free(take_item);
}

void output_count(struct output *o, const char *name, long n)
{
	json_set_int(o->counts, name, n);
}

void output_field(struct output *o, const char *name, struct json *take_value)
{
	json_set(o->fields, name, take_value);
}

void output_line(struct output *o, const char *format, ...)
{
	char *text = NULL;
	va_list ap;

	/*
	 * Kept until the table is printed: a line about the whole belongs below
	 * the rows, and with --json nobody reads it.
	 */
	if (o->mode != MODE_TABLE || o->quiet)
		return;
	va_start(ap, format);
	if (vasprintf(&text, format, ap) >= 0) {
		text_safe(&o->foot, text);
		buf_addc(&o->foot, '\n');
	}
	va_end(ap);
	free(text);
}

void output_note(const struct output *o, const char *format, ...)
{
	struct buf safe = BUF_INIT;
	char *text = NULL;
	va_list ap;

	if (o->quiet)
		return;
	va_start(ap, format);
	if (vasprintf(&text, format, ap) >= 0) {
		text_safe(&safe, text);
		fprintf(stderr, "%s\n", buf_str(&safe));
	}
	va_end(ap);
	buf_release(&safe);
	free(text);
}

/*
 * The last column is not padded unless it is a number, so that a line copied
 * from the terminal has no blanks behind it.  Control characters of a cell (a
 * file's name may hold an escape sequence) are made visible by text_safe() and
 * text_fit().
 */
static void add_line(const struct table *t, size_t row, bool header,
		     const int *widths, struct buf *out)
{
	size_t c;

	for (c = 0; c < t->n_columns; c++) {
		const char *text =
			header ? t->columns[c].title : table_text(t, row, c);

		if (c)
			buf_adds(out, "  ");
		if (c + 1 == t->n_columns &&
		    !(t->columns[c].align == TABLE_RIGHT))
			text_safe(out, text);
		else
			text_fit(out, text, widths[c],
				 t->columns[c].align == TABLE_RIGHT);
	}
	while (out->size && out->data[out->size - 1] == ' ')
		out->data[--out->size] = '\0';
	buf_addc(out, '\n');
}

/* Two passes: a column is as wide as its widest cell. */
static void print_table(const struct table *t)
{
	int *widths = mem_xcalloc(t->n_columns, sizeof(*widths));
	struct buf out = BUF_INIT;
	size_t i;

	for (i = 0; i < t->n_columns; i++)
		widths[i] = table_width(t, i);
	if (t->n_rows && t->n_columns)
		add_line(t, 0, true, widths, &out);
	for (i = 0; i < t->n_rows; i++) {
		add_line(t, i, false, widths, &out);
		fwrite(out.data, 1, out.size, stdout);
		buf_clear(&out);
	}
	buf_release(&out);
	free(widths);
}

/*
 * What a command adds of its own stands beside the counts, as a key of the
 * envelope and not of an item: "files" of a package, "anchor" of the log.
 */
static void move_fields(const struct json *from, struct json *to)
{
	const struct json *value;
	const char *key;
	void *it = NULL;

	while ((key = json_next(from, &it, &value)))
		json_set(to, key, json_share(value));
}

static void print_envelope(struct output *o, int status)
{
	json_set_int(o->head, "exit", status);
	json_set(o->head, "counts", json_share(o->counts));
	move_fields(o->fields, o->head);
	json_set(o->head, "items", json_share(o->items));
	print_json(o->head);
}

static void print_summary(struct output *o, int status)
{
	struct json *line = json_new_object();

	json_set_int(o->head, "exit", status);
	json_set(o->head, "counts", json_share(o->counts));
	move_fields(o->fields, o->head);
	json_set(line, "summary", json_share(o->head));
	print_json(line);
	json_free(line);
}

void output_finish(struct output *o, int status)
{
	switch (o->mode) {
	case MODE_JSON:
		print_envelope(o, status);
		break;
	case MODE_JSONL:
		print_summary(o, status);
		break;
	case MODE_TABLE:
		if (!o->to_file)
			print_table(&o->table);
		fwrite(buf_str(&o->foot), 1, o->foot.size, stdout);
		break;
	}
}

/*
 * A reader that has seen enough (`| head -1`) is no error: the process ends by
 * SIGPIPE, as git does, once the work is stored.  errno may be of a later
 * write, so the pipe itself is asked.
 */
int output_broken(struct error *err)
{
	int why = errno;
	struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};

	if (poll(&out, 1, 0) == 1 && out.revents & POLLERR) {
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	errno = why;
	return error_set_errno(err, _("cannot write the output"));
}

int output_flush(struct error *err)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	return output_broken(err);
}
