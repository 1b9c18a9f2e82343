/* SPDX-License-Identifier: MIT */
/*
 * The store's provider program for face scores or for identity asked about
 * the cases that lack them; and without a program the list of those cases.
 *
 *   score  {"id":1,"a":PATH,"b":PATH}   submission and enrollment photo
 *       →  {"id":1,"score":86.2}        0..100, perhaps "advisory":true, or
 *          {"id":1,"outcome":"same"}    a word of rules/outcome.h
 *   id     {"id":1,"name":…,"number":…,"a":PATH}
 *       →  {"id":1,"outcome":"suspect"}
 *   both   {"id":1,"error":"…"}         this one cannot be judged
 *
 * Documents of 港澳台 and of abroad are asked nobody about.  Main thread only.
 */
#ifndef COMPARE_COMPARE_PROVIDER_H
#define COMPARE_COMPARE_PROVIDER_H

#include "codec/provider/provider.h"
#include "compare/compare_score.h"
#include "rules/case_filter.h"

struct compare_provider {
	const struct session *session;
	/* program NULL: nobody is asked, everyone in need is shown */
	const struct provider_setup *setup;
	enum outcome_kind kind;
	const struct case_filter *filter; /* NULL = all */
	double least;
	int (*show)(void *ctx, const struct compare_score_result *result,
		    struct error *err);
	void *ctx;
	/* filled: the program's name and version, "" = it never said */
	char name[PROVIDER_NAME], version[PROVIDER_NAME];
};

/*
 * ERROR_PROVIDER when the program fails; what it answered before is taken
 * and stays.  A score out of its range or an outcome that is none of ours is
 * such a failure.
 */
int compare_provider(struct compare_provider *how,
		     struct compare_score_counts *counts, struct error *err);

#endif
