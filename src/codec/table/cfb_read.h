/* SPDX-License-Identifier: MIT */
/*
 * Reading a stream of an OLE compound file ([MS-CFB]), the container of old
 * .xls files.  Every sector number is checked, and no chain may be longer than
 * the number of sectors.  Pure; thread-safe.
 */
#ifndef CODEC_TABLE_CFB_READ_H
#define CODEC_TABLE_CFB_READ_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

/*
 * Append the stream of the root storage that has one of these names (ASCII,
 * case ignored; the list ends with NULL).  ERROR_INPUT when there is none or
 * the file is damaged.
 */
int cfb_read_stream(const void *bytes, size_t n, const char *const *names,
		    struct buf *out, struct error *err);

#endif
