/* SPDX-License-Identifier: MIT */
/*
 * Amounts of money as lists write them, in fen: whole numbers, because a
 * price such as 29.99 has no exact binary fraction.  Pure, thread-safe.
 */
#ifndef RULES_MONEY_H
#define RULES_MONEY_H

/* A price over this (ten million yuan) is a slip of the pen. */
#define MONEY_MOST 1000000000L

/*
 * Yuan as 30, 30.5, 30.00, ￥30.00, 30元, RMB 30, 3,000.00, full-width too; a
 * minus stands first.  0 with *fen, -1 for anything else: more than two
 * decimals, commas at other places than the thousands, other words.
 */
int money_parse(const char *text, long *fen);

/* "30.00", "-0.05" into out[24]. */
void money_format(long fen, char out[24]);

#endif
