/* SPDX-License-Identifier: MIT */
/*
 * XML 1.0 with namespaces from outside, pushed piece by piece (expat). Handlers
 * are told the elements of the root's own namespace, by their local names, so a
 * strict and a transitional workbook look alike; elements of another one are
 * passed over with all they hold, but that of an mc:AlternateContent its
 * mc:Fallback is read (ECMA-376 part 3).  Refused: a DOCTYPE (and with it every
 * entity bomb), more than 256 levels, one tag or comment longer than 1 MiB.
 * Handlers run inside xml_in_feed() on the caller's thread.
 */
#ifndef CODEC_CONFIG_XML_IN_H
#define CODEC_CONFIG_XML_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct xml_in_handler {
	/* atts: name, value, name, value, …, NULL */
	void (*start)(void *ctx, const char *name, const char **atts);
	void (*end)(void *ctx, const char *name);
	/* May come in any number of pieces; n > 0, not terminated. */
	void (*text)(void *ctx, const char *s, size_t n);
	/*
	 * How a second namespace ends whose elements are told and entered as
	 * well, with a tab before their names; NULL none.
	 */
	const char *beside;
	bool foreign_text; /* text inside elements passed over, too */
	bool is_utf8;	   /* the bytes are, whatever the declaration says */
};

struct xml_in;

struct xml_in *xml_in_new(const struct xml_in_handler *handler, void *ctx);
void xml_in_free(struct xml_in *take_xml); /* NULL allowed */

/* From inside a handler: call no more handlers; xml_in_feed() returns 0. */
void xml_in_stop(struct xml_in *xml);
bool xml_in_stopped(const struct xml_in *xml);

/* last with the final piece (n may be 0).  -1 when it is no XML of ours. */
int xml_in_feed(struct xml_in *xml, const char *bytes, size_t n, bool last,
		struct error *err);

/* The value of the attribute of this name without any prefix; NULL none. */
const char *xml_in_get(const char **atts, const char *name);

/*
 * The one with a prefix whose namespace ends in space ("/relationships"):
 * r:id beside id, whatever the prefix is called.
 */
const char *xml_in_get_in(const char **atts, const char *space,
			  const char *name);

#endif
