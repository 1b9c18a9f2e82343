/* SPDX-License-Identifier: MIT */
#include "rules/identity.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "rules/idnum.h"

/*
 * The code is what the unit is to know a student by; its payload is CHSI's own
 * and for the unit to open.
 */
bool identity_field_is_free(const char *field)
{
	static const char *const free_fields[] = {"code", "code_sha256",
						  "code_payload", "feature"};
	enum student_field found = student_field_find(field);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(free_fields); i++)
		if (strcmp(field, free_fields[i]) == 0)
			return true;
	if (found == STUDENT_FIELD_COUNT)
		return false;
	return student_field_info(found)->privacy == STUDENT_PRIVACY_FREE;
}

/*
 * A manifest of the school's own may name its columns as it likes.  Titles that
 * are fields of ours are judged as those; of the rest only words that surely
 * stand for a person are refused.
 */
bool identity_title_is_free(const char *title)
{
	static const char *const others[] = {"SFZH",   "身份证号", "身份证号码",
					     "证件号", "手机号",   "电话",
					     "地址",   "出生年月"};
	enum student_field field;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(others); i++)
		if (text_casecmp(others[i], title) == 0)
			return false;
	for (field = 0; field < STUDENT_FIELD_COUNT; field++)
		if (text_casecmp(student_field_name(field), title) == 0 ||
		    strcmp(student_field_title(field), title) == 0)
			return identity_field_is_free(
				student_field_name(field));
	return true;
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/*
 * 18 letters and digits in a row that pass the check are no accident: one in
 * eleven numbers of that length does, and it must hold a birth date as well.
 */
bool identity_number_in(const char *text)
{
	char number[19];
	struct idnum id;
	size_t n;

	for (; *text; text += n) {
		for (n = 0; is_alnum(text[n]); n++)
			;
		if (n != 18) {
			n += n == 0;
			continue;
		}
		memcpy(number, text, n);
		number[17] = number[17] == 'x' ? 'X' : number[17];
		number[18] = '\0';
		id = idnum_read(number, IDNUM_RESIDENT);
		if (id.fault == IDNUM_OK)
			return true;
	}
	return false;
}

enum student_field identity_leak(const struct student *student,
				 const char *text)
{
	enum student_privacy privacy;
	enum student_field field;
	const char *value;

	for (field = 0; field < STUDENT_FIELD_COUNT; field++) {
		value = student_get(student, field);
		privacy = student_field_info(field)->privacy;
		if (!*value || privacy == STUDENT_PRIVACY_FREE)
			continue;
		/* A name or number is told by any text that holds it. */
		if (privacy != STUDENT_PRIVACY_OWN
			    ? strstr(text, value) != NULL
			    : text_casecmp(text, value) == 0)
			return field;
	}
	return STUDENT_FIELD_COUNT;
}

bool identity_is_exempt(const struct student *student)
{
	enum idnum_kind kind =
		idnum_kind_of(student_get(student, STUDENT_zjlx));

	if (kind == IDNUM_UNKNOWN)
		kind = idnum_guess(student_get(student, STUDENT_zjhm));
	return kind != IDNUM_UNKNOWN && kind != IDNUM_RESIDENT;
}
