/* SPDX-License-Identifier: MIT */
#include "store/package_store.h"

#include "base/i18n.h"
#include "store/sql.h"

static const struct sql_query insert_package = {
	"INSERT INTO package (task_id, name, profile, files, entries, bytes,"
	" built_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
	"isssiit",
};
static const struct sql_query count_name = {
	"SELECT count(*) FROM package WHERE task_id = ? AND name = ?",
	"is",
};
/* Which made photo went out under which name, for when it comes back. */
static const struct sql_query insert_entry = {
	"INSERT INTO package_entry (package_id, student_id, made_id, entry,"
	" sha256) VALUES (?, ?, ?, ?, ?)",
	"iiiss",
};
static const struct sql_query select_packages = {
	"SELECT id, name, profile, files, entries, bytes, built_at"
	" FROM package WHERE task_id = ? ORDER BY id",
	"i",
};
/*
 * With the serial and the code of today: what comes back is named by either.
 */
static const struct sql_query select_handed = {
	"SELECT e.package_id, e.student_id, e.entry, e.sha256,"
	" coalesce(nullif(s.wybh, ''), (SELECT iif(json_valid(c.fields),"
	" json_extract(c.fields, '$.wybh'), '') FROM code c"
	" WHERE c.student_id = s.id AND c.state = 'current'"
	" ORDER BY c.id DESC LIMIT 1), ''),"
	" coalesce((SELECT c.sha256 FROM code c WHERE c.student_id = s.id"
	" AND c.state = 'current' ORDER BY c.id DESC LIMIT 1), ''), "
	"p.built_at, p.profile"
	" FROM package_entry e JOIN package p ON p.id = e.package_id"
	" JOIN student s ON s.id = e.student_id WHERE p.task_id = ?"
	" ORDER BY e.package_id, s.bh, s.xh, s.id",
	"i",
};

/*
 * A function of its own because it is asked twice: before the first photo is
 * read, so that nothing is zipped in vain, and when the package is entered.
 */
int package_store_check_name(struct store *store, const struct task *task,
			     const char *name, struct error *err)
{
	long long taken;

	if (sql_get_int(store, &count_name, &taken, err, task->id, name) < 0)
		return -1;
	if (!taken)
		return 0;
	return error_set(err, ERROR_POLICY,
			 _("there is a package \"%s\" already; give another "
			   "name with -o"),
			 name);
}

int package_store_add(struct store *store, const struct task *task,
		      struct package_row *row, date_time now, struct error *err)
{
	if (package_store_check_name(store, task, row->name, err) < 0)
		return -1;
	if (sql_run(store, &insert_package, err, task->id, row->name,
		    row->profile, row->files, row->entries, row->bytes,
		    now) < 0)
		return -1;
	row->id = sql_last_id(store);
	return 0;
}

int package_store_add_entry(struct store *store,
			    const struct package_entry_row *entry,
			    struct error *err)
{
	return sql_run(store, &insert_entry, err, entry->package_id,
		       entry->student_id, entry->made_id, entry->entry,
		       entry->sha256);
}

int package_store_each(struct store *store, const struct task *task,
		       package_store_fn fn, void *ctx, struct error *err)
{
	struct package_row row;
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_packages, err, task->id) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		row.id = sql_int(&q, 0);
		row.name = sql_text(&q, 1);
		row.profile = sql_text(&q, 2);
		row.files = sql_text(&q, 3);
		row.entries = sql_int(&q, 4);
		row.bytes = sql_int(&q, 5);
		row.built_at = sql_text(&q, 6);
		if (fn(ctx, &row, err) != 0) {
			sql_close(&q);
			return -1;
		}
	}
	return got;
}

int package_store_each_handed(struct store *store, const struct task *task,
			      package_handed_row_fn fn, void *ctx,
			      struct error *err)
{
	struct package_handed_row handed;
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_handed, err, task->id) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		handed.package_id = sql_int(&q, 0);
		handed.student_id = sql_int(&q, 1);
		handed.entry = sql_text(&q, 2);
		handed.sha256 = sql_text(&q, 3);
		handed.serial = sql_text(&q, 4);
		handed.code_sha256 = sql_text(&q, 5);
		handed.built_at = sql_text(&q, 6);
		handed.profile = sql_text(&q, 7);
		if (fn(ctx, &handed, err) < 0) {
			sql_close(&q);
			return -1;
		}
	}
	return got;
}
