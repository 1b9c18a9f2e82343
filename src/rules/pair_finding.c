/* SPDX-License-Identifier: MIT */
#include "rules/pair_finding.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const struct {
	const char *code, *words;
} roles[] = {
	{"SAM-ENROLL", N_("the enrollment photo")},
	{"SAM-PRIOR", N_("an earlier degree's photo")},
	{"SAM-POPULATION", N_("the identity card's photo")},
	{"SAM-OTHER-STUDENT", N_("another student's photo")},
	{"SAM-REJECTED", N_("a photo refused before")},
	{"SAM-RESUBMIT", N_("a photo of this task")},
};

const char *pair_finding_role(const char *role)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(roles); i++)
		if (strcmp(roles[i].code, role) == 0)
			return _(roles[i].words);
	return role;
}

static void add_verdict(const struct pair_finding *pair, bool same,
			struct findings *all)
{
	struct finding *f =
		findings_add_value(all, same ? pair->role : "SAM-SUSPECT",
				   pair->score, NAN, NAN, "");

	if (!same)
		snprintf(f->detail, sizeof(f->detail), "%s",
			 pair_finding_role(pair->role));
	else if (pair->other_case)
		snprintf(f->detail, sizeof(f->detail), "#%lld",
			 pair->other_case);
	if (pair->overruled)
		f->severity = FINDING_INFO;
}

static void add_weak(const struct pair_finding *pair, struct findings *all)
{
	struct finding *f =
		findings_add_value(all, "SAM-WEAK", round(pair->face_width),
				   PAIR_FINDING_SURE_WIDTH, NAN, "px");

	snprintf(f->detail, sizeof(f->detail), "%s",
		 pair_finding_role(pair->role));
}

void pair_finding_add(const struct pair_finding *pair, struct findings *all)
{
	bool different = strcmp(pair->verdict, "different") == 0;
	bool weak = pair->face_width > 0 &&
		    pair->face_width < PAIR_FINDING_SURE_WIDTH;

	if (!different)
		add_verdict(pair, strcmp(pair->verdict, "same") == 0, all);
	if (weak && (!different || strcmp(pair->role, "SAM-ENROLL") == 0))
		add_weak(pair, all);
}
