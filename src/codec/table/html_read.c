/* SPDX-License-Identifier: MIT */
#include "codec/table/html_read.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "codec/table/cell_value.h"
#include "codec/table/html_tree.h"
#include "codec/table/markup_text.h"
#include "codec/table/mht_parts.h"
#include "codec/table/xlsx_cells.h"
#include "codec/table/xlsx_grid.h"

enum {
	TABLES = 4096, /* of a file; further ones are left out */
	SPAN = 1000,   /* most columns of one cell, as HTML itself has it */
	COVERED = 100000000, /* cells that other cells reach down to */
};

struct html_table {
	const GumboNode *node;
	char name[12];
};

struct html_read {
	struct html_tree **trees;
	size_t tree_count, tree_cap;
	struct html_table *tables;
	size_t count, cap;
	char *charset;
};

/*
 * One pass over the rows of a table.  A cell that reaches down pushes those of
 * the rows below to the right; until[column] is the last row it covers:
 *
 *   <tr><td rowspan=2>院系<td colspan=2>学生        A1 B1 -       until 2 1 1
 *   <tr><td>学号<td>姓名                            -  B2 C2
 */
struct pass {
	struct xlsx_grid grid;
	struct buf text;
	long *until;
	size_t until_count, until_cap;
	unsigned long long covered; /* cells by cells that reach down */
	long row;
	sheet_row_fn fn;
	void *ctx;
	struct error *err;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

/* As a browser shows it: a run of blanks is one, none stands at an edge. */
static void add_text(struct buf *out, const char *s)
{
	for (; *s; s++) {
		bool at_edge = !out->size || is_blank(out->data[out->size - 1]);

		if (!is_blank(*s))
			buf_addc(out, *s);
		else if (!at_edge)
			buf_addc(out, ' ');
	}
}

static void add_line(struct buf *out)
{
	while (out->size && out->data[out->size - 1] == ' ')
		out->data[--out->size] = '\0';
	if (out->size && out->data[out->size - 1] != '\n')
		buf_addc(out, '\n');
}

static bool is_hidden(const GumboNode *node)
{
	const char *style = html_tree_attribute(node, "style");

	if (html_tree_attribute(node, "hidden"))
		return true;
	for (; style && (style = strcasestr(style, "display")); style++) {
		const char *value = style + strlen("display");

		value += strspn(value, " :\t");
		if (strncasecmp(value, "none", 4) == 0)
			return true;
	}
	return false;
}

/* What is no text of the cell; a table within is a sheet of its own. */
static bool is_passed_over(const GumboNode *node)
{
	return html_tree_is(node, GUMBO_TAG_TABLE) ||
	       html_tree_is(node, GUMBO_TAG_SCRIPT) ||
	       html_tree_is(node, GUMBO_TAG_STYLE) ||
	       node->type == GUMBO_NODE_TEMPLATE ||
	       (node->type == GUMBO_NODE_ELEMENT && is_hidden(node));
}

static bool is_line(const GumboNode *node)
{
	return html_tree_is(node, GUMBO_TAG_BR) ||
	       html_tree_is(node, GUMBO_TAG_P) ||
	       html_tree_is(node, GUMBO_TAG_DIV) ||
	       html_tree_is(node, GUMBO_TAG_LI);
}

static void collect(const GumboNode *cell, struct buf *out)
{
	const GumboNode *node = html_tree_next(cell, cell, true);

	buf_clear(out);
	while (node) {
		bool into = !is_passed_over(node);

		if (node->type == GUMBO_NODE_TEXT ||
		    node->type == GUMBO_NODE_WHITESPACE ||
		    node->type == GUMBO_NODE_CDATA)
			add_text(out, node->v.text.text);
		else if (into && is_line(node))
			add_line(out);
		node = html_tree_next(node, cell, into);
	}
	while (out->size && is_blank(out->data[out->size - 1]))
		out->data[--out->size] = '\0';
}

/* An empty cell is written as &nbsp; to have its border drawn. */
static bool is_empty(const struct buf *text)
{
	static const char nbsp[] = "\302\240";
	const char *s = buf_str(text);

	while (*s == ' ' || *s == '\n' || strncmp(s, nbsp, 2) == 0)
		s += *s == nbsp[0] ? 2 : 1;
	return *s == '\0';
}

/* 2.02201E+11 or ####: Excel saves what it shows. */
static bool is_shortened(const char *s)
{
	return s[strspn(s, "#")] == '\0' ||
	       (strspn(s, "0123456789.-E+") == strlen(s) && strchr(s, 'E'));
}

static int refuse(struct pass *p, const char *why)
{
	return error_set(p->err, ERROR_LIMIT, _("row %ld: %s"), p->row, why);
}

static void put(struct pass *p, const GumboNode *node, size_t column)
{
	const char *number = html_tree_attribute(node, "x:num");
	struct sheet_cell cell = {
		.type = SHEET_TEXT,
		.formula = html_tree_attribute(node, "x:fmla") != NULL};
	char text[CELL_VALUE_SIZE];

	if (number && is_shortened(buf_str(&p->text)) &&
	    cell_value_parse(number, strlen(number), &cell.number, text) == 0) {
		cell.type = SHEET_NUMBER;
		xlsx_grid_copy(&p->grid, (int)column, &cell, text,
			       strlen(text));
	} else if (!is_empty(&p->text)) {
		xlsx_grid_copy(&p->grid, (int)column, &cell, p->text.data,
			       p->text.size);
	}
}

static long span_of(const GumboNode *cell, const char *name, long most)
{
	const char *value = html_tree_attribute(cell, name);
	long span = value ? strtol(value, NULL, 10) : 1;

	if (span < 1)
		return 1;
	return span < most ? span : most;
}

/* Note which columns the cell covers, and down to which row. */
static void cover(struct pass *p, size_t column, long wide, long until)
{
	p->covered += (unsigned long long)wide;
	for (; wide; wide--, column++) {
		while (p->until_count <= column) {
			MEM_GROW(p->until, p->until_count, p->until_cap);
			p->until[p->until_count++] = 0;
		}
		p->until[column] = until;
	}
}

static int add_cell(struct pass *p, const GumboNode *node, size_t *column)
{
	long wide = span_of(node, "colspan", SPAN);
	long high = span_of(node, "rowspan", XLSX_CELLS_ROWS);

	while (*column < p->until_count && p->until[*column] >= p->row)
		++*column;
	if (*column + (size_t)wide > XLSX_CELLS_COLUMNS)
		return refuse(p, _("more columns than a sheet can have"));
	collect(node, &p->text);
	if (cell_value_too_long(buf_str(&p->text), p->text.size))
		return refuse(p, _("a cell with more than 32,767 characters"));
	put(p, node, *column);
	if (high > 1)
		cover(p, *column, wide, p->row + high - 1);
	if (xlsx_grid_too_sparse(&p->grid) || p->covered > COVERED)
		return refuse(p, _("cells far too wide apart"));
	*column += (size_t)wide;
	return 0;
}

static int add_row(struct pass *p, const GumboNode *tr)
{
	const GumboVector *cells = &tr->v.element.children;
	struct sheet_row row;
	size_t column = 0;
	unsigned i;
	int status;

	if (++p->row > XLSX_CELLS_ROWS)
		return refuse(p, _("more rows than a sheet can have"));
	for (i = 0; i < cells->length; i++) {
		const GumboNode *cell = cells->data[i];

		if ((html_tree_is(cell, GUMBO_TAG_TD) ||
		     html_tree_is(cell, GUMBO_TAG_TH)) &&
		    add_cell(p, cell, &column) < 0)
			return -1;
	}
	if (!xlsx_grid_row(&p->grid, &row))
		return 0;
	row.number = row.line = p->row;
	row.hidden = is_hidden(tr);
	status = p->fn(p->ctx, &row, p->err);
	xlsx_grid_clear(&p->grid);
	return status;
}

static int read_rows(const GumboNode *table, sheet_row_fn fn, void *ctx,
		     struct error *err)
{
	struct pass p = {.fn = fn, .ctx = ctx, .err = err};
	const GumboNode *node = html_tree_next(table, table, true);
	int status = 0;

	while (node && status == 0) {
		bool row = html_tree_is(node, GUMBO_TAG_TR);

		if (row)
			status = add_row(&p, node);
		node = html_tree_next(node, table,
				      !row && !is_passed_over(node));
	}
	xlsx_grid_release(&p.grid);
	buf_release(&p.text);
	free(p.until);
	return status;
}

static int stop_at_once(void *ctx, const struct sheet_row *row,
			struct error *err)
{
	(void)ctx, (void)row, (void)err;
	return 1;
}

/*
 * What is laid out by a table without words in its own cells is none: pages of
 * old systems put the list into a cell of a table around the whole page.
 */
static void add_tables(struct html_read *html, const GumboNode *root)
{
	const GumboNode *node = root;
	struct error local = ERROR_INIT;

	for (; node && html->count < TABLES;
	     node = html_tree_next(node, root, true)) {
		struct html_table *table;

		if (!html_tree_is(node, GUMBO_TAG_TABLE) ||
		    read_rows(node, stop_at_once, NULL, &local) == 0)
			continue;
		MEM_GROW(html->tables, html->count, html->cap);
		table = &html->tables[html->count++];
		table->node = node;
		snprintf(table->name, sizeof(table->name), "%zu", html->count);
	}
}

static int add_page(struct html_read *html, const struct buf *bytes,
		    const char *charset, struct error *err)
{
	struct buf text = BUF_INIT;
	struct html_tree *tree = NULL;
	const char *found = markup_text_decode(bytes, charset, &text, err);

	if (found)
		tree = html_tree_parse(&text, err);
	buf_release(&text);
	if (!tree)
		return -1;
	free(html->charset);
	html->charset = mem_xstrdup(found);
	MEM_GROW(html->trees, html->tree_count, html->tree_cap);
	html->trees[html->tree_count++] = tree;
	add_tables(html, html_tree_root(tree));
	return 0;
}

struct mht {
	struct html_read *html;
	const char *charset;
};

static int take_part(void *ctx, const struct buf *bytes, struct error *err)
{
	struct mht *mht = ctx;

	return bytes->size ? add_page(mht->html, bytes, mht->charset, err) : 0;
}

struct html_read *html_read_open(const struct buf *bytes, bool mht,
				 const char *charset, struct error *err)
{
	struct html_read *html = mem_xcalloc(1, sizeof(*html));
	struct mht parts = {html, charset};
	int status = mht ? mht_parts_each(bytes, take_part, &parts, err)
			 : add_page(html, bytes, charset, err);

	if (status == 0 && html->count == 0)
		status = error_set(err, ERROR_INPUT,
				   _("this is a web page without a table; "
				     "export the list again, as .xlsx"));
	if (status == 0)
		return html;
	html_read_close(html);
	return NULL;
}

void html_read_close(struct html_read *html)
{
	size_t i;

	if (!html)
		return;
	for (i = 0; i < html->tree_count; i++)
		html_tree_free(html->trees[i]);
	free(html->trees);
	free(html->tables);
	free(html->charset);
	free(html);
}

const char *html_read_charset(const struct html_read *html)
{
	return html->charset;
}

size_t html_read_count(const struct html_read *html)
{
	return html->count;
}

struct sheet_tab html_read_info(const struct html_read *html, size_t index)
{
	return (struct sheet_tab){.name = html->tables[index].name,
				  .state = "visible"};
}

int html_read_rows(struct html_read *html, size_t index, sheet_row_fn fn,
		   void *ctx, struct error *err)
{
	return read_rows(html->tables[index].node, fn, ctx, err);
}
