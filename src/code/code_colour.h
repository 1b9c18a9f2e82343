/* SPDX-License-Identifier: MIT */
/*
 * Codes that are not visible in grey: with modules as light as the background
 * but of another colour, with a seal printed over them, or white on a
 * transparent background.  They are only searched if grey found nothing and
 * colours change as often as a code's modules do, so that photos of persons
 * cost no extra time.
 *
 *      transparent   put over black instead of white
 *      brightest     the largest of red, green and blue: a red seal vanishes,
 *                    black modules remain
 *      projection    onto the axis along which the colours of the busiest part
 *                    differ most (principal component; Pearson 1901)
 *      red, green, blue
 *
 * Pure but for memory; thread-safe.
 */
#ifndef CODE_CODE_COLOUR_H
#define CODE_CODE_COLOUR_H

#include "code/code_ladder.h"

/*
 * Whether a picture in RGB or RGBA (which may be a reduced one) can hold such a
 * code; ladder has the result for grey.
 */
bool code_colour_may(const struct image *im, const struct code_ladder *ladder);

/*
 * Run the ladder on one plane after the other until a code is read; *ladder,
 * the result for grey, is then replaced.
 */
void code_colour_run(const struct image *im, int budget_ms,
		     struct code_ladder *ladder);

#endif
