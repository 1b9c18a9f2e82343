/* SPDX-License-Identifier: MIT */
/*
 * What other systems said about a case's photo, by scores and by outcomes in
 * words, judged by the task's policies.  Of a score and an outcome about the
 * face only the later one counts; both do if they come from the same list.
 * Main thread only.
 */
#ifndef STORE_EVIDENCE_STORE_H
#define STORE_EVIDENCE_STORE_H

#include "rules/finding.h"
#include "store/session.h"
#include "store/student_store.h"

/*
 * Add CMP-BELOW, CMP-SUSPECT, CMP-NOTSAME and IDV-INVALID for the photo in
 * force; those that are errors stop the case.  *fails: the enum ledger_fails of
 * these errors (may be NULL).  A score that is only advisory gives a warning at
 * most.
 */
int evidence_store_findings(const struct session *session,
			    const struct student_row *row,
			    struct findings *findings, unsigned *fails,
			    struct error *err);

#endif
