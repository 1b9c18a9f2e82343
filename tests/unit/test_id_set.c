/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/id_set.h"

static void what_was_added_is_there(void **state)
{
	struct id_set set = ID_SET_INIT;
	long long id;

	(void)state;
	assert_false(id_set_has(&set, 1));
	for (id = 1; id <= 12000; id += 2)
		id_set_add(&set, id);
	for (id = -3; id <= 12003; id++)
		assert_int_equal(id_set_has(&set, id),
				 id > 0 && id <= 12000 && id % 2 == 1);
	assert_int_equal(set.n, 6000);
	id_set_release(&set);
	assert_false(id_set_has(&set, 1));
}

static void twice_is_once(void **state)
{
	struct id_set set = ID_SET_INIT;
	int i;

	(void)state;
	for (i = 0; i < 1000; i++) {
		id_set_add(&set, 1LL << 62);
		id_set_add(&set, -5);
	}
	assert_int_equal(set.n, 2);
	assert_true(id_set_has(&set, 1LL << 62));
	assert_true(id_set_has(&set, -5));
	assert_false(id_set_has(&set, 5));
	id_set_release(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_added_is_there),
		cmocka_unit_test(twice_is_once),
	};

	return cmocka_run_group_tests_name("id_set", tests, NULL, NULL);
}
