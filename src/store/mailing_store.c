/* SPDX-License-Identifier: MIT */
#include "store/mailing_store.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/mem.h"
#include "store/log_store.h"
#include "store/sql.h"

static const struct sql_query insert_mailing = {
	"INSERT INTO mailing (task_id, student_id, name, phone, address,"
	" postcode, who, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	"iissssst",
};
static const struct sql_query select_last = {
	"SELECT name, phone, address, postcode, at FROM mailing"
	" WHERE student_id = ? ORDER BY id DESC LIMIT 1",
	"i",
};

int mailing_store_add(const struct session *session,
		      const struct mailing_row *row, struct error *err)
{
	struct json *detail;
	char *text;
	int result;

	if (sql_run(session->store, &insert_mailing, err, session->task->id,
		    row->student_id, row->name, row->phone, row->address,
		    row->postcode, session->who, session->now) < 0)
		return -1;
	/* The log tells that and when, the table where to. */
	detail = json_new_object();
	json_set_int(detail, "mailing", sql_last_id(session->store));
	text = json_line(detail);
	result = log_store_note(session, row->student_id, "mailed", text, err);
	free(text);
	return result;
}

int mailing_store_of(struct store *store, struct mailing_row *row,
		     struct error *err)
{
	struct sql q;
	int got;

	if (sql_open(&q, store, &select_last, err, row->student_id) < 0)
		return -1;
	got = sql_next(&q, err);
	if (got <= 0)
		return got;
	row->name = mem_xstrdup(sql_text(&q, 0));
	row->phone = mem_xstrdup(sql_text(&q, 1));
	row->address = mem_xstrdup(sql_text(&q, 2));
	row->postcode = mem_xstrdup(sql_text(&q, 3));
	snprintf(row->at, sizeof(row->at), "%s", sql_text(&q, 4));
	sql_close(&q);
	return 1;
}

void mailing_store_release(struct mailing_row *row)
{
	free(row->name);
	free(row->phone);
	free(row->address);
	free(row->postcode);
	row->name = row->phone = row->address = row->postcode = NULL;
}
