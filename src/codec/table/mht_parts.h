/* SPDX-License-Identifier: MIT */
/*
 * The HTML documents in a saved web page (RFC 2557: MIME multipart/related, RFC
 * 2045): each text/html part in the order of the file, decoded from base64 or
 * quoted-printable.  Multiparts may be nested to four levels.  Pure;
 * thread-safe.
 */
#ifndef CODEC_TABLE_MHT_PARTS_H
#define CODEC_TABLE_MHT_PARTS_H

#include "base/buf.h"
#include "base/error.h"

/* Called with a document's bytes (borrowed); non-zero stops and is returned. */
typedef int (*mht_parts_fn)(void *ctx, const struct buf *bytes,
			    struct error *err);

/* 0, what fn returned, or -1 when it is not such a page or has no document. */
int mht_parts_each(const struct buf *mht, mht_parts_fn fn, void *ctx,
		   struct error *err);

#endif
