/* SPDX-License-Identifier: MIT */
/*
 * A code taken out of force by a person: the hash is kept, the reason becomes
 * its finding, the log says who.  A later code_match() leaves it so.
 */
#ifndef CODE_CODE_SUPERSEDE_H
#define CODE_CODE_SUPERSEDE_H

#include "rules/task.h"
#include "store/store.h"
#include "store/session.h"

struct code_supersede_result {
	long long code_id, student_id; /* 0 = nobody's */
	char sha256[65];
	char file[256]; /* cut to fit */
};

struct code_supersede {
	const struct session *session;
	/*
	 * Each a code's number in code list, its file as listed or the file's
	 * name alone, or at least 8 digits of its SHA-256.
	 */
	char *const *codes;
	int code_count;
	const char *reason;
	/* after each, before the next; NULL = not called */
	void (*show)(void *ctx, const struct code_supersede_result *result);
	void *ctx;
};

/*
 * All of them or none.  ERROR_USAGE when no code or more than one fits,
 * ERROR_POLICY when one is superseded already.
 */
int code_supersede(const struct code_supersede *how, struct error *err);

#endif
