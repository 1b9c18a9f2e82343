/* SPDX-License-Identifier: MIT */
#include "code/code_confirm.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/code_store.h"
#include "store/log_store.h"
#include "store/student_store.h"

/* A code in force, with what was found of it. */
struct code {
	long long id, student_id;
	bool confirmed;
	struct findings findings;
};

struct work {
	const struct code_confirm *how;
	struct code_confirm_counts *counts;
	struct code *list;
	size_t n, cap;
};

static int collect(void *ctx, const struct code_row *row, struct error *err)
{
	struct work *w = ctx;
	struct code *c;

	(void)err;
	if (!row->student_id || strcmp(row->state, "current") != 0)
		return 0;
	MEM_GROW(w->list, w->n, w->cap);
	c = &w->list[w->n++];
	memset(c, 0, sizeof(*c));
	c->id = row->id;
	c->student_id = row->student_id;
	c->confirmed = row->confirmed;
	findings_from_text(row->findings, &c->findings);
	return 0;
}

static bool is_cleared(const char *code)
{
	return strcmp(code, "CODE-UNCONFIRMED") == 0 ||
	       strcmp(code, "CODE-SCREENSHOT") == 0 ||
	       strcmp(code, "CODE-PHOTO") == 0;
}

static int confirm(const struct work *w, struct code *c, struct error *err)
{
	const struct session *session = w->how->session;
	struct findings left = FINDINGS_INIT;
	char *text;
	size_t i;
	int result;

	for (i = 0; i < c->findings.n; i++)
		if (!is_cleared(c->findings.list[i].code))
			*findings_copy(&left) = c->findings.list[i];
	text = findings_json_text(&left);
	result = code_store_confirm(session, c->id, text, err);
	if (result == 0)
		result = log_store_note(session, c->student_id, "code-confirm",
					"", err);
	free(text);
	findings_release(&left);
	return result;
}

/*
 * Errors of a student's codes; CODE-MISSING when there is none.  That a program
 * could not open a code is why a person looks at it.
 */
static bool find_faults(const struct work *w, long long student_id,
			struct findings *out)
{
	bool any = false;
	size_t i, j;

	for (i = 0; i < w->n; i++) {
		const struct findings *all = &w->list[i].findings;

		if (w->list[i].student_id != student_id)
			continue;
		any = true;
		for (j = 0; j < all->n; j++)
			if (all->list[j].severity == FINDING_ERROR &&
			    strcmp(all->list[j].code, "CODE-PROVIDER") != 0)
				*findings_copy(out) = all->list[j];
	}
	if (!any)
		findings_add(out, "CODE-MISSING");
	return out->n > 0;
}

static int confirm_all(struct work *w, long long student_id, long *done,
		       struct error *err)
{
	size_t i;

	for (i = 0; i < w->n; i++) {
		if (w->list[i].student_id != student_id || w->list[i].confirmed)
			continue;
		if (confirm(w, &w->list[i], err) < 0)
			return -1;
		++*done;
	}
	return 0;
}

static int take_student(void *ctx, const struct student_row *row,
			struct error *err)
{
	struct work *w = ctx;
	struct findings faults = FINDINGS_INIT;
	struct code_confirm_result told = {.student = &row->student,
					   .findings = &faults};
	long done = 0;
	int result = 0;

	if (find_faults(w, row->student.id, &faults)) {
		told.status = "refused";
		w->counts->refused++;
	} else {
		result = confirm_all(w, row->student.id, &done, err);
		told.status = done ? "confirmed" : "known";
		w->counts->confirmed += done > 0;
		w->counts->known += done == 0;
	}
	w->counts->total++;
	if (result == 0)
		w->how->show(w->how->ctx, &told);
	findings_release(&faults);
	return result;
}

int code_confirm(const struct code_confirm *how,
		 struct code_confirm_counts *counts, struct error *err)
{
	const struct session *session = how->session;
	struct work w = {.how = how, .counts = counts};
	int result = store_begin(session->store, err);
	size_t i;

	memset(counts, 0, sizeof(*counts));
	if (result < 0)
		return -1;
	result = code_store_each(session->store, session->task, collect, &w,
				 err);
	if (result == 0)
		result = student_store_each(session, how->filter, take_student,
					    &w, err);
	result = store_end(session->store, result, session->dry_run, err);
	for (i = 0; i < w.n; i++)
		findings_release(&w.list[i].findings);
	free(w.list);
	return result;
}
