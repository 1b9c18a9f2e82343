/* SPDX-License-Identifier: MIT */
#include "package/package_listing.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "codec/table/sheet.h"
#include "codec/table/titled.h"
#include "package/package_manifest.h"
#include "rules/identity.h"

enum { MAX_TITLES = 1000 };

enum { FILE_NAME, ZIP, BYTES, HASH, NUMBER, FIELDS };

/* Ours first; the others are what lists of schools and vendors have. */
static const struct titled_field fields[FIELDS] = {
	[FILE_NAME] =
		{"file", PACKAGE_MANIFEST_FILE
		 "|照片文件名|照片名称|照片文件|图像文件名|filename|file"},
	[ZIP] = {"zip", PACKAGE_MANIFEST_ZIP},
	[BYTES] = {"bytes", PACKAGE_MANIFEST_BYTES "|bytes"},
	[HASH] = {"sha256", "SHA256|文件哈希|哈希值"},
	[NUMBER] = {"number", "证件号码|证件号|身份证号码|身份证号|sfzh|zjhm|"
			      "学号|xh|考生号|ksh"},
};

/*
 * Columns are found by their titles, not by their places: the manifest may have
 * been opened, sorted and saved by somebody, and is still the same list.
 */
struct reading {
	struct package_listing *out;
	const char *zip; /* only its rows; NULL all */
	struct titled titles;
	bool has_head; /* of the sheet in work */
	bool own;      /* … it is one of ours, by its name */
	bool codes;    /* … that lists pictures of codes */
	bool read;     /* some sheet was a list */
};

void package_listing_release(struct package_listing *listing)
{
	size_t i;

	for (i = 0; i < listing->n; i++)
		free(listing->rows[i].name);
	for (i = 0; i < listing->n_titles; i++)
		free(listing->titles[i]);
	free(listing->rows);
	free(listing->titles);
	free(listing->profile);
	free(listing->template);
	findings_release(&listing->findings);
	memset(listing, 0, sizeof(*listing));
}

static const char *cell(const struct sheet_row *row, size_t column)
{
	return column < row->count ? row->cells[column].text : "";
}

static void look_for_numbers(struct package_listing *out,
			     const struct sheet_row *row)
{
	size_t i;

	for (i = 0; i < row->count && !out->number_in; i++)
		out->number_in = identity_number_in(row->cells[i].text);
}

static void keep_titles(struct package_listing *out,
			const struct sheet_row *row)
{
	size_t i;

	out->titles = mem_xcalloc(row->count + 1, sizeof(char *));
	for (i = 0; i < row->count && i < MAX_TITLES; i++)
		out->titles[out->n_titles++] = mem_xstrdup(row->cells[i].text);
}

/* A name of files, or what they are named by; of ours both a name and a hash.
 */
static bool is_head(struct reading *r, const struct sheet_row *row)
{
	if (!titled_look(&r->titles, row))
		return false;
	if (r->own)
		return titled_has(&r->titles, FILE_NAME) &&
		       titled_has(&r->titles, HASH);
	return titled_has(&r->titles, FILE_NAME) ||
	       titled_has(&r->titles, NUMBER);
}

static void read_head(struct reading *r, const struct sheet_row *row)
{
	struct package_listing *out = r->out;

	if (!is_head(r, row))
		return;
	r->has_head = r->read = true;
	if (r->codes)
		return;
	keep_titles(out, row);
	out->foreign = !titled_has(&r->titles, HASH);
	out->by_number = !titled_has(&r->titles, FILE_NAME);
}

static bool is_sha256(const char *s)
{
	return strlen(s) == SHA256_HEX - 1 &&
	       strspn(s, "0123456789abcdef") == SHA256_HEX - 1;
}

static void listing_add_row(struct reading *r, const struct sheet_row *row)
{
	struct titled *t = &r->titles;
	struct package_listing *out = r->out;
	struct package_listing_row *to;
	char *hash = text_fold(titled_cell(t, row, HASH));
	bool bad;

	MEM_GROW(out->rows, out->n, out->cap);
	to = &out->rows[out->n++];
	memset(to, 0, sizeof(*to));
	to->name = mem_xstrdup(
		titled_cell(t, row, out->by_number ? NUMBER : FILE_NAME));
	to->row = row->number;
	to->code = r->codes;
	bad = text_to_long(titled_cell(t, row, BYTES), 0, 1L << 40,
			   &to->bytes) < 0;
	if (bad)
		to->bytes = -1;
	if (is_sha256(hash))
		memcpy(to->sha256, hash, SHA256_HEX);
	/* What the list has a column for must be in it. */
	bad = (bad && titled_has(t, BYTES)) ||
	      (!*to->sha256 && titled_has(t, HASH)) || !*to->name;
	free(hash);
	if (bad)
		findings_add_detail(&out->findings, "PKG-MANIFEST", to->name);
}

static bool is_blank(const struct sheet_row *row)
{
	size_t i;

	for (i = 0; i < row->count; i++)
		if (*row->cells[i].text)
			return false;
	return true;
}

static int on_photo(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct reading *r = ctx;

	look_for_numbers(r->out, row);
	if (!r->has_head) {
		if (row->number <= TITLED_HEADER_ROWS)
			read_head(r, row);
		return 0;
	}
	if (is_blank(row) ||
	    (r->zip && titled_has(&r->titles, ZIP) &&
	     strcmp(titled_cell(&r->titles, row, ZIP), r->zip) != 0))
		return 0;
	if (r->out->n >= PACKAGE_LISTING_MAX_ROWS)
		return error_set(err, ERROR_LIMIT,
				 _("the manifest has more than %d rows"),
				 PACKAGE_LISTING_MAX_ROWS);
	listing_add_row(r, row);
	return 0;
}

static int on_about(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct reading *r = ctx;
	const char *what = cell(row, 0), *value = cell(row, 1);

	(void)err;
	look_for_numbers(r->out, row);
	if (strcmp(what, PACKAGE_MANIFEST_PROFILE) == 0 && !r->out->profile)
		r->out->profile = mem_xstrdup(value);
	if (strcmp(what, PACKAGE_MANIFEST_NAMES) == 0 && !r->out->template)
		r->out->template = mem_xstrdup(value);
	if (strcmp(what, PACKAGE_MANIFEST_IDENTITY) == 0)
		r->out->no_identity =
			strcmp(value, PACKAGE_MANIFEST_IDENTITY_NO) == 0;
	return 0;
}

static int on_other(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct reading *r = ctx;

	(void)err;
	look_for_numbers(r->out, row);
	return 0;
}

static int compare(const void *a, const void *b)
{
	const struct package_listing_row *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : (x->row > y->row) - (x->row < y->row);
}

/*
 * By name, then by row: a search finds the first row of a name, and equal names
 * are neighbours, which is how a name listed twice is noticed.
 */
static void sort(struct package_listing *out)
{
	size_t i;

	if (out->n)
		qsort(out->rows, out->n, sizeof(*out->rows), compare);
	for (i = 1; i < out->n; i++)
		if (strcmp(out->rows[i].name, out->rows[i - 1].name) == 0)
			findings_add_detail(&out->findings, "PKG-MANIFEST",
					    out->rows[i].name);
}

static bool is_ours(struct sheet *sheet)
{
	size_t i;

	for (i = 0; i < sheet_count(sheet); i++)
		if (strcmp(sheet_info(sheet, i).name,
			   PACKAGE_MANIFEST_PHOTOS) == 0)
			return true;
	return false;
}

/*
 * Sheets by other names are read too, for numbers of residents only: what a
 * recipient must not get may stand on any of them.  Of a workbook that is not
 * ours the first sheet that is a list is the list.
 */
static sheet_row_fn choose_fn(struct reading *r, const char *name)
{
	r->codes = strcmp(name, PACKAGE_MANIFEST_CODES) == 0;
	r->has_head = false;
	if (r->codes || strcmp(name, PACKAGE_MANIFEST_PHOTOS) == 0)
		return on_photo;
	if (strcmp(name, PACKAGE_MANIFEST_ABOUT) == 0)
		return on_about;
	return r->own || r->read ? on_other : on_photo;
}

static int read_sheets(struct sheet *sheet, struct reading *r,
		       struct error *err)
{
	int result = 0;
	size_t i;

	r->own = is_ours(sheet);
	for (i = 0; i < sheet_count(sheet) && result == 0; i++)
		result = sheet_read(sheet, i,
				    choose_fn(r, sheet_info(sheet, i).name), r,
				    err);
	if (result == 0 && !r->read)
		return error_set(err, ERROR_INPUT,
				 _("there is no sheet %s with the columns %s "
				   "and %s"),
				 PACKAGE_MANIFEST_PHOTOS, PACKAGE_MANIFEST_FILE,
				 PACKAGE_MANIFEST_SHA256);
	return result;
}

int package_listing_read(const void *bytes, size_t n, const char *zip,
			 struct package_listing *out, struct error *err)
{
	struct reading r = {.out = out, .zip = zip};
	static const struct titled_map none = {NULL, 0};
	struct sheet_options options = {0};
	struct sheet *sheet;
	int result;

	memset(out, 0, sizeof(*out));
	if (titled_start(&r.titles, fields, FIELDS, &none, err) < 0)
		return -1;
	sheet = sheet_open_bytes(bytes, n, &options, err);
	if (!sheet)
		return -1;
	result = read_sheets(sheet, &r, err);
	sheet_close(sheet);
	if (result < 0)
		package_listing_release(out);
	else
		sort(out);
	return result;
}

static struct package_listing_row *
find_exactly(const struct package_listing *listing, const char *name)
{
	struct package_listing_row key = {.name = (char *)(uintptr_t)name};
	size_t low = 0, high = listing->n, middle;

	/* The first of equal names: key.row is below every row's. */
	while (low < high) {
		middle = (low + high) / 2;
		if (compare(&listing->rows[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < listing->n && strcmp(listing->rows[low].name, name) == 0
		       ? &listing->rows[low]
		       : NULL;
}

struct package_listing_row *
package_listing_find(const struct package_listing *listing, const char *name)
{
	struct package_listing_row *row = find_exactly(listing, name);
	char *stem;

	if (row || !listing->foreign)
		return row;
	stem = path_stem(name);
	row = listing->by_number ? find_exactly(listing, stem)
				 : find_exactly(listing, path_name(name));
	/* Names of files may stand in the list without their ending. */
	if (!row && !listing->by_number)
		row = find_exactly(listing, stem);
	free(stem);
	return row;
}
