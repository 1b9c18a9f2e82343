/* SPDX-License-Identifier: MIT */
/*
 * A list that came back from the recipient of a package: what it says of each
 * photo, its columns by title.  What it means for a case is package_reply's.
 * struct package_reply_list owns its rows.
 */
#ifndef PACKAGE_PACKAGE_REPLY_LIST_H
#define PACKAGE_PACKAGE_REPLY_LIST_H

#include "codec/table/titled.h"

enum package_reply_result {
	PACKAGE_REPLY_NONE, /* the list has no such column, or it is empty */
	PACKAGE_REPLY_GOOD,
	PACKAGE_REPLY_BAD,
	PACKAGE_REPLY_OPEN, /* neither yet */
	PACKAGE_REPLY_UNREAD
};

struct package_reply_row {
	long row; /* as the sheet counts */
	/* owned, "" = not given; file without its folders */
	char *number, *serial, *file, *sha256, *reason;
	enum package_reply_result result;
};

struct package_reply_list {
	struct package_reply_row *rows; /* in the order of the file */
	size_t n, cap;
};

#define PACKAGE_REPLY_LIST_INIT                                                \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

/*
 * Read the first sheet.  ERROR_INPUT when there is no header with a number, a
 * serial of the code, a file name or a hash.
 */
int package_reply_list_read(const char *file, const struct titled_map *map,
			    struct package_reply_list *out, struct error *err);
void package_reply_list_release(struct package_reply_list *list);

#endif
