/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/redact.h"

static void names_keep_their_surname(void **state)
{
	static const char *const rows[][2] = {
		{"张三", "张*"},
		{"张三丰", "张**"},
		{"欧阳修", "欧阳*"},
		{"欧阳", "欧*"},
		{"司马相如", "司马**"},
		{"买买提·艾力", "买*****"},
		{"𠮷田", "𠮷*"},
		{"Anna", "A***"},
		{"", ""},
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&out);
		redact_name(&out, rows[i][0]);
		assert_string_equal(buf_str(&out), rows[i][1]);
	}
	buf_release(&out);
}

static void numbers_keep_their_ends(void **state)
{
	static const char *const rows[][2] = {
		{"11010519491231002X", "110***********002X"},
		{"H12345678", "H1*****78"},
		{"1234567", "******7"},
		{"1", "*"},
		{"", ""},
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&out);
		redact_number(&out, rows[i][0]);
		assert_string_equal(buf_str(&out), rows[i][1]);
	}
	buf_release(&out);
}

struct fit {
	const char *masked, *text;
	enum redact_fit fit;
};

static void masked_names_fit_or_do_not(void **state)
{
	static const struct fit rows[] = {
		{"张*", "张三", REDACT_EXACT},
		{"张＊", "张三", REDACT_EXACT},
		{"张*", "张三丰", REDACT_LOOSE},
		{"张**", "张三", REDACT_LOOSE},
		{"张**", "张三丰", REDACT_EXACT},
		{"*三", "张三", REDACT_EXACT},
		{"张*丰", "张三丰", REDACT_EXACT},
		{"张*丰", "张三四丰", REDACT_LOOSE},
		{"李*", "张三", REDACT_NO},
		{"张*", "张", REDACT_NO},
		{"张三", "张三", REDACT_EQUAL},
		{"张三", "张四", REDACT_NO},
		{"买*·艾力", "买买•艾力", REDACT_EXACT},
		{"", "张三", REDACT_NO},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (redact_fits_name(rows[i].masked, rows[i].text) !=
		    rows[i].fit)
			fail_msg(
				"%s %s: %d", rows[i].masked, rows[i].text,
				redact_fits_name(rows[i].masked, rows[i].text));
}

static void masked_numbers_fit_or_do_not(void **state)
{
	static const struct fit rows[] = {
		{"110***********002X", "11010519491231002X", REDACT_EXACT},
		{"110***********002x", "11010519491231002X", REDACT_EXACT},
		{"110****002X", "11010519491231002X", REDACT_LOOSE},
		{"110***********0021", "11010519491231002X", REDACT_NO},
		{"440***********002X", "11010519491231002X", REDACT_NO},
		{"110***********002X", "110105491231002", REDACT_EXACT},
		{"11010519491231002X", "11010519491231002X", REDACT_EQUAL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (redact_fits_number(rows[i].masked, rows[i].text) !=
		    rows[i].fit)
			fail_msg("%s %s", rows[i].masked, rows[i].text);
}

static void a_hostile_mask_ends(void **state)
{
	char mask[2001], text[2001];

	(void)state;
	memset(mask, '*', 2000);
	memset(text, 'a', 2000);
	mask[0] = mask[1999] = 'b';
	mask[2000] = text[2000] = '\0';
	assert_int_equal(redact_fits_number(mask, text), REDACT_NO);
	assert_true(redact_is_masked("a●"));
	assert_false(redact_is_masked("a•"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_keep_their_surname),
		cmocka_unit_test(numbers_keep_their_ends),
		cmocka_unit_test(masked_names_fit_or_do_not),
		cmocka_unit_test(masked_numbers_fit_or_do_not),
		cmocka_unit_test(a_hostile_mask_ends),
	};

	return cmocka_run_group_tests_name("redact", tests, NULL, NULL);
}
