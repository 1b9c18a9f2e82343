/* SPDX-License-Identifier: MIT */
/* The collection codes of a task and their owners.  Main thread only. */
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
	const char *file;     /* the picture's path as it came */
	const char *original; /* SHA-256 of the picture */
	const char *findings; /* JSON array */
	const char *matched_by;
	double confidence;
	const char *state; /* current, superseded */
	bool confirmed;	   /* a person confirmed that it is this student's */
};

/* *added: false when the same payload of the same file is stored already. */
int code_store_add(const struct session *session, const struct code_row *row,
		   bool *added, struct error *err);

typedef int (*code_store_fn)(void *ctx, const struct code_row *row,
			     struct error *err);

/* All codes in order of import; texts borrowed until the callback ends. */
int code_store_each(struct store *store, const struct task *task,
		    code_store_fn fn, void *ctx, struct error *err);

/* Set the code's owner, and why it is. */
int code_store_link(struct store *store, long long id,
		    const struct owner_link *link, struct error *err);
int code_store_set_findings(struct store *store, long long id,
			    const char *findings, struct error *err);
/* Set the fields that a provider program found in the payload. */
int code_store_set_fields(struct store *store, long long id, const char *layout,
			  const char *fields, struct error *err);
/* A person confirms the owner; findings: what remains to be said of it. */
int code_store_confirm(const struct session *session, long long id,
		       const char *findings, struct error *err);
int code_store_supersede(struct store *store, long long id, struct error *err);

/*
 * The student's code in force: 1 with the SHA-256 of its payload, 0 when there
 * is none, -1 with err.
 */
int code_store_current(struct store *store, long long student_id,
		       char sha256[65], struct error *err);

/* Whether the student had one at session->as_of: 1, 0, or -1 with err. */
int code_store_had(const struct session *session, long long student_id,
		   struct error *err);

/*
 * A student's code as packages pass it on: the code in force, and its serial
 * (学生唯一编号), which the roster gives or else the code's layout or provider;
 * "" when none of them does.  A hash is never used as a serial.
 */
enum { CODE_STORE_SERIAL = 64 };
struct code_hand {
	bool has; /* there is a code in force: sha256 and payload are set */
	char serial[CODE_STORE_SERIAL + 1];
	char sha256[65]; /* of the payload */
	struct buf payload;
};
int code_store_hand(struct store *store, const struct student *student,
		    struct code_hand *out, struct error *err);
void code_store_hand_release(struct code_hand *hand);

/*
 * The key of a student's code in file names: the serial, else the first 16
 * digits of the payload's hash; "" when the student has neither.
 */
enum { CODE_STORE_KEY = CODE_STORE_SERIAL, CODE_STORE_START = 16 };
int code_store_key(struct store *store, const struct student *student,
		   char key[CODE_STORE_KEY + 1], struct error *err);
void code_store_hand_key(const struct code_hand *hand,
			 char key[CODE_STORE_KEY + 1]);

#endif
