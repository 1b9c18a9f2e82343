/* SPDX-License-Identifier: MIT */
/*
 * Codes that grey does not show: modules as light as their ground but of
 * another colour, a seal printed over them, white ones on a clear ground.
 * Looked for only where grey found nothing, and only where colour changes as
 * often as a code's modules do, so that a photo of a person costs no more.
 *
 *      clear parts   over black instead of white
 *      brightest     the largest of red, green and blue: a seal vanishes,
 *                    black modules stay
 *      projection    the axis along which the colours of the busiest part
 *                    differ most (principal component; Pearson 1901)
 *      red, green, blue
 *
 * Pure but for memory; thread-safe.
 */
#ifndef CODE_CODE_COLOUR_H
#define CODE_CODE_COLOUR_H

#include "code/code_ladder.h"

/*
 * Whether a picture in RGB or RGBA, which may be reduced, can hold such a
 * code; ladder is what grey gave.
 */
bool code_colour_may(const struct image *im, const struct code_ladder *ladder);

/*
 * Climb the ladder on one plane after the other until a code is read: then
 * *ladder, which was climbed on grey, is replaced by that climb's.
 */
void code_colour_run(const struct image *im, int budget_ms,
		     struct code_ladder *ladder);

#endif
