/* SPDX-License-Identifier: MIT */
#include "roster/roster_other.h"

#include <string.h>

#include "store/student_store.h"

int roster_other_check(const struct session *session, struct roster_row *row,
		       struct error *err)
{
	const char *number = student_get(&row->student, STUDENT_zjhm);
	const char *given = student_get(&row->student, STUDENT_xllb);
	const char *wanted = session->task->category;
	char task[TASK_TEXT] = "";

	/* 普通 and 普通本专科 are one, as people write them. */
	if (*given && *wanted && !strstr(given, wanted) &&
	    !strstr(wanted, given))
		roster_row_add(row, STUDENT_xllb, "RST-CATEGORY", given);
	if (*number && student_store_other_task(session, number, task, err) < 0)
		return -1;
	if (task[0])
		roster_row_add(row, STUDENT_zjhm, "RST-OTHER-TASK", task);
	return 0;
}
