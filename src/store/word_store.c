/* SPDX-License-Identifier: MIT */
#include "store/word_store.h"

#include "store/sql.h"

#define OF_STUDENTS(column)                                                    \
	{                                                                      \
		"SELECT DISTINCT " column                                      \
		" FROM student WHERE (task_id = ?2 OR ?2 = 0)"                 \
		" AND substr(" column ", 1, length(?1)) = ?1"                  \
		" AND " column " <> '' ORDER BY 1 LIMIT ?3",                   \
			"sii"                                                  \
	}

static const struct sql_query queries[] = {
	[WORD_STORE_XH] = OF_STUDENTS("xh"),
	[WORD_STORE_COLLEGE] = OF_STUDENTS("fy"),
	[WORD_STORE_CLASS] = OF_STUDENTS("bh"),
	[WORD_STORE_LEVEL] = OF_STUDENTS("cc"),
	[WORD_STORE_TASK] =
		{"SELECT name FROM task WHERE (id = ?2 OR ?2 = 0)"
		 " AND substr(name, 1, length(?1)) = ?1 ORDER BY id LIMIT ?3",
		 "sii"},
};

int word_store_each(struct store *store, const struct word_store *which,
		    word_store_fn fn, void *ctx, struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, &queries[which->kind], err, which->begin,
		     which->task_id, (long long)WORD_STORE_MOST) < 0)
		return -1;
	while ((got = sql_next(&q, err)) > 0)
		if (fn(ctx, sql_text(&q, 0), err) < 0) {
			sql_close(&q);
			return -1;
		}
	return got;
}
