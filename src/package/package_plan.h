/* SPDX-License-Identifier: MIT */
/*
 * What a package will hold, decided before a byte is written: names, photos
 * read and compared with the record, thumbnails, order, and the zip of each.
 */
#ifndef PACKAGE_PACKAGE_PLAN_H
#define PACKAGE_PACKAGE_PLAN_H

#include "base/buf.h"
#include "package/package_build.h"

enum { PACKAGE_PLAN_THUMB_HEIGHT = 160 };

struct package_plan {
	const struct package_job *job;
	char **names; /* NULL = not packed */
	long *sizes;  /* of the photos */
	struct buf *thumbs;
	struct buf *codes; /* pictures of the codes, empty = none */
	size_t *zip;	   /* of each item */
	size_t *order;	   /* indexes of the packed items in packing order */
	size_t n_order, n_zips;
	bool with_thumbs;
};

/* Adds findings to the items; only system trouble is an error. */
int package_plan_make(const struct package_job *job, struct package_plan *plan,
		      struct error *err);
void package_plan_release(struct package_plan *plan);

/*
 * The photo's bytes, appended, if it is still the one on record; 1, or 0 with
 * a finding added.  -1 when the system would not read it, which says nothing
 * about the photo.
 */
int package_plan_read(const struct package_item *item, struct buf *out,
		      struct error *err);

#endif
