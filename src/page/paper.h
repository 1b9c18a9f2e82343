/* SPDX-License-Identifier: MIT */
/*
 * A document about one case: a head, headings, pictures side by side and
 * tables, one below the other.  FILE.html is one page that loads nothing else,
 * FILE.pdf has numbered A4 pages.  Every text is escaped.  The file gets its
 * name only when it is complete, by paper_close(); mode 0600.  One thread at a
 * time.
 */
#ifndef PAGE_PAPER_H
#define PAGE_PAPER_H

#include <stdbool.h>

#include "base/error.h"
#include "base/table.h"
#include "page/list_file.h"

struct paper;

/* Whether a path has an ending that paper_open() knows. */
bool paper_knows(const char *path);

struct paper *paper_open(const char *path,
			 const struct list_file_options *about,
			 struct error *err);
void paper_heading(struct paper *paper, const char *text);

struct paper_picture {
	const void *jpeg; /* NULL = there is none, the caption alone */
	size_t size;
	const char *caption;
};
void paper_pictures(struct paper *paper, const struct paper_picture *pictures,
		    size_t n);

/* A table without rows is left out. */
void paper_table(struct paper *paper, const struct table *t);

/* paper is freed in any case. */
int paper_close(struct paper *take_paper, struct error *err);

#endif
