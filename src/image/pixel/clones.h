/* SPDX-License-Identifier: MIT */
/*
 * IMAGE_CLONES before a function makes the compiler build it twice, for AVX2
 * and for any machine; the program picks one when it starts.  Both give the
 * same bytes, because fused multiply-add is not allowed.  Sanitizers run before
 * the pick can be made, so with them only the plain version is built.
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
