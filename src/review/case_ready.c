/* SPDX-License-Identifier: MIT */
#include "review/case_ready.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/case_store.h"

/*
 * The gate is asked anew for every case that waits at the door, blocked ones
 * too: a payment or a code that came in since opens it, a policy that was set
 * since closes it.
 */
static int look(const struct session *session, long long id,
		struct case_ready_counts *counts, struct error *err)
{
	struct student_row row;
	int result;

	if (student_store_get(session->store, id, &row, err) < 0)
		return -1;
	result = case_store_look(session, &row, NULL, err);
	counts->total++;
	counts->ready += row.state == CASE_READY;
	counts->blocked += row.state == CASE_BLOCKED;
	student_store_release(&row);
	return result;
}

static int look_all(const struct session *session, const struct student_ids *c,
		    struct case_ready_counts *counts, struct error *err)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (look(session, c->list[i], counts, err) < 0)
			return -1;
	return 0;
}

int case_ready(const struct session *session, struct case_ready_counts *counts,
	       struct error *err)
{
	/*
	 * Later states are not looked at: a photo that is in is stopped where
	 * it leaves (rules/gate), and is not taken back to the door.
	 */
	static const struct case_filter waiting = {
		.state = "listed,ready,blocked"};
	struct student_ids c = {NULL, 0, 0};
	int result;

	memset(counts, 0, sizeof(*counts));
	result = student_store_ids(session, &waiting, &c, err);
	if (result == 0)
		result = store_begin(session->store, err);
	if (result == 0)
		result = store_end(session->store,
				   look_all(session, &c, counts, err),
				   session->dry_run, err);
	student_store_ids_release(&c);
	return result;
}
