/* SPDX-License-Identifier: MIT */
/*
 * Documents made from the command table: man pages and the README's command
 * list.  These functions only produce text; the caller writes the files.
 */
#ifndef CLI_DOCS_H
#define CLI_DOCS_H

#include "base/buf.h"
#include "cli/command.h"

/* The .TH line of a page "qctool-photo". */
void docs_head(const char *page, int section, struct buf *out);

/*
 * The man page of a noun, or qctool.1 with all commands when noun is NULL, in
 * the language of the process.  prose is the hand-written part in man(7)
 * markup, which follows the generated part; it may be "".
 */
void docs_man(command_table table, const char *noun, const char *prose,
	      struct buf *out);

/* Markdown: one row a command. */
void docs_list(command_table table, struct buf *out);

/* The i-th of the different nouns; NULL after the last one. */
const char *docs_noun(command_table table, size_t i);

#endif
