/* SPDX-License-Identifier: MIT */
/*
 * Concavities: parts of the wall that reach into the area usually filled by the
 * head, under a cap's brim or beside a turned head.  A component of pixels like
 * the wall is judged by its rim; the method is our own.  Pure, deterministic.
 */
#ifndef IMAGE_MATTE_WALL_CONCAVITY_H
#define IMAGE_MATTE_WALL_CONCAVITY_H

#include "image/matte/wall_model.h"

/*
 * Add to w->sure such components: smooth, like the wall, joined to it, and with
 * clear edges everywhere else, which pale skin against the wall does not have.
 * face: its box.
 */
void wall_concavity_add(struct wall_model *w, struct image_box face);

#endif
