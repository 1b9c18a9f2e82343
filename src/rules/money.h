/* SPDX-License-Identifier: MIT */
/*
 * Amounts of money as lists write them, in fen: whole numbers, because a
 * price such as 29.99 has no exact binary fraction.  Pure, thread-safe.
 */
#ifndef RULES_MONEY_H
#define RULES_MONEY_H

/* The largest amount read: ten million yuan, in fen.  More is a typo. */
#define MONEY_MOST 1000000000L

/*
 * Read an amount in yuan: 30, 30.5, 30.00, ￥30.00, 30元, RMB 30, 3,000.00,
 * also in full-width characters; a minus comes first.  0 with *fen, or -1 for
 * anything else, such as more than two decimals, commas elsewhere than between
 * thousands, other words.
 */
int money_parse(const char *text, long *fen);

/* "30.00", "-0.05" into out[24]. */
void money_format(long fen, char out[24]);

#endif
