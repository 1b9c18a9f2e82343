/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/base64.h"

static void expect(const void *bytes, size_t n, const char *text)
{
	struct buf out = BUF_INIT;

	buf_adds(&out, "x:");
	base64_encode(bytes, n, &out);
	assert_string_equal(buf_str(&out) + 2, text);
	assert_int_equal(out.size, 2 + strlen(text));
	buf_release(&out);
}

static void test_vectors_of_rfc_4648(void **state)
{
	static const char *const texts[] = {
		"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		expect("foobar", i, texts[i]);
}

static void every_byte_is_taken_as_it_is(void **state)
{
	(void)state;
	expect("\0\0\0", 3, "AAAA");
	expect("\0", 1, "AA==");
	expect("\xff\xff\xff", 3, "////");
	expect("\xfb\xef\xbe", 3, "++++");
	expect("\xff\xfe", 2, "//4=");
	expect(NULL, 0, "");
}

static void expect_bytes(const char *text, const char *bytes, size_t n)
{
	struct buf out = BUF_INIT;

	base64_decode(text, strlen(text), &out);
	assert_int_equal(out.size, n);
	assert_memory_equal(buf_str(&out), bytes, n);
	buf_release(&out);
}

static void a_text_is_turned_back(void **state)
{
	(void)state;
	expect_bytes("Zm9v\r\nYmFy", "foobar", 6);
	expect_bytes("Zm9vYmE=", "fooba", 5);
	expect_bytes(" //4=Zm9v", "\xff\xfe", 2);
	expect_bytes("AAAA", "\0\0\0", 3);
	expect_bytes("Z", "", 0);
	expect_bytes("", "", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors_of_rfc_4648),
		cmocka_unit_test(every_byte_is_taken_as_it_is),
		cmocka_unit_test(a_text_is_turned_back),
	};

	return cmocka_run_group_tests_name("base64", tests, NULL, NULL);
}
