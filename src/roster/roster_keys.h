/* SPDX-License-Identifier: MIT */
/*
 * Exact sets of numbers, to find out which of millions of students came before.
 * A number takes about 16 bytes: up to 18 digits (with an X after them or not),
 * or up to 12 capitals and digits, are packed into 64 bits without loss.  Other
 * texts are kept whole.  One owner, one thread.
 */
#ifndef ROSTER_ROSTER_KEYS_H
#define ROSTER_ROSTER_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct roster_keys {
	uint64_t *keys; /* 0 = free */
	uint32_t *values;
	size_t n, cap;
	uint64_t salt; /* random, against lists made to collide */
	char *texts;   /* NUL-terminated, one after the other */
	size_t texts_size, texts_cap;
	uint32_t *slots; /* offset + 1 into texts; 0 = free */
	size_t slots_n, slots_cap;
};

#define ROSTER_KEYS_INIT                                                       \
	{                                                                      \
		0                                                              \
	}

void roster_keys_release(struct roster_keys *keys);

/*
 * Add text with a value, which must not be 0.  Returns the value with which the
 * text was first added, which is value itself when it is new.  An empty text
 * always counts as new.  0 with ERROR_LIMIT when memory is exhausted.
 */
uint32_t roster_keys_put(struct roster_keys *keys, const char *text,
			 uint32_t value, struct error *err);

/*
 * A 64-bit hash of a text.  To hash several texts together, pass the hash of
 * one as the seed of the next.  It depends on the machine's byte order and so
 * must never be stored.
 */
uint64_t roster_keys_hash(const char *text, uint64_t seed);

#endif
