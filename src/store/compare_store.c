/* SPDX-License-Identifier: MIT */
#include "store/compare_store.h"

#include "store/sql.h"

#define COLUMNS                                                                \
	"c.id, c.photo_id, c.other_id, c.role, c.version, c.measure, c.score," \
	" c.verdict, c.mirrored, c.overruled, a.file, b.file,"                 \
	" ifnull(a.student_id, 0), ifnull(b.student_id, 0), c.face_width, "    \
	"c.at, b.imported_at, ifnull(s.xh, '')"                                \
	" FROM comparison c JOIN photo a ON a.id = c.photo_id"                 \
	" JOIN photo b ON b.id = c.other_id"                                   \
	" LEFT JOIN student s ON s.id = b.student_id"

/*
 * overruled is not among what a new verdict replaces: a reviewer's reason stays
 * with the pair when a later night measures it again.
 */
static const struct sql_query put_pair = {
	"INSERT INTO comparison (photo_id, other_id, role, version, measure,"
	" score, verdict, mirrored, face_width, at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	" ON CONFLICT (photo_id, other_id) DO UPDATE SET"
	" role = excluded.role, version = excluded.version,"
	" measure = excluded.measure, score = excluded.score,"
	" verdict = excluded.verdict, mirrored = excluded.mirrored,"
	" face_width = excluded.face_width,"
	" at = excluded.at",
	"iisirrsirt",
};
static const struct sql_query select_photo = {
	"SELECT " COLUMNS " WHERE c.photo_id = ? ORDER BY c.id",
	"i",
};
/*
 * Every pair of the photo, for the reviewer saw them all; not the different
 * ones, which stopped nothing.
 */
static const struct sql_query update_overruled = {
	"UPDATE comparison SET overruled = ? WHERE photo_id = ?"
	" AND verdict <> 'different'",
	"si",
};
static const struct sql_query count_pair = {
	"SELECT count(*) FROM comparison WHERE photo_id = ? AND other_id = ?"
	" AND version = ?",
	"iii",
};
/*
 * A photo that changed its owner or state since means another finding; a pair
 * that a person overruled stays with his reason.
 */
static const struct sql_query delete_changed = {
	"DELETE FROM comparison WHERE photo_id = ? AND overruled = ''"
	" AND other_id IN (SELECT id FROM photo WHERE sequence > ?)",
	"ii",
};
/*
 * How far a submission was compared: the next night looks at what came behind
 * it (photo_store, select_hashes).
 */
static const struct sql_query put_mark = {
	"INSERT INTO compared (photo_id, version, up_to_sequence, at)"
	" VALUES (?, ?, ?, ?) ON CONFLICT (photo_id) DO UPDATE SET"
	" version = excluded.version, up_to_sequence = excluded.up_to_sequence,"
	" at = excluded.at",
	"iiit",
};
static const struct sql_query select_mark = {
	"SELECT up_to_sequence FROM compared WHERE photo_id = ?"
	" AND version = ?",
	"ii",
};
static const struct sql_query put_query = {
	"INSERT INTO search_query (photo_id, version, bits) VALUES (?, ?, ?)"
	" ON CONFLICT (photo_id) DO UPDATE SET version = excluded.version,"
	" bits = excluded.bits",
	"iib",
};
static const struct sql_query select_query = {
	"SELECT bits FROM search_query WHERE photo_id = ? AND version = ?",
	"ii",
};

int compare_store_put(struct store *store, const struct compare_row *row,
		      date_time now, struct error *err)
{
	return sql_run(store, &put_pair, err, row->photo_id, row->other_id,
		       row->role, (long long)row->version, row->measure,
		       row->score, row->verdict, (long long)row->mirrored,
		       row->face_width, now);
}

static void read_row(const struct sql *q, struct compare_row *row)
{
	row->id = sql_int(q, 0);
	row->photo_id = sql_int(q, 1);
	row->other_id = sql_int(q, 2);
	row->role = sql_text(q, 3);
	row->version = (int)sql_int(q, 4);
	row->measure = sql_real(q, 5);
	row->score = sql_real(q, 6);
	row->verdict = sql_text(q, 7);
	row->mirrored = sql_int(q, 8) != 0;
	row->overruled = sql_text(q, 9);
	row->file = sql_text(q, 10);
	row->other_file = sql_text(q, 11);
	row->student_id = sql_int(q, 12);
	row->other_student_id = sql_int(q, 13);
	row->face_width = sql_real(q, 14);
	row->at = sql_text(q, 15);
	row->other_at = sql_text(q, 16);
	row->other_xh = sql_text(q, 17);
}

int compare_store_each_of(struct store *store, long long photo_id,
			  compare_store_fn fn, void *ctx, struct error *err)
{
	struct compare_row row;
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_photo, err, photo_id) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		read_row(&q, &row);
		if (fn(ctx, &row, err) != 0) {
			sql_close(&q);
			return -1;
		}
	}
	return got;
}

int compare_store_overrule(struct store *store, long long photo_id,
			   const char *reason, struct error *err)
{
	return sql_run(store, &update_overruled, err, reason, photo_id);
}

int compare_store_known(struct store *store, long long photo_id,
			long long other_id, int version, struct error *err)
{
	long long n;

	if (sql_get_int(store, &count_pair, &n, err, photo_id, other_id,
			(long long)version) < 0)
		return -1;
	return n > 0;
}

int compare_store_forget(struct store *store, long long photo_id,
			 long long up_to, struct error *err)
{
	return sql_run(store, &delete_changed, err, photo_id, up_to);
}

int compare_store_mark(struct store *store, const struct compare_mark *mark,
		       date_time now, struct error *err)
{
	return sql_run(store, &put_mark, err, mark->photo_id,
		       (long long)mark->version, mark->up_to, now);
}

int compare_store_marked(struct store *store, long long photo_id, int version,
			 long long *up_to, struct error *err)
{
	return sql_get_int(store, &select_mark, up_to, err, photo_id,
			   (long long)version);
}

int compare_store_put_query(struct store *store, long long photo_id,
			    int version, const struct buf *query,
			    struct error *err)
{
	return sql_run(store, &put_query, err, photo_id, (long long)version,
		       (const void *)query->data, query->size);
}

int compare_store_query(struct store *store, long long photo_id, int version,
			struct buf *out, struct error *err)
{
	const void *bytes;
	struct sql q;
	size_t size;
	int got;

	buf_clear(out);
	if (sql_open(&q, store, &select_query, err, photo_id,
		     (long long)version) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0) {
		bytes = sql_blob(&q, 0, &size);
		buf_add(out, bytes, size);
	}
	return got;
}
