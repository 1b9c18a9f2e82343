/* SPDX-License-Identifier: MIT */
#include "codec/table/xlsx_styles.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	MAX_FORMATS = 65536,
	MAX_STYLES = 1 << 20,
	FIRST_OWN = 164, /* formats below are built in */
};

struct format {
	unsigned long id;
	enum cell_value_shape shape;
};

struct loader {
	struct xlsx_styles *styles;
	struct format *formats;
	size_t count, cap;
	bool in_formats, in_cell_xfs;
};

static unsigned long number_of(const char *text)
{
	return text ? strtoul(text, NULL, 10) : 0;
}

static void add_format(struct loader *l, const char **atts)
{
	const char *id = xml_in_get(atts, "numFmtId");
	const char *code = xml_in_get(atts, "formatCode");

	if (!id || !code || l->count == MAX_FORMATS)
		return;
	MEM_GROW(l->formats, l->count, l->cap);
	l->formats[l->count++] = (struct format){
		.id = number_of(id),
		.shape = cell_value_format(code),
	};
}

/* The last of several formats of one id wins, as it does in Excel. */
static enum cell_value_shape shape_of(const struct loader *l, unsigned long id)
{
	size_t i;

	for (i = l->count; i-- > 0;)
		if (l->formats[i].id == id)
			return l->formats[i].shape;
	return id < FIRST_OWN ? cell_value_builtin((unsigned)id)
			      : CELL_VALUE_NUMBER;
}

/* Only xf inside cellXfs: cellStyleXfs before it has the same element. */
static void add_style(struct loader *l, const char **atts)
{
	struct xlsx_styles *s = l->styles;
	const char *id = xml_in_get(atts, "numFmtId");

	if (s->count == MAX_STYLES)
		return;
	MEM_GROW(s->shapes, s->count, s->cap);
	s->shapes[s->count++] = (unsigned char)shape_of(l, number_of(id));
}

static void start(void *ctx, const char *name, const char **atts)
{
	struct loader *l = ctx;

	/* dxf of a conditional format has numFmt too, of no cell's style */
	if (strcmp(name, "numFmts") == 0)
		l->in_formats = true;
	else if (l->in_formats && strcmp(name, "numFmt") == 0)
		add_format(l, atts);
	else if (strcmp(name, "cellXfs") == 0)
		l->in_cell_xfs = true;
	else if (l->in_cell_xfs && strcmp(name, "xf") == 0)
		add_style(l, atts);
}

static void end(void *ctx, const char *name)
{
	struct loader *l = ctx;

	if (strcmp(name, "cellXfs") == 0)
		l->in_cell_xfs = false;
	else if (strcmp(name, "numFmts") == 0)
		l->in_formats = false;
}

int xlsx_styles_load(struct xlsx_styles *styles, struct xlsx_parts *parts,
		     const char *part, struct error *err)
{
	static const struct xml_in_handler handler = {.start = start,
						      .end = end};
	struct loader loader = {.styles = styles};
	int status = 0;

	if (part)
		status = xlsx_parts_parse(parts, part, &handler, &loader, err);
	free(loader.formats);
	return status < 0 ? -1 : 0;
}

void xlsx_styles_release(struct xlsx_styles *styles)
{
	free(styles->shapes);
	*styles = (struct xlsx_styles){0};
}

enum cell_value_shape xlsx_styles_shape(const struct xlsx_styles *styles,
					unsigned long style)
{
	if (style >= styles->count)
		return CELL_VALUE_NUMBER;
	return (enum cell_value_shape)styles->shapes[style];
}
