/* SPDX-License-Identifier: MIT */
/*
 * The review board: cases with their pictures as one page, through which a
 * reviewer works without the store.  The decisions come back as a file
 * (review/board_import.h).
 *
 * Writing a board is logged.  The hash of the log row never leaves the store;
 * the board's id, and a seal for each case in its present state, are made from
 * it:
 *
 *     id    = first 16 digits of SHA-256(hash)
 *     seal  = first 32 digits of SHA-256(hash, case, state, since, photo, made)
 *
 * So a decision made for another store, another board or another photo is
 * recognised.  Main thread.
 */
#ifndef REVIEW_BOARD_H
#define REVIEW_BOARD_H

#include "base/json.h"
#include "review/stored_thumb.h"
#include "rules/case_filter.h"
#include "store/session.h"

enum { BOARD_ID = 17, BOARD_SEAL = 33 };

struct board {
	const struct session *session;
	const struct case_filter *filter;
	const char *path;
	bool unmask; /* names and numbers in clear */
	void (*step)(void *ctx, long done, long total);
	void *ctx;
	struct stored_thumb_tell lost; /* pictures that cannot be shown */
	/* filled */
	size_t n;
	char id[BOARD_ID]; /* "" after a dry run */
};

int board_write(struct board *board, struct error *err);

/* What of a case a decision is about. */
struct board_facts {
	long long student_id;
	const char *state, *since, *photo, *made;
};

/* hash: of the log row that says that the board was written. */
void board_id(const char *hash, char out[BOARD_ID]);
void board_seal(const char *hash, const struct board_facts *facts,
		char out[BOARD_SEAL]);

/* The log's event of a board. */
extern const char board_event[];

#endif
