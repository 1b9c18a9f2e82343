/* SPDX-License-Identifier: MIT */
#include "review/board_case.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "rules/case_note.h"
#include "rules/pair_finding.h"
#include "rules/redact_text.h"
#include "rules/roster_row.h"
#include "rules/words.h"
#include "store/case_store.h"
#include "store/photo_store.h"
#include "store/score_store.h"

static int take_made(void *ctx, const struct photo_made_row *made,
		     struct error *err)
{
	(void)err;
	snprintf(ctx, SHA256_HEX, "%s", made->sha256);
	return 0;
}

/*
 * The data block of one case, and which part the seal covers:
 *
 *    sealed     id, state, since, photo, made      what a decision is about
 *    told       number, who, group, note, findings, pairs, decisions, score
 *    judged     needs, stopped, blocked            what passing asks for
 *    pictures   before, after, enrollment, others  by the page, as data URIs
 *
 * Only what a decision stands on is sealed.  A note or a name that is put
 * right while the board is out leaves its decisions good; another photo does
 * not.
 */
int board_case_key(const struct session *session, const struct student_row *row,
		   struct board_case_key *out, struct error *err)
{
	const struct photo_made_key made = {row->photo_id,
					    session->task->output_profile};
	struct case_detail photo = {.n = 0};

	memset(out, 0, sizeof(*out));
	out->student_id = row->student.id;
	snprintf(out->state, sizeof(out->state), "%s",
		 case_state_name(row->state));
	snprintf(out->since, sizeof(out->since), "%s", row->state_since);
	if (!row->photo_id)
		return 0;
	if (case_store_photo(session, row, &photo, err) < 0 ||
	    photo_store_get_made(session->store, &made, take_made, out->made,
				 err) < 0)
		return -1;
	snprintf(out->photo, sizeof(out->photo), "%s", photo.photo);
	return 0;
}

/* A board is a file that leaves the store: masked unless --unmask asked. */
static void set_shown(struct json *facts, const char *key, bool unmask,
		      const struct student *s, enum student_field field)
{
	struct buf room = BUF_INIT;

	roster_row_show(&room, field, student_get(s, field), unmask);
	json_set_str(facts, key, buf_str(&room));
	buf_release(&room);
}

static void set_group(struct json *facts, const struct student *s)
{
	struct buf group = BUF_INIT;

	buf_addf(&group, "%s %s", student_get(s, STUDENT_fy),
		 student_get(s, STUDENT_bh));
	json_set_str(facts, "group", buf_str(&group));
	buf_release(&group);
}

/*
 * What people wrote may hold a name or a number too, so it is redacted as
 * text.
 */
static void set_words(struct json *item, const char *key, const char *words,
		      bool unmask)
{
	struct buf shown = BUF_INIT;

	if (unmask)
		buf_adds(&shown, words);
	else
		redact_text(&shown, words);
	json_set_str(item, key, buf_str(&shown));
	buf_release(&shown);
}

/* What neither the photo nor the made one says: roster, scores, outcomes. */
static struct json *other_findings(const struct case_view *view)
{
	struct json *list = json_new_array();
	size_t i;

	for (i = 0; i < view->findings.n; i++) {
		const struct finding *f = &view->findings.list[i];

		if (!findings_has(&view->source, f->code) &&
		    !findings_has(&view->made, f->code) &&
		    strncmp(f->code, "SAM-", 4) != 0)
			json_add(list, finding_json(f));
	}
	return list;
}

static struct json *pairs(const struct case_view *view, bool unmask,
			  struct board_case *out)
{
	struct json *list = json_new_array(), *item;
	size_t i;

	for (i = 0; i < view->n_pairs; i++) {
		const struct case_pair *pair = &view->pairs[i];
		/*
		 * The enrollment photo has its own place on the page, so its
		 * pair needs no picture more; a pair without one says -1 and
		 * is told in words.
		 */
		bool drawn = out->n_others < BOARD_CASE_OTHERS &&
			     strcmp(pair->role, "SAM-ENROLL") != 0 &&
			     pair->other.sha256[0];

		item = json_new_object();
		json_set_str(item, "role", pair_finding_role(pair->role));
		json_set_str(item, "verdict", words_show(pair->verdict));
		json_set_real(item, "score", pair->score, 1);
		set_words(item, "overruled", pair->overruled, unmask);
		json_set_int(item, "picture",
			     drawn ? (long long)out->n_others : -1);
		if (drawn)
			snprintf(out->others[out->n_others++], SHA256_HEX, "%s",
				 pair->other.sha256);
		json_add(list, item);
	}
	return list;
}

static struct json *decisions(const struct case_view *view, bool unmask)
{
	struct json *list = json_new_array();
	struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < view->n_decisions; i++) {
		buf_clear(&text);
		case_view_decision(&view->decisions[i], unmask, &text);
		json_add_str(list, buf_str(&text));
	}
	buf_release(&text);
	return list;
}

/* What the reviewer must write so that the gate lets the case pass. */
static const char *words_needed(const char *code)
{
	if (strcmp(code, "CMP-OVERRULE") == 0)
		return "overrule";
	return strcmp(code, "QUO-REASON") == 0 ? "reason" : "";
}

/*
 * What passing it will ask for: "overrule" or "reason" words, or a condition
 * that no words help (a code, a payment), which is told.
 */
static int set_needs(const struct session *session,
		     const struct case_view *view, struct json *facts,
		     struct error *err)
{
	const struct case_store_step step = {.event = CASE_EVENT_APPROVE};
	enum case_state state = view->row->state;
	struct gate_answer answer;
	const char *needs;

	if (case_store_ask(session, view->row, &step, &answer, err) < 0)
		return -1;
	needs = answer.allowed ? "" : words_needed(answer.code);
	/*
	 * An intercepted case cannot be approved in one step, so the gate
	 * answers with the step; what helps is to overrule, which submits it
	 * first (review_decide).
	 */
	if (state == CASE_INTERCEPTED)
		needs = "overrule";
	json_set_bool(facts, "stopped",
		      state == CASE_ESCALATED ||
			      strcmp(needs, "overrule") == 0);
	json_set_str(facts, "needs", needs);
	json_set_str(facts, "blocked",
		     answer.allowed || *needs ? "" : answer.why.text);
	return 0;
}

static int set_score(const struct session *session,
		     const struct student_row *row, struct json *facts,
		     struct error *err)
{
	const struct score_asked asked = {row->student.id, row->photo_id,
					  false};
	struct score_value value;
	int got = score_store_of(session->store, &asked, &value, err);

	json_set_real(facts, "score", got > 0 ? value.score : NAN, 1);
	return got < 0 ? -1 : 0;
}

static void set_key(struct json *facts, const struct board_case_key *key)
{
	json_set_int(facts, "id", key->student_id);
	json_set_str(facts, "state", key->state);
	json_set_str(facts, "since", key->since);
	json_set_str(facts, "photo", key->photo);
	json_set_str(facts, "made", key->made);
}

static void add_line(struct json *list, const char *label, double y,
		     const char *color)
{
	struct json *line = json_new_object();

	json_set_str(line, "label", label);
	json_set_real(line, "y", y, 1);
	json_set_str(line, "color", color);
	json_add(list, line);
}

/* Pixels of the finished photo from its top. */
static struct json *lines(const struct case_view *view)
{
	struct json *list = json_new_array();

	if (view->eye_line > 0) {
		add_line(list, _("crown"), view->head_top, "#ff8c00");
		add_line(list, _("eyes"), view->eye_line, "#e000e0");
	}
	return list;
}

int board_case_read(const struct session *session, const struct case_view *view,
		    bool unmask, struct board_case *out, struct error *err)
{
	const struct student_row *row = view->row;
	struct ledger_facts known;
	struct json *facts;

	memset(out, 0, sizeof(*out));
	if (board_case_key(session, row, &out->key, err) < 0 ||
	    ledger_store_facts(session, row, &known, err) < 0)
		return -1;
	snprintf(out->enrollment, SHA256_HEX, "%s", known.enrollment);
	out->facts = facts = json_new_object();
	set_key(facts, &out->key);
	set_shown(facts, "number", unmask, &row->student, STUDENT_xh);
	set_shown(facts, "who", unmask, &row->student, STUDENT_xm);
	set_group(facts, &row->student);
	json_set_str(facts, "state_text", case_state_show(row->state));
	json_set_str(facts, "note", buf_str(&view->note));
	json_set(facts, "findings", findings_json(&view->findings));
	json_set(facts, "source", findings_json(&view->source));
	json_set(facts, "made_findings", findings_json(&view->made));
	json_set(facts, "other", other_findings(view));
	json_set(facts, "lines", lines(view));
	json_set(facts, "pairs", pairs(view, unmask, out));
	json_set(facts, "decisions", decisions(view, unmask));
	if (set_needs(session, view, facts, err) == 0 &&
	    set_score(session, row, facts, err) == 0)
		return 0;
	json_free(facts);
	return -1;
}
