/* SPDX-License-Identifier: MIT */
#include "photo/photo_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/id_set.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/picture/photo_decode.h"
#include "photo/photo_check_file.h"
#include "photo/photo_import_find.h"
#include "photo/photo_import_gate.h"
#include "store/case_store.h"
#include "store/file_store.h"
#include "store/log_store.h"
#include "store/owner_store.h"
#include "store/photo_store.h"

enum { CHUNK = 100 };

struct item {
	struct intake_item file;
	struct photo_decode_info source;
	struct error error;
};

/*
 * The workers only read the file and look at its header, so that a file which
 * is not a picture is reported at once.  The photo itself is judged by photo
 * check, which can be repeated with another profile.
 */
struct runner {
	const struct photo_import *import;
	const struct session *session; /* of import */
	struct intake *intake;
	struct photo_import_counts *counts;
	struct file_name_index *owners;
	bool submission;
	struct photo_import_gate gate; /* of submissions */
	const struct item
		*item;	     /* being imported; NULL = in the store already */
	long long owner;     /* of a file sent again; 0 = find by name */
	struct id_set given; /* students that got a photo in this run */
	long delivered;
};

const char *photo_import_status_name(enum photo_import_status status)
{
	static const char *const names[] = {"added", "waiting", "known",
					    "refused", "failed"};

	return names[status];
}

static int next(void *ctx, void *item, struct error *err)
{
	struct runner *r = ctx;

	return intake_next(r->intake, &((struct item *)item)->file, err);
}

static void work(void *item, void *scratch)
{
	struct item *it = item;

	(void)scratch;
	intake_load(&it->file);
	it->error = it->file.error;
	if (it->error.kind == ERROR_NONE)
		photo_decode_peek(buf_str(&it->file.bytes), it->file.bytes.size,
				  &it->source, &it->error);
}

/* A stored photo that is to be given to its student. */
struct gift {
	const struct photo_row *photo;
	const struct file_name_match *match;
	struct photo_import_result *result;
	struct student_row row; /* the student, once it is known who */
	struct error why;	/* why the gate refused it */
};

/* Make the photo the submission in force; the case becomes "raw" again. */
static int put_in_force(struct runner *r, struct gift *gift, struct error *err)
{
	struct case_store_step step = {.event = CASE_EVENT_PHOTO};
	struct gate_answer answer = {.code = NULL};
	struct student_row *row = &gift->row;

	case_detail_put(step.detail.photo, sizeof(step.detail.photo),
			gift->photo->sha256);
	step.fault = photo_import_gate_fault(&gift->result->findings);
	if (case_store_move(r->session, row, &step, &answer, err) < 0) {
		if (answer.code &&
		    !findings_has(&gift->result->findings, answer.code))
			gate_finding(&answer, &gift->result->findings);
		return -1;
	}
	/* The old photo becomes "replaced", or stays "rejected" if it was, … */
	if (row->photo_id &&
	    photo_store_replace(r->session->store, row->photo_id, err) < 0)
		return -1;
	/* … but if the same photo was sent again, it becomes current. */
	if (photo_store_set_state(r->session->store, gift->photo->id, "current",
				  err) < 0)
		return -1;
	return student_store_set_photo(r->session->store, row->student.id,
				       gift->photo->id, err);
}

static int link_photo(struct runner *r, struct gift *gift, const char *by,
		      double confidence, struct error *err)
{
	/*
	 * The findings are written before the gate is asked, which may add its
	 * refusal to them: settle() stores that.
	 */
	char *text = findings_json_text(&gift->result->findings);
	struct owner_link link = {gift->row.student.id, by, confidence, text};
	int result = 0;

	if (r->submission)
		result = put_in_force(r, gift, err);
	if (result == 0)
		result = photo_store_link(r->session->store, gift->photo->id,
					  &link, err);
	free(text);
	return result;
}

/*
 * The submission window also applies to a photo whose student is not known yet;
 * whose it is may be decided after the window.
 */
static void refuse_outside(const struct runner *r, struct gift *gift)
{
	struct gate_answer answer;

	gate_window(r->session->task, session_gate_time(r->session), &answer);
	if (!r->submission || answer.allowed)
		return;
	gate_finding(&answer, &gift->result->findings);
	gift->why = answer.why;
	gift->result->status = PHOTO_IMPORT_REFUSED;
	gift->result->error = &gift->why;
}

/* A refusal by a rule concerns only this file; any other error ends the run. */
static int give_to(struct runner *r, struct gift *gift, long long owner,
		   struct error *err)
{
	const struct file_name_match *match = gift->match;
	struct photo_import_result *result = gift->result;
	struct buf by = BUF_INIT;
	int code = 0;

	if (match->sure && match->list[0].id == owner)
		file_name_reasons(match->list[0].by, &by);
	else
		buf_adds(&by, "hand");
	if (link_photo(r, gift, buf_str(&by),
		       match->sure ? match->list[0].confidence : 1,
		       &gift->why) == 0) {
		result->status = PHOTO_IMPORT_ADDED;
		id_set_add(&r->given, gift->row.student.id);
	} else if (gift->why.kind == ERROR_POLICY) {
		result->status = PHOTO_IMPORT_REFUSED;
		result->error = &gift->why;
	} else {
		*err = gift->why;
		code = -1;
	}
	buf_release(&by);
	return code;
}

/* Decide whose photo it is and store that; gift->result says what happened. */
static int give(struct runner *r, struct gift *gift, struct error *err)
{
	const struct file_name_match *match = gift->match;
	struct photo_import_result *result = gift->result;
	long long owner = r->owner;

	result->status = PHOTO_IMPORT_WAITING;
	if (!owner && match->sure)
		owner = match->list[0].id;
	if (!owner) {
		refuse_outside(r, gift);
		return 0;
	}
	if (student_store_get(r->session->store, owner, &gift->row, err) < 0)
		return -1;
	result->student = &gift->row.student;
	/*
	 * When a run has two files of the same student, the program cannot know
	 * which one is meant, and the order of the files must not decide.
	 */
	if (r->submission && id_set_has(&r->given, gift->row.student.id)) {
		findings_add(&result->findings, "FIL-TWICE");
		return 0;
	}
	return give_to(r, gift, owner, err);
}

static void count(struct photo_import_counts *c,
		  enum photo_import_status status)
{
	c->total++;
	c->added += status == PHOTO_IMPORT_ADDED;
	c->waiting += status == PHOTO_IMPORT_WAITING;
	c->known += status == PHOTO_IMPORT_KNOWN;
	c->refused += status == PHOTO_IMPORT_REFUSED;
	c->failed += status == PHOTO_IMPORT_FAILED;
}

/* Judge the photo from the file being imported, or from the store. */
static int judge(struct runner *r, const struct photo_row *photo,
		 struct findings *out, struct error *err)
{
	struct photo_input input = {.name = photo->file,
				    .now = r->session->now};
	struct photo_decode_info source;
	struct buf bytes = BUF_INIT;
	int result = 0;

	if (!r->submission)
		return 0;
	if (r->item) {
		input.bytes = buf_str(&r->item->file.bytes);
		input.n = r->item->file.bytes.size;
		photo_import_gate_judge(&r->gate, &r->item->source, &input,
					out);
		return 0;
	}
	if (file_store_read(r->session->store, FILE_STORE_ORIGINAL,
			    photo->sha256, &bytes, err) < 0 ||
	    photo_decode_peek(buf_str(&bytes), bytes.size, &source, err) < 0) {
		result = -1;
	} else {
		input.bytes = buf_str(&bytes);
		input.n = bytes.size;
		if (date_time_parse(photo->imported_at, &input.now) < 0)
			input.now = r->session->now;
		photo_import_gate_judge(&r->gate, &source, &input, out);
	}
	buf_release(&bytes);
	return result;
}

/* New findings, and whether they differ from those in the store. */
struct said {
	const char *now;
	bool is_new;
};

static int look_said(void *ctx, const struct photo_row *row, struct error *err)
{
	struct said *said = ctx;

	(void)err;
	said->is_new = strcmp(said->now, row->findings) != 0;
	return 0;
}

/*
 * A photo that came and was refused is an event, too; its row and its bytes are
 * kept.  keep_why() calls this only for new findings, so that a folder which is
 * read every night gets one row in the log and not one each night.
 */
static int log_refused(struct runner *r, const struct photo_row *photo,
		       const struct photo_import_result *result,
		       struct error *err)
{
	struct case_detail detail = {.note = NULL};
	struct findings why = FINDINGS_INIT;
	struct buf text = BUF_INIT;
	char *note;
	size_t i;
	int code;

	for (i = 0; i < result->findings.n; i++)
		if (result->findings.list[i].severity == FINDING_ERROR)
			*findings_copy(&why) = result->findings.list[i];
	note = findings_json_text(&why);
	detail.note = note;
	case_detail_put(detail.photo, sizeof(detail.photo), photo->sha256);
	case_detail_write(&detail, &text);
	code = log_store_note(r->session,
			      result->student ? result->student->id : 0,
			      "photo-refused", buf_str(&text), err);
	buf_release(&text);
	findings_release(&why);
	free(note);
	return code;
}

/*
 * Store why the photo waits or was refused, for those who ask later.  A photo
 * that was sent again and refused keeps its owner.
 */
static int keep_why(struct runner *r, const struct photo_row *photo,
		    const struct photo_import_result *result, struct error *err)
{
	struct owner_link link = {.by = ""};
	struct said said;
	char *text;
	int code;

	if (!result->findings.n || r->owner ||
	    result->status == PHOTO_IMPORT_ADDED)
		return 0;
	text = findings_json_text(&result->findings);
	link.findings = said.now = text;
	code = photo_store_get(r->session->store, photo->id, look_said, &said,
			       err);
	if (code == 0 && said.is_new)
		code = photo_store_link(r->session->store, photo->id, &link,
					err);
	if (code == 0 && said.is_new && result->status == PHOTO_IMPORT_REFUSED)
		code = log_refused(r, photo, result, err);
	free(text);
	return code;
}

/* Match one stored photo, give it to its student, and report the result. */
static int settle(struct runner *r, const struct photo_row *photo, bool known,
		  struct error *err)
{
	struct photo_import_result result = {.file = photo->file,
					     .sha256 = photo->sha256,
					     .source = r->item ? &r->item->file
							       : NULL};
	struct file_name_match match;
	struct gift gift = {.photo = photo, .match = &match, .result = &result};
	int code = 0;

	file_name_match(r->owners, photo->file, &match);
	result.match = &match;
	if (known) {
		result.status = PHOTO_IMPORT_KNOWN;
	} else {
		photo_import_find_name(&match, &result.findings);
		photo_import_find_packed(r->item ? &r->item->file : NULL,
					 &result.findings);
		code = photo_import_find_twin(r->session, photo,
					      &result.findings, err);
		if (code == 0)
			code = judge(r, photo, &result.findings, err);
		if (code == 0)
			code = give(r, &gift, err);
	}
	if (code == 0)
		code = keep_why(r, photo, &result, err);
	count(r->counts, result.status);
	if (code == 0)
		code = r->import->show(r->import->ctx, &result, err);
	findings_release(&result.findings);
	student_store_release(&gift.row);
	return code;
}

static int tell_failure(struct runner *r, const struct item *it,
			struct error *err)
{
	struct photo_import_result result = {
		.file = it->file.name,
		.source = &it->file,
		.status = PHOTO_IMPORT_FAILED,
		.error = &it->error,
	};
	int code;

	if (it->file.finding)
		findings_add_detail(&result.findings, it->file.finding,
				    path_name(it->file.name));
	else
		photo_check_file_broken(&it->source, it->file.name, &it->error,
					&result.findings);
	count(r->counts, result.status);
	code = r->import->show(r->import->ctx, &result, err);
	findings_release(&result.findings);
	return code;
}

static int keep_bytes(struct runner *r, const struct buf *bytes,
		      char sha256[SHA256_HEX], struct error *err)
{
	struct file_store_item item = {.room = FILE_STORE_ORIGINAL,
				       .bytes = buf_str(bytes),
				       .size = bytes->size};
	int result = r->session->dry_run
			     ? file_store_note(r->session, &item, err)
			     : file_store_put(r->session, &item, err);

	memcpy(sha256, item.sha256, SHA256_HEX);
	return result;
}

struct known {
	bool refused;
	long long owner;
};

static int look_known(void *ctx, const struct photo_row *row, struct error *err)
{
	struct findings all = FINDINGS_INIT;
	struct known *known = ctx;

	(void)err;
	findings_from_text(row->findings, &all);
	known->owner = row->student_id;
	known->refused =
		!row->student_id && findings_worst(&all) == FINDING_ERROR;
	findings_release(&all);
	return 0;
}

/*
 * A file that was refused is tried again when it comes again, unless a later
 * photo of its student was taken since: otherwise a folder that is read every
 * night could replace the newer photo with the older one.
 */
static int is_refused_still(struct runner *r, const struct photo_row *photo,
			    bool *known, struct error *err)
{
	struct file_name_match match;
	struct student_row row;

	file_name_match(r->owners, photo->file, &match);
	if (!match.sure)
		return 0;
	if (student_store_get(r->session->store, match.list[0].id, &row, err) <
	    0)
		return -1;
	*known = row.photo_id > photo->id;
	student_store_release(&row);
	return 0;
}

/* Decide what to do with a file that is in the store already. */
static int meet_again(struct runner *r, const struct photo_row *photo,
		      bool *known, struct error *err)
{
	struct known was = {false, 0};

	if (photo_store_get(r->session->store, photo->id, look_known, &was,
			    err) < 0)
		return -1;
	*known = !r->import->again;
	if (r->import->again)
		r->owner = was.owner;
	else if (r->submission && was.refused)
		return is_refused_still(r, photo, known, err);
	return 0;
}

static int done(void *ctx, void *item, struct error *err)
{
	struct runner *r = ctx;
	struct item *it = item;
	char sha256[SHA256_HEX];
	struct photo_row photo = {
		.kind = r->import->kind,
		.file = it->file.name,
		.sha256 = sha256,
		.bytes = (long long)it->file.bytes.size,
	};
	bool added, known = false;

	if (it->error.kind != ERROR_NONE)
		return tell_failure(r, it, err);
	/*
	 * Store the bytes before the row, so that no row names a missing file.
	 * If the run is killed in between, the file without a row is found by
	 * its hash next time.
	 */
	if (keep_bytes(r, &it->file.bytes, sha256, err) < 0 ||
	    photo_store_add(r->session, &photo, &added, err) < 0)
		return -1;
	r->item = it;
	r->owner = 0;
	if (!added && meet_again(r, &photo, &known, err) < 0)
		return -1;
	if (settle(r, &photo, known, err) < 0)
		return -1;
	if (++r->delivered % CHUNK || r->session->dry_run)
		return 0;
	return store_checkpoint(r->session->store, err);
}

static void discard(void *item)
{
	intake_item_release(&((struct item *)item)->file);
}

static int start(struct runner *r, const struct photo_import *im,
		 struct photo_import_counts *counts, struct error *err)
{
	memset(r, 0, sizeof(*r));
	memset(counts, 0, sizeof(*counts));
	r->import = im;
	r->session = im->session;
	r->counts = counts;
	r->submission = im->kind == PHOTO_KIND_SUBMISSION;
	if (!im->session->task->open)
		return error_set(err, ERROR_POLICY, _("task %s is closed"),
				 im->session->task->name);
	if (r->submission &&
	    photo_import_gate_open(im->session->task, &r->gate, err) < 0)
		return -1;
	r->owners = owner_store_index(r->session, err);
	if (!r->owners)
		return -1;
	return store_begin(r->session->store, err);
}

static int finish(struct runner *r, int result, struct error *err)
{
	result = store_end_batch(r->session->store, result, r->session->dry_run,
				 err);
	file_name_index_free(r->owners);
	id_set_release(&r->given);
	return result;
}

int photo_import(const struct photo_import *import, struct intake *intake,
		 struct photo_import_counts *counts, struct error *err)
{
	static const struct batch shape = {
		.next = next,
		.work = work,
		.done = done,
		.discard = discard,
		.item_size = sizeof(struct item),
	};
	struct runner r;
	int result;

	if (start(&r, import, counts, err) < 0) {
		file_name_index_free(r.owners);
		return -1;
	}
	r.intake = intake;
	result = batch_run(&shape, &r, r.session->jobs, err);
	return finish(&r, result, err);
}

struct waiting {
	struct {
		long long id;
		char *file, sha256[SHA256_HEX];
		char imported_at[40];
	} * list;
	size_t n, cap;
};

static int collect_waiting(void *ctx, const struct photo_row *row,
			   struct error *err)
{
	struct waiting *w = ctx;

	(void)err;
	/* What a person took from a student is not given back by name. */
	if (row->student_id || strcmp(row->matched_by, "undo") == 0)
		return 0;
	MEM_GROW(w->list, w->n, w->cap);
	w->list[w->n].id = row->id;
	w->list[w->n].file = mem_xstrdup(row->file);
	memcpy(w->list[w->n].sha256, row->sha256, SHA256_HEX);
	snprintf(w->list[w->n].imported_at, sizeof(w->list->imported_at), "%s",
		 row->imported_at);
	w->n++;
	return 0;
}

int photo_import_match(const struct photo_import *import,
		       struct photo_import_counts *counts, struct error *err)
{
	struct waiting waiting = {NULL, 0, 0};
	struct runner r;
	int result = start(&r, import, counts, err);
	size_t i;

	if (result < 0) {
		file_name_index_free(r.owners);
		return -1;
	}
	result = photo_store_each(r.session, import->kind, collect_waiting,
				  &waiting, err);
	for (i = 0; i < waiting.n; i++) {
		struct photo_row photo = {
			.id = waiting.list[i].id,
			.kind = import->kind,
			.file = waiting.list[i].file,
			.sha256 = waiting.list[i].sha256,
			.imported_at = waiting.list[i].imported_at,
		};

		if (result == 0)
			result = settle(&r, &photo, false, err);
		free(waiting.list[i].file);
	}
	free(waiting.list);
	return finish(&r, result, err);
}

struct assign {
	struct runner *r;
	struct gift *gift;
};

static int assign_photo(void *ctx, const struct photo_row *photo,
			struct error *err)
{
	struct assign *a = ctx;

	if (photo->kind != a->r->import->kind)
		return error_set(err, ERROR_USAGE,
				 _("photo %.12s is no %s photo"), photo->sha256,
				 photo_kind_names[a->r->import->kind]);
	if (judge(a->r, photo, &a->gift->result->findings, err) < 0)
		return -1;
	a->gift->photo = photo;
	return link_photo(a->r, a->gift, "hand", 1, err);
}

int photo_import_assign(const struct photo_import *import, long long photo_id,
			long long student_id,
			struct photo_import_counts *counts, struct error *err)
{
	struct photo_import_result told = {.file = NULL};
	struct gift gift = {.result = &told};
	struct runner r;
	struct assign assign = {&r, &gift};
	int result = start(&r, import, counts, err);

	if (result < 0) {
		file_name_index_free(r.owners);
		return -1;
	}
	result =
		student_store_get(r.session->store, student_id, &gift.row, err);
	if (result == 0) {
		result = photo_store_get(r.session->store, photo_id,
					 assign_photo, &assign, err);
		student_store_release(&gift.row);
	}
	findings_release(&told.findings);
	counts->total = counts->added = result == 0;
	return finish(&r, result, err);
}
