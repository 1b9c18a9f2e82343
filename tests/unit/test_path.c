/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/path.h"

static void expect_parts(const char *path, const char *folder, const char *name,
			 const char *stem, const char *extension)
{
	char *is_folder = path_folder(path), *is_stem = path_stem(path);

	assert_string_equal(path_name(path), name);
	assert_string_equal(path_extension(path), extension);
	assert_string_equal(is_folder, folder);
	assert_string_equal(is_stem, stem);
	free(is_folder);
	free(is_stem);
}

static void a_path_has_parts(void **state)
{
	(void)state;
	expect_parts("a/b/c.tar.gz", "a/b", "c.tar.gz", "c.tar", ".gz");
	expect_parts("c.jpg", ".", "c.jpg", "c", ".jpg");
	expect_parts("/c", "/", "c", "c", "");
	expect_parts("a.b/c", "a.b", "c", "c", "");
	expect_parts("a/.hidden", "a", ".hidden", ".hidden", "");
	expect_parts("a/", "a", "", "", "");
	expect_parts("", ".", "", "", "");
	expect_parts("a.", ".", "a.", "a", ".");
	assert_true(path_has_extension("x/A.JpG", ".jpg"));
	assert_false(path_has_extension("x/A.jpeg", ".jpg"));
	assert_false(path_has_extension("jpg", ".jpg"));
}

static void expect_joined(const char *folder, const char *name,
			  const char *wanted)
{
	char *path = path_join(folder, name);

	assert_string_equal(path, wanted);
	free(path);
}

static void parts_are_joined_by_one_slash(void **state)
{
	(void)state;
	expect_joined("a", "b", "a/b");
	expect_joined("a/", "b", "a/b");
	expect_joined("/", "b", "/b");
	expect_joined("", "b", "b");
	expect_joined(".", "b", "./b");
}

static void names_from_outside_stay_below_our_folder(void **state)
{
	static const char *const good[] = {
		"a.jpg", "学院/计科2201/张三.jpg",
		"...",	 "a/..b/c.",
		"ab:c",	 ".hidden",
		"a b",	 "..a/b",
	};
	static const char *const bad[] = {
		"",	    "/etc/passwd", "..",     ".",	  "../a",
		"a/..",	    "a/../b",	   "a/./b",  "a//b",	  "a/",
		"a\\b",	    "C:a",	   "c:/a",   "a\nb",	  "a\x7f",
		"a\x1b[2J", "\xff",	   "a/\xc3", "a/\\..\\b", "\t",
	};
	char longest[202];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (!path_is_safe(good[i]))
			fail_msg("\"%s\" is refused", good[i]);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (path_is_safe(bad[i]))
			fail_msg("\"%s\" is taken", bad[i]);
	memset(longest, 'x', sizeof(longest));
	longest[201] = '\0';
	assert_false(path_is_safe(longest));
	longest[200] = '\0';
	assert_true(path_is_safe(longest));
}

static void a_path_has_a_longest_length(void **state)
{
	char path[4002];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(path); i++)
		path[i] = i % 100 == 99 ? '/' : 'x';
	path[4001] = '\0';
	assert_false(path_is_safe(path));
	path[3998] = '\0';
	assert_true(path_is_safe(path));
}

static void expect_clean(const char *name, const char *wanted)
{
	char *clean = path_clean_name(name);

	assert_string_equal(clean, wanted);
	assert_true(path_is_safe(clean));
	assert_null(strchr(clean, '/'));
	free(clean);
}

static void any_text_becomes_a_file_name(void **state)
{
	char *many, longest[1000];

	(void)state;
	expect_clean("张三.jpg", "张三.jpg");
	expect_clean("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j");
	expect_clean("../../etc/passwd", "_.._.._etc_passwd");
	expect_clean("", "_");
	expect_clean(".", "_.");
	expect_clean("..", "_..");
	expect_clean(".hidden", "_.hidden");
	expect_clean("a\nb\x7f", "a_b_");
	expect_clean("\xff\xc3(", "__(");
	expect_clean("C:", "C_");
	expect_clean("con", "_con");
	expect_clean("Com7.tar.gz", "_Com7.tar.gz");
	expect_clean("COM0", "COM0");
	expect_clean("CONSUL", "CONSUL");
	/* cut between characters, below what path_is_safe() takes */
	memset(longest, 0, sizeof(longest));
	for (many = longest; many < longest + 900; many += 3)
		memcpy(many, "张", 3);
	many = path_clean_name(longest);
	assert_true(path_is_safe(many));
	assert_int_equal(strlen(many) % 3, 0);
	free(many);
}

static void a_name_of_bytes_is_read(void **state)
{
	static const struct {
		const char *path, *shown;
		bool foreign;
	} rows[] = {
		{"a/张三.jpg", "a/张三.jpg", false},
		{"a/\325\305\310\375.jpg", "a/张三.jpg", true},
		{"班级/\325\305\310\375.jpg", "班级/张三.jpg", true},
		/* C4 A3 is 模 in GBK and one letter in UTF-8 */
		{"\304\243/\325\305\310\375.jpg", "模/张三.jpg", true},
		{"\304\243.jpg", "\304\243.jpg", false},
		{"a/\377x/b", "a/\357\277\275x/b", true},
		{"/\325\305/", "/张/", true},
	};
	size_t i;
	bool foreign;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *shown = path_decode(rows[i].path, &foreign);

		assert_string_equal(shown, rows[i].shown);
		assert_int_equal(foreign, rows[i].foreign);
		free(shown);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_of_bytes_is_read),
		cmocka_unit_test(a_path_has_parts),
		cmocka_unit_test(parts_are_joined_by_one_slash),
		cmocka_unit_test(names_from_outside_stay_below_our_folder),
		cmocka_unit_test(a_path_has_a_longest_length),
		cmocka_unit_test(any_text_becomes_a_file_name),
	};

	return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
