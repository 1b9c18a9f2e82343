/* SPDX-License-Identifier: MIT */
/*
 * Where the text of a cell may be broken into lines: after a blank, after a
 * slash of a path, and between Chinese characters, but not before a closing
 * mark; never inside a number, a date or a word, unless that is longer than a
 * line.  Lengths are millimetres in the given face.  Pure except for the face,
 * which remembers its characters.
 */
#ifndef PAGE_LIST_LINES_H
#define PAGE_LIST_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "codec/document/pdf_face.h"

struct list_line {
	const char *text;
	size_t size;
	double width;
};

/* A cell of more is no list any more. */
enum { LIST_LINES_MOST = 24 };

struct list_lines {
	struct list_line list[LIST_LINES_MOST];
	size_t n; /* at least 1 */
	bool cut; /* there was more text */
};

/* The lines of a text in a column so wide. */
void list_lines_break(struct pdf_face *face, const char *text, double width,
		      struct list_lines *out);

struct list_extent {
	double whole;	/* on one line */
	double longest; /* its longest part that is never broken */
};
struct list_extent list_lines_measure(struct pdf_face *face, const char *text);

#endif
