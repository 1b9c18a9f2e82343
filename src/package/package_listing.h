/* SPDX-License-Identifier: MIT */
/*
 * Reading the manifest of a package: which files it names, their sizes and
 * SHA-256, and whether anything in it identifies a person.  Columns are found
 * by their titles (package_manifest.h); the contents are not trusted.
 *
 * Lists from elsewhere can be read, too (XLSX, CSV, DBF): by the usual titles
 * for file names, or for the numbers that files are named by; sizes and hashes
 * only if there are such columns.
 */
#ifndef PACKAGE_PACKAGE_LISTING_H
#define PACKAGE_PACKAGE_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/sha256.h"
#include "package/package_profile.h"
#include "rules/finding.h"

enum { PACKAGE_LISTING_MAX_ROWS = 1000000 };

struct package_listing_row {
	char *name;
	char sha256[SHA256_HEX]; /* "" when the cell is no SHA-256 */
	long bytes;		 /* -1 when the cell is no number */
	long row;		 /* in the sheet, from 1 */
	bool code;		 /* the picture of a code, no photo */
	bool seen;		 /* for the caller */
};

struct package_listing {
	struct package_listing_row *rows; /* by name, byte order */
	size_t n, cap;
	char *profile;	  /* the id the manifest names; NULL none */
	char *template;	  /* of the names, as the manifest says; NULL none */
	bool no_identity; /* the manifest says so */
	bool foreign;	  /* not as we write them: no hashes */
	bool by_number;	  /* … and no names of files but numbers of people */
	char **titles;	  /* of the photo sheet, all columns */
	size_t n_titles;
	bool number_in;		  /* a resident's number in some cell */
	struct findings findings; /* PKG-MANIFEST: rows that are wrong */
};

/*
 * zip: only the rows of that zip, where the manifest has such a column; NULL
 * for all.  -1 with ERROR_INPUT when it is no manifest at all.
 */
int package_listing_read(const void *bytes, size_t n, const char *zip,
			 struct package_listing *out, struct error *err);
void package_listing_release(struct package_listing *listing);

/*
 * NULL when the manifest does not name it; a foreign one may name it without
 * its folders, or by the number in its name.
 */
struct package_listing_row *
package_listing_find(const struct package_listing *listing, const char *name);

#endif
