/* SPDX-License-Identifier: MIT */
/*
 * What kind of picture file some bytes are, judged by the first of them before
 * anything is decoded (by photo_decode.h for photos, by jpeg.h, png.h, webp.h
 * for codes), and which kinds a file extension stands for.  Pure, thread-safe.
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
 * How to call a file that cannot be read as a photo and is not simply a damaged
 * one: by its format or, if that is unknown, by its extension in capitals
 * ("TXT"), which is put into room.  NULL when its extension is a picture's: it
 * may be a damaged one.
 */
enum { PICTURE_EXTENSION = 9 };
const char *picture_foreign(enum picture_kind kind, const char *file,
			    char room[PICTURE_EXTENSION]);

/* Whether a file of this kind may have that extension (".jpeg"). */
bool picture_fits_extension(enum picture_kind kind, const char *extension);

/* Whether it is the extension of some kind of photo (not of PDF). */
bool picture_is_extension(const char *extension);

#endif
