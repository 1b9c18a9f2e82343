/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/cancel.h"
#include "base/crash.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/share.h"
#include "base/text.h"
#include "cli/command_words.h"
#include "cli/output.h"
#include "cli/usage.h"

#define GLOBAL(field) offsetof(struct command_globals, field)
#define FILTER(field) offsetof(struct command_filter, field)

static const char *const langs[] = {"zh", "en", NULL};

const struct option command_global_options[] = {
	{"store", 'C', OPTION_FOLDER, N_("DIR"), N_("the store"),
	 .offset = GLOBAL(store)},
	{"task", 0, OPTION_TEXT, N_("T"), N_("the task"),
	 .offset = GLOBAL(task)},
	{"jobs", 'j', OPTION_NUMBER, N_("N"),
	 N_("worker threads (default: the processors)"), .min = 1, .max = 64,
	 .offset = GLOBAL(jobs)},
	{"json", 0, OPTION_FLAG, NULL, N_("one JSON envelope when done"),
	 .offset = GLOBAL(json)},
	{"jsonl", 0, OPTION_FLAG, NULL,
	 N_("a JSON object an item as it finishes"), .offset = GLOBAL(jsonl)},
	{"output", 'o', OPTION_FILE, N_("FILE"),
	 N_("where the list (.csv .tsv .xlsx .html .pdf) or result goes"),
	 .offset = GLOBAL(out)},
	{"dry-run", 'n', OPTION_FLAG, NULL,
	 N_("say what would change, change nothing"),
	 .offset = GLOBAL(dry_run)},
	{"quiet", 'q', OPTION_FLAG, NULL, N_("no notes, no progress"),
	 .offset = GLOBAL(quiet)},
	{"verbose", 'v', OPTION_FLAG, NULL, N_("more notes"),
	 .offset = GLOBAL(verbose)},
	{"lang", 0, OPTION_CHOICE, N_("zh|en"), N_("language of the texts"),
	 .choices = langs, .offset = GLOBAL(lang)},
	{"unmask", 0, OPTION_FLAG, NULL,
	 N_("names and numbers in clear (logged)"), .offset = GLOBAL(unmask)},
	{"as", 0, OPTION_TEXT, N_("WHO"), N_("who acts, for the log"),
	 .offset = GLOBAL(who)},
	{"at", 0, OPTION_TIME, N_("TIME"),
	 N_("the clock; a list is told as it was then"), .offset = GLOBAL(at)},
	{"lock-wait", 0, OPTION_NUMBER, N_("S"),
	 N_("seconds to wait for a busy store (default 10)"), .max = 86400,
	 .offset = GLOBAL(lock_wait)},
	{"no-timing", 0, OPTION_FLAG, NULL, N_("leave ms out of the output"),
	 .offset = GLOBAL(no_timing)},
	{"help", 'h', OPTION_FLAG, NULL, N_("this help"),
	 .offset = GLOBAL(help)},
	{"version", 'V', OPTION_FLAG, NULL, N_("the version of this program"),
	 .offset = GLOBAL(version)},
	OPTION_END};

const struct option command_filter_options[] = {
	{"college", 0, OPTION_TEXT, N_("NAME"), N_("only this college"),
	 .offset = FILTER(college)},
	{"class", 0, OPTION_TEXT, N_("NAME"), N_("only this class"),
	 .offset = FILTER(class_name)},
	{"level", 0, OPTION_TEXT, N_("NAME"), N_("only this level"),
	 .offset = FILTER(level)},
	{"state", 0, OPTION_TEXT, N_("STATE"),
	 N_("only cases in this state, or in these by comma"),
	 .offset = FILTER(state)},
	{"finding", 0, OPTION_TEXT, N_("CODE"), N_("only with this finding"),
	 .offset = FILTER(finding)},
	{"since", 0, OPTION_TIME, N_("TIME"), N_("only changed since"),
	 .offset = FILTER(since)},
	{"ids", 0, OPTION_FILE, N_("FILE"),
	 N_("only the numbers in this file, one a line"),
	 .offset = FILTER(ids)},
	OPTION_END};

/*
 * How a command line is read:
 *
 *   qctool --json photo make -p chsi-99 in/ -o out
 *          |      |     |    |          |
 *          |      |     |    |          operands: all that is no option
 *          |      |     |    options, of the command or global, in any order
 *          |      |     verb, when the noun has verbs
 *          |      noun: the first word that is no option (skip_globals())
 *          global options may stand before the noun
 *
 * Noun and verb are found first, since they say which options there are; only
 * then the whole line is parsed once, with the tables of both.
 */
static void print_buf(struct buf *text, FILE *to)
{
	fputs(buf_str(text), to);
	buf_release(text);
}

/* Errors always say the same in both languages' order: what, then why. */
static int report_error(const struct error *err)
{
	struct buf safe = BUF_INIT;

	text_safe(&safe, err->text);
	fprintf(stderr, "qctool: %s\n", buf_str(&safe));
	buf_release(&safe);
	/*
	 * The kind alone would say 130, as for Ctrl-C; who stops a service
	 * looks for 143.
	 */
	if (err->kind == ERROR_INTERRUPTED && cancel_signal() == SIGTERM)
		return EXIT_STATUS_TERM;
	if (err->kind == ERROR_INTERRUPTED && cancel_signal() == SIGHUP)
		return EXIT_STATUS_HUP;
	return error_exit_status(err->kind);
}

/* Of "-jN" or "--jobs=N": the row of the option, and what follows its name. */
static const struct option *find_global(const char *arg, const char **rest)
{
	const struct option *o = command_global_options;
	size_t n;

	if (arg[1] != '-') {
		*rest = arg + 2;
		for (; o->name; o++)
			if (o->letter == arg[1])
				return o;
		return NULL;
	}
	n = strcspn(arg + 2, "=");
	*rest = arg + 2 + n;
	for (; o->name; o++)
		if (strlen(o->name) == n && strncmp(o->name, arg + 2, n) == 0)
			return o;
	return NULL;
}

/*
 * The global options that may stand before the noun: where the noun is.  An
 * unknown one is stepped over; option_parse() complains about it later, when
 * it is known what else there is.
 */
static int skip_globals(int argc, char **argv)
{
	const struct option *o;
	const char *rest;
	int i;

	for (i = 1; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
		o = find_global(argv[i], &rest);
		if (o && o->type != OPTION_FLAG && !*rest)
			i++; /* its value is a word of its own */
	}
	return i;
}

static const char *login_name(char *room, size_t size)
{
	struct passwd entry, *found = NULL;
	char text[1024];

	/* Not $USER, which anybody may set: this goes into the log. */
	if (getpwuid_r(getuid(), &entry, text, sizeof(text), &found) == 0 &&
	    found)
		snprintf(room, size, "%s", found->pw_name);
	else
		snprintf(room, size, "uid%u", (unsigned)getuid());
	return room;
}

static int check_operands(const struct command *command, int count,
			  struct error *err)
{
	struct buf line = BUF_INIT;
	int result = 0;

	usage_synopsis(command, &line);
	if (count < command->min_operands)
		result = error_set(err, ERROR_USAGE,
				   _("something is missing; usage: %s"),
				   buf_str(&line));
	else if (command->max_operands >= 0 && count > command->max_operands)
		result = error_set(err, ERROR_USAGE,
				   _("too many operands; usage: %s"),
				   buf_str(&line));
	buf_release(&line);
	return result;
}

/* A list or a page must not take the place of what it is made from. */
static int check_output(const struct command_run *run, struct error *err)
{
	const char *out = run->globals->out;
	int i;

	if (!out || file_is_dir(out))
		return 0;
	for (i = 0; i < run->operand_count; i++)
		if (file_is_same(out, run->operands[i]))
			return error_set(err, ERROR_USAGE,
					 _("-o %s would overwrite an input; "
					   "choose another name"),
					 out);
	return 0;
}

static int run_command(struct command_run *run, struct error *err)
{
	int status;

	if (check_operands(run->command, run->operand_count, err) < 0 ||
	    check_output(run, err) < 0)
		return -1;
	if (run->globals->json && run->globals->jsonl)
		return error_set(err, ERROR_USAGE,
				 _("--json and --jsonl exclude each other"));
	run->output = output_new(run->command, run->globals, run->now);
	/*
	 * After a failure nothing more of the answer is printed: half a table
	 * would be taken for a whole one.  What --jsonl printed item by item
	 * stays, without a summary.
	 */
	status = run->command->run(run, err);
	if (status < 0)
		output_mask_error(run->output, err);
	else if (output_finish(run->output, status, err) < 0)
		status = -1;
	output_free(run->output);
	if (output_flush(status >= 0 ? err : NULL) < 0)
		return -1;
	return status;
}

static int show_help(command_table table, const struct command_words *words,
		     const char *noun, bool asked)
{
	struct buf text = BUF_INIT;

	if (words->command)
		usage_command(words->command, &text);
	else if (!asked)
		usage_day(&text);
	else
		usage_list(table, noun, &text);
	print_buf(&text, asked ? stdout : stderr);
	return asked ? EXIT_STATUS_DONE : EXIT_STATUS_USAGE;
}

/* What a command line asks for. */
struct asked {
	struct command_words words;
	const char *noun; /* as typed; NULL = none */
	struct command_globals globals;
	struct command_filter filter;
	void *options; /* of the command, by its own table */
	struct option_targets targets;
	struct option_parsed parsed;
};

/* Everything is known: set up the run and go. */
static int start(const struct asked *asked, struct error *err)
{
	const struct command_globals *globals = &asked->globals;
	struct command_run run = {
		.command = asked->words.command,
		.globals = globals,
		.filter = &asked->filter,
		.options = asked->options,
		.operands = asked->parsed.operands + asked->words.count,
		.operand_count = asked->parsed.count - asked->words.count,
		.now = date_time_now(),
		.who = globals->who,
	};
	char login[64];

	if (globals->dry_run)
		file_pretend();
	if (globals->at)
		date_time_parse(globals->at, &run.now);
	if (!run.who)
		run.who = login_name(login, sizeof(login));
	return run_command(&run, err);
}

/* Which options there are is known once the command is. */
static void set_targets(struct asked *asked)
{
	const struct command *command = asked->words.command;
	struct option_targets *targets = &asked->targets;

	targets->list[targets->n++] =
		(struct option_target){command_global_options, &asked->globals};
	if (!command)
		return;
	/* one byte more: a command without options gets an address too */
	asked->options = mem_xcalloc(1, command->options_size + 1);
	targets->list[targets->n++] =
		(struct option_target){command->options, asked->options};
	if (command->flags & COMMAND_FILTER)
		targets->list[targets->n++] = (struct option_target){
			command_filter_options, &asked->filter};
}

static int ask_words(command_table table, int argc, char **argv,
		     struct asked *asked, struct error *err)
{
	int at = skip_globals(argc, argv);
	bool has_verb = at + 1 < argc && argv[at + 1][0] != '-';

	if (at >= argc)
		return 0;
	asked->noun = argv[at];
	return command_words_find(table, argv + at, has_verb ? 2 : 1,
				  &asked->words, err);
}

/* Whatever else is on the line. */
static void ask_version(command_table table, struct asked *asked)
{
	asked->words.command = command_find(table, "version", NULL);
	asked->words.count = asked->parsed.count = 0;
}

/* The error is in English, since there are no other texts. */
static int start_language(const char *lang, const char *folder,
			  struct error *err)
{
	if (i18n_start(lang, folder) == 0)
		return 0;
	return error_set(err, ERROR_SYSTEM,
			 "the Chinese texts in %s cannot be loaded: they are "
			 "damaged, or there is no memory for them; "
			 "--lang en does without",
			 folder);
}

static int parse_and_run(command_table table, int argc, char **argv,
			 struct error *err)
{
	struct asked asked = {.globals = {.lock_wait = 10}};
	const struct command_globals *globals = &asked.globals;
	int result;

	if (ask_words(table, argc, argv, &asked, err) < 0)
		return -1;
	set_targets(&asked);
	result = option_parse(argc - 1, argv + 1, &asked.targets, &asked.parsed,
			      err);
	if (result == 0 && globals->lang)
		result = start_language(globals->lang,
					getenv("QCTOOL_LOCALE_DIR"), err);
	if (result == 0 && globals->version)
		ask_version(table, &asked);
	if (result == 0 && (globals->help || !asked.words.command))
		result = show_help(table, &asked.words, asked.noun,
				   globals->help || asked.words.asks_help);
	else if (result == 0)
		result = start(&asked, err);
	if (asked.words.command)
		option_release(&asked.targets.list[1]);
	option_parsed_release(&asked.parsed);
	free(asked.options);
	return result;
}

/*
 * Of an option that says how a complaint is told: known before the line is
 * read, since the complaint may be about the line.  "" for a flag; NULL = not
 * there.
 */
static const char *asked_early(int argc, char **argv, const char *name)
{
	size_t n = strlen(name);
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], name, n) != 0)
			continue;
		if (argv[i][n] == '=')
			return argv[i] + n + 1;
		if (!argv[i][n])
			return i + 1 < argc ? argv[i + 1] : "";
	}
	return NULL;
}

static const char *asked_language(int argc, char **argv)
{
	const char *value = asked_early(argc, argv, "--lang");

	if (value && strcmp(value, "zh") != 0 && strcmp(value, "en") != 0)
		return NULL;
	return value;
}

/* A program that asked for an envelope gets one of a failure too. */
static void envelope_error(command_table table, int argc, char **argv,
			   const char *text, int status)
{
	int at = skip_globals(argc, argv);
	const char *noun = at < argc ? argv[at] : "";
	const char *verb = at + 1 < argc ? argv[at + 1] : "";
	const char *when = asked_early(argc, argv, "--at");
	const struct command *first = command_find(table, noun, NULL);
	bool lines = asked_early(argc, argv, "--jsonl") != NULL;
	struct output_failure failure = {.now = date_time_now(),
					 .text = text,
					 .status = status,
					 .lines = lines};

	if (!lines && !asked_early(argc, argv, "--json"))
		return;
	if (when)
		date_time_parse(when, &failure.now);
	if (first && !first->verb)
		verb = "";
	failure.noun = noun;
	failure.verb = *verb == '-' ? "" : verb;
	output_fail(&failure);
}

int command_main(command_table table, int argc, char **argv)
{
	struct error err = ERROR_INIT;
	char *locale;
	int status;

	file_hold_streams();
	locale = share_locale_dir();
	/* --lang, once it is parsed, starts again from this folder. */
	setenv("QCTOOL_LOCALE_DIR", locale, 1);
	/* First: without memory gettext() itself goes astray. */
	crash_install();
	status = start_language(asked_language(argc, argv), locale, &err);
	free(locale);
	cancel_install();
	if (status == 0)
		status = parse_and_run(table, argc, argv, &err);
	if (status >= 0)
		return status;
	status = report_error(&err);
	envelope_error(table, argc, argv, err.text, status);
	return status;
}
