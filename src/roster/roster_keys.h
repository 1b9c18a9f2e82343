/* SPDX-License-Identifier: MIT */
/*
 * Which of millions of students came before: exact sets of numbers in about
 * 16 bytes each.  Numbers of up to 18 digits (with or without X behind) and
 * up to 12 capitals and digits are packed into 64 bits without loss; other
 * texts are kept.  One owner, one thread.
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
	uint64_t salt; /* of the places, against lists made to collide */
	char *texts;   /* NUL-terminated, one behind the other */
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
 * Put text with value, which must not be 0.  Returns the value it was first
 * put with: value itself when the text is new.  Empty texts are always new.
 * 0 with err (ERROR_LIMIT) without memory.
 */
uint32_t roster_keys_put(struct roster_keys *keys, const char *text,
			 uint32_t value, struct error *err);

/*
 * A 64-bit hash of a text, chained by seed.  Differs between machines of
 * other byte order: never to be stored.
 */
uint64_t roster_keys_hash(const char *text, uint64_t seed);

#endif
