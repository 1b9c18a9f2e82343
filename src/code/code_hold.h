/* SPDX-License-Identifier: MIT */
/*
 * Pictures that were read, kept until a provider program has been asked about
 * all opaque codes among them at once.  Holds no file bytes, about 1 KB a
 * picture beside its payloads.  Main thread only.
 */
#ifndef CODE_CODE_HOLD_H
#define CODE_CODE_HOLD_H

#include "code/code_ask.h"
#include "code/code_batch.h"

struct code_hold {
	struct code_batch_item *list;
	size_t n, cap;
	char layout[CODE_ASK_LAYOUT];
};

/* Takes the item's contents over; what is left may be released. */
void code_hold_add(struct code_hold *hold, struct code_batch_item *item);

/*
 * Fields, layout and CODE-PROVIDER into the items.  -1 with ERROR_PROVIDER:
 * what was answered before is in them.
 */
int code_hold_ask(struct code_hold *hold, const struct provider_setup *setup,
		  struct error *err);
void code_hold_release(struct code_hold *hold);

#endif
