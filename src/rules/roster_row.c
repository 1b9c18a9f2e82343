/* SPDX-License-Identifier: MIT */
#include "rules/roster_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rules/redact.h"

void roster_row_release(struct roster_row *row)
{
	student_release(&row->student);
	findings_release(&row->findings);
	free(row->fields);
	memset(row, 0, sizeof(*row));
}

/* The lists keep their memory: a file has as many rows as it has students. */
void roster_row_clear(struct roster_row *row)
{
	student_release(&row->student);
	row->number = row->line = 0;
	row->is_student = false;
	row->findings.n = 0;
	row->faulty = 0;
}

/*
 * faulty spares the reader a second finding about one cell: a number that lost
 * its digits has the wrong length too, and says so no more.
 */
struct finding *roster_row_add(struct roster_row *row, enum student_field field,
			       const char *code, const char *detail)
{
	struct finding *f = findings_add_detail(&row->findings, code, detail);

	MEM_GROW(row->fields, row->findings.n - 1, row->fields_cap);
	row->fields[row->findings.n - 1] = field;
	if (f->severity == FINDING_ERROR && field < STUDENT_FIELD_COUNT)
		row->faulty |= ROSTER_ROW_BIT(field);
	return f;
}

struct finding *roster_row_add_other(struct roster_row *row,
				     enum student_field field, const char *code,
				     long other_row)
{
	struct finding *f = roster_row_add(row, field, code, NULL);

	f->value = (double)other_row;
	return f;
}

enum roster_row_status roster_row_status(const struct roster_row *row)
{
	switch (findings_worst(&row->findings)) {
	case FINDING_ERROR:
		return ROSTER_ROW_ERROR;
	case FINDING_WARN:
		return ROSTER_ROW_WARN;
	default:
		return ROSTER_ROW_OK;
	}
}

const char *roster_row_status_name(enum roster_row_status status)
{
	static const char *const names[] = {"ok", "warn", "error"};

	return names[status];
}

/* What somebody else has masked stays as they wrote it. */
void roster_row_show(struct buf *out, enum student_field field,
		     const char *value, bool unmask)
{
	enum student_privacy privacy = student_field_info(field)->privacy;

	if (unmask || redact_is_masked(value))
		buf_adds(out, value);
	else if (privacy == STUDENT_PRIVACY_NAME)
		redact_name(out, value);
	else if (privacy == STUDENT_PRIVACY_SECRET)
		redact_number(out, value);
	else
		buf_adds(out, value);
}
