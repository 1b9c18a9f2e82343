/* SPDX-License-Identifier: MIT */
#include "review/case_grant.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/ledger_store.h"

/*
 * A grant is a mark in the log and changes no policy: the limit stays what the
 * school was told, and what one student got beyond it stays visible as that.
 */
static enum ledger_grant find_grant(const char *word)
{
	static const char *const zh[LEDGER_GRANT_COUNT] = {"制作", "重交",
							   "更换", "比对失败"};
	int i;

	for (i = 0; i < LEDGER_GRANT_COUNT; i++)
		if (strcmp(zh[i], word) == 0)
			return (enum ledger_grant)i;
	return ledger_grant_find(word);
}

int case_grant_parse(struct case_grant *grant, const char *word,
		     struct error *err)
{
	char name[CASE_DETAIL_WORD];
	const char *equals = strchr(word, '=');
	enum ledger_grant what = LEDGER_GRANT_COUNT;

	if (equals && (size_t)(equals - word) < sizeof(name)) {
		memcpy(name, word, (size_t)(equals - word));
		name[equals - word] = '\0';
		what = find_grant(name);
	}
	if (what == LEDGER_GRANT_COUNT ||
	    text_to_long(equals + 1, 1, CASE_GRANT_MOST, &grant->more[what]) <
		    0)
		return error_set(err, ERROR_USAGE,
				 _("%s: wants make=N, resubmit=N, replace=N or "
				   "fails=N, N from 1 to %d"),
				 word, CASE_GRANT_MOST);
	return 0;
}

static int grant_one(const struct session *session,
		     const struct case_grant *grant, long long id,
		     struct error *err)
{
	struct case_detail detail = {.n = 0};
	int what;

	case_detail_put(detail.reason, sizeof(detail.reason), grant->reason);
	/*
	 * A mark for each kind: the ledger folds one kind and one number a
	 * row.
	 */
	for (what = 0; what < LEDGER_GRANT_COUNT; what++) {
		if (!grant->more[what])
			continue;
		detail.n = grant->more[what];
		case_detail_put(detail.what, sizeof(detail.what),
				ledger_grant_name((enum ledger_grant)what));
		if (ledger_store_mark(session, id, LEDGER_GRANT, &detail, err) <
		    0)
			return -1;
	}
	return 0;
}

/*
 * All or none, unlike decisions: no gate refuses a grant, so a failure here is
 * the store's, and half a class with one more try would be a complaint.
 */
static int grant_all(const struct session *session,
		     const struct case_grant *grant,
		     const struct student_ids *g, struct error *err)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if (grant_one(session, grant, g->list[i], err) < 0)
			return -1;
	return 0;
}

/* Told after the transaction: what is printed has been kept. */
static int tell(const struct session *session, const struct student_ids *g,
		const struct case_grant_shown *shown, struct error *err)
{
	struct student_row row;
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < g->n; i++) {
		result = student_store_get(session->store, g->list[i], &row,
					   err);
		if (result < 0)
			break;
		result = shown->fn(shown->ctx, &row, err);
		student_store_release(&row);
	}
	return result;
}

static int check(const struct case_grant *grant, struct error *err)
{
	long any = 0;
	int what;

	for (what = 0; what < LEDGER_GRANT_COUNT; what++)
		any |= grant->more[what];
	if (!any)
		return error_set(err, ERROR_USAGE,
				 _("say what is granted: make=1, resubmit=1, "
				   "replace=1 or fails=1"));
	/*
	 * Every limit here comes from a manual or the school; who goes beyond
	 * it has to be able to answer for it later.
	 */
	if (!grant->reason || !*grant->reason)
		return error_set(err, ERROR_USAGE,
				 _("a grant needs a --reason"));
	return 0;
}

int case_grant_give(const struct session *session,
		    const struct case_grant *grant,
		    const struct case_filter *filter,
		    const struct case_grant_shown *shown, struct error *err)
{
	struct student_ids g = {NULL, 0, 0};
	int result = check(grant, err);

	if (result == 0)
		result = student_store_ids(session, filter, &g, err);
	if (result == 0)
		result = store_begin(session->store, err);
	if (result == 0)
		result = store_end(session->store,
				   grant_all(session, grant, &g, err),
				   session->dry_run, err);
	if (result == 0)
		result = tell(session, &g, shown, err);
	student_store_ids_release(&g);
	return result;
}
