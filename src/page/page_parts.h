/* SPDX-License-Identifier: MIT */
/*
 * What all our HTML pages share: style and script from share/, and a
 * Content-Security-Policy (W3C CSP 3, §2.3.1) that allows this one script and
 * style by their hashes, pictures inside the page, and nothing else, so that no
 * text from outside can act as a script.
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
