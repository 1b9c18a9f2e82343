/* SPDX-License-Identifier: MIT */
/*
 * Parsing XML 1.0 from outside, with namespaces; the text is fed in pieces
 * (expat).  Handlers are called for the elements of the root's namespace, by
 * their local names, so a strict and a transitional workbook look alike.
 * Elements of other namespaces are skipped with all they contain, except that
 * of an mc:AlternateContent the mc:Fallback is read (ECMA-376 part 3). Refused:
 * a DOCTYPE (and with it every entity bomb), more than 256 levels, a tag or
 * comment longer than 1 MiB.  Handlers run inside xml_in_feed() on the caller's
 * thread.
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
	 * The end of the name of a second namespace, whose elements are read as
	 * well; their names get a tab before them.  NULL = none.
	 */
	const char *beside;
	bool foreign_text; /* also give the text in skipped elements */
	bool is_utf8;	   /* the bytes are UTF-8, whatever the text declares */
};

struct xml_in;

struct xml_in *xml_in_new(const struct xml_in_handler *handler, void *ctx);
void xml_in_free(struct xml_in *take_xml); /* NULL allowed */

/* Called by a handler: no more handlers are called; xml_in_feed() returns 0. */
void xml_in_stop(struct xml_in *xml);
bool xml_in_stopped(const struct xml_in *xml);

/* last: this is the final piece (n may be 0).  -1 with err for bad XML. */
int xml_in_feed(struct xml_in *xml, const char *bytes, size_t n, bool last,
		struct error *err);

/* The value of the attribute of this name without a prefix; NULL = none. */
const char *xml_in_get(const char **atts, const char *name);

/*
 * The value of the attribute of this name whose namespace ends in space: with
 * "/relationships" that of r:id, whatever the prefix is called.  NULL = none.
 */
const char *xml_in_get_in(const char **atts, const char *space,
			  const char *name);

#endif
