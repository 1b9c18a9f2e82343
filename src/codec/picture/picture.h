/* SPDX-License-Identifier: MIT */
/*
 * What kind of picture file some bytes are, by their first bytes alone: asked
 * before anything is decoded (photo_decode.h for photos, jpeg.h, png.h, webp.h
 * for codes), and what a name's extension promises.  Pure, thread-safe.
 */
#ifndef CODEC_PICTURE_PICTURE_H
#define CODEC_PICTURE_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

enum picture_kind {
	PICTURE_UNKNOWN,
	PICTURE_JPEG,
	PICTURE_PNG,
	PICTURE_WEBP,
	PICTURE_HEIC, /* HEIF of every brand */
	PICTURE_AVIF,
	PICTURE_GIF,
	PICTURE_BMP,
	PICTURE_TIFF,
	PICTURE_PDF,
	PICTURE_ARCHIVE, /* zip, rar, 7z: not one picture */
};

enum picture_kind picture_kind(const void *bytes, size_t n);

/* "JPEG", "HEIC", …; "unknown". */
const char *picture_name(enum picture_kind kind);

/*
 * What a file is told to be that is no damaged picture: the name of its format,
 * or of one that nothing here knows its extension in capitals when that is no
 * picture's ("TXT"); NULL when it may well be a damaged picture.  room is used
 * for the latter.
 */
enum { PICTURE_EXTENSION = 9 };
const char *picture_foreign(enum picture_kind kind, const char *file,
			    char room[PICTURE_EXTENSION]);

/* Whether a file of this kind may bear that extension (".jpeg"). */
bool picture_fits_extension(enum picture_kind kind, const char *extension);

/* Whether it is the extension of a photo, of any kind (not PDF). */
bool picture_is_extension(const char *extension);

#endif
