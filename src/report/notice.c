/* SPDX-License-Identifier: MIT */
#include "report/notice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/share.h"
#include "codec/config/ini.h"
#include "rules/roster_row.h"
#include "store/ledger_store.h"

/*
 * A notice's text, from the state's section of notices.ini to the words:
 *
 *    {name}，{reason}[，{due}前重交][，还可提交{left}次]。
 *                     └ a part in brackets goes when a word in it is empty
 *
 * The store's own notices.ini stands before ours key by key, so a school
 * changes one sentence without copying the others.
 */
struct walker {
	const struct session *session;
	struct notice_walk *walk;
	struct ini usual, own; /* own counts where it has the key */
	struct notice notice;
	struct buf name;
	char left[24];
	bool is_last; /* rejected, and nothing may be sent again */
};

/* The word between the braces at *at, which goes behind them. */
static const char *fill_word(const char **at, notice_word_fn get, void *ctx,
			     struct error *err)
{
	size_t n = strcspn(*at + 1, "{}[]");
	char word[32];
	const char *value;

	if ((*at)[n + 1] != '}' || n >= sizeof(word)) {
		error_set(err, ERROR_USAGE, _("\"%.20s\" lacks its }"), *at);
		return NULL;
	}
	snprintf(word, sizeof(word), "%.*s", (int)n, *at + 1);
	value = get(ctx, word);
	if (!value)
		error_set(err, ERROR_USAGE, _("there is no word {%s}"), word);
	*at += n + 2;
	return value;
}

/*
 * Where the part in brackets began in out, and whether a word in it was empty.
 */
struct part {
	bool open, empty;
	size_t begin;
};

static int fill_bracket(struct part *part, char bracket, struct buf *out,
			struct error *err)
{
	if ((bracket == '[') == part->open)
		return error_set(err, ERROR_USAGE,
				 _("a [ without its ] or inside another"));
	if (bracket == '[') {
		*part = (struct part){true, false, out->size};
		return 0;
	}
	if (part->empty) {
		out->size = part->begin;
		out->data[out->size] = '\0';
	}
	part->open = false;
	return 0;
}

int notice_fill(const char *text, notice_word_fn get, void *ctx,
		struct buf *out, struct error *err)
{
	struct part part = {false, false, 0};
	const char *value;
	size_t n;

	buf_reserve(out, 1); /* so that there is an end to put back */
	while (*text) {
		n = strcspn(text, "{[]");
		buf_add(out, text, n);
		text += n;
		if (*text == '{') {
			value = fill_word(&text, get, ctx, err);
			if (!value)
				return -1;
			part.empty = part.empty || !*value;
			buf_adds(out, value);
		} else if (*text &&
			   fill_bracket(&part, *text++, out, err) < 0) {
			return -1;
		}
	}
	if (part.open)
		return error_set(err, ERROR_USAGE,
				 _("a [ without its ] or inside another"));
	return 0;
}

static const char *text_of(const struct walker *w, const char *section,
			   const char *key)
{
	/*
	 * An own key that is empty counts: so a school sends no notice for a
	 * state.
	 */
	const char *own = ini_get(&w->own, section, key);

	return own ? own : ini_get(&w->usual, section, key);
}

/* A text of a key that has its language behind it: "shooting.zh". */
static const char *word_of(const struct walker *w, const char *section,
			   const char *name)
{
	char key[64];
	const char *text;

	snprintf(key, sizeof(key), "%s.%s", name,
		 w->walk->lang == I18N_ZH ? "zh" : "en");
	text = text_of(w, section, key);
	return text ? text : "";
}

static const char *state_title(const struct walker *w)
{
	enum case_state state = w->notice.row->state;

	return w->walk->lang == I18N_ZH ? case_state_title(state)
					: case_state_name(state);
}

static const char *get_word(void *ctx, const char *word)
{
	const struct walker *w = ctx;
	const struct task *task = w->session->task;
	const struct {
		const char *word, *value;
	} words[] = {
		{"name", buf_str(&w->name)},
		{"number", student_get(&w->notice.row->student, STUDENT_xh)},
		{"state", state_title(w)},
		{"reason", buf_str(&w->notice.why.reason)},
		{"advice", buf_str(&w->notice.why.advice)},
		{"due", w->notice.due},
		{"left", w->left},
		{"task", task->name},
		{"school", task->school_name},
		{"purposes", task->purposes[0]
				     ? task->purposes
				     : word_of(w, "purposes", task->kind)},
		{"shooting", word_of(w, "text", "shooting")},
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (strcmp(words[i].word, word) == 0)
			return words[i].value;
	return NULL;
}

/* A photo may come in until the window's end, after a rejection less long. */
static void find_due(struct walker *w)
{
	const struct session *s = w->session;
	const struct student_row *row = w->notice.row;
	long days = policy_number(&s->task->policies, POLICY_REPLACE_DAYS);
	date_time since;
	struct date day;

	/* No date for who need send nothing: it would read as a demand. */
	if (missing_is_on_its_way(row->state))
		return;
	snprintf(w->notice.due, sizeof(w->notice.due), "%.10s",
		 s->task->window_end);
	if (row->state != CASE_REJECTED || days == 0 ||
	    date_time_parse(row->state_since, &since) < 0)
		return;
	day = workday_after(s->workdays, date_of_time(since), days);
	date_format(day, w->notice.due);
	if (!workday_knows(s->workdays, day.year))
		w->walk->unknown_year = day.year;
}

static int find_left(struct walker *w, struct error *err)
{
	const struct policies *policies = &w->session->task->policies;
	struct ledger ledger;
	long left;

	w->left[0] = '\0';
	w->is_last = false;
	/* Only who was rejected has to know how often he may send again. */
	if (w->notice.row->state != CASE_REJECTED)
		return 0;
	if (ledger_store_read(w->session, w->notice.row->student.id,
			      LEDGER_STORE_NOW, &ledger, err) < 0)
		return -1;
	left = ledger_resubmits_left(&ledger, policies);
	w->is_last = left == 0;
	if (left != POLICY_UNLIMITED && left > 0)
		snprintf(w->left, sizeof(w->left), "%ld", left);
	return 0;
}

static int prepare(struct walker *w, struct error *err)
{
	struct notice *n = &w->notice;

	buf_clear(&w->name);
	roster_row_show(&w->name, STUDENT_xm,
			student_get(&n->row->student, STUDENT_xm),
			w->walk->unmask);
	find_due(w);
	if (find_left(w, err) < 0)
		return -1;
	return missing_explain(w->session, n->row, w->walk->lang, &n->why, err);
}

static int visit(void *ctx, const struct student_row *row, struct error *err)
{
	struct walker *w = ctx;
	const char *lang = w->walk->lang == I18N_ZH ? "zh" : "en";
	const char *section = case_state_name(row->state);
	const char *text = text_of(w, section, lang);
	int result;

	/*
	 * States without a text need no notice: "made" is the office's
	 * business.
	 */
	if (!text || !*text)
		return 0;
	memset(&w->notice, 0, sizeof(w->notice));
	w->notice.row = row;
	result = prepare(w, err);
	if (result == 0 && w->is_last) {
		/* "Take another" would send him to be refused. */
		section = "rejected-last";
		text = text_of(w, section, lang);
	}
	if (result == 0 && text &&
	    notice_fill(text, get_word, w, &w->notice.text, err) < 0)
		result = error_context(err, "notices.ini, [%s]", section);
	if (result == 0)
		result = w->walk->fn(w->walk->ctx, &w->notice, err);
	buf_release(&w->notice.why.reason);
	buf_release(&w->notice.why.advice);
	buf_release(&w->notice.text);
	return result;
}

static int read_texts(struct walker *w, struct error *err)
{
	char *path = share_path("notices.ini");
	int result = ini_read_file(path, &w->usual, err);

	free(path);
	if (result < 0)
		return -1;
	path = path_join(store_folder(w->session->store), "notices.ini");
	if (file_exists(path))
		result = ini_read_file(path, &w->own, err);
	free(path);
	return result;
}

int notice_each(const struct session *session, const struct case_filter *filter,
		struct notice_walk *walk, struct error *err)
{
	struct walker w = {.session = session, .walk = walk};
	int result = read_texts(&w, err);

	walk->unknown_year = 0;
	if (result == 0)
		result = student_store_each(session, filter, visit, &w, err);
	ini_release(&w.usual);
	ini_release(&w.own);
	buf_release(&w.name);
	return result;
}
