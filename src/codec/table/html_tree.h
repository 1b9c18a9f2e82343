/* SPDX-License-Identifier: MIT */
/*
 * An HTML document as gumbo's tree, with limits on memory and processor time,
 * which gumbo itself does not have.  Gumbo frees a tree by recursion and
 * crashes on a document with a million levels; here all of its memory is kept
 * in one list and freed from that.  One thread at a time per tree.
 */
#ifndef CODEC_TABLE_HTML_TREE_H
#define CODEC_TABLE_HTML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include <gumbo.h>

#include "base/buf.h"
#include "base/error.h"

struct html_tree;

/* Takes ownership of text, which is UTF-8, even when it fails. */
struct html_tree *html_tree_parse(struct buf *take_text, struct error *err);
void html_tree_free(struct html_tree *take_tree); /* NULL allowed */

const GumboNode *html_tree_root(const struct html_tree *tree);

/*
 * The node after this one below top, in document order; its own children are
 * visited if into is set, else skipped.  NULL at the end.
 */
const GumboNode *html_tree_next(const GumboNode *node, const GumboNode *top,
				bool into);

/* Whether the node is an element of this tag. */
bool html_tree_is(const GumboNode *node, GumboTag tag);

/* An attribute of an element; NULL none. */
const char *html_tree_attribute(const GumboNode *node, const char *name);

#endif
