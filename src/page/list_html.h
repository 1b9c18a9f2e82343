/* SPDX-License-Identifier: MIT */
/* A list as one HTML page without outside parts; list_file.h has the rest. */
#ifndef PAGE_LIST_HTML_H
#define PAGE_LIST_HTML_H

#include "base/table.h"
#include "page/list_file.h"

int list_html_save(const struct table *t, const char *path,
		   const struct list_file_options *opt, struct error *err);

#endif
