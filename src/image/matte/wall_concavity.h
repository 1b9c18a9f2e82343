/* SPDX-License-Identifier: MIT */
/*
 * Concavities: where the wall reaches into the place that a face mostly fills,
 * under a cap's brim or beside a turned head.  Our own: a component of pixels
 * like the wall is judged by its rim.  Pure, deterministic.
 */
#ifndef IMAGE_MATTE_WALL_CONCAVITY_H
#define IMAGE_MATTE_WALL_CONCAVITY_H

#include "image/matte/wall_model.h"

/*
 * Add to w->sure what is like the wall and smooth, joins it, and ends at
 * clear edges elsewhere: pale skin against the wall has none.  face: its box.
 */
void wall_concavity_add(struct wall_model *w, struct image_box face);

#endif
