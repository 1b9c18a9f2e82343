/* SPDX-License-Identifier: MIT */
/*
 * The heading of a list: its school and task, who made it and when, and the
 * number of rows.  What is not known is left out.
 */
#ifndef PAGE_LIST_HEADING_H
#define PAGE_LIST_HEADING_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "page/list_file.h"

#define LIST_HEADING_NO_ROWS SIZE_MAX

/* One after the other: label, value; until fn has had them all. */
typedef void (*list_heading_fn)(void *ctx, const char *label,
				const char *value);
void list_heading_each(const struct list_file_options *opt, size_t rows,
		       list_heading_fn fn, void *ctx);

/* The same as one line. */
void list_heading_line(const struct list_file_options *opt, size_t rows,
		       struct buf *out);

/* For the foot of each page: the title and the task. */
void list_heading_short(const struct list_file_options *opt, struct buf *out);

#endif
