/* SPDX-License-Identifier: MIT */
/*
 * Documents made from the command table: man pages and the
 * README's command list.  Pure text; the caller writes the files.
 */
#ifndef CLI_DOCS_H
#define CLI_DOCS_H

#include "base/buf.h"
#include "cli/command.h"

/* The .TH line of a page "qctool-photo". */
void docs_head(const char *page, int section, struct buf *out);

/*
 * In the language of the process: the man page of a noun (NULL: qctool.1 with
 * all commands).  prose is the hand-written part in man(7), put behind the
 * generated one; may be "".
 */
void docs_man(command_table table, const char *noun, const char *prose,
	      struct buf *out);

/* Markdown: one row a command. */
void docs_list(command_table table, struct buf *out);

/* The i-th different noun; NULL behind the last. */
const char *docs_noun(command_table table, size_t i);

#endif
