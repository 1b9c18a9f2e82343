/* SPDX-License-Identifier: MIT */
/* The file name of each item of a package, or the finding why it has none. */
#ifndef PACKAGE_PACKAGE_NAMES_H
#define PACKAGE_PACKAGE_NAMES_H

#include "package/package_build.h"

/* The manifest inside each zip. */
#define PACKAGE_NAMES_MANIFEST "manifest.xlsx"

/* The folder in each zip for the pictures of the codes. */
#define PACKAGE_NAMES_CODES "codes/"

/*
 * Fill names[job->n]: the caller's texts, NULL for items left out and those
 * refused with PKG-NO-CODE, -IDENTITY, -NAME-EMPTY, -NAME-GBK or
 * -NAME-CLASH.  Names are
 * compared as Windows and macOS would: without case and width.
 */
void package_names_make(const struct package_job *job, char **names);

/* A value of the item by the name of a column's field; never NULL. */
const char *package_names_value(const struct package_item *item,
				const char *field);

#endif
