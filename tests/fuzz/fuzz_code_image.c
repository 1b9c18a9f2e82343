/* SPDX-License-Identifier: MIT */
/* Picture bytes to codes: PNG, JPEG and WebP readers and the whole ladder. */
#include <stddef.h>
#include <stdint.h>

#include "code/code_read.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* a small budget keeps a round short; the ways are the same */
	struct code_read_options options = {.budget_ms = 5};
	struct code_result result;

	if (size > 1 << 20)
		return 0;
	code_read(data, size, &options, &result);
	code_result_release(&result);
	return 0;
}
