/* SPDX-License-Identifier: MIT */
#include "code/code_match_owner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "rules/code_owner.h"
#include "rules/file_name.h"

#define NOBODY CODE_MATCH_NOBODY

/*
 * Chosen: below what fields give (rules/code_owner), in the order in which
 * they go wrong: a file's name, a photo of the same stem, of the same folder.
 */
static const double name_trust = .95, stem_trust = .8, folder_trust = .7;

/*
 * CJK Unified Ideographs.  No two of them are spellings of one character to
 * person_name_key(), as those of other blocks are.
 */
enum { HAN_FIRST = 0x4e00, HAN_LAST = 0x9fff };

/* A student and what spoke for them. */
struct claim {
	size_t owner;
	char by[40];
	double confidence;
};

/* Who fits a payload's fields. */
struct found {
	size_t owner; /* the first of those who fit best */
	struct code_owner why;
	size_t others; /* that fit as well */
	struct buf proposals;
};

/* Cut off where the finding's detail is: a person reads the first few. */
static void propose(struct buf *out, const struct code_match_set *set, size_t i,
		    const char *by)
{
	struct student s;

	if (out->size >= FINDING_DETAIL)
		return;
	student_list_get(&set->people, i, &s);
	buf_addf(out, "%s%s %s", out->size ? ", " : "",
		 student_get(&s, STUDENT_xh), by);
}

/* Both say something else.  Zeros alone are what exports write for none. */
static bool key_differs(const struct student *a, const struct student *b,
			enum student_field field)
{
	const char *x = student_get(a, field), *y = student_get(b, field);

	return *x && *y && strcmp(x, y) != 0 && x[strspn(x, "0")] != '\0';
}

/* The first character where it is a usual Han one, 0 otherwise. */
static uint32_t usual_initial(const char *name)
{
	size_t len;
	uint32_t c = *name ? text_decode(name, strlen(name), &len) : 0;

	return c >= HAN_FIRST && c <= HAN_LAST ? c : 0;
}

/* Not where either begins with a star, a lost or a look-alike character. */
static bool initial_differs(const struct student *a, const struct student *b)
{
	uint32_t x = usual_initial(student_get(a, STUDENT_xm));
	uint32_t y = usual_initial(student_get(b, STUDENT_xm));

	return x && y && x != y;
}

/*
 * The cheap half of judging, for the hundred whose numbers end in the same four
 * characters: no copy, no conversion, only what rules a pair out beyond doubt.
 */
static bool cannot_be(const struct student *exposed,
		      const struct student *student)
{
	if (key_differs(exposed, student, STUDENT_wybh))
		return true;
	if (!*student_get(exposed, STUDENT_wybh) &&
	    (key_differs(exposed, student, STUDENT_xh) ||
	     key_differs(exposed, student, STUDENT_ksh)))
		return true;
	return !*student_get(student, STUDENT_cym) &&
	       initial_differs(exposed, student);
}

static void search_fields(const struct code_match_set *set,
			  const struct student *exposed,
			  const struct code_owner_candidates *near,
			  struct found *found)
{
	struct code_owner judged;
	struct student person;
	size_t i, at;

	if (!code_owner_can_tell(exposed))
		return;
	for (at = 0; at < near->n; at++) {
		i = near->list[at];
		student_list_get(&set->people, i, &person);
		if (cannot_be(exposed, &person))
			continue;
		code_owner_judge(exposed, &person, &judged);
		if (judged.fit < CODE_OWNER_GOOD)
			continue;
		propose(&found->proposals, set, i, judged.by);
		if (found->owner == NOBODY || judged.fit > found->why.fit) {
			found->owner = i;
			found->why = judged;
			found->others = 0;
		} else if (judged.fit == found->why.fit) {
			found->others++;
		}
	}
}

static const char *level_of(const struct student *exposed)
{
	const char *cc = student_get(exposed, STUDENT_cc);

	return *cc ? cc : student_get(exposed, STUDENT_xz);
}

/* The student of that 学号 is on the roster, but somebody else. */
static bool explain_key(struct code_match_code *c, const struct student *s)
{
	const char *xh = student_get(c->exposed, STUDENT_xh);
	struct code_owner judged;

	if (!*xh || strcmp(student_get(s, STUDENT_xh), xh) != 0)
		return false;
	code_owner_judge(c->exposed, s, &judged);
	if (judged.name_differs)
		findings_add_detail(&c->findings, "CODE-NAME", xh);
	if (judged.number_differs)
		findings_add_detail(&c->findings, "CODE-TAIL", xh);
	return judged.name_differs || judged.number_differs;
}

/* The person is on the roster, with another 学号 or another 学籍. */
static bool explain_person(struct code_match_code *c, const struct student *s)
{
	struct code_owner judged;

	code_owner_judge(c->exposed, s, &judged);
	if (!judged.name_fits || !judged.number_fits ||
	    !(judged.level_differs || judged.xh_differs))
		return false;
	if (judged.level_differs)
		findings_add_detail(&c->findings, "CODE-LEVEL",
				    level_of(c->exposed));
	else
		findings_add_detail(&c->findings, "CODE-XH-MISMATCH",
				    student_get(c->exposed, STUDENT_xh));
	return true;
}

/*
 * Why nobody fits although the payload says who: the nearest miss is named,
 * so that the office sees at once what to correct.
 */
static void explain_nobody(const struct code_match_set *set,
			   const struct code_owner_candidates *near,
			   struct code_match_code *c)
{
	const char *xh = student_get(c->exposed, STUDENT_xh);
	struct student s;
	size_t i;

	for (i = 0; i < near->n; i++) {
		student_list_get(&set->people, near->list[i], &s);
		if (explain_key(c, &s))
			return;
	}
	for (i = 0; i < near->n; i++) {
		student_list_get(&set->people, near->list[i], &s);
		if (explain_person(c, &s))
			return;
	}
	findings_add_detail(&c->findings, "CODE-NOROSTER", *xh ? xh : c->file);
}

static void claim_by_name(const struct code_match_set *set, const char *file,
			  struct claim *claim)
{
	struct file_name_match match;
	struct buf reasons = BUF_INIT;

	file_name_match(set->owners, file, &match);
	if (!match.sure)
		return;
	buf_adds(&reasons, "file:");
	file_name_reasons(match.list[0].by, &reasons);
	snprintf(claim->by, sizeof(claim->by), "%s", buf_str(&reasons));
	buf_release(&reasons);
	/* files are renamed by hand: a name is less than a payload */
	claim->confidence = match.list[0].confidence * name_trust;
	claim->owner = code_match_set_person(set, match.list[0].id);
}

/* A folder is a pair's only when it holds this one code. */
static bool alone_in(const struct code_match_set *set,
		     const struct code_match_code *c, const char *folder)
{
	char *inside = mem_xprintf("%s/", folder);
	size_t i, n = strlen(inside);
	struct code_match_code other = {.id = 0};
	bool alone = true;

	for (i = code_match_set_file(set, inside); alone && i < set->n; i++) {
		code_match_set_get(set, set->by_file[i], &other);
		if (strncmp(other.file, inside, n) != 0)
			break;
		alone = strcmp(other.sha256, c->sha256) == 0;
	}
	code_match_set_drop(&other);
	free(inside);
	return alone;
}

static void claim_by_pair(const struct code_match_set *set,
			  const struct code_match_code *c, struct claim *claim)
{
	char *stem = path_stem(c->file), *folder = path_folder(c->file);
	size_t owner = code_match_set_pair(&set->stems, stem);

	claim->confidence = stem_trust;
	if (owner == NOBODY && strchr(c->file, '/')) {
		owner = code_match_set_pair(&set->folders, folder);
		claim->confidence = folder_trust;
		if (owner != NOBODY && !alone_in(set, c, folder))
			owner = NOBODY;
	}
	claim->owner = owner;
	snprintf(claim->by, sizeof(claim->by), "pair");
	free(stem);
	free(folder);
}

static void give(struct code_match_code *c, const struct claim *claim)
{
	c->owner = claim->owner;
	snprintf(c->by, sizeof(c->by), "%s", claim->by);
	c->confidence = claim->confidence;
}

static void ambiguous(struct code_match_code *c, const struct buf *proposals)
{
	findings_add_detail(&c->findings, "CODE-AMBIG", buf_str(proposals));
}

static void add_doubts(struct code_match_code *c, const struct code_owner *why)
{
	if (why->xh_differs)
		findings_add_detail(&c->findings, "CODE-XH-MISMATCH",
				    student_get(c->exposed, STUDENT_xh));
	if (why->level_differs)
		findings_add_detail(&c->findings, "CODE-LEVEL",
				    level_of(c->exposed));
}

/* One student fits the payload; a file name may not say somebody else. */
static void decide_one(const struct code_match_set *set,
		       struct code_match_code *c, struct found *found,
		       const struct claim *named)
{
	struct claim claim = {.owner = found->owner,
			      .confidence = found->why.confidence};

	if (named->owner != NOBODY && named->owner != found->owner) {
		propose(&found->proposals, set, named->owner, named->by);
		ambiguous(c, &found->proposals);
		return;
	}
	snprintf(claim.by, sizeof(claim.by), "%s", found->why.by);
	give(c, &claim);
	add_doubts(c, &found->why);
}

/* Several fit: the file name may pick one of them, nobody else. */
static void decide_several(const struct code_match_set *set,
			   struct code_match_code *c, struct found *found,
			   const struct claim *named)
{
	struct code_owner judged = {.fit = CODE_OWNER_NO};
	struct student person;

	if (named->owner != NOBODY) {
		student_list_get(&set->people, named->owner, &person);
		code_owner_judge(c->exposed, &person, &judged);
	}
	if (judged.fit >= found->why.fit)
		give(c, named);
	else
		ambiguous(c, &found->proposals);
}

/* The payload says nothing of a person. */
static void decide_silent(const struct code_match_set *set,
			  struct code_match_code *c, const struct claim *named)
{
	struct claim pair = {.owner = NOBODY};

	if (named->owner != NOBODY) {
		give(c, named);
		c->unproven = true;
		return;
	}
	claim_by_pair(set, c, &pair);
	c->unproven = pair.owner != NOBODY;
	if (pair.owner != NOBODY)
		give(c, &pair);
	else
		findings_add_detail(&c->findings, "CODE-NOROSTER", c->file);
}

static void decide(const struct code_match_set *set, struct code_match_code *c)
{
	struct found found = {.owner = NOBODY, .proposals = BUF_INIT};
	struct code_owner_candidates near;
	struct claim named = {.owner = NOBODY};
	bool tells = code_owner_can_tell(c->exposed);

	code_owner_check(c->exposed, set->task->school_code, &c->findings);
	/* of another school: who it fits here is chance */
	if (findings_has(&c->findings, "CODE-YXDM"))
		return;
	code_owner_index_find(set->by_number, c->exposed, &near);
	c->compared = near.n;
	search_fields(set, c->exposed, &near, &found);
	claim_by_name(set, c->file, &named);
	if (found.owner != NOBODY && !found.others)
		decide_one(set, c, &found, &named);
	else if (found.owner != NOBODY)
		decide_several(set, c, &found, &named);
	else if (tells)
		explain_nobody(set, &near, c);
	else
		decide_silent(set, c, &named);
	if (!tells && strcmp(c->layout, "opaque") == 0)
		findings_add(&c->findings, "CODE-OPAQUE");
	buf_release(&found.proposals);
	free(near.list);
}

void code_match_owner(const struct code_match_set *set, const char *fields,
		      struct code_match_code *c)
{
	struct student exposed = {.id = 0};

	code_match_set_fields(fields, &exposed);
	c->exposed = &exposed;
	decide(set, c);
	c->exposed = NULL;
	student_release(&exposed);
}
