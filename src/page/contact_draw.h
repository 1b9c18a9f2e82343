/* SPDX-License-Identifier: MIT */
/*
 * Inside of page/contact_sheet.h: one picture of a sheet as SVG, with its
 * marks and its caption.
 */
#ifndef PAGE_CONTACT_DRAW_H
#define PAGE_CONTACT_DRAW_H

#include "base/buf.h"
#include "page/contact_sheet.h"

/*
 * Append a <figure> with the picture, or with the reason why it cannot be
 * shown; nothing when there is no picture.  ruled: leave room for its lines
 * beside it.
 */
void contact_draw(struct buf *out, const struct contact_picture *p, bool ruled);

#endif
