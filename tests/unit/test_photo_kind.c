/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/photo_kind.h"

static void names_are_found_again(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < PHOTO_KIND_COUNT; i++)
		assert_int_equal(photo_kind_find(photo_kind_names[i]), i);
	assert_null(photo_kind_names[PHOTO_KIND_COUNT]);
	assert_int_equal(photo_kind_find("photo"), PHOTO_KIND_COUNT);
	assert_int_equal(photo_kind_find(NULL), PHOTO_KIND_COUNT);
}

static const char *same(enum photo_kind kind, bool own, bool nobodys)
{
	const char *code = photo_kind_same(&(struct photo_kind_other){
		.kind = kind, .own = own, .nobodys = nobodys});

	return code ? code : "";
}

static void a_reference_has_its_own_code(void **state)
{
	static const char *const codes[] = {"", "SAM-ENROLL", "SAM-PRIOR",
					    "SAM-POPULATION"};
	enum photo_kind k;

	(void)state;
	for (k = PHOTO_KIND_ENROLLMENT; k < PHOTO_KIND_COUNT; k++) {
		assert_string_equal(same(k, true, false), codes[k]);
		assert_string_equal(same(k, false, true), codes[k]);
		assert_string_equal(same(k, false, false), "SAM-OTHER-STUDENT");
	}
}

static void a_submission_is_held_against_others_only(void **state)
{
	struct photo_kind_other other = {.kind = PHOTO_KIND_SUBMISSION};

	(void)state;
	assert_string_equal(photo_kind_same(&other), "SAM-OTHER-STUDENT");
	other.rejected = true;
	assert_string_equal(photo_kind_same(&other), "SAM-OTHER-STUDENT");
	other.own = true;
	assert_string_equal(photo_kind_same(&other), "SAM-REJECTED");
	other.rejected = false;
	assert_null(photo_kind_same(&other));
	other.own = false;
	other.nobodys = true;
	assert_null(photo_kind_same(&other));
	other.nobodys = false;
	other.replaced = true;
	assert_null(photo_kind_same(&other));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_again),
		cmocka_unit_test(a_reference_has_its_own_code),
		cmocka_unit_test(a_submission_is_held_against_others_only),
	};

	return cmocka_run_group_tests_name("photo_kind", tests, NULL, NULL);
}
