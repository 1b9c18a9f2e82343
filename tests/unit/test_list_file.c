/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/picture/jpeg_write.h"
#include "page/data_uri.h"
#include "page/list_file.h"
#include "support/scratch.h"

static const struct list_file_options opt = {"未采集名单 <2026>", 1778434200,
					     "示例大学 <99101>", "2026届",
					     "李老师"};

static void read_file(const char *path, struct buf *out)
{
	struct error err = ERROR_INIT;

	buf_clear(out);
	assert_int_equal(file_read(path, 10000000, out, &err), 0);
}

static void save(const struct table *t, const char *path)
{
	struct error err = ERROR_INIT;

	if (list_file_save(t, path, &opt, &err) < 0)
		fail_msg("%s: %s", path, err.text);
}

static void add_row(struct table *t, const char *a, const char *b)
{
	table_add_row(t);
	table_set(t, 0, a);
	table_set(t, 1, b);
}

static void test_csv(void **state)
{
	static const char *const rows[][3] = {
		{"=1+1", "\"'=1+1\"", "=1+1"},
		{"+8613800138000x", "\"'+8613800138000x\"", NULL},
		{"-cmd", "\"'-cmd\"", NULL},
		{"@SUM(A1)", "\"'@SUM(A1)\"", NULL},
		{"\t=1", "\"'\t=1\"", "\\t=1"},
		{"＝1+1", "\"'＝1+1\"", NULL},
		{"-12.5", "-12.5", NULL},
		{"张三", "张三", NULL},
		{"a,\"b\"", "\"a,\"\"b\"\"\"", "a,\"b\""},
		{"two\nlines", "\"two\nlines\"", "two\\nlines"},
		{"back\\slash", "back\\slash", "back\\\\slash"},
		{"440524188001010014", "\"=\"\"440524188001010014\"\"\"", NULL},
		{"007", "\"=\"\"007\"\"\"", NULL},
		{"2022010101", "2022010101", NULL},
		{"0", "0", NULL},
	};
	struct buf want_csv = BUF_INIT, want_tsv = BUF_INIT, got = BUF_INIT;
	struct table t = TABLE_INIT;
	size_t i;

	(void)state;
	table_add_column(&t, "a", "甲", TABLE_LEFT);
	table_add_column(&t, "b", "乙", TABLE_RIGHT);
	buf_adds(&want_csv, "\xef\xbb\xbf甲,乙\r\n");
	buf_adds(&want_tsv, "甲\t乙\n");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		add_row(&t, rows[i][0], NULL);
		buf_addf(&want_csv, "%s,\r\n", rows[i][1]);
		buf_addf(&want_tsv, "%s\t\n",
			 rows[i][2] ? rows[i][2] : rows[i][0]);
	}
	save(&t, "list.csv");
	read_file("list.csv", &got);
	assert_string_equal(buf_str(&got), buf_str(&want_csv));
	save(&t, "list.TSV");
	read_file("list.TSV", &got);
	assert_string_equal(buf_str(&got), buf_str(&want_tsv));
	buf_release(&want_csv);
	buf_release(&want_tsv);
	buf_release(&got);
	table_release(&t);
}

static void make_thumb(struct buf *out)
{
	struct jpeg_write how = {.quality = 75, .subsampling = 420, .dpi = 96};
	struct error err = ERROR_INIT;
	struct image im = IMAGE_INIT;

	assert_int_equal(image_init(&im, 60, 80, 3, &err), 0);
	memset(im.data, 90, 60 * 80 * 3);
	assert_int_equal(jpeg_write(&im, &how, out, &err), 0);
	image_release(&im);
}

static void make_list(struct table *t, int rows, int thumbs)
{
	struct buf thumb = BUF_INIT;
	int i;

	make_thumb(&thumb);
	table_add_column(t, "xh", "学号", TABLE_LEFT);
	table_add_column(t, "xm", "姓名", TABLE_CENTER);
	table_add_column(t, "n", "张数", TABLE_RIGHT);
	table_add_column(t, "why", "原因", TABLE_LEFT);
	for (i = 0; i < rows; i++) {
		table_add_row(t);
		table_setf(t, 0, "2022%06d", i);
		table_set(t, 1, i % 2 ? "张三" : "<script>alert('1')</script>");
		table_setf(t, 2, "%d", i);
		table_set(t, 3,
			  i % 7 ? "照片不清晰，请重新拍摄"
				: "背景颜色不均匀，左右两侧亮度相差过大，请在"
				  "单色背景前重新拍摄，并注意光线均匀；衣服颜色"
				  "与背景接近");
		if (i % 3 == 0)
			table_set_style(t, 3, TABLE_ERROR);
		if (thumbs && i % 2)
			table_set_thumb(t, thumb.data, thumb.size);
	}
	buf_release(&thumb);
}

static void test_html(void **state)
{
	struct table t = TABLE_INIT;
	struct buf page = BUF_INIT;

	(void)state;
	make_list(&t, 100, 1);
	save(&t, "list.html");
	read_file("list.html", &page);
	assert_null(strstr(page.data, "<script>alert"));
	assert_non_null(strstr(page.data, "&lt;script&gt;alert(&#39;1&#39;)"));
	assert_non_null(strstr(page.data, "<h1>未采集名单 &lt;2026&gt;</h1>"));
	assert_non_null(strstr(page.data, "2026-05-11 01:30"));
	assert_non_null(strstr(page.data, "示例大学 &lt;99101&gt;"));
	assert_non_null(strstr(page.data, "李老师"));
	assert_non_null(strstr(page.data, "<td class=\"e\">"));
	assert_non_null(strstr(page.data, "src=\"data:image/jpeg;base64,/9j/"));
	assert_null(strstr(page.data, "http:"));
	assert_null(strstr(page.data, "https:"));
	assert_int_equal(system("test $(grep -c '^<tr>' list.html) = 100"), 0);
	buf_release(&page);
	table_release(&t);
}

static void test_pdf(void **state)
{
	struct table t = TABLE_INIT;
	struct buf one = BUF_INIT, two = BUF_INIT;

	(void)state;
	make_list(&t, 120, 1);
	save(&t, "list.pdf");
	save(&t, "again.pdf");
	read_file("list.pdf", &one);
	read_file("again.pdf", &two);
	assert_int_equal(one.size, two.size);
	assert_memory_equal(one.data, two.data, one.size);
	assert_memory_equal(one.data, "%PDF-", 5);
	if (system("command -v pdftotext >/dev/null") == 0) {
		assert_int_equal(system("pdftotext -layout list.pdf l.txt"), 0);
		read_file("l.txt", &one);
		assert_non_null(strstr(one.data, "2022000119"));
		/* the header and the number of each page */
		assert_int_equal(system("test $(grep -c 学号 l.txt) = "
					"$(pdfinfo list.pdf | sed -n "
					"'s/Pages: *//p')"),
				 0);
		assert_non_null(strstr(one.data, "page 2 of "));
		assert_non_null(strstr(one.data, "Task: 2026届"));
		assert_non_null(strstr(one.data, "School: 示例大学 <99101>"));
		assert_non_null(strstr(one.data, "Made by: 李老师"));
	}
	buf_release(&one);
	buf_release(&two);
	table_release(&t);
}

/* U+10FFFD is for private use: no font of Debian has it. */
static void test_pdf_says_what_no_font_has(void **state)
{
	struct list_file_options asked = opt;
	struct table t = TABLE_INIT;
	bool lacks = true;

	(void)state;
	asked.lacks_glyphs = &lacks;
	make_list(&t, 2, 1);
	assert_int_equal(list_file_save(&t, "list.pdf", &asked, NULL), 0);
	assert_false(lacks);
	add_row(&t, "韩\xf4\x8f\xbf\xbd", "b");
	assert_int_equal(list_file_save(&t, "list.pdf", &asked, NULL), 0);
	assert_true(lacks);
	table_release(&t);
}

/* More columns than a page holds, and texts as they should not be. */
static void test_pdf_wide(void **state)
{
	static const char *const odd[] = {"ئەخمەت ئىمىن", "\xff\xfe\xc3",
					  "\x1b[31m\x7f\n\n\t",
					  "葛\U000E0100城", "‮2022‬"};
	struct table t = TABLE_INIT;
	struct buf text = BUF_INIT;
	char *title, *huge;
	int i, row;

	(void)state;
	huge = malloc(40001);
	memset(huge, 'x', 40000);
	huge[40000] = '\0';
	for (i = 0; i < 30; i++) {
		title = mem_xprintf("列%d", i);
		table_add_column(&t, i == 3 ? "xh" : title, title,
				 i % 3 ? TABLE_LEFT : TABLE_RIGHT);
		free(title);
	}
	for (row = 0; row < 70; row++) {
		table_add_row(&t);
		for (i = 0; i < 30; i++)
			table_set(&t, (size_t)i,
				  (row + i) % 9 ? "2026-11-27" : odd[row % 5]);
		table_setf(&t, 3, "2022%06d", row);
	}
	table_set(&t, 29, huge);
	save(&t, "wide.pdf");
	save(&t, "wide.html");
	if (system("command -v pdftotext >/dev/null") == 0) {
		assert_int_equal(system("pdftotext -raw wide.pdf w.txt"), 0);
		read_file("w.txt", &text);
		assert_non_null(strstr(text.data, "columns 1 of "));
		/* each student on each page that has a part of his row */
		assert_int_equal(
			system("test $(grep -o 2022000040 w.txt | wc -l) = "
			       "$(sed -n 's/.*columns 1 of //p' w.txt | "
			       "head -n 1)"),
			0);
	}
	free(huge);
	buf_release(&text);
	table_release(&t);
}

static void test_xlsx(void **state)
{
	struct table t = TABLE_INIT;

	(void)state;
	make_list(&t, 20, 1);
	save(&t, "list.xlsx");
	assert_int_equal(
		system("/usr/bin/python3 -c \"import openpyxl; "
		       "s = openpyxl.load_workbook('list.xlsx').worksheets[0]; "
		       "assert s.title == '未采集名单 <2026>', s.title; "
		       "assert s['A3'].value == '2022000001'; "
		       "assert s.max_row == 21; assert len(s._images) == 10\""),
		0);
	table_release(&t);
}

static void test_empty_and_refused(void **state)
{
	static const char *const kinds[] = {"e.csv", "e.tsv", "e.xlsx",
					    "e.html", "e.pdf"};
	struct table t = TABLE_INIT;
	struct error err = ERROR_INIT;
	size_t i;

	(void)state;
	make_list(&t, 0, 0);
	for (i = 0; i < 5; i++) {
		assert_true(list_file_knows(kinds[i]));
		save(&t, kinds[i]);
		assert_true(file_exists(kinds[i]));
	}
	assert_false(list_file_knows("list.docx"));
	assert_int_equal(list_file_save(&t, "list.docx", &opt, &err), -1);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_non_null(strstr(err.text, ".csv, .tsv, .xlsx, .html"));
	assert_int_equal(list_file_save(&t, "no/dir/list.pdf", &opt, &err), -1);
	assert_int_equal(list_file_save(&t, "no/dir/l.html", &opt, &err), -1);
	table_release(&t);
}

static void test_base64(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	data_uri_jpeg(&out, "f", 1);
	data_uri_jpeg(&out, "fo", 2);
	data_uri_jpeg(&out, "foobar", 6);
	data_uri_jpeg(&out, "", 0);
	assert_string_equal(buf_str(&out), "data:image/jpeg;base64,Zg=="
					   "data:image/jpeg;base64,Zm8="
					   "data:image/jpeg;base64,Zm9vYmFy"
					   "data:image/jpeg;base64,");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_pdf),
		cmocka_unit_test(test_pdf_says_what_no_font_has),
		cmocka_unit_test(test_pdf_wide),
		cmocka_unit_test(test_xlsx),
		cmocka_unit_test(test_empty_and_refused),
		cmocka_unit_test(test_base64),
	};

	i18n_start("en", "/nowhere");
	return cmocka_run_group_tests(tests, scratch_enter, scratch_remove);
}
