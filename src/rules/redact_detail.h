/* SPDX-License-Identifier: MIT */
/*
 * What a log row says, without anybody's name or number: the log only grows
 * and outlives the task whose persons a purge takes away.  No I/O but what
 * redact_text() asks; its thread rule holds.
 */
#ifndef RULES_REDACT_DETAIL_H
#define RULES_REDACT_DETAIL_H

#include "base/buf.h"

/*
 * Append a log row's detail, an object of rules/case_detail.h or words, its
 * texts as redact_text() has them.  Hashes and the words that the program
 * reads again (codes, profiles, what a grant is for) stay, and a detail with
 * nothing to hide is the same byte for byte.
 */
void redact_detail(struct buf *out, const char *detail);

#endif
