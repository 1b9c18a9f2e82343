/* SPDX-License-Identifier: MIT */
/*
 * Drawing a QR code (ISO/IEC 18004, byte mode, level M or, if the payload needs
 * it, L; libqrencode) as a grey PNG with 6 pixels a module and a quiet zone of
 * 4 modules.  The same bytes give the same picture, and nothing but these bytes
 * is in it, unlike in a student's own picture of the code.  Thread-safe.
 */
#ifndef CODEC_PICTURE_QR_WRITE_H
#define CODEC_PICTURE_QR_WRITE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

/* Append the PNG; ERROR_LIMIT when n is 0 or more than 2953. */
int qr_write(const void *payload, size_t n, struct buf *png, struct error *err);

#endif
