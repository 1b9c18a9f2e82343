/* SPDX-License-Identifier: MIT */
/*
 * The measures of ISO/IEC 29794-5 of a photo that was looked at.  Apart from a
 * check, for they need the person cut out, which costs more than all the rest.
 * Thread-safe.
 */
#ifndef PHOTO_PHOTO_ISO_H
#define PHOTO_PHOTO_ISO_H

#include "image/portrait/iso.h"
#include "photo/photo_view.h"

/* -1 with ERROR_LIMIT without memory. */
int photo_iso(const struct photo_view *view, struct iso_measures *out,
	      struct error *err);

#endif
