/* SPDX-License-Identifier: MIT */
/*
 * The parts of a workbook package (ECMA-376 part 2, "Open Packaging
 * Conventions"; a zip as in PKWARE's APPNOTE.TXT): found by name or by
 * following relationships, and parsed as XML while they are being unpacked.
 * Names are compared ignoring case, as Excel does, but an exact match is
 * preferred; of several entries with one name the last one counts, as in the
 * central directory.  Nothing is unpacked to disk.  One thread at a time.
 */
#ifndef CODEC_TABLE_XLSX_PARTS_H
#define CODEC_TABLE_XLSX_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "codec/config/xml_in.h"

struct xlsx_parts;

/* A file, or bytes (path NULL) that are borrowed until close. */
struct xlsx_parts *xlsx_parts_open(const char *path, const void *bytes,
				   size_t n, struct error *err);
void xlsx_parts_close(struct xlsx_parts *take_parts); /* NULL allowed */

/* The size of the package in bytes, for the limits against zip bombs. */
uint64_t xlsx_parts_size(const struct xlsx_parts *parts);

bool xlsx_parts_has(const struct xlsx_parts *parts, const char *name);

/* Parse a part: 1; 0 when there is no part of that name; -1 with err. */
int xlsx_parts_parse(struct xlsx_parts *parts, const char *name,
		     const struct xml_in_handler *handler, void *ctx,
		     struct error *err);

/* Called by a handler: end the parsing of this part, without an error. */
void xlsx_parts_stop(struct xlsx_parts *parts);

struct xlsx_rel {
	char *id, *type, *target; /* target: the name of a part */
};
struct xlsx_rels {
	struct xlsx_rel *list;
	size_t count, cap;
};

/* The relationships of a part ("" = the package); there may be none. */
int xlsx_parts_rels(struct xlsx_parts *parts, const char *part,
		    struct xlsx_rels *rels, struct error *err);
void xlsx_parts_rels_release(struct xlsx_rels *rels);

/* By id, or by the last word of the type ("styles"); NULL when none. */
const struct xlsx_rel *xlsx_parts_rel_by_id(const struct xlsx_rels *rels,
					    const char *id);
const struct xlsx_rel *xlsx_parts_rel_by_type(const struct xlsx_rels *rels,
					      const char *type);
bool xlsx_parts_rel_is(const struct xlsx_rel *rel, const char *type);

#endif
