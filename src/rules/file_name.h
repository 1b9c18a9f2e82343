/* SPDX-License-Identifier: MIT */
/*
 * Whose picture is it?  From a path as people send it: 学号, 考生号, 证件号 or
 * 姓名 in any order and separator, full-width digits, class folders.  Several
 * students → proposals with reasons, never a guess.  Pure; an index is
 * read-only after it is made and may be shared between threads.
 */
#ifndef RULES_FILE_NAME_H
#define RULES_FILE_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "rules/student.h"

struct file_name_index;

/*
 * The one index of owners: students are added, from the store or from a
 * roster, then it is finished and asked.  Texts are copied; id is what a match
 * gives back.
 */
struct file_name_index *file_name_index_new(void);
void file_name_index_add(struct file_name_index *index, long long id,
			 const struct student *student);
void file_name_index_finish(struct file_name_index *index);
void file_name_index_free(struct file_name_index *take_index);

/* What in the path spoke for a student; bits. */
enum {
	FILE_NAME_XH = 1,
	FILE_NAME_KSH = 2,
	FILE_NAME_ZJHM = 4,
	FILE_NAME_XM = 8,
	FILE_NAME_CLASS = 16,	 /* a folder or part names the class */
	FILE_NAME_CONFLICT = 32, /* another part speaks for somebody else */
	FILE_NAME_FOLDER = 64,	 /* found in the folder's name */
};

enum { FILE_NAME_MOST = 8 };

struct file_name_candidate {
	long long id;
	unsigned by;
	double confidence;  /* 0..1 */
	const char *number; /* 学号, else 考生号; the index's */
};

struct file_name_match {
	struct file_name_candidate list[FILE_NAME_MOST]; /* best first */
	int count;					 /* kept in list */
	bool sure; /* list[0] is the student */
	bool more; /* there were more than FILE_NAME_MOST */
};

void file_name_match(const struct file_name_index *index, const char *path,
		     struct file_name_match *out);

/* "xh+xm", "xm+class" … for a candidate's by; appends. */
void file_name_reasons(unsigned by, struct buf *out);

#endif
