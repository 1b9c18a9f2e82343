/* SPDX-License-Identifier: MIT */
#include "codec/config/xml_in.h"

#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "base/i18n.h"
#include "base/mem.h"

enum {
	LEVELS = 256,	   /* elements within each other */
	PENDING = 1 << 20, /* bytes of a tag or comment that is still open */
	STEP = 1 << 20, /* bytes given to expat at once: its length is an int */
};

struct xml_in {
	XML_Parser parser;
	struct xml_in_handler handler;
	void *ctx;
	int level;
	long long fed;
	bool stopped, doctype, deep;
};

/*
 * Names without their prefix and no look at the namespace: strict workbooks
 * have other namespaces than transitional ones for the same elements, and
 * writers choose prefixes as they like ("x:row", "row").
 */
static const char *local(const char *name)
{
	const char *colon = name[0] && name[1] ? strchr(name, ':') : NULL;

	return colon ? colon + 1 : name;
}

static void refuse(struct xml_in *xml, bool *why)
{
	*why = true;
	XML_StopParser(xml->parser, XML_FALSE);
}

static void XMLCALL start(void *data, const char *name, const char **atts)
{
	struct xml_in *xml = data;

	if (++xml->level > LEVELS) {
		refuse(xml, &xml->deep);
		return;
	}
	xml->handler.start(xml->ctx, local(name), atts);
}

/* expat still reports the end of an empty element after it was stopped. */
static void XMLCALL end(void *data, const char *name)
{
	struct xml_in *xml = data;

	xml->level--;
	if (!xml->stopped)
		xml->handler.end(xml->ctx, local(name));
}

static void XMLCALL text(void *data, const char *s, int n)
{
	struct xml_in *xml = data;

	if (!xml->stopped)
		xml->handler.text(xml->ctx, s, (size_t)n);
}

/*
 * No workbook part has a DOCTYPE; entities within entities (the "billion
 * laughs") and files fetched from elsewhere both begin with one.
 */
static void XMLCALL doctype(void *data, const char *name, const char *system_id,
			    const char *public_id, int internal)
{
	struct xml_in *xml = data;

	(void)name, (void)system_id, (void)public_id, (void)internal;
	refuse(xml, &xml->doctype);
}

struct xml_in *xml_in_new(const struct xml_in_handler *handler, void *ctx)
{
	struct xml_in *xml = mem_xcalloc(1, sizeof(*xml));

	xml->handler = *handler;
	xml->ctx = ctx;
	xml->parser = XML_ParserCreate(NULL);
	if (!xml->parser)
		BUG("out of memory");
	XML_SetUserData(xml->parser, xml);
	XML_SetElementHandler(xml->parser, start, end);
	if (handler->text)
		XML_SetCharacterDataHandler(xml->parser, text);
	XML_SetStartDoctypeDeclHandler(xml->parser, doctype);
	return xml;
}

void xml_in_free(struct xml_in *xml)
{
	if (!xml)
		return;
	XML_ParserFree(xml->parser);
	free(xml);
}

void xml_in_stop(struct xml_in *xml)
{
	xml->stopped = true;
	XML_StopParser(xml->parser, XML_FALSE);
}

bool xml_in_stopped(const struct xml_in *xml)
{
	return xml->stopped;
}

static int failed(struct xml_in *xml, struct error *err)
{
	if (xml->stopped)
		return 0;
	if (xml->doctype)
		return error_set(err, ERROR_INPUT,
				 _("a DOCTYPE inside the file is refused"));
	if (xml->deep)
		return error_set(err, ERROR_LIMIT,
				 _("more than %d levels of XML"), LEVELS);
	return error_set(err, ERROR_INPUT, _("line %lu: bad XML (%s)"),
			 XML_GetCurrentLineNumber(xml->parser),
			 XML_ErrorString(XML_GetErrorCode(xml->parser)));
}

/* A token still open is read anew with every piece: it must stay short. */
static int check_pending(struct xml_in *xml, struct error *err)
{
	if (xml->fed - XML_GetCurrentByteIndex(xml->parser) <= PENDING)
		return 0;
	return error_set(err, ERROR_LIMIT,
			 _("a tag or comment longer than %d bytes"), PENDING);
}

int xml_in_feed(struct xml_in *xml, const char *bytes, size_t n, bool last,
		struct error *err)
{
	do {
		size_t step = n < STEP ? n : STEP;

		if (xml->stopped)
			return 0;
		xml->fed += (long long)step;
		if (XML_Parse(xml->parser, bytes, (int)step,
			      last && step == n) == XML_STATUS_ERROR)
			return failed(xml, err);
		if (n && check_pending(xml, err) < 0)
			return -1;
		bytes += step;
		n -= step;
	} while (n);
	return 0;
}

const char *xml_in_get(const char **atts, const char *name)
{
	for (; *atts; atts += 2)
		if (strcmp(local(*atts), name) == 0)
			return atts[1];
	return NULL;
}

const char *xml_in_get_prefixed(const char **atts, const char *name)
{
	for (; *atts; atts += 2)
		if (strcmp(*atts, name) != 0 && strcmp(local(*atts), name) == 0)
			return atts[1];
	return NULL;
}
