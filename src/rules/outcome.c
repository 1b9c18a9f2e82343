/* SPDX-License-Identifier: MIT */
#include "rules/outcome.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static const char *const names[] = {"same", "suspect", "notsame", "invalid",
				    ""};

/*
 * Whole words only: "非同一人" holds "同一人", and "疑似非同一人" is a doubt.
 */
static const struct {
	const char *word;
	enum outcome outcome;
} words[] = {
	{"同一人", OUTCOME_SAME},
	{"是同一人", OUTCOME_SAME},
	{"系统判断为同一人", OUTCOME_SAME},
	{"本人", OUTCOME_SAME},
	{"正常", OUTCOME_SAME},
	{"一致", OUTCOME_SAME},
	{"通过", OUTCOME_SAME},
	{"疑似", OUTCOME_SUSPECT},
	{"存疑", OUTCOME_SUSPECT},
	{"疑似同一人", OUTCOME_SUSPECT},
	{"疑似非同一人", OUTCOME_SUSPECT},
	{"不能确定", OUTCOME_SUSPECT},
	{"不能确定是否为同一人", OUTCOME_SUSPECT},
	{"非同一人", OUTCOME_NOTSAME},
	{"不是同一人", OUTCOME_NOTSAME},
	{"不同人", OUTCOME_NOTSAME},
	{"系统判断为不同人", OUTCOME_NOTSAME},
	{"非本人", OUTCOME_NOTSAME},
	{"异常", OUTCOME_NOTSAME},
	{"不一致", OUTCOME_NOTSAME},
	{"不通过", OUTCOME_NOTSAME},
	{"身份信息无效", OUTCOME_INVALID},
	{"身份信息不匹配", OUTCOME_INVALID},
	{"身份信息无效或不匹配", OUTCOME_INVALID},
	{"信息无效", OUTCOME_INVALID},
	{"信息不匹配", OUTCOME_INVALID},
	{"无效", OUTCOME_INVALID},
};

const char *outcome_kind_name(enum outcome_kind kind)
{
	return kind == OUTCOME_FACE ? "face" : "identity";
}

enum outcome_kind outcome_kind_of(const char *title)
{
	/*
	 * A face score and an identity check stop a case by different rules,
	 * so a column has to be one of the two; only its title tells which.
	 */
	static const char *const identity[] = {"人证", "核验", "身份", "实名"};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(identity); i++)
		if (strstr(title, identity[i]))
			return OUTCOME_IDENTITY;
	return OUTCOME_FACE;
}

const char *outcome_name(enum outcome outcome)
{
	return names[outcome];
}

const char *outcome_show(enum outcome outcome)
{
	static const char *const titles[] = {"同一人", "疑似", "非同一人",
					     "身份信息无效", ""};

	return i18n_lang() == I18N_ZH ? titles[outcome] : names[outcome];
}

enum outcome outcome_find(const char *name)
{
	int i;

	for (i = 0; i < OUTCOME_NONE; i++)
		if (strcmp(names[i], name) == 0)
			break;
	return (enum outcome)i;
}

enum outcome outcome_read(const char *text)
{
	char *clean = text_nfkc(text);
	enum outcome outcome = OUTCOME_NONE;
	size_t i;

	if (clean)
		outcome = outcome_find(clean);
	for (i = 0; clean && outcome == OUTCOME_NONE && i < ARRAY_SIZE(words);
	     i++)
		if (strcmp(words[i].word, clean) == 0)
			outcome = words[i].outcome;
	free(clean);
	return outcome;
}

bool outcome_stops(enum outcome outcome, const struct policies *policies)
{
	/*
	 * A doubt is the one answer on which the offices differ
	 * (outcome_suspect).
	 */
	if (outcome == OUTCOME_SUSPECT)
		return policy_is(policies, POLICY_OUTCOME_SUSPECT, "stop");
	return outcome == OUTCOME_NOTSAME || outcome == OUTCOME_INVALID;
}

void outcome_finding(enum outcome outcome, const struct policies *policies,
		     struct findings *all)
{
	static const char *const codes[] = {NULL, "CMP-SUSPECT", "CMP-NOTSAME",
					    "IDV-INVALID", NULL};
	struct finding *f;

	if (!codes[outcome])
		return;
	f = findings_add(all, codes[outcome]);
	if (outcome_stops(outcome, policies))
		/*
		 * The catalogue calls a doubt a warning; the task may say that
		 * it stops.
		 */
		f->severity = FINDING_ERROR;
}

enum ledger_fails outcome_fails(enum outcome_kind kind)
{
	return kind == OUTCOME_FACE ? LEDGER_BY_SCORE : LEDGER_BY_ID;
}
