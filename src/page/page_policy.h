/* SPDX-License-Identifier: MIT */
/*
 * What a page of ours may do, as its own Content-Security-Policy (W3C CSP 3,
 * §2.3.1): its one script and its one style by their hashes, pictures that are
 * inside it, and nothing else; no text from outside can become a script.
 */
#ifndef PAGE_PAGE_POLICY_H
#define PAGE_PAGE_POLICY_H

#include "base/buf.h"

/* Append the policy; script "" = none at all. */
void page_policy_add(struct buf *out, const char *script, const char *style);

#endif
