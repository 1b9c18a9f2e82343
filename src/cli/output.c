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
#include "cli/table_print.h"

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
 * stands before the items.  Those are kept as the text that they become: as
 * values 200,000 photos took 689 MB, as text 83.
 */
enum output_mode { MODE_TABLE, MODE_JSON, MODE_JSONL };

struct output {
	enum output_mode mode;
	bool quiet, to_file;
	bool dry;	/* -n: notes of what was done are conditional */
	bool dry_lines; /* … and the lines of a command that writes */
	struct table table;
	struct json *head, *counts, *fields;
	struct buf items; /* {item},{item},… */
	struct buf foot, last;
	char *school, *task; /* NULL = not known */
	output_mask_fn mask; /* NULL = nothing is hidden */
	bool (*mask_failed)(void);
	void (*mask_end)(void *ctx);
	void *mask_ctx;
	struct error lack; /* ERROR_NONE = nothing is missing */
};

/*
 * Files and cells of strangers come out at many places: as a file's name, in a
 * finding's detail, in a reason.  So that none is forgotten the mask sits
 * here, where all of them pass.  What is named here is never a person's word.
 */
static const char *const never_masked[] = {
	"xh",	   "sha256",  "hash",	 "anchor", "at",      "schema", "cmd",
	"status",  "state",   "verdict", "event",  "code",    "sev",	"kind",
	"profile", "outcome", "before",	 "after",  "version", "step",	"what",
};

static void mask_text(void *ctx, const char *id, const char *text,
		      struct buf *out)
{
	const struct output *o = ctx;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(never_masked); i++)
		if (strcmp(never_masked[i], id) == 0)
			break;
	if (i < ARRAY_SIZE(never_masked))
		buf_adds(out, text);
	else
		o->mask(out, text);
}

void output_mask(struct output *o, output_mask_fn mask, bool (*failed)(void))
{
	o->mask = mask;
	o->mask_failed = failed;
	o->table.rewrite = mask ? mask_text : NULL;
	o->table.rewrite_ctx = o;
}

void output_mask_end(struct output *o, void (*end)(void *ctx), void *ctx)
{
	o->mask_end = end;
	o->mask_ctx = ctx;
}

/* A list of stars must not pass for the answer. */
static int check_mask(const struct output *o, struct error *err)
{
	if (!o->mask_failed || !o->mask_failed())
		return 0;
	return error_set(err, ERROR_SYSTEM,
			 _("the names of the store cannot be read, so every "
			   "text was hidden; run the command again"));
}

void output_mask_error(const struct output *o, struct error *err)
{
	struct buf masked = BUF_INIT;

	if (o->mask) {
		o->mask(&masked, err->text);
		snprintf(err->text, sizeof(err->text), "%s", buf_str(&masked));
	}
	buf_release(&masked);
	check_mask(o, err);
}

/* A line as it goes to a person's screen. */
static void add_line(const struct output *o, const char *text, struct buf *out)
{
	struct buf masked = BUF_INIT;

	if (o->mask)
		o->mask(&masked, text);
	text_safe(out, o->mask ? buf_str(&masked) : text);
	buf_release(&masked);
}

static struct json *new_head(const char *noun, const char *verb, date_time now)
{
	struct json *head = json_new_object();
	struct buf name = BUF_INIT;
	char at[26];

	date_time_format(now, at);
	text_safe(&name, noun);
	buf_addf(&name, "%s", *verb ? " " : "");
	text_safe(&name, verb);
	json_set_str(head, "schema", "qctool.v1");
	json_set_str(head, "cmd", buf_str(&name));
	json_set_str(head, "at", at);
	buf_release(&name);
	return head;
}

struct output *output_new(const struct command *command,
			  const struct command_globals *globals, date_time now)
{
	struct output *o = mem_xcalloc(1, sizeof(*o));

	o->mode = globals->jsonl  ? MODE_JSONL
		  : globals->json ? MODE_JSON
				  : MODE_TABLE;
	o->quiet = globals->quiet;
	o->dry = globals->dry_run;
	o->dry_lines = o->dry && command->flags & COMMAND_WRITES;
	o->to_file = globals->out != NULL;
	o->head = new_head(command->noun, command->verb ? command->verb : "",
			   now);
	o->counts = json_new_object();
	o->fields = json_new_object();
	return o;
}

void output_free(struct output *take_output)
{
	if (!take_output)
		return;
	json_free(take_output->head);
	json_free(take_output->counts);
	json_free(take_output->fields);
	buf_release(&take_output->items);
	table_release(&take_output->table);
	buf_release(&take_output->foot);
	buf_release(&take_output->last);
	free(take_output->school);
	free(take_output->task);
	if (take_output->mask_end)
		take_output->mask_end(take_output->mask_ctx);
	free(take_output);
}

void output_set_task(struct output *o, const char *school, const char *task)
{
	free(o->school);
	free(o->task);
	o->school = mem_xstrdup(school);
	o->task = mem_xstrdup(task);
}

const char *output_school(const struct output *o)
{
	return o->school;
}

const char *output_task(const struct output *o)
{
	return o->task;
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
	struct json *masked;

	if (o->mask && o->mode != MODE_TABLE) {
		masked = json_rewrite(take_item, mask_text, o);
		json_free(take_item);
		take_item = masked;
	}
	if (o->mode == MODE_JSON) {
		buf_adds(&o->items, o->items.size ? "," : "");
		json_write(take_item, &o->items);
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
	struct json *value = take_value;

	if (o->mask && strcmp(name, "anchor") != 0) {
		value = json_rewrite(take_value, mask_text, o);
		json_free(take_value);
	}
	json_set(o->fields, name, value);
}

/*
 * Kept until the table is printed: a line about the whole belongs below the
 * rows, and with --json nobody reads it.
 */
static void add_foot(const struct output *o, struct buf *foot,
		     const char *format, va_list ap)
{
	char *text;

	if (o->mode != MODE_TABLE || o->quiet)
		return;
	text = mem_xvprintf(format, ap);
	add_line(o, text, foot);
	buf_addc(foot, '\n');
	free(text);
}

void output_line(struct output *o, const char *format, ...)
{
	va_list ap;

	if (o->dry_lines && o->mode == MODE_TABLE && !o->quiet)
		buf_adds(&o->foot, _("would be: "));
	va_start(ap, format);
	add_foot(o, &o->foot, format, ap);
	va_end(ap);
}

void output_fact(struct output *o, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_foot(o, &o->foot, format, ap);
	va_end(ap);
}

void output_last(struct output *o, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_foot(o, &o->last, format, ap);
	va_end(ap);
}

static void note(const struct output *o, bool would, const char *format,
		 va_list ap)
{
	struct buf safe = BUF_INIT;
	char *text;

	if (o->quiet)
		return;
	text = mem_xvprintf(format, ap);
	add_line(o, text, &safe);
	fprintf(stderr, "%s%s\n", would ? _("would be: ") : "", buf_str(&safe));
	buf_release(&safe);
	free(text);
}

void output_note(const struct output *o, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	note(o, false, format, ap);
	va_end(ap);
}

void output_done(const struct output *o, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	note(o, o->dry, format, ap);
	va_end(ap);
}

void output_failed(const char *text)
{
	struct buf safe = BUF_INIT;

	text_safe(&safe, text);
	fprintf(stderr, "%s\n", buf_str(&safe));
	buf_release(&safe);
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
	struct buf head = BUF_INIT;

	json_set_int(o->head, "exit", status);
	json_set(o->head, "counts", json_share(o->counts));
	move_fields(o->fields, o->head);
	json_write(o->head, &head);
	/* the head's } comes behind the items */
	fwrite(head.data, 1, head.size - 1, stdout);
	fputs(",\"items\":[", stdout);
	fwrite(buf_str(&o->items), 1, o->items.size, stdout);
	fputs("]}\n", stdout);
	buf_release(&head);
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

void output_lack(struct output *o, const struct error *why)
{
	if (o->lack.kind == ERROR_NONE)
		o->lack = *why;
}

int output_finish(struct output *o, int status, struct error *err)
{
	if (check_mask(o, err) < 0)
		return -1;
	if (o->lack.kind != ERROR_NONE) {
		if (err)
			*err = o->lack;
		output_mask_error(o, err);
		return -1;
	}
	switch (o->mode) {
	case MODE_JSON:
		print_envelope(o, status);
		break;
	case MODE_JSONL:
		print_summary(o, status);
		break;
	case MODE_TABLE:
		if (!o->to_file)
			table_print(&o->table, table_print_screen(stdout),
				    stdout);
		fwrite(buf_str(&o->foot), 1, o->foot.size, stdout);
		fwrite(buf_str(&o->last), 1, o->last.size, stdout);
		break;
	}
	/* the cells of a table are masked as they are printed */
	return check_mask(o, err);
}

void output_fail(const struct output_failure *f)
{
	struct json *head = new_head(f->noun, f->verb, f->now);
	struct json *line = json_new_object();
	struct buf safe = BUF_INIT;

	text_safe(&safe, f->text);
	json_set_int(head, "exit", f->status);
	json_set_str(head, "error", buf_str(&safe));
	json_set(head, "counts", json_new_object());
	if (!f->lines)
		json_set(head, "items", json_new_array());
	json_set(line, "summary", json_share(head));
	print_json(f->lines ? line : head);
	json_free(line);
	json_free(head);
	buf_release(&safe);
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
