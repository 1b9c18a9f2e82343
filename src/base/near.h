/* SPDX-License-Identifier: MIT */
/*
 * The nearest of several words, for "did you mean".  The distance is the
 * optimal string alignment distance (Damerau-Levenshtein, but no place is
 * edited twice), in bytes.  Pure, thread-safe; a search has one owner.
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

enum { NEAR_MAX = 64 };

/* Insertions, deletions, changes and swaps; NEAR_MAX for longer words. */
int near_distance(const char *a, const char *b);

/* The nearest of many words to one that is none of them. */
struct near_search {
	const char *word; /* what was written, borrowed */
	char best[NEAR_MAX];
	int distance;
};

struct near_search near_to(const char *word);
void near_try(struct near_search *near, const char *candidate);

/*
 * The best candidate so far; NULL when none is near enough.  A quarter of the
 * word's bytes may differ, but always two of them (one in a word of four bytes
 * or fewer), or one Chinese character.  A word that is a part of a candidate
 * (计算机 of 计算机学院) is near as well.
 */
const char *near_found(const struct near_search *near);

#endif
