/* SPDX-License-Identifier: MIT */
/*
 * Masking the detail of a log row.  Nothing is ever removed from the log, so it
 * outlives the persons that a purge removes, and must not hold their names and
 * numbers.  No I/O except by redact_text(), whose thread rule holds here, too.
 */
#ifndef RULES_REDACT_DETAIL_H
#define RULES_REDACT_DETAIL_H

#include "base/buf.h"

/*
 * Append a log row's detail, which is an object of rules/case_detail.h or plain
 * words, with its texts masked by redact_text().  Hashes, and words that the
 * program itself reads again (codes, profiles, what a grant is for), are kept.
 * A detail with nothing to mask is appended unchanged, byte for byte.
 */
void redact_detail(struct buf *out, const char *detail);

#endif
