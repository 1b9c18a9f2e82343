/* SPDX-License-Identifier: MIT */
/*
 * Whose picture is it?  Judged by its path as people send it: 学号, 考生号,
 * 证件号 or 姓名 in any order and with any separators, full-width digits,
 * folders named after classes.  When several students fit, they become
 * proposals with reasons; none is picked.  Pure; an index is read-only once
 * finished and may be shared between threads.
 */
#ifndef RULES_FILE_NAME_H
#define RULES_FILE_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "rules/student.h"

struct file_name_index;

/*
 * The index of the students who may own pictures.  Add students, from the store
 * or from a roster, then finish it, then look up.  Texts are copied; id is what
 * a match returns.
 */
struct file_name_index *file_name_index_new(void);
void file_name_index_add(struct file_name_index *index, long long id,
			 const struct student *student);
void file_name_index_finish(struct file_name_index *index);
void file_name_index_free(struct file_name_index *take_index);

/* What in the path points to a student; bits. */
enum {
	FILE_NAME_XH = 1,
	FILE_NAME_KSH = 2,
	FILE_NAME_ZJHM = 4,
	FILE_NAME_XM = 8,
	FILE_NAME_CLASS = 16,	 /* a folder or part names the class */
	FILE_NAME_CONFLICT = 32, /* another part points to somebody else */
	FILE_NAME_FOLDER = 64,	 /* found in a folder's name */
};

enum { FILE_NAME_MOST = 8 };

struct file_name_candidate {
	long long id;
	unsigned by;
	double confidence;  /* 0..1 */
	const char *number; /* 学号, else 考生号; borrowed from the index */
};

struct file_name_match {
	struct file_name_candidate list[FILE_NAME_MOST]; /* best first */
	int count;					 /* of list */
	bool sure; /* list[0] is the owner */
	bool more; /* more than FILE_NAME_MOST students fit */
};

void file_name_match(const struct file_name_index *index, const char *path,
		     struct file_name_match *out);

/* Append the bits of by in words: "xh+xm", "xm+class" … */
void file_name_reasons(unsigned by, struct buf *out);

#endif
