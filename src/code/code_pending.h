/* SPDX-License-Identifier: MIT */
/*
 * Results of pictures that were read, kept until a provider program can be
 * asked about all their opaque codes at once.  Without the bytes of the files;
 * about 1 KB a picture and its payloads.  Main thread only.
 */
#ifndef CODE_CODE_PENDING_H
#define CODE_CODE_PENDING_H

#include "code/code_provider.h"
#include "code/code_batch.h"

struct code_pending {
	struct code_batch_item *list;
	size_t n, cap;
	char layout[CODE_PROVIDER_LAYOUT];
};

/* Takes over the item's contents; what is left may be released. */
void code_pending_add(struct code_pending *pending,
		      struct code_batch_item *item);

/*
 * Ask the program; sets fields, layout and CODE-PROVIDER of the items.  -1 with
 * ERROR_PROVIDER when it fails; the answers before that are set.
 */
int code_pending_ask(struct code_pending *pending,
		     const struct provider_setup *setup, struct error *err);
void code_pending_release(struct code_pending *pending);

#endif
