/* SPDX-License-Identifier: MIT */
/*
 * What went wrong, in words for the user.
 *
 * A struct error is a plain value: no heap, copied by assignment, safe to
 * carry from a worker thread inside a batch item.  Its text names the user's
 * file, row or student and says what to do next; it never names our source
 * files.  A refused photo or a bad roster row is not an error but a struct
 * finding (rules/finding.h).
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stddef.h>

enum error_kind {
	ERROR_NONE,
	ERROR_USAGE,	   /* command line or configuration */
	ERROR_INPUT,	   /* input unreadable or of the wrong shape */
	ERROR_LIMIT,	   /* input larger than we accept */
	ERROR_POLICY,	   /* state, quota, policy or privacy says no */
	ERROR_LOCKED,	   /* another run holds the store */
	ERROR_SYSTEM,	   /* disk full, permission, out of threads */
	ERROR_PROVIDER,	   /* a provider program failed */
	ERROR_STORE,	   /* store damaged or log chain broken */
	ERROR_INTERRUPTED, /* SIGINT, SIGTERM or SIGHUP */
};

struct error {
	enum error_kind kind;
	char text[400]; /* UTF-8, cut at a character, no line feed at the end */
};

#define ERROR_INIT                                                             \
	{                                                                      \
		.kind = ERROR_NONE                                             \
	}

/* Fill err (NULL allowed) and return -1, so `return error_set(…)` works. */
int error_set(struct error *err, enum error_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * The same with ": " and the text of errno added.  The kind is ERROR_INPUT for
 * what another file name may put right (ENOENT, EACCES, …), else ERROR_SYSTEM.
 */
int error_set_errno(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* What errno means, in the language of the process; static. */
const char *error_errno_text(int number);

/* Put "<context>: " before the text that err already has; returns -1. */
int error_context(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The enum exit_status (base/exit_status.h) for a kind; never _DONE. */
int error_exit_status(enum error_kind kind);

/* A mistake in this program: print where, end with EXIT_STATUS_BUG. */
_Noreturn void error_bug(const char *file, int line, const char *what);
#define BUG(what) error_bug(__FILE__, __LINE__, (what))

#endif
