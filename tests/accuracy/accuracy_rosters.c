/* SPDX-License-Identifier: MIT */
/*
 * Reads every file of $QCTOOL_TESTDATA/rosters and compares it with its
 * truth.  A file that differs must be named, with the number of cells or
 * lines that differ, in tests/fixtures/rosters.md, else the exit status is 1.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "codec/table/cell_value.h"
#include "codec/table/sheet.h"
#include "roster/roster_dump.h"

enum { TRUTH_BYTES = 256 << 20 };

struct folder {
	const char *name, *suffixes;
	size_t files, equal, refused, both_refuse, only_we_read, different;
	size_t unexplained;
};

struct lines {
	char **list;
	size_t count, cap;
};

static bool show_all;
static struct buf explained, disagree;
static size_t differing; /* in the file at hand */
static char first_difference[600];

static void lines_add(struct lines *l, const char *text)
{
	MEM_GROW(l->list, l->count, l->cap);
	l->list[l->count++] = mem_xstrdup(text);
}

static void lines_release(struct lines *l)
{
	size_t i;

	for (i = 0; i < l->count; i++)
		free(l->list[i]);
	free(l->list);
	*l = (struct lines){0};
}

static void lines_split(struct lines *l, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		char *line = mem_xstrndup(text, n);

		if (strncmp(line, "#oracle", 7) != 0)
			lines_add(l, line);
		free(line);
		text += n + (text[n] == '\n');
	}
}

static void differ(const char *truth, const char *ours)
{
	if (show_all)
		printf("  truth [%s]\n  ours  [%s]\n", truth, ours);
	if (!differing++)
		snprintf(first_difference, sizeof(first_difference),
			 "truth [%.120s] ours [%.120s]", truth, ours);
}

/* ---- sheets with cells: xlsx, xls */

struct cells {
	struct lines lines;
	long index;
};

static void put_ref(struct buf *out, long row, size_t column)
{
	char letters[8];
	int n = 0;

	for (column++; column; column = (column - 1) / 26)
		letters[n++] = (char)('A' + (column - 1) % 26);
	while (n)
		buf_addc(out, letters[--n]);
	buf_addf(out, "%ld", row);
}

static int take_cells(void *ctx, const struct sheet_row *row, struct error *err)
{
	static const char kinds[] = {[SHEET_TEXT] = 's',
				     [SHEET_NUMBER] = 'n',
				     [SHEET_DATE] = 'd',
				     [SHEET_BOOL] = 'b',
				     [SHEET_ERROR] = 'e'};
	struct cells *cells = ctx;
	struct buf line = BUF_INIT;
	size_t i;

	(void)err;
	for (i = 0; i < row->count; i++) {
		const struct sheet_cell *cell = &row->cells[i];

		if (cell->type == SHEET_EMPTY)
			continue;
		buf_clear(&line);
		put_ref(&line, row->number, i);
		buf_addf(&line, "\t%c\t", kinds[cell->type]);
		roster_dump_escape(&line, cell->text);
		if (cell->type == SHEET_DATE)
			buf_addf(&line, "\t%.17g", cell->number);
		lines_add(&cells->lines, buf_str(&line));
	}
	buf_release(&line);
	return 0;
}

static int read_cells(struct sheet *sheet, struct cells *cells,
		      struct error *err)
{
	size_t i;

	for (i = 0; i < sheet_count(sheet); i++) {
		struct sheet_tab info = sheet_info(sheet, i);
		struct buf line = BUF_INIT;

		buf_addf(&line, "#sheet\t%zu\t%s\t", i, info.state);
		roster_dump_escape(&line, info.name);
		lines_add(&cells->lines, buf_str(&line));
		buf_release(&line);
		if (sheet_read(sheet, i, take_cells, cells, err) != 0)
			return -1;
	}
	return 0;
}

/* A place that sorts: the number of the sheet, the row, the column. */
static long long place_of(const char *line, long *sheet)
{
	long row = 0, column = 0;

	if (*line == '#') {
		(*sheet)++;
		return (long long)*sheet << 40;
	}
	for (; *line >= 'A' && *line <= 'Z'; line++)
		column = column * 26 + (*line - 'A' + 1);
	row = strtol(line, NULL, 10);
	return (long long)*sheet << 40 | (long long)row << 16 | column;
}

static const char *field(const char *line, int n)
{
	while (n-- && line) {
		line = strchr(line, '\t');
		line += line != NULL;
	}
	return line ? line : "";
}

/* Python wrote elapsed seconds with six digits. */
static bool same_elapsed(const char *truth, const char *ours)
{
	char text[64];
	const char *pt = strstr(ours, "PT");

	if (!pt || strncmp(field(truth, 2), "PT", 2) != 0)
		return false;
	snprintf(text, sizeof(text), "PT%gS", strtod(pt + 2, NULL));
	return strncmp(field(truth, 2), text, strlen(text)) == 0;
}

/* The second oracle left dates as numbers. */
static bool same_serial(const char *truth, const char *ours, bool raw)
{
	double t = strtod(field(truth, raw ? 2 : 3), NULL);
	double o = strtod(field(ours, 3), NULL);

	return t - o < 1e-9 && o - t < 1e-9;
}

static bool same_cell(const char *truth, const char *ours, bool raw)
{
	size_t upto;

	if (strcmp(truth, ours) == 0)
		return true;
	if (field(ours, 1)[0] != 'd' || *ours == '#')
		return false;
	if (raw && field(truth, 1)[0] == 'n')
		return same_serial(truth, ours, true);
	if (field(truth, 1)[0] != 'd')
		return false;
	if (same_elapsed(truth, ours))
		return true;
	if (!*field(truth, 3)) /* t="d": the oracle had no serial */
		return strcmp(field(truth, 2), "") != 0 &&
		       strncmp(truth, ours, strlen(truth)) == 0;
	upto = (size_t)(strrchr(truth, '\t') - truth);
	return strncmp(truth, ours, upto) == 0 &&
	       (same_serial(truth, ours, false) || !*field(ours, 3));
}

/* The line of DISAGREE.tsv that gives our reading as the second oracle's. */
static bool second_oracle(const char *file, const char *ours)
{
	struct buf tail = BUF_INIT;
	const char *at = buf_str(&disagree), *value;
	bool found = false;

	buf_addf(&tail, "\t%c:%s", *field(ours, 1), field(ours, 2));
	while (!found && (at = strstr(at, file)) != NULL) {
		size_t n = strcspn(at, "\n");

		value = memmem(at, n, buf_str(&tail), tail.size);
		found = value && value + tail.size == at + n;
		at += n;
	}
	buf_release(&tail);
	return found;
}

static void compare_cells(const char *file, const struct lines *truth,
			  const struct lines *ours, bool raw)
{
	size_t i = 0, k = 0;
	long sheet_i = 0, sheet_k = 0;

	while (i < truth->count || k < ours->count) {
		long at_i = sheet_i, at_k = sheet_k;
		const char *t = i < truth->count ? truth->list[i] : NULL;
		const char *o = k < ours->count ? ours->list[k] : NULL;
		long long a = t ? place_of(t, &at_i) : 1LL << 62;
		long long b = o ? place_of(o, &at_k) : 1LL << 62;

		if (a == b && !same_cell(t, o, raw) && !second_oracle(file, o))
			differ(t, o);
		else if (a < b)
			differ(t, "");
		else if (b < a)
			differ("", o);
		i += a <= b;
		k += b <= a;
		sheet_i = a <= b ? at_i : sheet_i;
		sheet_k = b <= a ? at_k : sheet_k;
	}
}

/* ---- tables with lines: csv, dbf */

static int take_text(void *ctx, const char *text, size_t n, struct error *err)
{
	(void)err;
	buf_add(ctx, text, n);
	return 0;
}

static void trim_tabs(char *line)
{
	size_t n = strlen(line);

	while (n && line[n - 1] == '\t')
		line[--n] = '\0';
}

static void trim_lines(struct lines *l)
{
	size_t i;

	for (i = 0; i < l->count; i++)
		trim_tabs(l->list[i]);
	while (l->count && !*l->list[l->count - 1])
		free(l->list[--l->count]);
}

static void compare_lines(const struct lines *truth, const struct lines *ours)
{
	size_t i;

	for (i = 0; i < truth->count || i < ours->count; i++) {
		const char *t = i < truth->count ? truth->list[i] : "";
		const char *o = i < ours->count ? ours->list[i] : "";

		if (strcmp(t, o) != 0)
			differ(t, o);
	}
}

/* A field as the oracle gives it (raw) in our canonical form. */
static void add_dbf_field(struct buf *out, const char *s, size_t n, char type)
{
	char text[CELL_VALUE_SIZE];
	double number;

	if (type == 'D' && n == 8 && strspn(s, "0123456789") >= 8)
		buf_addf(out, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
	else if ((type == 'N' || type == 'F') &&
		 cell_value_parse(s, n, &number, text) == 0)
		buf_adds(out, text);
	else if (type == 'L' && n == 1 && strchr("YyTt", *s))
		buf_adds(out, "TRUE");
	else if (type == 'L' && n == 1 && strchr("NnFf", *s))
		buf_adds(out, "FALSE");
	else
		buf_add(out, s, n);
}

/* The truth of a dbf, line by line, in the form of the dump. */
static void canonical_dbf(struct lines *truth)
{
	struct buf types = BUF_INIT, line = BUF_INIT;
	size_t i, n, column;
	char *s;

	for (i = 0; i < truth->count; i++) {
		buf_clear(&line);
		s = truth->list[i];
		if (i && *s == '*')
			s += strlen(s);
		else if (i && *s)
			s++;
		for (column = 0; *s || !column; column++) {
			char *colon;

			n = strcspn(s, "\t");
			if (column)
				buf_addc(&line, '\t');
			colon = memrchr(s, ':', n);
			if (i == 0) {
				buf_addc(&types, colon ? colon[1] : ' ');
				buf_add(&line, s,
					colon ? (size_t)(colon - s) : n);
			} else {
				add_dbf_field(
					&line, s, n,
					buf_str(&types)[column < types.size
								? column
								: 0]);
			}
			s += n + (s[n] == '\t');
		}
		free(truth->list[i]);
		truth->list[i] = mem_xstrdup(buf_str(&line));
	}
	buf_release(&types);
	buf_release(&line);
}

/* "<I>": a field the oracle could not read; ours is taken there. */
static void blank_unread(struct lines *truth, struct lines *ours)
{
	size_t i;

	for (i = 0; i < truth->count && i < ours->count; i++) {
		struct buf line = BUF_INIT;
		const char *t = truth->list[i], *o = ours->list[i];

		while (*t) {
			size_t n = strcspn(t, "\t"), m = strcspn(o, "\t");

			if (n == 3 && t[0] == '<' && t[2] == '>')
				buf_add(&line, o, m);
			else
				buf_add(&line, t, n);
			if (t[n])
				buf_addc(&line, '\t');
			t += n + (t[n] == '\t');
			o += m + (o[m] == '\t');
		}
		free(truth->list[i]);
		truth->list[i] = mem_xstrdup(buf_str(&line));
		buf_release(&line);
	}
}

/* ---- one file */

static bool load(const char *folder, const char *file, const char *suffix,
		 struct buf *out)
{
	char *path = mem_xprintf("%s/expected/%s%s", folder, file, suffix);
	struct error err = ERROR_INIT;
	bool ok = file_exists(path) &&
		  file_read(path, TRUTH_BYTES, out, &err) == 0;

	free(path);
	for (char *zero = out->data;
	     ok &&
	     (zero = memchr(zero, 0, out->size - (size_t)(zero - out->data)));)
		*zero = '?';
	return ok;
}

static void compare_text(struct sheet *sheet, const char *truth_text,
			 struct error *err)
{
	struct lines truth = {0}, ours = {0};
	struct buf text = BUF_INIT;

	if (roster_dump_rows(sheet, 0, take_text, &text, err) == 0) {
		truth_text += strcspn(truth_text, "\n");
		lines_split(&truth, truth_text + (*truth_text == '\n'));
		lines_split(&ours, buf_str(&text));
		if (sheet_kind(sheet) == SHEET_DBF) {
			canonical_dbf(&truth);
			blank_unread(&truth, &ours);
		}
		trim_lines(&truth);
		trim_lines(&ours);
		compare_lines(&truth, &ours);
	}

	buf_release(&text);
	lines_release(&truth);
	lines_release(&ours);
}

static void compare_sheets(struct sheet *sheet, const char *file,
			   const char *truth_text, bool raw, struct error *err)
{
	struct lines truth = {0};
	struct cells ours = {.index = 0};

	if (read_cells(sheet, &ours, err) == 0) {
		lines_split(&truth, truth_text);
		compare_cells(file, &truth, &ours.lines, raw);
	}
	lines_release(&truth);
	lines_release(&ours.lines);
}

/* Whether rosters.md names the file with this many differences. */
static bool is_explained(const char *folder, const char *file, size_t count)
{
	char *head = mem_xprintf("- `%s/%s` (%zu): ", folder, file, count);
	bool found = strstr(buf_str(&explained), head) != NULL;

	free(head);
	return found;
}

static void settle(struct folder *f, const char *file, const char *refusal)
{
	bool fine = is_explained(f->name, file, differing);

	/* one reason for all of them, where LibreOffice is not installed */
	if (refusal && strstr(refusal, "old .xls workbook"))
		return;

	f->unexplained += !fine;
	printf("%-10s %s/%s (%zu): %s\n", fine ? "explained" : "UNEXPLAINED",
	       f->name, file, differing, refusal ? refusal : first_difference);
}

/* A text refused for its quotes is read once more, leniently. */
static void compare_leniently(const char *path, const char *truth)
{
	struct sheet_options lenient = {.lenient = true};
	struct error err = ERROR_INIT;
	struct sheet *sheet = sheet_open(path, &lenient, &err);

	if (sheet && sheet_kind(sheet) == SHEET_CSV)
		compare_text(sheet, truth, &err);
	sheet_close(sheet);
}

static void check(struct folder *f, const char *path, const char *file)
{
	char *full = mem_xprintf("%s/%s", path, file);
	struct buf truth = BUF_INIT, reason = BUF_INIT;
	bool oracle_refused = load(path, file, ".err", &reason);
	bool raw = oracle_refused && load(path, file, ".raw.tsv", &truth);
	bool known =
		raw || (!oracle_refused && load(path, file, ".tsv", &truth));
	struct error err = ERROR_INIT;
	struct sheet *sheet = sheet_open(full, NULL, &err);
	bool text = sheet && (sheet_kind(sheet) == SHEET_CSV ||
			      sheet_kind(sheet) == SHEET_DBF);

	f->files++;
	differing = 0;
	if (sheet && text)
		compare_text(sheet, buf_str(&truth), &err);
	else if (sheet)
		compare_sheets(sheet, file, buf_str(&truth), raw, &err);
	if (err.kind != ERROR_NONE && oracle_refused) {
		f->both_refuse++;
	} else if (err.kind != ERROR_NONE) {
		f->refused++;
		differing = 0;
		if (sheet && text && known)
			compare_leniently(full, buf_str(&truth));
		settle(f, file, err.text);
	} else if (!known) {
		f->only_we_read++;
	} else if (differing) {
		f->different++;
		settle(f, file, NULL);
	} else {
		f->equal++;
	}
	sheet_close(sheet);
	buf_release(&truth);
	buf_release(&reason);
	free(full);
}

static bool wanted(const struct folder *f, const char *name)
{
	const char *dot = strrchr(name, '.');
	char suffix[16];

	if (!dot || strlen(dot) > 10 || strstr(name, ".expected."))
		return false;
	snprintf(suffix, sizeof(suffix), "%s ", dot);
	return strstr(f->suffixes, suffix) != NULL;
}

static void check_folder(struct folder *f, const char *root)
{
	char *path = mem_xprintf("%s/rosters/%s", root, f->name);
	struct dirent **list = NULL;
	int count = scandir(path, &list, NULL, alphasort), i;

	buf_clear(&disagree);
	load(path, "DISAGREE", ".tsv", &disagree);
	for (i = 0; i < count; i++) {
		if (wanted(f, list[i]->d_name))
			check(f, path, list[i]->d_name);
		free(list[i]);
	}
	free(list);
	free(path);
}

static void print_table(const struct folder *folders, size_t n)
{
	size_t i;

	printf("%-8s %6s %6s %8s %11s %9s %10s %12s\n", "folder", "files",
	       "equal", "refused", "both refuse", "only ours", "different",
	       "unexplained");
	for (i = 0; i < n; i++)
		printf("%-8s %6zu %6zu %8zu %11zu %9zu %10zu %12zu\n",
		       folders[i].name, folders[i].files, folders[i].equal,
		       folders[i].refused, folders[i].both_refuse,
		       folders[i].only_we_read, folders[i].different,
		       folders[i].unexplained);
}

int main(int argc, char **argv)
{
	struct folder folders[] = {{"xlsx", ".xlsx .xlsm "},
				   {"csv", ".csv "},
				   {"dbf", ".dbf "},
				   {"chinese", ".xlsx .csv .txt .dbf "},
				   {"xls", ".xls "}};
	const char *root = getenv("QCTOOL_TESTDATA");
	struct error err = ERROR_INIT;
	size_t i, bad = 0;

	if (!root) {
		puts("skipped: QCTOOL_TESTDATA is not set");
		return 0;
	}
	show_all = argc > 2; /* FOLDER all */
	file_read("tests/fixtures/rosters.md", 1 << 20, &explained, &err);
	for (i = 0; i < ARRAY_SIZE(folders); i++)
		if (argc < 2 || strcmp(argv[1], folders[i].name) == 0)
			check_folder(&folders[i], root);
	print_table(folders, ARRAY_SIZE(folders));
	for (i = 0; i < ARRAY_SIZE(folders); i++)
		bad += folders[i].unexplained;
	buf_release(&explained);
	buf_release(&disagree);
	return bad ? 1 : 0;
}
