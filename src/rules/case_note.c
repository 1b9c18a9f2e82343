/* SPDX-License-Identifier: MIT */
#include "rules/case_note.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "rules/finding.h"
#include "rules/redact_text.h"
#include "rules/words.h"

static void add_between(struct buf *out, enum i18n_lang lang)
{
	if (out->size)
		buf_adds(out, lang == I18N_ZH ? "；" : "; ");
}

static void show_findings(const struct findings *all, enum i18n_lang lang,
			  struct buf *out)
{
	size_t i;

	for (i = 0; i < all->n; i++) {
		add_between(out, lang);
		finding_text(&all->list[i], lang, out);
	}
}

/*
 * Findings are made of what may be shown; a person's words may hold anything.
 */
static void show_words(const char *words, bool unmask, enum i18n_lang lang,
		       struct buf *out)
{
	if (!*words)
		return;
	add_between(out, lang);
	if (unmask)
		buf_adds(out, words);
	else
		redact_text(out, words);
}

/* Codes the catalogue lacks (of older versions) are shown as they stand. */
static void show_codes(const char *codes, enum i18n_lang lang, struct buf *out)
{
	struct findings one = FINDINGS_INIT;
	char code[CASE_DETAIL_WORD];

	while (case_detail_next_code(&codes, code)) {
		if (finding_is_known(code)) {
			findings_add(&one, code);
			continue;
		}
		add_between(out, lang);
		buf_adds(out, code);
	}
	show_findings(&one, lang, out);
	findings_release(&one);
}

static bool read_findings(const char *note, struct findings *all)
{
	struct error err = ERROR_INIT;
	struct json *array = json_parse(note, strlen(note), &err);

	if (!array)
		return false;
	findings_from_json(array, all);
	json_free(array);
	return true;
}

/*
 * A note's first byte says who wrote it:
 *
 *    [   a gate       findings with their values
 *    {   a person     {"codes": …, "reason": …}
 *    else             plain words, of older versions
 */
void case_note_show(const char *note, enum i18n_lang lang, bool unmask,
		    struct buf *out)
{
	struct findings all = FINDINGS_INIT;
	struct case_detail detail;

	if (note[0] == '[' && read_findings(note, &all)) {
		show_findings(&all, lang, out);
	} else if (note[0] == '{') {
		case_detail_read(note, &detail);
		show_codes(detail.codes, lang, out);
		show_words(detail.reason, unmask, lang, out);
	} else {
		show_words(note, unmask, lang, out);
	}
	findings_release(&all);
}

void case_note_findings(const char *note, struct findings *all)
{
	struct case_detail detail;
	char code[FINDING_CODE];
	const char *at;
	size_t n;

	if (note[0] == '[')
		findings_from_text(note, all);
	if (note[0] != '{')
		return;
	case_detail_read(note, &detail);
	for (at = detail.codes; *at; at += n + strspn(at + n, " ")) {
		n = strcspn(at, " ");
		if (n >= sizeof(code))
			continue;
		memcpy(code, at, n);
		code[n] = '\0';
		if (finding_is_known(code))
			findings_add(all, code);
	}
}

static void show_fails(unsigned fails, struct buf *out)
{
	static const struct {
		unsigned bit;
		const char *text;
	} names[] = {
		{LEDGER_BY_SAME, N_("same photo")},
		{LEDGER_BY_SCORE, N_("face score")},
		{LEDGER_BY_ID, N_("identity check")},
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (fails & names[i].bit) {
			add_between(out, i18n_lang());
			buf_adds(out, _(names[i].text));
		}
}

/* note: the findings of a stop; they say more than their codes. */
static void show_detail(const struct case_detail *detail,
			const struct json *note, bool unmask, struct buf *out)
{
	enum i18n_lang lang = i18n_lang();
	struct findings all = FINDINGS_INIT;

	if (detail->photo[0])
		buf_addf(out, _("photo %.8s"), detail->photo);
	show_fails(detail->fails, out);
	if (detail->undoes) {
		add_between(out, lang);
		buf_addf(out, _("takes back row %lld, %s"), detail->undoes,
			 case_state_event_show(detail->what));
	} else if (detail->what[0]) {
		add_between(out, lang);
		buf_adds(out, detail->what);
		if (detail->n)
			buf_addf(out, " %+ld", detail->n);
	} else if (detail->n) {
		add_between(out, lang);
		buf_addf(out, "%ld", detail->n);
	}
	if (note)
		findings_from_json(note, &all);
	if (all.n)
		show_findings(&all, lang, out);
	else
		show_codes(detail->codes, lang, out);
	show_words(detail->reason, unmask, lang, out);
	findings_release(&all);
}

void case_note_detail(const struct case_detail *detail, bool unmask,
		      struct buf *out)
{
	show_detail(detail, NULL, unmask, out);
}

/* Settings of a task; what an event has is shown by show_detail(). */
static void show_settings(const struct json *object, struct buf *out)
{
	const struct json *value;
	const char *key;
	void *it = NULL;

	while ((key = json_next(object, &it, &value)))
		if (!case_detail_has(key) && json_text(value))
			buf_addf(out, "%s%s=%s", out->size ? " " : "",
				 words_show_key(key),
				 strcmp(key, "step") == 0 ||
						 strcmp(key, "kind") == 0
					 ? words_show(json_text(value))
					 : json_text(value));
}

/* "code 12 by hand", "code 12 SHA256: why": which row it was says nothing. */
static void show_code(const char *text, bool unmask, struct buf *out)
{
	struct buf said = BUF_INIT;
	int n = 0;

	if (sscanf(text, "code %*d %n", &n) == 0 && n > 0)
		text += n;
	words_show_counts(strcmp(text, "by hand") == 0 ? _("by hand") : text,
			  &said);
	show_words(buf_str(&said), unmask, i18n_lang(), out);
	buf_release(&said);
}

void case_note_event(const char *text, bool unmask, struct buf *out)
{
	struct error ignored = ERROR_INIT;
	struct case_detail detail;
	struct json *object = NULL;

	if (text[0] == '{')
		object = json_parse(text, strlen(text), &ignored);
	if (!object) {
		show_code(text, unmask, out);
		return;
	}
	case_detail_read(text, &detail);
	show_detail(&detail, json_get(object, "note"), unmask, out);
	show_settings(object, out);
	json_free(object);
}
