/* SPDX-License-Identifier: MIT */
/*
 * Reading OpenCV's cascade files (by expat) from $QCTOOL_CASCADES, else from
 * the folders of Debian's opencv-data.  A file with a rectangle, node or leaf
 * out of bounds is refused, so evaluation needs no checks.  Loaded models are
 * read-only and may be shared between threads.
 */
#ifndef CODEC_CONFIG_CASCADE_H
#define CODEC_CONFIG_CASCADE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "image/face/face.h"
#include "image/face/cascade.h"

/* One cascade from XML; NULL with err.  Limits: 4 MiB, 64-pixel window. */
struct cascade *cascade_parse(const void *xml, size_t n, struct error *err);
void cascade_free(struct cascade *take_cascade); /* NULL allowed */

/*
 * Load the four cascades that face_others_find() needs, from the cascades.bin
 * that "make models" packed if it was made from these XML files, else from the
 * XML.  0, or -1 with err, which names the Debian package to install.
 */
int cascade_models_load(struct face_models *out, struct error *err);

/* Append the four, packed as in codec/config/cascade_file.h; -1 with err. */
int cascade_models_pack(struct buf *out, struct error *err);
void cascade_models_release(struct face_models *models);

#endif
