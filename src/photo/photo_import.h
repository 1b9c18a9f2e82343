/* SPDX-License-Identifier: MIT */
/*
 * Importing pictures into the task: the originals are stored by SHA-256, and
 * each is given to its student by its file name, or waits with proposals.
 * Importing the same files again changes nothing.
 */
#ifndef PHOTO_PHOTO_IMPORT_H
#define PHOTO_PHOTO_IMPORT_H

#include "codec/archive/intake.h"
#include "rules/file_name.h"
#include "rules/finding.h"
#include "rules/photo_kind.h"
#include "rules/task.h"
#include "store/student_store.h"
#include "store/session.h"

enum photo_import_status {
	PHOTO_IMPORT_ADDED,   /* new and given to a student */
	PHOTO_IMPORT_WAITING, /* new, nobody's yet */
	PHOTO_IMPORT_KNOWN,   /* was there */
	PHOTO_IMPORT_REFUSED, /* the case cannot take a photo now */
	PHOTO_IMPORT_FAILED,  /* no picture, unreadable */
};

struct photo_import_result {
	const char *file, *sha256;
	const struct intake_item *source; /* NULL: of the store */
	enum photo_import_status status;
	const struct file_name_match *match; /* NULL when not looked for */
	const struct student *student;	     /* NULL = nobody's */
	struct findings findings;
	const struct error *error; /* of REFUSED and FAILED */
};

struct photo_import {
	const struct session *session;
	enum photo_kind kind;
	bool again; /* files that were there are sent again on purpose */
	int (*show)(void *ctx, const struct photo_import_result *result,
		    struct error *err);
	void *ctx;
};

struct photo_import_counts {
	long total, added, waiting, known, refused, failed;
};

/*
 * Pictures that the task or the state of a case does not allow are refused one
 * by one; ERROR_POLICY when the task is closed.
 */
int photo_import(const struct photo_import *import, struct intake *intake,
		 struct photo_import_counts *counts, struct error *err);

/* Look again for owners of photos that have none. */
int photo_import_match(const struct photo_import *import,
		       struct photo_import_counts *counts, struct error *err);

/* Give a photo to a student by hand. */
int photo_import_assign(const struct photo_import *import, long long photo_id,
			long long student_id,
			struct photo_import_counts *counts, struct error *err);

const char *photo_import_status_name(enum photo_import_status status);

#endif
