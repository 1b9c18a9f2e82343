/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "codec/archive/zip.h"
#include "package/package_build.h"
#include "package/package_listing.h"
#include "package/package_verify.h"
#include "support/scratch.h"

enum { STUDENTS = 6 };

static const char body[] = "\xff\xd8\xff not really a photo of number ";

static void photo_of(int i, struct buf *out)
{
	buf_clear(out);
	buf_addf(out, "%s%d", body, i);
}

/* Six students in t.xlsx, t-01.zip … of the profile. */
static void build(const char *profile_id, const char *password)
{
	static const char *const codes[] = {"a1", "b2", "c3", "d4", "e5", "f6"};
	struct student students[STUDENTS] = {0};
	struct findings findings[STUDENTS] = {0};
	struct package_item items[STUDENTS] = {0};
	struct package_profile profile;
	struct package_result out;
	struct package_job job = {.profile = &profile,
				  .items = items,
				  .n = STUDENTS,
				  .stem = "t",
				  .at = 1778434200,
				  .password = password};
	struct error err = ERROR_INIT;
	struct buf photo = BUF_INIT;
	char path[20];
	int i;

	assert_int_equal(package_profile_load(profile_id, &profile, &err), 0);
	for (i = 0; i < STUDENTS; i++) {
		photo_of(i, &photo);
		snprintf(path, sizeof(path), "p%d.jpg", i);
		assert_int_equal(
			file_write(path, photo.data, photo.size, 0600, &err),
			0);
		sha256_hex(photo.data, photo.size, items[i].sha256);
		snprintf(path, sizeof(path), "G%04d", i);
		student_set(&students[i], STUDENT_zjhm, path);
		student_set(&students[i], STUDENT_bh, i < 3 ? "一班" : "二班");
		student_set(&students[i], STUDENT_cc, "本科");
		items[i].student = &students[i];
		items[i].findings = &findings[i];
		items[i].code_key = codes[i];
		snprintf(path, sizeof(path), "p%d.jpg", i);
		items[i].photo_path = strdup(path);
	}
	if (package_build(&job, &out, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(out.packed, STUDENTS);
	package_build_release(&out);
	for (i = 0; i < STUDENTS; i++) {
		free((char *)(uintptr_t)items[i].photo_path);
		student_release(&students[i]);
		findings_release(&findings[i]);
	}
	package_profile_release(&profile);
	buf_release(&photo);
}

static int begin(void *ctx, const struct package_profile *profile,
		 struct error *err)
{
	(void)err;
	if (profile)
		snprintf(ctx, 40, "%s", profile->photo);
	return 0;
}

static int check(void *ctx, const char *entry, const void *bytes, size_t n,
		 struct findings *findings)
{
	(void)ctx;
	assert_true(n > 2);
	if (memcmp(bytes, body, 3) != 0)
		return -1;
	if (strcmp(entry, "G0005.jpg") == 0)
		findings_add(findings, "APP-EDGE");
	return 0;
}

static struct package_verify_result verify(const char *path,
					   const char *password)
{
	char photo_profile[40] = "";
	struct package_verify_options options = {.password = password,
						 .begin = begin,
						 .check = check,
						 .ctx = photo_profile};
	struct package_verify_result out;
	struct error err = ERROR_INIT;

	if (package_verify(path, &options, &out, &err) < 0)
		fail_msg("%s", err.text);
	return out;
}

static const struct package_verify_entry *
find(const struct package_verify_result *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->entries[i].entry, name) == 0)
			return &r->entries[i];
	fail_msg("no entry %s", name);
	return NULL;
}

static bool has(const struct package_verify_result *r, const char *name,
		const char *code)
{
	return findings_has(&find(r, name)->findings, code);
}

static void test_clean(void **state)
{
	static const char *const profiles[] = {"xuexin", "xuexin-code"};
	struct package_verify_result r;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		build(profiles[i], NULL);
		r = verify("t-01.zip", NULL);
		assert_int_equal(r.n, STUDENTS + 1);
		assert_int_equal(r.bad, 0);
		assert_string_equal(r.profile, profiles[i]);
		package_verify_release(&r);
	}
}

/* The caller's own check is heard; its warning is no reason to be bad. */
static void test_check(void **state)
{
	struct package_verify_result r;

	(void)state;
	build("xuexin", NULL);
	r = verify("t-01.zip", NULL);
	assert_true(has(&r, "G0005.jpg", "APP-EDGE"));
	assert_true(find(&r, "G0005.jpg")->ok);
	package_verify_release(&r);
}

static void test_beside(void **state)
{
	struct package_verify_result r;

	(void)state;
	build("k12", NULL);
	r = verify("t-一班-01.zip", NULL);
	assert_int_equal(r.n, 4);
	assert_int_equal(r.bad, 0);
	assert_string_equal(r.profile, "k12");
	package_verify_release(&r);
	rename("t.xlsx", "elsewhere.xlsx");
	r = verify("t-一班-01.zip", NULL);
	assert_int_equal(r.bad, 1);
	assert_true(has(&r, "manifest.xlsx", "PKG-NO-MANIFEST"));
	package_verify_release(&r);
	rename("elsewhere.xlsx", "t.xlsx");
}

static void test_password(void **state)
{
	struct package_verify_result r;

	(void)state;
	build("xuexin", "secret");
	r = verify("t-01.zip", "secret");
	assert_int_equal(r.n, STUDENTS + 1);
	assert_int_equal(r.bad, 0);
	package_verify_release(&r);
	r = verify("t-01.zip", NULL);
	assert_true(r.bad >= STUDENTS);
	assert_true(has(&r, "G0001.jpg", "PKG-ENCRYPTED"));
	package_verify_release(&r);
	r = verify("t-01.zip", "wrong");
	assert_true(r.bad >= STUDENTS);
	assert_true(has(&r, "G0001.jpg", "PKG-ENCRYPTED"));
	package_verify_release(&r);
}

/* Changed by hand, as a helpful colleague would. */
static void test_tampered(void **state)
{
	struct package_verify_result r;

	(void)state;
	build("xuexin", NULL);
	assert_int_equal(
		system("mkdir u && cd u && unzip -q ../t-01.zip && "
		       "cp G0001.jpg G0002.jpg && rm G0003.jpg && "
		       "cp G0004.jpg more.jpg && printf zzzz >G0000.jpg"
		       " && zip -q ../bad.zip *"),
		0);
	r = verify("bad.zip", NULL);
	assert_true(find(&r, "G0001.jpg")->ok);
	assert_true(has(&r, "G0002.jpg", "PKG-HASH"));
	assert_true(has(&r, "G0003.jpg", "PKG-NOT-PACKED"));
	assert_true(has(&r, "more.jpg", "PKG-EXTRA"));
	assert_true(has(&r, "G0000.jpg", "PKG-HASH"));
	assert_true(has(&r, "G0000.jpg", "FIL-CORRUPT"));
	assert_int_equal(r.bad, 4);
	package_verify_release(&r);
	/* A byte of a stored photo flipped: the sum of the zip itself. */
	assert_int_equal(
		system("/usr/bin/python3 -c \"d = bytearray(open('t-01.zip',"
		       "'rb').read()); i = d.index(b'number 4'); d[i] = 65; "
		       "open('flip.zip','wb').write(d)\""),
		0);
	r = verify("flip.zip", NULL);
	assert_int_equal(r.bad, 1);
	assert_true(has(&r, "G0004.jpg", "FIL-CORRUPT"));
	package_verify_release(&r);
}

static void test_hostile(void **state)
{
	struct package_verify_result r;

	(void)state;
	build("xuexin-code", NULL);
	assert_int_equal(
		system("/usr/bin/python3 -W ignore -c \""
		       "import zipfile; z = zipfile.ZipFile('t-01.zip'); "
		       "o = zipfile.ZipFile('evil.zip', 'w'); "
		       "[o.writestr(n, z.read(n)) for n in z.namelist()]; "
		       "o.writestr('../../etc/x.jpg', b'x'*9); "
		       "o.writestr('a1.jpg', z.read('a1.jpg')); "
		       "o.writestr('张三.jpg', b'x'*9); "
		       "o.writestr('11010519491231002X.jpg', b'x'*9); "
		       "o.close()\""),
		0);
	r = verify("evil.zip", NULL);
	assert_true(has(&r, "../../etc/x.jpg", "PKG-NAME-UNSAFE"));
	assert_true(has(&r, "../../etc/x.jpg", "PKG-EXTRA"));
	assert_true(has(&r, "张三.jpg", "PKG-IDENTITY"));
	assert_true(has(&r, "11010519491231002X.jpg", "PKG-IDENTITY"));
	assert_true(find(&r, "a1.jpg")->ok);
	assert_int_equal(r.n, STUDENTS + 1 + 4);
	assert_int_equal(r.bad, 4);
	assert_string_equal(r.entries[STUDENTS + 2].entry, "a1.jpg");
	assert_true(findings_has(&r.entries[STUDENTS + 2].findings,
				 "PKG-NAME-CLASH"));
	package_verify_release(&r);
}

/* A manifest with a column of names, held against a profile without them. */
static void test_identity(void **state)
{
	struct package_profile code;
	struct package_verify_options options = {.profile = &code};
	struct package_verify_result r;
	struct error err = ERROR_INIT;

	(void)state;
	build("xuexin", NULL);
	assert_int_equal(package_profile_load("xuexin-code", &code, &err), 0);
	assert_int_equal(package_verify("t-01.zip", &options, &r, &err), 0);
	assert_true(has(&r, "manifest.xlsx", "PKG-IDENTITY"));
	package_verify_release(&r);
	package_profile_release(&code);
}

static void test_no_zip(void **state)
{
	struct package_verify_options options = {0};
	struct package_verify_result r;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(package_verify("none.zip", &options, &r, &err), -1);
	assert_int_equal(file_write("text.zip", "hello", 5, 0600, &err), 0);
	assert_int_equal(package_verify("text.zip", &options, &r, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
}

static void test_bad_manifest(void **state)
{
	struct package_verify_result r;
	struct error err = ERROR_INIT;
	struct zip *zip = zip_open("m.zip", &(struct zip_options){0}, &err);

	(void)state;
	assert_int_equal(zip_add(zip, "a.jpg", body, 20, &err), 0);
	assert_int_equal(zip_add(zip, "manifest.xlsx", "PK\3\4junk", 8, &err),
			 0);
	assert_int_equal(zip_close(zip, 0600, NULL, &err), 0);
	r = verify("m.zip", NULL);
	assert_true(has(&r, "manifest.xlsx", "PKG-NO-MANIFEST"));
	assert_true(find(&r, "a.jpg")->ok);
	package_verify_release(&r);
}

/* The sum of one photo written over in the manifest. */
static void test_spoiled_manifest(void **state)
{
	struct package_verify_result r;

	(void)state;
	build("xuexin", NULL);
	assert_int_equal(
		system("/usr/bin/python3 -c \""
		       "import hashlib, io, zipfile; "
		       "z = zipfile.ZipFile('t-01.zip'); "
		       "h = hashlib.sha256(z.read('G0001.jpg')).hexdigest(); "
		       "x = zipfile.ZipFile(io.BytesIO(z.read("
		       "'manifest.xlsx'))); "
		       "b = io.BytesIO(); y = zipfile.ZipFile(b, 'w'); "
		       "[y.writestr(n, x.read(n).replace(h.encode(), b'no sum')"
		       ") for n in x.namelist()]; y.close(); "
		       "o = zipfile.ZipFile('spoiled.zip', 'w'); "
		       "[o.writestr(n, b.getvalue() if n == 'manifest.xlsx' "
		       "else z.read(n)) for n in z.namelist()]; o.close()\""),
		0);
	r = verify("spoiled.zip", NULL);
	assert_true(has(&r, "manifest.xlsx", "PKG-MANIFEST"));
	package_verify_release(&r);
	r = verify("t-01.zip", NULL);
	assert_false(has(&r, "manifest.xlsx", "PKG-MANIFEST"));
	package_verify_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_password),
		cmocka_unit_test(test_tampered),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_no_zip),
		cmocka_unit_test(test_bad_manifest),
		cmocka_unit_test(test_spoiled_manifest),
	};

	i18n_start("en", "/nowhere");
	return cmocka_run_group_tests(tests, scratch_enter, scratch_remove);
}
