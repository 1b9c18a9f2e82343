/* SPDX-License-Identifier: MIT */
/*
 * Codes read from files, without a store: each picture with what was found in
 * it, in input order.  With a provider (a program that decrypts) the results
 * wait until it was asked about all opaque codes at once.  Main thread; in
 * parallel inside.
 */
#ifndef CODE_CODE_SCAN_H
#define CODE_CODE_SCAN_H

#include "code/code_batch.h"

struct code_scan {
	int budget_ms;	      /* work an image may cost; 0 = the usual */
	const char *provider; /* its command line; NULL = none */
	int jobs;
	/* status: "ok", "none" or "error" */
	int (*show)(void *ctx, const struct code_batch_item *item,
		    const char *status, struct error *err);
	void *ctx;
};

/*
 * A provider that fails loses nothing of what was read: all is shown, and
 * *provider_error says why, its kind ERROR_PROVIDER.
 */
int code_scan(const struct code_scan *scan, struct intake *intake,
	      struct error *provider_error, struct error *err);

#endif
