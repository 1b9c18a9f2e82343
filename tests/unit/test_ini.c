/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/buf.h"
#include "codec/config/ini.h"

static int read_text(const char *text, struct ini *ini, struct error *err)
{
	return ini_read_text(text, strlen(text), ini, err);
}

static void sections_and_keys_keep_their_order(void **state)
{
	struct error err = ERROR_INIT;
	struct ini ini;

	(void)state;
	assert_int_equal(read_text("\xef\xbb\xbftop = 1\r\n"
				   "# a note\n"
				   "[b]\n"
				   "姓名 = 张三 ; who\n"
				   "  x: y # z\n"
				   "\n"
				   "[a]\n"
				   "empty =\n"
				   "[b]\n"
				   "last = 9",
				   &ini, &err),
			 0);
	assert_int_equal(ini.n, 3);
	assert_string_equal(ini.sections[0].name, "");
	assert_string_equal(ini.sections[1].name, "b");
	assert_string_equal(ini.sections[2].name, "a");
	assert_int_equal(ini.sections[1].n, 3);
	assert_string_equal(ini.sections[1].entries[1].key, "x");
	assert_int_equal(ini.sections[1].entries[1].line, 5);
	assert_string_equal(ini_get(&ini, "", "top"), "1");
	assert_string_equal(ini_get(&ini, "b", "姓名"), "张三");
	assert_string_equal(ini_get(&ini, "b", "x"), "y # z");
	assert_string_equal(ini_get(&ini, "b", "last"), "9");
	assert_string_equal(ini_get(&ini, "a", "empty"), "");
	assert_null(ini_get(&ini, "a", "x"));
	assert_null(ini_get(&ini, "c", "x"));
	ini_release(&ini);
}

static void long_values_come_whole(void **state)
{
	static const char *const units[] = {"长",  "a b ", "x#y",
					    "p;q", "z",	   "a  ,   #"};
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT, want = BUF_INIT;
	struct ini ini;
	size_t u;
	int i;

	(void)state;
	for (u = 0; u < sizeof(units) / sizeof(*units); u++) {
		buf_clear(&text);
		buf_clear(&want);
		for (i = 0; i < 700; i++)
			buf_adds(&want, units[u]);
		buf_addc(&want, '.');
		buf_addf(&text, "first = 1\nkey = %s ; note\nnext = n\n",
			 buf_str(&want));
		assert_int_equal(read_text(buf_str(&text), &ini, &err), 0);
		assert_string_equal(ini_get(&ini, "", "key"), buf_str(&want));
		assert_string_equal(ini_get(&ini, "", "next"), "n");
		assert_int_equal(ini.sections[0].n, 3);
		assert_int_equal(ini.sections[0].entries[2].line, 3);
		ini_release(&ini);
	}
	buf_release(&text);
	buf_release(&want);
}

static void assert_refused(const char *text, size_t n, const char *say)
{
	struct error err = ERROR_INIT;
	struct ini ini;

	assert_int_equal(ini_read_text(text, n, &ini, &err), -1);
	if (!strstr(err.text, say))
		fail_msg("%s: no %s", err.text, say);
	assert_int_equal(ini.n, 0);
	assert_null(ini.sections);
}

static void bad_text_is_refused_with_its_line(void **state)
{
	struct buf text = BUF_INIT;
	int i;

	(void)state;
	assert_refused("a = 1\n[b]\njunk\nc = 2\n", 21, "line 3");
	assert_refused("a = 1\na = 2\n", 12, "line 2");
	assert_refused("a = \0b\n", 7, "UTF-8");
	assert_refused("a = \xb5\n", 6, "UTF-8");
	assert_refused("[open\na = 1\n", 12, "line 1");
	assert_refused("[0123456789012345678901234567890123456789012345678901]"
		       "\na = 1\n",
		       61, "line 2");
	for (i = 0; i < 300; i++)
		buf_adds(&text, "word ");
	buf_adds(&text, "\nb = 1\njunk\n");
	assert_refused(buf_str(&text), text.size, "line 1");
	buf_clear(&text);
	buf_adds(&text, "b = ");
	for (i = 0; i < 3000; i++)
		buf_adds(&text, "word");
	assert_refused(buf_str(&text), text.size, "too long");
	buf_clear(&text);
	buf_adds(&text, "b = ");
	for (i = 0; i < 100; i++)
		buf_adds(&text, "word");
	buf_adds(&text, "\njunk\n");
	assert_refused(buf_str(&text), text.size, "line 2");
	buf_release(&text);
}

static void numbers_are_checked(void **state)
{
	const struct ini_section *section;
	struct error err = ERROR_INIT;
	long whole = 7;
	struct ini ini;

	(void)state;
	assert_int_equal(read_text("[s]\na = 12\nb = x\n", &ini, &err), 0);
	section = ini_section(&ini, "s");
	assert_int_equal(
		ini_section_long(section, "none", (long[]){0, 5}, &whole, &err),
		0);
	assert_int_equal(whole, 7);
	assert_int_equal(
		ini_section_long(section, "a", (long[]){0, 20}, &whole, &err),
		0);
	assert_int_equal(whole, 12);
	assert_int_equal(
		ini_section_long(section, "a", (long[]){0, 11}, &whole, &err),
		-1);
	assert_non_null(strstr(err.text, "[s] a = 12"));
	assert_int_equal(
		ini_section_long(section, "b", (long[]){0, 11}, &whole, &err),
		-1);
	ini_release(&ini);
}

static void a_missing_file_is_named(void **state)
{
	struct error err = ERROR_INIT;
	struct ini ini;

	(void)state;
	assert_int_equal(ini_read_file("/nonexistent/a.ini", &ini, &err), -1);
	assert_non_null(strstr(err.text, "/nonexistent/a.ini"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections_and_keys_keep_their_order),
		cmocka_unit_test(long_values_come_whole),
		cmocka_unit_test(bad_text_is_refused_with_its_line),
		cmocka_unit_test(numbers_are_checked),
		cmocka_unit_test(a_missing_file_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
