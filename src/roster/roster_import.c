/* SPDX-License-Identifier: MIT */
#include "roster/roster_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "roster/roster_learned.h"
#include "roster/roster_other.h"
#include "store/log_store.h"
#include "store/refused_store.h"

struct importer {
	const struct roster_import *import;
	const struct session *session; /* of import */
	struct roster_import_counts *counts;
	struct roster_load *load;
	const char *source; /* the file's name without its folder */
};

/*
 * The task's key first; a student who lacks it is known by another number, and
 * the field's name before the value keeps the two from being mixed up: 学号
 * 1234567 and 考生号 1234567 are two students.
 */
char *roster_import_key(const struct task *task, const struct student *student)
{
	enum student_field order[] = {
		student_field_find(policy_text(&task->policies, POLICY_KEY)),
		STUDENT_xh, STUDENT_ksh, STUDENT_zjhm};
	const char *value;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(order); i++) {
		value = student_get(student, order[i]);
		if (*value)
			return mem_xprintf("%s:%s",
					   student_field_name(order[i]), value);
	}
	return NULL;
}

/* Kept, because who is left out is missing and yet in no list of students. */
static int leave_out(struct importer *im, const struct roster_row *row,
		     struct error *err)
{
	const struct refused_row refused = {REFUSED_ROSTER, im->source,
					    row->number, &row->student,
					    &row->findings};

	im->counts->left_out++;
	if (!im->session->dry_run &&
	    refused_store_add(im->session, &refused, err) < 0)
		return -1;
	return im->import->show(im->import->ctx, row, STUDENT_STORE_SAME, err);
}

/* What only the store knows; the file's counts follow. */
static int check_other(struct importer *im, struct roster_row *row,
		       struct error *err)
{
	bool was_ok = roster_row_status(row) == ROSTER_ROW_OK;

	if (roster_other_check(im->session, row, err) < 0)
		return -1;
	if (was_ok && roster_row_status(row) == ROSTER_ROW_WARN) {
		im->load->ok--;
		im->load->warn++;
	}
	return 0;
}

static int take_row(void *ctx, struct roster_row *row, struct error *err)
{
	struct importer *im = ctx;
	const struct roster_import *import = im->import;
	enum student_store_change change = STUDENT_STORE_SAME;
	struct student_entry entry = {NULL, &row->student, &row->findings,
				      row->number};
	char *key;
	int result;

	if (!row->is_student)
		return 0;
	if (check_other(im, row, err) < 0)
		return -1;
	entry.key = key = roster_import_key(im->session->task, &row->student);
	if (!key || roster_row_status(row) == ROSTER_ROW_ERROR) {
		free(key);
		return leave_out(im, row, err);
	}
	result = im->session->dry_run
			 ? student_store_compare(im->session, &entry, &change,
						 err)
			 : student_store_put(im->session, &entry, &change, err);
	free(key);
	if (result < 0)
		return -1;
	im->counts->added += change == STUDENT_STORE_NEW;
	im->counts->changed += change == STUDENT_STORE_CHANGED;
	im->counts->same += change == STUDENT_STORE_SAME;
	return import->show(import->ctx, row, change, err);
}

static int log_import(const struct session *s,
		      const struct roster_import_counts *c, struct error *err)
{
	char detail[120];

	snprintf(detail, sizeof(detail),
		 "new=%ld changed=%ld same=%ld left_out=%ld", c->added,
		 c->changed, c->same, c->left_out);
	return log_store_note(s, 0, "roster-import", detail, err);
}

/*
 * One transaction: a file that breaks off in the middle (a quote that is never
 * closed) leaves the roster as it was.  A dry run opens none: comparing reads.
 */
static int import_rows(struct importer *im, const char *path,
		       struct roster_load *load, struct error *err)
{
	int result;

	if (im->session->dry_run)
		return roster_load(path, load, take_row, im, err);
	if (store_begin(im->session->store, err) < 0)
		return -1;
	result = refused_store_forget(im->session, REFUSED_ROSTER, im->source,
				      err);
	if (result == 0)
		result = roster_load(path, load, take_row, im, err);
	if (result == 0)
		result = roster_learned_save(im->session->store,
					     im->session->task, load, err);
	if (result == 0)
		result = log_import(im->session, im->counts, err);
	return store_end(im->session->store, result, false, err);
}

static int import_bulk(struct importer *im, const char *path,
		       struct roster_load *load, struct error *err)
{
	struct store *store = im->session->store;
	int result;

	if (store_bulk(store, true, err) < 0)
		return -1;
	result = import_rows(im, path, load, err);
	if (store_bulk(store, false, result ? NULL : err) < 0)
		result = -1;
	return result;
}

int roster_import(const struct roster_import *import, const char *path,
		  struct roster_load *load, struct roster_import_counts *counts,
		  struct error *err)
{
	struct roster_learned learned = ROSTER_LEARNED_INIT;
	struct importer im = {import, import->session, counts, load,
			      path_name(path)};
	int result;

	memset(counts, 0, sizeof(*counts));
	if (!load->yxdm && import->session->task->school_code[0])
		load->yxdm = import->session->task->school_code;
	result = roster_learned_apply(&learned, import->session->store,
				      import->session->task, load, err);
	if (result == 0)
		result = import_bulk(&im, path, load, err);
	if (load->map_learned) {
		load->map = NULL;
		load->map_count = 0;
	}
	roster_learned_release(&learned);
	return result;
}
