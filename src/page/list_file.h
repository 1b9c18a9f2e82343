/* SPDX-License-Identifier: MIT */
/*
 * A list as a file for the office, its kind chosen by the ending:
 *   .csv   UTF-8 with BOM, CRLF, for Excel and WPS: a cell that would become a
 *          formula gets a leading apostrophe, a number that would lose digits
 *          or zeros is written as ="0012"
 *   .tsv   UTF-8, tab, LF, for programs: texts are unchanged, except that tab,
 *          line feed, return and backslash are written \t \n \r \\
 *   .xlsx  texts as texts, counts as numbers, frozen header, filter, red and
 *          yellow cells; the heading is above each printed page
 *   .html  one page that loads nothing else, with a field to search rows
 *   .pdf   A4, at least 8 points, page numbers, the header on each page; lists
 *          that are too wide continue on pages side by side (page/list_plan.h)
 * The last two begin with a heading (page/list_heading.h) and the table's
 * chart; the last three show thumbnails.  The same table and options give the
 * same bytes.  The file appears complete or not at all, with mode 0600, because
 * it names people.
 */
#ifndef PAGE_LIST_FILE_H
#define PAGE_LIST_FILE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/error.h"
#include "base/table.h"

struct list_file_options {
	const char *title; /* heading and sheet name; NULL = file's name */
	date_time at;	   /* printed, and the creation time of the file */
	/* whose list it is, and who made it; NULL or "" = not known */
	const char *school, *task, *who;
	/* set when no font here has a character of a PDF; NULL = not asked */
	bool *lacks_glyphs;
};

/* Whether path has an ending that list_file_save() knows. */
bool list_file_knows(const char *path);

/* 0, or -1; ERROR_USAGE naming the endings for any other one. */
int list_file_save(const struct table *t, const char *path,
		   const struct list_file_options *opt, struct error *err);

#endif
