/* SPDX-License-Identifier: MIT */
#include "report/missing_group.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/near.h"
#include "store/ledger_store.h"

/* What students have in common; a number or a birthday is nobody's group. */
static const enum student_field groupings[] = {
	STUDENT_fy,   STUDENT_bh,   STUDENT_zymc, STUDENT_zydm, STUDENT_xsh,
	STUDENT_nj,   STUDENT_xllb, STUDENT_cc,	  STUDENT_xz,	STUDENT_xxxs,
	STUDENT_rxrq, STUDENT_byrq, STUDENT_xjzt, STUDENT_yxmc, STUDENT_yxdm,
};

static bool is_field(enum student_field field, const char *word)
{
	return strcmp(student_field_name(field), word) == 0 ||
	       strcmp(student_field_title(field), word) == 0 ||
	       strcmp(student_field_info(field)->english, word) == 0;
}

/* By its whole name or, in the table's order, its title's beginning: 专业. */
static enum student_field find_field(const char *word)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(groupings); i++)
		if (is_field(groupings[i], word))
			return groupings[i];
	for (i = 0; i < ARRAY_SIZE(groupings) && *word; i++)
		if (strncmp(student_field_title(groupings[i]), word,
			    strlen(word)) == 0)
			return groupings[i];
	return STUDENT_FIELD_COUNT;
}

static int refuse_field(const char *word, struct error *err)
{
	struct near_search near = near_to(word);
	const char *found;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(groupings); i++) {
		near_try(&near, student_field_title(groupings[i]));
		near_try(&near, student_field_info(groupings[i])->english);
	}
	found = near_found(&near);
	if (found)
		return error_set(err, ERROR_USAGE,
				 _("--by %s: no such group; did you mean %s?"),
				 word, found);
	return error_set(err, ERROR_USAGE,
			 _("--by %s: no such group; wants some of 学院, 班级, "
			   "专业名称, 年级, 层次"),
			 word);
}

int missing_group_read(const char *by, struct missing_groups *out,
		       struct error *err)
{
	char word[64];
	size_t n;

	for (;; by += n + 1) {
		n = strcspn(by, ",");
		snprintf(word, sizeof(word), "%.*s", (int)n, by);
		if (out->n_fields == MISSING_GROUP_FIELDS)
			return error_set(err, ERROR_USAGE,
					 _("--by takes at most %d fields"),
					 MISSING_GROUP_FIELDS);
		out->fields[out->n_fields] = find_field(word);
		if (out->fields[out->n_fields++] == STUDENT_FIELD_COUNT)
			return refuse_field(word, err);
		if (!by[n])
			return 0;
	}
}

static bool is_of(const struct missing_groups *all,
		  const struct missing_group *g, const struct student *student)
{
	size_t i;

	for (i = 0; i < all->n_fields; i++)
		if (strcmp(g->words[i], student_get(student, all->fields[i])) !=
		    0)
			return false;
	return true;
}

/* Students come by college and class: mostly it is the group of before. */
static struct missing_group *group_of(struct missing_groups *all,
				      const struct student *student)
{
	struct missing_group *g;
	size_t i;

	for (i = all->n; i-- > 0;)
		if (is_of(all, &all->groups[i], student))
			return &all->groups[i];
	MEM_GROW(all->groups, all->n, all->cap);
	g = &all->groups[all->n++];
	memset(g, 0, sizeof(*g));
	for (i = 0; i < all->n_fields; i++)
		g->words[i] = mem_xstrdup(student_get(student, all->fields[i]));
	return g;
}

/*
 * Both counts by the same folds, one to now and one to --since, each by the
 * policies of its time: otherwise a rule that was set in between would look
 * like work that was done.
 */
struct collector {
	const struct session *session;
	struct missing_groups *all;
	date_time since;
	struct policies then; /* as they were */
};

/* Whether the student was listed by then and lacked something. */
static int lacked(const struct collector *c, long long student_id, bool *was,
		  struct error *err)
{
	struct ledger ledger;
	date_time imported;

	*was = false;
	if (student_store_imported(c->session->store, student_id, &imported,
				   err) < 0)
		return -1;
	/*
	 * Who was listed later lacked nothing then, or each new class would
	 * look as if the office had fallen behind.
	 */
	if (imported > c->since)
		return 0;
	if (ledger_store_read(c->session, student_id, c->since, &ledger, err) <
	    0)
		return -1;
	*was = !missing_is_on_its_way(ledger.state) ||
	       missing_is_unpaid(&c->then, &ledger);
	return 0;
}

static int count_student(void *ctx, const struct student_row *row,
			 struct error *err)
{
	struct collector *c = ctx;
	struct missing_group *g = group_of(c->all, &row->student);
	bool was = false;

	if (c->since && lacked(c, row->student.id, &was, err) < 0)
		return -1;
	g->total++;
	g->then += was;
	c->all->all.total++;
	c->all->all.then += was;
	return 0;
}

static void count_in(struct missing_group *g, const struct missing_case *m)
{
	g->missing++;
	g->unpaid += m->unpaid;
	g->by[m->kind]++;
}

static int count_missing(void *ctx, const struct missing_case *m,
			 struct error *err)
{
	struct collector *c = ctx;

	(void)err;
	count_in(group_of(c->all, &m->row->student), m);
	count_in(&c->all->all, m);
	return 0;
}

static int count_row(void *ctx, const struct missing_row *row,
		     struct error *err)
{
	struct collector *c = ctx;

	(void)err;
	if (row->row->list != REFUSED_ROSTER) /* counted as unpaid */
		return 0;
	group_of(c->all, row->row->student)->refused++;
	c->all->all.refused++;
	return 0;
}

int missing_group_collect(const struct session *session,
			  const struct case_filter *filter, date_time since,
			  struct missing_groups *out, struct error *err)
{
	struct collector c = {.session = session, .all = out, .since = since};

	if (since && ledger_store_policies(session, since, &c.then, err) < 0)
		return -1;
	if (student_store_each(session, filter, count_student, &c, err) < 0)
		return -1;
	if (missing_each_row(session, filter, count_row, &c, err) < 0)
		return -1;
	return missing_each(session, filter, count_missing, &c, err);
}

void missing_group_release(struct missing_groups *all)
{
	size_t i, f;

	for (i = 0; i < all->n; i++)
		for (f = 0; f < all->n_fields; f++)
			free(all->groups[i].words[f]);
	free(all->groups);
	memset(all, 0, sizeof(*all));
}
