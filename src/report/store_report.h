/* SPDX-License-Identifier: MIT */
/*
 * Checking that the pictures of a store have the bytes that their names say,
 * and that its tables agree with its log.  Main thread only.
 */
#ifndef REPORT_STORE_REPORT_H
#define REPORT_STORE_REPORT_H

#include "base/error.h"
#include "store/store.h"

/*
 * What lies in the store's folders beside what its tables name, and what its
 * owner alone should read but others may.
 */
enum store_report_stray {
	STORE_REPORT_LEFT_OVER, /* a picture that no row names: of a kill */
	STORE_REPORT_FOREIGN,	/* no picture of ours */
	STORE_REPORT_OPEN	/* others may read it */
};

struct store_report {
	long files, log_rows;
	long strays[3];	    /* of each enum store_report_stray */
	long wrong;	    /* what the log does not give */
	long numbers;	    /* that two students share, and stale keys */
	long found;	    /* rows of an older version: nothing proves them */
	long long ran_back; /* the row from which the clock went back; 0 */
};

/* ERROR_STORE names the first file that is missing or changed. */
int store_report_files(struct store *store, struct store_report *report,
		       struct error *err);

/* None is damage; the first `most` of each kind are named, all are counted. */
struct store_report_strays {
	void (*fn)(void *ctx, enum store_report_stray what, const char *path);
	void *ctx;
	long most;
};
int store_report_strays(struct store *store,
			const struct store_report_strays *walk,
			struct store_report *report, struct error *err);

/* What a table has, and what the log gives instead. */
struct store_report_wrong {
	const char *number;   /* 学号, or the task's name; "" = of neither */
	long long student_id; /* 0 = of a task */
	const char *what;     /* state, photo, paid, settings; or a table */
	const char *row;      /* of that table; NULL = what is a word above */
	const char *in_table, *by_log; /* of a row: digests, "" = none */
	/* what is a number that this other student (学号) has too; NULL */
	const char *shared_with;
};
typedef int (*store_report_fn)(void *ctx,
			       const struct store_report_wrong *wrong,
			       struct error *err);
struct store_report_walk {
	store_report_fn fn;
	void *ctx;
};

/*
 * Compute every case and task from the log, and call fn for each that differs
 * in the tables, for each row that does not match its seal
 * (store/store_seal.h), and for each number that two students share.  report
 * counts them, and says where the clock was set back.
 */
int store_report_log(struct store *store, const struct store_report_walk *walk,
		     struct store_report *report, struct error *err);

#endif
