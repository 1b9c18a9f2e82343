/* SPDX-License-Identifier: MIT */
#include "support/scratch.h"

#include <stdlib.h>
#include <unistd.h>

int scratch_enter(void **state)
{
	char folder[] = "/tmp/qctool-test-XXXXXX";

	(void)state;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

int scratch_remove(void **state)
{
	(void)state;
	return system("rm -rf \"$PWD\"");
}
