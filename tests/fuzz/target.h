/* SPDX-License-Identifier: MIT */
/* What libFuzzer (or replay.c) calls; every target defines it. */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#endif
