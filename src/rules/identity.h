/* SPDX-License-Identifier: MIT */
/*
 * What a capture unit (采集单位) may be told about a student.  Since 教学服
 * 〔2022〕10号 the school hands over no names or numbers; students are
 * identified by their collection codes alone.  Only a list of fields that
 * describe the programme, not the person, may go along; all other fields are
 * refused.  Pure; thread-safe.
 */
#ifndef RULES_IDENTITY_H
#define RULES_IDENTITY_H

#include <stdbool.h>

#include "rules/student.h"

/* Whether the field ("cc", "code") may be in a package without identity. */
bool identity_field_is_free(const char *field);

/* The same for the title of a manifest's column; false for "XM", "姓名", … */
bool identity_title_is_free(const char *title);

/* Whether the text holds an 18-digit number that is valid by GB 11643. */
bool identity_number_in(const char *text);

/*
 * The personal field of the student that the text gives away, because it
 * contains the name, the document number or the phone number or equals another
 * personal field.  STUDENT_FIELD_COUNT when there is none.
 */
enum student_field identity_leak(const struct student *student,
				 const char *text);

/*
 * Whether the student needs no outcome of an identity check.  Those checks
 * (人证核验) only know the resident identity card; holders of documents of
 * 港澳台 or from abroad are compared by face.
 */
bool identity_is_exempt(const struct student *student);

#endif
