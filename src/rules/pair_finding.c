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

/*
 * "Same" says whose photo the other one is by its case number and not by name:
 * the finding goes into lists that several people read.
 */
static void add_verdict(const struct pair_finding *pair, bool same,
			struct findings *all)
{
	struct finding *f = findings_add_value(
		all, same ? pair->role : "SAM-SUSPECT", pair->score, "");

	if (!same)
		snprintf(f->detail, sizeof(f->detail), "%s",
			 pair_finding_role(pair->role));
	else if (pair->other_case)
		snprintf(f->detail, sizeof(f->detail), "#%lld",
			 pair->other_case);
	if (pair->overruled)
		f->severity = FINDING_INFO;
}

void pair_finding_add_weak(double face_width, const char *detail,
			   struct findings *all)
{
	struct finding *f = findings_add_detail(all, "SAM-WEAK", detail);

	f->value = round(face_width);
	f->min = PAIR_FINDING_SURE_WIDTH;
	snprintf(f->unit, sizeof(f->unit), "px");
}

/*
 * A small face makes "same" less sure and "different" too.  The second matters
 * only where one photo was compared with one: the enrollment photo.  Of the
 * thousands a search has passed by it is not said.
 */
void pair_finding_add(const struct pair_finding *pair, struct findings *all)
{
	bool different = strcmp(pair->verdict, "different") == 0;
	bool weak = pair->face_width > 0 &&
		    pair->face_width < PAIR_FINDING_SURE_WIDTH;

	if (!different)
		add_verdict(pair, strcmp(pair->verdict, "same") == 0, all);
	if (weak && (!different || strcmp(pair->role, "SAM-ENROLL") == 0))
		pair_finding_add_weak(pair->face_width,
				      pair_finding_role(pair->role), all);
}
