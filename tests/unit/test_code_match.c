/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <signal.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "codec/picture/jpeg_write.h"
#include "codec/picture/photo_decode.h"
#include "image/pixel/rotate.h"
#include "code/code_import.h"
#include "code/code_match.h"
#include "code/code_supersede.h"
#include "store/file_store.h"
#include "store/log_store.h"
#include "store/store_seal.h"
#include "store/photo_store.h"
#include "store/student_store.h"
#include "store/task_store.h"

enum { MOST = 16 };

struct got {
	char file[80], layout[40], by[40], xh[20], codes[200];
	bool superseded;
};

struct fixture {
	char folder[64], original[SHA256_HEX];
	struct store *store;
	struct task task;
	struct got got[MOST];
	int n;
	long compared;
	struct error err;
};

static struct session session_of(const struct fixture *f)
{
	return (struct session){
		.store = f->store, .task = &f->task, .who = "test"};
}

static void add_student(struct fixture *f, const char *const values[5])
{
	static const enum student_field fields[] = {
		STUDENT_xh, STUDENT_xm, STUDENT_zjhm, STUDENT_bh, STUDENT_cc};
	struct session session = session_of(f);
	struct student s = {.id = 0};
	struct findings none = FINDINGS_INIT;
	enum student_store_change change;
	size_t i;

	for (i = 0; i < 5; i++)
		student_set(&s, fields[i], values[i]);
	assert_int_equal(student_store_put(&session,
					   &(struct student_entry){
						   values[0], &s, &none, 0},
					   &change, &f->err),
			 0);
	student_release(&s);
}

#define STUDENT(...) add_student(f, (const char *const[5]){__VA_ARGS__})

static int set_up(void **state)
{
	struct fixture *f = mem_xcalloc(1, sizeof(*f));
	struct file_store_item item = {FILE_STORE_ORIGINAL, "x", 1, ""};
	struct session session;

	signal(SIGPIPE, SIG_IGN);
	snprintf(f->folder, sizeof(f->folder), "/tmp/code-match-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	assert_int_equal(store_create(f->folder, 0, &f->err), 0);
	assert_int_equal(
		store_open(f->folder, STORE_WRITE, 0, &f->store, &f->err), 0);
	snprintf(f->task.name, TASK_TEXT, "t");
	snprintf(f->task.kind, sizeof(f->task.kind), "graduate");
	snprintf(f->task.school_code, TASK_SCHOOL_CODE, "99101");
	f->task.open = true;
	assert_int_equal(task_store_add(f->store, &f->task, 0, &f->err), 0);
	session = session_of(f);
	assert_int_equal(file_store_put(&session, &item, &f->err), 0);
	memcpy(f->original, item.sha256, SHA256_HEX);
	STUDENT("2022010101", "陈知远", "990102200306263350", "1", "本科");
	STUDENT("2022010102", "林书瑶", "990103200306065246", "1", "本科");
	STUDENT("2022010103", "周子谦", "990104200311176238", "1", "本科");
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	char command[100];

	store_close(f->store);
	snprintf(command, sizeof(command), "rm -rf '%s'", f->folder);
	assert_int_equal(system(command), 0);
	free(f);
	return 0;
}

/* payload stands for its own hash; fields NULL = opaque. */
static void add_code(struct fixture *f, const char *file, const char *payload,
		     const char *fields)
{
	struct session session = session_of(f);
	struct code_row row = {
		.payload = payload,
		.payload_size = strlen(payload),
		.encoding = "utf-8",
		.how = "direct",
		.layout = fields ? "json" : "opaque",
		.fields = fields ? fields : "{}",
		.file = file,
		.original = f->original,
		.findings = "[]",
	};
	char hash[SHA256_HEX];
	bool added;

	sha256_hex(payload, strlen(payload), hash);
	row.sha256 = hash;
	assert_int_equal(code_store_add(&session, &row, &added, &f->err), 0);
	assert_true(added);
}

static void add_photo(struct fixture *f, const char *file, const char *xh)
{
	struct session session = session_of(f);
	struct photo_row row = {.kind = PHOTO_KIND_SUBMISSION,
				.sha256 = f->original,
				.file = file,
				.matched_by = "",
				.profile = "",
				.verdict = "",
				.findings = "[]",
				.state = "current"};
	struct student_row student;
	bool added;

	assert_int_equal(
		student_store_find(f->store, &f->task, xh, &student, &f->err),
		1);
	assert_int_equal(photo_store_add(&session, &row, &added, &f->err), 0);
	assert_int_equal(
		photo_store_link(f->store, row.id,
				 &(struct owner_link){student.student.id,
						      "hand", 1, "[]"},
				 &f->err),
		0);
	student_store_release(&student);
}

static int keep(void *ctx, const struct code_match_result *r, struct error *err)
{
	struct fixture *f = ctx;
	struct got *g = &f->got[f->n++];
	size_t i, n = 0;

	(void)err;
	assert_true(f->n < MOST);
	memset(g, 0, sizeof(*g));
	snprintf(g->file, sizeof(g->file), "%s", r->file);
	snprintf(g->layout, sizeof(g->layout), "%s", r->layout);
	snprintf(g->by, sizeof(g->by), "%s", r->by);
	g->superseded = r->superseded;
	if (r->student)
		snprintf(g->xh, sizeof(g->xh), "%s",
			 student_get(r->student, STUDENT_xh));
	for (i = 0; i < r->findings->n; i++)
		n += (size_t)snprintf(g->codes + n, sizeof(g->codes) - n,
				      "%s%s", i ? " " : "",
				      r->findings->list[i].code);
	return 0;
}

static int match_with(struct fixture *f, const struct provider_setup *provider)
{
	struct code_match_counts counts;
	const struct session session = session_of(f);
	struct code_match how = {.session = &session,
				 .provider = provider,
				 .show = keep,
				 .ctx = f};

	f->n = 0;
	f->err = (struct error)ERROR_INIT;
	if (code_match(&how, &counts, &f->err) < 0)
		return -1;
	f->compared = counts.compared;
	return 0;
}

static void match(struct fixture *f)
{
	assert_int_equal(match_with(f, NULL), 0);
}

static void expect(const struct fixture *f, int i, const char *xh,
		   const char *by, const char *codes)
{
	assert_true(i < f->n);
	assert_string_equal(f->got[i].xh, xh);
	assert_string_equal(f->got[i].by, by);
	assert_string_equal(f->got[i].codes, codes);
}

#define CHEN "\"xm\":\"陈**\",\"zjhm\":\"990102********3350\""

static void fields_find_the_student(void **state)
{
	struct fixture *f = *state;

	add_code(f, "a.png", "1", "{\"xh\":\"2022010101\"," CHEN "}");
	add_code(f, "b.png", "2",
		 "{\"xm\":\"林**\",\"zjhm\":\"5246\",\"xh\":\"0\"}");
	add_code(f, "c.png", "3", "{\"xm\":\"周**\",\"zjhm\":\"6238\"}");
	match(f);
	expect(f, 0, "2022010101", "xh+xm+zjhm", "");
	expect(f, 1, "2022010102", "xm+tail:B", "CODE-XH-ZERO");
	expect(f, 2, "2022010103", "xm+tail:B", "CODE-XH-EMPTY");
}

/* U+F9E1, as old fonts of other countries write 李. */
static void a_compatibility_character_is_the_same_name(void **state)
{
	struct fixture *f = *state;

	STUDENT("2022010104", "李明远", "990105200301011232", "1", "本科");
	add_code(f, "a.png", "1", "{\"xm\":\"\xef\xa7\xa1**\",\"zjhm\":\"1232\"}");
	match(f);
	expect(f, 0, "2022010104", "xm+tail:B", "CODE-XH-EMPTY");
}

/* A code costs the students whose numbers it shares, not the whole school. */
static void few_students_are_looked_at(void **state)
{
	struct fixture *f = *state;
	char xh[32], number[32];
	int i;

	for (i = 0; i < 200; i++) {
		snprintf(xh, sizeof(xh), "20220102%02d", i);
		snprintf(number, sizeof(number), "99010220030626%04d", i);
		STUDENT(xh, "陈小明", number, "2", "本科");
	}
	add_code(f, "a.png", "1", "{\"xh\":\"2022010101\"," CHEN "}");
	add_code(f, "b.png", "2", "{\"xm\":\"陈**\",\"zjhm\":\"0077\"}");
	add_code(f, "c.png", "3", "{\"xh\":\"9\"," CHEN "}");
	add_code(f, "d.png", "4", "{\"xh\":\"2022019999\"}");
	match(f);
	expect(f, 0, "2022010101", "xh+xm+zjhm", "");
	expect(f, 1, "2022010277", "xm+tail:B", "CODE-XH-EMPTY");
	expect(f, 2, "", "", "CODE-XH-MISMATCH");
	expect(f, 3, "", "", "CODE-NOROSTER");
	assert_int_equal(f->compared, 3);
}

static void what_does_not_fit_says_why(void **state)
{
	struct fixture *f = *state;

	add_code(f, "a.png", "1", "{\"xh\":\"2022010199\"," CHEN "}");
	add_code(f, "b.png", "2", "{\"cc\":\"专科\",\"xh\":\"9\"," CHEN "}");
	add_code(f, "c.png", "3", "{\"xh\":\"2022010101\",\"xm\":\"王**\"}");
	add_code(f, "d.png", "4",
		 "{\"xh\":\"2022010101\",\"xm\":\"陈**\",\"zjhm\":\"0000\"}");
	add_code(f, "e.png", "5",
		 "{\"yxdm\":\"99202\",\"xh\":\"2022010101\"," CHEN "}");
	add_code(f, "f.png", "6", "{\"xh\":\"2022019999\"}");
	match(f);
	expect(f, 0, "", "", "CODE-XH-MISMATCH");
	expect(f, 1, "", "", "CODE-LEVEL");
	expect(f, 2, "", "", "CODE-NAME");
	expect(f, 3, "", "", "CODE-TAIL");
	expect(f, 4, "", "", "CODE-YXDM");
	expect(f, 5, "", "", "CODE-NOROSTER");
}

static void several_students_are_proposals(void **state)
{
	struct fixture *f = *state;

	STUDENT("2022010104", "陈小远", "110102200306263350", "2", "本科");
	add_code(f, "x.png", "1",
		 "{\"xh\":\"0\",\"xm\":\"陈**\","
		 "\"zjhm\":\"3350\"}");
	add_code(f, "2022010104.png", "2",
		 "{\"xh\":\"0\",\"xm\":\"陈**\",\"zjhm\":\"3350\"}");
	add_code(f, "2022010102.png", "3",
		 "{\"xh\":\"0\",\"xm\":\"陈**\",\"zjhm\":\"3350\"}");
	match(f);
	expect(f, 0, "", "", "CODE-XH-ZERO CODE-AMBIG");
	expect(f, 1, "2022010104", "file:xh", "CODE-XH-ZERO");
	expect(f, 2, "", "", "CODE-XH-ZERO CODE-AMBIG");
}

static void names_and_pairs_fill_the_silence(void **state)
{
	struct fixture *f = *state;

	add_photo(f, "p/IMG_1.jpg", "2022010101");
	add_photo(f, "in/one/face.jpg", "2022010102");
	add_photo(f, "in/two/a.jpg", "2022010101");
	add_photo(f, "in/two/b.jpg", "2022010102");
	add_code(f, "codes/2022010103.png", "1", NULL);
	add_code(f, "codes/IMG_1.png", "2", NULL);
	add_code(f, "in/one/code.png", "3", NULL);
	add_code(f, "in/two/code.png", "4", NULL);
	match(f);
	expect(f, 0, "2022010103", "file:xh", "CODE-OPAQUE CODE-UNCONFIRMED");
	expect(f, 1, "2022010101", "pair", "CODE-OPAQUE CODE-UNCONFIRMED");
	expect(f, 2, "2022010102", "pair", "CODE-OPAQUE CODE-UNCONFIRMED");
	expect(f, 3, "", "", "CODE-NOROSTER CODE-OPAQUE");
}

static void two_codes_in_a_folder_are_no_pair(void **state)
{
	struct fixture *f = *state;

	add_photo(f, "in/face.jpg", "2022010102");
	add_code(f, "in/a.png", "1", NULL);
	add_code(f, "in/b.png", "2", NULL);
	match(f);
	expect(f, 0, "", "", "CODE-NOROSTER CODE-OPAQUE");
	expect(f, 1, "", "", "CODE-NOROSTER CODE-OPAQUE");
}

static void one_code_has_one_owner(void **state)
{
	struct fixture *f = *state;

	add_code(f, "2022010101.png", "1", NULL);
	add_code(f, "2022010102.png", "1", NULL);
	add_code(f, "2022010103.png", "2", NULL);
	add_code(f, "2022010103 (1).png", "2", NULL);
	match(f);
	expect(f, 0, "", "", "CODE-OPAQUE CODE-DUP");
	expect(f, 1, "", "", "CODE-OPAQUE CODE-DUP");
	assert_string_equal(f->got[2].xh, "2022010103");
	assert_string_equal(f->got[3].xh, "2022010103");
	assert_non_null(strstr(f->got[2].codes, "CODE-DUP-FILE"));
	assert_non_null(strstr(f->got[3].codes, "CODE-DUP-FILE"));
}

static void a_clear_code_keeps_its_owner(void **state)
{
	struct fixture *f = *state;

	add_code(f, "2022010101.png", "1", "{\"xh\":\"2022010101\"," CHEN "}");
	add_code(f, "2022010102.png", "1", "{\"xh\":\"2022010101\"," CHEN "}");
	match(f);
	expect(f, 0, "2022010101", "xh+xm+zjhm", "CODE-DUP");
	expect(f, 1, "", "", "CODE-AMBIG CODE-DUP");
}

static void a_later_code_replaces_and_stays(void **state)
{
	struct fixture *f = *state;
	struct student_row row;
	char sha256[65], want[SHA256_HEX];

	add_code(f, "2022010101.png", "old", NULL);
	add_code(f, "new/2022010101.png", "new", NULL);
	add_code(f, "again/2022010101.png", "old", NULL);
	match(f);
	assert_true(f->got[0].superseded);
	assert_false(f->got[1].superseded);
	assert_true(f->got[2].superseded);
	assert_non_null(strstr(f->got[0].codes, "CODE-SUPERSEDED"));
	assert_non_null(strstr(f->got[2].codes, "CODE-SUPERSEDED"));
	assert_int_equal(student_store_find(f->store, &f->task, "2022010101",
					    &row, &f->err),
			 1);
	assert_int_equal(
		code_store_current(f->store, row.student.id, sha256, &f->err),
		1);
	sha256_hex("new", 3, want);
	assert_string_equal(sha256, want);
	student_store_release(&row);
}

static int supersede(struct fixture *f, const char *what)
{
	const struct session session = session_of(f);
	char *codes[] = {(char *)(uintptr_t)what};
	const struct code_supersede how = {.session = &session,
					   .codes = codes,
					   .code_count = 1,
					   .reason = "wrong enrolment"};

	f->err = (struct error)ERROR_INIT;
	return code_supersede(&how, &f->err);
}

static int last_log(void *ctx, const struct log_entry *entry, struct error *err)
{
	char *text = ctx;

	(void)err;
	if (!store_seal_is_event(entry->event))
		snprintf(text, 200, "%s %s", entry->event, entry->detail);
	return 0;
}

static void a_person_supersedes_with_a_reason(void **state)
{
	struct fixture *f = *state;
	char text[200] = "";

	add_code(f, "in/2022010101.png", "old", NULL);
	add_code(f, "in/2022010102.png", "x", NULL);
	add_code(f, "on/2022010102.png", "y", NULL);
	match(f);
	assert_int_equal(supersede(f, "2022010101.png"), 0);
	match(f);
	assert_true(f->got[0].superseded);
	assert_non_null(strstr(f->got[0].codes, "CODE-SUPERSEDED"));
	assert_int_equal(log_store_each(f->store, 0, last_log, text, &f->err),
			 0);
	assert_non_null(strstr(text, "code-supersede"));
	assert_non_null(strstr(text, "wrong enrolment"));
	assert_int_equal(supersede(f, "2022010101.png"), -1);
	assert_int_equal(f->err.kind, ERROR_POLICY);
	assert_int_equal(supersede(f, "2022010102.png"), -1);
	assert_int_equal(f->err.kind, ERROR_USAGE);
	assert_int_equal(supersede(f, "99"), -1);
	assert_int_equal(f->err.kind, ERROR_USAGE);
}

/* A provider that knows 学号 of the codes it is told on lines of sed. */
static struct provider_setup provider_of(struct fixture *f, const char *body)
{
	struct provider_setup setup;
	char *path = mem_xprintf("%s/decrypt", f->folder);
	char *text = mem_xprintf("#!/bin/sh\necho '{\"provider\":\"p\","
				 "\"version\":\"3\"}'\n%s\n",
				 body);

	assert_int_equal(file_write(path, text, strlen(text), 0700, NULL), 0);
	provider_setup_set(&setup, path);
	setup.timeout_item = 2;
	free(text);
	free(path);
	return setup;
}

#define ANSWER                                                                 \
	"sed -u 's/.*\"id\":1}/{\"id\":1,\"fields\":{\"xh\":\"2022010101\","   \
	"\"xm\":\"陈**\",\"nonsense\":1}}/;"                                  \
	"s/.*\"id\":2}/{\"id\":2,\"error\":\"no key\"}/'"

static void a_provider_opens_opaque_codes(void **state)
{
	struct fixture *f = *state;
	struct provider_setup setup = provider_of(f, ANSWER);
	char text[200];

	add_code(f, "a.png", "1", NULL);
	add_code(f, "2022010102.png", "2", NULL);
	assert_int_equal(match_with(f, &setup), 0);
	expect(f, 0, "2022010101", "xh+xm", "");
	assert_string_equal(f->got[0].layout, "provider:p");
	expect(f, 1, "2022010102", "file:xh",
	       "CODE-PROVIDER CODE-OPAQUE CODE-UNCONFIRMED");
	assert_int_equal(log_store_each(f->store, 0, last_log, text, &f->err),
			 0);
	assert_string_equal(text, "code-provider provider:p 3: asked=2 "
				  "answered=2 decoded=1");
	/* without the program: what it said is still there */
	match(f);
	expect(f, 0, "2022010101", "xh+xm", "");
	expect(f, 1, "2022010102", "file:xh",
	       "CODE-PROVIDER CODE-OPAQUE CODE-UNCONFIRMED");
	provider_setup_release(&setup);
}

static void a_failing_provider_loses_nothing(void **state)
{
	struct fixture *f = *state;
	struct provider_setup setup = provider_of(f, ANSWER " | head -n 1");

	/* It dies after each answer, and is started once more, no oftener. */
	add_code(f, "a.png", "1", NULL);
	add_code(f, "b.png", "2", NULL);
	add_code(f, "c.png", "3", NULL);
	assert_int_equal(match_with(f, &setup), -1);
	assert_int_equal(f->err.kind, ERROR_PROVIDER);
	match(f);
	assert_string_equal(f->got[0].layout, "provider:p");
	assert_string_equal(f->got[0].xh, "2022010101");
	assert_string_equal(f->got[2].layout, "opaque");
	provider_setup_release(&setup);
}

/* A saved code as a camera sees it: turned by four degrees on a table. */
static void write_turned(const char *path)
{
	struct image flat = IMAGE_INIT, turned = IMAGE_INIT;
	struct photo_decode_info info;
	const struct photo_decode how = {.info = &info};
	const struct jpeg_write jpeg = {92, 444, 72};
	struct buf bytes = BUF_INIT, out = BUF_INIT;
	struct error err = ERROR_INIT;
	struct rotation rotation = {.degrees = 4};
	struct resize_region all = {.x = 0};

	assert_int_equal(file_read("examples/codes/2022010105.png",
				   FILE_MAX_PICTURE, &bytes, &err),
			 0);
	assert_int_equal(
		photo_decode(bytes.data, bytes.size, &how, &flat, &err), 0);
	rotation.x = flat.width / 2.0;
	rotation.y = flat.height / 2.0;
	all.width = turned.width = flat.width;
	all.height = turned.height = flat.height;
	assert_int_equal(rotate_region(&flat, &rotation, all, &turned, &err),
			 0);
	assert_int_equal(jpeg_write(&turned, &jpeg, &out, &err), 0);
	assert_int_equal(file_write(path, buf_str(&out), out.size, 0600, &err),
			 0);
	image_release(&flat);
	image_release(&turned);
	buf_release(&bytes);
	buf_release(&out);
}

struct look {
	bool photo, refused;
};

static int see_look(void *ctx, const struct code_batch_item *item,
		    const char *status, struct error *err)
{
	struct look *look = ctx;

	(void)err;
	look->photo = findings_has(&item->result.findings, "CODE-PHOTO");
	look->refused = strcmp(status, "refused") == 0;
	return 0;
}

static struct look import_turned(struct fixture *f, const char *policy)
{
	struct session session = session_of(f);
	struct look look = {false, false};
	const struct code_import how = {
		.session = &session, .show = see_look, .ctx = &look};
	struct code_import_counts counts;
	char path[100];
	char *operand = path;
	struct intake *intake;

	assert_int_equal(policy_set(&f->task.policies, "allow_code_photo",
				    policy, &f->err),
			 0);
	snprintf(path, sizeof(path), "%s/turned.jpg", f->folder);
	write_turned(path);
	intake = intake_open(&operand, 1, &f->err);
	assert_non_null(intake);
	assert_int_equal(code_import(&how, intake, &counts, &f->err), 0);
	intake_close(intake);
	assert_int_equal(counts.total, 1);
	return look;
}

/* allow_code_photo=no says so of a photographed code, yes says nothing. */
static void a_photographed_code_is_told(void **state)
{
	struct fixture *f = *state;

	assert_false(import_turned(f, "yes").photo);
	assert_true(import_turned(f, "no").photo);
	assert_int_equal(
		policy_set(&f->task.policies, "allow_code_photo", "", &f->err),
		0);
	assert_false(import_turned(f, "").photo);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_photographed_code_is_told),
		TEST(fields_find_the_student),
		TEST(a_compatibility_character_is_the_same_name),
		TEST(few_students_are_looked_at),
		TEST(what_does_not_fit_says_why),
		TEST(several_students_are_proposals),
		TEST(names_and_pairs_fill_the_silence),
		TEST(two_codes_in_a_folder_are_no_pair),
		TEST(one_code_has_one_owner),
		TEST(a_clear_code_keeps_its_owner),
		TEST(a_later_code_replaces_and_stays),
		TEST(a_person_supersedes_with_a_reason),
		TEST(a_provider_opens_opaque_codes),
		TEST(a_failing_provider_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
