/* SPDX-License-Identifier: MIT */
/*
 * A finding: something that was noticed about a photo, a row or a case, with a
 * stable code and, where something was measured, the value and its limits.  The
 * texts (zh and en), the default severity and the advice for each code come
 * from the catalogue share/findings.ini, which is built in.  Plain values; one
 * owner.
 */
#ifndef RULES_FINDING_H
#define RULES_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "rules/profile.h"
#include "rules/severity.h"

enum { FINDING_CODE = PROFILE_CODE, FINDING_DETAIL = 120 };

struct finding {
	char code[FINDING_CODE];
	enum finding_severity severity;
	double value, min, max;	     /* NAN = not given */
	char unit[8];		     /* "px", "KB", "%", "dpi", … or "" */
	char detail[FINDING_DETAIL]; /* from outside: a name, a field; or "" */
	double fix;		     /* what to change value by; NAN = none */
};

struct findings {
	struct finding *list;
	size_t n, cap;
};

#define FINDINGS_INIT                                                          \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

void findings_release(struct findings *all);

/* Give back the room for more, where very many lists are kept. */
void findings_trim(struct findings *all);

/*
 * Add a finding with the catalogue's severity; a code that the catalogue lacks
 * is a BUG().  The caller may fill in the returned finding; the pointer is
 * valid until the next one is added.
 */
struct finding *findings_add(struct findings *all, const char *code);

/* findings_add() with detail (cut to fit; NULL for none). */
struct finding *findings_add_detail(struct findings *all, const char *code,
				    const char *detail);

/* findings_add() with a measured value for which there is no limit. */
struct finding *findings_add_value(struct findings *all, const char *code,
				   double value, const char *unit);

/* findings_add() for a value above max, below min, outside range. */
struct finding *findings_add_above(struct findings *all, const char *code,
				   double value, double max, const char *unit);
struct finding *findings_add_below(struct findings *all, const char *code,
				   double value, double min, const char *unit);
struct finding *findings_add_outside(struct findings *all, const char *code,
				     double value,
				     const struct profile_range *range,
				     const char *unit);

/* Room for one more; the caller assigns it a finding of another list. */
struct finding *findings_copy(struct findings *all);

/* Append all findings of another list. */
void findings_append(struct findings *all, const struct findings *more);

/*
 * Append those of another list whose code is not in this one; where it is, the
 * more severe of the two is kept.
 */
void findings_append_new(struct findings *all, const struct findings *more);

/* Set the severities that the profile changes. */
void findings_weigh(struct findings *all, const struct profile *profile);

/* "error", "warn", "info". */
const char *finding_severity_name(enum finding_severity severity);

/* The severity of that name: 0, or -1 when there is none. */
int finding_severity_parse(const char *name, enum finding_severity *out);

/* The first of that code; NULL when there is none. */
struct finding *findings_find(const struct findings *all, const char *code);

enum finding_severity findings_worst(const struct findings *all);
bool findings_has(const struct findings *all, const char *code);

/*
 * Append the catalogue's text in that language.  {value} {min} {max} {unit}
 * {detail} {fix} are filled in from the finding; {range} is both limits, or one
 * if they print the same; {word} is a detail of our own vocabulary
 * (rules/words.h) in that language.  finding_advice() appends what to do next,
 * or nothing.
 */
void finding_text(const struct finding *f, enum i18n_lang lang,
		  struct buf *out);
void finding_advice(const struct finding *f, enum i18n_lang lang,
		    struct buf *out);

/*
 * Append all texts in the language of the process, separated by "; " ("；" in
 * Chinese) from each other and from what out already holds.  For tables and
 * notes.
 */
void findings_texts(const struct findings *all, struct buf *out);

/*
 * {"code":"FIL-KB-HIGH","sev":"error","value":52.1,"min":20,"max":40,
 * "unit":"KB","detail":…,"fix":…,"text":…}; fields that are not set are left
 * out, text is in the language of the process.
 */
struct json *finding_json(const struct finding *f);
struct json *findings_json(const struct findings *all);

/* findings_json() as a string for the store; the caller frees it. */
char *findings_json_text(const struct findings *all);

/* Read back what findings_json() wrote; unknown codes are kept as they are. */
void findings_from_json(const struct json *array, struct findings *all);

/* The same from a column of the store; adds nothing when it is not JSON. */
void findings_from_text(const char *text, struct findings *all);

/* Whether the catalogue has the code. */
bool finding_is_known(const char *code);

/* Code i of the catalogue, for lists and lints; NULL after the last. */
const char *finding_catalogue_code(size_t i);

#endif
