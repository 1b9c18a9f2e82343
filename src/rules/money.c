/* SPDX-License-Identifier: MIT */
#include "rules/money.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/*
 * Integers throughout, in fen: 0.1 has no exact double, and sums are compared
 * for equality with what is due.
 */
static bool skip_word(const char **at, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*at, word, n) != 0)
		return false;
	*at += n;
	return true;
}

/* Digits, behind those of *yuan: how many; -1 if *yuan gets too large. */
static long read_digits(const char **at, long *yuan)
{
	const char *p = *at;
	long n;

	for (; isdigit((unsigned char)*p); p++) {
		*yuan = *yuan * 10 + (*p - '0');
		if (*yuan > MONEY_MOST / 100)
			return -1;
	}
	n = p - *at;
	*at = p;
	return n;
}

/* Digits with or without commas between thousands; -1 when there are none. */
static int read_yuan(const char **at, long *yuan)
{
	const char *p = *at;
	long first;

	*yuan = 0;
	first = read_digits(&p, yuan);
	if (first < 1 || (*p == ',' && first > 3))
		return -1;
	while (*p == ',') {
		p++;
		if (read_digits(&p, yuan) != 3)
			return -1;
	}
	*at = p;
	return 0;
}

static int read_fen(const char **at, long *fen)
{
	const char *p = *at;

	*fen = 0;
	if (*p != '.')
		return 0;
	if (!isdigit((unsigned char)*++p))
		return -1;
	*fen = (*p++ - '0') * 10;
	if (isdigit((unsigned char)*p))
		*fen += *p++ - '0';
	/* tenths of a fen are no money, unless a program padded them */
	while (*p == '0')
		p++;
	*at = p;
	return isdigit((unsigned char)*p) ? -1 : 0;
}

static int read_amount(const char *p, long *fen)
{
	/* U+FFE5 ￥ is U+00A5 after NFKC */
	static const char *const before[] = {"\xc2\xa5", "RMB", "CNY"};
	static const char *const behind[] = {"元", "圆"};
	bool minus = skip_word(&p, "-");
	long yuan;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(before); i++)
		if (skip_word(&p, before[i]))
			break;
	p += strspn(p, " ");
	if (!minus)
		minus = skip_word(&p, "-");
	if (read_yuan(&p, &yuan) < 0 || read_fen(&p, fen) < 0)
		return -1;
	p += strspn(p, " ");
	for (i = 0; i < ARRAY_SIZE(behind); i++)
		if (skip_word(&p, behind[i]))
			break;
	*fen += yuan * 100;
	if (minus)
		*fen = -*fen;
	return *p ? -1 : 0;
}

int money_parse(const char *text, long *fen)
{
	char *plain = text_nfkc(text);
	int result = plain ? read_amount(plain, fen) : -1;

	free(plain);
	return result;
}

void money_format(long fen, char out[24])
{
	long n = fen < 0 ? -fen : fen;

	snprintf(out, 24, "%s%ld.%02ld", fen < 0 ? "-" : "", n / 100, n % 100);
}
