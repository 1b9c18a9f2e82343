/* SPDX-License-Identifier: MIT */
/*
 * The bar chart of a list (table_set_chart()): one bar for each row, stacked if
 * the columns add up to a whole, else one bar for each column.  Many rows are
 * summed up by their first column (classes by college); if there are still too
 * many, there is no chart.  As inline SVG without script, or on a PDF page.
 */
#ifndef PAGE_LIST_CHART_H
#define PAGE_LIST_CHART_H

#include "base/buf.h"
#include "base/table.h"
#include "codec/document/pdf_face.h"

/* Append a <figure>, or nothing. */
void list_chart_html(const struct table *t, struct buf *out);

/* Into box from its top; the height that it took, 0 = there is none. */
double list_chart_pdf(const struct table *t, struct pdf *pdf,
		      struct pdf_face *face, struct pdf_box box);

#endif
