/* SPDX-License-Identifier: MIT */
/* Proof that the pictures of a store are the bytes their names say. */
#ifndef REPORT_STORE_REPORT_H
#define REPORT_STORE_REPORT_H

#include "base/error.h"
#include "store/store.h"

struct store_report {
	long files, log_rows;
};

/* ERROR_STORE names the first file that is missing or changed. */
int store_report_files(struct store *store, struct store_report *report,
		       struct error *err);

#endif
