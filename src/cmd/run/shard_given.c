/* SPDX-License-Identifier: MIT */
#include "cmd/run/shard_given.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/run/shard_result.h"

/* 128 bits of a hash tell a million photos apart. */
enum { KEY = 33 };

struct place {
	char photo[KEY], other[KEY];
	enum shard_kind kind;
	int shard;
	long long offset; /* of the line in the results of the shard */
};

struct shard_given {
	const char *dir;
	const struct shard_plan *plan;
	bool *has; /* by shard - 1 */
	int lacking;
	struct place *list; /* by kind and hashes */
	size_t n, cap;
	struct shard_given_photo *photos;
	size_t photo_n, photo_cap;
	FILE *file; /* of open_shard: results come shard by shard */
	int open_shard;
	char *line;
	size_t line_cap;
	struct photo_given making;
	struct compare_given comparing;
};

static void set_key(char key[KEY], const char *sha256)
{
	snprintf(key, KEY, "%.32s", sha256);
}

/*
 * Every line is tried before the first is taken: making has long been written
 * when a pair turns out to be nonsense.  A query that is none is found anew.
 */
static int try_line(const struct shard_line *line, struct error *err)
{
	struct compare_prints prints;
	struct photo_made made;
	int result = 0;

	switch (line->job->kind) {
	case SHARD_MAKE:
		result = photo_given_read(line->is, &made, err);
		photo_make_release(&made);
		break;
	case SHARD_PRINTS:
		result = compare_prints_read(line->is, &prints, err);
		break;
	case SHARD_PAIR:
		result = compare_given_check(line->is, err);
		break;
	default:
		break;
	}
	return result;
}

static int add_place(void *ctx, const struct shard_line *line,
		     struct error *err)
{
	struct shard_given *g = ctx;
	struct place *p;

	if (try_line(line, err) < 0)
		return -1;
	MEM_GROW(g->list, g->n, g->cap);
	p = &g->list[g->n++];
	memset(p, 0, sizeof(*p));
	p->kind = line->job->kind;
	p->shard = line->shard;
	p->offset = line->offset;
	set_key(p->photo, line->job->photo);
	set_key(p->other, line->job->other);
	if (p->kind == SHARD_MAKE) {
		MEM_GROW(g->photos, g->photo_n, g->photo_cap);
		g->photos[g->photo_n++] =
			(struct shard_given_photo){line->job->id, false};
	}
	return cancel_check(err);
}

static int by_key(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int c = (int)x->kind - (int)y->kind;

	if (c == 0)
		c = strcmp(x->photo, y->photo);
	return c ? c : strcmp(x->other, y->other);
}

static int by_id(const void *a, const void *b)
{
	const struct shard_given_photo *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static const struct place *find(const struct shard_given *g,
				enum shard_kind kind, const char *photo,
				const char *other)
{
	struct place key = {.kind = kind};

	set_key(key.photo, photo);
	set_key(key.other, other);
	return g->n ? bsearch(&key, g->list, g->n, sizeof(key), by_key) : NULL;
}

static int open_shard(struct shard_given *g, int k, struct error *err)
{
	char *path;

	if (g->file && g->open_shard == k)
		return 0;
	if (g->file)
		fclose(g->file);
	path = shard_plan_list(g->dir, "results", k);
	g->file = file_open_stream(path, err);
	g->open_shard = k;
	free(path);
	return g->file ? 0 : -1;
}

/* "is" of the line; the caller's whole line in *line. */
static const struct json *read_place(struct shard_given *g,
				     const struct place *p, struct json **line,
				     struct error *err)
{
	const struct json *is;
	ssize_t n;

	*line = NULL;
	if (open_shard(g, p->shard, err) < 0)
		return NULL;
	if (fseeko(g->file, p->offset, SEEK_SET) < 0 ||
	    (n = getline(&g->line, &g->line_cap, g->file)) < 1)
		goto changed;
	*line = json_parse(g->line, (size_t)n, err);
	is = json_get(*line, "is");
	if (is)
		return is;
changed:
	error_set(err, ERROR_INPUT,
		  _("the results of shard %d changed while they were read"),
		  p->shard);
	return NULL;
}

/* 0 when no shard has it; 1 with *is, which is the caller's *line's; -1. */
static int read_found(struct shard_given *g, const struct place *p,
		      struct json **line, const struct json **is,
		      struct error *err)
{
	*line = NULL;
	if (!p)
		return 0;
	*is = read_place(g, p, line, err);
	if (*is)
		return 1;
	json_free(*line);
	return -1;
}

static bool has_made(void *ctx, const char *sha256)
{
	return find(ctx, SHARD_MAKE, sha256, "") != NULL;
}

/* has_made() was asked first: there is one. */
static int get_made(void *ctx, const char *sha256, struct photo_made *made,
		    struct error *err)
{
	struct shard_given *g = ctx;
	const struct json *is;
	struct json *line;
	const char *jpeg;
	int result =
		read_found(g, find(g, SHARD_MAKE, sha256, ""), &line, &is, err);

	if (result <= 0)
		return -1;
	jpeg = json_get_str(is, "jpeg");
	result = photo_given_read(is, made, err);
	if (result == 0 && jpeg)
		result = shard_result_jpeg(g->dir, jpeg, &made->jpeg, err);
	json_free(line);
	return result;
}

static int get_prints(void *ctx, const char *sha256, struct compare_prints *out,
		      struct error *err)
{
	struct shard_given *g = ctx;
	const struct json *is;
	struct json *line;
	int result = read_found(g, find(g, SHARD_PRINTS, sha256, ""), &line,
				&is, err);

	if (result <= 0)
		return result;
	result = compare_prints_read(is, out, err) == 0 ? 1 : -1;
	json_free(line);
	return result;
}

static int get_query(void *ctx, const char *sha256,
		     const struct image_box *face, struct buf *out,
		     struct error *err)
{
	struct shard_given *g = ctx;
	const struct json *is;
	struct json *line;
	int result = read_found(g, find(g, SHARD_QUERY, sha256, ""), &line, &is,
				err);

	if (result <= 0)
		return result;
	result = compare_given_query_read(is, face, out);
	json_free(line);
	return result;
}

static int get_pair(void *ctx, const struct compare_given_pair *pair,
		    struct compare_verdict *out, struct error *err)
{
	struct shard_given *g = ctx;
	const struct json *is;
	struct json *line;
	int result = read_found(g, find(g, SHARD_PAIR, pair->a, pair->b), &line,
				&is, err);

	if (result <= 0)
		return result;
	result = compare_given_read(is, pair, out, err);
	json_free(line);
	return result;
}

static int read_all(struct shard_given *g, struct error *err)
{
	struct shard_results of = {g->dir, g->plan, 0};
	int k, found;

	for (k = 1; k <= g->plan->n; k++) {
		of.k = k;
		found = shard_result_each(&of, add_place, g, err);
		if (found < 0)
			return -1;
		g->has[k - 1] = found == 1;
		g->lacking += found == 0;
	}
	return 0;
}

struct shard_given *shard_given_open(const char *dir,
				     const struct shard_plan *plan,
				     struct error *err)
{
	struct shard_given *g = mem_xcalloc(1, sizeof(*g));

	g->dir = dir;
	g->plan = plan;
	g->has = mem_xcalloc((size_t)plan->n, sizeof(*g->has));
	g->making = (struct photo_given){has_made, get_made, g};
	g->comparing =
		(struct compare_given){get_prints, get_query, get_pair, g};
	if (read_all(g, err) < 0) {
		shard_given_close(g);
		return NULL;
	}
	if (g->n)
		qsort(g->list, g->n, sizeof(*g->list), by_key);
	if (g->photo_n)
		qsort(g->photos, g->photo_n, sizeof(*g->photos), by_id);
	return g;
}

void shard_given_close(struct shard_given *take_given)
{
	if (!take_given)
		return;
	if (take_given->file)
		fclose(take_given->file);
	free(take_given->line);
	free(take_given->photos);
	free(take_given->list);
	free(take_given->has);
	free(take_given);
}

bool shard_given_has(const struct shard_given *given, int k)
{
	return given->has[k - 1];
}

int shard_given_lacking(const struct shard_given *given)
{
	return given->lacking;
}

struct shard_given_photo *shard_given_photos(struct shard_given *given,
					     size_t *n)
{
	*n = given->photo_n;
	return given->photos;
}

struct shard_given_photo *shard_given_photo(struct shard_given *given,
					    long long id)
{
	const struct shard_given_photo key = {id, false};

	if (!given->photo_n)
		return NULL;
	return bsearch(&key, given->photos, given->photo_n, sizeof(key), by_id);
}

const struct photo_given *shard_given_making(struct shard_given *given)
{
	return &given->making;
}

const struct compare_given *shard_given_comparing(struct shard_given *given)
{
	return &given->comparing;
}
