/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "codec/picture/jpeg_write.h"
#include "codec/table/xlsx_write.h"
#include "support/scratch.h"

static void make_thumb(struct buf *out)
{
	struct jpeg_write how = {.quality = 75, .subsampling = 420, .dpi = 96};
	struct error err = ERROR_INIT;
	struct image im = IMAGE_INIT;

	assert_int_equal(image_init(&im, 120, 160, 3, &err), 0);
	memset(im.data, 200, 120 * 160 * 3);
	assert_int_equal(jpeg_write(&im, &how, out, &err), 0);
	image_release(&im);
}

static void fill(struct table *t, int thumbs)
{
	struct buf thumb = BUF_INIT;
	int i;

	make_thumb(&thumb);
	table_add_column(t, "zjhm", "证件号码", TABLE_LEFT);
	table_add_column(t, "xm", "姓名", TABLE_LEFT);
	table_add_column(t, "n", "数量", TABLE_RIGHT);
	table_set_number(t, 2);
	for (i = 0; i < 5; i++) {
		table_add_row(t);
		table_set(t, 0, "11010519491231002X");
		table_setf(t, 2, "%d", i);
		if (thumbs)
			table_set_thumb(t, thumb.data, thumb.size);
	}
	table_set(t, 0, "440524188001010014");
	table_set(t, 1, "=cmd|' /C calc'!A0");
	table_set_style(t, 1, TABLE_ERROR);
	table_add_row(t);
	table_set(t, 0, "bad \xff\xfe bytes, \x01\x0b control");
	table_set(t, 1, "literal _x0041_ stays, 𠮷 too\nline");
	table_set(t, 2, "nan");
	table_set_style(t, 0, TABLE_WARN);
	buf_release(&thumb);
}

static void save(const char *path, int thumbs)
{
	struct xlsx_write_chart chart = {.title = "图",
					 .first_value = 2,
					 .last_value = 2,
					 .last_row = 4};
	struct table t = TABLE_INIT;
	struct error err = ERROR_INIT;
	struct xlsx_write *x = xlsx_write_open(path, 1778434200, &err);

	fill(&t, thumbs);
	assert_non_null(x);
	assert_int_equal(xlsx_write_sheet(x, "照片清单", &t, &err), 0);
	assert_int_equal(xlsx_write_chart(x, &chart, &err), 0);
	assert_int_equal(xlsx_write_sheet(x, "照片清单", &t, &err), 0);
	assert_int_equal(
		xlsx_write_sheet(
			x, "a/b:c[d]*?\\'这个名字太长了这个名字太长了这个名字",
			&t, &err),
		0);
	assert_int_equal(xlsx_write_close(x, 0600, &err), 0);
	table_release(&t);
}

static void same_files(const char *a, const char *b)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct error err = ERROR_INIT;

	assert_int_equal(file_read(a, 10000000, &one, &err), 0);
	assert_int_equal(file_read(b, 10000000, &two, &err), 0);
	assert_int_equal(one.size, two.size);
	assert_memory_equal(one.data, two.data, one.size);
	buf_release(&one);
	buf_release(&two);
}

static void test_same_bytes(void **state)
{
	(void)state;
	save("one.xlsx", 1);
	setenv("TZ", "America/New_York", 1);
	sleep(1);
	save("two.xlsx", 1);
	same_files("one.xlsx", "two.xlsx");
}

static const char look[] =
	"import openpyxl\n"
	"b = openpyxl.load_workbook('one.xlsx')\n"
	"assert b.sheetnames[0] == '照片清单', b.sheetnames\n"
	"assert b.sheetnames[1] == '照片清单_2', b.sheetnames\n"
	"assert b.sheetnames[2].startswith('a_b_c_d_'), b.sheetnames\n"
	"assert len(b.sheetnames[2]) <= 31\n"
	"s = b.worksheets[0]\n"
	"assert [c.value for c in s[1]][:3] == ['证件号码', '姓名', '数量']\n"
	"assert s['A2'].value == '11010519491231002X'\n"
	"assert s['A2'].data_type == 's' and s['A6'].data_type == 's'\n"
	"assert s['A6'].value == '440524188001010014'\n"
	"assert s['A2'].number_format == '@'\n"
	"assert s['C3'].value == 1 and s['C3'].data_type == 'n'\n"
	"assert s['B6'].data_type == 's', s['B6'].data_type\n"
	"assert s['B6'].value == \"=cmd|' /C calc'!A0\"\n"
	"assert s['B6'].fill.fgColor.rgb == 'FFFFC7CE'\n"
	"assert s['A7'].fill.fgColor.rgb == 'FFFFEB9C'\n"
	"F = '\\ufffd'\n"
	"assert s['A7'].value == 'bad '+F+F+' bytes, '+F+F+' control', "
	"repr(s['A7'].value)\n"
	"assert s['B7'].value == 'literal _x005F_x0041_ stays, 𠮷 too\\nline' "
	"or s['B7'].value == 'literal _x0041_ stays, 𠮷 too\\nline', "
	"repr(s['B7'].value)\n"
	"assert s['C7'].value == 'nan' and s['C7'].data_type == 's'\n"
	"assert s.freeze_panes == 'A2' and s.auto_filter.ref == 'A1:C7'\n"
	"assert s.column_dimensions['A'].width > 18\n"
	"assert len(s._images) == 6-1 and len(s._charts) == 1\n"
	"assert b.properties.created.isoformat() == '2026-05-10T17:30:00'\n";

static void test_recipient(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	save("one.xlsx", 1);
	assert_int_equal(file_write("look.py", look, strlen(look), 0600, &err),
			 0);
	assert_int_equal(system("/usr/bin/python3 look.py"), 0);
	assert_int_equal(system("unzip -p one.xlsx xl/worksheets/sheet1.xml "
				"| grep -q 'literal _x005F_x0041_ stays'"),
			 0);
}

static void test_many_thumbs(void **state)
{
	struct table t = TABLE_INIT;
	struct buf thumb = BUF_INIT;
	struct error err = ERROR_INIT;
	struct xlsx_write *x = xlsx_write_open("many.xlsx", 0, &err);
	int i;

	(void)state;
	make_thumb(&thumb);
	table_add_column(&t, "a", "a", TABLE_LEFT);
	for (i = 0; i < 2500; i++) {
		table_add_row(&t);
		table_setf(&t, 0, "%d", i);
		/* Behind the end of the picture; keeps each one distinct. */
		buf_addf(&thumb, "%d", i);
		table_set_thumb(&t, thumb.data, thumb.size);
		thumb.size -= (size_t)snprintf(NULL, 0, "%d", i);
	}
	assert_int_equal(xlsx_write_sheet(x, "many", &t, &err), 0);
	assert_int_equal(xlsx_write_close(x, 0600, &err), 0);
	assert_int_equal(system("test $(unzip -l many.xlsx | grep -c "
				"xl/media/image) = 2500"),
			 0);
	table_release(&t);
	buf_release(&thumb);
}

static void test_limits(void **state)
{
	struct table t = TABLE_INIT;
	struct error err = ERROR_INIT;
	struct xlsx_write *x = xlsx_write_open("limit.xlsx", 0, &err);
	char *text = malloc(40001);

	(void)state;
	assert_int_equal(xlsx_write_sheet(x, "none", &t, &err), -1);
	assert_int_equal(err.kind, ERROR_LIMIT);
	memset(text, 'x', 40000);
	text[40000] = '\0';
	table_add_column(&t, "a", "a", TABLE_LEFT);
	table_add_row(&t);
	table_set(&t, 0, text);
	assert_int_equal(xlsx_write_sheet(x, "long", &t, &err), 0);
	assert_int_equal(xlsx_write_close(x, 0600, &err), 0);
	assert_int_equal(
		system("/usr/bin/python3 -c \"import openpyxl; assert "
		       "len(openpyxl.load_workbook('limit.xlsx').worksheets[0]"
		       "['A2'].value) == 32767\""),
		0);
	x = xlsx_write_open("gone.xlsx", 0, &err);
	assert_int_equal(xlsx_write_sheet(x, "long", &t, &err), 0);
	xlsx_write_abandon(x);
	xlsx_write_abandon(NULL);
	assert_false(file_exists("gone.xlsx"));
	assert_null(xlsx_write_open("no/folder/a.xlsx", 0, &err));
	table_release(&t);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_recipient),
		cmocka_unit_test(test_many_thumbs),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, scratch_enter, scratch_remove);
}
