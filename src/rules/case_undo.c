/* SPDX-License-Identifier: MIT */
#include "rules/case_undo.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define STEP(word)                                                             \
	{                                                                      \
		.event = word, .way = CASE_UNDO_STATE                          \
	}
#define DECISION(word)                                                         \
	{                                                                      \
		.event = word, .way = CASE_UNDO_STATE, .decision = true        \
	}
#define MARK(word)                                                             \
	{                                                                      \
		.event = word, .way = CASE_UNDO_MARK                           \
	}
#define NONE(word, sentence)                                                   \
	{                                                                      \
		.event = word, .why = sentence                                 \
	}
#define OUTSIDE                                                                \
	N_("it is what the recipient said; import a list that says otherwise")
#define PACKED                                                                 \
	N_("the package holds the photo; what comes back is told by package "  \
	   "bounce")

/*
 * A case's events are here, with their way back or with what to do instead:
 * who asks for the impossible is told the possible. Steps put the state back,
 * marks are no longer counted; nothing is ever taken out of the log.
 */
static const struct case_undo table[] = {
	STEP("gates"),
	STEP("block"),
	STEP("photo"),
	STEP("withdraw"),
	STEP("open"),
	DECISION("approve"),
	DECISION("reject"),
	STEP("reopen"),
	STEP("escalate"),
	STEP("exempt"),
	STEP("close"),
	MARK("grant"),
	{.event = "overrule", .way = CASE_UNDO_MARK, .decision = true},
	MARK("pay-exempt"),
	MARK("confirm-enrollment"),
	MARK("wrong-enrollment"),
	MARK("code-match"),
	NONE("make", N_("what was made is there; make it again")),
	NONE("intercept", N_("a verdict is overruled by review approve "
			     "--overrule")),
	NONE("replace", N_("send the photo that is meant; it is a new one")),
	NONE("pack", PACKED),
	NONE("unpack", PACKED),
	NONE("send", OUTSIDE),
	NONE("bounce", OUTSIDE),
	NONE("online", OUTSIDE),
	NONE("dispute", OUTSIDE),
	NONE("confirm", OUTSIDE),
	NONE("paid", N_("import a list with the refund")),
	NONE("refunded", N_("import a list with the payment")),
	NONE("compare-failed", N_("import the scores anew")),
	NONE("compare-cleared", N_("import the scores anew")),
	NONE("task-create", N_("task set changes settings again")),
	NONE("task-set", N_("task set changes settings again")),
	NONE("undo", N_("do the step again that was taken back")),
};

/* What a reviewer overruled; making leads to review by itself. */
static const struct case_undo overruled = DECISION("submit");
static const struct case_undo submitted = NONE(
	"submit", N_("a made photo goes to review by itself; withdraw it"));
static const struct case_undo other =
	NONE("", N_("it moved no case and has no inverse"));

const struct case_undo *case_undo_of(const char *event, const char *before)
{
	size_t i;

	if (strcmp(event, "submit") == 0)
		return strcmp(before, "intercepted") == 0 ? &overruled
							  : &submitted;
	for (i = 0; i < ARRAY_SIZE(table); i++)
		if (strcmp(table[i].event, event) == 0)
			return &table[i];
	return &other;
}
