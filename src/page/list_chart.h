/* SPDX-License-Identifier: MIT */
/*
 * The chart of a list that has one (table_set_chart()): a bar a row, its parts
 * beside each other when they make up a whole, else one below the other.  Many
 * rows are summed up by their first column (classes by college); what is still
 * too many gets no chart.  As inline SVG without script, or on a PDF page.
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
