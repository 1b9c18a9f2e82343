/* SPDX-License-Identifier: MIT */
/*
 * The review board as one HTML file: the template, style and script of
 * share/board/ with the cases as JSON blocks between them.  Nothing is loaded
 * from anywhere: the page's own Content-Security-Policy allows its one script
 * and style by their hashes (W3C CSP 3, §2.3.1) and pictures as data: alone.
 *
 *     head … <script type=json id=board>        texts, reasons
 *            <script type=json class=case>      what is known of case 0
 *            <script type=json id=p0>           its pictures, base64
 *            …
 *     script                                    board.js
 *
 * A case's pictures are in a block of their own, which is only parsed when
 * somebody looks at them.  Blocks are pure ASCII (\uXXXX), so that a browser
 * keeps them in one byte a character and no text from outside can end a block.
 * The file gets its name only when it is complete, by board_page_close(); mode
 * 0600.  One thread at a time.
 */
#ifndef PAGE_BOARD_PAGE_H
#define PAGE_BOARD_PAGE_H

#include "base/buf.h"
#include "base/error.h"
#include "base/json.h"

struct board_page;

/* head: what the script finds in #board. */
struct board_page *board_page_open(const char *path, const char *title,
				   const struct json *head, struct error *err);

/* The JPEG of each picture as base64, or {"lost": why it cannot be shown}. */
struct board_page_picture {
	const struct buf *jpeg; /* NULL or empty = there is none */
	const char *lost;	/* NULL = there is none to be shown */
};
enum { BOARD_PAGE_OTHERS = 2 };
struct board_page_pictures {
	struct board_page_picture before, after, enrollment;
	struct board_page_picture others[BOARD_PAGE_OTHERS];
	size_t n_others;
};
int board_page_add(struct board_page *page, const struct json *facts,
		   const struct board_page_pictures *pictures,
		   struct error *err);

/* The page is freed in any case. */
int board_page_close(struct board_page *take_page, struct error *err);
void board_page_abandon(struct board_page *take_page); /* NULL too */

#endif
