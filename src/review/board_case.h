/* SPDX-License-Identifier: MIT */
/* One case as the review board tells it: JSON for the page, and its pictures.
 */
#ifndef REVIEW_BOARD_CASE_H
#define REVIEW_BOARD_CASE_H

#include "base/json.h"
#include "base/sha256.h"
#include "page/board_page.h"
#include "review/case_view.h"

/* Compared photos that are drawn; more are told by their findings. */
enum { BOARD_CASE_OTHERS = BOARD_PAGE_OTHERS };

/* The case as it stood: what a decision about it is sealed with. */
struct board_case_key {
	long long student_id;
	char state[16], since[26];
	char photo[SHA256_HEX], made[SHA256_HEX]; /* "" = none */
};

struct board_case {
	struct board_case_key key;
	struct json *facts; /* the caller's */
	char enrollment[SHA256_HEX], others[BOARD_CASE_OTHERS][SHA256_HEX];
	size_t n_others;
};

int board_case_read(const struct session *session, const struct case_view *view,
		    bool unmask, struct board_case *out, struct error *err);

/* The made photo of the task's profile, "" = none; for the seal. */
int board_case_key(const struct session *session, const struct student_row *row,
		   struct board_case_key *out, struct error *err);

#endif
