/* SPDX-License-Identifier: MIT */
#include "codec/table/xlsx_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { SHEETS = 4096 }; /* of a workbook; further ones are left out */

/*
 *   <sheet name="名单" sheetId="1" state="hidden" r:id="rId3"/>
 *   the workbook's relationships:  rId3 → worksheets/sheet2.xml
 *
 * sheetId says nothing about the file's name.
 */
struct tab {
	char *name, *id;
	const char *state;
	const char *part; /* borrowed from the relationships */
};

struct xlsx_read {
	struct xlsx_parts *parts;
	struct xlsx_rels rels; /* of the workbook part */
	struct tab *tabs;
	size_t count, cap;
	bool from_1904, loaded;
	struct xlsx_strings strings;
	struct xlsx_styles styles;
	struct sheet_problems problems;
};

static const char *state_of(const char *text)
{
	if (text && strcmp(text, "hidden") == 0)
		return "hidden";
	if (text && strcmp(text, "veryHidden") == 0)
		return "veryHidden";
	return "visible";
}

static void add_tab(struct xlsx_read *b, const char **atts)
{
	const char *name = xml_in_get(atts, "name");
	const char *id = xml_in_get_in(atts, "/relationships", "id");

	if (b->count == SHEETS)
		return;
	MEM_GROW(b->tabs, b->count, b->cap);
	b->tabs[b->count++] = (struct tab){
		.name = mem_xstrdup(name ? name : ""),
		.id = mem_xstrdup(id ? id : ""),
		.state = state_of(xml_in_get(atts, "state")),
	};
}

static void start(void *ctx, const char *name, const char **atts)
{
	struct xlsx_read *b = ctx;

	if (strcmp(name, "sheet") == 0) {
		add_tab(b, atts);
	} else if (strcmp(name, "workbookPr") == 0) {
		const char *value = xml_in_get(atts, "date1904");

		b->from_1904 = value && (*value == '1' || *value == 't');
	}
}

static void end(void *ctx, const char *name)
{
	(void)ctx, (void)name;
}

static void tab_release(struct tab *tab)
{
	free(tab->name);
	free(tab->id);
}

/* Keep the tabs that have cells: no charts, none without a part. */
static void connect_tabs(struct xlsx_read *b)
{
	size_t i, kept = 0;

	for (i = 0; i < b->count; i++) {
		const struct xlsx_rel *rel =
			xlsx_parts_rel_by_id(&b->rels, b->tabs[i].id);

		if (!rel || xlsx_parts_rel_is(rel, "chartsheet") ||
		    !xlsx_parts_has(b->parts, rel->target)) {
			tab_release(&b->tabs[i]);
			continue;
		}
		b->tabs[kept] = b->tabs[i];
		b->tabs[kept++].part = rel->target;
	}
	b->count = kept;
}

/* Said by name, with what to do: the next try should be the last. */
static int not_xlsx(const struct xlsx_read *b, struct error *err)
{
	if (xlsx_parts_has(b->parts, "xl/workbook.bin"))
		return error_set(err, ERROR_INPUT,
				 _("this is an .xlsb workbook; save it as "
				   ".xlsx"));
	if (xlsx_parts_has(b->parts, "content.xml"))
		return error_set(err, ERROR_INPUT,
				 _("this is an OpenDocument file; save it as "
				   ".xlsx"));
	return error_set(err, ERROR_INPUT,
			 _("this zip holds no workbook; export the list as "
			   ".xlsx again"));
}

static char *workbook_part(struct xlsx_read *b, struct error *err)
{
	struct xlsx_rels rels = {0};
	const struct xlsx_rel *rel;
	const char *usual = "xl/workbook.xml";
	char *part = NULL;

	if (xlsx_parts_rels(b->parts, "", &rels, err) < 0)
		return NULL;
	/* By the type's last word: strict workbooks have another address. */
	rel = xlsx_parts_rel_by_type(&rels, "officeDocument");
	if (rel && xlsx_parts_has(b->parts, rel->target))
		part = mem_xstrdup(rel->target);
	else if (xlsx_parts_has(b->parts, usual))
		part = mem_xstrdup(usual);
	else
		not_xlsx(b, err);
	xlsx_parts_rels_release(&rels);
	return part;
}

static int load_workbook(struct xlsx_read *b, struct error *err)
{
	static const struct xml_in_handler handler = {.start = start,
						      .end = end};
	char *part = workbook_part(b, err);
	int status = -1;

	if (!part)
		return -1;
	if (strlen(part) > 4 && strcmp(part + strlen(part) - 4, ".bin") == 0)
		not_xlsx(b, err);
	else if (xlsx_parts_parse(b->parts, part, &handler, b, err) == 1 &&
		 xlsx_parts_rels(b->parts, part, &b->rels, err) == 0)
		status = 0;
	free(part);
	if (status == 0)
		connect_tabs(b);
	if (status == 0 && b->count == 0)
		status = error_set(err, ERROR_INPUT,
				   _("the workbook has no sheet with cells"));
	return status;
}

struct xlsx_read *xlsx_read_open(const char *path, const void *bytes, size_t n,
				 struct error *err)
{
	struct xlsx_read *b = mem_xcalloc(1, sizeof(*b));

	b->parts = xlsx_parts_open(path, bytes, n, err);
	if (b->parts && load_workbook(b, err) == 0)
		return b;
	xlsx_read_close(b);
	return NULL;
}

void xlsx_read_close(struct xlsx_read *b)
{
	size_t i;

	if (!b)
		return;
	for (i = 0; i < b->count; i++)
		tab_release(&b->tabs[i]);
	free(b->tabs);
	xlsx_styles_release(&b->styles);
	xlsx_strings_release(&b->strings);
	xlsx_parts_rels_release(&b->rels);
	xlsx_parts_close(b->parts);
	free(b->problems.list);
	free(b);
}

size_t xlsx_read_count(const struct xlsx_read *b)
{
	return b->count;
}

struct sheet_tab xlsx_read_info(const struct xlsx_read *b, size_t index)
{
	const struct tab *tab = &b->tabs[index];

	return (struct sheet_tab){.name = tab->name, .state = tab->state};
}

static const char *target_of(const struct xlsx_read *b, const char *type)
{
	const struct xlsx_rel *rel = xlsx_parts_rel_by_type(&b->rels, type);

	return rel ? rel->target : NULL;
}

/*
 * Before the first row of any sheet, since cells point into both.  The texts
 * have to be looked for in the zip: in 264 of 617 public workbooks they come
 * behind the first sheet.
 */
static int load_tables(struct xlsx_read *b, struct error *err)
{
	if (b->loaded)
		return 0;
	xlsx_styles_release(&b->styles);
	xlsx_strings_release(&b->strings);
	if (xlsx_styles_load(&b->styles, b->parts, target_of(b, "styles"),
			     err) < 0 ||
	    xlsx_strings_load(&b->strings, b->parts,
			      target_of(b, "sharedStrings"), err) < 0)
		return -1;
	b->loaded = true;
	return 0;
}

int xlsx_read_rows(struct xlsx_read *b, size_t index, sheet_row_fn fn,
		   void *ctx, struct error *err)
{
	struct xlsx_source source = {.parts = b->parts,
				     .strings = &b->strings,
				     .styles = &b->styles,
				     .from_1904 = b->from_1904,
				     .problems = &b->problems};
	struct xlsx_sink sink = {.row = fn, .ctx = ctx};

	b->problems.count = 0;
	if (load_tables(b, err) < 0)
		return -1;
	return xlsx_cells_read(&source, b->tabs[index].part, &sink, err);
}

const struct sheet_problem *xlsx_read_problems(const struct xlsx_read *b,
					       size_t *count)
{
	*count = b->problems.count;
	return b->problems.list;
}
