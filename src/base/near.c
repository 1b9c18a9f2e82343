/* SPDX-License-Identifier: MIT */
#include "base/near.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int least(int a, int b)
{
	return a < b ? a : b;
}

/*
 * Three rows of the table of distances between beginnings of a and of b are
 * enough: a swap looks two rows back.
 */
int near_distance(const char *a, const char *b)
{
	int rows[3][NEAR_MAX + 1], *before, *last, *now;
	size_t i, j, n = strlen(a), m = strlen(b);

	if (n >= NEAR_MAX || m >= NEAR_MAX)
		return NEAR_MAX;
	for (j = 0; j <= m; j++)
		rows[0][j] = (int)j;
	for (i = 1; i <= n; i++) {
		now = rows[i % 3];
		last = rows[(i + 2) % 3];
		before = rows[(i + 1) % 3];
		now[0] = (int)i;
		for (j = 1; j <= m; j++) {
			now[j] = least(last[j], now[j - 1]) + 1;
			now[j] = least(now[j],
				       last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return rows[n % 3][m];
}

/* A part of fewer bytes than this is in too many words to mean one. */
enum { SHORTEST_PART = 3 };

struct near_search near_to(const char *word)
{
	return (struct near_search){.word = word, .distance = NEAR_MAX};
}

/* Two of four letters changed would be another word. */
static int bound(const char *word)
{
	int quarter = (int)(strlen(word) / 4), bytes = strlen(word) > 4 ? 2 : 1;

	for (; *word; word++)
		if (*word & 0x80)
			bytes = 3;
	return quarter > bytes ? quarter : bytes;
}

void near_try(struct near_search *near, const char *candidate)
{
	int distance = near_distance(near->word, candidate);

	if (distance > 1 && strlen(near->word) >= SHORTEST_PART &&
	    strstr(candidate, near->word))
		distance = 1;
	if (distance >= near->distance || strlen(candidate) >= NEAR_MAX)
		return;
	near->distance = distance;
	snprintf(near->best, sizeof(near->best), "%s", candidate);
}

const char *near_found(const struct near_search *near)
{
	bool close = near->distance <= bound(near->word);

	return close && near->best[0] ? near->best : NULL;
}
