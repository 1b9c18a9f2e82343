/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "codec/picture/jpeg_write.h"
#include "package/package_build.h"
#include "support/scratch.h"

enum { STUDENTS = 40 };

struct office {
	struct student students[STUDENTS];
	struct findings findings[STUDENTS];
	struct package_item items[STUDENTS];
	char codes[STUDENTS][20], paths[STUDENTS][40];
};

static struct office office;

static void make_photo(int i, char hex[SHA256_HEX])
{
	struct jpeg_write how = {.quality = 90, .subsampling = 444, .dpi = 300};
	struct error err = ERROR_INIT;
	struct image im = IMAGE_INIT;
	struct buf out = BUF_INIT;
	unsigned seed = (unsigned)i * 2654435761u + 1;
	int j;

	assert_int_equal(image_init(&im, 120, 160, 3, &err), 0);
	for (j = 0; j < 120 * 160 * 3; j++) {
		seed = seed * 1664525u + 1013904223u;
		im.data[j] = (uint8_t)(128 + (seed >> 27));
	}
	assert_int_equal(jpeg_write(&im, &how, &out, &err), 0);
	assert_int_equal(
		file_write(office.paths[i], out.data, out.size, 0600, &err), 0);
	sha256_hex(out.data, out.size, hex);
	image_release(&im);
	buf_release(&out);
}

static int open_office(void **state)
{
	struct student *s;
	char text[40];
	int i;

	(void)state;
	for (i = 0; i < STUDENTS; i++) {
		s = &office.students[i];
		snprintf(text, sizeof(text), "20220101%02d", i);
		student_set(s, STUDENT_xh, text);
		snprintf(text, sizeof(text), "G%04d", i);
		student_set(s, STUDENT_zjhm, text);
		snprintf(text, sizeof(text), "姓名%d", i);
		student_set(s, STUDENT_xm, text);
		student_set(s, STUDENT_bh, i % 2 ? "计科2201" : "计科2202");
		student_set(s, STUDENT_cc, "本科");
		student_set(s, STUDENT_fy, "甲学院");
		snprintf(office.codes[i], sizeof(office.codes[i]), "a%03x00ff",
			 i);
		snprintf(office.paths[i], sizeof(office.paths[i]),
			 "photo-%02d.jpg", i);
		office.items[i] =
			(struct package_item){.student = s,
					      .code_key = office.codes[i],
					      .photo_path = office.paths[i],
					      .findings = &office.findings[i]};
		make_photo(i, office.items[i].sha256);
	}
	return 0;
}

static int close_office(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < STUDENTS; i++) {
		student_release(&office.students[i]);
		findings_release(&office.findings[i]);
	}
	memset(&office, 0, sizeof(office));
	return 0;
}

static void run(const char *profile_id, struct package_job *job,
		struct package_result *out)
{
	static struct package_profile profile;
	struct error err = ERROR_INIT;

	assert_int_equal(package_profile_load(profile_id, &profile, &err), 0);
	job->profile = &profile;
	job->items = office.items;
	job->n = STUDENTS;
	job->at = 1778434200;
	if (package_build(job, out, &err) < 0)
		fail_msg("%s", err.text);
	package_profile_release(&profile);
}

static bool has(int i, const char *code)
{
	return findings_has(&office.findings[i], code);
}

static void test_good(void **state)
{
	struct package_job job = {.stem = "good", .thumbnails = true};
	struct package_result out;
	char hex[SHA256_HEX];
	long long size;

	(void)state;
	run("xuexin", &job, &out);
	assert_int_equal(out.packed, STUDENTS);
	assert_int_equal(out.refused, 0);
	assert_int_equal(out.n_files, 1);
	assert_string_equal(out.files[0].path, "good-01.zip");
	assert_int_equal(out.files[0].count, STUDENTS);
	assert_string_equal(out.manifest, "good.xlsx");
	assert_string_equal(out.entries[7].name, "G0007.jpg");
	/* Told as it was written, and so it lies there. */
	assert_int_equal(sha256_file("good-01.zip", hex, &size, NULL), 0);
	assert_string_equal(out.files[0].sha256, hex);
	assert_int_equal(out.files[0].bytes, size);
	package_build_release(&out);
	assert_int_equal(system("unzip -tqq good-01.zip"), 0);
	assert_int_equal(system("unzip -p good-01.zip G0007.jpg | "
				"cmp - photo-07.jpg"),
			 0);
}

static const char look[] =
	"import openpyxl, zipfile, hashlib, io\n"
	"z = zipfile.ZipFile('good-01.zip')\n"
	"names = z.namelist()\n"
	"assert len(names) == 41 and names[-1] == 'manifest.xlsx'\n"
	"assert all(i.date_time == (2026,5,11,1,30,0) for i in z.infolist())\n"
	"for data in (z.read('manifest.xlsx'), "
	"open('good.xlsx','rb').read()):\n"
	"  b = openpyxl.load_workbook(io.BytesIO(data))\n"
	"  assert b.sheetnames in (['照片清单', '问题', '说明'], "
	"['照片清单', '问题', '学院统计', '说明'])\n"
	"  s = b.worksheets[0]\n"
	"  head = [c.value for c in s[1]]\n"
	"  assert head[:8] == ['文件名','KSH','XH','XM','XB','CSRQ','ZJLX',"
	"'ZJHM'], head\n"
	"  f, h = head.index('文件名'), head.index('SHA-256')\n"
	"  n = head.index('字节数')\n"
	"  rows = list(s.iter_rows(min_row=2, values_only=True))\n"
	"  assert len(rows) == 40 and s.freeze_panes == 'A2'\n"
	"  assert s.auto_filter.ref.startswith('A1:')\n"
	"  assert len(s._images) == 40\n"
	"  for r in rows:\n"
	"    p = z.read(r[f])\n"
	"    assert hashlib.sha256(p).hexdigest() == r[h]\n"
	"    assert len(p) == r[n]\n"
	"  assert rows[3][head.index('XH')] == '2022010103'\n"
	"  about = dict((r[0].value, r[1].value) for r in b['说明'])\n"
	"  assert about['规格'] == 'xuexin' and about['照片总数'] == '40'\n"
	"assert 'good-01.zip' in about\n"
	"s = b['学院统计']\n"
	"assert [r for r in s.iter_rows(min_row=2, values_only=True)] == "
	"[('甲学院', 40, 0)], list(s.values)\n"
	"assert len(s._charts) == 1 and s.conditional_formatting\n";

static void test_manifest(void **state)
{
	struct package_job job = {.stem = "good", .thumbnails = true};
	struct package_result out;
	struct error err = ERROR_INIT;

	(void)state;
	run("xuexin", &job, &out);
	package_build_release(&out);
	assert_int_equal(file_write("look.py", look, strlen(look), 0600, &err),
			 0);
	assert_int_equal(system("/usr/bin/python3 look.py"), 0);
}

static void test_same_bytes(void **state)
{
	struct package_job one = {.stem = "one", .max_bytes = 120000},
			   two = {.stem = "two", .max_bytes = 120000};
	struct package_result out;

	(void)state;
	run("xuexin", &one, &out);
	package_build_release(&out);
	sleep(1);
	run("xuexin", &two, &out);
	assert_true(out.n_files > 2);
	package_build_release(&out);
	assert_int_equal(system("for f in one-*.zip; do "
				"cmp $f two${f#one} || exit 1; done"),
			 0);
}

static void test_split(void **state)
{
	struct package_job job = {.stem = "split", .max_bytes = 200000};
	struct package_result out;
	size_t i, parts;
	long total = 0;

	(void)state;
	run("xuexin", &job, &out);
	parts = out.n_files;
	for (i = 0; i < parts; i++) {
		total += out.files[i].count;
		assert_true(out.files[i].bytes <= 200000);
		/* not wastefully small, the last one aside */
		if (i + 1 < parts)
			assert_true(out.files[i].bytes > 130000);
	}
	assert_int_equal(total, STUDENTS);
	package_build_release(&out);
	job.max_bytes = 0;
	job.max_count = 15;
	run("xuexin", &job, &out);
	assert_int_equal(out.n_files, 3);
	assert_int_equal(out.files[2].count, 10);
	package_build_release(&out);
	assert_true(file_exists("split-03.zip"));
	assert_false(file_exists("split-04.zip"));
}

static void test_refusals(void **state)
{
	struct package_job job = {.stem = "bad"};
	struct package_result out;
	struct error err = ERROR_INIT;
	char *big = calloc(1, 40001);

	(void)state;
	unlink(office.paths[0]);
	file_write(office.paths[1], "other", 5, 0600, &err);
	student_set(&office.students[2], STUDENT_zjhm, "g0003");
	student_set(&office.students[4], STUDENT_zjhm, "");
	file_write(office.paths[5], big, 40001, 0600, &err);
	sha256_hex(big, 40001, office.items[5].sha256);
	file_write(office.paths[6], big, 40000, 0600, &err);
	sha256_hex(big, 40000, office.items[6].sha256);
	office.items[7].left_out = true;
	findings_add(&office.findings[7], "CODE-NOQR");
	office.items[8].photo_path = NULL;
	run("xuexin", &job, &out);
	assert_true(has(0, "PKG-MISSING-FILE"));
	assert_true(has(1, "PKG-HASH"));
	assert_true(has(2, "PKG-NAME-CLASH") && has(3, "PKG-NAME-CLASH"));
	assert_true(has(4, "PKG-NAME-EMPTY"));
	assert_true(has(5, "PKG-OVERSIZE"));
	assert_int_equal(office.findings[6].n, 0);
	assert_int_equal(office.findings[7].n, 1);
	assert_true(has(8, "PKG-MISSING-FILE"));
	assert_int_equal(out.refused, 8);
	assert_int_equal(out.packed, STUDENTS - 8);
	assert_null(out.entries[0].name);
	assert_string_equal(out.entries[6].name, "G0006.jpg");
	package_build_release(&out);
	assert_int_equal(
		system("/usr/bin/python3 -c \"import openpyxl; "
		       "s = openpyxl.load_workbook('bad.xlsx')['问题']; "
		       "r = [c for c in s.iter_rows(min_row=2, "
		       "values_only=True)]; assert len(r) == 8; "
		       "assert r[0][4] == 'PKG-MISSING-FILE' and "
		       "r[0][3] == '姓名0', r[0]; "
		       "assert all(x[5] and x[6] for x in r)\""),
		0);
	free(big);
}

/* The code's own picture is not packed: it is drawn of the payload. */
static void test_code_picture(void **state)
{
	static char much[4000];
	struct code_hand small = {.has = true, .payload = BUF_INIT};
	struct code_hand large = {.has = true, .payload = BUF_INIT};
	struct package_job job = {.stem = "drawn"};
	struct package_result out;

	(void)state;
	buf_adds(&small.payload, "W42");
	buf_add(&large.payload, much, sizeof(much));
	office.items[0].code = &small;
	office.items[1].code = &large;
	run("xuexin-code", &job, &out);
	assert_string_equal(out.entries[0].code, "codes/a00000ff.png");
	assert_true(has(1, "PKG-CODE-PICTURE"));
	assert_null(out.entries[1].name);
	assert_null(out.entries[2].code);
	assert_int_equal(out.packed, STUDENTS - 1);
	package_build_release(&out);
	assert_int_equal(system("unzip -Z1 drawn-01.zip | "
				"grep -qx codes/a00000ff.png"),
			 0);
	code_store_hand_release(&small);
	code_store_hand_release(&large);
}

static void test_code(void **state)
{
	struct package_job job = {.stem = "code"};
	struct package_result out;

	(void)state;
	office.items[0].code_key = NULL;
	office.items[1].code_key = "2022010101";
	office.items[2].code_key = "姓名2";
	office.items[3].code_key = "110101200103076619";
	student_set(&office.students[4], STUDENT_cc, "2022010104");
	student_set(&office.students[5], STUDENT_cc, "姓名5");
	run("xuexin-code", &job, &out);
	assert_true(has(0, "PKG-NO-CODE"));
	assert_true(has(1, "PKG-IDENTITY"));
	assert_true(has(2, "PKG-IDENTITY"));
	assert_true(has(3, "PKG-IDENTITY"));
	assert_true(has(4, "PKG-IDENTITY"));
	assert_true(has(5, "PKG-IDENTITY"));
	assert_int_equal(out.packed, STUDENTS - 6);
	assert_string_equal(out.entries[9].name, "a00900ff.jpg");
	package_build_release(&out);
	/* no name or number of anybody, packed or refused, is anywhere */
	assert_int_equal(
		system("mkdir x && cd x && unzip -q ../code-01.zip && "
		       "unzip -qo manifest.xlsx && unzip -qo ../code.xlsx -d b "
		       "&& ! grep -rqE '姓名[0-9]|20220101[0-9]|G00[0-9]|"
		       "1101012001' ."),
		0);
}

static void test_groups(void **state)
{
	struct package_job job = {.stem = "class"};
	struct package_result out;

	(void)state;
	run("k12", &job, &out);
	assert_int_equal(out.n_files, 2);
	assert_string_equal(out.files[0].path, "class-计科2201-01.zip");
	assert_string_equal(out.files[1].path, "class-计科2202-01.zip");
	assert_int_equal(out.files[0].count, STUDENTS / 2);
	package_build_release(&out);
	assert_int_equal(system("test $(unzip -l class-计科2201-01.zip | "
				"grep -c 'jpg$') = 20 && ! unzip -l "
				"class-计科2201-01.zip | grep -q xlsx"),
			 0);
}

static void test_password(void **state)
{
	struct package_job job = {.stem = "secret", .password = "pw 1"};
	struct package_profile k12;
	struct package_result out;
	struct error err = ERROR_INIT;

	(void)state;
	run("xuexin", &job, &out);
	package_build_release(&out);
	assert_int_equal(system("7z t -p'pw 1' secret-01.zip >/dev/null"), 0);
	assert_int_equal(package_profile_load("k12", &k12, &err), 0);
	job.profile = &k12;
	assert_int_equal(package_build(&job, &out, &err), -1);
	assert_int_equal(err.kind, ERROR_POLICY);
	package_profile_release(&k12);
}

static void test_nothing(void **state)
{
	struct package_job job = {.stem = "none"};
	struct package_result out;
	int i;

	(void)state;
	run("xuexin", &job, &out);
	package_build_release(&out);
	for (i = 0; i < STUDENTS; i++)
		office.items[i].left_out = true;
	run("xuexin", &job, &out);
	assert_int_equal(out.n_files, 0);
	assert_int_equal(out.refused, STUDENTS);
	assert_null(out.manifest);
	package_build_release(&out);
	/* what was handed over before is still there and whole */
	assert_int_equal(system("unzip -p none-01.zip manifest.xlsx >m.xlsx && "
				"unzip -tqq none.xlsx && unzip -tqq m.xlsx"),
			 0);
	job.stem = "fresh";
	run("xuexin", &job, &out);
	assert_string_equal(out.manifest, "fresh.xlsx");
	assert_true(file_exists("fresh.xlsx"));
	assert_false(file_exists("fresh-01.zip"));
	package_build_release(&out);
}

#define OFFICE(f) cmocka_unit_test_setup_teardown(f, open_office, close_office)

int main(void)
{
	const struct CMUnitTest tests[] = {
		OFFICE(test_good),	   OFFICE(test_manifest),
		OFFICE(test_same_bytes),   OFFICE(test_split),
		OFFICE(test_refusals),	   OFFICE(test_code),
		OFFICE(test_code_picture), OFFICE(test_groups),
		OFFICE(test_password),	   OFFICE(test_nothing),
		OFFICE(test_code_picture),
	};

	i18n_start("en", "/nowhere");
	return cmocka_run_group_tests(tests, scratch_enter, scratch_remove);
}
