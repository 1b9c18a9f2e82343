/* SPDX-License-Identifier: MIT */
/*
 * What other systems said of a case's photo, scores and outcomes in words
 * together, judged by the task's policies.  Of the face the later of score and
 * outcome counts; both of one list count as they stand.
 */
#ifndef STORE_EVIDENCE_STORE_H
#define STORE_EVIDENCE_STORE_H

#include "rules/finding.h"
#include "store/session.h"
#include "store/student_store.h"

/*
 * Add CMP-BELOW, CMP-SUSPECT, CMP-NOTSAME, IDV-INVALID of the photo in force;
 * errors stop a case.  *fails: enum ledger_fails of the errors (NULL = not
 * wanted).  A score that only advises is at most a warning.
 */
int evidence_store_findings(const struct session *session,
			    const struct student_row *row,
			    struct findings *findings, unsigned *fails,
			    struct error *err);

#endif
