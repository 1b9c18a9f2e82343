/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "codec/table/sheet.h"
#include "support/tables.h"

/* What sheet number index of the page reads as; NULL charset is found. */
static void expect_sheet(const char *page, size_t n, size_t index,
			 const char *rows)
{
	struct error err = ERROR_INIT;
	struct sheet *sheet = sheet_open_bytes(page, n, NULL, &err);
	struct buf out = BUF_INIT;

	if (!sheet)
		fail_msg("%s", err.text);
	assert_int_equal(sheet_kind(sheet), SHEET_HTML);
	assert_true(index < sheet_count(sheet));
	assert_int_equal(sheet_read(sheet, index, tables_row, &out, &err), 0);
	assert_string_equal(buf_str(&out), rows);
	sheet_close(sheet);
	buf_release(&out);
}

static void expect(const char *page, const char *rows)
{
	expect_sheet(page, strlen(page), 0, rows);
}

static void expect_error(const char *page, enum error_kind kind,
			 const char *word)
{
	struct error err = ERROR_INIT;

	assert_int_equal(tables_judge(page, &err), -1);
	assert_int_equal(err.kind, kind);
	assert_non_null(strstr(err.text, word));
}

static void what_systems_write_is_a_table(void **state)
{
	(void)state;
	expect("<html><table><tr><th>学号<th>姓名<tr><td>1<td>李雷</table>",
	       "1:s学号|s姓名\n2:s1|s李雷\n");
	expect("\n\n <!DOCTYPE HTML PUBLIC \"x\"><TABLE border=1><TR>"
	       "<TD nowrap> 001 </TD><TD>&nbsp;</TD><TD>a&amp;b</TD></TR>",
	       "1:s001|-|sa&b\n");
	expect("<!-- c --><style>td{x:y}</style><table><thead><tr><td>a"
	       "</thead><tbody><tr></tr><tr><td>b</tbody></table>",
	       "1:sa\n3:sb\n");
	expect("<meta charset=utf-8><table><tr><td>两<br>行<td><b>粗</b>体"
	       "<td>x\n  y<td><p>一</p><p>二</p></table>",
	       "1:s两\n行|s粗体|sx y|s一\n二\n");
	expect("<table><tr><td>a<script>1</script><style>2</style>"
	       "<span style='DISPLAY : none'>3</span><tr "
	       "style=\"display:none\">"
	       "<td>b</table>",
	       "1:sa\n2h:sb\n");
}

static void cells_that_reach_over_others_push_them(void **state)
{
	(void)state;
	expect("<table><tr><td rowspan=2>系<td colspan=2>学生<tr><td>学号"
	       "<td>姓名<tr><td>a<td>b<td>c</table>",
	       "1:s系|s学生\n2:-|s学号|s姓名\n3:sa|sb|sc\n");
	expect("<table><tr><td rowspan=0 colspan=-3>a<td>b<tr><td>c</table>",
	       "1:sa|sb\n2:sc\n");
}

/* Excel saves what it shows, and the number beside it. */
static void a_shortened_number_is_the_whole_one(void **state)
{
	(void)state;
	expect("<table><tr><td x:num=\"202201010101\">2.02201E+11</td>"
	       "<td x:num=\"44927\">2023/1/1</td><td x:num>7</td>"
	       "<td x:num=\"5\">###</td><td x:num=zz>1E5</td>"
	       "<td x:fmla=\"=A1\">9</td></table>",
	       "1:n202201010101|s2023/1/1|s7|n5|s1E5|s=9\n");
}

static void each_table_with_words_is_a_sheet(void **state)
{
	static const char page[] =
		"<body><table><tr><td><table><tr><td>一</table>"
		"<tr><td><table><tr><td>二<table><tr><td>三</table></table>"
		"</table><table><tr><td> </table>";

	(void)state;
	expect_sheet(page, strlen(page), 0, "1:s一\n");
	expect_sheet(page, strlen(page), 1, "1:s二\n");
	expect_sheet(page, strlen(page), 2, "1:s三\n");
}

/* The bytes decide, not what the page says. */
static void the_charset_is_found(void **state)
{
	static const char *const heads[] = {
		"<html><meta charset=gb2312><table><tr><td>",
		"<html><meta charset=utf-8><table><tr><td>", "<table><tr><td>"};
	static const char gbk[] = "\321\247\272\305";
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(heads); i++) {
		struct buf page = BUF_INIT;

		buf_addf(&page, "%s学号</table>", heads[i]);
		expect_sheet(page.data, page.size, 0, "1:s学号\n");
		buf_clear(&page);
		buf_addf(&page, "%s%s</table>", heads[i], gbk);
		expect_sheet(page.data, page.size, 0, "1:s学号\n");
		buf_release(&page);
	}
	expect_sheet("\xff\xfe<\0t\0a\0b\0l\0e\0>\0<\0t\0r\0>\0<\0t\0d\0>\0"
		     "\x66\x5b",
		     2 + 30 + 2, 0, "1:s学\n");
	expect("<meta charset=big5><table><tr><td>\276\307\270\271</table>",
	       "1:s學號\n");
}

static const char quoted[] =
	"From: <\xe7\x94\xb1 WPS>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
	"Content-Type: multipart/related;\r\n\tboundary=\"--=_N.01\"\r\n\r\n"
	"preamble\r\n----=_N.01\r\nContent-Type: text/html; charset=gb2312\r\n"
	"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
	"<html><table><tr><td =\r\nid=3D\"a\">=D1=A7=BA=C5</table></html>\r\n"
	"----=_N.01\r\nContent-Type: image/png\r\n"
	"Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
	"----=_N.01\r\nContent-transfer-encoding: BASE64\r\n"
	"Content-Type: text/html\r\n\r\n"
	"PHRhYmxlPjx0cj48\r\ndGQ+YjwvdGFibGU+\r\n----=_N.01--\r\n";

static void a_saved_page_is_read_part_by_part(void **state)
{
	(void)state;
	expect_sheet(quoted, strlen(quoted), 0, "1:s学号\n");
	expect_sheet(quoted, strlen(quoted), 1, "1:sb\n");
	expect("MIME-Version: 1.0\nContent-Type: text/html\n\n"
	       "<table><tr><td>c</table>",
	       "1:sc\n");
}

static void what_is_no_list_is_said(void **state)
{
	(void)state;
	expect_error("<html><form>请登录</form></html>", ERROR_INPUT,
		     "without a table");
	expect_error("MIME-Version: 1.0\nContent-Type: multipart/related; "
		     "boundary=x\n\n--x\nContent-Type: text/plain\n\na\n--x--",
		     ERROR_INPUT, "holds no page");
	expect_error("ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"a\"\r\nE\r\n",
		     ERROR_INPUT, "SYLK");
}

static void a_list_that_only_begins_so_is_text(void **state)
{
	static const char *const texts[] = {"ID;P;姓名\n1;2;李雷\n",
					    "<b>,2\n3,4\n", "<tabs>\ta\n",
					    "Date,a\n2020-01-01,b\n"};
	struct error err = ERROR_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		struct sheet *sheet = sheet_open_bytes(
			texts[i], strlen(texts[i]), NULL, &err);

		assert_non_null(sheet);
		assert_int_equal(sheet_kind(sheet), SHEET_CSV);
		sheet_close(sheet);
	}
}

static void repeat(struct buf *out, const char *s, int times)
{
	while (times--)
		buf_adds(out, s);
}

static void hostile_pages_end_at_a_limit(void **state)
{
	struct buf page = BUF_INIT;

	(void)state;
	buf_adds(&page, "<table><tr><td>");
	repeat(&page, "x", 32768);
	expect_error(buf_str(&page), ERROR_LIMIT, "32,767");
	buf_clear(&page);
	buf_adds(&page, "<table><tr>");
	repeat(&page, "<td colspan=9999>a", 17);
	expect_error(buf_str(&page), ERROR_LIMIT, "more columns");
	buf_clear(&page);
	buf_adds(&page, "<table>");
	repeat(&page, "<tr><td colspan=1000 rowspan=2><td>a", 101000);
	expect_error(buf_str(&page), ERROR_LIMIT, "too wide apart");
	buf_release(&page);
}

/* gumbo would free such a tree by recursion. */
static void many_levels_are_no_crash(void **state)
{
	struct buf page = BUF_INIT;

	(void)state;
	buf_adds(&page, "<html><body>");
	repeat(&page, "<i>", 2000);
	repeat(&page, "<div>", 20000);
	buf_adds(&page, "<table><tr><td>a</table>");
	expect(buf_str(&page), "1:sa\n");
	buf_release(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_systems_write_is_a_table),
		cmocka_unit_test(cells_that_reach_over_others_push_them),
		cmocka_unit_test(a_shortened_number_is_the_whole_one),
		cmocka_unit_test(each_table_with_words_is_a_sheet),
		cmocka_unit_test(the_charset_is_found),
		cmocka_unit_test(a_saved_page_is_read_part_by_part),
		cmocka_unit_test(what_is_no_list_is_said),
		cmocka_unit_test(a_list_that_only_begins_so_is_text),
		cmocka_unit_test(hostile_pages_end_at_a_limit),
		cmocka_unit_test(many_levels_are_no_crash),
	};

	return cmocka_run_group_tests_name("html_read", tests, NULL, NULL);
}
