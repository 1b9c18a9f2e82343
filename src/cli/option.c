/* SPDX-License-Identifier: MIT */
#include "cli/option.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/text.h"

/* A reason for the log has to fit whole; no path is longer either. */
enum { LONGEST_TEXT = 3000 };

struct found {
	const struct option *option;
	void *values;
};

struct parser {
	int argc, at;
	char **argv;
	const struct option_targets *targets;
};

/*
 * How a row of an option table finds its place in the command's own struct:
 *
 *   {"profile", 'p', OPTION_TEXT, …, .offset = offsetof(struct X, profile)}
 *                                                 |
 *   struct X { …; const char *profile; … }  <-----+  values + offset
 *
 * One table thus says name, type, place and help of an option, and usage, man
 * page and completions are made of the very rows that are parsed.  The targets
 * are tried in order: the first table that has the option wins.
 */
static struct found find_option(const struct parser *parser, const char *name,
				size_t n, char letter)
{
	struct found found = {NULL, NULL};
	const struct option *o;
	size_t t;

	for (t = 0; t < parser->targets->n; t++)
		for (o = parser->targets->list[t].options; o && o->name; o++)
			if ((letter && o->letter == letter) ||
			    (name && strlen(o->name) == n &&
			     strncmp(o->name, name, n) == 0)) {
				found.option = o;
				found.values = parser->targets->list[t].values;
				return found;
			}
	return found;
}

static int unknown(const struct parser *parser, const char *name,
		   struct error *err)
{
	size_t t, n = strcspn(name, "=");
	const struct option *o;
	const char *best;
	char word[NEAR_MAX];
	struct near_search near;

	snprintf(word, sizeof(word), "%.*s", (int)n, name);
	near = near_to(word);
	for (t = 0; t < parser->targets->n; t++)
		for (o = parser->targets->list[t].options; o && o->name; o++)
			near_try(&near, o->name);
	best = near_found(&near);
	if (best)
		return error_set(err, ERROR_USAGE,
				 _("unknown option --%s; did you mean --%s?"),
				 word, best);
	return error_set(err, ERROR_USAGE, _("unknown option --%s; see --help"),
			 word);
}

/*
 * All complaints of a value have one form: the option, what was given, what it
 * wants instead.
 */
static int bad_value(const struct option *o, const char *value,
		     const char *wanted, struct error *err)
{
	return error_set(err, ERROR_USAGE, _("--%s %s: wants %s"), o->name,
			 value, wanted);
}

static int store_choice(const struct option *o, const char *value,
			const char **target, struct error *err)
{
	char names[200] = "";
	size_t i, n = 0;

	for (i = 0; o->choices[i]; i++) {
		/* as lists show it, too */
		if (strcmp(o->choices[i], value) == 0 ||
		    strcmp(_(o->choices[i]), value) == 0) {
			*target = o->choices[i];
			return 0;
		}
		if (n + strlen(o->choices[i]) + 3 < sizeof(names))
			n += (size_t)snprintf(names + n, sizeof(names) - n,
					      "%s%s", i ? ", " : "",
					      o->choices[i]);
	}
	return bad_value(o, value, names, err);
}

static int store_number(const struct option *o, const char *value, long *target,
			struct error *err)
{
	long max = o->max ? o->max : LONG_MAX;
	char wanted[80];

	if (text_to_long(value, o->min, max, target) == 0)
		return 0;
	if (o->max)
		snprintf(wanted, sizeof(wanted),
			 _("a whole number from %ld to %ld"), o->min, o->max);
	else
		snprintf(wanted, sizeof(wanted),
			 _("a whole number from %ld on"), o->min);
	return bad_value(o, value, wanted, err);
}

static int store_time(const struct option *o, const char *value,
		      const char **target, struct error *err)
{
	date_time t;

	if (date_time_parse(value, &t) < 0)
		return bad_value(o, value,
				 _("a time like 2026-05-11T01:30:00+08:00"),
				 err);
	*target = value;
	return 0;
}

static void store_list(struct option_list *list, const char *value)
{
	list->values =
		mem_xrealloc(list->values,
			     (size_t)(list->count + 1) * sizeof(*list->values));
	list->values[list->count++] = value;
}

static int store_value(struct found f, const char *value, struct error *err)
{
	char *target = (char *)f.values + f.option->offset;

	switch (f.option->type) {
	case OPTION_CHOICE:
		return store_choice(f.option, value,
				    (const char **)(void *)target, err);
	case OPTION_NUMBER:
		return store_number(f.option, value, (long *)(void *)target,
				    err);
	case OPTION_REAL:
		if (text_to_double(value, (double *)(void *)target) == 0)
			return 0;
		return bad_value(f.option, value, _("a number"), err);
	case OPTION_TIME:
		return store_time(f.option, value,
				  (const char **)(void *)target, err);
	case OPTION_LIST:
		store_list((struct option_list *)(void *)target, value);
		return 0;
	case OPTION_FLAG:
		break;
	default:
		/* Names of files are bytes, what is kept is text. */
		if (f.option->type == OPTION_TEXT &&
		    !text_is_utf8(value, strlen(value)))
			return error_set(err, ERROR_USAGE,
					 _("--%s is not UTF-8; check the "
					   "terminal's character set"),
					 f.option->name);
		if (strlen(value) > LONGEST_TEXT)
			return error_set(err, ERROR_USAGE,
					 _("--%s takes at most %d bytes of "
					   "text"),
					 f.option->name, LONGEST_TEXT);
		*(const char **)(void *)target = value;
	}
	return 0;
}

static int next_value(struct parser *parser, const struct option *o,
		      const char **value, struct error *err)
{
	if (parser->at + 1 >= parser->argc)
		return error_set(err, ERROR_USAGE, _("--%s wants a value: %s"),
				 o->name, _(o->metavar));
	*value = parser->argv[++parser->at];
	return 0;
}

static int parse_long(struct parser *parser, struct error *err)
{
	const char *name = parser->argv[parser->at] + 2, *value;
	size_t n = strcspn(name, "=");
	struct found f = find_option(parser, name, n, 0);

	if (!f.option)
		return unknown(parser, name, err);
	if (f.option->type == OPTION_FLAG) {
		if (name[n])
			return error_set(err, ERROR_USAGE,
					 _("--%s takes no value"),
					 f.option->name);
		*(bool *)((char *)f.values + f.option->offset) = true;
		return 0;
	}
	value = name + n + 1;
	if (!name[n] && next_value(parser, f.option, &value, err) < 0)
		return -1;
	return store_value(f, value, err);
}

static int parse_short(struct parser *parser, struct error *err)
{
	const char *at = parser->argv[parser->at] + 1, *value;
	struct found f;

	/* "-nq" is two flags, "-pNAME" an option with its value. */
	for (; *at; at++) {
		f = find_option(parser, NULL, 0, *at);
		if (!f.option)
			return error_set(err, ERROR_USAGE,
					 _("unknown option -%c; see --help"),
					 *at);
		if (f.option->type == OPTION_FLAG) {
			*(bool *)((char *)f.values + f.option->offset) = true;
			continue;
		}
		value = at + 1;
		if (!*value && next_value(parser, f.option, &value, err) < 0)
			return -1;
		return store_value(f, value, err);
	}
	return 0;
}

int option_parse(int argc, char **argv, const struct option_targets *targets,
		 struct option_parsed *out, struct error *err)
{
	struct parser parser = {argc, 0, argv, targets};
	bool only_operands = false;
	const char *arg;
	int result;

	out->count = 0;
	/* All words may be operands; the texts stay in argv. */
	out->operands = mem_xcalloc((size_t)argc + 1, sizeof(char *));
	for (; parser.at < argc; parser.at++) {
		arg = argv[parser.at];
		result = 0;
		if (only_operands || arg[0] != '-' || arg[1] == '\0')
			out->operands[out->count++] = argv[parser.at];
		else if (strcmp(arg, "--") == 0)
			only_operands = true;
		else if (arg[1] == '-')
			result = parse_long(&parser, err);
		else
			result = parse_short(&parser, err);
		if (result < 0)
			return -1;
	}
	return 0;
}

void option_parsed_release(struct option_parsed *parsed)
{
	free(parsed->operands);
	parsed->operands = NULL;
	parsed->count = 0;
}

void option_release(const struct option_target *target)
{
	const struct option *o;

	for (o = target->options; o && o->name; o++)
		if (o->type == OPTION_LIST) {
			struct option_list *list =
				(void *)((char *)target->values + o->offset);

			free(list->values);
			list->values = NULL;
			list->count = 0;
		}
}
