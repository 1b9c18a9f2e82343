/* SPDX-License-Identifier: MIT */
/*
 * How far two words are from each other, for "did you mean": the optimal
 * string alignment distance (Damerau-Levenshtein without editing a place
 * twice), in bytes.  Pure, thread-safe.
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

enum { NEAR_MAX = 64 };

/* Insertions, deletions, changes and swaps; NEAR_MAX for longer words. */
int near_distance(const char *a, const char *b);

#endif
