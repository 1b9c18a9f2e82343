/* SPDX-License-Identifier: MIT */
#include "cmd/run/shard_job.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char *const words[SHARD_KINDS] = {"make", "prints", "query",
					       "pair"};

const char *shard_job_word(enum shard_kind kind)
{
	return words[kind];
}

static void write_face(struct json *object, const char *key,
		       const struct photo_face *f)
{
	struct json *face;

	if (isnan(f->width))
		return;
	face = json_new_object();
	json_set_bits(face, "x", f->x);
	json_set_bits(face, "y", f->y);
	json_set_bits(face, "w", f->width);
	json_set_bits(face, "h", f->height);
	json_set(object, key, face);
}

/* Absent: NAN in every part. */
static void read_face(const struct json *face, struct photo_face *out)
{
	out->x = json_get_bits(face, "x");
	out->y = json_get_bits(face, "y");
	out->width = json_get_bits(face, "w");
	out->height = json_get_bits(face, "h");
}

struct json *shard_job_json(const struct shard_job *job)
{
	struct json *object = json_new_object();

	json_set_str(object, "do", words[job->kind]);
	if (job->kind == SHARD_MAKE || job->kind == SHARD_PRINTS)
		json_set_int(object, "id", job->id);
	json_set_str(object, "photo", job->photo);
	if (job->kind == SHARD_MAKE)
		json_set_str(object, "name", job->name);
	if (job->kind == SHARD_QUERY || job->kind == SHARD_PAIR)
		write_face(object, "face", &job->face);
	if (job->kind == SHARD_PAIR) {
		json_set_str(object, "other", job->other);
		write_face(object, "other_face", &job->other_face);
	}
	return object;
}

/* A hash becomes a path: nothing but 64 hexadecimal digits. */
static int read_hash(const struct json *object, const char *key,
		     char out[SHA256_HEX])
{
	const char *text = json_get_str(object, key);

	if (!text || strlen(text) != SHA256_HEX - 1 ||
	    strspn(text, "0123456789abcdef") != SHA256_HEX - 1)
		return -1;
	memcpy(out, text, SHA256_HEX);
	return 0;
}

static int find_kind(const char *word)
{
	int kind;

	for (kind = 0; word && kind < SHARD_KINDS; kind++)
		if (strcmp(words[kind], word) == 0)
			return kind;
	return -1;
}

int shard_job_read(const struct json *object, struct shard_job *out,
		   struct error *err)
{
	int kind = find_kind(json_get_str(object, "do"));
	const char *name = json_get_str(object, "name");

	memset(out, 0, sizeof(*out));
	if (kind < 0 || read_hash(object, "photo", out->photo) < 0 ||
	    (kind == SHARD_PAIR && read_hash(object, "other", out->other) < 0))
		return error_set(err, ERROR_INPUT, _("a job is damaged"));
	out->kind = (enum shard_kind)kind;
	out->id = json_get_int(object, "id", 0);
	snprintf(out->name, sizeof(out->name), "%s", name ? name : "");
	read_face(json_get(object, "face"), &out->face);
	read_face(json_get(object, "other_face"), &out->other_face);
	return 0;
}

bool shard_job_is_of(const struct shard_job *job, const struct json *result)
{
	struct error ignored = ERROR_INIT;
	struct shard_job of;

	return shard_job_read(result, &of, &ignored) == 0 &&
	       of.kind == job->kind && strcmp(of.photo, job->photo) == 0 &&
	       strcmp(of.other, job->other) == 0;
}
