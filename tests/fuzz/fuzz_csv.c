/* SPDX-License-Identifier: MIT */
/* A text table; the first byte chooses how it is read. */
#include "fuzz/target.h"

#include "fuzz/sheet_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char separators[] = {0, ',', '\t', ';'};
	static const char *const charsets[] = {NULL, "UTF-8", "GB18030",
					       "UTF-16LE"};
	struct sheet_options options = {0};

	if (n < 1)
		return 0;
	options.lenient = data[0] & 1;
	options.separator = separators[data[0] >> 1 & 3];
	options.charset = charsets[data[0] >> 3 & 3];
	sheet_target_run(data + 1, n - 1, &options);
	return 0;
}
