/* SPDX-License-Identifier: MIT */
#include "cmd/run/shard_result.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/file_store.h"

static const char schema[] = "qctool.results.v1";

static struct json *write_head(const struct shard_plan *plan, int k)
{
	const struct shard_part *part = &plan->parts[k - 1];
	struct json *head = json_new_object();
	long n = 0;
	int kind;

	for (kind = 0; kind < SHARD_KINDS; kind++)
		n += part->jobs[kind];
	json_set_str(head, "schema", schema);
	json_set_str(head, "plan", plan->id);
	json_set_str(head, "version", QCTOOL_VERSION);
	json_set_int(head, "shard", k);
	json_set_int(head, "jobs", n);
	return head;
}

struct shard_writer {
	char *path, *temp;
	FILE *file;
	struct sha256 *sum;
	long long n;
};

static int put_line(struct shard_writer *w, struct json *take_line,
		    struct error *err)
{
	struct buf text = BUF_INIT;
	int result = 0;

	json_write(take_line, &text);
	buf_addc(&text, '\n');
	sha256_add(w->sum, buf_str(&text), text.size);
	if (fwrite(buf_str(&text), 1, text.size, w->file) != text.size)
		result = error_set_errno(err, "%s", w->path);
	json_free(take_line);
	buf_release(&text);
	return result;
}

struct shard_writer *shard_result_begin(const char *dir,
					const struct shard_plan *plan, int k,
					struct error *err)
{
	struct shard_writer *w = mem_xcalloc(1, sizeof(*w));

	w->path = shard_plan_list(dir, "results", k);
	w->sum = sha256_new();
	if (file_refuse_link(w->path, err) < 0 ||
	    file_temp(w->path, &w->temp, err) < 0)
		goto out;
	w->file = file_open_temp(w->temp, err);
	if (!w->file)
		goto out;
	if (put_line(w, write_head(plan, k), err) == 0)
		return w;
out:
	shard_result_abandon(w);
	return NULL;
}

int shard_result_add(struct shard_writer *w, const struct shard_job *job,
		     struct json *take_result, struct error *err)
{
	struct json *line = json_new_object();

	json_set_str(line, "do", shard_job_word(job->kind));
	json_set_str(line, "photo", job->photo);
	if (job->kind == SHARD_PAIR)
		json_set_str(line, "other", job->other);
	json_set(line, "is", take_result);
	w->n++;
	return put_line(w, line, err);
}

static struct json *write_end(long long n, const struct sha256 *sum)
{
	struct json *end = json_new_object();
	char hash[SHA256_HEX];

	sha256_told(sum, hash);
	json_set_int(end, "end", n);
	json_set_str(end, "sha256", hash);
	return end;
}

int shard_result_end(struct shard_writer *take_writer, struct error *err)
{
	struct shard_writer *w = take_writer;
	int result = put_line(w, write_end(w->n, w->sum), err);
	FILE *file = w->file;

	w->file = NULL;
	if (fclose(file) != 0 && result == 0)
		result = error_set_errno(err, "%s", w->path);
	if (result == 0)
		result = file_commit(&w->temp, w->path, 0600, err);
	shard_result_abandon(w);
	return result;
}

void shard_result_abandon(struct shard_writer *take_writer)
{
	if (!take_writer)
		return;
	if (take_writer->file)
		fclose(take_writer->file);
	file_abandon(&take_writer->temp);
	sha256_free(take_writer->sum);
	free(take_writer->path);
	free(take_writer);
}

int shard_result_jpeg(const char *dir, const char *sha256, struct buf *out,
		      struct error *err)
{
	char *path;
	int result;

	/* It becomes a path, and results come from other machines. */
	if (strlen(sha256) != SHA256_HEX - 1 ||
	    strspn(sha256, "0123456789abcdef") != SHA256_HEX - 1)
		return error_set(err, ERROR_INPUT, _("it names no JPEG"));
	path = file_store_path_in(dir, FILE_STORE_MADE, sha256);
	result = file_refuse_link(path, err);
	if (result < 0)
		goto out;
	result = file_read(path, FILE_MAX_PICTURE, out, err);
	if (result == 0)
		result = sha256_check(buf_str(out), out->size, sha256, path,
				      err);
	/* Not the store's: what is damaged is what came from elsewhere. */
	if (result < 0)
		error_set(err, ERROR_INPUT, _("%s is missing or damaged"),
			  path);
out:
	free(path);
	return result;
}

struct reader {
	const char *dir;
	const struct shard_plan *plan;
	int k;
	struct shard_jobs jobs;
	shard_result_fn fn;
	void *ctx;
	struct sha256 *sum;
	FILE *file;
	char *line;
	size_t cap;
	long long offset; /* of line */
	size_t at;	  /* jobs read so far */
};

/* The next line as JSON; NULL when there is none or it is damaged. */
static struct json *next_line(struct reader *r, ssize_t *n)
{
	struct error ignored = ERROR_INIT;

	r->offset = ftello(r->file);
	*n = getline(&r->line, &r->cap, r->file);
	if (*n < 1 || r->line[*n - 1] != '\n')
		return NULL;
	return json_parse(r->line, (size_t)*n - 1, &ignored);
}

static bool says(const struct json *object, const char *key, const char *word)
{
	const char *text = json_get_str(object, key);

	return text && strcmp(text, word) == 0;
}

static int read_head(struct reader *r, const char *path, struct error *err)
{
	ssize_t n;
	struct json *head = next_line(r, &n);
	int result = 0;

	if (!says(head, "schema", schema))
		result = error_set(err, ERROR_INPUT,
				   _("%s is damaged: no results of a shard"),
				   path);
	else if (!says(head, "version", QCTOOL_VERSION))
		result = error_set(err, ERROR_INPUT,
				   _("%s is of another version than this "
				     "qctool (%s)"),
				   path, QCTOOL_VERSION);
	else if (!says(head, "plan", r->plan->id) ||
		 json_get_int(head, "shard", 0) != r->k)
		result = error_set(err, ERROR_INPUT,
				   _("%s is of another plan or shard"), path);
	else
		sha256_add(r->sum, r->line, (size_t)n);
	json_free(head);
	return result;
}

static int read_result(struct reader *r, const struct json *line,
		       struct error *err)
{
	struct shard_line told = {.shard = r->k,
				  .job = &r->jobs.list[r->at],
				  .is = json_get(line, "is"),
				  .offset = r->offset};
	const char *jpeg = json_get_str(told.is, "jpeg");
	struct buf bytes = BUF_INIT;
	int result = 0;

	if (!told.is || !shard_job_is_of(told.job, line))
		return error_set(err, ERROR_INPUT, _("it is not the job's"));
	if (jpeg)
		result = shard_result_jpeg(r->dir, jpeg, &bytes, err);
	buf_release(&bytes);
	r->at++;
	return result < 0 || !r->fn ? result : r->fn(r->ctx, &told, err);
}

/* The last line counts and hashes those before it; nothing follows it. */
static int read_end(struct reader *r)
{
	ssize_t n;
	struct json *line = next_line(r, &n);
	struct json *wanted = write_end((long long)r->at, r->sum);
	struct buf is = BUF_INIT, last = BUF_INIT;
	int result = 0;

	json_write(wanted, &last);
	if (line)
		json_write(line, &is);
	if (strcmp(buf_str(&is), buf_str(&last)) != 0 || fgetc(r->file) != EOF)
		result = -1;
	json_free(wanted);
	json_free(line);
	buf_release(&is);
	buf_release(&last);
	return result;
}

static int read_results(struct reader *r, const char *path, struct error *err)
{
	struct error why = ERROR_INIT;
	struct json *line;
	ssize_t n;
	int result = 0;

	while (result == 0 && r->at < r->jobs.n) {
		line = next_line(r, &n);
		result = line ? read_result(r, line, &why) : -1;
		if (result == 0)
			sha256_add(r->sum, r->line, (size_t)n);
		json_free(line);
	}
	if (result == 0)
		result = read_end(r);
	if (result < 0)
		error_set(err, ERROR_INPUT,
			  _("%s is damaged%s%s; run the shard again"), path,
			  why.text[0] ? ": " : "", why.text);
	return result;
}

static int read_file(struct reader *r, const char *path, struct error *err)
{
	int result = -1;

	r->file = file_open_stream(path, err);
	r->sum = sha256_new();
	if (!r->file)
		err->kind = ERROR_INPUT;
	else if (shard_plan_jobs(r->dir, r->plan, r->k, &r->jobs, err) == 0 &&
		 read_head(r, path, err) == 0)
		result = read_results(r, path, err);
	if (r->file)
		fclose(r->file);
	sha256_free(r->sum);
	free(r->jobs.list);
	free(r->line);
	return result < 0 ? -1 : 1;
}

int shard_result_each(const struct shard_results *of, shard_result_fn fn,
		      void *ctx, struct error *err)
{
	struct reader r = {.dir = of->dir,
			   .plan = of->plan,
			   .k = of->k,
			   .fn = fn,
			   .ctx = ctx};
	char *path = shard_plan_list(of->dir, "results", of->k);
	int result = 0;

	if (file_exists(path))
		result = read_file(&r, path, err);
	free(path);
	return result;
}
