/* SPDX-License-Identifier: MIT */
/*
 * The parts of a workbook package (ECMA-376 part 2, "Open Packaging
 * Conventions", in a zip as APPNOTE.TXT of PKWARE has it): found by name in the
 * zip, followed by relationships, parsed as XML piece by piece.  Names are
 * compared as Excel does (letters of either case) but an exact match wins;
 * of several entries of one name the last counts, as in the central
 * directory.  Nothing is unpacked to disk.  One thread at a time.
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

/* Bytes of the whole package: what bombs are measured against. */
uint64_t xlsx_parts_size(const struct xlsx_parts *parts);

bool xlsx_parts_has(const struct xlsx_parts *parts, const char *name);

/* Parse one part: 1 done, 0 there is none of that name, -1. */
int xlsx_parts_parse(struct xlsx_parts *parts, const char *name,
		     const struct xml_in_handler *handler, void *ctx,
		     struct error *err);

/* From inside a handler: no more of this part, which is no failure. */
void xlsx_parts_stop(struct xlsx_parts *parts);

struct xlsx_rel {
	char *id, *type, *target; /* target: the name of a part */
};
struct xlsx_rels {
	struct xlsx_rel *list;
	size_t count, cap;
};

/* The relationships of a part ("" = the package); none is no failure. */
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
