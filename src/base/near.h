/* SPDX-License-Identifier: MIT */
/*
 * How far two words are from each other, for "did you mean": the optimal
 * string alignment distance (Damerau-Levenshtein without editing a place
 * twice), in bytes.  Pure, thread-safe; a search has one owner.
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
 * The best so far; NULL when none is near enough: a quarter of the word may be
 * other bytes, two at least (one of four or fewer), or a Chinese character.  A
 * word that is a part of a candidate (计算机 of 计算机学院) is near.
 */
const char *near_found(const struct near_search *near);

#endif
