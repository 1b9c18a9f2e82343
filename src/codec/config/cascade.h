/* SPDX-License-Identifier: MIT */
/*
 * OpenCV's cascade files (expat): $QCTOOL_CASCADES, else the folders of
 * Debian's opencv-data.  A file that names a rectangle, node or leaf out of
 * bounds is refused, so evaluation needs no checks.  Loaded models are
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
 * The four that face_others_find() wants, from "make models"' cascades.bin
 * where that is of these XMLs; 0, or -1 with err that names the Debian package
 * to install.
 */
int cascade_models_load(struct face_models *out, struct error *err);

/* The four as codec/config/cascade_file.h packs them; -1 with err. */
int cascade_models_pack(struct buf *out, struct error *err);
void cascade_models_release(struct face_models *models);

#endif
