/* SPDX-License-Identifier: MIT */
/*
 * Settings files: sections and keys in the order of the file (inih).
 *
 * UTF-8 text, a BOM is allowed.  A line is `key = value` (or `key: value`),
 * `[section]`, empty, or a comment that begins with # or ;.  A ; after a blank
 * begins a comment as well; a # inside a line does not.  Blanks around keys and
 * values are dropped.  Keys before the first heading belong to the section "".
 * Two sections of one name are one section; a section without keys is not
 * listed.  The same key twice in a section is an error, which names the line.
 *
 * A struct ini owns all its texts; read-only after reading, then any thread.
 */
#ifndef CODEC_CONFIG_INI_H
#define CODEC_CONFIG_INI_H

#include <stddef.h>

#include "base/error.h"

enum {
	INI_BYTES_LIMIT = 1 << 20, /* of a file */
	INI_LINE_LIMIT = 8192,	   /* bytes */
	INI_NAME_LIMIT = 48,	   /* bytes of a section name */
	INI_KEYS_LIMIT = 20000,	   /* of a file */
};

struct ini_entry {
	char *key, *value; /* value may be "" */
	int line;	   /* from 1 */
};

struct ini_section {
	char *name;
	struct ini_entry *entries;
	size_t n, cap;
};

struct ini {
	struct ini_section *sections;
	size_t n, cap, keys;
};

#define INI_INIT                                                               \
	{                                                                      \
		NULL, 0, 0, 0                                                  \
	}

/*
 * Read a text, or a file: 0, or -1 with *out empty and err, which names the
 * line and, in ini_read_file(), the file.  ini_release() when done.
 */
int ini_read_text(const char *text, size_t n, struct ini *out,
		  struct error *err);
int ini_read_file(const char *path, struct ini *out, struct error *err);
void ini_release(struct ini *ini);

/* Borrowed; NULL when there is none. */
const struct ini_section *ini_section(const struct ini *ini, const char *name);
const char *ini_section_get(const struct ini_section *section, const char *key);
const char *ini_get(const struct ini *ini, const char *section,
		    const char *key);

/*
 * Read a number within range[0]..range[1]; if the key is absent, *value is left
 * as it is.  -1 with err, which names section, key and range, when the value is
 * anything else.
 */
int ini_section_long(const struct ini_section *section, const char *key,
		     const long range[2], long *value, struct error *err);

#endif
