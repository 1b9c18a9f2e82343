/* SPDX-License-Identifier: MIT */
#include "roster/roster_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/case_store.h"

struct importer {
	const struct roster_import *import;
	struct roster_import_counts *counts;
};

char *roster_import_key(const struct task *task, const struct student *student)
{
	enum student_field order[] = {
		student_field_find(task_policy_text(task, "key")), STUDENT_xh,
		STUDENT_ksh, STUDENT_zjhm};
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

static int take_row(void *ctx, struct roster_row *row, struct error *err)
{
	struct importer *im = ctx;
	const struct roster_import *import = im->import;
	enum student_store_change change = STUDENT_STORE_SAME;
	char *key;
	int result;

	if (!row->is_student)
		return 0;
	key = roster_import_key(import->task, &row->student);
	if (!key || roster_row_status(row) == ROSTER_ROW_ERROR) {
		free(key);
		im->counts->left_out++;
		return import->show(import->ctx, row, change, err);
	}
	result = student_store_put(import->store, import->task, key,
				   &row->student, &row->findings, row->number,
				   import->now, import->dry_run, &change, err);
	free(key);
	if (result < 0)
		return -1;
	im->counts->added += change == STUDENT_STORE_NEW;
	im->counts->changed += change == STUDENT_STORE_CHANGED;
	im->counts->same += change == STUDENT_STORE_SAME;
	return import->show(import->ctx, row, change, err);
}

/* What the task has learned, as --map texts. */
struct learned {
	char **texts;
	size_t n, cap;
};

static int add_learned(void *ctx, const char *title, const char *field,
		       struct error *err)
{
	struct learned *l = ctx;

	(void)err;
	MEM_GROW(l->texts, l->n, l->cap);
	l->texts[l->n++] = mem_xprintf("%s=%s", field, title);
	return 0;
}

static void free_learned(struct learned *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		free(l->texts[i]);
	free(l->texts);
}

/* Keep what the user mapped by hand for the next file of this school. */
static int save_map(const struct roster_import *import,
		    const struct roster_load *load, struct error *err)
{
	const char *equal;
	char field[32];
	size_t i;

	for (i = 0; i < load->map_count; i++) {
		equal = strchr(load->map[i], '=');
		if (!equal || equal[1] == '#')
			continue;
		snprintf(field, sizeof(field), "%.*s",
			 (int)(equal - load->map[i]), load->map[i]);
		if (student_field_find(field) == STUDENT_FIELD_COUNT)
			continue;
		if (student_store_set_column(import->store, import->task,
					     equal + 1, field, err) < 0)
			return -1;
	}
	return 0;
}

static int log_import(const struct roster_import *import,
		      const struct roster_import_counts *c, struct error *err)
{
	char detail[120];
	struct case_store_step step = {
		.who = import->who, .at = import->now, .detail = detail};

	snprintf(detail, sizeof(detail),
		 "new %ld, changed %ld, same %ld, left out %ld", c->added,
		 c->changed, c->same, c->left_out);
	return case_store_note(import->store, import->task, 0, &step,
			       "roster-import", err);
}

/* The map only counts where the file has the column it names. */
static int load_with_map(struct importer *im, const char *path,
			 struct roster_load *load, struct error *err)
{
	struct learned learned = {NULL, 0, 0};
	int result = 0;

	if (!load->map_count) {
		result = student_store_each_column(im->import->store,
						   im->import->task,
						   add_learned, &learned, err);
		load->map = (const char *const *)learned.texts;
		load->map_count = learned.n;
		load->map_learned = true;
	}
	if (result == 0)
		result = roster_load(path, load, take_row, im, err);
	if (learned.n) {
		load->map = NULL;
		load->map_count = 0;
	}
	free_learned(&learned);
	return result;
}

static int import_rows(struct importer *im, const char *path,
		       struct roster_load *load, struct error *err)
{
	const struct roster_import *import = im->import;

	if (import->dry_run)
		return load_with_map(im, path, load, err);
	if (store_begin(import->store, err) < 0)
		return -1;
	if (load_with_map(im, path, load, err) < 0 ||
	    save_map(import, load, err) < 0 ||
	    log_import(import, im->counts, err) < 0 ||
	    store_commit(import->store, err) < 0) {
		store_rollback(import->store);
		return -1;
	}
	return 0;
}

int roster_import(const struct roster_import *import, const char *path,
		  struct roster_load *load, struct roster_import_counts *counts,
		  struct error *err)
{
	struct importer im = {import, counts};
	int result;

	memset(counts, 0, sizeof(*counts));
	if (!load->yxdm && import->task->school_code[0])
		load->yxdm = import->task->school_code;
	if (store_bulk(import->store, true, err) < 0)
		return -1;
	result = import_rows(&im, path, load, err);
	if (store_bulk(import->store, false, result ? NULL : err) < 0)
		result = -1;
	return result;
}
