/* SPDX-License-Identifier: MIT */
/* The packages that were built, and the photos in them.  Main thread only. */
#ifndef STORE_PACKAGE_STORE_H
#define STORE_PACKAGE_STORE_H

#include "rules/task.h"
#include "store/store.h"

struct package_row {
	long long id;
	const char *name, *profile, *files; /* JSON array of file names */
	long long entries, bytes;
	const char *built_at;
};

/* One photo in a package. */
struct package_entry_row {
	long long package_id, student_id, made_id;
	const char *entry, *sha256; /* its name in the package, its hash */
};

/* ERROR_POLICY when the name is taken. */
int package_store_check_name(struct store *store, const struct task *task,
			     const char *name, struct error *err);

/* Sets row->id; the name must be free. */
int package_store_add(struct store *store, const struct task *task,
		      struct package_row *row, date_time now,
		      struct error *err);
int package_store_add_entry(struct store *store,
			    const struct package_entry_row *entry,
			    struct error *err);

typedef int (*package_store_fn)(void *ctx, const struct package_row *row,
				struct error *err);
int package_store_each(struct store *store, const struct task *task,
		       package_store_fn fn, void *ctx, struct error *err);

/* A photo that was handed over, with the names of its student's code. */
struct package_handed_row {
	long long package_id, student_id;
	const char *entry, *sha256;
	const char *serial, *code_sha256; /* "" = none */
	const char *built_at, *profile;	  /* of the package */
};

/* Those of the task, by package, then by class and number. */
typedef int (*package_handed_row_fn)(void *ctx,
				     const struct package_handed_row *handed,
				     struct error *err);
int package_store_each_handed(struct store *store, const struct task *task,
			      package_handed_row_fn fn, void *ctx,
			      struct error *err);

#endif
