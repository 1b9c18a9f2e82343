/* SPDX-License-Identifier: MIT */
#include "review/case_view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "store/compare_store.h"
#include "store/photo_store.h"

struct walk {
	struct store *store;
	const struct task *task;
	case_view_fn fn;
	void *ctx;
	struct case_view view;
};

static void add_findings(struct walk *w, const char *text)
{
	struct json *array = json_parse(text, strlen(text), NULL);

	if (array)
		findings_from_json(array, &w->view.findings);
	json_free(array);
}

static int take_made(void *ctx, const struct photo_made_row *made,
		     struct error *err)
{
	struct walk *w = ctx;

	(void)err;
	w->view.confidence = made->confidence;
	snprintf(w->view.made_sha256, sizeof(w->view.made_sha256), "%s",
		 made->sha256);
	add_findings(w, made->findings);
	return 0;
}

static int take_photo(void *ctx, const struct photo_row *photo,
		      struct error *err)
{
	struct walk *w = ctx;

	(void)err;
	snprintf(w->view.photo_sha256, sizeof(w->view.photo_sha256), "%s",
		 photo->sha256);
	add_findings(w, photo->findings);
	return 0;
}

static int take_pair(void *ctx, const struct compare_row *pair,
		     struct error *err)
{
	struct walk *w = ctx;
	struct finding *f;

	(void)err;
	if (strcmp(pair->verdict, "different") == 0)
		return 0;
	f = findings_add_value(&w->view.findings,
			       strcmp(pair->verdict, "same") == 0
				       ? pair->role
				       : "SAM-SUSPECT",
			       pair->score, NAN, NAN, "");
	snprintf(f->detail, sizeof(f->detail), "%s%s", pair->overruled,
		 *pair->overruled ? " " : "");
	if (*pair->overruled)
		f->severity = FINDING_INFO;
	return 0;
}

static int collect(struct walk *w, struct error *err)
{
	long long photo = w->view.row->photo_id;

	add_findings(w, w->view.row->findings);
	if (!photo)
		return 0;
	if (photo_store_get(w->store, photo, take_photo, w, err) < 0 ||
	    photo_store_get_made(w->store, photo, w->task->output_profile,
				 take_made, w, err) < 0)
		return -1;
	return compare_store_each_of(w->store, photo, take_pair, w, err);
}

static int visit(void *ctx, const struct student_row *row, struct error *err)
{
	struct walk *w = ctx;
	int result;

	memset(&w->view, 0, sizeof(w->view));
	w->view.row = row;
	result = collect(w, err);
	findings_texts(&w->view.findings, &w->view.texts);
	if (result == 0)
		result = w->fn(w->ctx, &w->view, err);
	findings_release(&w->view.findings);
	buf_release(&w->view.texts);
	return result;
}

int case_view_each(struct store *store, const struct task *task,
		   const struct case_filter *filter, case_view_fn fn,
		   void *ctx, struct error *err)
{
	struct walk w = {.store = store, .task = task, .fn = fn, .ctx = ctx};

	return student_store_each(store, task, filter, visit, &w, err);
}

struct json *case_view_json(const struct case_view *view)
{
	struct json *item = json_new_object();

	json_set_int(item, "case", view->row->student.id);
	json_set_str(item, "state", case_state_name(view->row->state));
	json_set_str(item, "since", view->row->state_since);
	json_set_str(item, "note", view->row->note);
	json_set_str(item, "photo", view->photo_sha256);
	json_set_str(item, "made", view->made_sha256);
	json_set_real(item, "confidence", view->confidence, 3);
	json_set(item, "findings", findings_json(&view->findings));
	return item;
}
