/* SPDX-License-Identifier: MIT */
#include "store/photo_store.h"

#include <math.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/sql.h"

#define COLUMNS                                                                \
	"p.id, ifnull(p.student_id, 0), p.kind, p.sha256, p.file,"             \
	" p.matched_by, p.confidence, p.width, p.height, p.bytes, p.profile,"  \
	" p.verdict, p.findings, p.face_x, p.face_y, p.face_width,"            \
	" p.face_height, p.state, p.turn"

static const char insert_photo[] =
	"INSERT OR IGNORE INTO photo (task_id, kind, sha256, file, bytes,"
	" imported_at) VALUES (?, ?, ?, ?, ?, ?)";
static const char select_id[] =
	"SELECT id FROM photo WHERE task_id = ? AND kind = ? AND sha256 = ?"
	" AND file = ?";
static const char select_twin[] =
	"SELECT file FROM photo WHERE task_id = ? AND kind = ? AND sha256 = ?"
	" AND id <> ? ORDER BY id LIMIT 1";
static const char select_all[] =
	"SELECT " COLUMNS " FROM photo p WHERE p.task_id = ?1"
	" AND (?2 IS NULL OR p.kind = ?2) ORDER BY p.id";
static const char select_student[] =
	"SELECT " COLUMNS " FROM photo p WHERE p.student_id = ?1"
	" AND (?2 IS NULL OR p.kind = ?2) ORDER BY p.id";
static const char select_one[] =
	"SELECT " COLUMNS " FROM photo p WHERE p.id = ?";
static const char update_link[] =
	"UPDATE photo SET student_id = nullif(?, 0), matched_by = ?,"
	" confidence = ?, findings = ? WHERE id = ?";
static const char update_check[] =
	"UPDATE photo SET width = ?, height = ?, bytes = ?, profile = ?,"
	" verdict = ?, findings = ?, face_x = ?, face_y = ?, face_width = ?,"
	" face_height = ?, checked_at = ? WHERE id = ?";
static const char clear_face[] =
	"UPDATE photo SET face_x = NULL, face_y = NULL, face_width = NULL,"
	" face_height = NULL WHERE id = ?";
static const char update_face[] =
	"UPDATE photo SET face_x = ?, face_y = ?, face_width = ?,"
	" face_height = ? WHERE id = ?";
static const char update_state[] = "UPDATE photo SET state = ? WHERE id = ?";
static const char update_replaced[] =
	"UPDATE photo SET state = 'replaced' WHERE id = ?"
	" AND state = 'current'";
static const char put_made[] =
	"INSERT INTO made (photo_id, profile, status, sha256, bytes, quality,"
	" head_top, eye_line, face_width, confidence, findings, made_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	" ON CONFLICT (photo_id, profile) DO UPDATE SET"
	" status = excluded.status, sha256 = excluded.sha256,"
	" bytes = excluded.bytes, quality = excluded.quality,"
	" head_top = excluded.head_top, eye_line = excluded.eye_line,"
	" face_width = excluded.face_width,"
	" confidence = excluded.confidence, findings = excluded.findings,"
	" made_at = excluded.made_at";
static const char select_made[] =
	"SELECT id, photo_id, profile, status, sha256, bytes, quality,"
	" head_top, eye_line, face_width, confidence, findings FROM made"
	" WHERE photo_id = ? AND profile = ?";
static const char put_hash[] =
	"INSERT INTO face_hash (photo_id, version, bits) VALUES (?, ?, ?)"
	" ON CONFLICT (photo_id) DO UPDATE SET version = excluded.version,"
	" bits = excluded.bits";
static const char select_hashes[] =
	"SELECT " COLUMNS ", h.bits FROM photo p LEFT JOIN face_hash h"
	" ON h.photo_id = p.id AND h.version = ?2 WHERE p.task_id = ?1"
	" ORDER BY p.turn, p.id";
enum { HASH_COLUMN = 19 };

int photo_store_add(struct store *store, const struct task *task,
		    struct photo_row *row, date_time now, bool *added,
		    struct error *err)
{
	if (sql_run(store, err, insert_photo, "isssit", task->id, row->kind,
		    row->sha256, row->file, row->bytes, now) < 0)
		return -1;
	*added = sql_changes(store) > 0;
	return sql_get_int(store, &row->id, 0, err, select_id, "isss", task->id,
			   row->kind, row->sha256, row->file);
}

int photo_store_twin(struct store *store, const struct task *task,
		     const struct photo_row *row, char **file,
		     struct error *err)
{
	struct sql q;
	int got;

	*file = NULL;
	if (sql_open(&q, store, err, select_twin, "issi", task->id, row->kind,
		     row->sha256, row->id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got == 1) {
		*file = mem_xstrdup(sql_text(&q, 0));
		sql_close(&q);
	}
	return got < 0 ? -1 : 0;
}

static void read_row(const struct sql *q, struct photo_row *row)
{
	row->id = sql_int(q, 0);
	row->student_id = sql_int(q, 1);
	row->kind = sql_text(q, 2);
	row->sha256 = sql_text(q, 3);
	row->file = sql_text(q, 4);
	row->matched_by = sql_text(q, 5);
	row->confidence = sql_real(q, 6);
	row->width = (int)sql_int(q, 7);
	row->height = (int)sql_int(q, 8);
	row->bytes = sql_int(q, 9);
	row->profile = sql_text(q, 10);
	row->verdict = sql_text(q, 11);
	row->findings = sql_text(q, 12);
	row->face_x = sql_real(q, 13);
	row->face_y = sql_real(q, 14);
	row->face_width = sql_real(q, 15);
	row->face_height = sql_real(q, 16);
	row->state = sql_text(q, 17);
	row->turn = sql_int(q, 18);
}

static int each_row(struct sql *q, photo_store_fn fn, void *ctx,
		    struct error *err)
{
	struct photo_row row;
	int got, result;

	while ((got = sql_next(q, err)) > 0) {
		read_row(q, &row);
		result = fn(ctx, &row, err);
		if (result != 0) {
			sql_close(q);
			return result;
		}
	}
	return got;
}

int photo_store_each(struct store *store, const struct task *task,
		     const char *kind, photo_store_fn fn, void *ctx,
		     struct error *err)
{
	struct sql q;

	if (sql_open(&q, store, err, select_all, "is", task->id, kind) < 0)
		return -1;
	return each_row(&q, fn, ctx, err);
}

int photo_store_each_of(struct store *store, long long student_id,
			const char *kind, photo_store_fn fn, void *ctx,
			struct error *err)
{
	struct sql q;

	if (sql_open(&q, store, err, select_student, "is", student_id, kind) <
	    0)
		return -1;
	return each_row(&q, fn, ctx, err);
}

int photo_store_get(struct store *store, long long id, photo_store_fn fn,
		    void *ctx, struct error *err)
{
	struct photo_row row;
	struct sql q;
	int got;

	if (sql_open(&q, store, err, select_one, "i", id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got < 0)
		return -1;
	if (got == 0)
		return error_set(err, ERROR_STORE,
				 _("the store has no photo %lld"), id);
	read_row(&q, &row);
	got = fn(ctx, &row, err);
	sql_close(&q);
	return got;
}

int photo_store_link(struct store *store, long long id, long long student_id,
		     const char *matched_by, double confidence,
		     const char *findings, struct error *err)
{
	return sql_run(store, err, update_link, "isrsi", student_id, matched_by,
		       confidence, findings, id);
}

int photo_store_set_check(struct store *store, const struct photo_row *row,
			  date_time now, struct error *err)
{
	bool face = !isnan(row->face_width);

	if (sql_run(store, err, update_check, "iiisssrrrrti",
		    (long long)row->width, (long long)row->height, row->bytes,
		    row->profile, row->verdict, row->findings,
		    face ? row->face_x : 0.0, face ? row->face_y : 0.0,
		    face ? row->face_width : 0.0, face ? row->face_height : 0.0,
		    now, row->id) < 0)
		return -1;
	return face ? 0 : sql_run(store, err, clear_face, "i", row->id);
}

int photo_store_set_face(struct store *store, long long id, double x, double y,
			 double width, double height, struct error *err)
{
	return sql_run(store, err, update_face, "rrrri", x, y, width, height,
		       id);
}

int photo_store_set_state(struct store *store, long long id, const char *state,
			  struct error *err)
{
	return sql_run(store, err, update_state, "si", state, id);
}

int photo_store_replace(struct store *store, long long id, struct error *err)
{
	return sql_run(store, err, update_replaced, "i", id);
}

int photo_store_put_made(struct store *store, struct photo_made_row *row,
			 date_time now, struct error *err)
{
	if (sql_run(store, err, put_made, "isssiirrrrst", row->photo_id,
		    row->profile, row->status, row->sha256, row->bytes,
		    (long long)row->quality, row->head_top, row->eye_line,
		    row->face_width, row->confidence, row->findings, now) < 0)
		return -1;
	return sql_get_int(store, &row->id, 0, err, select_made, "is",
			   row->photo_id, row->profile);
}

int photo_store_get_made(struct store *store, long long photo_id,
			 const char *profile, photo_store_made_fn fn, void *ctx,
			 struct error *err)
{
	struct photo_made_row row;
	struct sql q;
	int got;

	if (sql_open(&q, store, err, select_made, "is", photo_id, profile) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	row.id = sql_int(&q, 0);
	row.photo_id = sql_int(&q, 1);
	row.profile = sql_text(&q, 2);
	row.status = sql_text(&q, 3);
	row.sha256 = sql_text(&q, 4);
	row.bytes = sql_int(&q, 5);
	row.quality = (int)sql_int(&q, 6);
	row.head_top = sql_real(&q, 7);
	row.eye_line = sql_real(&q, 8);
	row.face_width = sql_real(&q, 9);
	row.confidence = sql_real(&q, 10);
	row.findings = sql_text(&q, 11);
	got = fn(ctx, &row, err);
	sql_close(&q);
	return got < 0 ? -1 : 1;
}

int photo_store_put_hash(struct store *store, long long photo_id, int version,
			 const void *bits, size_t n, struct error *err)
{
	return sql_run(store, err, put_hash, "iib", photo_id,
		       (long long)version, bits, n);
}

int photo_store_each_hash(struct store *store, const struct task *task,
			  int version, photo_store_hash_fn fn, void *ctx,
			  struct error *err)
{
	struct photo_row row;
	const void *bits;
	struct sql q;
	size_t n;
	int got;

	if (sql_open(&q, store, err, select_hashes, "ii", task->id,
		     (long long)version) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		read_row(&q, &row);
		bits = sql_blob(&q, HASH_COLUMN, &n);
		if (fn(ctx, &row, bits, n, err) != 0) {
			sql_close(&q);
			return -1;
		}
	}
	return got;
}
