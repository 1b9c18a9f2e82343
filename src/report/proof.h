/* SPDX-License-Identifier: MIT */
/*
 * Proof sheets (核对签名表): the photos of a class with names and numbers, each
 * with a box to sign in, and an empty form for corrections (勘误表) behind
 * every class.  A4, classes in their order, each begins a page of its own.
 *
 *      核对签名表                    ┌──────┐ 姓名 张三
 *      示例大学 计算机学院 计科2201   │photo │ 学号 2022010101
 *      card  card                   │      │ ☐ 无误  ☐ 有误
 *      card  card                   │      │ ┌签名──────────┐
 *      …                            └──────┘ └──────────────┘
 *
 * One photo is in memory at a time.  Main thread.
 */
#ifndef REPORT_PROOF_H
#define REPORT_PROOF_H

#include "rules/case_filter.h"
#include "store/student_store.h"

struct proof_result {
	const struct student *student; /* borrowed until the next */
	long page;
	bool photo; /* there is one */
	struct findings findings;
};
typedef int (*proof_fn)(void *ctx, const struct proof_result *result,
			struct error *err);

struct proof {
	const struct session *session;
	const struct case_filter *filter;
	const char *path; /* .pdf, .jpg */
	bool unmask;
	void (*total)(void *ctx, long total);
	proof_fn show;
	void *ctx;
};

struct proof_counts {
	long total, photos, classes, pages;
};

/* ERROR_POLICY when nobody passes the filter; then nothing is written. */
int proof_write(const struct proof *job, struct proof_counts *counts,
		struct error *err);

#endif
