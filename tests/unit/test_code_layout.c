/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/share.h"
#include "code/code_layout.h"
#include "codec/config/ini.h"

static struct code_layouts *load(void)
{
	struct error err = ERROR_INIT;
	struct code_layouts *all = code_layout_load(NULL, &err);

	if (!all)
		fail_msg("%s", err.text);
	return all;
}

/* What the file of a layout says about itself, against what is read. */
struct shipped {
	struct code_layouts *all;
	int files;
};

static void line_is_read(const struct shipped *s, const struct ini *ini)
{
	const struct ini_section *test = ini_section(ini, "test");
	const char *name = ini_get(ini, "layout", "name");
	struct code_fields got;
	size_t i;

	assert_non_null(ini_section_get(test, "line"));
	code_layout_parse_text(s->all, ini_section_get(test, "line"), &got);
	assert_string_equal(got.layout, name);
	for (i = 0; i < test->n; i++) {
		enum student_field field =
			student_field_find(test->entries[i].key);

		if (strcmp(test->entries[i].key, "line") == 0)
			continue;
		assert_int_not_equal(field, STUDENT_FIELD_COUNT);
		assert_string_equal(student_get(&got.student, field),
				    test->entries[i].value);
	}
	code_layout_fields_release(&got);
}

static int check_file(void *ctx, const char *path, struct error *err)
{
	struct shipped *s = ctx;
	struct ini ini = INI_INIT;

	if (ini_read_file(path, &ini, err) < 0)
		fail_msg("%s", err->text);
	s->files++;
	/* what no layout fits is opaque: that one has no line of its own */
	if (strcmp(ini_get(&ini, "layout", "kind"), "opaque") != 0)
		line_is_read(s, &ini);
	ini_release(&ini);
	return 0;
}

static void every_shipped_layout_reads_its_test_line(void **state)
{
	struct shipped s = {.all = load()};
	struct error err = ERROR_INIT;
	char *folder = share_path("codes");

	(void)state;
	assert_int_equal(file_walk(folder, check_file, &s, &err), 0);
	assert_true(s.files >= 6);
	free(folder);
	code_layout_free(s.all);
}

struct sample {
	const char *text, *layout, *xm, *xh;
};

static void payloads_find_their_layout(void **state)
{
	static const struct sample samples[] = {
		{"{\"data\":{\"xm\":\"李*\",\"xh\":1234}}", "json", "李*",
		 "1234"},
		{"{\"xm\":\"李*\"", "opaque", "", ""},
		{"{\"xm\":[1,2],\"xh\":\"1\"}", "opaque", "", ""},
		{"{\"xm\":\"李*\",\"YXDM\":\"1000\"}", "opaque", "", ""},
		{"姓名=李*\n学号=007\n", "keyvalue", "李*", "007"},
		{"姓名：李*；junk", "opaque", "", ""},
		{"https://a.b/?xm=%E6%9D%8E*&xh=9#x", "query", "李*", "9"},
		{"https://a.b/?xm=%FF%FE", "opaque", "", ""},
		{"xm=1", "keyvalue", "1", ""},
		{"10001|9|李*|110~", "delimited", "李*", "9"},
		{"10001|9|李*", "opaque", "", ""},
		{"1000|9|李*|110", "opaque", "", ""},
		{"CJM110001", "opaque", "", ""},
		{"WqQ0sdkfj/+9a8=", "opaque", "", ""},
		{"", "opaque", "", ""},
		{"?", "opaque", "", ""},
		{"|||", "opaque", "", ""},
	};
	struct code_layouts *all = load();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		const struct sample *s = &samples[i];
		struct code_fields got;
		bool fits = code_layout_parse_text(all, s->text, &got);

		if (strcmp(got.layout, s->layout) != 0)
			fail_msg("%s: %s", s->text, got.layout);
		assert_int_equal(fits, strcmp(s->layout, "opaque") != 0);
		assert_string_equal(student_get(&got.student, STUDENT_xm),
				    s->xm);
		assert_string_equal(student_get(&got.student, STUDENT_xh),
				    s->xh);
		code_layout_fields_release(&got);
	}
	code_layout_free(all);
}

static void binary_payloads_are_opaque(void **state)
{
	struct code_payload payload = {.encoding = "binary"};
	struct code_layouts *all = load();
	struct code_fields got;

	(void)state;
	assert_false(code_layout_parse(all, &payload, &got));
	assert_string_equal(got.layout, "opaque");
	payload.text = (char *)(uintptr_t) "姓名=王*";
	assert_true(code_layout_parse(all, &payload, &got));
	code_layout_fields_release(&got);
	code_layout_free(all);
}

static void masks_are_matched(void **state)
{
	(void)state;
	assert_true(code_layout_mask_fits("99999", "10001"));
	assert_false(code_layout_mask_fits("99999", "1000"));
	assert_false(code_layout_mask_fits("99999", "100011"));
	assert_true(code_layout_mask_fits("?** ?*", "张*"));
	assert_true(code_layout_mask_fits("?**", "张＊＊"));
	assert_true(code_layout_mask_fits("999~", "110***002X"));
	assert_false(code_layout_mask_fits("AX", "aY"));
	assert_true(code_layout_mask_fits("AX", "ax"));
	assert_false(code_layout_mask_fits("", "x"));
}

static void assert_refused(const char *text, const char *say)
{
	char folder[] = "/tmp/test_code_layout.XXXXXX", path[80];
	struct error err = ERROR_INIT;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/a.ini", folder);
	assert_int_equal(file_write(path, text, strlen(text), 0600, &err), 0);
	assert_null(code_layout_load(folder, &err));
	if (!strstr(err.text, say) || !strstr(err.text, "a.ini"))
		fail_msg("%s", err.text);
	unlink(path);
	rmdir(folder);
}

static void bad_layouts_are_refused_by_name(void **state)
{
	(void)state;
	assert_refused("[layout]\nname = a\n", "kind");
	assert_refused("[layout]\nname=a\ntitle=b\nkind=magic\n", "kind");
	assert_refused("[layout]\nname=a\ntitle=b\nkind=fixed\n", "columns");
	assert_refused("[layout]\nname=a\ntitle=b\nkind=fixed\n"
		       "columns = xm\n",
		       "xm");
	assert_refused("[layout]\nname=a\ntitle=b\nkind=fixed\n"
		       "columns = xm:5-2\n",
		       "xm:5-2");
	assert_refused("[layout]\nname=a\ntitle=b\nkind=pairs\n", "between");
	assert_refused("[layout]\nname=a\ntitle=b\nkind=pairs\n"
		       "between = dot\n",
		       "dot");
	assert_refused("[layout]\nname=a\ntitle=b\nkind=json\n"
		       "require = shoe\n",
		       "shoe");
	assert_refused("[layout]\nname=a\ntitle=b\nkind=json\n[fields]\n"
		       "shoe = x\n",
		       "shoe");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shipped_layout_reads_its_test_line),
		cmocka_unit_test(payloads_find_their_layout),
		cmocka_unit_test(binary_payloads_are_opaque),
		cmocka_unit_test(masks_are_matched),
		cmocka_unit_test(bad_layouts_are_refused_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
