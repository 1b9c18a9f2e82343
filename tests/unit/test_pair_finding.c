/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/i18n.h"
#include "rules/pair_finding.h"

static struct findings found;

static const struct findings *of(struct pair_finding pair)
{
	findings_release(&found);
	found = (struct findings)FINDINGS_INIT;
	pair_finding_add(&pair, &found);
	return &found;
}

static void same_is_the_role_and_whose_photo(void **state)
{
	const struct findings *all = of((struct pair_finding){
		"SAM-ENROLL", "same", 98, 240, 0, 0, NULL, NULL, NULL});

	(void)state;
	assert_int_equal(all->n, 1);
	assert_string_equal(all->list[0].code, "SAM-ENROLL");
	assert_int_equal(all->list[0].severity, FINDING_ERROR);
	assert_string_equal(all->list[0].detail, "");
	all = of((struct pair_finding){"SAM-OTHER-STUDENT", "same", 98, 0, 0,
				       17, "2022010101", "a.jpg",
				       "2026-05-11T01:30:00+08:00"});
	assert_string_equal(all->list[0].detail, "2022010101 a.jpg 2026-05-11");
	all = of((struct pair_finding){"SAM-ENROLL", "same", 98, 240, 1, 0,
				       NULL, NULL, NULL});
	assert_int_equal(all->list[0].severity, FINDING_INFO);
}

static void suspect_names_what_it_is_about(void **state)
{
	const struct findings *all = of((struct pair_finding){
		"SAM-PRIOR", "suspect", 80, 240, 0, 17, "", "b.jpg", ""});

	(void)state;
	assert_int_equal(all->n, 1);
	assert_string_equal(all->list[0].code, "SAM-SUSPECT");
	assert_string_equal(all->list[0].detail,
			    "an earlier degree's photo, b.jpg");
	assert_string_equal(pair_finding_role("SAM-NEW"), "SAM-NEW");
}

static void small_faces_are_said_where_it_matters(void **state)
{
	const struct findings *all = of((struct pair_finding){
		"SAM-ENROLL", "different", 10, 119, 0, 0, NULL, NULL, NULL});

	(void)state;
	assert_int_equal(all->n, 1);
	assert_string_equal(all->list[0].code, "SAM-WEAK");
	assert_true(all->list[0].value == 119);
	assert_string_equal(all->list[0].unit, "px");
	assert_int_equal(of((struct pair_finding){"SAM-ENROLL", "different", 10,
						  120, 0, 0, NULL, NULL, NULL})
				 ->n,
			 0);
	assert_int_equal(of((struct pair_finding){"SAM-PRIOR", "different", 10,
						  60, 0, 0, NULL, NULL, NULL})
				 ->n,
			 0);
	all = of((struct pair_finding){"SAM-PRIOR", "same", 99, 60, 0, 0, NULL,
				       NULL, NULL});
	assert_int_equal(all->n, 2);
	assert_string_equal(all->list[1].code, "SAM-WEAK");
}

/* Verdicts are kept with their role; each is still told as what it was. */
static void every_role_is_told(void **state)
{
	static const char *const roles[] = {
		"SAM-ENROLL",	     "SAM-PRIOR",    "SAM-POPULATION",
		"SAM-OTHER-STUDENT", "SAM-REJECTED", "SAM-RESUBMIT"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		const struct findings *all = of((struct pair_finding){
			roles[i], "same", 77, 240, 0, 0, NULL, NULL, NULL});

		assert_int_equal(all->n, 1);
		assert_string_equal(all->list[0].code, roles[i]);
		assert_true(all->list[0].value == 77);
		all = of((struct pair_finding){roles[i], "suspect", 77, 60, 0,
					       0});
		assert_int_equal(all->n, 2);
		assert_string_equal(all->list[0].code, "SAM-SUSPECT");
		assert_string_equal(all->list[1].code, "SAM-WEAK");
		assert_int_equal(
			of((struct pair_finding){roles[i], "different", 77, 240,
						 0, 0, NULL, NULL, NULL})
				->n,
			0);
	}
}

static int done(void **state)
{
	(void)state;
	findings_release(&found);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_is_the_role_and_whose_photo),
		cmocka_unit_test(suspect_names_what_it_is_about),
		cmocka_unit_test(small_faces_are_said_where_it_matters),
		cmocka_unit_test(every_role_is_told),
	};

	i18n_start("en", "/nowhere");
	return cmocka_run_group_tests(tests, NULL, done);
}
