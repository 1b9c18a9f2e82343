/* SPDX-License-Identifier: MIT */
/*
 * The standard reasons by which reviewers reject: the codes of the catalogue
 * that begin with REV-.  Codes of what the program measured (GEO-…, APP-…) are
 * not among them.  Pure.
 */
#ifndef RULES_REVIEW_REASON_H
#define RULES_REVIEW_REASON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/i18n.h"

/* Reason i in the catalogue's order; NULL after the last. */
const char *review_reason_at(size_t i);

bool review_reason_is(const char *code);

/* The reason nearest to what was typed; NULL when none is near. */
const char *review_reason_near(const char *code);

/* Append the text of a reason. */
void review_reason_text(const char *code, enum i18n_lang lang, struct buf *out);

#endif
