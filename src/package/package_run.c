/* SPDX-License-Identifier: MIT */
#include "package/package_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/case_store.h"
#include "store/code_store.h"
#include "store/file_store.h"
#include "store/log_store.h"
#include "store/package_store.h"

struct packed {
	struct student_row row;
	struct delivery photo;
	struct code_hand code;
	struct buf code_base64;
	char code_key[CODE_STORE_KEY + 1];
	char *path;
	struct findings findings;
	bool refused; /* by policy */
	bool unfit;   /* its photo, for the recipient */
};

struct runner {
	const struct package_run *run;
	const struct session *session; /* of run */
	struct packed *list;
	size_t n, cap;
};

/* One approval, many recipients: what one of them got another may get. */
static bool is_chosen(const struct runner *r, const struct student_row *row)
{
	switch (row->state) {
	case CASE_APPROVED:
		return true;
	case CASE_PACKED:
	case CASE_SENT:
	case CASE_ONLINE:
	case CASE_CONFIRMED:
		return r->run->again;
	default:
		return false;
	}
}

static int collect(void *ctx, const struct student_row *row, struct error *err)
{
	struct runner *r = ctx;

	(void)err;
	if (!is_chosen(r, row))
		return 0;
	MEM_GROW(r->list, r->n, r->cap);
	memset(&r->list[r->n], 0, sizeof(*r->list));
	r->list[r->n++].row.student.id = row->student.id;
	return 0;
}

/*
 * The student as packages tell of him: what the code gives where the roster
 * lacks it, and the grade, which is the year of entering (2022级).
 */
static void complete(struct packed *p)
{
	struct student *s = &p->row.student;
	const char *entered = student_get(s, STUDENT_rxrq);
	char year[5];

	if (p->code.serial[0])
		student_set(s, STUDENT_wybh, p->code.serial);
	if (*student_get(s, STUDENT_nj) || strlen(entered) < 4)
		return;
	snprintf(year, sizeof(year), "%.4s", entered);
	student_set(s, STUDENT_nj, year);
}

static int fill(struct runner *r, struct packed *p, struct error *err)
{
	long long id = p->row.student.id;

	if (student_store_get(r->session->store, id, &p->row, err) < 0 ||
	    code_store_hand(r->session->store, &p->row.student, &p->code, err) <
		    0)
		return -1;
	code_store_hand_key(&p->code, p->code_key);
	complete(p);
	if (p->code.has && r->run->profile->code_payload)
		base64_encode(p->code.payload.data, p->code.payload.size,
			      &p->code_base64);
	p->photo = (struct delivery){
		.student_id = id,
		.photo_id = p->row.photo_id,
		.findings = &p->findings,
	};
	return 0;
}

/*
 * A case that was packed before stays as it is: building once more, for the
 * recipient who lost it or for another one, is no step of the case.
 */
static int store_one(struct runner *r, struct packed *p, long long package_id,
		     const struct package_entry *entry, struct error *err)
{
	struct case_store_step step = {.event = CASE_EVENT_PACK};
	struct package_entry_row row = {package_id, p->row.student.id,
					p->photo.made_id, entry->name,
					p->photo.sha256};

	if (package_store_add_entry(r->session->store, &row, err) < 0)
		return -1;
	if (p->row.state != CASE_APPROVED)
		return 0;
	case_detail_put(step.detail.what, sizeof(step.detail.what),
			path_name(r->run->stem));
	return case_store_move(r->session, &p->row, &step, NULL, err);
}

/* Names without folders: they are handed on, and lie elsewhere then. */
static char *files_json(const struct package_result *result)
{
	struct json *array = json_new_array();
	size_t i;

	for (i = 0; i < result->n_files; i++)
		json_add_str(array, path_name(result->files[i].path));
	return json_line(array);
}

static int store_package(struct runner *r, const struct package_result *result,
			 long long *id, struct error *err)
{
	char *files = files_json(result);
	struct package_row row = {
		.name = path_name(r->run->stem),
		.profile = r->run->profile->id,
		.files = files,
		.entries = (long long)result->packed,
		.bytes = result->bytes,
	};
	int code = package_store_add(r->session->store, r->session->task, &row,
				     r->session->now, err);

	*id = row.id;
	free(files);
	return code;
}

static int store_all(struct runner *r, const struct package_result *result,
		     struct error *err)
{
	long long id;
	size_t i;

	if (!result->packed)
		return 0;
	if (store_package(r, result, &id, err) < 0)
		return -1;
	for (i = 0; i < r->n; i++)
		if (result->entries[i].name &&
		    store_one(r, &r->list[i], id, &result->entries[i], err) < 0)
			return -1;
	return 0;
}

static int show_all(struct runner *r, const struct package_result *result,
		    struct error *err)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		const struct packed *p = &r->list[i];
		struct package_shown shown = {
			.student = &p->row.student,
			.entry = result->entries ? result->entries[i].name
						 : NULL,
			.findings = &p->findings,
			.refused = p->refused,
		};

		if (r->run->show(r->run->ctx, &shown, err) < 0)
			return -1;
	}
	return 0;
}

/* Payment, code and its faults are asked again where photos leave. */
static int ask_gate(struct runner *r, size_t *allowed, struct error *err)
{
	const struct case_store_step step = {.event = CASE_EVENT_PACK};
	struct gate_answer answer;
	size_t i;

	*allowed = 0;
	for (i = 0; i < r->n; i++) {
		struct packed *p = &r->list[i];
		struct student_row row = p->row;

		/* packed before: asked as if it were not */
		row.state = CASE_APPROVED;
		if (case_store_ask(r->session, &row, &step, &answer, err) < 0)
			return -1;
		p->refused = !answer.allowed;
		*allowed += answer.allowed;
		if (p->refused)
			gate_finding(&answer, &p->findings);
	}
	return 0;
}

static int build(struct runner *r, struct package_result *result,
		 struct error *err)
{
	const struct package_run *run = r->run;
	struct package_item *items = mem_xcalloc(r->n, sizeof(*items));
	char anchor[LOG_STORE_ANCHOR];
	struct package_job job = {
		.profile = run->profile,
		.items = items,
		.n = r->n,
		.stem = run->stem,
		.at = run->session->now,
		.thumbnails = run->thumbnails,
		.password = run->password,
		.max_bytes = run->max_bytes,
		.max_count = run->max_count,
		.anchor = anchor,
		.dry_run = run->session->dry_run,
	};
	size_t i;
	int code = log_store_anchor(run->session->store, anchor, err);

	for (i = 0; i < r->n; i++) {
		struct packed *p = &r->list[i];

		items[i].student = &p->row.student;
		items[i].code_key = p->code_key[0] ? p->code_key : NULL;
		items[i].code = &p->code;
		items[i].code_base64 = buf_str(&p->code_base64);
		items[i].photo_path = p->path;
		memcpy(items[i].sha256, p->photo.sha256, SHA256_HEX);
		items[i].findings = &p->findings;
		items[i].left_out = p->refused || p->unfit;
		items[i].planned_bytes = p->photo.unkept ? p->photo.bytes : 0;
	}
	if (code == 0)
		code = package_build(&job, result, err);
	free(items);
	return code;
}

/* The files first, then the rows: a row never names a file that is not. */
static int build_and_store(struct runner *r, struct package_result *result,
			   struct error *err)
{
	struct store *store = r->session->store;

	if (build(r, result, err) < 0)
		return -1;
	if (r->session->dry_run)
		return 0;
	if (store_begin(store, err) < 0)
		return -1;
	return store_end(store, store_all(r, result, err), false, err);
}

/* What holds the photo back, and nothing else, is the case's reason. */
static void judge_photo(const struct runner *r, struct packed *p)
{
	struct findings *all = &p->findings;
	size_t i, n = 0;

	for (i = 0; i < all->n; i++) {
		if (!package_profile_refuses(r->run->profile, &all->list[i]))
			continue;
		all->list[i].severity = FINDING_ERROR;
		all->list[n++] = all->list[i];
	}
	all->n = n;
	p->unfit = n > 0;
	p->path =
		file_store_path(r->session->store, FILE_STORE_MADE,
				p->photo.sha256[0] ? p->photo.sha256 : "none");
}

/* Of those alone that policy lets go: making costs time. */
static int deliver(struct runner *r, struct error *err)
{
	struct delivery *list = mem_xcalloc(r->n + 1, sizeof(*list));
	size_t i, n = 0;
	int result;

	for (i = 0; i < r->n; i++)
		if (!r->list[i].refused && r->list[i].row.photo_id)
			list[n++] = r->list[i].photo;
	result = r->run->deliver(r->run->ctx, list, n, err);
	for (i = n = 0; i < r->n; i++)
		if (!r->list[i].refused && r->list[i].row.photo_id)
			r->list[i].photo = list[n++];
	free(list);
	for (i = 0; i < r->n && result == 0; i++)
		if (!r->list[i].refused)
			judge_photo(r, &r->list[i]);
	return result;
}

static int run_all(struct runner *r, struct package_result *result,
		   struct error *err)
{
	size_t i, allowed;

	for (i = 0; i < r->n; i++)
		if (fill(r, &r->list[i], err) < 0)
			return -1;
	if (r->n == 0)
		return error_set(err, ERROR_POLICY,
				 _("no approved case to pack; see review "
				   "list, or --again for those packed before"));
	/* Before a file is touched: the old package of that name stays. */
	if (package_store_check_name(r->session->store, r->session->task,
				     path_name(r->run->stem), err) < 0)
		return -1;
	if (ask_gate(r, &allowed, err) < 0)
		return -1;
	result->by_policy = r->n - allowed;
	if (!allowed)
		result->refused = r->n;
	else if (deliver(r, err) < 0 || build_and_store(r, result, err) < 0)
		return -1;
	return show_all(r, result, err);
}

int package_run(const struct package_run *run, struct package_result *result,
		struct error *err)
{
	struct runner r = {
		.run = run,
		.session = run->session,
	};
	int code;
	size_t i;

	memset(result, 0, sizeof(*result));
	code = student_store_each(run->session, run->filter, collect, &r, err);
	if (code == 0)
		code = run_all(&r, result, err);
	for (i = 0; i < r.n; i++) {
		student_store_release(&r.list[i].row);
		code_store_hand_release(&r.list[i].code);
		buf_release(&r.list[i].code_base64);
		findings_release(&r.list[i].findings);
		free(r.list[i].path);
	}
	free(r.list);
	return code;
}
