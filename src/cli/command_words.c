/* SPDX-License-Identifier: MIT */
#include "cli/command_words.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/near.h"

const struct command *command_find(command_table table, const char *noun,
				   const char *verb)
{
	size_t i;

	for (i = 0; table[i]; i++) {
		if (strcmp(table[i]->noun, noun) != 0)
			continue;
		if (!verb ||
		    (table[i]->verb && strcmp(table[i]->verb, verb) == 0))
			return table[i];
	}
	return NULL;
}

/* "did you mean qctool NOUN VERB?", as it can be typed. */
static int refuse(const char *words, const char *noun, const char *verb,
		  struct error *err)
{
	return error_set(err, ERROR_USAGE,
			 _("no command \"%s\"; did you mean qctool %s%s%s?"),
			 words, noun, verb ? " " : "", verb ? verb : "");
}

/*
 * The verb as typed when the noun has it, else nothing: two words guessed at
 * once are mostly guessed wrong.
 */
static int refuse_noun(command_table table, const char *noun, const char *verb,
		       struct error *err)
{
	struct near_search near = near_to(noun);
	const char *found;
	size_t i;

	/* "import roster": the words the other way round */
	if (verb && command_find(table, verb, noun))
		return refuse(noun, verb, noun, err);
	for (i = 0; table[i]; i++)
		near_try(&near, table[i]->noun);
	found = near_found(&near);
	if (found)
		return refuse(noun, found,
			      verb && command_find(table, found, verb) ? verb
								       : NULL,
			      err);
	/* "approve 2022010101": a verb alone */
	for (i = 0; table[i]; i++)
		if (table[i]->verb && strcmp(table[i]->verb, noun) == 0)
			return refuse(noun, table[i]->noun, noun, err);
	return error_set(err, ERROR_USAGE,
			 _("no command \"%s\"; see qctool help"), noun);
}

static int refuse_verb(command_table table, const char *noun, const char *verb,
		       struct error *err)
{
	struct near_search near = near_to(verb);
	const char *found;
	char words[128];
	size_t i;

	snprintf(words, sizeof(words), "%s %s", noun, verb);
	for (i = 0; table[i]; i++)
		if (strcmp(table[i]->noun, noun) == 0)
			near_try(&near, table[i]->verb);
	found = near_found(&near);
	if (found)
		return refuse(words, noun, found, err);
	/* "case approve": the verb of another noun */
	for (i = 0; table[i]; i++)
		if (table[i]->verb && strcmp(table[i]->verb, verb) == 0)
			return refuse(words, table[i]->noun, verb, err);
	return error_set(err, ERROR_USAGE,
			 _("no command \"%s\"; see qctool help %s"), words,
			 noun);
}

int command_words_find(command_table table, char *const *words, int n,
		       struct command_words *out, struct error *err)
{
	const char *noun = words[0], *verb = n > 1 ? words[1] : NULL;
	const struct command *first = command_find(table, noun, NULL);

	if (!first)
		return refuse_noun(table, noun, verb, err);
	out->count = 1;
	out->command = first->verb ? NULL : first;
	out->asks_help = first->verb && !verb;
	if (out->command || !verb)
		return 0;
	out->command = command_find(table, noun, verb);
	out->count = 2;
	return out->command ? 0 : refuse_verb(table, noun, verb, err);
}
