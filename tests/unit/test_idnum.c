/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "rules/idnum.h"

struct row {
	const char *number;
	enum idnum_kind kind, found;
	enum idnum_fault fault;
};

static const struct row rows[] = {
	/* GB 11643, the two public examples, and near them */
	{"11010519491231002X", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_OK},
	{"440524188001010014", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_OK},
	{"440524188001010010", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_CHECK},
	{"440524188001010017", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_CHECK},
	{"110105194912310021", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_CHECK},
	{"11010519491231003X", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_CHECK},
	{"110105199002300016", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_DATE},
	{"110105199013010016", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_DATE},
	{"11010519491231002Y", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_CHARS},
	{"1101051949X231002X", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_CHARS},
	{"11010519491231002", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_LENGTH},
	{"1101051949123100200", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_LENGTH},
	{"110105194912310000", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_ZEROED},
	{"", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_EMPTY},
	{"110105491231002", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_OK},
	{"110105491331002", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_DATE},
	/* another kind than the type says */
	{"H12345678", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_TYPE},
	{"830000199902202724", IDNUM_RESIDENT, IDNUM_RESIDENT, IDNUM_TYPE},
	{"11010519491231002X", IDNUM_RESIDENCE, IDNUM_RESIDENCE, IDNUM_TYPE},
	{"11010519491231002X", IDNUM_PASSPORT, IDNUM_PASSPORT, IDNUM_TYPE},
	{"11010519491231002X", IDNUM_TW_PERMIT, IDNUM_TW_PERMIT, IDNUM_TYPE},
	{"11010519491231002X", IDNUM_FOREIGN_PR, IDNUM_FOREIGN_PR, IDNUM_TYPE},
	/* permits */
	{"H12345678", IDNUM_HKMO_PERMIT, IDNUM_HKMO_PERMIT, IDNUM_OK},
	{"M1234567801", IDNUM_HKMO_PERMIT, IDNUM_HKMO_PERMIT, IDNUM_OK},
	{"H1234567", IDNUM_HKMO_PERMIT, IDNUM_HKMO_PERMIT, IDNUM_TYPE},
	{"X12345678", IDNUM_HKMO_PERMIT, IDNUM_HKMO_PERMIT, IDNUM_TYPE},
	{"12345678", IDNUM_TW_PERMIT, IDNUM_TW_PERMIT, IDNUM_OK},
	{"1234567801", IDNUM_TW_PERMIT, IDNUM_TW_PERMIT, IDNUM_OK},
	{"1234567801(B)", IDNUM_TW_PERMIT, IDNUM_TW_PERMIT, IDNUM_OK},
	{"1234567", IDNUM_TW_PERMIT, IDNUM_TW_PERMIT, IDNUM_LENGTH},
	{"830000199902202724", IDNUM_RESIDENCE, IDNUM_RESIDENCE, IDNUM_OK},
	{"830000199902202725", IDNUM_RESIDENCE, IDNUM_RESIDENCE, IDNUM_CHECK},
	/* foreigners */
	{"CAN110108711101", IDNUM_FOREIGN_PR, IDNUM_FOREIGN_PR, IDNUM_OK},
	{"CAN11010871110", IDNUM_FOREIGN_PR, IDNUM_FOREIGN_PR, IDNUM_LENGTH},
	{"E9904582", IDNUM_PASSPORT, IDNUM_PASSPORT, IDNUM_OK},
	{"E990-582", IDNUM_PASSPORT, IDNUM_PASSPORT, IDNUM_CHARS},
	{"E123456789012", IDNUM_PASSPORT, IDNUM_PASSPORT, IDNUM_LENGTH},
	/* Hong Kong and Macao identity cards */
	{"A123456(7)", IDNUM_HKMO_ID, IDNUM_HKMO_ID, IDNUM_OK},
	{"AB123456(A)", IDNUM_HKMO_ID, IDNUM_HKMO_ID, IDNUM_OK},
	{"1234567(8)", IDNUM_HKMO_ID, IDNUM_HKMO_ID, IDNUM_OK},
	{"A1234567", IDNUM_HKMO_ID, IDNUM_HKMO_ID, IDNUM_OK},
	{"A12345(7)", IDNUM_HKMO_ID, IDNUM_HKMO_ID, IDNUM_CHARS},
	/* no type: the number speaks */
	{"11010519491231002X", IDNUM_UNKNOWN, IDNUM_RESIDENT, IDNUM_OK},
	{"830000199902202724", IDNUM_UNKNOWN, IDNUM_RESIDENCE, IDNUM_OK},
	{"H12345678", IDNUM_UNKNOWN, IDNUM_HKMO_PERMIT, IDNUM_OK},
	{"12345678", IDNUM_UNKNOWN, IDNUM_TW_PERMIT, IDNUM_OK},
	{"E9904582", IDNUM_UNKNOWN, IDNUM_PASSPORT, IDNUM_OK},
	{"A123456(7)", IDNUM_UNKNOWN, IDNUM_HKMO_ID, IDNUM_OK},
	{"11010519491231002", IDNUM_UNKNOWN, IDNUM_UNKNOWN, IDNUM_LENGTH},
	{"11010519491231002Y", IDNUM_UNKNOWN, IDNUM_UNKNOWN, IDNUM_CHARS},
};

static void every_kind_is_judged_by_its_rule(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct idnum id = idnum_read(rows[i].number, rows[i].kind);

		if (id.fault != rows[i].fault || id.kind != rows[i].found)
			fail_msg("%s as %d: kind %d fault %d", rows[i].number,
				 rows[i].kind, id.kind, id.fault);
	}
}

static void birth_sex_and_region_are_read(void **state)
{
	struct idnum id = idnum_read("11010519491231002X", IDNUM_RESIDENT);

	(void)state;
	assert_int_equal(id.region, 110105);
	assert_int_equal(id.birth.year, 1949);
	assert_int_equal(id.birth.month, 12);
	assert_int_equal(id.birth.day, 31);
	assert_int_equal(id.sex, IDNUM_FEMALE);
	id = idnum_read("440524188001010014", IDNUM_RESIDENT);
	assert_int_equal(id.sex, IDNUM_MALE);
	assert_int_equal(id.birth.year, 1880);
	id = idnum_read("110105491231002", IDNUM_RESIDENT);
	assert_true(id.old15);
	assert_int_equal(id.birth.year, 1949);
	id = idnum_read("H12345678", IDNUM_HKMO_PERMIT);
	assert_int_equal(id.birth.year, 0);
	assert_int_equal(id.sex, IDNUM_SEX_UNKNOWN);
}

static void check_characters_and_upgrades(void **state)
{
	char out[19];

	(void)state;
	assert_int_equal(idnum_check_char("11010519491231002"), 'X');
	assert_int_equal(idnum_check_char("44052418800101001"), '4');
	assert_int_equal(idnum_check_char("1101051949123100"), '\0');
	assert_int_equal(idnum_upgrade("110105491231002", out), 0);
	assert_string_equal(out, "11010519491231002X");
	assert_int_equal(idnum_upgrade("11010549123100", out), -1);
	assert_int_equal(idnum_upgrade("11010549123100X", out), -1);
}

static void types_are_known_by_text_and_code(void **state)
{
	static const struct {
		const char *type;
		enum idnum_kind kind;
	} types[] = {
		{"居民身份证", IDNUM_RESIDENT},
		{"身份证", IDNUM_RESIDENT},
		{"01", IDNUM_RESIDENT},
		{"港澳居民来往内地通行证", IDNUM_HKMO_PERMIT},
		{"港澳台居民居住证", IDNUM_RESIDENCE},
		{"台湾居民来往大陆通行证", IDNUM_TW_PERMIT},
		{"外国人永久居留身份证", IDNUM_FOREIGN_PR},
		{"香港居民身份证", IDNUM_HKMO_ID},
		{"护照", IDNUM_PASSPORT},
		{"Passport", IDNUM_PASSPORT},
		{"军官证", IDNUM_UNKNOWN},
		{"", IDNUM_UNKNOWN},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (idnum_kind_of(types[i].type) != types[i].kind)
			fail_msg("%s: %d", types[i].type,
				 idnum_kind_of(types[i].type));
}

static void tails_follow_the_three_conventions(void **state)
{
	struct idnum_tails t = idnum_tails("A123456(7)");

	(void)state;
	assert_string_equal(t.a, "6(7)");
	assert_string_equal(t.b, "4567");
	assert_string_equal(t.c, "123456");
	t = idnum_tails("11010519491231002X");
	assert_string_equal(t.a, "002X");
	assert_string_equal(t.b, "002X");
	t = idnum_tails("12");
	assert_string_equal(t.a, "12");
	assert_int_equal(idnum_tail_fits("A123456(7)", "6(7)"), 'A');
	assert_int_equal(idnum_tail_fits("A123456(7)", "4567"), 'B');
	assert_int_equal(idnum_tail_fits("A123456(7)", "123456"), 'C');
	assert_int_equal(idnum_tail_fits("11010519491231002X", "002x"), 'B');
	assert_int_equal(idnum_tail_fits("A123456(7)", "3456"), '\0');
	assert_int_equal(idnum_tail_fits("", ""), '\0');
}

static void renewals_do_not_change_the_stable_part(void **state)
{
	static const char *const pairs[][2] = {
		{"H1234567801", "H12345678"},
		{"H12345678", "H12345678"},
		{"1234567801(B)", "12345678"},
		{"110105491231002", "11010519491231002X"},
		{"A123456(7)", "A1234567"},
		{"E9904582", "E9904582"},
	};
	char out[32];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		idnum_stable(pairs[i][0], out, sizeof(out));
		assert_string_equal(out, pairs[i][1]);
	}
}

static void a_number_is_taken_out_of_a_text(void **state)
{
	static const struct {
		const char *text, *number; /* NULL: left as it is */
	} texts[] = {
		{"`11010519491231002X", "11010519491231002X"},
		{"ID:110105 1949-1231/002x", "11010519491231002X"},
		{"110105—19491231—0021（居民）", "110105194912310021"},
		{"11010519491231002X", NULL},
		{"1101051949123100", NULL},
		{"1101051949123100211", NULL},
		{"110105A19491231002X", NULL},
		{"11010519491231002XA", NULL},
		{"11010519491231002X 2", NULL},
		{"1101051949123100X2", NULL},
		{"无", NULL},
		{"", NULL},
	};
	char out[19];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(idnum_extract(texts[i].text, out),
				 texts[i].number != NULL);
		if (texts[i].number)
			assert_string_equal(out, texts[i].number);
	}
}

/* No other kind has so many digits. */
static void many_digits_are_no_other_document(void **state)
{
	(void)state;
	assert_int_equal(idnum_read("1101051949123100", IDNUM_UNKNOWN).fault,
			 IDNUM_LENGTH);
	assert_int_equal(idnum_read("SFZ1101051949123100", IDNUM_UNKNOWN).fault,
			 IDNUM_CHARS);
	assert_int_equal(idnum_read("110105-1949-1231-00", IDNUM_UNKNOWN).fault,
			 IDNUM_CHARS);
	assert_int_equal(idnum_read("AB-12345", IDNUM_UNKNOWN).fault, IDNUM_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_judged_by_its_rule),
		cmocka_unit_test(birth_sex_and_region_are_read),
		cmocka_unit_test(check_characters_and_upgrades),
		cmocka_unit_test(types_are_known_by_text_and_code),
		cmocka_unit_test(tails_follow_the_three_conventions),
		cmocka_unit_test(a_number_is_taken_out_of_a_text),
		cmocka_unit_test(many_digits_are_no_other_document),
		cmocka_unit_test(renewals_do_not_change_the_stable_part),
	};

	return cmocka_run_group_tests_name("idnum", tests, NULL, NULL);
}
