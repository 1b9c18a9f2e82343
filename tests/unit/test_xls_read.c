/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "codec/table/sheet.h"
#include "codec/table/xls_read.h"
#include "support/tables.h"

/* A folder with programs of ours on the PATH, and TMPDIR. */
struct office {
	char root[64], old[128];
};

static void write_text(const char *path, const char *text, size_t n,
		       mode_t mode)
{
	struct error err = ERROR_INIT;

	assert_int_equal(file_write(path, text, n, mode, &err), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static void add_program(const struct office *o, const char *name,
			const char *script)
{
	char path[160];

	snprintf(path, sizeof(path), "%s/bin/%s", o->root, name);
	write_text(path, script, strlen(script), 0755);
}

static void office_init(struct office *o, const char *script)
{
	char path[160];

	strcpy(o->root, "/tmp/qctool-test-XXXXXX");
	assert_non_null(mkdtemp(o->root));
	snprintf(path, sizeof(path), "%s/bin", o->root);
	assert_int_equal(mkdir(path, 0755), 0);
	snprintf(path, sizeof(path), "%s/tmp", o->root);
	assert_int_equal(mkdir(path, 0755), 0);
	setenv("TMPDIR", path, 1);
	if (script)
		add_program(o, "soffice", script);
	snprintf(path, sizeof(path), "%s/bin", o->root);
	setenv("PATH", path, 1);
	snprintf(o->old, sizeof(o->old), "%s/-old.xls", o->root);
	write_text(o->old, "\320\317\21\340\241\261\32\341 old", 12, 0644);
}

static size_t left_in_tmp(const struct office *o)
{
	char path[160];
	struct dirent *entry;
	size_t count = 0;
	DIR *dir;

	snprintf(path, sizeof(path), "%s/tmp", o->root);
	dir = opendir(path);
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		count += entry->d_name[0] != '.';
	closedir(dir);
	return count;
}

static void office_release(struct office *o)
{
	char path[160];

	setenv("PATH", "/usr/bin:/bin", 1);
	unsetenv("TMPDIR");
	snprintf(path, sizeof(path), "rm -rf '%s'", o->root);
	assert_int_equal(system(path), 0);
}

static void without_a_program_the_user_is_told(void **state)
{
	struct error err = ERROR_INIT;
	struct office o;

	(void)state;
	office_init(&o, NULL);
	assert_null(xls_read_convert(o.old, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_non_null(strstr(err.text, "save it as .xlsx"));
	err.kind = ERROR_NONE;
	assert_null(sheet_open(o.old, NULL, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_non_null(strstr(err.text, "damaged"));
	office_release(&o);
}

static void expect_five(const struct office *o)
{
	struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;
	struct sheet *sheet = sheet_open(o->old, NULL, &err);

	if (!sheet)
		fail_msg("%s", err.text);
	assert_int_equal(sheet_kind(sheet), SHEET_XLS);
	assert_int_equal(left_in_tmp(o), 1);
	assert_int_equal(sheet_read(sheet, 0, tables_row, &out, &err), 0);
	assert_string_equal(buf_str(&out), "1:n5\n");
	sheet_close(sheet);
	assert_int_equal(left_in_tmp(o), 0);
	buf_release(&out);
}

static void an_old_workbook_is_read_through_its_copy(void **state)
{
	static const char script[] =
		"#!/bin/sh\n"
		"for last; do :; done\n"
		"while [ \"$1\" != --outdir ]; do shift; done\n"
		"[ -s \"$last\" ] || exit 1\n"
		"/bin/cp \"$BOOK\" \"$2/in.xlsx\"\n";
	struct buf book = BUF_INIT;
	struct office o;
	char path[160];

	(void)state;
	office_init(&o, script);
	tables_book(&book, "<sheetData><row><c><v>5</v></c></row></sheetData>",
		    NULL, NULL);
	snprintf(path, sizeof(path), "%s/book", o.root);
	write_text(path, book.data, book.size, 0644);
	setenv("BOOK", path, 1);
	expect_five(&o);
	/* Gnumeric is asked first, and the other one where it cannot */
	add_program(&o, "ssconvert", "#!/bin/sh\nexit 1\n");
	expect_five(&o);
	add_program(&o, "soffice", "#!/bin/sh\nexit 1\n");
	add_program(&o, "ssconvert",
		    "#!/bin/sh\nfor last; do :; done\n"
		    "[ \"$HOME/in.xlsx\" = \"$last\" ] || exit 1\n"
		    "/bin/cp \"$BOOK\" \"$last\"\n");
	expect_five(&o);
	office_release(&o);
	buf_release(&book);
}

static void a_failing_program_leaves_nothing_behind(void **state)
{
	struct error err = ERROR_INIT;
	struct office o;

	(void)state;
	office_init(&o, "#!/bin/sh\nexit 1\n");
	assert_null(xls_read_convert(o.old, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_non_null(strstr(err.text, "cannot be read"));
	assert_int_equal(left_in_tmp(&o), 0);
	office_release(&o);
}

static void an_encrypted_workbook_is_named_as_such(void **state)
{
	static const char name[] = "EncryptedPackage";
	struct buf file = BUF_INIT;
	struct error err = ERROR_INIT;
	size_t i;

	(void)state;
	buf_add(&file, "\320\317\21\340\241\261\32\341", 8);
	for (i = 0; i < 2000000; i++)
		buf_addc(&file, 'x');
	for (i = 0; name[i]; i++) {
		buf_addc(&file, name[i]);
		buf_addc(&file, '\0');
	}
	assert_null(sheet_open_bytes(file.data, file.size, NULL, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_non_null(strstr(err.text, "remove the password"));
	buf_release(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_program_the_user_is_told),
		cmocka_unit_test(an_old_workbook_is_read_through_its_copy),
		cmocka_unit_test(a_failing_program_leaves_nothing_behind),
		cmocka_unit_test(an_encrypted_workbook_is_named_as_such),
	};

	return cmocka_run_group_tests_name("xls_read", tests, NULL, NULL);
}
