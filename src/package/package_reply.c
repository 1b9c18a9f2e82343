/* SPDX-License-Identifier: MIT */
#include "package/package_reply.h"

#include <stdio.h>
#include <string.h>

#include "base/id_set.h"
#include "base/sha256.h"
#include "package/package_handed.h"
#include "rules/redact_text.h"
#include "store/case_store.h"
#include "store/log_store.h"

static const char *const statuses[] = {
	[PACKAGE_REPLY_OK] = "ok",
	[PACKAGE_REPLY_UNKNOWN] = "unknown",
	[PACKAGE_REPLY_DUPLICATE] = "duplicate",
	[PACKAGE_REPLY_MISMATCH] = "mismatch",
	[PACKAGE_REPLY_REFUSED] = "refused",
};

static const struct {
	enum case_event good, bad; /* CASE_EVENT_COUNT = nothing moves */
	bool good_unsaid;	   /* a row without a result is a good one */
	const char *log;
} kinds[] = {
	[PACKAGE_REPLY_RECEIPT] = {CASE_EVENT_SEND, CASE_EVENT_BOUNCE, true,
				   "package-receipt"},
	[PACKAGE_REPLY_BOUNCE] = {CASE_EVENT_COUNT, CASE_EVENT_BOUNCE, false,
				  "package-bounce"},
	[PACKAGE_REPLY_ONLINE] = {CASE_EVENT_ONLINE, CASE_EVENT_BOUNCE, true,
				  "package-online"},
	[PACKAGE_REPLY_DISPUTE] = {CASE_EVENT_COUNT, CASE_EVENT_DISPUTE, false,
				   "package-dispute"},
};

struct replier {
	const struct package_reply *how;
	const struct session *session; /* of how */
	struct package_reply_counts *counts;
	struct package_handed_list handed;
	struct id_set students, packages; /* that the list has */
	char list[SHA256_HEX];		  /* the list's bytes */
	date_time before; /* when the same list moved cases; 0 = never */
};

/* A row on its way. */
struct reply {
	const struct package_reply_row *row;
	struct student_row student; /* where id is not 0 */
	long long id;
	enum package_reply_status status;
	bool moved;
	struct findings findings;
};

const char *package_reply_status_name(enum package_reply_status status)
{
	return statuses[status];
}

static void find_fault(struct reply *reply, enum package_reply_status status,
		       const char *code, const char *detail)
{
	reply->status = status;
	findings_add_detail(&reply->findings, code, detail);
}

static int find_number(const struct replier *r, const char *number,
		       long long *id, struct error *err)
{
	struct error why = ERROR_INIT;
	struct student_row row;
	int found = 0;

	*id = 0;
	if (*number)
		found = student_store_find(r->session->store, r->session->task,
					   number, &row, &why);
	if (found > 0) {
		*id = row.student.id;
		student_store_release(&row);
	}
	/* ERROR_POLICY: a number of several is nobody's for certain */
	if (found >= 0 || why.kind == ERROR_POLICY)
		return 0;
	*err = why;
	return -1;
}

/* Whom each column of the row means; 0 = nobody, or not given. */
struct meant {
	long long number, serial, file, hash;
};

static int look_up(const struct replier *r, const struct package_reply_row *row,
		   struct meant *m, struct error *err)
{
	m->serial = package_handed_find(&r->handed, PACKAGE_HANDED_SERIAL,
					row->serial);
	m->file =
		package_handed_find(&r->handed, PACKAGE_HANDED_FILE, row->file);
	m->hash = package_handed_find(&r->handed, PACKAGE_HANDED_HASH,
				      row->sha256);
	return find_number(r, row->number, &m->number, err);
}

/* A column that is filled must mean the student the others mean. */
static bool contradicts(const char *cell, long long meant, long long id)
{
	return *cell && meant != id;
}

static void judge_keys(struct reply *reply, const struct meant *m)
{
	const struct package_reply_row *row = reply->row;

	reply->id = m->number	? m->number
		    : m->serial ? m->serial
		    : m->file	? m->file
				: m->hash;
	if (!reply->id)
		find_fault(reply, PACKAGE_REPLY_UNKNOWN, "PKG-UNKNOWN", NULL);
	else if (contradicts(row->number, m->number, reply->id) ||
		 contradicts(row->serial, m->serial, reply->id) ||
		 contradicts(row->file, m->file, reply->id))
		find_fault(reply, PACKAGE_REPLY_MISMATCH, "PKG-KEYS", NULL);
	else if (contradicts(row->sha256, m->hash, reply->id))
		find_fault(reply, PACKAGE_REPLY_MISMATCH, "PKG-HASH",
			   row->file);
}

/*
 * A row with the hash says which photo it is about; of one without, the same
 * list read once more after the photo was handed over anew is about the
 * former photo too.
 */
static bool is_old(const struct replier *r, const struct package_reply_row *row,
		   const struct package_handed_photo *last)
{
	if (*row->sha256)
		return strcmp(row->sha256, last->sha256) != 0;
	return r->before && last->built > r->before;
}

/*
 * Held against the last package that the same recipient got of the student: a
 * list about an earlier one says nothing of the photo that is out now, and
 * what another recipient got since is another matter.
 */
static void judge_entry(struct replier *r, struct reply *reply)
{
	const struct package_reply_row *row = reply->row;
	const struct package_handed_photo *last = package_handed_meant(
		&r->handed, reply->id, row->sha256, row->file);

	if (!last) {
		find_fault(reply, PACKAGE_REPLY_UNKNOWN, "PKG-UNKNOWN", NULL);
		return;
	}
	last = package_handed_last(&r->handed, last);
	id_set_add(&r->packages, last->package_id);
	if (id_set_has(&r->students, reply->id)) {
		find_fault(reply, PACKAGE_REPLY_DUPLICATE, "PKG-TWICE", NULL);
		return;
	}
	id_set_add(&r->students, reply->id);
	if (reply->status == PACKAGE_REPLY_OK && is_old(r, row, last))
		find_fault(reply, PACKAGE_REPLY_MISMATCH, "PKG-OLD", NULL);
}

/* The step that the row is about; CASE_EVENT_COUNT = none. */
static enum case_event event_of(const struct replier *r, struct reply *reply)
{
	enum package_reply_kind kind = r->how->kind;
	enum package_reply_result result = reply->row->result;

	if (result == PACKAGE_REPLY_NONE)
		result = kinds[kind].good_unsaid ? PACKAGE_REPLY_GOOD
						 : PACKAGE_REPLY_BAD;
	if (result == PACKAGE_REPLY_GOOD)
		return kinds[kind].good;
	if (result == PACKAGE_REPLY_BAD)
		return kinds[kind].bad;
	find_fault(reply, PACKAGE_REPLY_MISMATCH,
		   result == PACKAGE_REPLY_OPEN ? "PKG-NO-RECEIPT"
						: "PKG-RESULT",
		   NULL);
	return CASE_EVENT_COUNT;
}

/* Whether the case has taken the step before and nothing is left to do. */
static bool is_done(enum case_state state, enum case_event event)
{
	switch (event) {
	case CASE_EVENT_SEND:
		return state == CASE_SENT || state == CASE_ONLINE ||
		       state == CASE_DISPUTED || state == CASE_CONFIRMED;
	case CASE_EVENT_ONLINE:
		return state == CASE_ONLINE || state == CASE_DISPUTED ||
		       state == CASE_CONFIRMED;
	case CASE_EVENT_BOUNCE:
		return state == CASE_BOUNCED;
	case CASE_EVENT_DISPUTE:
		return state == CASE_DISPUTED;
	default:
		return true;
	}
}

/* What a person must see to, as the row's finding and beside the case. */
static const char *code_of(enum case_event event)
{
	return event == CASE_EVENT_BOUNCE    ? "PKG-BOUNCE"
	       : event == CASE_EVENT_DISPUTE ? "PKG-DISPUTE"
					     : NULL;
}

static void tell_reason(struct reply *reply, const char *code)
{
	struct buf reason = BUF_INIT;

	redact_text(&reason, reply->row->reason);
	findings_add_detail(&reply->findings, code, buf_str(&reason));
	buf_release(&reason);
}

static int move(struct replier *r, struct reply *reply, enum case_event event,
		struct error *err)
{
	struct case_store_step step = {.event = event};
	struct gate_answer answer = {.code = NULL};
	struct error why = ERROR_INIT;
	const char *code = code_of(event);

	if (code)
		tell_reason(reply, code);
	if (is_done(reply->student.state, event))
		return 0;
	case_detail_put(step.detail.codes, sizeof(step.detail.codes), code);
	case_detail_put(step.detail.reason, sizeof(step.detail.reason),
			reply->row->reason);
	reply->moved = case_store_move(r->session, &reply->student, &step,
				       &answer, &why) == 0;
	if (reply->moved)
		return 0;
	if (why.kind != ERROR_POLICY) {
		*err = why;
		return -1;
	}
	reply->status = PACKAGE_REPLY_REFUSED;
	gate_finding(&answer, &reply->findings);
	return 0;
}

static int show(struct replier *r, const struct reply *reply, struct error *err)
{
	struct package_reply_counts *c = r->counts;
	struct package_reply_shown shown = {
		.row = reply->row ? reply->row->row : 0,
		.student = reply->id ? &reply->student.student : NULL,
		.state = reply->student.state,
		.status = reply->status,
		.moved = reply->moved,
		.reason = reply->row ? reply->row->reason : "",
		.findings = &reply->findings,
	};

	c->total++;
	c->by_status[reply->status]++;
	c->moved += reply->moved;
	c->lacking += !reply->row;
	c->found |= reply->findings.n > 0;
	return r->how->show(r->how->ctx, &shown, err);
}

static int take(struct replier *r, struct reply *reply, struct error *err)
{
	enum case_event event;

	if (student_store_get(r->session->store, reply->id, &reply->student,
			      err) < 0)
		return -1;
	judge_entry(r, reply);
	if (reply->status != PACKAGE_REPLY_OK)
		return 0;
	event = event_of(r, reply);
	return event == CASE_EVENT_COUNT ? 0 : move(r, reply, event, err);
}

static int take_row(struct replier *r, const struct package_reply_row *row,
		    struct error *err)
{
	struct reply reply = {.row = row};
	struct meant meant;
	int result = look_up(r, row, &meant, err);

	if (result == 0) {
		judge_keys(&reply, &meant);
		result = reply.id ? take(r, &reply, err) : 0;
	}
	if (result == 0)
		result = show(r, &reply, err);
	if (reply.id)
		student_store_release(&reply.student);
	findings_release(&reply.findings);
	return result;
}

/* Whether nothing is known of a photo that this list should have named. */
static bool is_lacking(enum package_reply_kind kind, enum case_state state)
{
	return state == CASE_PACKED ||
	       (kind == PACKAGE_REPLY_ONLINE && state == CASE_SENT);
}

static int show_lacking(struct replier *r, long long student_id,
			struct error *err)
{
	struct reply reply = {.id = student_id,
			      .status = PACKAGE_REPLY_MISMATCH};
	int result = 0;

	if (student_store_get(r->session->store, student_id, &reply.student,
			      err) < 0)
		return -1;
	if (is_lacking(r->how->kind, reply.student.state)) {
		findings_add(&reply.findings, "PKG-NO-RECEIPT");
		result = show(r, &reply, err);
	}
	student_store_release(&reply.student);
	findings_release(&reply.findings);
	return result;
}

static int show_all_lacking(struct replier *r, struct error *err)
{
	const struct package_handed_photo *p;
	size_t i;

	for (i = 0; i < r->handed.n; i++) {
		p = &r->handed.photos[i];
		if (id_set_has(&r->packages, p->package_id) &&
		    !id_set_has(&r->students, p->student_id) &&
		    package_handed_last(&r->handed, p) == p &&
		    show_lacking(r, p->student_id, err) < 0)
			return -1;
	}
	return 0;
}

static int find_before(void *ctx, const struct log_entry *entry,
		       struct error *err)
{
	struct replier *r = ctx;

	(void)err;
	if (!r->before && entry->task_id == r->session->task->id &&
	    strcmp(entry->event, kinds[r->how->kind].log) == 0 &&
	    strstr(entry->detail, r->list))
		r->before = entry->at;
	return 0;
}

/* A list that moved nobody leaves no trace. */
static int log_reply(const struct replier *r, struct error *err)
{
	const struct package_reply_counts *c = r->counts;
	char detail[200];

	if (!c->moved)
		return 0;
	snprintf(detail, sizeof(detail),
		 "list=%s rows=%ld moved=%ld lacking=%ld", r->list,
		 c->total - c->lacking, c->moved, c->lacking);
	return log_store_note(r->session, 0, kinds[r->how->kind].log, detail,
			      err);
}

static int take_all(struct replier *r, const struct package_reply_list *list,
		    struct error *err)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (take_row(r, &list->rows[i], err) < 0)
			return -1;
	return show_all_lacking(r, err) < 0 ? -1 : log_reply(r, err);
}

int package_reply(const struct package_reply *how,
		  struct package_reply_counts *counts, struct error *err)
{
	struct package_reply_list list = PACKAGE_REPLY_LIST_INIT;
	struct replier r = {
		.how = how,
		.session = how->session,
		.counts = counts,
		.students = ID_SET_INIT,
		.packages = ID_SET_INIT,
	};
	struct store *store = how->session->store;
	int result;

	memset(counts, 0, sizeof(*counts));
	result = package_reply_list_read(how->file, &how->map, &list, err);
	if (result == 0)
		result = sha256_file(how->file, r.list, NULL, err);
	if (result == 0)
		result = log_store_each_office(store, find_before, &r, err);
	if (result == 0)
		result = package_handed_load(how->session, &r.handed, err);
	if (result == 0)
		result = store_begin(store, err);
	if (result == 0)
		result = store_end(store, take_all(&r, &list, err),
				   how->session->dry_run, err);
	package_reply_list_release(&list);
	package_handed_release(&r.handed);
	id_set_release(&r.students);
	id_set_release(&r.packages);
	return result;
}
