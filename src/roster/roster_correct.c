/* SPDX-License-Identifier: MIT */
#include "roster/roster_correct.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "roster/roster_columns.h"
#include "roster/roster_edit.h"
#include "rules/person_name.h"
#include "rules/redact.h"

enum { NUMBER, NAME, FIELD, BEFORE, AFTER, REASON, BY, FIELDS };

static const struct titled_field fields[FIELDS] = {
	[NUMBER] = {"number", "学号|考生号|证件号码|证件号|身份证号|"
			      "身份证号码|xh|ksh|zjhm"},
	[NAME] = {"name", "姓名|学生姓名|xm"},
	[FIELD] = {"field", "项目|勘误项目|更正项目|错误项目|更正字段|字段|"
			    "field"},
	[BEFORE] = {"before", "原内容|原信息|更正前|误|现内容|before"},
	[AFTER] = {"after", "应改为|更正为|改为|更正后|正确内容|正|after"},
	[REASON] = {"reason", "原因|更正原因|勘误原因|理由|说明|reason"},
	[BY] = {"by", "提出人|申请人|签名|学生签名|经办人|by"},
};

/* What a line has changed, so that another may not change it back. */
struct done {
	long long student_id;
	enum student_field field;
	char *after;
};

struct reader {
	const struct roster_correct *job;
	struct roster_correct_counts *counts;
	struct titled_reader in;
	struct roster_columns columns;
	struct done *done;
	size_t n, cap;
};

/* A line under work. */
struct line {
	const struct sheet_row *sheet;
	struct student_row row;	   /* of the student; id 0 = nobody */
	struct roster_edit wanted; /* the new value, cleaned */
	enum student_field field;
	struct findings findings;
	enum roster_correct_status status;
};

const char *roster_correct_status_name(enum roster_correct_status status)
{
	static const char *const names[] = {"changed",	 "same",     "unknown",
					    "duplicate", "mismatch", "refused"};

	return names[status];
}

static const char *cell(struct reader *r, const struct line *l, size_t field)
{
	return titled_cell(&r->in.titles, l->sheet, field);
}

static void refuse(struct line *l, enum roster_correct_status status,
		   const char *code, const char *detail)
{
	findings_add_detail(&l->findings, code, detail);
	l->status = status;
}

/* A value as the roster would have it; NULL when it is not one. */
static const char *clean(const struct line *l, const char *value,
			 struct roster_edit *out)
{
	char *text = mem_xprintf("%s=%s", student_field_name(l->field), value);
	int result = roster_edit_parse(&text, 1, out, NULL);

	free(text);
	return result < 0 ? NULL : student_get(&out->row.student, l->field);
}

/*
 * The form that went out may have been masked: 陈** and 990***********3350 are
 * held against the name and number they hide.
 */
static bool is_value(enum student_field field, const char *written,
		     const char *value)
{
	if (!redact_is_masked(written))
		return strcmp(written, value) == 0;
	if (student_field_info(field)->form == STUDENT_NAME)
		return redact_fits_name(written, value) != REDACT_NO;
	return redact_fits_number(written, value) != REDACT_NO;
}

static bool is_name(const struct line *l, const char *written)
{
	const struct student *s = &l->row.student;

	if (redact_is_masked(written))
		return is_value(STUDENT_xm, written,
				student_get(s, STUDENT_xm));
	return person_name_same(written, student_get(s, STUDENT_xm),
				student_get(s, STUDENT_cym)) !=
	       PERSON_NAME_DIFFERENT;
}

static int find_student(struct reader *r, struct line *l, struct error *err)
{
	const char *number = cell(r, l, NUMBER), *name = cell(r, l, NAME);
	const struct session *session = r->job->session;
	int got;

	if (!*number) {
		refuse(l, ROSTER_CORRECT_UNKNOWN, "COR-UNKNOWN", "");
		return 0;
	}
	got = student_store_find(session->store, session->task, number, &l->row,
				 err);
	if (got < 0)
		return -1;
	if (got == 0)
		refuse(l, ROSTER_CORRECT_UNKNOWN, "COR-UNKNOWN", "");
	else if (*name && !is_name(l, name))
		refuse(l, ROSTER_CORRECT_MISMATCH, "COR-NAME", "");
	return 0;
}

static void find_field(struct reader *r, struct line *l)
{
	const char *word = cell(r, l, FIELD);

	l->field = student_field_find(word);
	if (l->field == STUDENT_FIELD_COUNT)
		l->field = roster_columns_find(&r->columns, word);
	if (l->field == STUDENT_FIELD_COUNT)
		refuse(l, ROSTER_CORRECT_REFUSED, "COR-FIELD", word);
}

/* What the line says it is must be what the roster has: else it is stale. */
static void check_before(struct reader *r, struct line *l)
{
	struct roster_edit was = ROSTER_EDIT_INIT;
	const char *written = cell(r, l, BEFORE), *value;

	if (!*written)
		return;
	value = redact_is_masked(written) ? written : clean(l, written, &was);
	if (!value ||
	    !is_value(l->field, value, student_get(&l->row.student, l->field)))
		refuse(l, ROSTER_CORRECT_MISMATCH, "COR-BEFORE", "");
	roster_row_release(&was.row);
}

static void check_after(struct reader *r, struct line *l)
{
	const char *written = cell(r, l, AFTER), *value = NULL;

	if (*written && !redact_is_masked(written))
		value = clean(l, written, &l->wanted);
	if (!value || !*value)
		refuse(l, ROSTER_CORRECT_REFUSED, "COR-VALUE", "");
}

/* As it will be; before the change the whole student is not there yet. */
static const char *wanted(const struct line *l)
{
	return student_get(&l->wanted.row.student, l->field);
}

static void check_twice(struct reader *r, struct line *l)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->done[i].student_id == l->row.student.id &&
		    r->done[i].field == l->field &&
		    strcmp(r->done[i].after, wanted(l)) != 0)
			refuse(l, ROSTER_CORRECT_DUPLICATE, "COR-TWICE", "");
}

static bool is_good(const struct line *l)
{
	return l->status == ROSTER_CORRECT_CHANGED;
}

static int judge(struct reader *r, struct line *l, struct error *err)
{
	if (find_student(r, l, err) < 0)
		return -1;
	if (is_good(l))
		find_field(r, l);
	if (is_good(l))
		check_after(r, l);
	if (is_good(l))
		check_twice(r, l);
	if (is_good(l) &&
	    strcmp(student_get(&l->row.student, l->field), wanted(l)) == 0)
		l->status = ROSTER_CORRECT_SAME;
	if (is_good(l))
		check_before(r, l);
	if (is_good(l) && !*cell(r, l, REASON))
		refuse(l, ROSTER_CORRECT_REFUSED, "COR-REASON", "");
	return 0;
}

/*
 * What is wrong with the student as he would be is the line's fault, and the
 * lines behind it go on.
 */
static int change(struct reader *r, struct line *l, struct error *err)
{
	const char *by = cell(r, l, BY);
	bool own = !*by || is_name(l, by);
	struct error why = ERROR_INIT;
	struct buf reason = BUF_INIT;
	int result;

	/*
	 * Who asked stands before why, unless it is the student: the log names
	 * no students, and its own "who" is the clerk.
	 */
	buf_addf(&reason, "%s%s%s", own ? "" : by, own ? "" : ": ",
		 cell(r, l, REASON));
	l->wanted.reason = buf_str(&reason);
	result = roster_edit_put(r->job->session, &l->row, &l->wanted, &why);
	l->wanted.reason = NULL;
	buf_release(&reason);
	if (result < 0 && why.kind == ERROR_INPUT) {
		refuse(l, ROSTER_CORRECT_REFUSED, "COR-REFUSED", why.text);
		return 0;
	}
	if (result < 0) {
		*err = why;
		return -1;
	}
	MEM_GROW(r->done, r->n, r->cap);
	r->done[r->n++] = (struct done){l->row.student.id, l->field,
					mem_xstrdup(wanted(l))};
	return 0;
}

static int show(struct reader *r, const struct line *l, struct error *err)
{
	bool known = l->row.student.id && l->field != STUDENT_FIELD_COUNT;
	const struct roster_correct_shown shown = {
		.row = l->sheet->number,
		.student = l->row.student.id ? &l->row.student : NULL,
		.field = l->field,
		.before = known ? student_get(&l->row.student, l->field) : "",
		.after = l->field == STUDENT_FIELD_COUNT ? "" : wanted(l),
		.reason = cell(r, l, REASON),
		.status = l->status,
		.findings = &l->findings,
	};

	r->counts->total++;
	r->counts->by_status[l->status]++;
	return r->job->show(r->job->ctx, &shown, err);
}

static int take_line(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct reader *r = ctx;
	struct line l = {.sheet = row,
			 .wanted = ROSTER_EDIT_INIT,
			 .field = STUDENT_FIELD_COUNT};
	int result;

	if (!*cell(r, &l, FIELD) && !*cell(r, &l, AFTER))
		return 0;
	result = judge(r, &l, err);
	if (result == 0 && is_good(&l))
		result = change(r, &l, err);
	if (result == 0)
		result = show(r, &l, err);
	student_store_release(&l.row);
	roster_row_release(&l.wanted.row);
	findings_release(&l.findings);
	return result;
}

static bool is_header(const struct titled *titles)
{
	return titled_has(titles, NUMBER) && titled_has(titles, FIELD) &&
	       titled_has(titles, AFTER);
}

static int no_header(const struct titled_reader *in, struct error *err)
{
	return error_set(err, ERROR_INPUT,
			 _("%s: no header with 学号 or another number, 项目 "
			   "and 应改为; say --map field=… and --map after=…"),
			 in->file);
}

static int read_all(struct reader *r, struct error *err)
{
	struct store *store = r->job->session->store;

	if (store_begin(store, err) < 0)
		return -1;
	return store_end(store, titled_read(&r->in, err),
			 r->job->session->dry_run, err);
}

int roster_correct(const struct roster_correct *job, const char *path,
		   struct roster_correct_counts *counts, struct error *err)
{
	struct reader r = {.job = job,
			   .counts = counts,
			   .in = {.file = path,
				  .is_header = is_header,
				  .no_header = no_header,
				  .row = take_line,
				  .ctx = &r},
			   .columns = ROSTER_COLUMNS_INIT};
	int result;
	size_t i;

	*counts = (struct roster_correct_counts){0};
	result = titled_start(&r.in.titles, fields, FIELDS, job->map, err);
	if (result == 0)
		result = roster_columns_load(NULL, &r.columns, err);
	if (result == 0)
		result = read_all(&r, err);
	for (i = 0; i < r.n; i++)
		free(r.done[i].after);
	free(r.done);
	roster_columns_release(&r.columns);
	return result;
}
