/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/buf.h"

static void an_empty_one_is_an_empty_text(void **state)
{
	struct buf b = BUF_INIT;
	char *text;
	size_t size = 9;

	(void)state;
	assert_string_equal(buf_str(&b), "");
	buf_clear(&b);
	buf_adds(&b, NULL);
	buf_add(&b, NULL, 0);
	assert_int_equal(b.size, 0);
	text = buf_detach(&b, &size);
	assert_string_equal(text, "");
	assert_int_equal(size, 0);
	free(text);
	buf_release(&b);
	buf_release(&b);
}

static void what_is_added_is_there_and_ends_with_nul(void **state)
{
	struct buf b = BUF_INIT;
	char *text;
	size_t size;

	(void)state;
	buf_adds(&b, "ab");
	buf_addc(&b, 'c');
	buf_add(&b, "d\0e", 3);
	buf_addf(&b, "%d-%s", 42, "x");
	buf_addf(&b, "%s", "");
	assert_int_equal(b.size, 10);
	assert_memory_equal(b.data, "abcd\0e42-x", 11);
	buf_clear(&b);
	assert_int_equal(b.size, 0);
	assert_string_equal(buf_str(&b), "");
	buf_adds(&b, "again");
	text = buf_detach(&b, &size);
	assert_string_equal(text, "again");
	assert_int_equal(size, 5);
	assert_null(b.data);
	free(text);
}

/* Under the address sanitizer: no byte beyond what was taken. */
static void it_grows_by_every_step(void **state)
{
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 5000; i++) {
		buf_addc(&b, (char)('a' + i % 26));
		assert_true(b.cap > b.size);
		assert_int_equal(b.data[b.size], 0);
	}
	for (i = 0; i < 5000; i++)
		assert_int_equal(b.data[i], 'a' + i % 26);
	buf_clear(&b);
	buf_addf(&b, "%8000d", 7);
	assert_int_equal(b.size, 8000);
	assert_int_equal(b.data[7999], '7');
	buf_release(&b);
}

static void room_that_was_asked_for_is_there(void **state)
{
	struct buf b = BUF_INIT;
	char *before;

	(void)state;
	buf_reserve(&b, 1000);
	assert_string_equal(buf_str(&b), "");
	before = b.data;
	memset(b.data, 'x', 1000);
	b.size = 999;
	buf_addc(&b, 'y');
	assert_ptr_equal(b.data, before);
	buf_release(&b);
	assert_null(b.data);
	assert_int_equal(b.cap, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_one_is_an_empty_text),
		cmocka_unit_test(what_is_added_is_there_and_ends_with_nul),
		cmocka_unit_test(it_grows_by_every_step),
		cmocka_unit_test(room_that_was_asked_for_is_there),
	};

	return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
