/* SPDX-License-Identifier: MIT */
#include "cli/docs.h"

#include <stdio.h>
#include <string.h>

/*
 * Three shells, one idea: the first word completes to a noun, the second to a
 * verb of that noun, a word with a dash to the options of that command and the
 * global ones, anything else to a file.  The scripts hold all the words instead
 * of asking the program, so that a completion never starts a process.
 */
static void add_names(const struct option *options, struct buf *out)
{
	for (; options && options->name; options++)
		buf_addf(out, " --%s", options->name);
}

static void add_verbs(command_table table, const char *noun, struct buf *out)
{
	size_t i;

	for (i = 0; table[i]; i++)
		if (strcmp(table[i]->noun, noun) == 0 && table[i]->verb)
			buf_addf(out, " %s", table[i]->verb);
}

void docs_bash(command_table table, struct buf *out)
{
	const char *noun;
	size_t i;

	buf_adds(out, "# bash completion for qctool; made by make docs.\n"
		      "_qctool()\n{\n"
		      "\tlocal cur=${COMP_WORDS[COMP_CWORD]}\n"
		      "\tlocal noun=${COMP_WORDS[1]} verb=${COMP_WORDS[2]}\n"
		      "\tlocal global=\"");
	add_names(command_global_options, out);
	buf_adds(out, "\" words=\"\"\n\tif [ \"$COMP_CWORD\" = 1 ]; then\n"
		      "\t\twords=\"");
	for (i = 0; (noun = docs_noun(table, i)); i++)
		buf_addf(out, " %s", noun);
	buf_adds(out, "\"\n\telif [ \"$COMP_CWORD\" = 2 ]; then\n"
		      "\t\tcase $noun in\n");
	for (i = 0; (noun = docs_noun(table, i)); i++) {
		buf_addf(out, "\t\t%s) words=\"", noun);
		add_verbs(table, noun, out);
		buf_adds(out, "\" ;;\n");
	}
	buf_adds(out, "\t\tesac\n\telif [[ $cur == -* ]]; then\n"
		      "\t\tcase \"$noun $verb\" in\n");
	for (i = 0; table[i]; i++) {
		buf_addf(out, "\t\t\"%s %s\") words=\"", table[i]->noun,
			 table[i]->verb ? table[i]->verb : "");
		add_names(table[i]->options, out);
		if (table[i]->flags & COMMAND_FILTER)
			add_names(command_filter_options, out);
		buf_adds(out, "\" ;;\n");
	}
	buf_adds(out, "\t\tesac\n\t\twords=\"$words $global\"\n\tfi\n"
		      "\tif [ -n \"$words\" ]; then\n"
		      "\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
		      "\telse\n\t\tCOMPREPLY=($(compgen -f -- \"$cur\"))\n"
		      "\tfi\n}\ncomplete -o filenames -F _qctool qctool\n");
}

void docs_zsh(command_table table, struct buf *out)
{
	const char *noun;
	size_t i;

	buf_adds(out, "#compdef qctool\n# made by make docs\nlocal -a list\n"
		      "if (( CURRENT == 2 )); then\n\tlist=(");
	for (i = 0; (noun = docs_noun(table, i)); i++)
		buf_addf(out, " %s", noun);
	buf_adds(out, " )\nelif (( CURRENT == 3 )); then\n"
		      "\tcase $words[2] in\n");
	for (i = 0; (noun = docs_noun(table, i)); i++) {
		buf_addf(out, "\t%s) list=(", noun);
		add_verbs(table, noun, out);
		buf_adds(out, " ) ;;\n");
	}
	buf_adds(out, "\tesac\nelif [[ $words[CURRENT] == -* ]]; then\n"
		      "\tcase \"$words[2] $words[3]\" in\n");
	for (i = 0; table[i]; i++) {
		buf_addf(out, "\t\"%s %s\") list=(", table[i]->noun,
			 table[i]->verb ? table[i]->verb : "");
		add_names(table[i]->options, out);
		if (table[i]->flags & COMMAND_FILTER)
			add_names(command_filter_options, out);
		buf_adds(out, " ) ;;\n");
	}
	buf_adds(out, "\tesac\n\tlist+=(");
	add_names(command_global_options, out);
	buf_adds(out, " )\nelse\n\t_files\n\treturn\nfi\n"
		      "compadd -a list\n");
}

/* fish shows the help of an option beside it; the others know names only. */
static void fish_options(const char *where, const struct option *options,
			 struct buf *out)
{
	for (; options && options->name; options++) {
		buf_addf(out, "complete -c qctool%s -l %s", where,
			 options->name);
		if (options->letter)
			buf_addf(out, " -s %c", options->letter);
		if (options->type != OPTION_FLAG)
			buf_adds(out, " -r");
		buf_addf(out, " -d '");
		/* A quote would end the word of the script. */
		for (const char *at = options->help; *at; at++)
			if (*at != '\'')
				buf_addc(out, *at);
		buf_adds(out, "'\n");
	}
}

void docs_fish(command_table table, struct buf *out)
{
	char where[160];
	const char *noun;
	size_t i;

	buf_adds(out, "# fish completion for qctool; made by make docs.\n");
	for (i = 0; (noun = docs_noun(table, i)); i++)
		buf_addf(out,
			 "complete -c qctool -n __fish_use_subcommand -a %s\n",
			 noun);
	for (i = 0; table[i]; i++) {
		if (!table[i]->verb)
			continue;
		buf_addf(out,
			 "complete -c qctool -n '__fish_seen_subcommand_from "
			 "%s' -a %s -d '%s'\n",
			 table[i]->noun, table[i]->verb, table[i]->summary);
		snprintf(where, sizeof(where),
			 " -n '__fish_seen_subcommand_from %s; and "
			 "__fish_seen_subcommand_from %s'",
			 table[i]->noun, table[i]->verb);
		fish_options(where, table[i]->options, out);
	}
	fish_options("", command_global_options, out);
}
