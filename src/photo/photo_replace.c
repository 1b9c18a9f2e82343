/* SPDX-License-Identifier: MIT */
#include "photo/photo_replace.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "photo/photo_check_file.h"
#include "photo/photo_keep.h"
#include "rules/task_profile.h"
#include "store/case_store.h"
#include "store/file_store.h"
#include "store/photo_store.h"

/* The new photo on its way in. */
struct photo {
	const struct session *session;
	const char *path;
	bool good;
	struct findings findings;
	struct buf bytes;
	char sha256[SHA256_HEX];
	struct photo_made made;
	long long photo_id;
	bool fresh_original, fresh_made; /* files that were not there before */
};

static int choose(const struct photo *r, const struct photo_engine *engine,
		  const char *name, struct profile *out, struct error *err)
{
	if (photo_engine_choose(engine, name, out, err) < 0)
		return -1;
	task_profile_apply(r->session->task, out);
	return 0;
}

static struct photo_input input_of(const struct photo *r)
{
	return (struct photo_input){.bytes = buf_str(&r->bytes),
				    .n = r->bytes.size,
				    .name = r->path,
				    .now = r->session->now};
}

/* Whether the task takes such a photo in at all. */
static int judge_source(struct photo *r, const struct photo_engine *engine,
			struct error *err)
{
	struct photo_input input = input_of(r);
	struct photo_check check;
	struct profile profile;
	struct photo_check_file file = {.profile = &profile, .input = &input};
	int result = 0;

	if (choose(r, engine, r->session->task->accept_profile, &profile, err) <
	    0)
		return -1;
	memset(&check, 0, sizeof(check));
	photo_check_source(engine, &profile, &input, &check);
	findings_append(&r->findings, &check.findings);
	file.source = &check.source;
	if (check.verdict != PHOTO_ERROR)
		photo_check_file_as_sent(&file, &r->findings);
	r->good = findings_worst(&r->findings) != FINDING_ERROR;
	if (check.verdict == PHOTO_ERROR) {
		*err = check.error;
		result = -1;
	}
	photo_check_release(&check);
	return result;
}

static int judge_made(struct photo *r, const struct photo_engine *engine,
		      struct error *err)
{
	struct photo_input input = input_of(r);
	struct profile profile;

	if (choose(r, engine, r->session->task->output_profile, &profile, err) <
	    0)
		return -1;
	photo_make(engine, &profile, NULL, &input, &r->made);
	if (r->made.status == PHOTO_MAKE_ERROR) {
		*err = r->made.error;
		return -1;
	}
	r->good = r->made.status == PHOTO_MADE;
	if (!r->good)
		findings_append(&r->findings, &r->made.source.findings);
	findings_append(&r->findings, &r->made.findings);
	return 0;
}

static int judge(struct photo *r, const struct photo_engine *engine,
		 struct error *err)
{
	r->good = false;
	if (file_read(r->path, FILE_MAX_PICTURE, &r->bytes, err) < 0 ||
	    judge_source(r, engine, err) < 0)
		return -1;
	return r->good ? judge_made(r, engine, err) : 0;
}

static bool is_there(const struct photo *r, enum file_store_room room,
		     const void *bytes, size_t n)
{
	char sha256[SHA256_HEX], *path;
	bool there;

	sha256_hex(bytes, n, sha256);
	path = file_store_path(r->session->store, room, sha256);
	there = file_exists(path);
	free(path);
	return there;
}

static int put_original(struct photo *r, struct error *err)
{
	struct file_store_item item = {.room = FILE_STORE_ORIGINAL,
				       .bytes = buf_str(&r->bytes),
				       .size = r->bytes.size};

	r->fresh_original =
		!is_there(r, FILE_STORE_ORIGINAL, item.bytes, item.size);
	r->fresh_made = !is_there(r, FILE_STORE_MADE, buf_str(&r->made.jpeg),
				  r->made.jpeg.size);
	if (file_store_put(r->session, &item, err) < 0)
		return -1;
	memcpy(r->sha256, item.sha256, SHA256_HEX);
	return 0;
}

static int keep(struct photo *r, const struct student_row *row,
		struct error *err)
{
	struct photo_row photo = {.kind = PHOTO_KIND_SUBMISSION,
				  .file = r->path,
				  .sha256 = r->sha256,
				  .bytes = (long long)r->bytes.size};
	struct owner_link link = {row->student.id, "hand", 1, "[]"};
	struct photo_keep to = {r->session, 0, r->session->task->output_profile,
				""};
	bool added;

	if (put_original(r, err) < 0 ||
	    photo_store_add(r->session, &photo, &added, err) < 0)
		return -1;
	if (!added) {
		r->good = false;
		findings_add_detail(&r->findings, "FIL-SAME-TWICE",
				    path_name(r->path));
		return 0;
	}
	to.photo_id = r->photo_id = photo.id;
	if (photo_store_link(r->session->store, photo.id, &link, err) < 0 ||
	    photo_keep_check(&to, &r->made.source, err) < 0)
		return -1;
	/* Comparing reads both. */
	if (photo_keep_made(&to, &r->made, err) < 0)
		return -1;
	return file_store_settle(r->session->store, err);
}

static void remove_file(const struct photo *r, enum file_store_room room,
			const char *sha256)
{
	char *path = file_store_path(r->session->store, room, sha256);

	unlink(path);
	free(path);
}

static void undo(const struct photo *r)
{
	char made[SHA256_HEX];

	if (r->fresh_original && r->sha256[0])
		remove_file(r, FILE_STORE_ORIGINAL, r->sha256);
	if (r->fresh_made && r->made.jpeg.size) {
		sha256_hex(r->made.jpeg.data, r->made.jpeg.size, made);
		remove_file(r, FILE_STORE_MADE, made);
	}
}

static void release(struct photo *r)
{
	findings_release(&r->findings);
	buf_release(&r->bytes);
	photo_make_release(&r->made);
}

/* The new photo in the old one's place. */
static int put_in_force(const struct photo *photo, struct student_row *row,
			struct error *err)
{
	struct case_store_step step = {.event = CASE_EVENT_REPLACE};
	struct store *store = photo->session->store;

	case_detail_put(step.detail.photo, sizeof(step.detail.photo),
			photo->sha256);
	if (case_store_move(photo->session, row, &step, NULL, err) < 0 ||
	    photo_store_replace(store, row->photo_id, err) < 0)
		return -1;
	row->photo_id = photo->photo_id;
	return student_store_set_photo(store, row->student.id, photo->photo_id,
				       err);
}

/* job->done says whether all of it went well; then it may be committed. */
static int take_in(struct photo_replace *job, struct student_row *row,
		   struct photo *photo, const struct photo_engine *engine,
		   struct error *err)
{
	struct findings found = FINDINGS_INIT;
	int result = keep(photo, row, err);

	if (result < 0 || !photo->good)
		return result;
	result = put_in_force(photo, row, err);
	if (result == 0)
		result = job->compare(job->ctx, engine, row->student.id, &found,
				      err);
	job->done = result == 0 && findings_worst(&found) != FINDING_ERROR;
	findings_append(&job->findings, &found);
	findings_release(&found);
	return result;
}

/* The photo that is in force already takes nobody's place. */
static int refuse_same(struct photo *photo, const struct student_row *row,
		       struct error *err)
{
	struct case_detail now = {.n = 0};
	char sha256[SHA256_HEX];

	if (case_store_photo(photo->session, row, &now, err) < 0)
		return -1;
	sha256_hex(buf_str(&photo->bytes), photo->bytes.size, sha256);
	if (strcmp(now.photo, sha256) != 0)
		return 0;
	photo->good = false;
	findings_add_detail(&photo->findings, "FIL-SAME-TWICE",
			    path_name(photo->path));
	return 0;
}

static int try_photo(struct photo_replace *job, struct student_row *row,
		     struct photo *photo, const struct photo_engine *engine,
		     struct error *err)
{
	const struct session *session = job->session;
	int result = judge(photo, engine, err);

	if (result == 0)
		result = refuse_same(photo, row, err);
	if (result < 0 || !photo->good)
		return result;
	if (store_begin(session->store, err) < 0)
		return -1;
	result = take_in(job, row, photo, engine, err);
	result = store_end(session->store, result,
			   session->dry_run || !job->done, err);
	if (result < 0 || !job->done || session->dry_run)
		undo(photo);
	return result;
}

int photo_replace(struct photo_replace *job, struct student_row *row,
		  struct error *err)
{
	const struct case_store_step step = {.event = CASE_EVENT_REPLACE};
	struct photo photo = {.session = job->session, .path = job->path};
	struct photo_engine *engine = NULL;
	struct gate_answer answer;
	int result;

	job->done = false;
	if (case_store_ask(job->session, row, &step, &answer, err) < 0)
		return -1;
	if (!answer.allowed) {
		gate_finding(&answer, &job->findings);
		return 0;
	}
	result = photo_engine_open(&engine, err);
	if (result == 0)
		result = try_photo(job, row, &photo, engine, err);
	findings_append(&job->findings, &photo.findings);
	photo_engine_close(engine);
	release(&photo);
	return result;
}

void photo_replace_release(struct photo_replace *job)
{
	findings_release(&job->findings);
}
