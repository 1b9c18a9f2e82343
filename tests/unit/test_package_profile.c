/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <unistd.h>

#include "base/file.h"
#include "package/package_profile.h"
#include "rules/identity.h"

static char path[] = "/tmp/test-profile-XXXXXX.ini";

static int load_text(const char *text, struct error *err)
{
	struct package_profile p;
	int result;

	assert_int_equal(file_write(path, text, strlen(text), 0600, err), 0);
	result = package_profile_load(path, &p, err);
	package_profile_release(&p);
	unlink(path);
	return result;
}

static void test_xuexin(void **state)
{
	struct package_profile p;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(package_profile_load("xuexin", &p, &err), 0);
	assert_string_equal(p.id, "xuexin");
	assert_string_equal(p.name, "{zjhm}.jpg");
	assert_string_equal(p.photo, "chsi-99");
	assert_true(p.identity);
	assert_true(p.manifest_inside);
	assert_int_equal(p.max_photo_bytes, 40000);
	assert_int_equal(p.max_bytes, 100000000);
	assert_string_equal(p.columns[0].field, "ksh");
	assert_string_equal(p.columns[0].title, "KSH");
	package_profile_release(&p);
}

static void test_code(void **state)
{
	struct package_profile p;
	struct error err = ERROR_INIT;
	size_t i;

	(void)state;
	assert_int_equal(package_profile_load("xuexin-code", &p, &err), 0);
	assert_false(p.identity);
	assert_true(p.n_columns > 0);
	for (i = 0; i < p.n_columns; i++) {
		assert_true(identity_field_is_free(p.columns[i].field));
		assert_true(identity_title_is_free(p.columns[i].title));
	}
	package_profile_release(&p);
}

static int count(void *ctx, const struct package_profile *p, struct error *err)
{
	(void)err;
	assert_true(*p->title[I18N_ZH] && *p->title[I18N_EN] && *p->source);
	assert_true(*p->photo);
	(*(int *)ctx)++;
	return 0;
}

static void test_all(void **state)
{
	struct error err = ERROR_INIT;
	int n = 0;

	(void)state;
	assert_int_equal(package_profile_each(count, &n, &err), 0);
	assert_true(n >= 6);
}

static void test_refused(void **state)
{
	struct package_profile p;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(package_profile_load("nobody", &p, &err), -1);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_non_null(strstr(err.text, "xuexin-code"));
	assert_int_equal(package_profile_load("../x", &p, &err), -1);
	assert_int_equal(load_text("[package]\nname={xh}.jpg\n", &err), 0);
	assert_int_equal(load_text("[package]\nname={code}.jpg\nidentity=no\n"
				   "[columns]\nxm=XM\n",
				   &err),
			 -1);
	assert_int_equal(err.kind, ERROR_POLICY);
	assert_non_null(strstr(err.text, "PKG-IDENTITY"));
	assert_int_equal(
		load_text("[package]\nname={xh}.jpg\nidentity=no\n", &err), -1);
	assert_int_equal(err.kind, ERROR_POLICY);
	assert_int_equal(load_text("[package]\nname={code}.jpg\nidentity=no\n"
				   "by=bh\n",
				   &err),
			 -1);
	assert_int_equal(err.kind, ERROR_POLICY);
	assert_int_equal(load_text("[package]\nname={xx}.jpg\n", &err), -1);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_int_equal(
		load_text("[package]\nname={xh}.jpg\n[columns]\nq=Q\n", &err),
		-1);
	assert_int_equal(
		load_text("[package]\nname={xh}.jpg\nidentity=maybe\n", &err),
		-1);
	assert_int_equal(
		load_text("[package]\nname={xh}.jpg\nmax-mb=-1\n", &err), -1);
	assert_int_equal(load_text("[other]\nname={xh}.jpg\n", &err), -1);
	assert_int_equal(load_text("[package]\nname={xh}.jpg\n[columns]\n"
				   "xb.code=XBM\ncsrq.8=CSRQ\n",
				   &err),
			 0);
	assert_int_equal(load_text("[package]\nname={xh}.jpg\n[columns]\n"
				   "xm.code=XM\n",
				   &err),
			 -1);
	assert_int_equal(load_text("[package]\nname={xh}.jpg\n[columns]\n"
				   "xb.8=XB\n",
				   &err),
			 -1);
	assert_int_equal(load_text("[package]\nname={xh}.jpg\n[columns]\n"
				   "xb.word=XB\n",
				   &err),
			 -1);
	assert_int_equal(load_text("[package]\nname={xh}.jpg\n[columns]\n"
				   "code.8=C\n",
				   &err),
			 -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_xuexin),
		cmocka_unit_test(test_code),
		cmocka_unit_test(test_all),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
