/* SPDX-License-Identifier: MIT */
/*
 * A finding: what was measured against which limit, with a stable code.
 * Codes, texts (zh and en), default severity and advice are the catalogue
 * share/findings.ini, which is built in.  Plain values; one owner.
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
	double fix;		     /* how far to move, in unit; NAN = none */
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

/*
 * Add one with the catalogue's severity; a code the catalogue lacks is a
 * BUG().  The returned pointer is for filling in and valid until the next
 * add.
 */
struct finding *findings_add(struct findings *all, const char *code);

/* findings_add() with detail (cut to fit; NULL for none). */
struct finding *findings_add_detail(struct findings *all, const char *code,
				    const char *detail);

/* findings_add() with a measured value that has no limit. */
struct finding *findings_add_value(struct findings *all, const char *code,
				   double value, const char *unit);

/* One that is above the most, below the least, outside a range. */
struct finding *findings_add_above(struct findings *all, const char *code,
				   double value, double max, const char *unit);
struct finding *findings_add_below(struct findings *all, const char *code,
				   double value, double min, const char *unit);
struct finding *findings_add_outside(struct findings *all, const char *code,
				     double value,
				     const struct profile_range *range,
				     const char *unit);

/* Room for one more, to be assigned a whole finding of another list. */
struct finding *findings_copy(struct findings *all);

/* All of another list behind those there are. */
void findings_append(struct findings *all, const struct findings *more);

/* Those whose code is not there yet, or there with a lesser severity. */
void findings_append_new(struct findings *all, const struct findings *more);

/* Give those that the profile weighs otherwise its severity. */
void findings_weigh(struct findings *all, const struct profile *profile);

/* "error", "warn", "info". */
const char *finding_severity_name(enum finding_severity severity);

/* The other way round: 0, or -1 when it is none of them. */
int finding_severity_parse(const char *name, enum finding_severity *out);

/* The first of that code; NULL when there is none. */
struct finding *findings_find(const struct findings *all, const char *code);

enum finding_severity findings_worst(const struct findings *all);
bool findings_has(const struct findings *all, const char *code);

/*
 * Append the catalogue's text in that language, {value} {min} {max} {range}
 * {unit} {detail} {word} {fix} filled in, {range} being both limits, or one
 * where they read alike, {word} a detail that is one of our words
 * (rules/words.h); finding_advice() likewise for what to do next (may append
 * nothing).
 */
void finding_text(const struct finding *f, enum i18n_lang lang,
		  struct buf *out);
void finding_advice(const struct finding *f, enum i18n_lang lang,
		    struct buf *out);

/*
 * Append all texts in the language of the process with "; " ("；") between,
 * and before the first when out has something already; for tables and notes.
 */
void findings_texts(const struct findings *all, struct buf *out);

/*
 * {"code":"FIL-KB-HIGH","sev":"error","value":52.1,"min":20,"max":40,
 * "unit":"KB","detail":…,"fix":…,"text":…}; what is not given is left out, text
 * is in the language of the process.
 */
struct json *finding_json(const struct finding *f);
struct json *findings_json(const struct findings *all);

/* findings_json() as bytes for the store; the caller's. */
char *findings_json_text(const struct findings *all);

/* Read back what findings_json() wrote; unknown codes are kept as they are. */
void findings_from_json(const struct json *array, struct findings *all);

/* The same from a column of the store; nothing when it is no JSON. */
void findings_from_text(const char *text, struct findings *all);

/* Whether the catalogue has the code. */
bool finding_is_known(const char *code);

/* The catalogue, for lists and lints: NULL behind the last. */
const char *finding_catalogue_code(size_t i);

#endif
