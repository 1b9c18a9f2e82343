/* SPDX-License-Identifier: MIT */
/*
 * A paper about one matter: whose it is, headings, pictures side by side and
 * tables, one below the other; on A4 pages with their numbers.  FILE.html is one page without outside parts, FILE.pdf A4
 * pages.  Every text is escaped.  The file is written beside its place and
 * appears whole at paper_close(), mode 0600.  One thread at a time.
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
