/* SPDX-License-Identifier: MIT */
/*
 * The HTML documents of a saved web page (RFC 2557: MIME multipart/related, RFC
 * 2045): each text/html part, its transfer encoding (base64,
 * quoted-printable, none) undone, in the order of the file.  Multiparts within
 * multiparts to four levels.  Pure; thread-safe.
 */
#ifndef CODEC_TABLE_MHT_PARTS_H
#define CODEC_TABLE_MHT_PARTS_H

#include "base/buf.h"
#include "base/error.h"

/* Borrowed bytes of a document; a non-zero return stops and is passed on. */
typedef int (*mht_parts_fn)(void *ctx, const struct buf *bytes,
			    struct error *err);

/* 0, what fn returned, or -1 when it is no such page or has none. */
int mht_parts_each(const struct buf *mht, mht_parts_fn fn, void *ctx,
		   struct error *err);

#endif
