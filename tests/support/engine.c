/* SPDX-License-Identifier: MIT */
#include "support/engine.h"

#include <stdio.h>

int engine_open(void **state)
{
	struct photo_engine *engine;
	struct error err = ERROR_INIT;

	if (photo_engine_open(&engine, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return -1;
	}
	*state = engine;
	return 0;
}

int engine_close(void **state)
{
	photo_engine_close(*state);
	return 0;
}
