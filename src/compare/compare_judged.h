/* SPDX-License-Identifier: MIT */
/*
 * Verdicts kept during a run for the other photo of the pair: when two new
 * submissions find each other, the pair is judged only once.  The verdict does
 * not depend on which of them comes first.
 *
 *     photo 0   photo 1   photo 2   ...     by its place in the set
 *        |                   |
 *     by 3, verdict       by 0, verdict     what was judged for it, until it
 *        |                                  is released
 *     by 7, verdict
 *
 * At most COMPARE_JUDGED_MOST are kept, 64 MB; pairs beyond that are judged
 * twice.  Any thread may put and get.
 */
#ifndef COMPARE_COMPARE_JUDGED_H
#define COMPARE_COMPARE_JUDGED_H

#include <stddef.h>

#include "compare/compare_pair.h"

enum { COMPARE_JUDGED_MOST = 1000000 };

struct compare_judged;

/* photos: how many there are in the set. */
struct compare_judged *compare_judged_new(size_t photos);
void compare_judged_free(struct compare_judged *take_judged); /* or NULL */

/* What was judged by one photo waits for the other. */
void compare_judged_put(struct compare_judged *judged, size_t by, size_t other,
			const struct compare_verdict *verdict);

/*
 * What other judged of the pair, if it waits: all of a verdict but its map and
 * its blocks, which are drawn anew when somebody looks.
 */
bool compare_judged_get(struct compare_judged *judged, size_t photo,
			size_t other, struct compare_verdict *out);

/* Nobody asks for this photo any more. */
void compare_judged_drop(struct compare_judged *judged, size_t photo);

#endif
