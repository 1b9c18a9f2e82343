/* SPDX-License-Identifier: MIT */
#include "codec/table/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "codec/archive/archive_in.h"

/* Far above what any workbook has; a hostile one ends here. */
enum {
	ENTRIES = 20000,       /* of the zip */
	NAMES_BYTES = 8 << 20, /* of all their names */
	RELS = 10000,	       /* of one part */
	NAME_LENGTH = 2048,    /* bytes of an id, type or target */
};

/*
 * How a cell's text is found (part 2: the package, part 1: what is in it):
 *
 *   _rels/.rels                    type …/officeDocument → xl/workbook.xml
 *   xl/workbook.xml                <sheet name="名单" r:id="rId1"/>
 *   xl/_rels/workbook.xml.rels     rId1, …/worksheet     →
 * worksheets/sheet1.xml rId7, …/sharedStrings → sharedStrings.xml rId8,
 * …/styles        → styles.xml xl/worksheets/sheet1.xml       <c
 * t="s"><v>17</v></c> xl/sharedStrings.xml           the 18th <si>
 *
 * Names differ between writers ("/xl\Workbook.xml"), so nothing is looked for
 * by a fixed name but where a relationship is missing.
 */

struct entry {
	char *name;
	size_t index;
	bool is_file;
};

struct xlsx_parts {
	struct archive_in *in;
	struct entry *entries;
	size_t count, cap;
	struct xml_in *xml; /* while a part is being parsed */
};

static int add_entry(struct xlsx_parts *p, const struct archive_in_entry *e,
		     size_t *bytes, struct error *err)
{
	const char *name = e->name;
	struct entry *entry;

	/* Some writers' entries begin with a slash, as part names do. */
	while (*name == '/')
		name++;
	*bytes += strlen(name);
	if (*bytes > NAMES_BYTES)
		return error_set(err, ERROR_LIMIT,
				 _("the names inside the workbook are too "
				   "long"));
	MEM_GROW(p->entries, p->count, p->cap);
	entry = &p->entries[p->count++];
	entry->name = mem_xstrdup(name);
	entry->index = e->index;
	entry->is_file = e->is_file;
	for (char *s = entry->name; *s; s++)
		if (*s == '\\')
			*s = '/';
	return 0;
}

static int list_entries(struct xlsx_parts *p, struct error *err)
{
	struct archive_in_entry e;
	size_t bytes = 0;
	int status;

	while ((status = archive_in_next(p->in, &e, err)) == 1)
		if (add_entry(p, &e, &bytes, err) < 0)
			return -1;
	return status;
}

struct xlsx_parts *xlsx_parts_open(const char *path, const void *bytes,
				   size_t n, struct error *err)
{
	static const struct archive_in_limits limits = {.entries = ENTRIES};
	struct xlsx_parts *p = mem_xcalloc(1, sizeof(*p));

	p->in = path ? archive_in_open(path, ARCHIVE_IN_ZIP, &limits, err)
		     : archive_in_open_bytes(bytes, n, ARCHIVE_IN_ZIP, &limits,
					     err);
	if (p->in && list_entries(p, err) == 0)
		return p;
	xlsx_parts_close(p);
	return NULL;
}

void xlsx_parts_close(struct xlsx_parts *p)
{
	size_t i;

	if (!p)
		return;
	archive_in_close(p->in);
	for (i = 0; i < p->count; i++)
		free(p->entries[i].name);
	free(p->entries);
	free(p);
}

uint64_t xlsx_parts_size(const struct xlsx_parts *p)
{
	return archive_in_size(p->in);
}

static const struct entry *find(const struct xlsx_parts *p, const char *name)
{
	const struct entry *found = NULL;
	bool exact = false;
	size_t i;

	for (i = 0; i < p->count; i++) {
		const struct entry *e = &p->entries[i];

		if (!e->is_file)
			continue;
		if (strcmp(e->name, name) == 0) {
			found = e;
			exact = true;
		} else if (!exact && text_casecmp(e->name, name) == 0) {
			found = e;
		}
	}
	return found;
}

bool xlsx_parts_has(const struct xlsx_parts *p, const char *name)
{
	return find(p, name) != NULL;
}

/*
 * From the first entry on, by libarchive's way of reading; its zip reader goes
 * by the central directory and does not unpack what it passes over.
 */
static int go_to(struct xlsx_parts *p, size_t index, struct error *err)
{
	struct archive_in_entry e;
	int status;

	if (archive_in_rewind(p->in, err) < 0)
		return -1;
	while ((status = archive_in_next(p->in, &e, err)) == 1)
		if (e.index == index)
			return 0;
	if (status < 0)
		return -1;
	return error_set(err, ERROR_INPUT, _("the file changed while read"));
}

static int feed_all(struct xlsx_parts *p, struct error *err)
{
	const char *piece;
	size_t n;
	int status;

	while ((status = archive_in_read(p->in, &piece, &n, err)) == 1) {
		if (xml_in_feed(p->xml, piece, n, false, err) < 0)
			return -1;
		if (xml_in_stopped(p->xml))
			return 0;
	}
	if (status < 0)
		return -1;
	return xml_in_feed(p->xml, "", 0, true, err);
}

int xlsx_parts_parse(struct xlsx_parts *p, const char *name,
		     const struct xml_in_handler *handler, void *ctx,
		     struct error *err)
{
	const struct entry *entry = find(p, name);
	int status;

	if (!entry)
		return 0;
	if (go_to(p, entry->index, err) < 0)
		return error_context(err, "%.100s", name);
	p->xml = xml_in_new(handler, ctx);
	status = feed_all(p, err);
	xml_in_free(p->xml);
	p->xml = NULL;
	return status < 0 ? error_context(err, "%.100s", name) : 1;
}

void xlsx_parts_stop(struct xlsx_parts *p)
{
	xml_in_stop(p->xml);
}

/* One step of a path: a name is added, ".." takes the last one away. */
static void add_step(struct buf *out, const char *step, size_t n)
{
	if (n == 2 && memcmp(step, "..", 2) == 0) {
		while (out->size && out->data[--out->size] != '/')
			;
		return;
	}
	if (n == 0 || (n == 1 && *step == '.'))
		return;
	if (out->size)
		buf_addc(out, '/');
	buf_add(out, step, n);
}

/* Join a target to its folder; "/x" is absolute, "." and ".." resolved. */
static char *resolve(const char *folder, size_t folder_length,
		     const char *target)
{
	struct buf out = BUF_INIT;
	size_t n;

	if (*target != '/' && *target != '\\')
		buf_add(&out, folder, folder_length);
	for (; *target; target += n) {
		target += strspn(target, "/\\");
		n = strcspn(target, "/\\");
		add_step(&out, target, n);
	}
	return buf_detach(&out, NULL);
}

struct rels_reader {
	struct xlsx_rels *rels;
	const char *part;
	size_t folder; /* length of its folder, without the slash */
};

static bool is_short(const char *text)
{
	return text && strlen(text) <= NAME_LENGTH;
}

static void rel_start(void *ctx, const char *name, const char **atts)
{
	struct rels_reader *reader = ctx;
	struct xlsx_rels *rels = reader->rels;
	const char *id = xml_in_get(atts, "Id");
	const char *type = xml_in_get(atts, "Type");
	const char *target = xml_in_get(atts, "Target");
	const char *mode = xml_in_get(atts, "TargetMode");

	/* External ones are links to the web: never followed. */
	if (strcmp(name, "Relationship") != 0 || rels->count == RELS ||
	    !is_short(id) || !is_short(type) || !is_short(target) ||
	    (mode && strcmp(mode, "External") == 0))
		return;
	MEM_GROW(rels->list, rels->count, rels->cap);
	rels->list[rels->count++] = (struct xlsx_rel){
		.id = mem_xstrdup(id),
		.type = mem_xstrdup(type),
		.target = resolve(reader->part, reader->folder, target),
	};
}

static void ignore_end(void *ctx, const char *name)
{
	(void)ctx, (void)name;
}

int xlsx_parts_rels(struct xlsx_parts *p, const char *part,
		    struct xlsx_rels *rels, struct error *err)
{
	static const struct xml_in_handler handler = {.start = rel_start,
						      .end = ignore_end};
	struct rels_reader reader = {.rels = rels, .part = part};
	const char *slash = strrchr(part, '/');
	struct buf name = BUF_INIT;
	int status;

	reader.folder = slash ? (size_t)(slash - part) : 0;
	buf_add(&name, part, slash ? reader.folder + 1 : 0);
	buf_addf(&name, "_rels/%s.rels", slash ? slash + 1 : part);
	status = xlsx_parts_parse(p, buf_str(&name), &handler, &reader, err);
	buf_release(&name);
	return status < 0 ? -1 : 0;
}

void xlsx_parts_rels_release(struct xlsx_rels *rels)
{
	size_t i;

	for (i = 0; i < rels->count; i++) {
		free(rels->list[i].id);
		free(rels->list[i].type);
		free(rels->list[i].target);
	}
	free(rels->list);
	*rels = (struct xlsx_rels){0};
}

bool xlsx_parts_rel_is(const struct xlsx_rel *rel, const char *type)
{
	const char *slash = strrchr(rel->type, '/');

	return strcmp(slash ? slash + 1 : rel->type, type) == 0;
}

const struct xlsx_rel *xlsx_parts_rel_by_id(const struct xlsx_rels *rels,
					    const char *id)
{
	size_t i;

	for (i = 0; i < rels->count; i++)
		if (strcmp(rels->list[i].id, id) == 0)
			return &rels->list[i];
	return NULL;
}

const struct xlsx_rel *xlsx_parts_rel_by_type(const struct xlsx_rels *rels,
					      const char *type)
{
	size_t i;

	for (i = 0; i < rels->count; i++)
		if (xlsx_parts_rel_is(&rels->list[i], type))
			return &rels->list[i];
	return NULL;
}
