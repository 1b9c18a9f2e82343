/* SPDX-License-Identifier: MIT */
#include "cmd/run/night_intake.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "code/code_import.h"
#include "compare/compare_score.h"
#include "package/package_reply.h"
#include "photo/photo_import.h"
#include "roster/roster_import.h"

/* One step over one folder. */
struct taking {
	const struct night *night;
	const struct night_step *step;
	long *counts;
	struct night_drop drop;
};

static void tick(const struct taking *t)
{
	t->night->tick(t->night->ctx);
}

static int start(struct taking *t, struct error *err)
{
	if (night_inbox_find(t->night->inbox, t->step->name, &t->drop, err) < 0)
		return -1;
	if (t->drop.n)
		t->night->start(t->night->ctx, t->step->name, (long)t->drop.n);
	return 0;
}

/* What the step has taken in is committed by now, whatever else went wrong. */
static int finish(struct taking *t, int result, struct error *err)
{
	if (result == 0 && !t->night->session->dry_run)
		result = night_inbox_archive(t->night->inbox, &t->drop, err);
	night_inbox_release(&t->drop);
	return result;
}

static int code_is_in(void *ctx, const struct code_batch_item *item,
		      const char *status, struct error *err)
{
	struct taking *t = ctx;

	(void)err;
	if (item->result.status == CODE_ERROR)
		t->night->failed(t->night->ctx, item->file.name,
				 &item->result.error);
	night_inbox_tell(&t->drop, item->file.name,
			 strcmp(status, "added") == 0 ||
				 strcmp(status, "known") == 0);
	tick(t);
	return 0;
}

static int photo_is_in(void *ctx, const struct photo_import_result *result,
		       struct error *err)
{
	struct taking *t = ctx;

	(void)err;
	if (result->status == PHOTO_IMPORT_FAILED && result->error)
		t->night->failed(t->night->ctx, result->file, result->error);
	night_inbox_tell(&t->drop, result->file,
			 result->status <= PHOTO_IMPORT_KNOWN);
	tick(t);
	return 0;
}

static int row_is_in(void *ctx, const struct roster_row *row,
		     enum student_store_change change, struct error *err)
{
	(void)row;
	(void)change;
	(void)err;
	tick(ctx);
	return 0;
}

static int score_is_in(void *ctx, const struct compare_score_result *result,
		       struct error *err)
{
	(void)result;
	(void)err;
	tick(ctx);
	return 0;
}

static int reply_is_in(void *ctx, const struct package_reply_shown *shown,
		       struct error *err)
{
	(void)shown;
	(void)err;
	tick(ctx);
	return 0;
}

/* What lies in the inbox was named by nobody; a list among photos stays. */
static struct intake *open_drop(const struct taking *t, struct error *err)
{
	return intake_open_found(t->drop.paths, (int)t->drop.n, err);
}

static void close_drop(const struct taking *t, struct intake *intake)
{
	struct error note = ERROR_INIT;
	const char *names;

	if (intake && intake_left_out(intake, &names)) {
		error_set(&note, ERROR_INPUT, _("no pictures, left out: %s"),
			  names);
		t->night->failed(t->night->ctx, NULL, &note);
	}
	intake_close(intake);
}

int night_intake_codes(const struct night *night, const struct night_step *step,
		       long counts[NIGHT_COUNTS], struct error *err)
{
	struct taking t = {.night = night, .step = step, .counts = counts};
	struct code_import_counts c = {0};
	struct code_import how = {
		.session = night->session,
		.show = code_is_in,
		.ctx = &t,
	};
	struct intake *intake = NULL;
	int result = start(&t, err);

	if (result == 0 && t.drop.n) {
		intake = open_drop(&t, err);
		result = intake ? code_import(&how, intake, &c, err) : -1;
	}
	close_drop(&t, intake);
	counts[0] = c.total;
	counts[1] = c.added;
	counts[2] = c.none;
	counts[3] = c.failed;
	return finish(&t, result, err);
}

int night_intake_photos(const struct night *night,
			const struct night_step *step,
			long counts[NIGHT_COUNTS], struct error *err)
{
	struct taking t = {.night = night, .step = step, .counts = counts};
	enum photo_kind kind = photo_kind_find(step->name);
	struct photo_import_counts c = {0};
	struct photo_import how = {
		.session = night->session,
		.kind = kind == PHOTO_KIND_COUNT ? PHOTO_KIND_SUBMISSION : kind,
		.show = photo_is_in,
		.ctx = &t,
	};
	struct intake *intake = NULL;
	int result = start(&t, err);

	if (result == 0 && t.drop.n) {
		intake = open_drop(&t, err);
		result = intake ? photo_import(&how, intake, &c, err) : -1;
	}
	close_drop(&t, intake);
	counts[0] = c.total;
	counts[1] = c.added;
	counts[2] = c.waiting;
	counts[3] = c.known;
	counts[4] = c.refused;
	counts[5] = c.failed;
	return finish(&t, result, err);
}

/*
 * Lists are taken one by one: 1 when it is in and may go to the archive, 0 when
 * it stays, -1.  error is where the step counts what cannot be read.
 */
typedef int (*take_fn)(struct taking *t, const char *path, struct error *err);

static int take_lists(struct taking *t, take_fn take, long *error,
		      struct error *err)
{
	struct error why = ERROR_INIT;
	int result = start(t, err), got;
	size_t i;

	for (i = 0; result == 0 && i < t->drop.n; i++) {
		got = take(t, t->drop.paths[i], &why);
		night_inbox_tell(&t->drop, t->drop.paths[i], got > 0);
		if (got >= 0)
			continue;
		/*
		 * One that cannot be read is named and counted, and the night
		 * goes on; what is wrong with the store ends it.
		 */
		++*error;
		t->night->failed(t->night->ctx, t->drop.paths[i], &why);
		if (why.kind == ERROR_INPUT || why.kind == ERROR_LIMIT ||
		    why.kind == ERROR_USAGE)
			continue;
		*err = why;
		result = -1;
	}
	return finish(t, result, err);
}

/* A list that was taken is not taken again. */
static int take_score(struct taking *t, const char *path, struct error *err)
{
	const struct session *session = t->night->session;
	struct compare_score_counts c;
	struct compare_score how = {
		.session = session,
		.file = path,
		.least = (double)policy_number(&session->task->policies,
					       POLICY_SCORE_MIN),
		.show = score_is_in,
		.ctx = t,
	};
	bool known = false;

	if (compare_score_known(session, path, &known, err) < 0)
		return -1;
	if (known)
		return 1;
	t->counts[0]++;
	if (compare_score(&how, &c, err) < 0)
		return -1;
	t->counts[1] += c.total;
	t->counts[2] += c.stopped;
	t->counts[3] += c.nobody + c.bad;
	t->counts[5] += c.below + c.fail + c.warn;
	return 1;
}

int night_intake_scores(const struct night *night,
			const struct night_step *step,
			long counts[NIGHT_COUNTS], struct error *err)
{
	struct taking t = {.night = night, .step = step, .counts = counts};

	return take_lists(&t, take_score, &counts[4], err);
}

/* Its columns are those the task has learned, or known by their names. */
static int take_roster(struct taking *t, const char *path, struct error *err)
{
	const struct roster_import import = {
		.session = t->night->session,
		.show = row_is_in,
		.ctx = t,
	};
	struct roster_import_counts c = {0, 0, 0, 0};
	struct roster_load load = {.sheet = NULL};
	int result = roster_import(&import, path, &load, &c, err);

	roster_load_release(&load);
	t->counts[0]++;
	if (result < 0)
		return -1;
	t->counts[1] += c.added;
	t->counts[2] += c.changed;
	t->counts[3] += c.left_out;
	return 1;
}

int night_intake_rosters(const struct night *night,
			 const struct night_step *step,
			 long counts[NIGHT_COUNTS], struct error *err)
{
	struct taking t = {.night = night, .step = step, .counts = counts};

	return take_lists(&t, take_roster, &counts[4], err);
}

/* receipts/bounce/5月.xlsx: what a list says is known by its folder. */
static enum package_reply_kind find_kind(const char *path)
{
	if (strstr(path, "/receipts/bounce/"))
		return PACKAGE_REPLY_BOUNCE;
	if (strstr(path, "/receipts/online/"))
		return PACKAGE_REPLY_ONLINE;
	if (strstr(path, "/receipts/dispute/"))
		return PACKAGE_REPLY_DISPUTE;
	return PACKAGE_REPLY_RECEIPT;
}

static int take_receipt(struct taking *t, const char *path, struct error *err)
{
	struct package_reply_counts c = {0};
	const struct package_reply how = {
		.session = t->night->session,
		.kind = find_kind(path),
		.file = path,
		.show = reply_is_in,
		.ctx = t,
	};

	t->counts[0]++;
	if (package_reply(&how, &c, err) < 0)
		return -1;
	t->counts[1] += c.total - c.lacking;
	t->counts[2] += c.moved;
	t->counts[3] += c.found;
	return 1;
}

int night_intake_receipts(const struct night *night,
			  const struct night_step *step,
			  long counts[NIGHT_COUNTS], struct error *err)
{
	struct taking t = {.night = night, .step = step, .counts = counts};

	return take_lists(&t, take_receipt, &counts[4], err);
}
