/* SPDX-License-Identifier: MIT */
#include "cli/usage.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

enum { NAME_COLUMN = 26 };

void usage_synopsis(const struct command *command, struct buf *out)
{
	buf_addf(out, "qctool %s", command->noun);
	if (command->verb)
		buf_addf(out, " %s", command->verb);
	buf_addf(out, " [%s]", _("OPTIONS"));
	if (command->required)
		buf_addf(out, " %s", _(command->required));
	if (command->operands)
		buf_addf(out, " %s", _(command->operands));
}

void usage_option_name(const struct option *option, struct buf *out)
{
	if (option->letter)
		buf_addf(out, "-%c, ", option->letter);
	buf_addf(out, "--%s", option->name);
	if (option->type != OPTION_FLAG)
		buf_addf(out, " %s", _(option->metavar));
}

static void add_options(const char *title, const struct option *options,
			struct buf *out)
{
	struct buf name = BUF_INIT;

	if (!options || !options->name)
		return;
	buf_addf(out, "\n%s\n", title);
	for (; options->name; options++) {
		buf_clear(&name);
		usage_option_name(options, &name);
		buf_adds(out, "  ");
		/*
		 * A name too wide for the column pushes its help on, but is
		 * whole.
		 */
		text_fit(out, buf_str(&name),
			 text_width(buf_str(&name)) > NAME_COLUMN
				 ? text_width(buf_str(&name))
				 : NAME_COLUMN,
			 false);
		buf_addf(out, "  %s\n", _(options->help));
	}
	buf_release(&name);
}

void usage_command(const struct command *command, struct buf *out)
{
	buf_adds(out, _("usage: "));
	usage_synopsis(command, out);
	buf_addf(out, "\n\n%s\n", _(command->summary));
	add_options(_("Options:"), command->options, out);
	if (command->flags & COMMAND_FILTER)
		add_options(_("Which students:"), command_filter_options, out);
	add_options(_("Global options:"), command_global_options, out);
	if (command->example)
		buf_addf(out, _("\nExample:\n  qctool %s\n"), command->example);
}

/*
 * The diamond marks what needs no store: who only wants to check a folder of
 * photos sees at once which commands these are.
 */
void usage_list(command_table table, const char *noun, struct buf *out)
{
	char name[64];
	size_t i;

	if (!noun)
		buf_adds(out, _("usage: qctool [GLOBAL OPTIONS] NOUN VERB "
				"[OPTIONS] [OPERANDS]\n\n"));
	for (i = 0; table[i]; i++) {
		if (table[i]->flags & COMMAND_HIDDEN ||
		    (noun && strcmp(table[i]->noun, noun) != 0))
			continue;
		snprintf(name, sizeof(name), "%s %s", table[i]->noun,
			 table[i]->verb ? table[i]->verb : "");
		buf_adds(out, "  ");
		text_fit(out, name, 20, false);
		buf_addf(out, " %s%s\n", _(table[i]->summary),
			 table[i]->flags & COMMAND_FILES ? " ◇" : "");
	}
	if (!noun)
		buf_adds(out, _("\n◇ works on files, without a store.  "
				"`qctool NOUN VERB --help` says more.\n"));
}

/* What a registrar does, in the order of the work. */
void usage_day(struct buf *out)
{
	buf_adds(out,
		 _("qctool: graduation photos and collection codes of a "
		   "registrar's office\n"
		   "\n"
		   "Once:\n"
		   "  qctool init office; cd office\n"
		   "  qctool task create 2026 --school-code 99101\n"
		   "  qctool roster import roster.xlsx     who graduates\n"
		   "\n"
		   "Every day:\n"
		   "  qctool code import codes/; qctool code match\n"
		   "  qctool photo import photos/          to their "
		   "students, by file name\n"
		   "  qctool photo make                    check, crop, "
		   "background, size\n"
		   "  qctool compare run                   the same photo "
		   "again? it is stopped\n"
		   "  qctool review board -o board.html    look and decide\n"
		   "  qctool report missing                who lacks what\n"
		   "\n"
		   "At the end:\n"
		   "  qctool package build -o out/2026     zips and their "
		   "manifest\n"
		   "  qctool package receipt reply.xlsx    what came back\n"
		   "\n"
		   "Without a store: qctool photo check FOLDER, qctool "
		   "photo make FOLDER -o DIR,\n"
		   "qctool code scan FOLDER, qctool compare same A B.\n"
		   "\n"
		   "-n before any of these only says what would be.  All "
		   "commands: qctool help;\n"
		   "one of them: qctool help NOUN VERB; topics: qctool "
		   "help task, case, states,\n"
		   "profiles, codes, same-photo, cron, recovery.\n"));
}
