/* SPDX-License-Identifier: MIT */
#include "photo/photo_export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "rules/redact_text.h"
#include "rules/name_template.h"
#include "rules/task_profile.h"
#include "store/code_store.h"
#include "store/file_store.h"
#include "store/log_store.h"
#include "store/photo_store.h"
#include "store/student_store.h"

struct master {
	struct student_row row;
	char sha256[SHA256_HEX];
	char *file, *name; /* name NULL = refused */
	struct findings findings;
};

struct runner {
	const struct photo_export *job;
	const struct session *session; /* of job */
	char *name;		       /* the template in force */
	struct master *list;
	size_t n, cap, given, shown;
	struct photo_export_counts *counts;
	struct profile profile; /* with the policy of the task */
	char room[PROFILE_NAME + 8];
};

static bool is_chosen(enum case_state state)
{
	return state == CASE_APPROVED || state == CASE_PACKED ||
	       state == CASE_SENT || state == CASE_ONLINE ||
	       state == CASE_CONFIRMED;
}

static int collect(void *ctx, const struct student_row *row, struct error *err)
{
	struct runner *r = ctx;

	(void)err;
	if (!is_chosen(row->state) || !row->photo_id)
		return 0;
	MEM_GROW(r->list, r->n, r->cap);
	memset(&r->list[r->n], 0, sizeof(*r->list));
	r->list[r->n++].row.student.id = row->student.id;
	return 0;
}

static int take_photo(void *ctx, const struct photo_row *photo,
		      struct error *err)
{
	struct master *m = ctx;

	(void)err;
	memcpy(m->sha256, photo->sha256, SHA256_HEX);
	m->file = mem_xstrdup(photo->file);
	return 0;
}

/*
 * All names are made before any photo, so that no time is spent on photos whose
 * name is impossible or used twice.
 */
static int fill(struct runner *r, struct master *m, struct error *err)
{
	struct error why = ERROR_INIT;
	char code[CODE_STORE_KEY + 1] = "";
	struct store *store = r->session->store;

	if (student_store_get(store, m->row.student.id, &m->row, err) < 0 ||
	    photo_store_get(store, m->row.photo_id, take_photo, m, err) < 0 ||
	    (name_template_uses(r->name, "code") &&
	     code_store_key(store, &m->row.student, code, err) < 0))
		return -1;
	m->name = name_template_make(r->name, &m->row.student, code, &why);
	if (!m->name)
		findings_add_detail(&m->findings, "PKG-NAME-EMPTY", why.text);
	return 0;
}

struct key {
	char *fold;
	size_t at;
};

static int compare(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int c = strcmp(x->fold, y->fold);

	return c ? c : (x->at > y->at) - (x->at < y->at);
}

/* The detail is the template, because the name is somebody's number. */
static void refuse(struct runner *r, size_t at)
{
	struct master *m = &r->list[at];

	if (!m->name)
		return;
	findings_add_detail(&m->findings, "PKG-NAME-CLASH", r->name);
	free(m->name);
	m->name = NULL;
}

/* Refuse all that share a name: the program cannot know which is right. */
static void refuse_clashes(struct runner *r)
{
	struct key *keys = mem_xcalloc(r->n + 1, sizeof(*keys));
	size_t i, n = 0;

	for (i = 0; i < r->n; i++)
		if (r->list[i].name)
			keys[n++] = (struct key){text_fold(r->list[i].name), i};
	qsort(keys, n, sizeof(*keys), compare);
	for (i = 1; i < n; i++)
		if (strcmp(keys[i].fold, keys[i - 1].fold) == 0) {
			refuse(r, keys[i].at);
			refuse(r, keys[i - 1].at);
		}
	for (i = 0; i < n; i++)
		free(keys[i].fold);
	free(keys);
}

static int show(struct runner *r, struct photo_export_result *result,
		struct error *err)
{
	result->profile = r->job->profile->name;
	r->shown++;
	r->counts->written += result->path != NULL;
	r->counts->failed += result->failed;
	r->counts->refused += !result->path && !result->failed;
	return r->job->show(r->job->ctx, result, err);
}

/* Report those without a name that come next; no photo is made of them. */
static int show_nameless(struct runner *r, struct error *err)
{
	while (r->shown < r->n && !r->list[r->shown].name) {
		const struct master *m = &r->list[r->shown];
		struct photo_export_result result = {.student = &m->row.student,
						     .findings = &m->findings};

		if (show(r, &result, err) < 0)
			return -1;
	}
	return 0;
}

static int next(void *ctx, struct photo_batch_item *item, struct error *err)
{
	struct runner *r = ctx;
	const struct master *m;

	(void)err;
	while (r->given < r->n && !r->list[r->given].name)
		r->given++;
	if (r->given == r->n)
		return 0;
	m = &r->list[r->given++];
	item->photo_id = m->row.photo_id;
	item->file.name = mem_xstrdup(m->file);
	item->file.path = file_store_path(r->session->store,
					  FILE_STORE_ORIGINAL, m->sha256);
	memcpy(item->file.sha256, m->sha256, SHA256_HEX);
	return 1;
}

static int write_one(const struct runner *r, const char *path,
		     const struct buf *jpeg, struct error *err)
{
	char *folder = path_folder(path);
	int result = 0;

	if (!r->session->dry_run) {
		result = file_mkdirs(folder, 0700, err);
		if (result == 0)
			result = file_write(path, buf_str(jpeg), jpeg->size,
					    0600, err);
	}
	free(folder);
	return result;
}

/* Refuse, because another file or a folder has the name already. */
static void refuse_taken(struct master *m)
{
	struct buf name = BUF_INIT;

	redact_text(&name, m->name);
	findings_add_detail(&m->findings, "PKG-FILE-THERE", buf_str(&name));
	buf_release(&name);
}

/* Findings of the source and of the making: reasons of a refusal, or notes. */
static void gather(struct master *m, const struct photo_made *made)
{
	findings_append(&m->findings, &made->source.findings);
	findings_append(&m->findings, &made->findings);
}

/*
 * Items come in the order of the list, without those that have no name.  These
 * are reported in between, so that the report has the order of the list.
 */
static int done(void *ctx, struct photo_batch_item *item, struct error *err)
{
	struct runner *r = ctx;
	struct photo_export_result result = {.item = item};
	struct master *m;
	char *path;
	int other, code = show_nameless(r, err);

	if (code < 0)
		return -1;
	m = &r->list[r->shown];
	path = path_join(r->job->folder, m->name);
	result.student = &m->row.student;
	result.findings = &m->findings;
	gather(m, &item->made);
	result.failed = item->error.kind != ERROR_NONE ||
			item->made.status == PHOTO_MAKE_ERROR;
	if (!result.failed && item->made.status == PHOTO_MADE) {
		other = r->job->force
				? 0
				: file_is_other(path, buf_str(&item->made.jpeg),
						item->made.jpeg.size, err);
		result.path = other ? NULL : path;
		if (other > 0)
			refuse_taken(m);
		code = other ? (other < 0 ? -1 : 0)
			     : write_one(r, path, &item->made.jpeg, err);
	}
	if (code == 0)
		code = show(r, &result, err);
	free(path);
	if (code == 0)
		code = photo_sheet_add(r->job->sheet, item, result.student,
				       err);
	return code;
}

static int make_all(struct runner *r, struct error *err)
{
	const struct photo_export *job = r->job;
	struct photo_batch batch = {
		.job = PHOTO_BATCH_MAKE,
		.engine = job->engine,
		.profile = &r->profile,
		.options = job->options,
		.preview = photo_sheet_preview(job->sheet),
		.now = job->session->now,
		.jobs = job->session->jobs,
		.next = next,
		.done = done,
		.ctx = r,
	};

	if (photo_batch_run(&batch, err) < 0)
		return -1;
	return show_nameless(r, err);
}

/* Log what was written, even if the export was interrupted. */
static int log_export(const struct runner *r, struct error *err)
{
	const struct photo_export *job = r->job;
	char detail[160];

	if (job->session->dry_run || !r->shown)
		return 0;
	snprintf(detail, sizeof(detail),
		 "profile=%s written=%ld refused=%ld failed=%ld",
		 job->profile->name, r->counts->written, r->counts->refused,
		 r->counts->failed);
	return log_store_run(job->session, "photo-export", detail, err);
}

static int choose_name(struct runner *r, struct error *err)
{
	const char *usual = r->job->profile->file_name;

	snprintf(r->room, sizeof(r->room), "%s.jpg", *usual ? usual : "{xh}");
	r->name = name_template_of_task(r->job->name ? r->job->name : r->room,
					r->session->task->feature_code, err);
	if (!r->name || name_template_check(r->name, err) < 0)
		return -1;
	if (!path_has_extension(r->name, ".jpg") &&
	    !path_has_extension(r->name, ".jpeg"))
		return error_set(err, ERROR_USAGE,
				 _("the name \"%s\" does not end in .jpg"),
				 r->name);
	return 0;
}

static int run(struct runner *r, struct error *err)
{
	const struct photo_export *job = r->job;
	struct error second = ERROR_INIT;
	int result;
	size_t i;

	if (photo_make_check(&r->profile, job->options, err) < 0 ||
	    choose_name(r, err) < 0 ||
	    student_store_each(job->session, job->filter, collect, r, err) < 0)
		return -1;
	for (i = 0; i < r->n; i++)
		if (fill(r, &r->list[i], err) < 0)
			return -1;
	if (r->n == 0)
		return error_set(err, ERROR_POLICY,
				 _("no approved case to export; see review "
				   "list"));
	refuse_clashes(r);
	r->counts->total = (long)r->n;
	if (job->total)
		job->total(job->ctx, r->counts->total);
	/* An error of the log must not hide the error of the export. */
	result = make_all(r, err);
	if (log_export(r, result < 0 ? &second : err) < 0)
		return -1;
	return result;
}

int photo_export(const struct photo_export *job,
		 struct photo_export_counts *counts, struct error *err)
{
	struct runner r = {
		.job = job, .session = job->session, .counts = counts};
	int result;
	size_t i;

	memset(counts, 0, sizeof(*counts));
	r.profile = *job->profile;
	task_profile_apply(job->session->task, &r.profile);
	if (photo_sheet_open(job->sheet, err) < 0)
		return -1;
	result = photo_sheet_end(job->sheet, run(&r, err), err);
	for (i = 0; i < r.n; i++) {
		student_store_release(&r.list[i].row);
		findings_release(&r.list[i].findings);
		free(r.list[i].file);
		free(r.list[i].name);
	}
	free(r.list);
	free(r.name);
	return result;
}
