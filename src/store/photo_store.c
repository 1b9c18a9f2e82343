/* SPDX-License-Identifier: MIT */
#include "store/photo_store.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/sql.h"
#include "store/student_columns.h"

#define COLUMNS                                                                \
	"p.id, ifnull(p.student_id, 0), p.kind, p.sha256, p.file,"             \
	" p.matched_by, p.confidence, p.width, p.height, p.bytes, p.profile,"  \
	" p.verdict, p.findings, p.face_x, p.face_y, p.face_width,"            \
	" p.face_height, p.state, p.sequence, p.imported_at, p.checked_at"

static const struct sql_query insert_photo = {
	"INSERT OR IGNORE INTO photo (task_id, kind, sha256, file, bytes,"
	" imported_at) VALUES (?, ?, ?, ?, ?, ?)",
	"isssit",
};
static const struct sql_query select_id = {
	"SELECT id FROM photo WHERE task_id = ? AND kind = ? AND sha256 = ?"
	" AND file = ?",
	"isss",
};
static const struct sql_query select_twin = {
	"SELECT file FROM photo WHERE task_id = ? AND kind = ? AND sha256 = ?"
	" AND id <> ? ORDER BY id LIMIT 1",
	"issi",
};
static const struct sql_query select_all = {
	"SELECT " COLUMNS " FROM photo p WHERE p.task_id = ?1"
	" AND (?2 IS NULL OR p.kind = ?2) ORDER BY p.id",
	"is",
};
/*
 * What a submission was at ?3: refused, or no longer the photo in force, or
 * neither.
 */
static const struct sql_query select_state_then = {
	"WITH l AS (SELECT seq, event, " STUDENT_SHA_OF_LOG
	" AS sha256 FROM log l"
	" WHERE student_id = ?1 AND at <= ?3"
	" AND event IN ('photo', 'replace', 'reject', 'undo')"
	" AND NOT EXISTS (SELECT 1 FROM log u WHERE u.student_id = ?1"
	" AND u.at <= ?3 AND u.event = 'undo'"
	" AND json_extract(u.detail, '$.undoes') = l.seq))"
	" SELECT CASE WHEN EXISTS (SELECT 1 FROM l"
	"   WHERE event = 'reject' AND sha256 = ?2) THEN 'rejected'"
	" WHEN EXISTS (SELECT 1 FROM l"
	"   WHERE event IN ('photo', 'replace') AND sha256 = ?2)"
	"  AND ?2 <> (SELECT sha256 FROM l WHERE event <> 'reject'"
	"   ORDER BY seq DESC LIMIT 1) THEN 'replaced'"
	" ELSE 'current' END",
	"ist",
};
static const struct sql_query select_one = {
	"SELECT " COLUMNS " FROM photo p WHERE p.id = ?",
	"i",
};
static const struct sql_query update_link = {
	"UPDATE photo SET student_id = nullif(?, 0), matched_by = ?,"
	" confidence = ?, findings = ? WHERE id = ?",
	"isrsi",
};
static const struct sql_query update_check = {
	"UPDATE photo SET width = ?, height = ?, bytes = ?, profile = ?,"
	" verdict = ?, findings = ?, checked_at = ? WHERE id = ?",
	"iiisssti",
};
/*
 * The only writer of a face's box.  Checking and comparing look at different
 * sizes of a photo and see boxes that differ by some pixels.  The one that the
 * prints were made from stays with them: a later check (?6 = 0) does not part
 * them, or a pair would be aligned otherwise than it was searched for.
 */
static const struct sql_query update_face = {
	"UPDATE photo SET face_x = ?1, face_y = ?2, face_width = ?3,"
	" face_height = ?4 WHERE id = ?5 AND (?6 OR NOT EXISTS"
	" (SELECT 1 FROM face_hash WHERE photo_id = ?5))",
	"rrrrii",
};
static const struct sql_query update_state = {
	"UPDATE photo SET state = ? WHERE id = ?",
	"si",
};
static const struct sql_query update_restored = {
	"UPDATE photo SET state = 'current' WHERE id = ?"
	" AND state = 'replaced'",
	"i",
};
static const struct sql_query select_of_student = {
	"SELECT ifnull(max(id), 0) FROM photo WHERE student_id = ?"
	" AND kind = 'submission' AND sha256 = ?",
	"is",
};
static const struct sql_query update_replaced = {
	"UPDATE photo SET state = 'replaced' WHERE id = ?"
	" AND state = 'current'",
	"i",
};
static const struct sql_query put_made = {
	"INSERT INTO made (photo_id, profile, status, sha256, bytes, quality,"
	" head_top, eye_line, face_width, confidence, findings, made_at,"
	" fit, fit_by)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	" ON CONFLICT (photo_id, profile) DO UPDATE SET"
	" status = excluded.status, sha256 = excluded.sha256,"
	" bytes = excluded.bytes, quality = excluded.quality,"
	" head_top = excluded.head_top, eye_line = excluded.eye_line,"
	" face_width = excluded.face_width,"
	" confidence = excluded.confidence, findings = excluded.findings,"
	" made_at = excluded.made_at, fit = excluded.fit,"
	" fit_by = excluded.fit_by",
	"isssiirrrrstss",
};
static const struct sql_query select_made = {
	"SELECT id, photo_id, profile, status, sha256, bytes, quality,"
	" head_top, eye_line, face_width, confidence, findings, made_at,"
	" fit, fit_by"
	" FROM made"
	" WHERE photo_id = ? AND profile = ?",
	"is",
};
static const struct sql_query update_fit = {
	"UPDATE made SET fit = ?, fit_by = ? WHERE id = ?",
	"ssi",
};
static const struct sql_query put_hash = {
	"INSERT INTO face_hash (photo_id, version, bits) VALUES (?, ?, ?)"
	" ON CONFLICT (photo_id) DO UPDATE SET version = excluded.version,"
	" bits = excluded.bits",
	"iib",
};
/*
 * By sequence, so that the prints of what changed since a search stand together
 * at the end and the search begins in the middle:
 *
 *	sequence   3   5   6   8 |  9  11  12
 *	photo      A   D   B   F |  E   C   G
 *	                         ^ compared.up_to_sequence of a submission
 *	           seen by its   | to be looked at tonight
 *	           last search   |
 *
 * Triggers of the schema (migrations/0004) give a photo a new sequence when it
 * comes in, gets another owner or another state, and at nothing else.
 */
#define HASHES                                                                 \
	"SELECT " COLUMNS                                                      \
	", h.version, h.bits, p.task_id FROM photo p LEFT JOIN face_hash h"    \
	" ON h.photo_id = p.id "
static const struct sql_query select_hashes = {
	HASHES "WHERE p.task_id = ? ORDER BY p.sequence, p.id",
	"i",
};
static const struct sql_query select_every_hash = {
	HASHES "ORDER BY p.sequence, p.id",
	"",
};
enum { HASH_COLUMN = 21 };

/*
 * The same file of the same kind is known by its bytes and its name together:
 * two students who send one picture under two names are two photos, and the
 * twin is said (photo_store_twin).
 */
int photo_store_add(const struct session *session, struct photo_row *row,
		    bool *added, struct error *err)
{
	struct store *store = session->store;
	long long task = session->task->id;

	if (sql_run(store, &insert_photo, err, task,
		    photo_kind_names[row->kind], row->sha256, row->file,
		    row->bytes, session->now) < 0)
		return -1;
	*added = sql_changes(store) > 0;
	return sql_get_int(store, &select_id, &row->id, err, task,
			   photo_kind_names[row->kind], row->sha256, row->file);
}

int photo_store_twin(const struct session *session, const struct photo_row *row,
		     char **file, struct error *err)
{
	struct sql q;
	int got;

	*file = NULL;
	if (sql_open(&q, session->store, &select_twin, err, session->task->id,
		     photo_kind_names[row->kind], row->sha256, row->id) < 0)
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
	row->kind = photo_kind_find(sql_text(q, 2));
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
	row->face.x = sql_real(q, 13);
	row->face.y = sql_real(q, 14);
	row->face.width = sql_real(q, 15);
	row->face.height = sql_real(q, 16);
	row->state = sql_text(q, 17);
	row->sequence = sql_int(q, 18);
	row->imported_at = sql_text(q, 19);
	row->checked_at = sql_text(q, 20);
}

static const char *as_written(const char *state)
{
	return strcmp(state, "rejected") == 0	? "rejected"
	       : strcmp(state, "replaced") == 0 ? "replaced"
						: "current";
}

/* 1 with the row as it was then, 0 when it had not come yet. */
static int go_back(const struct session *session, struct photo_row *row,
		   struct error *err)
{
	struct sql q;

	if (!session_sees(session, row->imported_at))
		return 0;
	/*
	 * The check is written over by the next one; what it said then is not
	 * known, and an empty one is truer than a later one.
	 */
	if (!session_sees(session, row->checked_at)) {
		row->profile = row->verdict = "";
		row->findings = "[]";
	}
	if (!session->as_of || row->kind != PHOTO_KIND_SUBMISSION)
		return 1;
	if (sql_open(&q, session->store, &select_state_then, err,
		     row->student_id, row->sha256, session->as_of) < 0 ||
	    sql_next(&q, err) < 0)
		return -1;
	row->state = as_written(sql_text(&q, 0));
	sql_close(&q);
	return 1;
}

int photo_store_each(const struct session *session, enum photo_kind kind,
		     photo_store_fn fn, void *ctx, struct error *err)
{
	struct photo_row row;
	struct sql q;
	int got, result;

	if (sql_open(&q, session->store, &select_all, err, session->task->id,
		     photo_kind_names[kind]) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		read_row(&q, &row);
		result = go_back(session, &row, err);
		if (result > 0)
			result = fn(ctx, &row, err);
		if (result != 0) {
			sql_close(&q);
			return result;
		}
	}
	return got;
}

int photo_store_has(struct store *store, long long id, struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_one, err, id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got > 0)
		sql_close(&q);
	return got;
}

int photo_store_get(struct store *store, long long id, photo_store_fn fn,
		    void *ctx, struct error *err)
{
	struct photo_row row;
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_one, err, id) < 0)
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

int photo_store_link(struct store *store, long long id,
		     const struct owner_link *link, struct error *err)
{
	return sql_run(store, &update_link, err, link->student_id, link->by,
		       link->confidence, link->findings, id);
}

static int write_face(struct store *store, long long id,
		      const struct photo_face *face, bool of_prints,
		      struct error *err)
{
	/* A NAN is bound as NULL. */
	static const struct photo_face none = {NAN, NAN, NAN, NAN};

	if (isnan(face->width))
		face = &none;
	return sql_run(store, &update_face, err, face->x, face->y, face->width,
		       face->height, id, (long long)of_prints);
}

int photo_store_set_check(struct store *store, const struct photo_row *row,
			  date_time now, struct error *err)
{
	if (sql_run(store, &update_check, err, (long long)row->width,
		    (long long)row->height, row->bytes, row->profile,
		    row->verdict, row->findings, now, row->id) < 0)
		return -1;
	return write_face(store, row->id, &row->face, false, err);
}

int photo_store_set_state(struct store *store, long long id, const char *state,
			  struct error *err)
{
	return sql_run(store, &update_state, err, state, id);
}

int photo_store_restore(struct store *store, long long id, struct error *err)
{
	return sql_run(store, &update_restored, err, id);
}

int photo_store_find(const struct session *session, long long student_id,
		     const char *sha256, long long *id, struct error *err)
{
	return sql_get_int(session->store, &select_of_student, id, err,
			   student_id, sha256);
}

int photo_store_replace(struct store *store, long long id, struct error *err)
{
	return sql_run(store, &update_replaced, err, id);
}

int photo_store_put_made(struct store *store, struct photo_made_row *row,
			 date_time now, struct error *err)
{
	if (sql_run(store, &put_made, err, row->photo_id, row->profile,
		    row->status, row->sha256, row->bytes,
		    (long long)row->quality, row->head_top, row->eye_line,
		    row->face_width, row->confidence, row->findings, now,
		    row->fit ? row->fit : "[]",
		    row->fit_by ? row->fit_by : "") < 0)
		return -1;
	return sql_get_int(store, &select_made, &row->id, err, row->photo_id,
			   row->profile);
}

int photo_store_get_made(struct store *store, const struct photo_made_key *key,
			 photo_store_made_fn fn, void *ctx, struct error *err)
{
	struct photo_made_row row;
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_made, err, key->photo_id,
		     key->profile) < 0)
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
	row.made_at = sql_text(&q, 12);
	row.fit = sql_text(&q, 13);
	row.fit_by = sql_text(&q, 14);
	got = fn(ctx, &row, err);
	sql_close(&q);
	return got < 0 ? -1 : 1;
}

int photo_store_set_fit(struct store *store, const struct photo_made_row *row,
			struct error *err)
{
	return sql_run(store, &update_fit, err, row->fit, row->fit_by, row->id);
}

int photo_store_put_hash(struct store *store, long long photo_id,
			 const struct photo_hash *hash,
			 const struct photo_face *face, struct error *err)
{
	if (face && write_face(store, photo_id, face, true, err) < 0)
		return -1;
	return sql_run(store, &put_hash, err, photo_id,
		       (long long)hash->version, hash->bits, hash->size);
}

int photo_store_each_hash(struct store *store, const struct task *task,
			  photo_store_hash_fn fn, void *ctx, struct error *err)
{
	struct photo_hash hash;
	struct photo_row row;
	struct sql q;
	int got = task ? sql_open(&q, store, &select_hashes, err, task->id)
		       : sql_open(&q, store, &select_every_hash, err);

	if (got < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		read_row(&q, &row);
		row.task_id = sql_int(&q, HASH_COLUMN + 2);
		hash.version = (int)sql_int(&q, HASH_COLUMN);
		hash.bits = sql_blob(&q, HASH_COLUMN + 1, &hash.size);
		if (fn(ctx, &row, &hash, err) != 0) {
			sql_close(&q);
			return -1;
		}
	}
	return got;
}
