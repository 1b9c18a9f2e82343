/* SPDX-License-Identifier: MIT */
#include "roster/roster_keys.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { FIRST_CAP = 1024, DIGITS_MAX = 18, WORD_MAX = 12 };

/*
 * How a text becomes 64 bits, without loss, so that a list of millions is kept
 * in 12 bytes a place (key and value) and compared as numbers:
 *
 *	bit 63   bits 62..0
 *	  0      ((digits + 11…1) * 2 + X?) + 1    up to 18 digits, maybe X
 *	         11…1 has as many ones as there are digits: 7 and 007 differ
 *	  1      base 37, below 37^12 < 7e18       up to 12 capitals and digits
 *	  1      7e18 + place in texts             everything else, kept whole
 *
 *	texts  | 张伟\t2003-01-02\t男\0 | H12345678(9)\0 | …
 *	slots  |  0  |  1  |  0  | 23  |     place + 1; 0 = free
 *
 * 0 is no key of a text: it marks a free place in keys.
 */
static const uint64_t high = (uint64_t)1 << 63;
static const uint64_t kept = 7000000000000000000u;

void roster_keys_release(struct roster_keys *keys)
{
	free(keys->keys);
	free(keys->values);
	free(keys->texts);
	free(keys->slots);
	memset(keys, 0, sizeof(*keys));
}

/* The finalizer of MurmurHash3: every bit of h moves half of the result. */
static uint64_t mix(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 33;
}

uint64_t roster_keys_hash(const char *text, uint64_t seed)
{
	uint64_t h = seed + 0x9e3779b97f4a7c15u, word;
	size_t n = strlen(text);

	h ^= n;
	for (; n >= sizeof(word); text += sizeof(word), n -= sizeof(word)) {
		memcpy(&word, text, sizeof(word));
		h = (h ^ word) * 0xff51afd7ed558ccdu;
		h ^= h >> 32;
	}
	word = 0;
	memcpy(&word, text, n);
	return mix(h ^ word);
}

/* Where a hash begins its search in a table of cap slots, any cap. */
static size_t start(uint64_t hash, size_t cap)
{
	return (size_t)((unsigned __int128)hash * cap >> 64);
}

/*
 * Only where things lie depends on it, never what is found: the same list gives
 * the same findings.  Without it a list could be written whose numbers all want
 * one place, and each row would walk past all before it.
 */
static uint64_t make_salt(void)
{
	uint64_t salt;

	if (getentropy(&salt, sizeof(salt)) != 0)
		salt = 0x9e3779b97f4a7c15u;
	return salt | 1;
}

/* By half, not double: at millions of students the table is the memory. */
static size_t next_cap(size_t cap)
{
	return cap ? cap + cap / 2 : FIRST_CAP;
}

static int full(struct error *err)
{
	return error_set(err, ERROR_LIMIT,
			 _("not enough memory to find duplicates in so large "
			   "a list"));
}

/* Digits with an X or without: bijective numeration keeps leading zeros. */
static uint64_t pack_digits(const char *s, size_t digits, bool x)
{
	uint64_t value = 0, offset = 0;
	size_t i;

	for (i = 0; i < digits; i++) {
		value = value * 10 + (uint64_t)(s[i] - '0');
		offset = offset * 10 + 1;
	}
	return (value + offset) * 2 + x + 1;
}

static uint64_t pack_word(const char *s)
{
	uint64_t value = 0;

	for (; *s; s++)
		value = value * 37 +
			(uint64_t)(*s <= '9' ? *s - '0' : *s - 'A' + 10) + 1;
	return high | value;
}

static int grow_slots(struct roster_keys *keys, struct error *err)
{
	size_t cap = next_cap(keys->slots_cap), i, at;
	uint32_t *slots = mem_try_calloc(cap, sizeof(*slots));

	if (!slots)
		return full(err);
	if (!keys->salt)
		keys->salt = make_salt();
	for (i = 0; i < keys->slots_cap; i++) {
		if (!keys->slots[i])
			continue;
		at = start(roster_keys_hash(keys->texts + keys->slots[i] - 1,
					    keys->salt),
			   cap);
		while (slots[at])
			at = at + 1 == cap ? 0 : at + 1;
		slots[at] = keys->slots[i];
	}
	free(keys->slots);
	keys->slots = slots;
	keys->slots_cap = cap;
	return 0;
}

/* The key of a text that does not pack; 0 with err. */
static uint64_t keep_text(struct roster_keys *keys, const char *text,
			  struct error *err)
{
	size_t n = strlen(text) + 1, at;
	uint32_t slot;

	if (keys->slots_n >= keys->slots_cap / 4 * 3 &&
	    grow_slots(keys, err) < 0)
		return 0;
	at = start(roster_keys_hash(text, keys->salt), keys->slots_cap);
	while ((slot = keys->slots[at]) != 0) {
		if (strcmp(keys->texts + slot - 1, text) == 0)
			return high | (kept + slot);
		at = at + 1 == keys->slots_cap ? 0 : at + 1;
	}
	if (keys->texts_size + n >= UINT32_MAX) {
		full(err);
		return 0;
	}
	keys->texts = mem_grow(keys->texts, &keys->texts_cap,
			       keys->texts_size + n, 1);
	memcpy(keys->texts + keys->texts_size, text, n);
	slot = (uint32_t)keys->texts_size + 1;
	keys->texts_size += n;
	keys->slots[at] = slot;
	keys->slots_n++;
	return high | (kept + slot);
}

/* Document numbers, 学号 and 考生号 nearly all pack; names with a date do not.
 */
static uint64_t key_of(struct roster_keys *keys, const char *text,
		       struct error *err)
{
	size_t n = strlen(text), digits = strspn(text, "0123456789");
	bool x = n == digits + 1 && text[digits] == 'X';

	if (digits && digits <= DIGITS_MAX && (n == digits || x))
		return pack_digits(text, digits, x);
	if (n <= WORD_MAX &&
	    strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n)
		return pack_word(text);
	return keep_text(keys, text, err);
}

static uint64_t place_of(const struct roster_keys *keys, uint64_t key)
{
	return mix((key ^ keys->salt) * keys->salt);
}

static void insert(uint64_t *keys, uint32_t *values, size_t cap,
		   const uint64_t place[3])
{
	size_t at = start(place[2], cap);

	while (keys[at])
		at = at + 1 == cap ? 0 : at + 1;
	keys[at] = place[0];
	values[at] = (uint32_t)place[1];
}

static int grow(struct roster_keys *keys, struct error *err)
{
	size_t cap = next_cap(keys->cap), i;
	uint64_t *fresh = mem_try_calloc(cap, sizeof(*fresh));
	uint32_t *values = mem_try_calloc(cap, sizeof(*values));

	if (!fresh || !values) {
		free(fresh);
		free(values);
		return full(err);
	}
	if (!keys->salt)
		keys->salt = make_salt();
	for (i = 0; i < keys->cap; i++)
		if (keys->keys[i])
			insert(fresh, values, cap,
			       (uint64_t[3]){keys->keys[i], keys->values[i],
					     place_of(keys, keys->keys[i])});
	free(keys->keys);
	free(keys->values);
	keys->keys = fresh;
	keys->values = values;
	keys->cap = cap;
	return 0;
}

uint32_t roster_keys_put(struct roster_keys *keys, const char *text,
			 uint32_t value, struct error *err)
{
	uint64_t key;
	size_t at;

	if (!*text)
		return value;
	key = key_of(keys, text, err);
	if (!key || (keys->n >= keys->cap / 5 * 4 && grow(keys, err) < 0))
		return 0;
	at = start(place_of(keys, key), keys->cap);
	while (keys->keys[at]) {
		if (keys->keys[at] == key)
			return keys->values[at];
		at = at + 1 == keys->cap ? 0 : at + 1;
	}
	keys->keys[at] = key;
	keys->values[at] = value;
	keys->n++;
	return value;
}
