/* SPDX-License-Identifier: MIT */
/*
 * Who may be photographed: every case without a photo is checked for what the
 * task requires before a photo is taken, and becomes ready, or blocked with the
 * finding.  Main thread only.
 */
#ifndef REVIEW_CASE_READY_H
#define REVIEW_CASE_READY_H

#include "store/session.h"

struct case_ready_counts {
	long total;	     /* looked at */
	long ready, blocked; /* of these, afterwards */
};

/* In one transaction; what a person has blocked stays so. */
int case_ready(const struct session *session, struct case_ready_counts *counts,
	       struct error *err);

#endif
