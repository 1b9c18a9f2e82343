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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors_of_rfc_4648),
		cmocka_unit_test(every_byte_is_taken_as_it_is),
	};

	return cmocka_run_group_tests_name("base64", tests, NULL, NULL);
}
