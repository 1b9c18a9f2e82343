/* SPDX-License-Identifier: MIT */
/* What the review board's page says, in the language of the process. */
#ifndef REVIEW_BOARD_TEXTS_H
#define REVIEW_BOARD_TEXTS_H

#include "base/json.h"
#include "store/session.h"

/* Of the whole board: id, task, time, the standard reasons, the texts. */
struct json *board_texts_head(const struct session *session, const char *id);

#endif
