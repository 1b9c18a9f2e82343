/* SPDX-License-Identifier: MIT */
#include "store/task_store.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "store/log_store.h"
#include "store/sql.h"

static const struct sql_query insert_task = {
	"INSERT INTO task (name, kind, school_code, school_name, category,"
	" year, window_start, window_end, feature_code, accept_profile,"
	" output_profile, province, city, graduation, purposes, state,"
	" created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)",
	"sssssissssssssst",
};
static const struct sql_query update_task = {
	"UPDATE task SET name = ?, kind = ?, school_code = ?,"
	" school_name = ?, category = ?, year = ?, window_start = ?,"
	" window_end = ?, feature_code = ?, accept_profile = ?,"
	" output_profile = ?, province = ?, city = ?, graduation = ?,"
	" purposes = ?, state = ? WHERE id = ?",
	"sssssissssssssssi",
};
static const struct sql_query select_tasks = {
	"SELECT id, name, kind, school_code, school_name, category, year,"
	" window_start, window_end, feature_code, accept_profile,"
	" output_profile, state, province, city, graduation, purposes"
	" FROM task ORDER BY id",
	"",
};
static const struct sql_query count_name = {
	"SELECT count(*) FROM task WHERE name = ?",
	"s",
};
static const struct sql_query select_policy = {
	"SELECT key, value FROM task_policy WHERE task_id = ? ORDER BY key",
	"i",
};
static const struct sql_query clear_policies = {
	"DELETE FROM task_policy WHERE task_id = ?",
	"i",
};
/*
 * What the task has learned of the school's headers comes along: next year's
 * roster has the same ones.
 */
static const struct sql_query clone_columns = {
	"INSERT INTO task_column (task_id, title, field)"
	" SELECT ?, title, field FROM task_column WHERE task_id = ?",
	"ii",
};
static const struct sql_query put_policy = {
	"INSERT INTO task_policy (task_id, key, value) VALUES (?, ?, ?)",
	"iss",
};

/* What a task does not set has no row: a default may become another one. */
static int save_policies(struct store *store, const struct task *task,
			 struct error *err)
{
	int i;

	if (sql_run(store, &clear_policies, err, task->id) < 0)
		return -1;
	for (i = 0; i < POLICY_COUNT; i++)
		if (task->policies.value[i][0] &&
		    sql_run(store, &put_policy, err, task->id,
			    policy_at((enum policy_key)i)->name,
			    task->policies.value[i]) < 0)
			return -1;
	return 0;
}

int task_store_add(struct store *store, struct task *task, date_time now,
		   struct error *err)
{
	long long taken;

	if (sql_get_int(store, &count_name, &taken, err, task->name) < 0)
		return -1;
	if (taken)
		return error_set(err, ERROR_POLICY,
				 _("there is a task \"%s\" already"),
				 task->name);
	if (sql_run(store, &insert_task, err, task->name, task->kind,
		    task->school_code, task->school_name, task->category,
		    (long long)task->year, task->window_start, task->window_end,
		    task->feature_code, task->accept_profile,
		    task->output_profile, task->province, task->city,
		    task->graduation, task->purposes, now) < 0)
		return -1;
	task->id = sql_last_id(store);
	task->open = true;
	return save_policies(store, task, err);
}

int task_store_update(struct store *store, const struct task *task,
		      struct error *err)
{
	if (sql_run(store, &update_task, err, task->name, task->kind,
		    task->school_code, task->school_name, task->category,
		    (long long)task->year, task->window_start, task->window_end,
		    task->feature_code, task->accept_profile,
		    task->output_profile, task->province, task->city,
		    task->graduation, task->purposes,
		    task->open ? "open" : "closed", task->id) < 0)
		return -1;
	return save_policies(store, task, err);
}

/* The log row names the task of this session. */
static struct session session_of(const struct session *from,
				 const struct task *task)
{
	struct session session = *from;

	session.task = task;
	return session;
}

static int log_change(const struct session *own, const char *event,
		      const struct task *before, struct error *err)
{
	struct buf detail = BUF_INIT;
	struct log_entry entry = {.at = own->now,
				  .who = own->who,
				  .event = event,
				  .task_id = own->task->id,
				  .exact = true};
	int result;

	task_changes(before, own->task, &detail);
	entry.detail = buf_str(&detail);
	result = log_store_add(own->store, &entry, err);
	buf_release(&detail);
	return result;
}

/* from NULL = a task without another behind it. */
static int create(const struct session *session, struct task *task,
		  const struct task *from, struct error *err)
{
	const struct session own = session_of(session, task);
	int result;

	if (store_begin(own.store, err) < 0)
		return -1;
	result = task_store_add(own.store, task, own.now, err);
	if (result == 0 && from)
		result = sql_run(own.store, &clone_columns, err, task->id,
				 from->id);
	if (result == 0)
		result = log_change(&own, "task-create", NULL, err);
	return store_end(own.store, result, own.dry_run, err);
}

int task_store_create(const struct session *session, struct task *task,
		      struct error *err)
{
	return create(session, task, NULL, err);
}

int task_store_clone(const struct session *session, struct task *task,
		     const struct task *from, struct error *err)
{
	return create(session, task, from, err);
}

int task_store_change(const struct session *session, const struct task *task,
		      const char *event, struct error *err)
{
	const struct session own = session_of(session, task);
	int result;

	if (store_begin(own.store, err) < 0)
		return -1;
	result = task_store_update(own.store, task, err);
	if (result == 0)
		result = log_change(&own, event, session->task, err);
	return store_end(own.store, result, own.dry_run, err);
}

#define COPY(field, column)                                                    \
	snprintf(task->field, sizeof(task->field), "%s", sql_text(q, column))

static void read_task(const struct sql *q, struct task *task)
{
	memset(task, 0, sizeof(*task));
	task->id = sql_int(q, 0);
	COPY(name, 1);
	COPY(kind, 2);
	COPY(school_code, 3);
	COPY(school_name, 4);
	COPY(category, 5);
	task->year = (long)sql_int(q, 6);
	COPY(window_start, 7);
	COPY(window_end, 8);
	COPY(feature_code, 9);
	COPY(accept_profile, 10);
	COPY(output_profile, 11);
	task->open = strcmp(sql_text(q, 12), "open") == 0;
	COPY(province, 13);
	COPY(city, 14);
	COPY(graduation, 15);
	COPY(purposes, 16);
}

static int read_policies(struct store *store, struct task *task,
			 struct error *err)
{
	struct sql q;
	enum policy_key key;
	int got;

	if (sql_open(&q, store, &select_policy, err, task->id) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		key = policy_find(sql_text(&q, 0));
		/* A policy that this version does not know is passed over. */
		if (key < POLICY_COUNT)
			snprintf(task->policies.value[key], POLICY_TEXT, "%s",
				 sql_text(&q, 1));
	}
	return got;
}

/* A task's rows of the log up to a time. */
struct past {
	date_time as_of;
	const struct task *today;
	struct task then;
	bool logged; /* then has the settings it was made with */
	bool later;  /* it was made behind as_of */
	bool closed;
};

static int take_change(void *ctx, const struct log_entry *e, struct error *err)
{
	struct past *p = ctx;
	bool made = strcmp(e->event, "task-create") == 0;

	(void)err;
	if (e->task_id != p->today->id)
		return 0;
	if (e->at > p->as_of) {
		p->later |= made;
		return 0;
	}
	/* Older versions logged the name alone. */
	p->logged |= made && e->detail[0] == '{';
	if (p->logged && (made || strcmp(e->event, "task-set") == 0))
		task_change(&p->then, e->detail);
	if (strcmp(e->event, "task-close") == 0)
		p->closed = true;
	else if (strcmp(e->event, "task-open") == 0)
		p->closed = false;
	return 0;
}

int task_store_then(struct store *store, date_time as_of, struct task *task,
		    struct error *err)
{
	struct past p = {.as_of = as_of, .today = task};

	if (log_store_each_office(store, take_change, &p, err) < 0)
		return -1;
	p.then.id = task->id;
	if (p.logged)
		*task = p.then;
	task->open = !p.closed;
	return !p.later;
}

struct walk {
	struct store *store;
	date_time as_of; /* SESSION_NOW = as it stands */
	task_store_fn fn;
	void *ctx;
};

static int visit(const struct walk *w, struct task *task, struct error *err)
{
	int there = 1;

	if (read_policies(w->store, task, err) < 0)
		return -1;
	if (w->as_of != SESSION_NOW)
		there = task_store_then(w->store, w->as_of, task, err);
	return there > 0 ? w->fn(w->ctx, task, err) : there;
}

static int walk_all(const struct walk *w, struct error *err)
{
	struct task task;
	struct sql q;
	int got;

	if (sql_open(&q, w->store, &select_tasks, err) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		read_task(&q, &task);
		if (visit(w, &task, err) != 0) {
			sql_close(&q);
			return -1;
		}
	}
	return got;
}

int task_store_each(struct store *store, date_time as_of, task_store_fn fn,
		    void *ctx, struct error *err)
{
	const struct walk w = {store, as_of, fn, ctx};

	return walk_all(&w, err);
}

struct search {
	const char *name;
	struct task *out;
	int found;
};

static int look(void *ctx, const struct task *task, struct error *err)
{
	struct search *search = ctx;

	(void)err;
	if (search->name ? strcmp(task->name, search->name) != 0 : !task->open)
		return 0;
	*search->out = *task;
	search->found++;
	return 0;
}

static int none_then(const char *name, struct error *err)
{
	if (name)
		return error_set(err, ERROR_USAGE,
				 _("no task \"%s\" at that time; see qctool "
				   "task list"),
				 name);
	return error_set(err, ERROR_USAGE,
			 _("no task was open at that time; name one with "
			   "--task"));
}

static int find(struct search *search, struct store *store, date_time as_of,
		struct error *err)
{
	const char *name = search->name;

	if (task_store_each(store, as_of, look, search, err) < 0)
		return -1;
	if (search->found == 1)
		return 0;
	if (search->found == 0 && as_of != SESSION_NOW)
		return none_then(name, err);
	if (name)
		return error_set(err, ERROR_USAGE,
				 _("no task \"%s\"; see qctool task list"),
				 name);
	if (search->found == 0)
		return error_set(err, ERROR_USAGE,
				 _("no open task; make one with qctool task "
				   "create"));
	return error_set(err, ERROR_USAGE,
			 P_("%d task is open; name one with --task",
			    "%d tasks are open; name one with --task",
			    search->found),
			 search->found);
}

int task_store_get(struct store *store, const char *name, struct task *out,
		   struct error *err)
{
	struct search search = {name, out, 0};

	return find(&search, store, SESSION_NOW, err);
}

int task_store_get_then(const struct session *session, const char *name,
			struct task *out, struct error *err)
{
	struct search search = {name, out, 0};

	return find(&search, session->store, session_as_of(session), err);
}
