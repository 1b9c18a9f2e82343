/* SPDX-License-Identifier: MIT */
#include "rules/words.h"

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char *const known[] = {
	/* results */
	N_("ok"),
	N_("warn"),
	N_("error"),
	N_("none"),
	N_("pass"),
	N_("fail"),
	N_("bad"),
	N_("made"),
	N_("refused"),
	/* what became of a picture that came in */
	N_("added"),
	N_("waiting"),
	N_("known"),
	N_("failed"),
	N_("skipped"),
	/* what became of a file of a rename plan */
	N_("renamed"),
	N_("ask"),
	/* what became of a row of a list */
	N_("unknown"),
	N_("duplicate"),
	N_("mismatch"),
	N_("refunded"),
	/* kinds of tasks */
	N_("graduate"),
	N_("recheck"),
	N_("makeup"),
	/* payments */
	N_("paid"),
	N_("part"),
	N_("unpaid"),
	N_("over"),
	N_("exempt"),
	N_("amount"),
	/* what a check of the store compares */
	N_("state"),
	N_("photo"),
	N_("settings"),
	/* comparisons */
	N_("same"),
	N_("suspect"),
	N_("different"),
	/* kinds of photos */
	N_("submission"),
	N_("enrollment"),
	N_("prior"),
	N_("population"),
	/* states of a photo */
	N_("current"),
	N_("superseded"),
	N_("replaced"),
	N_("rejected"),
	/* steps of a night */
	N_("codes"),
	N_("code match"),
	N_("scores"),
	N_("gates"),
	N_("photos"),
	N_("photo make"),
	N_("compare"),
	N_("make"),
	N_("status"),
};

const char *words_show(const char *word)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (strcmp(known[i], word) == 0)
			return _(known[i]);
	return word;
}
