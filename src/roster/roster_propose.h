/* SPDX-License-Identifier: MIT */
/*
 * Questions about a header, with answers to choose from: errors whose text
 * proposes --map options.  Both fill err (ERROR_INPUT) and return -1.
 */
#ifndef ROSTER_ROSTER_PROPOSE_H
#define ROSTER_ROSTER_PROPOSE_H

#include "base/error.h"
#include "roster/roster_header.h"

/* Several columns could be the field. */
int roster_propose_one_of(const struct roster_header *header,
			  enum student_field field, struct error *err);

/* No row is a header; the titles kept are those of the likeliest. */
int roster_propose_header(const struct roster_header *header,
			  struct error *err);

#endif
