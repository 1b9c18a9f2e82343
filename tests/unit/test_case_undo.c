/* SPDX-License-Identifier: MIT */
/* Each event of the map and each mark: taken back, or why not. */
#include "support/unit.h"

#include "rules/case_state.h"
#include "rules/case_undo.h"
#include "rules/ledger.h"

static void every_event_has_an_answer(void **state)
{
	const struct case_undo *how;
	int i;

	(void)state;
	for (i = 0; i < CASE_EVENT_COUNT; i++) {
		how = case_undo_of(case_state_event_name((enum case_event)i),
				   "pending");
		assert_string_equal(how->event,
				    case_state_event_name((enum case_event)i));
		assert_true((how->way == CASE_UNDO_NONE) == (how->why != NULL));
	}
	for (i = 1; i < LEDGER_MARK_COUNT; i++) {
		how = case_undo_of(ledger_mark_name((enum ledger_mark)i), "");
		assert_string_equal(how->event,
				    ledger_mark_name((enum ledger_mark)i));
	}
}

static void what_left_the_house_stays(void **state)
{
	static const char *const gone[] = {"pack",   "send",	"bounce",
					   "online", "dispute", "confirm",
					   "paid",   "undo",	"task-set"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(gone) / sizeof(*gone); i++)
		assert_int_equal(case_undo_of(gone[i], "approved")->way,
				 CASE_UNDO_NONE);
	assert_non_null(case_undo_of("photo-export", "")->why);
}

static void only_an_overruled_submission_goes_back(void **state)
{
	(void)state;
	assert_int_equal(case_undo_of("submit", "intercepted")->way,
			 CASE_UNDO_STATE);
	assert_int_equal(case_undo_of("submit", "made")->way, CASE_UNDO_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_event_has_an_answer),
		cmocka_unit_test(what_left_the_house_stays),
		cmocka_unit_test(only_an_overruled_submission_goes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
