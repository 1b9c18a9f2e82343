/* SPDX-License-Identifier: MIT */
/*
 * What pages of ours share: their style and script from share/, and what they
 * may do as their own Content-Security-Policy (W3C CSP 3, §2.3.1): the one
 * script and the one style by their hashes, pictures that are inside them, and
 * nothing else, so that no text from outside can become a script.
 */
#ifndef PAGE_PAGE_PARTS_H
#define PAGE_PAGE_PARTS_H

#include "base/buf.h"
#include "base/error.h"

/* Append a file of share/, "board/board.css". */
int page_parts_read(const char *name, struct buf *out, struct error *err);

/* Append the policy of a page with this script and style. */
void page_parts_policy(struct buf *out, const char *script, const char *style);

/*
 * Append a text as text_html() does, its dates in <span>s that a style keeps
 * in one piece: browsers end a line behind the hyphen of 2026-11-27.
 */
void page_parts_text(struct buf *out, const char *text);

/* Append to the struct buf ctx one label and its value of a page's head. */
void page_parts_fact(void *ctx, const char *label, const char *value);

#endif
