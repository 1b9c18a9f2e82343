/* SPDX-License-Identifier: MIT */
#include "rules/pair_finding.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "rules/redact_text.h"

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

static void add_word(struct buf *out, const char *word)
{
	if (!word || !*word)
		return;
	if (out->size)
		buf_addc(out, ' ');
	buf_adds(out, word);
}

/*
 * Whose photo the other one is is said by the student's number and not by
 * name, and a file's name as it may be shown: the finding goes into lists that
 * several people read.
 */
static void describe(const struct pair_finding *pair, struct buf *out)
{
	struct buf file = BUF_INIT;
	char text[24];

	if (pair->other_case)
		add_word(out, pair->other_xh);
	redact_text(&file,
		    pair->other_file ? path_name(pair->other_file) : "");
	add_word(out, buf_str(&file));
	/* the day of "2026-05-11T01:30:00+08:00" */
	snprintf(text, sizeof(text), "%.10s",
		 pair->other_at ? pair->other_at : "");
	add_word(out, text);
	buf_release(&file);
}

static void add_verdict(const struct pair_finding *pair, bool same,
			struct findings *all)
{
	struct buf other = BUF_INIT, detail = BUF_INIT;
	struct finding *f;

	describe(pair, &other);
	if (!same)
		buf_adds(&detail, pair_finding_role(pair->role));
	if (!same && other.size)
		buf_adds(&detail, _(", "));
	buf_adds(&detail, buf_str(&other));
	f = findings_add_detail(all, same ? pair->role : "SAM-SUSPECT",
				buf_str(&detail));
	f->value = pair->score;
	if (pair->overruled)
		f->severity = FINDING_INFO;
	buf_release(&detail);
	buf_release(&other);
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
