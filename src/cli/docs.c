/* SPDX-License-Identifier: MIT */
#include "cli/docs.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/usage.h"

/*
 * Everything here is made of the command table and of nothing else, so it
 * cannot say what the program does not do.  `make docs` writes it into the
 * repository, `make check-docs` fails when what is committed differs.
 *
 * The table is in the order of the nouns: one begins where it differs from the
 * row before.
 */
const char *docs_noun(command_table table, size_t i)
{
	size_t at;

	for (at = 0; table[at]; at++) {
		if (table[at]->flags & COMMAND_HIDDEN ||
		    (at && strcmp(table[at]->noun, table[at - 1]->noun) == 0))
			continue;
		if (i-- == 0)
			return table[at]->noun;
	}
	return NULL;
}

/* Text for roff: backslash and a leading dot or quote are special. */
static void add_roff(struct buf *out, const char *text)
{
	const char *at;

	for (at = text; *at; at++) {
		if (*at == '\\')
			buf_adds(out, "\\e");
		else if (*at == '-')
			buf_adds(out, "\\-");
		else if (at == text && (*at == '.' || *at == '\''))
			buf_addf(out, "\\&%c", *at);
		else
			buf_addc(out, *at);
	}
}

static void man_options(const struct option *options, struct buf *out)
{
	struct buf name = BUF_INIT;

	for (; options && options->name; options++) {
		buf_clear(&name);
		usage_option_name(options, &name);
		buf_adds(out, ".TP\n.B ");
		add_roff(out, buf_str(&name));
		buf_addc(out, '\n');
		add_roff(out, _(options->help));
		buf_addc(out, '\n');
	}
	buf_release(&name);
}

/* QCTOOL-PHOTO: titles of pages are capitals, nouns are ASCII. */
static void add_title(struct buf *out, const char *noun)
{
	for (; *noun; noun++)
		buf_addc(out, *noun >= 'a' && *noun <= 'z'
				      ? (char)(*noun - 'a' + 'A')
				      : *noun);
}

void docs_head(const char *page, int section, struct buf *out)
{
	buf_adds(out, ".TH ");
	add_title(out, page);
	buf_addf(out,
		 " %d \"" QCTOOL_DATE "\" \"qctool " QCTOOL_VERSION
		 "\" \"qctool\"\n",
		 section);
}

static void add_section(struct buf *out, const char *title)
{
	buf_addf(out, ".SH %s\n", title);
}

/*
 * A command is a subsection with its synopsis as the title: a noun's verbs are
 * on one page, since who looks for one of them compares it with its neighbours.
 */
static void man_command(const struct command *c, struct buf *out)
{
	struct buf line = BUF_INIT;

	usage_synopsis(c, &line);
	buf_adds(out, ".SS ");
	add_roff(out, buf_str(&line));
	buf_addc(out, '\n');
	add_roff(out, _(c->summary));
	if (c->flags & COMMAND_FILES)
		buf_addf(out, "%s\n%s", _("."),
			 _("Works on files; a store is not needed"));
	buf_addf(out, "%s\n", _("."));
	man_options(c->options, out);
	if (c->flags & COMMAND_FILTER)
		buf_addf(out, ".PP\n%s\n.BR qctool (1).\n",
			 _("Takes the options that choose students, see"));
	buf_release(&line);
}

static void man_synopsis(command_table table, const char *noun, struct buf *out)
{
	struct buf line = BUF_INIT;
	bool first = true;
	size_t i;

	for (i = 0; table[i]; i++) {
		if (strcmp(table[i]->noun, noun) != 0)
			continue;
		buf_clear(&line);
		usage_synopsis(table[i], &line);
		if (!first)
			buf_adds(out, ".br\n");
		first = false;
		add_roff(out, buf_str(&line));
		buf_addc(out, '\n');
	}
	buf_release(&line);
}

static void man_noun(command_table table, const char *noun, struct buf *out)
{
	char page[64];
	size_t i;

	snprintf(page, sizeof(page), "qctool-%s", noun);
	docs_head(page, 1, out);
	add_section(out, _("NAME"));
	buf_addf(out, "qctool-%s \\- ", noun);
	buf_addf(out, _("the %s commands of qctool"), noun);
	buf_addc(out, '\n');
	add_section(out, _("SYNOPSIS"));
	man_synopsis(table, noun, out);
	add_section(out, _("COMMANDS"));
	for (i = 0; table[i]; i++)
		if (strcmp(table[i]->noun, noun) == 0)
			man_command(table[i], out);
}

static void man_all(command_table table, struct buf *out)
{
	const char *noun;
	size_t i;

	docs_head("qctool", 1, out);
	add_section(out, _("NAME"));
	buf_addf(out, "qctool \\- %s\n",
		 _("graduation photos and collection codes of a registrar's "
		   "office, offline and in bulk"));
	add_section(out, _("SYNOPSIS"));
	buf_addf(out, ".B qctool\n%s\n",
		 _("[GLOBAL OPTIONS] NOUN VERB [OPTIONS] [OPERANDS]"));
	add_section(out, _("COMMANDS"));
	for (i = 0; (noun = docs_noun(table, i)); i++) {
		buf_addf(out, ".TP\n.BR qctool\\-%s (1)\n", noun);
		man_synopsis(table, noun, out);
	}
	add_section(out, _("GLOBAL OPTIONS"));
	man_options(command_global_options, out);
	add_section(out, _("CHOOSING STUDENTS"));
	man_options(command_filter_options, out);
}

/* The words of an example stand behind "qctool", run where examples/ is. */
static void man_examples(command_table table, const char *noun, struct buf *out)
{
	bool first = true;
	size_t i;

	for (i = 0; table[i]; i++) {
		if (!table[i]->example ||
		    (noun && strcmp(table[i]->noun, noun) != 0))
			continue;
		if (first) {
			add_section(out, _("EXAMPLES"));
			buf_adds(out, ".nf\n");
		}
		first = false;
		buf_adds(out, "qctool ");
		add_roff(out, table[i]->example);
		buf_addc(out, '\n');
	}
	if (!first)
		buf_adds(out, ".fi\n");
}

void docs_man(command_table table, const char *noun, const char *prose,
	      struct buf *out)
{
	/* First of all lines: who edits the page by hand is told where. */
	buf_adds(out, ".\\\" Made from the command table by make docs.\n");
	if (noun)
		man_noun(table, noun, out);
	else
		man_all(table, out);
	man_examples(table, noun, out);
	buf_adds(out, prose);
}

/* A bar ends a cell of a Markdown table, inside code too. */
static void add_cell(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '|')
			buf_addc(out, '\\');
		buf_addc(out, *text);
	}
}

void docs_list(command_table table, struct buf *out)
{
	struct buf line = BUF_INIT;
	size_t i;

	buf_adds(out, _("| command | what it does |\n|---|---|\n"));
	for (i = 0; table[i]; i++) {
		if (table[i]->flags & COMMAND_HIDDEN)
			continue;
		buf_clear(&line);
		buf_addf(&line, "qctool %s", table[i]->noun);
		if (table[i]->verb)
			buf_addf(&line, " %s", table[i]->verb);
		if (table[i]->operands)
			buf_addf(&line, " %s", _(table[i]->operands));
		buf_adds(out, "| `");
		add_cell(out, buf_str(&line));
		buf_addf(out, "` | %s%s |\n", _(table[i]->summary),
			 table[i]->flags & COMMAND_FILES ? " ◇" : "");
	}
	buf_adds(out, _("\n◇ works on files, without a store.\n"));
	buf_release(&line);
}
