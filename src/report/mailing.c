/* SPDX-License-Identifier: MIT */
#include "report/mailing.h"

#include "base/cancel.h"
#include "base/i18n.h"
#include "report/label_sheet.h"
#include "rules/roster_row.h"
#include "store/mailing_store.h"

struct runner {
	const struct mailing *job;
	struct mailing_counts *counts;
	struct print_file *file; /* NULL = a list */
	struct label_sheet sheet;
};

/* Of one student: the roster's address, or that of the last mailing. */
struct letter {
	struct student_row row;
	struct mailing_row before; /* at "" = none */
	struct mailing_shown shown;
};

static void take_roster(struct letter *l)
{
	const struct student *s = &l->row.student;

	l->shown.name = student_get(s, STUDENT_xm);
	l->shown.phone = student_get(s, STUDENT_lxdh);
	l->shown.address = student_get(s, STUDENT_txdz);
	l->shown.postcode = student_get(s, STUDENT_yzbm);
}

static void take_mailing(struct letter *l)
{
	l->shown.name = l->before.name;
	l->shown.phone = l->before.phone;
	l->shown.address = l->before.address;
	l->shown.postcode = l->before.postcode;
}

/* Whether there is a label, and what it says. */
static void choose(const struct runner *r, struct letter *l)
{
	struct mailing_shown *shown = &l->shown;
	bool sent = l->before.at[0] != '\0';

	shown->mailed_at = l->before.at;
	if (r->job->kind == MAILING_SENT && sent)
		take_mailing(l);
	else
		take_roster(l);
	if (r->job->kind == MAILING_SENT)
		shown->chosen = sent;
	else if (!*shown->address || !*shown->name)
		findings_add(&shown->findings, "PRT-NO-ADDRESS");
	else if (r->job->kind == MAILING_SEND && sent && !r->job->again)
		findings_add_detail(&shown->findings, "PRT-MAILED",
				    l->before.at);
	else
		shown->chosen = true;
}

static int record(const struct runner *r, struct letter *l, struct error *err)
{
	const struct mailing_shown *s = &l->shown;
	const struct mailing_row row = {
		.student_id = l->row.student.id,
		.name = (char *)s->name,
		.phone = (char *)s->phone,
		.address = (char *)s->address,
		.postcode = (char *)s->postcode,
	};

	l->shown.mailed = true;
	date_time_format(r->job->session->now, l->before.at);
	return mailing_store_add(r->job->session, &row, err);
}

static int draw(struct runner *r, struct letter *l, struct error *err)
{
	struct mailing_shown *s = &l->shown;
	struct buf name = BUF_INIT, phone = BUF_INIT, office = BUF_INIT;
	struct label_sheet_text text = {.postcode = s->postcode,
					.address = s->address};
	int wrong = 0, result;

	roster_row_show(&name, STUDENT_xm, s->name, r->job->unmask);
	/* as letters are addressed */
	buf_adds(&name, " 收");
	roster_row_show(&phone, STUDENT_lxdh, s->phone, r->job->unmask);
	buf_addf(&office, "%s  %s", student_get(s->student, STUDENT_bh),
		 student_get(s->student, STUDENT_xh));
	text.name = buf_str(&name);
	text.phone = buf_str(&phone);
	text.office = buf_str(&office);
	result = label_sheet_add(&r->sheet, &text, &wrong, err);
	if (wrong & PDF_TEXT_CUT)
		findings_add(&s->findings, "PRT-CUT");
	if (wrong & PDF_TEXT_NO_GLYPH)
		findings_add(&s->findings, "PRT-GLYPH");
	buf_release(&name);
	buf_release(&phone);
	buf_release(&office);
	return result;
}

static int handle(struct runner *r, struct letter *l, struct error *err)
{
	choose(r, l);
	/* who was sent nothing is not on a list of what was sent */
	if (r->job->kind == MAILING_SENT && !l->shown.chosen)
		return 0;
	if (l->shown.chosen && r->file && draw(r, l, err) < 0)
		return -1;
	if (l->shown.chosen && r->job->kind == MAILING_SEND &&
	    record(r, l, err) < 0)
		return -1;
	r->counts->total++;
	r->counts->chosen += l->shown.chosen;
	r->counts->left_out += !l->shown.chosen;
	r->counts->found += l->shown.findings.n > 0;
	return r->job->show(r->job->ctx, &l->shown, err);
}

static int take_one(struct runner *r, long long id, struct error *err)
{
	struct store *store = r->job->session->store;
	struct letter l = {.before = {.student_id = id}};
	int result = cancel_check(err);

	if (result == 0)
		result = student_store_get(store, id, &l.row, err);
	if (result == 0)
		result = mailing_store_of(store, &l.before, err);
	l.shown.student = &l.row.student;
	if (result >= 0)
		result = handle(r, &l, err);
	findings_release(&l.shown.findings);
	mailing_store_release(&l.before);
	student_store_release(&l.row);
	return result;
}

/* Ids first: rows are written while they are gone through. */
static int take_all(struct runner *r, struct error *err)
{
	const struct session *session = r->job->session;
	struct student_ids ids = {NULL, 0, 0};
	int result = student_store_ids(session, r->job->filter, &ids, err);
	size_t i;

	for (i = 0; i < ids.n && result == 0; i++)
		result = take_one(r, ids.list[i], err);
	student_store_ids_release(&ids);
	return result;
}

static void ignore_path(void *ctx, const char *path)
{
	(void)ctx;
	(void)path;
}

/*
 * The labels are in their place before the rows commit: a mailing that is
 * recorded has been printed, one that was printed may be printed again.
 */
static int finish(struct runner *r, int result, struct error *err)
{
	if (!r->file)
		return result;
	r->counts->sheets = print_file_count(r->file);
	if (result == 0 && r->counts->sheets)
		return print_file_close(r->file, ignore_path, NULL, err);
	print_file_abandon(r->file);
	return result;
}

static int open_labels(struct runner *r, struct error *err)
{
	const struct mailing *job = r->job;
	const struct print_file_options options = {
		.width = job->labels->paper.width,
		.height = job->labels->paper.height,
		.title = _("address labels"),
		.dry_run = job->session->dry_run,
	};

	r->file = print_file_open(job->path, &options, err);
	r->sheet = (struct label_sheet){
		.file = r->file, .labels = job->labels, .next = job->skip};
	return r->file ? 0 : -1;
}

int mailing_run(const struct mailing *job, struct mailing_counts *counts,
		struct error *err)
{
	struct runner r = {.job = job, .counts = counts};
	struct store *store = job->session->store;
	int result;

	*counts = (struct mailing_counts){0};
	if (job->path && open_labels(&r, err) < 0)
		return -1;
	if (job->kind != MAILING_SEND)
		return finish(&r, take_all(&r, err), err);
	result = store_begin(store, err);
	if (result < 0)
		return finish(&r, result, err);
	result = finish(&r, take_all(&r, err), err);
	return store_end(store, result, job->session->dry_run, err);
}
