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
	SEPARATOR = '\t', /* expat: between a namespace and a local name */
};

struct xml_in {
	XML_Parser parser;
	struct xml_in_handler handler;
	void *ctx;
	char *space; /* of the root element, with the separator */
	size_t space_size;
	int level;
	int foreign; /* the level a foreign element stands on; 0 none */
	long long fed;
	bool wrapped; /* the first element within says what is own */
	bool stopped, doctype, deep;
};

/*
 * What a part says is in the namespace of its root element: a strict workbook
 * has another one than a transitional one, and the first betas of Office 2007 a
 * third.  Beside it extensions repeat elements under the same local names:
 *
 *   <workbook xmlns="…/spreadsheetml/2006/main">
 *     <workbookPr date1904="1"/>               the workbook's
 *     <extLst><ext><x14:workbookPr …/>         of 2010, without date1904
 *     <mc:AlternateContent>                    one of two:
 *       <mc:Choice Requires="x15">             for who knows x15
 *       <mc:Fallback>                          for us
 *
 * A foreign element is passed over with all it holds (an x14:dxf has a numFmt
 * of the main namespace inside); 246 of 750 public workbooks have some.
 */
#define MC "http://schemas.openxmlformats.org/markup-compatibility/2006"

/* A name of the second namespace, from its separator on; else NULL. */
static const char *beside(const struct xml_in *xml, const char *name)
{
	const char *space = xml->handler.beside;
	const char *tab = strrchr(name, SEPARATOR);
	size_t n = space ? strlen(space) : 0;

	if (!n || !tab || (size_t)(tab - name) < n)
		return NULL;
	return strncmp(tab - n, space, n) == 0 ? tab : NULL;
}

/* The name behind the namespace of the root; NULL in another one. */
static const char *own(const struct xml_in *xml, const char *name)
{
	size_t n = xml->space_size;

	if (!n && !strchr(name, SEPARATOR))
		return name;
	if (n && strncmp(name, xml->space, n) == 0)
		return name + n;
	return beside(xml, name);
}

/*
 * The root of a macro sheet alone is in a namespace of Microsoft's, all that it
 * holds is not:  <xm:macrosheet xmlns="…/main" xmlns:xm="…"><sheetData>
 */
static void take_space(struct xml_in *xml, const char *name)
{
	const char *end = strrchr(name, SEPARATOR);

	if (xml->level == 1)
		xml->wrapped = end && strcmp(end + 1, "macrosheet") == 0;
	else if (xml->level > 2 || !xml->wrapped)
		return;
	xml->wrapped = xml->wrapped && xml->level == 1;
	free(xml->space);
	xml->space_size = end ? (size_t)(end - name) + 1 : 0;
	xml->space = mem_xstrndup(name, xml->space_size);
}

/* The two around what is meant for those who know none of the choices. */
static bool is_transparent(const char *name)
{
	static const char space[] = MC "\t";
	const size_t n = sizeof(space) - 1;

	return strncmp(name, space, n) == 0 &&
	       (strcmp(name + n, "AlternateContent") == 0 ||
		strcmp(name + n, "Fallback") == 0);
}

static void refuse(struct xml_in *xml, bool *why)
{
	*why = true;
	XML_StopParser(xml->parser, XML_FALSE);
}

static void XMLCALL start(void *data, const char *name, const char **atts)
{
	struct xml_in *xml = data;
	const char *local;

	if (++xml->level > LEVELS) {
		refuse(xml, &xml->deep);
		return;
	}
	take_space(xml, name);
	if (xml->foreign)
		return;
	local = own(xml, name);
	if (local)
		xml->handler.start(xml->ctx, local, atts);
	else if (!is_transparent(name))
		xml->foreign = xml->level;
}

/* expat still reports the end of an empty element after it was stopped. */
static void XMLCALL end(void *data, const char *name)
{
	struct xml_in *xml = data;
	const char *local = xml->foreign ? NULL : own(xml, name);

	if (xml->foreign == xml->level)
		xml->foreign = 0;
	xml->level--;
	if (local && !xml->stopped)
		xml->handler.end(xml->ctx, local);
}

static void XMLCALL text(void *data, const char *s, int n)
{
	struct xml_in *xml = data;

	if (!xml->stopped && (!xml->foreign || xml->handler.foreign_text))
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
	xml->parser = XML_ParserCreateNS(handler->is_utf8 ? "UTF-8" : NULL,
					 SEPARATOR);
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
	free(xml->space);
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
		if (strcmp(*atts, name) == 0)
			return atts[1];
	return NULL;
}

const char *xml_in_get_in(const char **atts, const char *space,
			  const char *name)
{
	size_t n = strlen(space);

	for (; *atts; atts += 2) {
		const char *end = strrchr(*atts, SEPARATOR);

		if (end && strcmp(end + 1, name) == 0 &&
		    (size_t)(end - *atts) >= n &&
		    strncmp(end - n, space, n) == 0)
			return atts[1];
	}
	return NULL;
}
