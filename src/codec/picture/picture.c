/* SPDX-License-Identifier: MIT */
#include "codec/picture/picture.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

struct magic {
	enum picture_kind kind;
	size_t at, n;
	const char *bytes;
};

/*
 * HEIF and AVIF (ISO/IEC 14496-12) begin with a box: length(4) "ftyp" and the
 * brand(4).  Phones save HEIC; its name helps whoever sent one more than "not
 * a picture".
 */
static const struct magic magics[] = {
	{PICTURE_JPEG, 0, 3, "\xff\xd8\xff"},
	{PICTURE_PNG, 0, 8, "\x89PNG\r\n\x1a\n"},
	{PICTURE_WEBP, 8, 4, "WEBP"},
	{PICTURE_HEIC, 4, 8, "ftypheic"},
	{PICTURE_HEIC, 4, 8, "ftypheix"},
	{PICTURE_HEIC, 4, 8, "ftyphevc"},
	{PICTURE_HEIC, 4, 8, "ftyphevx"},
	{PICTURE_HEIC, 4, 8, "ftypheim"},
	{PICTURE_HEIC, 4, 8, "ftypheis"},
	{PICTURE_HEIC, 4, 8, "ftypmif1"},
	{PICTURE_HEIC, 4, 8, "ftypmsf1"},
	{PICTURE_AVIF, 4, 8, "ftypavif"},
	{PICTURE_AVIF, 4, 8, "ftypavis"},
	{PICTURE_GIF, 0, 4, "GIF8"},
	{PICTURE_BMP, 0, 2, "BM"},
	{PICTURE_TIFF, 0, 4, "II*\0"},
	{PICTURE_TIFF, 0, 4, "MM\0*"},
	{PICTURE_PDF, 0, 5, "%PDF-"},
	{PICTURE_ARCHIVE, 0, 4, "PK\3\4"},
	{PICTURE_ARCHIVE, 0, 4, "Rar!"},
	{PICTURE_ARCHIVE, 0, 6, "7z\xbc\xaf\x27\x1c"},
};

enum picture_kind picture_kind(const void *bytes, size_t n)
{
	const char *p = bytes;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(magics); i++)
		if (n >= magics[i].at + magics[i].n &&
		    memcmp(p + magics[i].at, magics[i].bytes, magics[i].n) == 0)
			return magics[i].kind;
	return PICTURE_UNKNOWN;
}

/* In the order of enum picture_kind. */
const char *picture_name(enum picture_kind kind)
{
	static const char *const names[] = {"unknown", "JPEG", "PNG",	 "WebP",
					    "HEIC",    "AVIF", "GIF",	 "BMP",
					    "TIFF",    "PDF",  "archive"};

	return names[kind];
}

bool picture_fits_extension(enum picture_kind kind, const char *extension)
{
	static const struct {
		enum picture_kind kind;
		const char *extension;
	} pairs[] = {
		{PICTURE_JPEG, ".jpg"},	 {PICTURE_JPEG, ".jpeg"},
		{PICTURE_JPEG, ".jpe"},	 {PICTURE_JPEG, ".jfif"},
		{PICTURE_PNG, ".png"},	 {PICTURE_WEBP, ".webp"},
		{PICTURE_HEIC, ".heic"}, {PICTURE_HEIC, ".heif"},
		{PICTURE_AVIF, ".avif"}, {PICTURE_GIF, ".gif"},
		{PICTURE_BMP, ".bmp"},	 {PICTURE_TIFF, ".tif"},
		{PICTURE_TIFF, ".tiff"}, {PICTURE_PDF, ".pdf"},
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(pairs); i++)
		if (pairs[i].kind == kind &&
		    text_casecmp(pairs[i].extension, extension) == 0)
			return true;
	return false;
}

bool picture_is_extension(const char *extension)
{
	int kind;

	for (kind = PICTURE_JPEG; kind < PICTURE_PDF; kind++)
		if (picture_fits_extension((enum picture_kind)kind, extension))
			return true;
	return false;
}

const char *picture_foreign(enum picture_kind kind, const char *file,
			    char room[PICTURE_EXTENSION])
{
	const char *extension = file ? path_extension(file) : "";
	size_t i;

	if (kind == PICTURE_JPEG || kind == PICTURE_PNG || kind == PICTURE_WEBP)
		return NULL;
	if (kind != PICTURE_UNKNOWN)
		return picture_name(kind);
	if (*extension != '.' || picture_is_extension(extension))
		return NULL;
	for (i = 0; extension[i + 1]; i++) {
		/* "photo.2022 (1)": a name's end and no extension */
		if (i + 1 == PICTURE_EXTENSION ||
		    !isalnum((unsigned char)extension[i + 1]))
			return NULL;
		room[i] = (char)toupper((unsigned char)extension[i + 1]);
	}
	room[i] = '\0';
	return i ? room : NULL;
}
