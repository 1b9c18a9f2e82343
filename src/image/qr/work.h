/* SPDX-License-Identifier: MIT */
/*
 * A limit on effort that never depends on the clock: everything costly says
 * what it cost in nominal nanoseconds of one 3 GHz core.  So a result is the
 * same on a slow machine, on a busy one and under a debugger.
 */
#ifndef IMAGE_QR_WORK_H
#define IMAGE_QR_WORK_H

#include <stdbool.h>
#include <stdint.h>

struct qr_work {
	int64_t left;
};

/* Whether any is left afterwards. */
static inline bool qr_work_spend(struct qr_work *work, double cost)
{
	work->left -= (int64_t)cost;
	return work->left > 0;
}

#endif
