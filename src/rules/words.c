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
	/* what a code's payload is */
	N_("opaque"),
	N_("binary"),
	N_("delimited"),
	N_("fixed"),
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
	N_("rosters"),
	N_("receipts"),
	N_("overdue"),
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

/* By what a picture or a code found its student. */
static const struct {
	const char *word, *said;
} reasons[] = {
	{"xh", N_("student number")},	  {"ksh", N_("exam number")},
	{"zjhm", N_("document number")},  {"xm", N_("name")},
	{"class", N_("class")},		  {"folder", N_("folder")},
	{"pair", N_("the photo beside")}, {"hand", N_("by hand")},
	{"conflict", N_("others too")},
};

static void add_reason(const char *word, size_t n, struct buf *out)
{
	size_t i;

	if (n > 5 && strncmp(word, "file:", 5) == 0) {
		buf_adds(out, _("file name: "));
		word += 5;
		n -= 5;
	}
	/* whichever of the ways to hide the rest of a number: code_owner.h */
	if (strncmp(word, "tail:", 5) == 0) {
		buf_adds(out, _("end of the document number"));
		return;
	}
	for (i = 0; i < ARRAY_SIZE(reasons); i++)
		if (strlen(reasons[i].word) == n &&
		    strncmp(reasons[i].word, word, n) == 0) {
			buf_adds(out, _(reasons[i].said));
			return;
		}
	buf_add(out, word, n);
}

void words_show_reasons(const char *by, struct buf *out)
{
	static const char between[] = "+,; ";
	size_t n;

	for (; *by; by += n) {
		n = strcspn(by, between);
		add_reason(by, n, out);
		by += n;
		n = strspn(by, between);
		buf_add(out, by, n);
	}
}

/* Keys of what the log says of a run. */
static const struct {
	const char *key, *said;
} counted[] = {
	{"rows", N_("rows")},	      {"new", N_("new")},
	{"changed", N_("changed")},   {"same", N_("unchanged")},
	{"left_out", N_("left out")}, {"taken", N_("taken")},
	{"known", N_("known")},	      {"done", N_("done")},
	{"refused", N_("refused")},   {"failed", N_("failed")},
	{"written", N_("written")},   {"moved", N_("moved on")},
	{"lacking", N_("lacking")},   {"printed", N_("printed")},
	{"sheets", N_("sheets")},     {"least", N_("least score")},
	{"pass", N_("pass")},	      {"below", N_("below")},
	{"fail", N_("fail")},	      {"warn", N_("warn")},
	{"stopped", N_("stopped")},   {"cleared", N_("cleared")},
	{"profile", N_("profile")},   {"fields", N_("fields")},
	{"total", N_("total")},	      {"matched", N_("matched")},
	{"waiting", N_("waiting")},   {"added", N_("added")},
	{"none", N_("none")},	      {"error", N_("error")},
	{"suspect", N_("suspect")},   {"clear", N_("clear")},
	{"made", N_("made")},	      {"found", N_("found")},
	{"step", N_("step")},	      {"list", N_("list")},
};

static const char *counted_said(const char *word, size_t n)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(counted); i++)
		if (strlen(counted[i].key) == n &&
		    strncmp(counted[i].key, word, n) == 0)
			return _(counted[i].said);
	return NULL;
}

const char *words_show_key(const char *key)
{
	const char *said = counted_said(key, strlen(key));

	return said ? said : key;
}

/* A known word of one or two, as "code match"; how much of it was taken. */
static size_t add_value(const char *value, struct buf *out)
{
	size_t i, n, most = 0;
	const char *said = NULL;

	for (i = 0; i < ARRAY_SIZE(known); i++) {
		n = strlen(known[i]);
		if (n > most && strncmp(known[i], value, n) == 0 &&
		    (value[n] == ' ' || !value[n])) {
			most = n;
			said = _(known[i]);
		}
	}
	buf_adds(out, said);
	return most;
}

void words_show_counts(const char *detail, struct buf *out)
{
	const char *said;
	size_t n;

	for (; *detail; detail += n) {
		n = strcspn(detail, "= ");
		said = detail[n] == '=' ? counted_said(detail, n) : NULL;
		if (said) {
			buf_adds(out, said);
			buf_addc(out, '=');
			detail += n + 1;
			detail += add_value(detail, out);
		}
		n = strcspn(detail, " ");
		n += strspn(detail + n, " ");
		buf_add(out, detail, n);
	}
}

const char *words_show(const char *word)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (strcmp(known[i], word) == 0)
			return _(known[i]);
	return word;
}
