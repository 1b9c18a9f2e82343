/* SPDX-License-Identifier: MIT */
/*
 * IMAGE_CLONES before a function makes the compiler build it once for AVX2
 * and once for any machine, and pick at run time.  Both give the same bytes:
 * no fused multiply-add is allowed in.  Sanitizers run before the pick could
 * be made, so there the plain one is built alone.
 */
#ifndef IMAGE_PIXEL_CLONES_H
#define IMAGE_PIXEL_CLONES_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&         \
	!defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define IMAGE_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define IMAGE_CLONES
#endif

#endif
