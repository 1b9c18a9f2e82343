/* SPDX-License-Identifier: MIT */
/*
 * A QR code drawn of bytes (ISO/IEC 18004, byte mode, level M or, where that is
 * too large, L; libqrencode), as a grey PNG of 6 pixels a module with the quiet
 * zone of 4 modules.  The same bytes give the same picture, which holds them
 * and nothing else: no owner, no place, no screen around it.  Thread-safe.
 */
#ifndef CODEC_PICTURE_QR_WRITE_H
#define CODEC_PICTURE_QR_WRITE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

/* Appends the PNG; ERROR_LIMIT for none and for more than 2953 bytes. */
int qr_write(const void *payload, size_t n, struct buf *png, struct error *err);

#endif
