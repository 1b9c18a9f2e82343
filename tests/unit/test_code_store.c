/* SPDX-License-Identifier: MIT */
/* Collection codes: kept once, given to a student, superseded. */
#include "support/unit.h"

#include "support/office.h"

#include "base/buf.h"
#include "base/sha256.h"
#include "store/code_store.h"
#include "store/file_store.h"

/* A code whose payload stands for its own hash; whether it is new. */
static bool add(struct office *o, const char *payload, const char *file)
{
	struct file_store_item item = {FILE_STORE_ORIGINAL, file, strlen(file),
				       ""};
	char sha256[SHA256_HEX];
	struct code_row row = {.sha256 = sha256,
			       .payload = payload,
			       .payload_size = strlen(payload),
			       .encoding = "utf-8",
			       .how = "direct",
			       .layout = "opaque",
			       .fields = "{}",
			       .file = file,
			       .findings = "[]"};
	bool added;

	sha256_hex(payload, strlen(payload), sha256);
	office_must(o, file_store_put(&o->session, &item, &o->err));
	row.original = item.sha256;
	office_must(o, code_store_add(&o->session, &row, &added, &o->err));
	return added;
}

static int list(void *ctx, const struct code_row *row, struct error *err)
{
	(void)err;
	buf_addf(ctx, "%lld %.*s %s %s;", row->student_id,
		 (int)row->payload_size, (const char *)row->payload, row->state,
		 row->matched_by);
	return 0;
}

static void assert_codes(struct office *o, const char *expected)
{
	struct buf text = BUF_INIT;

	office_must(o,
		    code_store_each(o->store, &o->task, list, &text, &o->err));
	assert_string_equal(buf_str(&text), expected);
	buf_release(&text);
}

static void a_payload_of_one_file_is_kept_once(void **state)
{
	struct office *o = *state;

	assert_true(add(o, "A\tB", "1.png"));
	assert_false(add(o, "A\tB", "1.png"));
	assert_true(add(o, "A\tB", "copy.png"));
	assert_codes(o, "0 A\tB current ;0 A\tB current ;");
}

static void the_current_code_is_the_last_that_is_in_force(void **state)
{
	struct office *o = *state;
	long long student = office_student(o, "01", "张三");
	struct owner_link link = {student, "hand", 1, "[]"};
	char found[SHA256_HEX] = "", second[SHA256_HEX];

	add(o, "first", "1.png");
	add(o, "second", "2.png");
	sha256_hex("second", 6, second);
	assert_int_equal(code_store_current(o->store, student, found, &o->err),
			 0);
	office_must(o, code_store_link(o->store, 1, &link, &o->err));
	office_must(o, code_store_link(o->store, 2, &link, &o->err));
	assert_int_equal(code_store_current(o->store, student, found, &o->err),
			 1);
	assert_string_equal(found, second);
	office_must(o, code_store_supersede(o->store, 2, &o->err));
	assert_codes(o, "1 first current hand;1 second superseded hand;");
	assert_int_equal(code_store_current(o->store, student, found, &o->err),
			 1);
	assert_string_not_equal(found, second);
}

static void files_are_called_by_the_serial_or_the_hash(void **state)
{
	struct office *o = *state;
	struct student s = {.id = office_student(o, "01", "张三")};
	struct owner_link link = {s.id, "hand", 1, "[]"};
	char key[CODE_STORE_KEY + 1], sha256[SHA256_HEX];

	office_must(o, code_store_key(o->store, &s, key, &o->err));
	assert_string_equal(key, "");
	add(o, "payload", "1.png");
	sha256_hex("payload", 7, sha256);
	office_must(o, code_store_link(o->store, 1, &link, &o->err));
	office_must(o, code_store_key(o->store, &s, key, &o->err));
	assert_int_equal(strlen(key), CODE_STORE_START);
	assert_memory_equal(key, sha256, CODE_STORE_START);
	/* A serial of the payload is one; a roster's own goes before it. */
	office_must(o, code_store_set_fields(o->store, 1, "json",
					     "{\"wybh\":\"W42\"}", &o->err));
	office_must(o, code_store_key(o->store, &s, key, &o->err));
	assert_string_equal(key, "W42");
	student_set(&s, STUDENT_wybh, "N123");
	office_must(o, code_store_key(o->store, &s, key, &o->err));
	assert_string_equal(key, "N123");
	student_release(&s);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, office_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_payload_of_one_file_is_kept_once),
		TEST(the_current_code_is_the_last_that_is_in_force),
		TEST(files_are_called_by_the_serial_or_the_hash),
	};

	return cmocka_run_group_tests_name("code_store", tests, NULL, NULL);
}
