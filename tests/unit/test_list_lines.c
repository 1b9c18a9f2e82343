/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "page/list_lines.h"

static struct pdf *pdf;
static struct pdf_face *face;

static int open_face(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	i18n_start("en", "/nowhere");
	pdf = pdf_open("/tmp/test-list-lines.pdf", 210, 297, 0, &err);
	face = pdf ? pdf_face_open(pdf, 9, false) : NULL;
	return face ? 0 : -1;
}

static int close_face(void **state)
{
	(void)state;
	pdf_face_close(face);
	pdf_abandon(pdf);
	return 0;
}

/* The lines with '|' between them. */
static void expect(const char *text, double ems, const char *want)
{
	struct list_lines lines;
	char got[400] = "";
	double width = ems * pdf_face_em(face);
	size_t i;

	list_lines_break(face, text, width, &lines);
	for (i = 0; i < lines.n; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%.*s",
			 i ? "|" : "", (int)lines.list[i].size,
			 lines.list[i].text);
	assert_string_equal(got, want);
	assert_false(lines.cut);
	for (i = 0; i < lines.n; i++)
		assert_true(lines.list[i].width <= width + .01);
}

static void test_breaks(void **state)
{
	(void)state;
	expect("照片不清晰，请重拍", 5, "照片不清|晰，请重拍");
	expect("照片（已退回）", 3, "照片|（已退|回）");
	expect("与录取照片 2026-11-27 相同", 7.5, "与录取照片|2026-11-27 相同");
	expect("学号2022010101重复", 6, "学号|2022010101|重复");
	expect("the photo is dark", 5, "the photo|is dark");
	expect("/photos/计科/20220101.jpg", 7, "/photos/计科/|20220101.jpg");
	expect("2026/11/27", 4, "2026/11|/27"); /* no room: cut after all */
	expect("one\ntwo", 20, "one|two");
	expect("", 5, "");
	expect("  ", 5, "");
}

static void test_long_word(void **state)
{
	struct list_lines lines;

	(void)state;
	list_lines_break(face, "0123456789abcdef0123456789abcdef",
			 pdf_face_em(face), &lines);
	assert_int_equal(lines.n, LIST_LINES_MOST);
	assert_true(lines.cut);
	assert_int_equal(lines.list[0].size, 1);
}

/* What is shaped as a whole stays together and has a width. */
static void test_scripts(void **state)
{
	static const char *const texts[] = {
		"ئەخمەت ئىمىن",	  "བོད་ཡིག",	"e\xcc\x81t\xc3\xa9",
		"韩䶮𠮷",	  "\xff\xfe",	"\x01\x02",
		"葛\U000E0100城", "👩‍🎓"};
	struct list_extent e;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		e = list_lines_measure(face, texts[i]);
		assert_true(e.whole > 0 && e.longest <= e.whole + 1e-9);
		assert_true(pdf_face_width(face, texts[i], strlen(texts[i])) >=
			    e.whole - .01);
		pdf_face_add(face, 10, 10 * (double)i + 20, texts[i],
			     strlen(texts[i]));
	}
	pdf_face_flush(face);
	/* one cluster: letters of that script join */
	assert_int_equal(pdf_face_next(face, texts[0], strlen(texts[0])).size,
			 strlen(texts[0]));
	e = list_lines_measure(face, "2026-11-27");
	assert_true(e.longest == e.whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_breaks),
		cmocka_unit_test(test_long_word),
		cmocka_unit_test(test_scripts),
	};

	return cmocka_run_group_tests(tests, open_face, close_face);
}
