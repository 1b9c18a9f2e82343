/* SPDX-License-Identifier: MIT */
/*
 * A store of one's own with one open task, for tests of what is kept in it.
 * office_open() and office_close() are a cmocka setup and teardown; every
 * other function fails the test when the store does.
 */
#ifndef SUPPORT_OFFICE_H
#define SUPPORT_OFFICE_H

#include "store/photo_store.h"
#include "store/session.h"
#include "store/student_store.h"

enum { OFFICE_NOW = 1775000000 };

struct office {
	char folder[40];
	struct store *store;
	struct task task;
	struct session session; /* of "clerk" at OFFICE_NOW */
	struct error err;
};

int office_open(void **state);
int office_close(void **state);

/* Fail with the office's error unless code is 0 or more. */
void office_must(struct office *o, int code);

/* A student with 学号 and name; their id. */
long long office_student(struct office *o, const char *xh, const char *xm);

/* A photo whose bytes are its name; student 0 = nobody's.  Its id. */
long long office_photo(struct office *o, const char *kind, const char *name,
		       long long student);

/* The first column of the first row of a statement; 0 without one. */
long long office_number(struct office *o, const char *sql);

/* Statements behind the store's back. */
void office_exec(struct office *o, const char *sql);

#endif
