/* SPDX-License-Identifier: MIT */
/*
 * The steps of a night that take files of the inbox into the store; each moves
 * what is in to the archive when it has ended.  Main thread only.
 */
#ifndef CMD_RUN_NIGHT_INTAKE_H
#define CMD_RUN_NIGHT_INTAKE_H

#include "cmd/run/night.h"

int night_intake_rosters(const struct night *night,
			 const struct night_step *step,
			 long counts[NIGHT_COUNTS], struct error *err);
int night_intake_codes(const struct night *night, const struct night_step *step,
		       long counts[NIGHT_COUNTS], struct error *err);
int night_intake_scores(const struct night *night,
			const struct night_step *step,
			long counts[NIGHT_COUNTS], struct error *err);

/*
 * Lists of receipts; in the folders bounce, online and dispute below it those
 * of the other three kinds.
 */
int night_intake_receipts(const struct night *night,
			  const struct night_step *step,
			  long counts[NIGHT_COUNTS], struct error *err);

/* The step is named after the kind; photos holds the submissions. */
int night_intake_photos(const struct night *night,
			const struct night_step *step,
			long counts[NIGHT_COUNTS], struct error *err);

#endif
