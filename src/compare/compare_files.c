/* SPDX-License-Identifier: MIT */
#include "compare/compare_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/sha256.h"
#include "codec/config/cascade.h"
#include "codec/archive/intake.h"
#include "compare/compare_file.h"
#include "compare/compare_sheet.h"
#include "rules/pair_finding.h"

/* Millions of pairs; beyond, the file is hardly a list of pairs. */
enum { MAX_TSV = 256 << 20 };

static void free_pair(struct compare_files_pair *pair)
{
	free(pair->a);
	free(pair->b);
	free(pair->label_a);
	free(pair->label_b);
}

void compare_files_release(struct compare_files_list *pairs)
{
	size_t i;

	for (i = 0; i < pairs->n; i++)
		free_pair(&pairs->list[i]);
	free(pairs->list);
	*pairs = (struct compare_files_list){NULL};
}

void compare_files_add(struct compare_files_list *pairs, const char *a,
		       const char *b)
{
	MEM_GROW(pairs->list, pairs->n, pairs->cap);
	pairs->list[pairs->n++] = (struct compare_files_pair){
		mem_xstrdup(a), mem_xstrdup(b), mem_xstrdup(a), mem_xstrdup(b)};
}

/*
 * From the list's own folder: a list is moved and sent together with its
 * pictures, and is not run from where they lie.
 */
static char *beside(const char *folder, const char *name)
{
	return name[0] == '/' ? mem_xstrdup(name) : path_join(folder, name);
}

/*
 * One "a<TAB>b<TAB>…" line.  Columns beyond are the corpus's labels, which
 * tests/bench/bench-same reads: the same file serves both.
 */
static bool split_line(const char *line, size_t n, const char *folder,
		       struct compare_files_pair *pair)
{
	const char *tab = memchr(line, '\t', n), *end;
	size_t rest;

	if (!tab)
		return false;
	rest = n - (size_t)(tab + 1 - line);
	end = memchr(tab + 1, '\t', rest);
	pair->label_a = mem_xstrndup(line, (size_t)(tab - line));
	pair->label_b =
		mem_xstrndup(tab + 1, end ? (size_t)(end - tab - 1) : rest);
	pair->a = beside(folder, pair->label_a);
	pair->b = beside(folder, pair->label_b);
	return true;
}

/* A first line "a<TAB>b" is a header, as the corpus's pairs.tsv has one. */
static bool is_header(const struct compare_files_pair *pair)
{
	return strcmp(pair->label_a, "a") == 0 &&
	       strcmp(pair->label_b, "b") == 0;
}

int compare_files_read(const char *tsv, struct compare_files_list *pairs,
		       struct error *err)
{
	struct compare_files_pair pair;
	struct buf text = BUF_INIT;
	char *folder = path_folder(tsv);
	int result = file_read(tsv, MAX_TSV, &text, err);
	const char *at, *end;
	size_t len;

	for (at = buf_str(&text); result == 0 && *at;
	     at = *end ? end + 1 : end) {
		end = strchrnul(at, '\n');
		len = (size_t)(end - at);
		if (len && at[len - 1] == '\r')
			len--;
		if (!split_line(at, len, folder, &pair))
			continue;
		if (pairs->n == 0 && is_header(&pair)) {
			free_pair(&pair);
			continue;
		}
		MEM_GROW(pairs->list, pairs->n, pairs->cap);
		pairs->list[pairs->n++] = pair;
	}
	buf_release(&text);
	free(folder);
	return result;
}

struct pairs_ctx {
	const struct compare_files *job;
	const struct compare_files_list *pairs;
	size_t given;
	const struct face_models *models;
	struct contact_sheet *sheet; /* NULL = none */
	struct compare_files_counts *counts;
};

struct pair_item {
	const struct pairs_ctx *ctx;
	const struct compare_files_pair *pair;
	struct compare_verdict verdict;
	struct pair_picture picture;
	struct error error;
	struct error undrawn; /* there is a verdict, and no page of it */
	struct compare_files_ms ms;
};

static int next_pair(void *ctx, void *item, struct error *err)
{
	struct pairs_ctx *c = ctx;
	struct pair_item *it = item;

	(void)err;
	if (c->given == c->pairs->n)
		return 0;
	it->ctx = c;
	it->pair = &c->pairs->list[c->given++];
	return 1;
}

/* One of the two, with the SHA-256 of its bytes. */
struct opened {
	struct compare_file file;
	char sha256[SHA256_HEX];
};

/* Time since started is added to a part; the next part begins now. */
static void lap(double *part, double *started)
{
	double now = clock_thread_ms();

	*part += now - *started;
	*started = now;
}

static int open_path(struct pair_item *it, const char *path, struct opened *out)
{
	double started = clock_thread_ms();
	struct buf bytes = BUF_INIT;
	int result = file_read(path, FILE_MAX_PICTURE, &bytes, &it->error);

	if (result == 0) {
		sha256_hex(buf_str(&bytes), bytes.size, out->sha256);
		result = compare_file_read(buf_str(&bytes), bytes.size,
					   &out->file, &it->error);
		if (result < 0)
			error_context(&it->error, "%s", path);
	}
	buf_release(&bytes);
	lap(&it->ms.open, &started);
	if (result == 0)
		compare_file_look(it->ctx->models, &out->file);
	if (result == 0)
		result = compare_file_turn(it->ctx->models, &out->file,
					   &it->error);
	lap(&it->ms.face, &started);
	return result;
}

static struct image_box full_size(const struct compare_file *f)
{
	/*
	 * The verdict came from a smaller decode; the evidence is drawn from
	 * the file.
	 */
	double k = f->scale;

	return image_box_round(f->face.x * k, f->face.y * k, f->face.width * k,
			       f->face.height * k);
}

/*
 * Both were read and measured a moment ago: what cannot be drawn now is no
 * picture that is wrong, but a disk or memory that fails.
 */
static void draw_evidence(struct pair_item *it, const struct compare_file *a,
			  const struct compare_file *b)
{
	struct buf first = BUF_INIT, second = BUF_INIT;
	struct error *why = &it->undrawn;

	if (file_read(it->pair->a, FILE_MAX_PICTURE, &first, why) == 0 &&
	    file_read(it->pair->b, FILE_MAX_PICTURE, &second, why) == 0)
		pair_picture_make(
			(struct pair_picture_source[]){
				{buf_str(&first), first.size, full_size(a)},
				{buf_str(&second), second.size, full_size(b)}},
			&it->picture, why);
	buf_release(&second);
	buf_release(&first);
}

/* The same bytes need no measurement, however small the face is. */
static void judge(struct pair_item *it, const struct opened *a,
		  const struct opened *b)
{
	const struct compare_source from_a = {.grey = &a->file.grey,
					      .face = a->file.face};
	const struct compare_source from_b = {.grey = &b->file.grey,
					      .face = b->file.face};

	compare_pair_photos(&from_a, &from_b, it->ctx->job->limits,
			    &it->verdict, &it->error);
	if (strcmp(a->sha256, b->sha256) == 0) {
		it->verdict.verdict = ALIGN_SAME;
		it->verdict.score = 100;
		it->verdict.evidence.measure = 1;
		it->verdict.weak = false;
	}
}

static void work_pair(void *item, void *scratch)
{
	struct pair_item *it = item;
	struct opened a = {.file = {.grey = IMAGE_INIT}}, b = a;
	/*
	 * The thread's own time: by the clock on the wall a pair would be
	 * slower for its neighbours.
	 */
	double started = clock_thread_ms(), begun = started;

	(void)scratch;
	if (open_path(it, it->pair->a, &a) == 0 &&
	    open_path(it, it->pair->b, &b) == 0) {
		started = clock_thread_ms();
		judge(it, &a, &b);
		lap(&it->ms.align, &started);
		if (it->ctx->sheet)
			draw_evidence(it, &a.file, &b.file);
	}
	compare_file_release(&a.file);
	compare_file_release(&b.file);
	lap(&it->ms.all, &begun);
}

static void count(struct compare_files_counts *counts,
		  const struct pair_item *it)
{
	/*
	 * A pair that cannot be read is no verdict, least of all "different".
	 */
	if (it->error.kind != ERROR_NONE)
		counts->failed++;
	else if (it->verdict.verdict == ALIGN_SAME)
		counts->same++;
	else if (it->verdict.verdict == ALIGN_SUSPECT)
		counts->suspect++;
	else
		counts->different++;
}

static int done_pair(void *ctx, void *item, struct error *err)
{
	struct pairs_ctx *c = ctx;
	struct pair_item *it = item;
	struct compare_files_result result = {
		.a = it->pair->label_a,
		.b = it->pair->label_b,
		.verdict = it->verdict,
		.error = it->error.kind != ERROR_NONE ? &it->error : NULL,
		.ms = it->ms,
	};
	int code;

	if (!result.error && it->verdict.weak)
		pair_finding_add_weak(it->verdict.evidence.native_width,
				      it->pair->label_b, &result.findings);
	count(c->counts, it);
	code = c->job->show(c->job->ctx, &result, err);
	if (code == 0 && it->undrawn.kind != ERROR_NONE)
		code = error_set(err, it->undrawn.kind, "%s", it->undrawn.text);
	if (code == 0 && c->sheet)
		code = compare_sheet_add(c->sheet, &result, &it->picture, err);
	findings_release(&result.findings);
	return code;
}

static void discard_pair(void *item)
{
	struct pair_item *it = item;

	pair_picture_release(&it->picture);
}

/* The page appears whole or not at all. */
static int run_batch(struct pairs_ctx *c, struct error *err)
{
	static const struct batch shape = {
		.next = next_pair,
		.work = work_pair,
		.done = done_pair,
		.discard = discard_pair,
		.item_size = sizeof(struct pair_item),
		.pictures = true,
	};
	const struct compare_files *job = c->job;
	const struct list_file_options about = {
		.title = _("same photo"), .at = job->at, .who = job->who};

	if (job->sheet) {
		c->sheet = contact_sheet_open(job->sheet, &about, CONTACT_PAIRS,
					      err);
		if (!c->sheet)
			return -1;
	}
	if (batch_run(&shape, c, job->jobs, err) < 0) {
		contact_sheet_abandon(c->sheet);
		return -1;
	}
	return c->sheet ? contact_sheet_close(c->sheet, err) : 0;
}

int compare_files(const struct compare_files *job,
		  const struct compare_files_list *pairs,
		  struct compare_files_counts *counts, struct error *err)
{
	struct pairs_ctx ctx = {.job = job, .pairs = pairs, .counts = counts};
	struct face_models models;
	int result;

	memset(counts, 0, sizeof(*counts));
	if (cascade_models_load(&models, err) < 0)
		return -1;
	ctx.models = &models;
	result = run_batch(&ctx, err);
	cascade_models_release(&models);
	return result;
}
