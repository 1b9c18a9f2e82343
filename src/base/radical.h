/* SPDX-License-Identifier: MIT */
/*
 * Texts copied from PDF files and scanners often have a radical where the
 * character that looks like it is meant: ⻢ for 马.  The table covers the block
 * "CJK Radicals Supplement" after Unicode's EquivalentUnifiedIdeograph.txt
 * (15.0); the Kangxi radicals are left to NFKC.  Pure, thread-safe.
 */
#ifndef BASE_RADICAL_H
#define BASE_RADICAL_H

#include <stdint.h>

/* The usual character; code itself when it is not such a radical. */
uint32_t radical_usual(uint32_t code);

#endif
