/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/student_list.h"

/* Every field of student i, some shared by all, one longer than any row. */
static void fill(struct student *s, int i)
{
	char text[64];
	int f;

	s->id = i * 3LL;
	for (f = 0; f < STUDENT_FIELD_COUNT; f++) {
		snprintf(text, sizeof(text), "%d/%d", f, f % 3 ? i % 7 : i);
		student_set(s, (enum student_field)f,
			    (i + f) % 5 ? text : NULL);
	}
}

static void what_goes_in_comes_out(void **state)
{
	struct student_list all = STUDENT_LIST_INIT;
	struct student in = {.id = 0}, out;
	int i, f;

	(void)state;
	for (i = 0; i < 1000; i++) {
		fill(&in, i);
		student_list_add(&all, &in);
	}
	assert_int_equal(all.n, 1000);
	for (i = 999; i >= 0; i--) {
		fill(&in, i);
		student_list_get(&all, (size_t)i, &out);
		assert_int_equal(out.id, in.id);
		for (f = 0; f < STUDENT_FIELD_COUNT; f++) {
			/* what is absent stays absent */
			assert_int_equal(out.field[f] == NULL,
					 in.field[f] == NULL);
			assert_string_equal(
				student_get(&out, (enum student_field)f),
				student_get(&in, (enum student_field)f));
		}
	}
	student_release(&in);
	student_list_release(&all);
	student_list_release(&all);
}

/* 100,000 different classes: the list goes on without sharing them. */
static void too_many_to_share_are_kept_all_the_same(void **state)
{
	struct student_list all = STUDENT_LIST_INIT;
	struct student s = {.id = 0}, out;
	char text[16];
	int i;

	(void)state;
	for (i = 0; i < 100000; i++) {
		snprintf(text, sizeof(text), "%d", i);
		student_set(&s, STUDENT_bh, text);
		student_set(&s, STUDENT_cc, i % 2 ? "本科" : "专科");
		student_list_add(&all, &s);
	}
	for (i = 0; i < 100000; i += 77) {
		snprintf(text, sizeof(text), "%d", i);
		student_list_get(&all, (size_t)i, &out);
		assert_string_equal(student_get(&out, STUDENT_bh), text);
		assert_string_equal(student_get(&out, STUDENT_cc),
				    i % 2 ? "本科" : "专科");
	}
	student_release(&s);
	student_list_release(&all);
}

static void a_million_have_room(void **state)
{
	struct student_list all = STUDENT_LIST_INIT;
	struct student s = {.id = 0};
	char text[32];
	int i;

	(void)state;
	for (i = 0; i < 10000; i++) {
		snprintf(text, sizeof(text), "2022%06d", i);
		student_set(&s, STUDENT_xh, text);
		snprintf(text, sizeof(text), "99010120040101%04d", i);
		student_set(&s, STUDENT_zjhm, text);
		student_set(&s, STUDENT_xm, "欧阳文慧");
		student_set(&s, STUDENT_yxmc, "示例大学信息工程学院");
		student_set(&s, STUDENT_zymc, "计算机科学与技术");
		student_set(&s, STUDENT_xxxs, "普通全日制");
		student_list_add(&all, &s);
	}
	assert_true(all.bytes.size + all.n * sizeof(*all.rows) < all.n * 100);
	student_release(&s);
	student_list_release(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_goes_in_comes_out),
		cmocka_unit_test(too_many_to_share_are_kept_all_the_same),
		cmocka_unit_test(a_million_have_room),
	};

	return cmocka_run_group_tests_name("student_list", tests, NULL, NULL);
}
