/* SPDX-License-Identifier: MIT */
/* A list as A4 pages for printing; list_file.h has the rest. */
#ifndef PAGE_LIST_PDF_H
#define PAGE_LIST_PDF_H

#include "base/table.h"
#include "page/list_file.h"

int list_pdf_save(const struct table *t, const char *path,
		  const struct list_file_options *opt, struct error *err);

#endif
