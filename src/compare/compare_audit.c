/* SPDX-License-Identifier: MIT */
#include "compare/compare_audit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/archive/intake.h"
#include "rules/pair_finding.h"

/*
 * How copies become lines, for three folders:
 *
 *     copies, by key and then as found    lines, keys as first found
 *     key  folder                         key  a     b
 *     007  0                              007  0:007 1:007   compared
 *     007  1                              007  0:007 2:-     missing
 *     008  1                              008  1:008 1:008'  twice
 *     008  1  (another file)              008  0:-   1:008   missing
 *     008  2                              008  1:008 2:008   compared
 *
 * The first folder that has the student's photo is a of every line.
 */
struct copy {
	char *key, *path;
	int folder;
	size_t at; /* order of finding */
};

/* One line of the report. */
struct line {
	const char *key, *a, *b; /* of copies; NULL = no copy there */
	int a_in, b_in;		 /* folders */
	bool twice;
	bool compared; /* is one of pairs */
};

struct auditor {
	const struct compare_audit *audit;
	struct compare_audit_counts *counts;
	struct copy *copies;
	size_t n, cap;
	struct line *lines;
	size_t line_n, line_cap, shown;
};

static char *key_of(const struct auditor *a, const char *path)
{
	const char *key =
		a->audit->key ? a->audit->key(a->audit->ctx, path) : NULL;

	return key ? mem_xstrdup(key) : path_stem(path);
}

static int add_folder(struct auditor *a, int folder, struct error *err)
{
	char *path = a->audit->folders[folder];
	struct intake_item item;
	struct intake *intake;
	int got;

	if (!file_is_dir(path))
		return error_set(err, ERROR_INPUT, _("%s: no such folder"),
				 path);
	intake = intake_open(&path, 1, err);
	if (!intake)
		return -1;
	memset(&item, 0, sizeof(item));
	while ((got = intake_next(intake, &item, err)) > 0) {
		if (!item.path) {
			got = error_set(err, ERROR_INPUT,
					_("%s: unpack the archive first"),
					item.name);
			intake_item_release(&item);
			break;
		}
		MEM_GROW(a->copies, a->n, a->cap);
		a->copies[a->n] = (struct copy){key_of(a, item.path), item.path,
						folder, a->n};
		a->n++;
		item.path = NULL;
		intake_item_release(&item);
		memset(&item, 0, sizeof(item));
	}
	intake_close(intake);
	return got;
}

static int order_key(const void *a, const void *b)
{
	const struct copy *x = a, *y = b;
	int differ = strcmp(x->key, y->key);

	return differ ? differ : (x->at > y->at) - (x->at < y->at);
}

static struct line *add_line(struct auditor *a, const struct copy *x,
			     const struct copy *y)
{
	struct line *line;

	MEM_GROW(a->lines, a->line_n, a->line_cap);
	line = &a->lines[a->line_n++];
	memset(line, 0, sizeof(*line));
	line->key = x ? x->key : y->key;
	line->a = x ? x->path : NULL;
	line->b = y ? y->path : NULL;
	line->a_in = x ? x->folder : 0;
	line->b_in = y ? y->folder : 0;
	return line;
}

/* n further copies in the folder of one that is there already. */
static size_t add_repeats(struct auditor *a, const struct copy *there,
			  const struct copy *list, size_t n)
{
	size_t i;

	for (i = 0; i < n && list[i].folder == there->folder; i++)
		add_line(a, there, &list[i])->twice = true;
	return i;
}

/* All copies of one key, in the order of folders. */
static void add_lines(struct auditor *a, const struct copy *list, size_t n)
{
	const struct copy *first = &list[0];
	size_t i = 1 + add_repeats(a, first, list + 1, n - 1);
	int folder;

	for (folder = 0; folder < first->folder; folder++)
		add_line(a, NULL, first)->a_in = folder;
	for (folder = first->folder + 1; folder < a->audit->folder_count;
	     folder++) {
		if (i == n || list[i].folder != folder) {
			add_line(a, first, NULL)->b_in = folder;
			continue;
		}
		add_line(a, first, &list[i])->compared = true;
		i += 1 + add_repeats(a, &list[i], list + i + 1, n - i - 1);
	}
}

struct group {
	size_t from, n, at;
};

static int order_group(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/* Keys by the place of their first copy. */
static void make_lines(struct auditor *a)
{
	struct group *groups = mem_xcalloc(a->n + 1, sizeof(*groups));
	size_t i, n = 0;

	if (a->n)
		qsort(a->copies, a->n, sizeof(*a->copies), order_key);
	for (i = 0; i < a->n; i++) {
		if (i == 0 ||
		    strcmp(a->copies[i].key, a->copies[i - 1].key) != 0)
			groups[n++] = (struct group){i, 0, a->copies[i].at};
		groups[n - 1].n++;
	}
	qsort(groups, n, sizeof(*groups), order_group);
	for (i = 0; i < n; i++)
		add_lines(a, a->copies + groups[i].from, groups[i].n);
	free(groups);
}

static void count_line(struct compare_audit_counts *c, const struct line *line,
		       const struct compare_files_result *r)
{
	c->total++;
	if (line->twice)
		c->twice++;
	else if (!r)
		c->missing++;
	else if (r->error)
		c->failed++;
	else if (r->verdict.verdict == ALIGN_SAME)
		c->ok++;
	else if (r->verdict.verdict == ALIGN_SUSPECT)
		c->suspect++;
	else
		c->different++;
}

void compare_audit_edition(const struct compare_verdict *v, const char *copy,
			   struct findings *all)
{
	struct finding *f;

	if (v->verdict == ALIGN_SAME)
		return;
	f = findings_add_detail(
		all, v->verdict == ALIGN_SUSPECT ? "EDI-SUSPECT" : "EDI-DIFF",
		copy);
	f->value = v->score;
	if (v->weak) {
		pair_finding_add_weak(v->evidence.native_width, copy, all);
	}
}

static void add_findings(const struct auditor *a, const struct line *line,
			 const struct compare_files_result *r,
			 struct findings *all)
{
	if (line->twice)
		findings_add_detail(all, "EDI-TWICE", line->b);
	else if (!line->a || !line->b)
		findings_add_detail(
			all, "EDI-MISSING",
			a->audit->folders[line->a ? line->b_in : line->a_in]);
	else if (!r->error)
		compare_audit_edition(&r->verdict, line->b, all);
}

static int show_line(struct auditor *a, const struct line *line,
		     const struct compare_files_result *r, struct error *err)
{
	struct findings findings = FINDINGS_INIT;
	struct compare_audit_result result = {
		.key = line->key,
		.a = line->a,
		.b = line->b,
		.a_in = a->audit->folders[line->a_in],
		.b_in = a->audit->folders[line->b_in],
		.verdict = r && !r->error ? &r->verdict : NULL,
		.error = r ? r->error : NULL,
		.findings = &findings,
	};
	int code;

	count_line(a->counts, line, r);
	add_findings(a, line, r, &findings);
	code = a->audit->show(a->audit->ctx, &result, err);
	findings_release(&findings);
	return code;
}

/*
 * The lines before the next compared one: verdicts come in the order of pairs,
 * so what stands between two of them is shown when the second has come.
 */
static int show_uncompared(struct auditor *a, struct error *err)
{
	int result = 0;

	while (result == 0 && a->shown < a->line_n &&
	       !a->lines[a->shown].compared)
		result = show_line(a, &a->lines[a->shown++], NULL, err);
	return result;
}

static int show_pair(void *ctx, const struct compare_files_result *r,
		     struct error *err)
{
	struct auditor *a = ctx;
	int result = show_uncompared(a, err);

	return result == 0 ? show_line(a, &a->lines[a->shown++], r, err)
			   : result;
}

static int compare_copies(struct auditor *a, struct error *err)
{
	struct compare_files job = {.jobs = a->audit->jobs,
				    .limits = a->audit->limits,
				    .show = show_pair,
				    .ctx = a};
	struct compare_files_list pairs = {NULL};
	struct compare_files_counts ignored;
	const struct line *line;
	size_t i;
	int result = 0;

	for (i = 0; i < a->line_n; i++) {
		line = &a->lines[i];
		if (line->compared)
			compare_files_add(&pairs, line->a, line->b);
	}
	if (pairs.n)
		result = compare_files(&job, &pairs, &ignored, err);
	compare_files_release(&pairs);
	return result == 0 ? show_uncompared(a, err) : result;
}

int compare_audit(const struct compare_audit *audit,
		  struct compare_audit_counts *counts, struct error *err)
{
	struct auditor a = {.audit = audit, .counts = counts};
	size_t i;
	int f, result = 0;

	memset(counts, 0, sizeof(*counts));
	for (f = 0; f < audit->folder_count && result == 0; f++)
		result = add_folder(&a, f, err);
	if (result == 0) {
		make_lines(&a);
		result = compare_copies(&a, err);
	}
	for (i = 0; i < a.n; i++) {
		free(a.copies[i].key);
		free(a.copies[i].path);
	}
	free(a.copies);
	free(a.lines);
	return result;
}

const char *compare_audit_verdict(const struct compare_audit_result *r)
{
	return r->error	      ? "error"
	       : r->verdict   ? align_verdict_name(r->verdict->verdict)
	       : r->a && r->b ? "twice"
			      : "missing";
}

struct json *compare_audit_json(const struct compare_audit_result *r)
{
	struct json *item = json_new_object();

	json_set_str(item, "key", r->key);
	json_set_str(item, "a", r->a);
	json_set_str(item, "b", r->b);
	if (r->verdict)
		json_set_real(item, "score", r->verdict->score, 1);
	else
		json_set_null(item, "score");
	json_set_str(item, "verdict", compare_audit_verdict(r));
	if (r->error)
		json_set_str(item, "error", r->error->text);
	json_set(item, "findings", findings_json(r->findings));
	return item;
}
