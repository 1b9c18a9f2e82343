/* SPDX-License-Identifier: MIT */
/* Runs a fuzz target over the files and folders named, without libFuzzer. */
#include "fuzz/target.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/file.h"

enum { INPUT_BYTES = 16 << 20 };

static int run_one(void *ctx, const char *path, struct error *err)
{
	struct buf bytes = BUF_INIT;
	int status = file_read(path, INPUT_BYTES, &bytes, err);

	if (status == 0) {
		LLVMFuzzerTestOneInput((const uint8_t *)buf_str(&bytes),
				       bytes.size);
		++*(size_t *)ctx;
	}
	buf_release(&bytes);
	return status;
}

int main(int argc, char **argv)
{
	struct error err = ERROR_INIT;
	size_t count = 0;
	int i;

	for (i = 1; i < argc; i++) {
		if (file_walk(argv[i], run_one, &count, &err) != 0) {
			fprintf(stderr, "%s: %s\n", argv[i], err.text);
			return 1;
		}
	}
	printf("%zu inputs\n", count);
	return 0;
}
