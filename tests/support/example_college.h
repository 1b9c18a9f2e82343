/* SPDX-License-Identifier: MIT */
/*
 * The made-up college of examples/: 28 students of 示例大学 (99101) who do not
 * exist.  Identity numbers lie in region codes 99xxxx, which are not given
 * out, with valid GB 11643 check characters.  The makers write below folder.
 */
#ifndef SUPPORT_EXAMPLE_COLLEGE_H
#define SUPPORT_EXAMPLE_COLLEGE_H

#include "base/error.h"

struct example_student {
	int number; /* 1..28 */
	const char *name, *sex, *college, *major, *major_code, *class_name;
	const char *people; /* 民族 */
	char xh[16], ksh[16], zjhm[20];
	int year, month, day; /* of birth */
};

enum { EXAMPLE_STUDENTS = 28 };

/* number from 1. */
void example_college_student(int number, struct example_student *out);

int example_roster_make(const char *folder, struct error *err);
int example_codes_make(const char *folder, struct error *err);
int example_photos_make(const char *folder, struct error *err);

#endif
