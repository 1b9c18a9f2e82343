/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <limits.h>

#include "base/text.h"

/* Each is well-formed in no encoding of UTF-8 (RFC 3629, section 3 and 4). */
static const char *const broken[] = {
	"\x80",
	"\xbf",
	"\xc0\xaf",
	"\xc1\xbf",
	"\xc3",
	"\xc3(",
	"\xe0\x80\xaf",
	"\xe0\x9f\xbf",
	"\xe6\x9d",
	"\xe6\x9d(",
	"\xed\xa0\x80",
	"\xed\xbf\xbf",
	"\xf0\x80\x80\xaf",
	"\xf0\x8f\xbf\xbf",
	"\xf0\x9f\x98",
	"\xf4\x90\x80\x80",
	"\xf5\x80\x80\x80",
	"\xf8\x88\x80\x80\x80",
	"\xff",
	"\xfe",
	"abcdefgh\xc3",
	"abcdefghi\x80jklm",
};

static void utf8_is_told_from_other_bytes(void **state)
{
	static const char *const good[] = {
		"",
		"plain ASCII of more than eight bytes",
		"\xc2\x80",
		"\xdf\xbf",
		"\xe0\xa0\x80",
		"\xed\x9f\xbf",
		"\xee\x80\x80",
		"\xef\xbf\xbf",
		"\xf0\x90\x80\x80",
		"\xf4\x8f\xbf\xbf",
		"1234567张三",
		"张12345678三",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(text_is_utf8(good[i], strlen(good[i])));
	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
		if (text_is_utf8(broken[i], strlen(broken[i])))
			fail_msg("%zu is taken", i);
	assert_true(text_is_utf8("a\0b", 3));
	/* what lies behind the end is none of its business */
	assert_false(text_is_utf8("张", 2));
	assert_true(text_is_utf8("张\xff", 3));
}

static void a_bad_byte_is_one_replacement(void **state)
{
	size_t i, n, len;

	(void)state;
	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		const char *at = broken[i];
		bool replaced = false;

		for (n = strlen(at); n; at += len, n -= len) {
			replaced |= text_decode(at, n, &len) == 0xfffd;
			assert_in_range(len, 1, n);
		}
		assert_true(replaced);
	}
	assert_int_equal(text_decode("张", 3, &len), 0x5f20);
	assert_int_equal(len, 3);
	assert_int_equal(text_decode("张", 2, &len), 0xfffd);
	assert_int_equal(len, 1);
	assert_int_equal(text_decode("\0", 1, &len), 0);
	assert_int_equal(len, 1);
}

static void every_code_point_goes_there_and_back(void **state)
{
	static const uint32_t codes[] = {0x1,	  0x7f,	   0x80,    0x7ff,
					 0x800,	  0xd7ff,  0xe000,  0xffff,
					 0x10000, 0x20bb7, 0x10ffff};
	static const uint32_t none[] = {0xd800, 0xdfff, 0x110000, 0xffffffff};
	struct buf out = BUF_INIT;
	size_t i, len;

	(void)state;
	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		buf_clear(&out);
		text_encode(&out, codes[i]);
		assert_true(text_is_utf8(out.data, out.size));
		assert_int_equal(text_decode(out.data, out.size, &len),
				 codes[i]);
		assert_int_equal(len, out.size);
	}
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		buf_clear(&out);
		text_encode(&out, none[i]);
		assert_string_equal(buf_str(&out), "\xef\xbf\xbd");
	}
	buf_release(&out);
}

static void other_charsets_become_utf8(void **state)
{
	struct buf out = BUF_INIT, many = BUF_INIT;
	int i;

	(void)state;
	assert_int_equal(text_convert("GB18030", "\xd5\xc5\xc8\xfd", 4, &out),
			 0);
	assert_string_equal(buf_str(&out), "张三");
	/* a character beyond GBK takes four bytes */
	buf_clear(&out);
	assert_int_equal(text_convert("GB18030", "\x95\x32\x82\x36", 4, &out),
			 0);
	assert_string_equal(buf_str(&out), "\xf0\xa0\x80\x80");
	buf_clear(&out);
	assert_int_equal(text_convert("UTF-16LE", "\x20\x5f\x09\x4e", 4, &out),
			 0);
	assert_string_equal(buf_str(&out), "张三");
	/* what was converted before the bad byte stays */
	buf_clear(&out);
	assert_int_equal(text_convert("GB18030", "ab\xff\xff", 4, &out), -1);
	assert_string_equal(buf_str(&out), "ab");
	buf_clear(&out);
	assert_int_equal(text_convert("GB18030", "\xd5", 1, &out), -1);
	assert_int_equal(text_convert("no such charset", "a", 1, &out), -1);
	assert_int_equal(out.size, 0);
	/* more than one piece of iconv's */
	for (i = 0; i < 5000; i++)
		buf_adds(&many, "\xd5\xc5");
	assert_int_equal(text_convert("GBK", many.data, many.size, &out), 0);
	assert_int_equal(out.size, 15000);
	buf_release(&many);
	buf_release(&out);
}

static void expect_safe(const char *s, const char *wanted)
{
	struct buf out = BUF_INIT;

	text_safe(&out, s);
	assert_string_equal(buf_str(&out), wanted);
	buf_release(&out);
}

#define BAD "\xef\xbf\xbd"

static void nothing_steers_the_terminal(void **state)
{
	(void)state;
	expect_safe("张三 a\xc2\xa0z", "张三 a\xc2\xa0z");
	expect_safe("\x1b[31mred", BAD "[31mred");
	expect_safe("a\nb\rc\td", "a" BAD "b" BAD "c" BAD "d");
	expect_safe("\x7f\xc2\x9b", BAD BAD);
	/* right-to-left override, isolates, separators */
	expect_safe("a\xe2\x80\xae"
		    "b\xe2\x81\xa6"
		    "c\xe2\x80\xa8",
		    "a" BAD "b" BAD "c" BAD);
	expect_safe("\xff\xc3", BAD BAD);
}

static void columns_are_counted_as_a_terminal_does(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	assert_int_equal(text_width(""), 0);
	assert_int_equal(text_width("abc"), 3);
	assert_int_equal(text_width("张三"), 4);
	assert_int_equal(text_width("e\xcc\x81"), 1);
	assert_int_equal(text_width("\x1b"), 1);
	assert_int_equal(text_width("\xee\x80\x80"), 1);
	text_fit(&out, "张三", 6, false);
	text_fit(&out, "张三", 6, true);
	/* a wide character that is cut in half is left out */
	text_fit(&out, "张三", 3, false);
	text_fit(&out, "张三", 0, false);
	assert_string_equal(buf_str(&out), "张三    张三张 ");
	buf_release(&out);
}

static void a_name_is_text_on_a_page(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	text_html(&out, "<a href=\"x\" b='y'>&amp;\x1b</a>");
	assert_string_equal(buf_str(&out),
			    "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;"
			    "&amp;amp;" BAD "&lt;/a&gt;");
	buf_clear(&out);
	text_uri(&out, "a b/ü%-._~#?");
	assert_string_equal(buf_str(&out), "a%20b%2F%C3%BC%25-._~%23%3F");
	buf_release(&out);
}

static void expect_clean(const char *s, const char *trimmed, const char *folded)
{
	char *trim = text_trim(s), *nfkc = text_nfkc(s);

	assert_string_equal(trim, trimmed);
	if (folded)
		assert_string_equal(nfkc, folded);
	else
		assert_null(nfkc);
	free(trim);
	free(nfkc);
}

static void cells_are_cleaned(void **state)
{
	(void)state;
	expect_clean("", "", "");
	expect_clean(" \t\xe3\x80\x80\xc2\xa0 ", "", "");
	expect_clean("\xe3\x80\x80张 三\xc2\xa0", "张 三", "张 三");
	expect_clean("张\xe2\x80\x8b三\xef\xbb\xbf", "张三", "张三");
	expect_clean("１２Ａ", "１２Ａ", "12A");
	expect_clean("a\nb", "a b", "a b");
	expect_clean("买买提·阿里", "买买提·阿里", "买买提·阿里");
	/* a ligature, a circled number: NFKC alone opens them */
	expect_clean("ﬁ①", "ﬁ①", "fi1");
	expect_clean("a\xff", "a\xff", NULL);
}

/* A character that only looks like another, and a control in a cell. */
static void what_looks_alike_has_a_usual_character(void **state)
{
	static const uint32_t pairs[][2] = {
		{0x2ee2, 0x9a6c}, /* a radical NFKC does not know: horse */
		{0x2f26, 0x5b50}, /* a Kangxi radical: child */
		{0xf90a, 0x91d1}, /* a compatibility ideograph: gold */
		{0x2f803, 0x20122}, {0xff21, 'A'}, {0xff5a, 'z'},
		{0xfa0e, 0xfa0e}, /* in that block, and itself all the same */
		{0x2e9a, 0x2e9a}, /* no such radical */
		{0x3007, 0x3007},   {'a', 'a'},	   {0x4e00, 0x4e00}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_int_equal(text_usual(pairs[i][0]), pairs[i][1]);
	expect_clean("\x1f⻢\x02⼦\x7f", "⻢⼦", "马子");
	assert_true(text_is_invisible(0x1f));
	assert_false(text_is_invisible('\t'));
	assert_false(text_is_invisible(0x85));
}

static void names_are_compared_as_systems_do(void **state)
{
	char *a = text_fold("ＡbC.JPG"), *b = text_fold("x\xffY");

	(void)state;
	assert_string_equal(a, "abc.jpg");
	assert_string_equal(b, "x\xffy");
	free(a);
	free(b);
	assert_int_equal(text_casecmp("JPG", "jpg"), 0);
	assert_true(text_casecmp("a", "B") < 0);
	assert_true(text_casecmp("ab", "a") > 0);
	assert_true(text_casecmp("", "a") < 0);
	/* letters beyond ASCII are not folded, in no locale */
	assert_int_not_equal(text_casecmp("Ä", "ä"), 0);
}

static void numbers_are_whole_texts(void **state)
{
	static const char *const none[] = {
		"",    " 1",  "1 ",  "+1",  "0x10",
		"1.5", "1a",  "--1", "-",   "99999999999999999999",
		"１",  "1e3", "\n1", "1\n", "-99999999999999999999",
	};
	long v = 5;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (text_to_long(none[i], LONG_MIN, LONG_MAX, &v) == 0)
			fail_msg("\"%s\" is taken", none[i]);
	assert_int_equal(text_to_long("11", 1, 10, &v), -1);
	assert_int_equal(text_to_long("0", 1, 10, &v), -1);
	assert_int_equal(v, 5);
	assert_int_equal(text_to_long("-007", -10, 10, &v), 0);
	assert_int_equal(v, -7);
	assert_int_equal(text_to_long("10", 1, 10, &v), 0);
	assert_int_equal(v, 10);
	assert_true(text_is_digits("0123456789"));
	assert_false(text_is_digits(""));
	assert_false(text_is_digits("12a"));
	assert_false(text_is_digits("１"));
}

static void reals_are_whole_texts(void **state)
{
	static const char *const none[] = {"",	  " 1",	 "1 ",	"nan",
					   "inf", "0x1", "1e",	"1e999",
					   "1,5", ".",	 "1..2"};
	double v = 5;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (text_to_double(none[i], &v) == 0)
			fail_msg("\"%s\" is taken", none[i]);
	assert_true(v == 5);
	assert_int_equal(text_to_double("-1.25e2", &v), 0);
	assert_true(v == -125);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_is_told_from_other_bytes),
		cmocka_unit_test(a_bad_byte_is_one_replacement),
		cmocka_unit_test(every_code_point_goes_there_and_back),
		cmocka_unit_test(other_charsets_become_utf8),
		cmocka_unit_test(nothing_steers_the_terminal),
		cmocka_unit_test(columns_are_counted_as_a_terminal_does),
		cmocka_unit_test(a_name_is_text_on_a_page),
		cmocka_unit_test(cells_are_cleaned),
		cmocka_unit_test(what_looks_alike_has_a_usual_character),
		cmocka_unit_test(names_are_compared_as_systems_do),
		cmocka_unit_test(numbers_are_whole_texts),
		cmocka_unit_test(reals_are_whole_texts),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
