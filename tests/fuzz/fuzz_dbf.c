/* SPDX-License-Identifier: MIT */
/* A dBASE table. */
#include "fuzz/target.h"

#include "fuzz/sheet_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	sheet_target_run(data, n, NULL);
	return 0;
}
