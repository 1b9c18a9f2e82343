/* SPDX-License-Identifier: MIT */
/* Words and numbers in a file's name, in one spelling.  Pure. */
#ifndef RULES_FILE_NAME_TOKEN_H
#define RULES_FILE_NAME_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

struct file_name_token {
	const char *text; /* into the tokens' own memory, not terminated */
	size_t size;
	bool number; /* ASCII letters and digits; else other letters */
};

enum { FILE_NAME_TOKENS = 32 };

struct file_name_tokens {
	char *whole; /* the part as one key */
	char *text;
	struct file_name_token list[FILE_NAME_TOKENS];
	size_t n;
};

/*
 * A fresh key: NFKC, ASCII letters in upper case, only letters and digits
 * left (so "阿依古丽·买买提" is one word).  "" for no UTF-8 or over 255 bytes.
 */
char *file_name_token_key(const char *text);

void file_name_token_split(const char *part, struct file_name_tokens *out);
void file_name_token_release(struct file_name_tokens *t);

#endif
