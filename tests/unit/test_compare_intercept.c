/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <unistd.h>

#include "base/mem.h"
#include "compare/compare_intercept.h"
#include "store/compare_store.h"
#include "store/photo_store.h"
#include "store/score_store.h"
#include "store/sql.h"
#include "store/task_store.h"

enum { NOW = 1775000000 };

struct fixture {
	char folder[32];
	struct store *store;
	struct task task;
	long long student;
	struct error err;
};

static void must(struct fixture *f, int code)
{
	if (code < 0)
		fail_msg("%s", f->err.text);
}

static struct session session_of(struct fixture *f)
{
	return (struct session){.store = f->store,
				.task = &f->task,
				.who = "clerk",
				.now = NOW};
}

static int setup(void **state)
{
	struct fixture *f = mem_xcalloc(1, sizeof(*f));
	enum student_store_change change;
	struct findings none = FINDINGS_INIT;
	struct student_row row;
	struct student s = {0};
	struct session session;

	*state = f;
	strcpy(f->folder, "/tmp/test_fails_XXXXXX");
	if (!mkdtemp(f->folder) || store_create(f->folder, NOW, &f->err) < 0 ||
	    store_open(f->folder, STORE_WRITE, 0, &f->store, &f->err) < 0)
		return -1;
	strcpy(f->task.name, "t");
	strcpy(f->task.kind, "recheck");
	strcpy(f->task.school_code, "99101");
	f->task.open = true;
	session = session_of(f);
	student_set(&s, STUDENT_xh, "01");
	if (task_store_add(f->store, &f->task, NOW, &f->err) < 0 ||
	    student_store_put(&session,
			      &(struct student_entry){"xh:01", &s, &none, 1},
			      &change, &f->err) < 0 ||
	    student_store_find(f->store, &f->task, "01", &row, &f->err) < 1)
		return -1;
	f->student = row.student.id;
	student_store_release(&row);
	student_release(&s);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char command[64];

	store_close(f->store);
	snprintf(command, sizeof(command), "rm -rf %s", f->folder);
	if (system(command) != 0)
		return -1;
	free(f);
	return 0;
}

static const struct sql_query insert_original = {
	"INSERT INTO original VALUES (?, 1, '')",
	"s",
};

static long long add_photo(struct fixture *f, enum photo_kind kind,
			   const char *name)
{
	struct session session = session_of(f);
	struct photo_row row = {.kind = kind, .sha256 = name, .file = name};
	bool added;

	must(f, sql_run(f->store, &insert_original, &f->err, name));
	must(f, photo_store_add(&session, &row, &added, &f->err));
	must(f,
	     photo_store_link(f->store, row.id,
			      &(struct owner_link){f->student, "xh", 1, "[]"},
			      &f->err));
	return row.id;
}

static void found_same(struct fixture *f, long long photo, long long other,
		       const char *role)
{
	struct compare_row row = {.photo_id = photo,
				  .other_id = other,
				  .role = role,
				  .version = 1,
				  .measure = 1,
				  .score = 100,
				  .verdict = "same"};

	must(f, compare_store_put(f->store, &row, NOW, &f->err));
}

/* The state after another photo was made and has failed. */
static enum case_state fail_again(struct fixture *f, long long photo,
				  const char *code, struct findings *findings)
{
	const struct session session = session_of(f);
	struct student_row row;
	enum case_state state;

	must(f, student_store_set_photo(f->store, f->student, photo, &f->err));
	must(f, student_store_set_state(
			f->store, f->student,
			&(struct student_state){CASE_MADE, "", NOW}, &f->err));
	must(f, student_store_get(f->store, f->student, &row, &f->err));
	findings_release(findings);
	findings_add(findings, code);
	must(f, compare_intercept_stop(
			&session, &row,
			&(struct compare_stop){LEDGER_BY_SAME, findings},
			&f->err));
	state = row.state;
	student_store_release(&row);
	return state;
}

static void three_different_photos_escalate(void **state)
{
	struct fixture *f = *state;
	struct findings found = FINDINGS_INIT;
	long long enrolled = add_photo(f, PHOTO_KIND_ENROLLMENT, "e");
	long long prior = add_photo(f, PHOTO_KIND_PRIOR, "p");
	long long one = add_photo(f, PHOTO_KIND_SUBMISSION, "1");
	long long copy = add_photo(f, PHOTO_KIND_SUBMISSION, "2");
	long long two = add_photo(f, PHOTO_KIND_SUBMISSION, "3");
	long long low = add_photo(f, PHOTO_KIND_SUBMISSION, "4");
	struct score_row score = {.student_id = f->student,
				  .photo_id = low,
				  .score = 50,
				  .least = 80,
				  .source = "s.csv",
				  .who = "clerk",
				  .at = NOW};

	found_same(f, one, enrolled, "SAM-ENROLL");
	assert_int_equal(fail_again(f, one, "SAM-ENROLL", &found),
			 CASE_INTERCEPTED);
	/* copies of one picture, and a refused one sent again: no new fail */
	found_same(f, copy, enrolled, "SAM-ENROLL");
	found_same(f, copy, one, "SAM-REJECTED");
	assert_int_equal(fail_again(f, copy, "SAM-ENROLL", &found),
			 CASE_INTERCEPTED);
	found_same(f, two, prior, "SAM-PRIOR");
	assert_int_equal(fail_again(f, two, "SAM-PRIOR", &found),
			 CASE_INTERCEPTED);
	assert_false(findings_has(&found, "CMP-THREE-FAILS"));
	must(f, score_store_add(f->store, &score, &f->err));
	assert_int_equal(fail_again(f, low, "CMP-BELOW", &found),
			 CASE_ESCALATED);
	assert_true(findings_has(&found, "CMP-THREE-FAILS"));
	findings_release(&found);
}

static void the_last_score_counts_and_an_overruled_verdict_not(void **state)
{
	struct fixture *f = *state;
	long long enrolled = add_photo(f, PHOTO_KIND_ENROLLMENT, "e");
	long long one = add_photo(f, PHOTO_KIND_SUBMISSION, "1");
	struct score_row score = {.student_id = f->student,
				  .score = 50,
				  .least = 80,
				  .source = "s.csv",
				  .who = "clerk",
				  .at = NOW};
	const struct session session = session_of(f);
	struct score_asked asked = {.student_id = f->student, .photo_id = one};
	struct score_value of;
	long long fails;

	found_same(f, one, enrolled, "SAM-ENROLL");
	must(f, compare_store_overrule(f->store, one, "twins", &f->err));
	must(f, score_store_add(f->store, &score, &f->err));
	/* from before any photo was here: of whichever comes */
	assert_int_equal(score_store_of(f->store, &asked, &of, &f->err), 1);
	assert_true(of.score < 51 && of.least > 79);
	score.photo_id = one;
	must(f, score_store_add(f->store, &score, &f->err));
	must(f, score_store_fails(&session, f->student, &fails, &f->err));
	assert_int_equal(fails, 1);
	score.score = 90;
	must(f, score_store_add(f->store, &score, &f->err));
	must(f, score_store_fails(&session, f->student, &fails, &f->err));
	assert_int_equal(fails, 0);
	assert_int_equal(score_store_of(f->store, &asked, &of, &f->err), 1);
	assert_true(of.score > 89);
	asked.student_id++;
	assert_int_equal(score_store_of(f->store, &asked, &of, &f->err), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(three_different_photos_escalate,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_last_score_counts_and_an_overruled_verdict_not,
			setup, teardown),
	};

	return cmocka_run_group_tests_name("compare_intercept", tests, NULL,
					   NULL);
}
