/* SPDX-License-Identifier: MIT */
/* The photo engine as the state of a group of cmocka tests. */
#ifndef SUPPORT_ENGINE_H
#define SUPPORT_ENGINE_H

#include "photo/photo_engine.h"

int engine_open(void **state); /* -1 with the reason on stderr */
int engine_close(void **state);

#endif
