/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <errno.h>

#include "base/buf.h"
#include "codec/table/csv_charset.h"
#include "codec/table/sheet.h"
#include "support/tables.h"

struct result {
	struct buf rows, problems;
	char charset[24];
	int status;
	struct error err;
};

static void result_release(struct result *r)
{
	buf_release(&r->rows);
	buf_release(&r->problems);
}

static struct result read_bytes(const char *bytes, size_t n,
				const struct sheet_options *options)
{
	struct result r = {BUF_INIT, BUF_INIT, "", -1, ERROR_INIT};
	struct sheet *sheet = sheet_open_bytes(bytes, n, options, &r.err);
	const struct sheet_problem *problems;
	size_t count, i;

	if (!sheet)
		return r;
	snprintf(r.charset, sizeof(r.charset), "%s", sheet_charset(sheet));
	r.status = sheet_read(sheet, 0, tables_row, &r.rows, &r.err);
	problems = sheet_problems(sheet, &count);
	for (i = 0; i < count; i++)
		buf_addf(&r.problems, "%ld %s\n", problems[i].line,
			 problems[i].what);
	sheet_close(sheet);
	return r;
}

static void expect(const char *text, size_t n, bool lenient, const char *rows,
		   const char *problems)
{
	struct sheet_options options = {.lenient = lenient};
	struct result r = read_bytes(text, n, &options);

	if (r.status != 0)
		fail_msg("%s", r.err.text);
	assert_string_equal(buf_str(&r.rows), rows);
	assert_string_equal(buf_str(&r.problems), problems);
	result_release(&r);
}

static void expect_text(const char *text, bool lenient, const char *rows,
			const char *problems)
{
	expect(text, strlen(text), lenient, rows, problems);
}

#define EXPECT(text, rows) expect(text, sizeof(text) - 1, false, rows, "")

static void separators_are_found(void **state)
{
	(void)state;
	EXPECT("a,b\n1,2\n", "1:sa|sb\n2:s1|s2\n");
	EXPECT("a;b;c\n1,5;2;3\n2,5;1;1\n",
	       "1:sa|sb|sc\n2:s1,5|s2|s3\n3:s2,5|s1|s1\n");
	EXPECT("a\tb\n1\t2\n", "1:sa|sb\n2:s1|s2\n");
	EXPECT("a|b|c\n1|2|3\n", "1:sa|sb|sc\n2:s1|s2|s3\n");
	EXPECT("sep=;\na,b;c\n", "2:sa,b|sc\n");
	EXPECT("time\n10:30\n11:45\n", "1:stime\n2:s10:30\n3:s11:45\n");
}

static void quotes_and_line_ends(void **state)
{
	(void)state;
	EXPECT("a,\"b\"\"c\",\"d,e\"\r\n\"x\ny\",2,3\r4,5,6",
	       "1:sa|sb\"c|sd,e\n2:sx\ny|s2|s3\n3:s4|s5|s6\n");
	EXPECT("\"\",\" a \"\n, b ,\n", "1:-|s a \n2:-|s b \n");
	EXPECT("a,b\n\n\n1,2\n,\n", "1:sa|sb\n4:s1|s2\n");
	EXPECT("=\"007\",=\"1\"\n", "1:s=\"007\"|s=\"1\"\n");
	EXPECT("", "");
	EXPECT("\n", "");
	EXPECT("x", "1:sx\n");
}

static void numbers_of_lines_and_records(void **state)
{
	(void)state;
	/* the second record spans lines 2 and 3; line 4 lacks a field */
	expect_text("a,b\n\"x\ny\",2\n3\n4,5\n6,7,8\n", false,
		    "1:sa|sb\n2:sx\ny|s2\n3:s3\n4:s4|s5\n5:s6|s7|s8\n",
		    "4 missing-field\n6 extra-field\n");
}

static void expect_refusal(const char *text, size_t n, enum error_kind kind,
			   const char *word)
{
	struct result r = read_bytes(text, n, NULL);

	assert_int_equal(r.status, -1);
	assert_int_equal(r.err.kind, kind);
	if (!strstr(r.err.text, word))
		fail_msg("\"%s\" lacks \"%s\"", r.err.text, word);
	result_release(&r);
}

static void wrong_quotes_are_refused_with_their_line(void **state)
{
	static const char bare[] = "a,b\n1,x\"y\n";
	static const char after[] = "a,b\n1,2\n\"x\"y,2\n";
	static const char open[] = "a,b\n1,\"x\n3,4\n";
	static const char swallows[] = "a,b\n1,\"x\n3,4\n5,\"y\"\n";

	(void)state;
	expect_refusal(bare, sizeof(bare) - 1, ERROR_INPUT, "line 2");
	expect_refusal(after, sizeof(after) - 1, ERROR_INPUT, "line 3");
	expect_refusal(open, sizeof(open) - 1, ERROR_INPUT, "line 2");
	expect_refusal(swallows, sizeof(swallows) - 1, ERROR_INPUT, "line 2");
}

static void wrong_quotes_are_read_leniently(void **state)
{
	(void)state;
	expect_text("a,b\n1,x\"y\n", true, "1:sa|sb\n2:s1|sx\"y\n",
		    "2 bare-quote\n");
	expect_text("a,b\n\"x\"y\"z,2\n", true, "1:sa|sb\n2:sxy\"z|s2\n",
		    "2 bare-quote\n");
	expect_text("a,b\n1,\"x\n3,4\n", true, "1:sa|sb\n2:s1|s\"x\n3:s3|s4\n",
		    "2 unclosed-quote\n");
	/* a later quote must not swallow the lines between */
	expect_text("a,b\n1,\"x\n3,4\n5,\"y\"\n6,7\n", true,
		    "1:sa|sb\n2:s1|s\"x\n3:s3|s4\n4:s5|sy\n5:s6|s7\n",
		    "2 unclosed-quote\n");
}

static void encodings_are_found(void **state)
{
	static const char utf8[] = "学号,姓名\n1,张三\n";
	static const char bom[] = "\xef\xbb\xbf\"a\",姓名\n";
	static const char gbk[] = "\xd1\xa7\xba\xc5,\xd0\xd5\xc3\xfb\n";
	/* 𠮷 in four bytes */
	static const char gb4[] =
		"\xd1\xa7\xba\xc5,\x95\x34\xb2\x35\xd0\xd5\xc3\xfb\n";
	static const char le[] = "\xff\xfe\x66\x5b\x09\0\x01\x00\n\0";
	static const char le_unmarked[] = "a\0\t\0\x66\x5b\r\0\n\0";
	static const char be[] = "\xfe\xff\x5b\x66\0,\0b\0\n";
	static const char latin[] = "a,b\n\xe9,2\n";
	static const struct {
		const char *bytes;
		size_t n;
		const char *charset, *rows;
	} files[] = {
		{utf8, sizeof(utf8) - 1, "UTF-8",
		 "1:s学号|s姓名\n2:s1|s张三\n"},
		{bom, sizeof(bom) - 1, "UTF-8", "1:sa|s姓名\n"},
		{gbk, sizeof(gbk) - 1, "GB18030", "1:s学号|s姓名\n"},
		{gb4, sizeof(gb4) - 1, "GB18030", "1:s学号|s𠮷姓名\n"},
		{le, sizeof(le) - 1, "UTF-16LE", "1:s学|s\x01\n"},
		{le_unmarked, sizeof(le_unmarked) - 1, "UTF-16LE",
		 "1:sa|s学\n"},
		{be, sizeof(be) - 1, "UTF-16BE", "1:s学|sb\n"},
		{latin, sizeof(latin) - 1, "ISO-8859-1", "1:sa|sb\n2:sé|s2\n"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct result r = read_bytes(files[i].bytes, files[i].n, NULL);

		assert_int_equal(r.status, 0);
		assert_string_equal(r.charset, files[i].charset);
		assert_string_equal(buf_str(&r.rows), files[i].rows);
		result_release(&r);
	}
}

static void one_bad_line_does_not_turn_the_file(void **state)
{
	static const char mixed[] =
		"学号,姓名\n1,张三\n2,\xc0\xee\xcb\xc4\n3,王\n";
	static const char nul[] = "学号,姓名\n1,a\0b\n";

	(void)state;
	expect(mixed, sizeof(mixed) - 1, false,
	       "1:s学号|s姓名\n2:s1|s张三\n"
	       "3:s2|s\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\n"
	       "4:s3|s王\n",
	       "3 bad-bytes\n");
	expect(nul, sizeof(nul) - 1, false,
	       "1:s学号|s姓名\n2:s1|sa\xef\xbf\xbd"
	       "b\n",
	       "2 nul\n");
}

static void a_charset_may_be_asked_for(void **state)
{
	struct sheet_options options = {.charset = "GB18030", .separator = ':'};
	struct result r = read_bytes("\xd1\xa7:a,b", 6, &options);

	(void)state;
	assert_int_equal(r.status, 0);
	assert_string_equal(buf_str(&r.rows), "1:s学|sa,b\n");
	result_release(&r);
	options.charset = "KLINGON";
	r = read_bytes("a", 1, &options);
	assert_int_equal(r.status, -1);
	assert_int_equal(r.err.kind, ERROR_USAGE);
	result_release(&r);
}

static void what_is_too_much_or_no_text_is_refused(void **state)
{
	size_t size = 20 << 20, i;
	char *text = malloc(size);

	(void)state;
	memset(text, 'x', size);
	expect_refusal(text, 200000, ERROR_LIMIT, "32,767");
	text[0] = '"';
	expect_refusal(text, 200000, ERROR_INPUT, "line 1");
	for (i = 0; i < 40000; i++)
		text[i] = i % 2 ? ',' : 'x';
	expect_refusal(text, 40000, ERROR_LIMIT, "16,384");
	memset(text, 0, 4096);
	expect_refusal(text, 4096, ERROR_INPUT, "no table");
	free(text);
}

/* Records of every length across the pieces the file is read in. */
static void pieces_do_not_show(void **state)
{
	struct buf text = BUF_INIT, want = BUF_INIT;
	struct result r;
	long i;

	(void)state;
	for (i = 1; i <= 20000; i++) {
		buf_addf(&text, "%ld,\"张\r\n三%0*d\",\"\"\"\"\r\n", i,
			 (int)(i % 37) + 1, 7);
		buf_addf(&want, "%ld:s%ld|s张\r\n三%0*d|s\"\n", i, i,
			 (int)(i % 37) + 1, 7);
	}
	r = read_bytes(text.data, text.size, NULL);
	assert_int_equal(r.status, 0);
	assert_true(strcmp(buf_str(&r.rows), buf_str(&want)) == 0);
	result_release(&r);
	buf_release(&text);
	buf_release(&want);
}

/* Reads *cookie times, and then no more. */
static ssize_t read_some(void *cookie, char *bytes, size_t n)
{
	int *left = cookie;

	if ((*left)-- <= 0) {
		errno = EIO;
		return -1;
	}
	n = n < 512 ? n : 512;
	memset(bytes, 'a', n);
	return (ssize_t)n;
}

static int rewind_it(void *cookie, off64_t *at, int from)
{
	(void)cookie;
	(void)from;
	*at = 0;
	return 0;
}

/* Half of a text would be taken for all of it, and its charset for another. */
static void what_cannot_be_read_has_no_charset(void **state)
{
	const cookie_io_functions_t how = {.read = read_some,
					   .seek = rewind_it};
	int times;

	(void)state;
	for (times = 0; times < 40; times++) {
		struct error err = ERROR_INIT;
		int left = times;
		FILE *f = fopencookie(&left, "r", how);

		assert_non_null(f);
		assert_null(csv_charset_find(f, &err));
		assert_int_equal(err.kind, ERROR_SYSTEM);
		fclose(f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(separators_are_found),
		cmocka_unit_test(quotes_and_line_ends),
		cmocka_unit_test(numbers_of_lines_and_records),
		cmocka_unit_test(wrong_quotes_are_refused_with_their_line),
		cmocka_unit_test(wrong_quotes_are_read_leniently),
		cmocka_unit_test(encodings_are_found),
		cmocka_unit_test(one_bad_line_does_not_turn_the_file),
		cmocka_unit_test(a_charset_may_be_asked_for),
		cmocka_unit_test(what_is_too_much_or_no_text_is_refused),
		cmocka_unit_test(pieces_do_not_show),
		cmocka_unit_test(what_cannot_be_read_has_no_charset),
	};

	return cmocka_run_group_tests_name("csv_read", tests, NULL, NULL);
}
