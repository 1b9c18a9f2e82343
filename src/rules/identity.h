/* SPDX-License-Identifier: MIT */
/*
 * What may be told to a capture unit about a student.  Since 教学服〔2022〕
 * 10号 the school hands over no names and numbers: a student is known by the
 * collection code alone.  The fields that may go along are a list of what
 * describes the programme, not the person; everything else is refused.
 * Pure; thread-safe.
 */
#ifndef RULES_IDENTITY_H
#define RULES_IDENTITY_H

#include <stdbool.h>

#include "rules/student.h"

/* Whether the field ("cc", "code") may be in a package without identity. */
bool identity_field_is_free(const char *field);

/* The same for the title of a column in a manifest: "XM", "姓名", … no. */
bool identity_title_is_free(const char *title);

/* Whether a resident's 18-digit number (sound by GB 11643) is in the text. */
bool identity_number_in(const char *text);

/*
 * Which personal field of the student the text gives away: contains the name
 * or document or phone number, or is equal to any other personal field.
 * STUDENT_FIELD_COUNT: none.
 */
enum student_field identity_leak(const struct student *student,
				 const char *text);

/*
 * Whether no outcome of an identity check is asked for: S5 checks the resident
 * identity card alone; documents of 港澳台 and of abroad are compared by face.
 */
bool identity_is_exempt(const struct student *student);

#endif
