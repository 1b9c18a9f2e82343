/* SPDX-License-Identifier: MIT */
#include "review/board_texts.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "rules/review_reason.h"

/*
 * The page has no catalogue of its own: its words travel with its data, so
 * that the translations stay in the one place where translators look, and a
 * board reads in the language of the office that wrote it.
 */
struct word {
	const char *key, *text;
};

static const struct word words[] = {
	{"passed", N_("passed")},
	{"refused", N_("refused")},
	{"before", N_("before")},
	{"after", N_("after")},
	{"enrollment", N_("the enrollment photo")},
	{"none", N_("no picture")},
	{"colon", N_(": ")},
	{"nothing", N_("nothing found")},
	{"score", N_("score")},
	{"face", N_("face score")},
	{"overruled", N_("overruled")},
	{"note", N_("note, if any")},
	{"search", N_("number, name or class")},
	{"why_overrule",
	 N_("a comparison stopped this photo: why does it pass?")},
	{"why_reason", N_("this one passes with a reason alone")},
	{"why_help", N_("Enter passes it, Esc goes back")},
	{"refuse_help",
	 N_("1 to 9 choose, 0 shows the next nine, N adds a note, Enter "
	    "refuses, Esc goes back")},
};

static const struct word buttons[] = {
	{"pass", N_("Pass (P)")},     {"refuse", N_("Refuse (R)")},
	{"skip", N_("Skip (S)")},     {"back", N_("Back (K)")},
	{"undo", N_("Undo (U)")},     {"zoom", N_("Zoom (Z)")},
	{"lines", N_("Lines (L)")},   {"table", N_("Table (T)")},
	{"export", N_("Export (E)")},
};

static const struct word heads[] = {
	{"source", N_("findings of the photo")},
	{"made", N_("findings of the made photo")},
	{"other", N_("comparisons, roster, decisions")},
	{"refuse", N_("why is it refused?")},
};

static const struct word filters[] = {
	{"all", N_("everything")},  {"todo", N_("not decided")},
	{"passed", N_("passed")},   {"refused", N_("refused")},
	{"stopped", N_("stopped")}, {"found", N_("with findings")},
};

/*
 * Letters and arrows: a reviewer keeps one hand on the keyboard for thousands
 * of cases.  The page's script binds the same keys.
 */
static const struct word help[] = {
	{"P", N_("pass")},
	{"R", N_("refuse: choose reasons with 1 to 9, then Enter")},
	{"S J ↓", N_("skip to the next")},
	{"K ↑", N_("back to the one before")},
	{"U", N_("undo the last decision")},
	{"Z", N_("large pictures")},
	{"L", N_("the measured lines on the finished photo")},
	{"F /", N_("filter, search")},
	{"T", N_("table, for printing")},
	{"E", N_("save the decisions as a file for review import")},
	{"?", N_("this help; decisions are kept in this browser")},
};

/* The table is what remains when the board is printed. */
static const char *const columns[] = {N_("number"),   N_("name"),
				      N_("class"),    N_("state"),
				      N_("findings"), N_("decision")};

static void set_words(struct json *object, const struct word *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		json_set_str(object, list[i].key, _(list[i].text));
}

static struct json *group(const struct word *list, size_t n)
{
	struct json *object = json_new_object();

	set_words(object, list, n);
	return object;
}

static struct json *help_lines(void)
{
	struct json *lines = json_new_array(), *pair;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(help); i++) {
		pair = json_new_array();
		json_add_str(pair, help[i].key);
		json_add_str(pair, _(help[i].text));
		json_add(lines, pair);
	}
	return lines;
}

static struct json *texts(void)
{
	struct json *object = json_new_object(), *titles = json_new_array();
	size_t i;

	set_words(object, words, ARRAY_SIZE(words));
	for (i = 0; i < ARRAY_SIZE(columns); i++)
		json_add_str(titles, _(columns[i]));
	json_set(object, "buttons", group(buttons, ARRAY_SIZE(buttons)));
	json_set(object, "heads", group(heads, ARRAY_SIZE(heads)));
	json_set(object, "filters", group(filters, ARRAY_SIZE(filters)));
	json_set(object, "help", help_lines());
	json_set(object, "columns", titles);
	return object;
}

/* In the order of the list: 1 to 9 on the page choose by place. */
static struct json *reasons(void)
{
	struct json *list = json_new_array(), *item;
	struct buf text = BUF_INIT;
	const char *code;
	size_t i;

	for (i = 0; (code = review_reason_at(i)); i++) {
		buf_clear(&text);
		review_reason_text(code, i18n_lang(), &text);
		item = json_new_object();
		json_set_str(item, "code", code);
		json_set_str(item, "text", buf_str(&text));
		json_add(list, item);
	}
	buf_release(&text);
	return list;
}

struct json *board_texts_head(const struct session *session, const char *id)
{
	struct json *head = json_new_object();
	char at[26];

	date_time_format(session->now, at);
	json_set_str(head, "board", id);
	json_set_str(head, "task", session->task->name);
	json_set_str(head, "at", at);
	json_set_str(head, "who", session->who ? session->who : "");
	json_set_str(head, "school",
		     *session->task->school_name ? session->task->school_name
						 : session->task->school_code);
	json_set(head, "reasons", reasons());
	json_set(head, "texts", texts());
	return head;
}
