/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "page/contact_sheet.h"
#include "support/scratch.h"

static struct contact_sheet *open_sheet(const char *path, const char *title)
{
	const struct list_file_options about = {
		title, 1778434200, "示例大学 <99101>", "2026届", "李老师"};
	struct error err = ERROR_INIT;
	struct contact_sheet *sheet =
		contact_sheet_open(path, &about, CONTACT_PHOTOS, &err);

	if (!sheet)
		fail_msg("%s", err.text);
	return sheet;
}

static void write_sheet(const char *path)
{
	static const double points[] = {1, 2, 30, 4, 5, INFINITY};
	static const struct contact_mark marks[] = {
		{CONTACT_LINE, 0, 250, 480, 250, NULL, 0, "眼睛 <eye>", NULL},
		{CONTACT_BOX, 300, 90, 100, 400, NULL, 0, NULL, "red"},
		{CONTACT_OVAL, 100, 90, 300, NAN, NULL, 0, NULL,
		 "\"/><script>"},
		{CONTACT_PATH, 0, 0, 0, 0, points, 3, NULL, "#00ffcc"},
	};
	struct findings found = FINDINGS_INIT;
	struct contact_item item = {.file = "a&b<c>.jpg",
				    .title = "张三 \"x\"",
				    .status = "refused",
				    .group = "信息学院 <1班>",
				    .worst = FINDING_ERROR,
				    .findings = &found};
	struct error err = ERROR_INIT;
	struct contact_sheet *sheet = open_sheet(path, "检测 <2026>");

	findings_add_detail(&found, "FIL-CORRUPT", "<img src=x onerror=1>");
	findings_add(&found, "GEO-NOFACE");
	item.before =
		(struct contact_picture){"JPEG", 4, 480, 640, "原图", marks, 4};
	item.after =
		(struct contact_picture){"made", 4, 480, 640, "成品", NULL, 0};
	assert_int_equal(contact_sheet_add(sheet, &item, &err), 0);
	item = (struct contact_item){.file = "plain.jpg", .status = "pass"};
	assert_int_equal(contact_sheet_add(sheet, &item, &err), 0);
	assert_int_equal(contact_sheet_close(sheet, &err), 0);
	findings_release(&found);
}

static void test_page(void **state)
{
	struct buf page = BUF_INIT, again = BUF_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	write_sheet("contact.html");
	write_sheet("again.html");
	assert_int_equal(file_read("contact.html", 1000000, &page, &err), 0);
	assert_int_equal(file_read("again.html", 1000000, &again, &err), 0);
	assert_string_equal(page.data, again.data);
	assert_null(strstr(page.data, "<script>\""));
	assert_null(strstr(page.data, "\"/><script>"));
	assert_null(strstr(page.data, "<img"));
	assert_null(strstr(page.data, "http:"));
	assert_null(strstr(page.data, "https:"));
	assert_null(strstr(page.data, "inf"));
	assert_null(strstr(page.data, "nan"));
	assert_non_null(strstr(page.data, "a&amp;b&lt;c&gt;.jpg"));
	assert_non_null(strstr(page.data, "张三 &quot;x&quot;"));
	assert_non_null(strstr(page.data, "眼睛 &lt;eye&gt;"));
	assert_non_null(strstr(page.data, "data:image/jpeg;base64,SlBFRw=="));
	assert_non_null(strstr(page.data, "data:image/jpeg;base64,bWFkZQ=="));
	assert_non_null(strstr(page.data, "没有检测到人脸"));
	assert_null(strstr(page.data, "no face found"));
	assert_non_null(strstr(page.data, "信息学院 &lt;1班&gt;"));
	assert_non_null(strstr(page.data, "示例大学 &lt;99101&gt;"));
	/* the counts of the filters: all, with findings, refused */
	assert_non_null(strstr(page.data, "everything<b>     2</b>"));
	assert_non_null(strstr(page.data, "with findings<b>     1</b>"));
	assert_non_null(strstr(page.data, "refused<b>     1</b>"));
	assert_non_null(strstr(page.data, "请换一张正面免冠照片"));
	assert_non_null(strstr(page.data, "x=\"100.0\" y=\"90.0\" "
					  "width=\"200.0\" height=\"310.0\""));
	assert_non_null(strstr(page.data, "photos: 2, refused: 1"));
	/* what a strict XML reader thinks of the drawings */
	assert_int_equal(
		system("/usr/bin/python3 -c \"import re, xml.dom.minidom as m;"
		       "p = open('contact.html').read(); "
		       "s = re.findall('<svg.*?</svg>', p, re.S); "
		       "assert len(s) == 2; [m.parseString(x) for x in s]\""),
		0);
	buf_release(&page);
	buf_release(&again);
}

/* The sheet keeps nothing: 200 MB of pictures go by in little memory. */
static void test_memory(void **state)
{
	static char picture[100000];
	struct contact_item item = {.file = "x.jpg"};
	struct error err = ERROR_INIT;
	struct contact_sheet *sheet = open_sheet("many.html", "many");
	struct rusage before, after;
	int i;

	(void)state;
	item.before = (struct contact_picture){
		picture, sizeof(picture), 1, 1, NULL, NULL, 0};
	getrusage(RUSAGE_SELF, &before);
	for (i = 0; i < 1500; i++)
		assert_int_equal(contact_sheet_add(sheet, &item, &err), 0);
	getrusage(RUSAGE_SELF, &after);
	assert_true(after.ru_maxrss - before.ru_maxrss < 20000);
	assert_int_equal(contact_sheet_close(sheet, &err), 0);
	unlink("many.html");
}

static int is_in(const char *path, const char *text)
{
	struct buf page = BUF_INIT;
	struct error err = ERROR_INIT;
	int found;

	assert_int_equal(file_read(path, 10000000, &page, &err), 0);
	found = strstr(page.data, text) != NULL;
	buf_release(&page);
	return found;
}

/* 12,000 cases are no page that a browser shows. */
static void test_pages(void **state)
{
	struct error err = ERROR_INIT;
	struct contact_sheet *sheet = open_sheet("a \"b.html", "pages");
	char name[32];
	struct contact_item item = {.file = name};
	int i;

	(void)state;
	for (i = 0; i < 2 * CONTACT_SHEET_PAGE + 1; i++) {
		snprintf(name, sizeof(name), "photo%d.jpg", i);
		assert_int_equal(contact_sheet_add(sheet, &item, &err), 0);
	}
	assert_false(file_exists("a \"b.html"));
	assert_false(file_exists("a \"b-2.html"));
	assert_int_equal(contact_sheet_close(sheet, &err), 0);
	assert_true(is_in("a \"b.html", "photo0.jpg"));
	assert_true(is_in("a \"b.html", "href=\"./a%20%22b-2.html\""));
	assert_false(is_in("a \"b.html", "photo400.jpg"));
	assert_true(is_in("a \"b-2.html", "photo400.jpg"));
	assert_true(is_in("a \"b-2.html", "href=\"./a%20%22b.html\""));
	assert_true(is_in("a \"b-2.html", "href=\"./a%20%22b-3.html\""));
	assert_true(is_in("a \"b-3.html", "photo800.jpg"));
	assert_true(is_in("a \"b-3.html", "photos: 801"));
	assert_false(is_in("a \"b-3.html", "next page"));
}

/* Further rows: the pair of a comparison below the case. */
static void test_rows(void **state)
{
	static const struct contact_mark mark = {CONTACT_BOX, 1, 2,    3,   4,
						 NULL,	      0, NULL, NULL};
	const struct contact_picture pictures[] = {
		{"one", 3, 240, 320, "<first>", &mark, 1},
		{NULL, 0, 0, 0, "nothing", NULL, 0},
		{"two", 3, 240, 320, "second", NULL, 0},
	};
	const struct contact_row rows[] = {{"SAM & score", pictures, 3},
					   {NULL, pictures, 1}};
	struct contact_item item = {.file = "x.jpg", .rows = rows, .n_rows = 2};
	struct error err = ERROR_INIT;
	struct contact_sheet *sheet = open_sheet("rows.html", "rows");

	(void)state;
	assert_int_equal(contact_sheet_add(sheet, &item, &err), 0);
	assert_int_equal(contact_sheet_close(sheet, &err), 0);
	assert_true(is_in("rows.html", "<h3>SAM &amp; score</h3>"));
	assert_true(is_in("rows.html", "base64,b25l"));
	assert_true(is_in("rows.html", "base64,dHdv"));
	assert_true(is_in("rows.html", "&lt;first&gt;"));
	assert_false(is_in("rows.html", "nothing"));
}

static void test_abandon(void **state)
{
	const struct list_file_options about = {.title = "x"};
	struct error err = ERROR_INIT;
	struct contact_sheet *sheet = open_sheet("gone.html", "x");

	(void)state;
	contact_sheet_abandon(sheet);
	contact_sheet_abandon(NULL);
	assert_false(file_exists("gone.html"));
	assert_null(contact_sheet_open("no/dir/x.html", &about, CONTACT_PAIRS,
				       &err));
	assert_non_null(strstr(err.text, "no/dir"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page),	cmocka_unit_test(test_memory),
		cmocka_unit_test(test_pages),	cmocka_unit_test(test_rows),
		cmocka_unit_test(test_abandon),
	};

	i18n_start("zh", "/nowhere");
	return cmocka_run_group_tests(tests, scratch_enter, scratch_remove);
}
