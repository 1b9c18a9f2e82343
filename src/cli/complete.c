/* SPDX-License-Identifier: MIT */
#include "cli/complete.h"

#include <stdio.h>
#include <string.h>

static const struct option *among(const struct option *o, const char *arg)
{
	size_t n = strcspn(arg + 2, "=");

	for (; o && o->name; o++) {
		if (arg[1] != '-' && o->letter == arg[1] && !arg[2])
			return o;
		if (arg[1] == '-' && strlen(o->name) == n &&
		    strncmp(o->name, arg + 2, n) == 0)
			return o;
	}
	return NULL;
}

/* As they will be parsed: the command's own hide the global ones. */
static const struct option *option_of(const struct complete *c, const char *arg)
{
	const struct option *o = NULL;

	if (strlen(arg) < 2)
		return NULL;
	if (c->command)
		o = among(c->command->options, arg);
	if (!o && c->command && c->command->flags & COMMAND_FILTER)
		o = among(command_filter_options, arg);
	return o ? o : among(command_global_options, arg);
}

static void take_value(struct complete *c, const struct option *o,
		       const char *value)
{
	if (strcmp(o->name, "store") == 0)
		c->store = value;
	else if (strcmp(o->name, "task") == 0)
		c->task = value;
}

static void take_word(command_table table, struct complete *c, const char *word)
{
	const struct command *first;

	if (c->command) {
		c->operands++;
	} else if (!c->noun) {
		first = command_find(table, word, NULL);
		c->noun = word;
		if (first && !first->verb)
			c->command = first;
	} else {
		c->command = command_find(table, c->noun, word);
		/* no such verb: nothing to say about the rest */
		if (!c->command)
			c->noun = "";
	}
}

/* Where an option wants a value: the value of which option is typed, or NULL.
 */
static const struct option *walk(command_table table, char *const *words, int n,
				 struct complete *c)
{
	const struct option *o, *open = NULL;
	int i;

	for (i = 0; i < n; i++) {
		/* bash parts --profile=x into three words */
		if (open && strcmp(words[i], "=") == 0)
			continue;
		if (open) {
			take_value(c, open, words[i]);
			open = NULL;
		} else if (words[i][0] == '-') {
			o = option_of(c, words[i]);
			if (o && strchr(words[i], '='))
				take_value(c, o, strchr(words[i], '=') + 1);
			else if (o && o->type != OPTION_FLAG)
				open = o;
		} else {
			take_word(table, c, words[i]);
		}
	}
	return open;
}

/* In "--profile=x" and in "--profile" "=" only the value is still typed. */
static void leave_value(struct complete *c)
{
	const char *equal = strchr(c->current, '=');

	if (!c->option && c->current[0] == '-' && equal) {
		c->option = option_of(c, c->current);
		c->before = c->current;
		c->before_size = (size_t)(equal + 1 - c->current);
		c->current = equal + 1;
	} else if (c->option && strcmp(c->current, "=") == 0) {
		c->current = "";
	}
}

static enum complete_kind kind_of(const struct complete *c)
{
	if (c->option)
		return COMPLETE_VALUE;
	if (c->current[0] == '-')
		return COMPLETE_OPTION;
	if (!c->noun)
		return COMPLETE_NOUN;
	if (!c->command)
		return *c->noun ? COMPLETE_VERB : COMPLETE_NOTHING;
	return COMPLETE_OPERAND;
}

void complete_find(command_table table, char *const *words, int n,
		   struct complete *c)
{
	*c = (struct complete){.current = words[n - 1], .before = ""};
	c->option = walk(table, words, n - 1, c);
	leave_value(c);
	c->kind = kind_of(c);
}

/* "NUMBER FIELD=VALUE…": the second word stands for all that follow. */
void complete_operand(const struct complete *c, char *word, size_t size)
{
	const char *at = c->command->operands, *next;
	int i;

	*word = '\0';
	if (!at)
		return;
	for (i = 0; i < c->operands; i++) {
		next = strchr(at, ' ');
		if (!next)
			break;
		at = next + 1;
	}
	snprintf(word, size, "%.*s", (int)strcspn(at, " "), at);
}
