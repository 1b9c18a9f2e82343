/* SPDX-License-Identifier: MIT */
#include "base/near.h"

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
