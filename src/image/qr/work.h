/* SPDX-License-Identifier: MIT */
/*
 * A limit on effort that does not depend on the clock: everything costly
 * subtracts its cost in nominal nanoseconds of one 3 GHz core.  So results are
 * the same on a slow machine, on a busy one and under a debugger.
 */
#ifndef IMAGE_QR_WORK_H
#define IMAGE_QR_WORK_H

#include <stdbool.h>
#include <stdint.h>

struct qr_work {
	int64_t left;
};

/* Subtract a cost; whether any work is left afterwards. */
static inline bool qr_work_spend(struct qr_work *work, double cost)
{
	work->left -= (int64_t)cost;
	return work->left > 0;
}

#endif
