/* SPDX-License-Identifier: MIT */
/*
 * The errors for a header that cannot be understood; their text proposes --map
 * options to choose from.  Both functions set ERROR_INPUT and return -1.
 */
#ifndef ROSTER_ROSTER_PROPOSE_H
#define ROSTER_ROSTER_PROPOSE_H

#include "base/error.h"
#include "roster/roster_header.h"

/* Several columns could be this field. */
int roster_propose_one_of(const struct roster_header *header,
			  enum student_field field, struct error *err);

/* No row is a header; header->title is the row that is most like one. */
int roster_propose_header(const struct roster_header *header,
			  struct error *err);

#endif
