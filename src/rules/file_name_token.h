/* SPDX-License-Identifier: MIT */
/* A file's name split into words and numbers, in one spelling.  Pure. */
#ifndef RULES_FILE_NAME_TOKEN_H
#define RULES_FILE_NAME_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

struct file_name_token {
	const char *text; /* into the tokens' own memory, not terminated */
	size_t size;
	bool number; /* made of ASCII letters and digits; else of others */
};

enum { FILE_NAME_TOKENS = 32 };

struct file_name_tokens {
	char *whole; /* the part as one key */
	char *text;
	struct file_name_token list[FILE_NAME_TOKENS];
	size_t n;
};

/*
 * A text as a key for comparing: NFKC, ASCII letters in upper case, everything
 * but letters and digits removed (so "阿依古丽·买买提" is one word).  "" when
 * the text is not UTF-8 or longer than 255 bytes.  The caller frees it.
 */
char *file_name_token_key(const char *text);

void file_name_token_split(const char *part, struct file_name_tokens *out);
void file_name_token_release(struct file_name_tokens *t);

#endif
