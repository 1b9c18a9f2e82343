/* SPDX-License-Identifier: MIT */
/* Collection codes of a task and whose they are. */
#ifndef STORE_CODE_STORE_H
#define STORE_CODE_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "rules/student.h"
#include "store/owner_store.h"
#include "store/session.h"

struct code_row {
	long long id, student_id; /* 0 = nobody's yet */
	const char *sha256;	  /* of the payload */
	const void *payload;
	size_t payload_size;
	const char *encoding, *how, *layout;
	const char *fields;   /* JSON object of what the payload exposes */
	const char *file;     /* name it came under */
	const char *original; /* SHA-256 of the picture */
	const char *findings; /* JSON array */
	const char *matched_by;
	double confidence;
	const char *state; /* current, superseded */
	bool confirmed;	   /* by a person, for the student it has */
};

/* *added false when (payload, file) is there already. */
int code_store_add(const struct session *session, const struct code_row *row,
		   bool *added, struct error *err);

typedef int (*code_store_fn)(void *ctx, const struct code_row *row,
			     struct error *err);

/* All codes in order of import; texts borrowed until the callback ends. */
int code_store_each(struct store *store, const struct task *task,
		    code_store_fn fn, void *ctx, struct error *err);

/* Whose the code is now, and why. */
int code_store_link(struct store *store, long long id,
		    const struct owner_link *link, struct error *err);
int code_store_set_findings(struct store *store, long long id,
			    const char *findings, struct error *err);
/* What a provider program found in the payload. */
int code_store_set_fields(struct store *store, long long id, const char *layout,
			  const char *fields, struct error *err);
/* A person says it is the student's; what is still found of it. */
int code_store_confirm(const struct session *session, long long id,
		       const char *findings, struct error *err);
int code_store_supersede(struct store *store, long long id, struct error *err);

/*
 * The one current code of a student: 1 with its payload's SHA-256, 0 none.
 */
int code_store_current(struct store *store, long long student_id,
		       char sha256[65], struct error *err);

/* Whether the student had one as session->as_of has it: 1, 0, -1. */
int code_store_had(const struct session *session, long long student_id,
		   struct error *err);

/*
 * A student's code as a package hands it on: the row of the code in force and
 * its serial (学生唯一编号) as the roster, or the code's own layout or
 * provider, gives it; "" where nobody does.  A hash is never a serial.
 */
enum { CODE_STORE_SERIAL = 64 };
struct code_hand {
	bool has; /* a code in force: the rest of the row is filled */
	char serial[CODE_STORE_SERIAL + 1];
	char sha256[65]; /* of the payload */
	struct buf payload;
};
int code_store_hand(struct store *store, const struct student *student,
		    struct code_hand *out, struct error *err);
void code_store_hand_release(struct code_hand *hand);

/*
 * What file names call a student's code by: the serial, else the first 16
 * digits of the payload's hash; "" without either.
 */
enum { CODE_STORE_KEY = CODE_STORE_SERIAL, CODE_STORE_START = 16 };
int code_store_key(struct store *store, const struct student *student,
		   char key[CODE_STORE_KEY + 1], struct error *err);
void code_store_hand_key(const struct code_hand *hand,
			 char key[CODE_STORE_KEY + 1]);

#endif
