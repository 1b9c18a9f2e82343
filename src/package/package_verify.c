/* SPDX-License-Identifier: MIT */
#include "package/package_verify.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/buf.h"
#include "base/cancel.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "codec/archive/archive_in.h"
#include "package/package_listing.h"
#include "package/package_manifest.h"
#include "package/package_names.h"
#include "rules/identity.h"
#include "rules/name_template.h"

enum { MAX_ENTRY = 256 << 20 };

/*
 * What is checked of a zip, which may come from anybody:
 *
 *   manifest --> zip   every row names an entry     PKG-NOT-PACKED
 *   zip --> manifest   every entry is named, once   PKG-EXTRA, PKG-NAME-CLASH
 *   bytes              hash and size as listed,     PKG-HASH
 *                      limits of the profile,       PKG-OVERSIZE
 *                      what the photo shows         the caller's check
 *
 * The manifest is looked for in the zip, then next to it.  If there is none,
 * that is a finding, and the check goes on, because the photos can be judged
 * without it.  Then every entry that is not a photo is PKG-EXTRA, and two names
 * that are the same to Windows are PKG-NAME-CLASH.
 */
struct verify {
	const char *path;
	const struct package_verify_options *options;
	struct package_verify_result *out;
	struct archive_in *in;
	struct package_listing listing;
	bool has_listing, inside; /* there is a manifest; it is in the zip */
	char *inside_name;	  /* its entry; NULL = none */
	struct error no_listing;  /* why there is none */
	struct package_profile own;
	const struct package_profile *profile; /* NULL = none */
	bool no_identity;
};

void package_verify_release(struct package_verify_result *result)
{
	size_t i;

	for (i = 0; i < result->n; i++) {
		free(result->entries[i].entry);
		findings_release(&result->entries[i].findings);
	}
	free(result->entries);
	free(result->profile);
	memset(result, 0, sizeof(*result));
}

static struct findings *add_entry(struct verify *v, const char *name)
{
	struct package_verify_result *out = v->out;
	struct package_verify_entry *entry;

	MEM_GROW(out->entries, out->n, out->cap);
	entry = &out->entries[out->n++];
	memset(entry, 0, sizeof(*entry));
	entry->entry = mem_xstrdup(name);
	return &entry->findings;
}

/* ---- the manifest, wherever it is */

/* In a package made by another program the list may have any name. */
static bool is_table(const char *name)
{
	return path_has_extension(name, ".xlsx") ||
	       path_has_extension(name, ".csv") ||
	       path_has_extension(name, ".dbf");
}

/*
 * Find a manifest with the name that this program uses (1), or else the first
 * table in the zip (0); -1 when there is neither or the zip is damaged.
 */
static int find_inside(struct verify *v)
{
	struct archive_in_entry entry;
	int more;

	while ((more = archive_in_next(v->in, &entry, &v->no_listing)) == 1) {
		if (!entry.is_file || !is_table(entry.name))
			continue;
		v->inside = strcmp(entry.name, PACKAGE_NAMES_MANIFEST) == 0;
		if (!v->inside_name || v->inside) {
			free(v->inside_name);
			v->inside_name = mem_xstrdup(entry.name);
		}
		if (v->inside)
			return 1;
	}
	return v->inside_name && more == 0 ? 0 : -1;
}

static int read_inside(struct verify *v, struct buf *bytes)
{
	struct archive_in_entry entry;
	int found = find_inside(v);

	if (found < 0)
		return -1;
	v->inside = true;
	if (found == 1)
		return archive_in_read_all(v->in, bytes, &v->no_listing);
	if (archive_in_rewind(v->in, &v->no_listing) < 0)
		return -1;
	while (archive_in_next(v->in, &entry, &v->no_listing) == 1)
		if (strcmp(entry.name, v->inside_name) == 0)
			return archive_in_read_all(v->in, bytes,
						   &v->no_listing);
	return -1;
}

/*
 * The search runs on the thread that unpacks (archive_in_inside()), because a
 * zip may have 200,000 names, and a switch between threads for each is slow.
 */
struct finding_inside {
	struct verify *v;
	struct buf *bytes;
	int result;
};

static void find_and_read(void *arg)
{
	struct finding_inside *f = arg;

	f->result = read_inside(f->v, f->bytes);
}

/* The manifest of "a/2026-计科2201-01.zip" may be "a/2026.xlsx". */
static char *find_beside(const char *path)
{
	char *stem = mem_xstrdup(path), *found = NULL, *cut;

	cut = strrchr(stem, '.');
	while (cut && cut > strrchr(stem, '/') && !found) {
		*cut = '\0';
		found = mem_xprintf("%s.xlsx", stem);
		if (!file_exists(found)) {
			free(found);
			found = NULL;
		}
		cut = strrchr(stem, '-');
	}
	free(stem);
	return found;
}

static int read_beside(struct verify *v, struct buf *bytes)
{
	char *path = v->options->manifest ? mem_xstrdup(v->options->manifest)
					  : find_beside(v->path);
	int result = -1;

	if (path)
		result = file_read(path, MAX_ENTRY, bytes, &v->no_listing);
	free(path);
	return result;
}

/*
 * The archive is read twice from its start, because the manifest may be the
 * last entry but must be known before the first photo is judged.
 */
static int read_listing(struct verify *v, struct error *err)
{
	struct buf bytes = BUF_INIT;
	struct finding_inside inside = {v, &bytes, -1};
	int result;

	if (!v->options->manifest &&
	    archive_in_inside(v->in, find_and_read, &inside, err) < 0)
		return -1;
	result = inside.result;
	if (result < 0 && !v->inside)
		result = read_beside(v, &bytes);
	if (result == 0)
		result = package_listing_read(bytes.data, bytes.size,
					      v->inside ? NULL
							: path_name(v->path),
					      &v->listing, &v->no_listing);
	v->has_listing = result == 0;
	buf_release(&bytes);
	/* A read error of the disk is not a fault of the package. */
	if (v->no_listing.kind == ERROR_SYSTEM) {
		*err = v->no_listing;
		return -1;
	}
	return archive_in_rewind(v->in, err);
}

/*
 * An unknown profile is not an error, because the manifest may be from a later
 * version or another office.  If the manifest promises that nothing personal is
 * inside, that is checked all the same.  A profile that cannot be read from
 * disk is an error, because without it less would be checked.
 */
static int choose_profile(struct verify *v, struct error *err)
{
	struct error why = ERROR_INIT;

	v->profile = v->options->profile;
	if (!v->profile && v->has_listing && v->listing.profile) {
		if (package_profile_load(v->listing.profile, &v->own, &why) ==
		    0)
			v->profile = &v->own;
		else if (why.kind == ERROR_SYSTEM)
			return error_set(err, why.kind, "%s", why.text);
	}
	v->no_identity = (v->profile && !v->profile->identity) ||
			 (v->has_listing && v->listing.no_identity);
	if (v->profile)
		v->out->profile = mem_xstrdup(v->profile->id);
	return 0;
}

/*
 * Whether a column with this title may be in a package without identity.  When
 * the profile is not known, only titles that cannot stand for a person are
 * allowed; a column "姓名", for example, is not.
 */
static bool is_own_title(const struct verify *v, const char *title)
{
	static const char *const own[] = {PACKAGE_MANIFEST_FILE,
					  PACKAGE_MANIFEST_ZIP,
					  PACKAGE_MANIFEST_BYTES,
					  PACKAGE_MANIFEST_SHA256,
					  "照片",
					  ""};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(own); i++)
		if (strcmp(own[i], title) == 0)
			return true;
	if (!v->profile || v->profile->identity)
		return identity_title_is_free(title);
	for (i = 0; i < v->profile->n_columns; i++)
		if (strcmp(v->profile->columns[i].title, title) == 0)
			return true;
	return false;
}

/* Judge the manifest itself: is it sound, and does it identify people? */
static void judge_listing(struct verify *v, struct findings *findings)
{
	size_t i;

	struct finding *found;

	if (!v->has_listing) {
		found = findings_add_detail(findings, "PKG-NO-MANIFEST",
					    v->no_listing.kind == ERROR_NONE
						    ? PACKAGE_NAMES_MANIFEST
						    : v->no_listing.text);
		/* A manifest that is there but cannot be read is an error. */
		if (v->options->manifest_optional && !v->inside)
			found->severity = FINDING_WARN;
		return;
	}
	for (i = 0; i < v->listing.findings.n; i++)
		findings_add_detail(findings, "PKG-MANIFEST",
				    v->listing.findings.list[i].detail);
	if (!v->no_identity)
		return;
	for (i = 0; i < v->listing.n_titles; i++)
		if (!is_own_title(v, v->listing.titles[i]))
			findings_add_detail(findings, "PKG-IDENTITY",
					    v->listing.titles[i]);
	if (v->listing.number_in)
		findings_add_detail(findings, "PKG-IDENTITY",
				    PACKAGE_NAMES_MANIFEST);
}

/* ---- the photos */

/* Is the entry listed in the manifest, and is it the first of its name? */
static void judge_listed(struct verify *v, const char *name,
			 struct findings *findings)
{
	struct package_listing_row *row;

	if (!v->has_listing) {
		if (!path_has_extension(name, ".jpg") &&
		    !path_has_extension(name, ".jpeg"))
			findings_add_detail(findings, "PKG-EXTRA", name);
		return;
	}
	row = package_listing_find(&v->listing, name);
	if (!row) {
		findings_add_detail(findings, "PKG-EXTRA", name);
		return;
	}
	if (row->seen)
		findings_add_detail(findings, "PKG-NAME-CLASH", name);
	row->seen = true;
}

/*
 * Check the name against the template of the manifest, or else of the profile.
 * If the manifest lists the file, its numbers are the school's responsibility;
 * if nothing lists it, the form of the numbers is checked too, because there is
 * nothing else to check the name against.
 */
static void judge_template(struct verify *v, const char *name,
			   struct findings *findings)
{
	const struct package_listing_row *row =
		v->has_listing ? package_listing_find(&v->listing, name) : NULL;
	const char *template = v->profile ? v->profile->name : NULL;

	if (v->has_listing && v->listing.template)
		template = v->listing.template;
	if (!template || (row && row->code) ||
	    name_template_matches(template, name, !row))
		return;
	findings_add_detail(findings, "PKG-NAME", template);
}

static void judge_name(struct verify *v, const char *name,
		       struct findings *findings)
{
	if (!path_is_safe(name))
		findings_add_detail(findings, "PKG-NAME-UNSAFE", name);
	/* Where files are named by codes, Chinese text can only be a name. */
	if (v->no_identity &&
	    (!text_is_ascii(name) || identity_number_in(name)))
		findings_add_detail(findings, "PKG-IDENTITY", name);
	judge_listed(v, name, findings);
	judge_template(v, name, findings);
}

/* Compare hash and size, if the manifest has them. */
static bool is_listed_so(const struct package_listing_row *row,
			 const struct buf *bytes)
{
	char hex[SHA256_HEX];

	sha256_hex(bytes->data, bytes->size, hex);
	return (!*row->sha256 || strcmp(hex, row->sha256) == 0) &&
	       (row->bytes < 0 || row->bytes == (long)bytes->size);
}

static void judge_bytes(const struct verify *v, const char *name,
			const struct buf *bytes, struct findings *findings)
{
	const struct package_listing_row *row =
		v->has_listing ? package_listing_find(&v->listing, name) : NULL;
	long max = v->profile ? v->profile->max_photo_bytes : 0;

	if (row && !is_listed_so(row, bytes))
		findings_add_detail(findings, "PKG-HASH", name);
	if (row && row->code)
		return;
	if (max > 0 && bytes->size > (size_t)max)
		findings_add_above(findings, "PKG-OVERSIZE",
				   (double)bytes->size / 1000,
				   (double)max / 1000, "KB");
	if (v->options->check &&
	    v->options->check(v->options->ctx, name, bytes->data, bytes->size,
			      findings) < 0)
		findings_add_detail(findings, "FIL-CORRUPT", name);
}

/*
 * An entry in work.  Entries are read in order, examined by several threads,
 * and reported in order.
 */
struct reading {
	char *name;
	bool is_file, encrypted, is_listing;
	struct buf bytes;
	struct error why; /* why it could not be read */
	struct findings findings;
};

/*
 * A photo is a group by itself, but small entries are handed on in groups: when
 * 200,000 entries of one byte were handed from thread to thread one by one,
 * that took twice as long as everything else.
 */
enum { GROUP = 64, GROUP_BYTES = 16 << 10 };

struct group {
	struct verify *v;
	struct reading list[GROUP];
	size_t n, bytes;
	int more; /* 1 = there are more, 0 = end, -1 = failed with err */
	struct error *err;
};

/*
 * Folders are skipped, except those with ".." or with an absolute path: they
 * are judged like other entries, so that their names are reported.
 */
static bool is_folder(const struct archive_in_entry *entry)
{
	size_t n = strlen(entry->name);

	return !entry->is_file && n && entry->name[n - 1] == '/' &&
	       entry->name[0] != '/' && !strstr(entry->name, "..");
}

/* A damaged entry becomes a finding; a read error of the disk ends the run. */
static int read_entry(struct group *g, const struct archive_in_entry *entry)
{
	const struct verify *v = g->v;
	struct reading *r = &g->list[g->n++];

	r->name = mem_xstrdup(entry->name);
	r->is_file = entry->is_file;
	r->encrypted = entry->encrypted;
	r->is_listing = v->inside && strcmp(r->name, v->inside_name) == 0;
	if (r->is_file && !r->is_listing)
		archive_in_read_all(v->in, &r->bytes, &r->why);
	g->bytes += r->bytes.size;
	if (r->why.kind != ERROR_SYSTEM && r->why.kind != ERROR_INTERRUPTED)
		return 1;
	*g->err = r->why;
	return error_context(g->err, "%s", r->name);
}

static void read_group(void *arg)
{
	struct group *g = arg;
	struct archive_in_entry entry;

	do {
		g->more = archive_in_next(g->v->in, &entry, g->err);
		if (g->more == 1 && !is_folder(&entry))
			g->more = read_entry(g, &entry);
	} while (g->more == 1 && g->n < GROUP && g->bytes < GROUP_BYTES);
}

static void discard(void *item)
{
	struct group *g = item;
	size_t i;

	for (i = 0; i < g->n; i++) {
		free(g->list[i].name);
		buf_release(&g->list[i].bytes);
		findings_release(&g->list[i].findings);
	}
}

static int next(void *ctx, void *item, struct error *err)
{
	struct group *g = item;

	g->v = ctx;
	g->err = err;
	g->more = -1;
	if (archive_in_inside(g->v->in, read_group, g, err) < 0 ||
	    g->more < 0) {
		discard(g);
		return -1;
	}
	return g->n > 0;
}

static void look_at_entry(const struct verify *v, struct reading *r)
{
	if (r->is_listing)
		return;
	if (!r->is_file)
		findings_add_detail(&r->findings, "PKG-NAME-UNSAFE", r->name);
	else if (r->why.kind == ERROR_NONE)
		judge_bytes(v, r->name, &r->bytes, &r->findings);
	else if (r->encrypted)
		findings_add_detail(&r->findings, "PKG-ENCRYPTED", r->name);
	else
		findings_add_detail(&r->findings, "FIL-CORRUPT", r->why.text);
}

static void look_at(void *item, void *scratch)
{
	struct group *g = item;
	size_t i;

	(void)scratch;
	for (i = 0; i < g->n; i++)
		look_at_entry(g->v, &g->list[i]);
}

static int tell(void *ctx, void *item, struct error *err)
{
	struct verify *v = ctx;
	struct group *g = item;
	struct findings *findings;
	size_t i;

	for (i = 0; i < g->n; i++) {
		findings = add_entry(v, g->list[i].name);
		if (g->list[i].is_listing)
			judge_listing(v, findings);
		else
			judge_name(v, g->list[i].name, findings);
		findings_append(findings, &g->list[i].findings);
		findings_trim(findings);
	}
	return cancel_check(err);
}

static int judge_entries(struct verify *v, struct error *err)
{
	static const struct batch shape = {
		.next = next,
		.work = look_at,
		.done = tell,
		.discard = discard,
		.item_size = sizeof(struct group),
	};

	return batch_run(&shape, v, v->options->jobs, err);
}

struct folded {
	char *name;
	size_t entry;
};

static int compare_folded(const void *a, const void *b)
{
	const struct folded *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : (x->entry > y->entry) - (x->entry < y->entry);
}

/* "A.jpg" and "a.jpg" are the same file where most packages are unpacked. */
static void judge_clashes(struct verify *v)
{
	struct package_verify_result *out = v->out;
	struct folded *all = mem_xcalloc(out->n + 1, sizeof(*all));
	struct findings *findings;
	size_t i;

	for (i = 0; i < out->n; i++)
		all[i] = (struct folded){text_fold(out->entries[i].entry), i};
	qsort(all, out->n, sizeof(*all), compare_folded);
	for (i = 1; i < out->n; i++) {
		if (strcmp(all[i].name, all[i - 1].name) != 0)
			continue;
		findings = &out->entries[all[i].entry].findings;
		if (!findings_has(findings, "PKG-NAME-CLASH"))
			findings_add_detail(findings, "PKG-NAME-CLASH",
					    out->entries[all[i].entry].entry);
	}
	for (i = 0; i < out->n; i++)
		free(all[i].name);
	free(all);
}

static void judge_rest(struct verify *v)
{
	const struct package_listing_row *row;
	size_t i;

	judge_clashes(v);
	if (!v->inside)
		judge_listing(v, add_entry(v, PACKAGE_NAMES_MANIFEST));
	for (i = 0; i < v->listing.n; i++) {
		row = &v->listing.rows[i];
		/* A name that is listed twice has been reported already. */
		if (!row->seen &&
		    package_listing_find(&v->listing, row->name) == row)
			findings_add_detail(add_entry(v, row->name),
					    "PKG-NOT-PACKED", row->name);
	}
	for (i = 0; i < v->out->n; i++) {
		v->out->entries[i].ok =
			findings_worst(&v->out->entries[i].findings) <
			FINDING_ERROR;
		v->out->bad += !v->out->entries[i].ok;
	}
}

static int verify(struct verify *v, struct error *err)
{
	if (read_listing(v, err) < 0 || choose_profile(v, err) < 0)
		return -1;
	if (v->options->begin &&
	    v->options->begin(v->options->ctx, v->profile, err) < 0)
		return -1;
	if (judge_entries(v, err) < 0)
		return -1;
	judge_rest(v);
	return 0;
}

int package_verify(const char *path,
		   const struct package_verify_options *options,
		   struct package_verify_result *out, struct error *err)
{
	static const struct archive_in_limits limits = {.entry_bytes =
								MAX_ENTRY};
	struct verify v = {.path = path, .options = options, .out = out};
	int result = 0;

	memset(out, 0, sizeof(*out));
	v.in = archive_in_open(path, ARCHIVE_IN_ZIP, &limits, err);
	if (!v.in)
		return -1;
	if (options->password && *options->password)
		result = archive_in_set_password(v.in, options->password, err);
	if (result == 0)
		result = verify(&v, err);
	if (result < 0)
		package_verify_release(out);
	archive_in_close(v.in);
	free(v.inside_name);
	package_listing_release(&v.listing);
	package_profile_release(&v.own);
	return result;
}
