/* SPDX-License-Identifier: MIT */
/*
 * The sizes of prints, papers and labels that are known: every .ini of
 * share/prints/ (its form is said in share/prints/sizes.ini).  A file that is
 * wrong is ERROR_USAGE with its name, as is a name that is not known; names are
 * compared without case.  Read once, then read-only.
 */
#ifndef REPORT_PRINT_SIZES_H
#define REPORT_PRINT_SIZES_H

#include "rules/print_plan.h"

struct print_sizes;

/* A sheet of labels, all of one size. */
struct print_labels {
	char name[PRINT_PLAN_NAME];
	struct print_size paper;
	int columns, rows;
	double width, height; /* of a label */
	double left, top;     /* of the first one */
	double gap_x, gap_y;  /* between them */
};

struct print_sizes *print_sizes_read(struct error *err);
void print_sizes_free(struct print_sizes *take_sizes); /* NULL allowed */

int print_sizes_paper(const struct print_sizes *sizes, const char *name,
		      struct print_paper *out, struct error *err);

/*
 * A layout's name, or what it is made of: "1寸x8", "2寸x4+1寸x8", "1寸" (as
 * many as fit).
 */
int print_sizes_layout(const struct print_sizes *sizes, const char *text,
		       struct print_layout *out, struct error *err);

int print_sizes_labels(const struct print_sizes *sizes, const char *name,
		       struct print_labels *out, struct error *err);

#endif
