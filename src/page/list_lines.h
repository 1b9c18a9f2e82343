/* SPDX-License-Identifier: MIT */
/*
 * Where the text of a cell may be broken into lines: after a blank, between
 * Chinese characters (none of which begins a line with a closing mark), behind
 * a slash of a path; never inside a number, a date or a word, unless it is
 * longer than a line.  Lengths are millimetres of the face.  Pure but for the
 * face, which remembers its characters.
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

/*
 * The lines of a text in a column so wide, at most max of them; how many, at
 * least 1.  *cut: there was more text.
 */
size_t list_lines_break(struct pdf_face *face, const char *text, double width,
			struct list_line *lines, size_t max, bool *cut);

struct list_extent {
	double whole;	/* on one line */
	double longest; /* its longest part that is never broken */
};
struct list_extent list_lines_measure(struct pdf_face *face, const char *text);

#endif
