/* SPDX-License-Identifier: MIT */
#include "cmd/run/shard_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "compare/compare_prints.h"

/* A line of a job is 300 bytes at most; a million in one shard are read. */
enum { PLAN_MOST = 16 << 20, JOBS_MOST = 1 << 30 };

static const char schema[] = "qctool.plan.v1";

static struct json *write_part(const struct shard_part *part)
{
	struct json *object = json_new_object();
	int kind;

	for (kind = 0; kind < SHARD_KINDS; kind++)
		json_set_int(object, shard_job_word((enum shard_kind)kind),
			     part->jobs[kind]);
	json_set_str(object, "jobs", part->sha256);
	return object;
}

/* The settings as the log keeps them: what was set, by the words of task set.
 */
static struct json *write_task(const struct task *task)
{
	struct buf text = BUF_INIT;
	struct error ignored = ERROR_INIT;
	struct json *object;

	task_changes(NULL, task, &text);
	object = json_parse(buf_str(&text), text.size, &ignored);
	buf_release(&text);
	return object ? object : json_new_object();
}

static struct json *write_body(const struct shard_plan *plan)
{
	struct json *body = json_new_object(), *parts = json_new_array();
	char at[26];
	int k;

	date_time_format(plan->now, at);
	json_set_str(body, "version", QCTOOL_VERSION);
	json_set_str(body, "at", at);
	json_set_str(body, "anchor", plan->anchor);
	json_set(body, "task", write_task(&plan->task));
	json_set_str(body, "profile", plan->profile);
	json_set_int(body, "landmarks", plan->landmarks);
	json_set_int(body, "prints", compare_prints_version());
	for (k = 0; k < plan->n; k++)
		json_add(parts, write_part(&plan->parts[k]));
	json_set(body, "shards", parts);
	return body;
}

static void hash_json(const struct json *value, char out[SHA256_HEX])
{
	struct buf text = BUF_INIT;

	json_write(value, &text);
	sha256_hex(buf_str(&text), text.size, out);
	buf_release(&text);
}

void shard_plan_seal(struct shard_plan *plan)
{
	struct json *body = write_body(plan);

	hash_json(body, plan->id);
	json_free(body);
}

int shard_plan_write(const char *dir, const struct shard_plan *plan,
		     struct error *err)
{
	struct json *object = json_new_object();
	char *path = mem_xprintf("%s/plan.json", dir);
	struct buf text = BUF_INIT;
	int result;

	json_set_str(object, "schema", schema);
	json_set_str(object, "plan", plan->id);
	json_set(object, "body", write_body(plan));
	json_write(object, &text);
	buf_addc(&text, '\n');
	result = file_write(path, buf_str(&text), text.size, 0600, err);
	buf_release(&text);
	json_free(object);
	free(path);
	return result;
}

static int damaged(const char *path, struct error *err)
{
	return error_set(err, ERROR_INPUT,
			 _("%s is damaged or no plan; make a new one with "
			   "run plan"),
			 path);
}

static void copy_text(const struct json *object, const char *key, char *to,
		      size_t size)
{
	const char *text = json_get_str(object, key);

	snprintf(to, size, "%s", text ? text : "");
}

static void read_part(const struct json *object, struct shard_part *out)
{
	int kind;

	for (kind = 0; kind < SHARD_KINDS; kind++)
		out->jobs[kind] = (long)json_get_int(
			object, shard_job_word((enum shard_kind)kind), 0);
	copy_text(object, "jobs", out->sha256, sizeof(out->sha256));
}

static void read_task(const struct json *object, struct task *out)
{
	struct buf text = BUF_INIT;

	if (object)
		json_write(object, &text);
	task_change(out, buf_str(&text));
	buf_release(&text);
}

static int read_version(const struct json *body, struct error *err)
{
	const char *version = json_get_str(body, "version");

	if (!version)
		version = "?";
	if (strcmp(version, QCTOOL_VERSION) == 0 &&
	    json_get_int(body, "prints", 0) == compare_prints_version())
		return 0;
	return error_set(err, ERROR_INPUT,
			 _("the plan was made by qctool %s and this is %s; "
			   "plan, shards and merge take one version"),
			 version, QCTOOL_VERSION);
}

static int read_body(const struct json *body, struct shard_plan *out,
		     struct error *err)
{
	const struct json *parts = json_get(body, "shards");
	const char *at = json_get_str(body, "at");
	size_t k, n = json_count(parts);

	if (read_version(body, err) < 0)
		return -1;
	if (n < 1 || n > SHARD_MOST || !at || date_time_parse(at, &out->now))
		return damaged("plan.json", err);
	copy_text(body, "anchor", out->anchor, sizeof(out->anchor));
	copy_text(body, "profile", out->profile, sizeof(out->profile));
	out->landmarks = (int)json_get_int(body, "landmarks", 0);
	read_task(json_get(body, "task"), &out->task);
	out->n = (int)n;
	out->parts = mem_xcalloc(n, sizeof(*out->parts));
	for (k = 0; k < n; k++)
		read_part(json_at(parts, k), &out->parts[k]);
	return 0;
}

/* The text is that of the hash: what was changed by hand is no plan. */
static int read_object(const struct json *object, const char *path,
		       struct shard_plan *out, struct error *err)
{
	const struct json *body = json_get(object, "body");
	const char *said = json_get_str(object, "schema");
	char is[SHA256_HEX];

	if (!body || !said || strcmp(said, schema) != 0)
		return damaged(path, err);
	copy_text(object, "plan", out->id, sizeof(out->id));
	if (read_body(body, out, err) < 0)
		return error_context(err, "%s", path);
	hash_json(body, is);
	return strcmp(is, out->id) == 0 ? 0 : damaged(path, err);
}

int shard_plan_guard(const char *dir, struct error *err)
{
	static const char *const names[] = {"plan.json", "jobs", "originals",
					    "results", "made"};
	size_t i;
	int result = file_is_dir(dir) ? file_guard(dir, err) : 0;

	for (i = 0; result == 0 && i < ARRAY_SIZE(names); i++) {
		char *path = path_join(dir, names[i]);

		result = file_refuse_link(path, err);
		free(path);
	}
	return result;
}

int shard_plan_read(const char *dir, struct shard_plan *out, struct error *err)
{
	char *path = mem_xprintf("%s/plan.json", dir);
	struct buf text = BUF_INIT;
	struct error why = ERROR_INIT;
	struct json *object = NULL;
	int result = -1;

	memset(out, 0, sizeof(*out));
	if (shard_plan_guard(dir, err) < 0)
		result = -1;
	else if (!file_exists(path))
		error_set(err, ERROR_INPUT,
			  _("%s holds no plan (plan.json); make one with run "
			    "plan"),
			  dir);
	else if (file_read(path, PLAN_MOST, &text, err) == 0) {
		object = json_parse(buf_str(&text), text.size, &why);
		result = object ? read_object(object, path, out, err)
				: damaged(path, err);
	}
	json_free(object);
	buf_release(&text);
	free(path);
	if (result < 0)
		shard_plan_release(out);
	return result;
}

void shard_plan_release(struct shard_plan *plan)
{
	free(plan->parts);
	plan->parts = NULL;
	plan->n = 0;
}

char *shard_plan_list(const char *dir, const char *folder, int k)
{
	return mem_xprintf("%s/%s/%d.jsonl", dir, folder, k);
}

static int read_line(const char *line, size_t n, struct shard_jobs *out,
		     struct error *err)
{
	struct json *object = json_parse(line, n, err);
	int result = -1;

	MEM_GROW(out->list, out->n, out->cap);
	if (object)
		result = shard_job_read(object, &out->list[out->n], err);
	out->n += result == 0;
	json_free(object);
	return result;
}

static int read_lines(const struct buf *text, struct shard_jobs *out,
		      struct error *err)
{
	const char *at = buf_str(text), *end = at + text->size, *stop;

	for (; at < end; at = stop + 1) {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (!stop || read_line(at, (size_t)(stop - at), out, err) < 0)
			return -1;
	}
	return 0;
}

int shard_plan_jobs(const char *dir, const struct shard_plan *plan, int k,
		    struct shard_jobs *out, struct error *err)
{
	char *path = shard_plan_list(dir, "jobs", k);
	struct buf text = BUF_INIT;
	char is[SHA256_HEX];
	int result = file_read(path, JOBS_MOST, &text, err);

	memset(out, 0, sizeof(*out));
	if (result == 0) {
		sha256_hex(buf_str(&text), text.size, is);
		if (strcmp(is, plan->parts[k - 1].sha256) != 0 ||
		    read_lines(&text, out, err) < 0)
			result = damaged(path, err);
	} else {
		err->kind = ERROR_INPUT;
	}
	buf_release(&text);
	free(path);
	return result;
}
