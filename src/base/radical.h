/* SPDX-License-Identifier: MIT */
/*
 * Radicals that stand in a text for the character they look like, as PDF files
 * and scanners write them: ⻢ for 马.  The block "CJK Radicals Supplement" by
 * Unicode's EquivalentUnifiedIdeograph.txt (15.0); the Kangxi radicals beside
 * it are NFKC's.  Pure; thread-safe.
 */
#ifndef BASE_RADICAL_H
#define BASE_RADICAL_H

#include <stdint.h>

/* The character; code itself when it is no such radical. */
uint32_t radical_usual(uint32_t code);

#endif
