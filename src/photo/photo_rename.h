/* SPDX-License-Identifier: MIT */
/*
 * Renaming files by a plan that people can read, change and undo.
 *
 * A plan is a TSV file: status, from, to, by, sha256.  Only lines with status
 * "rename" are applied; "ask" lines are proposals.  Applying checks each file's
 * SHA-256, never overwrites a file, and can be repeated; undo applies the plan
 * in reverse.
 */
#ifndef PHOTO_PHOTO_RENAME_H
#define PHOTO_PHOTO_RENAME_H

#include "base/buf.h"
#include "base/error.h"
#include "base/sha256.h"
#include "codec/archive/intake.h"
#include "rules/student_list.h"

struct photo_rename_line {
	char *from, *to, *by;
	char sha256[SHA256_HEX];
	bool sure;
};

struct photo_rename_plan {
	struct photo_rename_line *list;
	size_t n, cap;
};

void photo_rename_release(struct photo_rename_plan *plan);

/*
 * For each file below the operands: whose it is (students as the index has
 * them; student i has the id i + 1) and its name by the template, in the file's
 * own folder unless the template has folders, then below root.
 */
struct photo_rename_job {
	char *const *operands;
	int count;
	const char *template, *root; /* root NULL = the file's folder */
	const struct file_name_index *index;
	const struct student_list *students;
	intake_left_out_fn left_out;
	void *ctx;
};
int photo_rename_plan(const struct photo_rename_job *job,
		      struct photo_rename_plan *out, struct error *err);

int photo_rename_write(const struct photo_rename_plan *plan, const char *path,
		       struct error *err);
int photo_rename_read(const char *path, struct photo_rename_plan *out,
		      struct error *err);

typedef int (*photo_rename_fn)(void *ctx, const struct photo_rename_line *line,
			       const char *status, const struct error *failed,
			       struct error *err);

/* status: "renamed", "done before", "failed", "ask". */
int photo_rename_apply(const struct photo_rename_plan *plan, bool undo,
		       photo_rename_fn fn, void *ctx, struct error *err);

#endif
