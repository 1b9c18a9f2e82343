/* SPDX-License-Identifier: MIT */
/*
 * A payload's text taken apart into names and values, in each of the ways a
 * layout may say.  Everything is hostile: at most CODE_SPLIT_MAX values, none
 * longer than the text.  Pure; the result owns its texts.
 */
#ifndef CODE_CODE_SPLIT_H
#define CODE_CODE_SPLIT_H

#include <stddef.h>

enum { CODE_SPLIT_MAX = 64 };

struct code_split {
	char *name[CODE_SPLIT_MAX]; /* NULL in lists */
	char *value[CODE_SPLIT_MAX];
	size_t n;
};

void code_split_release(struct code_split *split);

/*
 * 0, or -1 when the text is not of that kind; *out is empty then.
 * json     an object; names of a nested one become "outer.inner"
 * pairs    name, a byte of assign, value; pairs parted by a byte of between;
 *          ： ； ＝ count as : ; =
 * query    the part behind the first ?, with %XX and + decoded
 * list     values parted by a byte of between; names are NULL
 */
int code_split_json(const char *text, struct code_split *out);
int code_split_pairs(const char *text, const char *between, const char *assign,
		     struct code_split *out);
int code_split_query(const char *text, struct code_split *out);
int code_split_list(const char *text, const char *between,
		    struct code_split *out);

/* Characters first..last (from 1; last 0 = to the end), blanks trimmed. */
char *code_split_range(const char *text, long first, long last);

/* The value of a name; NULL when it is not there. */
const char *code_split_get(const struct code_split *split, const char *name);

#endif
