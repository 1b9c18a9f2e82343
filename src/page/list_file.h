/* SPDX-License-Identifier: MIT */
/*
 * A list as a file for the office, its kind chosen by the ending:
 *   .csv   UTF-8 with BOM, CRLF, made to be opened in Excel and WPS: a cell
 *          that would start a formula gets a leading apostrophe, a number
 *          that would lose digits or zeros is written ="0012"
 *   .tsv   UTF-8, tab, LF; every text as it is, with tab, line feed, return
 *          and backslash as \t \n \r \\; for programs
 *   .xlsx  texts as texts, counts as numbers, frozen header, filter, red and
 *          yellow cells; the heading is above each printed page
 *   .html  one page without outside parts, with a field to find rows
 *   .pdf   A4, 8 points and more, page numbers, the header on each page; what
 *          is too wide lies on pages side by side (page/list_plan.h)
 * The last two begin with a heading (page/list_heading.h) and the table's
 * chart.  Thumbnails are shown in the last three.  The same table and options
 * give the same bytes.  The file appears whole or not at all (mode 0600: it
 * names people).
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
