/* SPDX-License-Identifier: MIT */
#include "roster/roster_diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "roster/roster_keys.h"
#include "rules/idnum.h"
#include "rules/person_name.h"

static const struct {
	const char *name, *title;
} events[ROSTER_DIFF_EVENTS] = {
	[ROSTER_DIFF_MAJOR] = {"major", "转专业"},
	[ROSTER_DIFF_NAME] = {"name", "更名"},
	[ROSTER_DIFF_SUSPEND] = {"suspend", "休学"},
	[ROSTER_DIFF_RESUME] = {"resume", "复学"},
	[ROSTER_DIFF_WITHDRAW] = {"withdraw", "退学"},
	[ROSTER_DIFF_COLLEGE] = {"college", "转学院"},
	[ROSTER_DIFF_CLASS] = {"class", "调班"},
	[ROSTER_DIFF_GRADE] = {"grade", "年级变动"},
	[ROSTER_DIFF_LEVEL] = {"level", "层次学制变动"},
	[ROSTER_DIFF_NUMBER] = {"number", "号码变动"},
	[ROSTER_DIFF_IDENTITY] = {"identity", "身份信息变动"},
	[ROSTER_DIFF_DATES] = {"dates", "入学毕业日期变动"},
	[ROSTER_DIFF_CONTACT] = {"contact", "联系方式变动"},
	[ROSTER_DIFF_OTHER] = {"other", "其他变动"},
};

const char *roster_diff_kind_name(enum roster_diff_kind kind)
{
	static const char *const names[] = {"new", "gone", "changed"};

	return names[kind];
}

const char *roster_diff_event_name(enum roster_diff_event event)
{
	return events[event].name;
}

const char *roster_diff_event_title(enum roster_diff_event event)
{
	return events[event].title;
}

void roster_diff_release(struct roster_diff *diff)
{
	free(diff->entries);
	memset(diff, 0, sizeof(*diff));
}

void roster_diff_view(const struct roster_diff *diff, size_t i,
		      struct roster_diff_view *out)
{
	const struct roster_diff_entry *e = &diff->entries[i];

	memset(out, 0, sizeof(*out));
	out->entry = e;
	if (e->before)
		student_list_get(diff->before, e->before - 1, &out->before);
	if (e->after)
		student_list_get(diff->after, e->after - 1, &out->after);
	out->who = e->after ? &out->after : &out->before;
}

/* The two sides under comparison; partner[i] is 1 + index in the other. */
struct match {
	const struct roster_diff_set *before, *after;
	uint32_t *partner_before, *partner_after;
};

/* A renewed permit keeps its first digits: they are the person's. */
static void key_text(const struct student *s, enum student_field key, char *out,
		     size_t size)
{
	const char *value = student_get(s, key);

	if (key == STUDENT_zjhm)
		idnum_stable(value, out, size);
	else
		snprintf(out, size, "%s", value);
}

static bool same_name(const struct student_list *before, size_t i,
		      const struct student *b)
{
	const char *is = student_get(b, STUDENT_xm), *was;
	struct student a;

	student_list_get(before, i, &a);
	was = student_get(&a, STUDENT_xm);

	return person_name_same(was, is, student_get(b, STUDENT_cym)) !=
	       PERSON_NAME_DIFFERENT;
}

static int index_before(const struct match *m, enum student_field key,
			struct roster_keys *keys, struct error *err)
{
	struct student s;
	char text[128];
	uint32_t found;
	size_t i;

	for (i = 0; i < m->before->list->n; i++) {
		if (m->partner_before[i])
			continue;
		student_list_get(m->before->list, i, &s);
		key_text(&s, key, text, sizeof(text));
		found = roster_keys_put(keys, text, (uint32_t)i + 1, err);
		if (!found)
			return -1;
	}
	return 0;
}

/*
 *	before        after              pass 1: the key      (here 学号)
 *	 A  01 ------- A  01             pass 2: 证件号  and the same name
 *	 B  02 --.  .- C  05  new 学号   pass 3: 考生号  and the same name
 *	 C  03 ---\-'                    pass 4: 学号    and the same name
 *	 D  04     `-- B  02             what is left:  D gone, E new
 *	               E  06
 *
 * Later passes ask for the name too: a number that was given to somebody else
 * would otherwise make one student out of two.
 */
/*
 * Pair what is still alone by key; by_name asks for the same name too.  A
 * lookup puts the key as well: it then belongs to the other side.
 */
static int pair_by(struct match *m, enum student_field key, bool by_name,
		   struct error *err)
{
	struct roster_keys keys = ROSTER_KEYS_INIT;
	const size_t n = m->before->list->n;
	struct student s;
	uint32_t found, self;
	char text[128];
	int result = -1;
	size_t i;

	if (index_before(m, key, &keys, err) < 0)
		goto out;
	for (i = 0; i < m->after->list->n; i++) {
		if (m->partner_after[i])
			continue;
		self = (uint32_t)(n + i) + 1;
		student_list_get(m->after->list, i, &s);
		key_text(&s, key, text, sizeof(text));
		found = roster_keys_put(&keys, text, self, err);
		if (!found)
			goto out;
		if (found > n || m->partner_before[found - 1] ||
		    (by_name && !same_name(m->before->list, found - 1, &s)))
			continue;
		m->partner_after[i] = found;
		m->partner_before[found - 1] = (uint32_t)i + 1;
	}
	result = 0;
out:
	roster_keys_release(&keys);
	return result;
}

static uint64_t columns_of(const struct roster_diff_set *set)
{
	uint64_t columns = set->columns;
	struct student s;
	size_t i;
	int f;

	if (columns)
		return columns;
	for (i = 0; i < set->list->n; i++) {
		student_list_get(set->list, i, &s);
		for (f = 0; f < STUDENT_FIELD_COUNT; f++)
			if (s.field[f])
				columns |= (uint64_t)1 << f;
	}
	return columns;
}

/* 95 of 100: single rows without a 考生号 are in every list. */
static bool nearly_all_have(const struct roster_diff_set *set,
			    enum student_field field)
{
	struct student s;
	size_t i, have = 0;

	for (i = 0; i < set->list->n; i++) {
		student_list_get(set->list, i, &s);
		have += s.field[field] != NULL;
	}
	return have * 20 >= set->list->n * 19;
}

static enum student_field choose_key(const struct roster_diff_set *before,
				     const struct roster_diff_set *after)
{
	static const enum student_field keys[] = {STUDENT_ksh, STUDENT_xh,
						  STUDENT_zjhm};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (nearly_all_have(before, keys[i]) &&
		    nearly_all_have(after, keys[i]))
			return keys[i];
	return STUDENT_FIELD_COUNT;
}

static int check_twice(const struct roster_diff_set *set,
		       enum student_field key, struct error *err)
{
	struct roster_keys keys = ROSTER_KEYS_INIT;
	struct student s;
	char text[128];
	uint32_t first;
	int result = 0;
	size_t i;

	for (i = 0; i < set->list->n && result == 0; i++) {
		student_list_get(set->list, i, &s);
		key_text(&s, key, text, sizeof(text));
		first = roster_keys_put(&keys, text, (uint32_t)i + 1, err);
		if (!first)
			result = -1;
		else if (first != i + 1)
			result = error_set(
				err, ERROR_INPUT,
				_("students %u and %zu of one list have the "
				  "same %s; choose another key or correct the "
				  "list"),
				first, i + 1, student_field_label(key));
	}
	roster_keys_release(&keys);
	return result;
}

/*
 * A name in another spelling (dots, width, a ?? where one list has the rare
 * character) is no 更名.
 */
static bool same_field(const struct student *a, const struct student *b,
		       enum student_field field)
{
	const char *x = student_get(a, field), *y = student_get(b, field);

	if (strcmp(x, y) == 0)
		return true;
	return student_field_info(field)->form == STUDENT_NAME &&
	       person_name_same(x, y, NULL) >= PERSON_NAME_WILD;
}

/* The table of rules/student.h says what a change of each field is. */
static const enum roster_diff_event event_of[] = {
#define DIFF_EVENT(id, zh, en, form, change, ...) ROSTER_DIFF_##change,
	STUDENT_FIELDS(DIFF_EVENT)
#undef DIFF_EVENT
};

static bool has_left(const char *status)
{
	return strstr(status, "退学") || strstr(status, "开除") ||
	       strstr(status, "取消") || strstr(status, "注销");
}

/* What the change of 学籍状态 means. */
static enum roster_diff_event status_event(const char *was, const char *is)
{
	if (has_left(is))
		return ROSTER_DIFF_WITHDRAW;
	if (strstr(is, "休学") || strstr(is, "保留"))
		return ROSTER_DIFF_SUSPEND;
	if (strstr(was, "休学") || strstr(was, "保留") || strstr(is, "复学"))
		return ROSTER_DIFF_RESUME;
	return ROSTER_DIFF_OTHER;
}

static void compare(const struct student *a, const struct student *b,
		    uint64_t columns, struct roster_diff_entry *e)
{
	int f;

	for (f = 0; f < STUDENT_FIELD_COUNT; f++) {
		enum student_field field = (enum student_field)f;
		enum roster_diff_event event = event_of[field];

		if (!(columns & (uint64_t)1 << f) || same_field(a, b, field))
			continue;
		if (field == STUDENT_xjzt)
			event = status_event(student_get(a, field),
					     student_get(b, field));
		e->fields |= (uint64_t)1 << f;
		e->events |= 1u << event;
	}
}

static void put(struct roster_diff *out, const struct roster_diff_entry *e)
{
	MEM_GROW(out->entries, out->n, out->cap);
	out->entries[out->n++] = *e;
	out->counts[e->kind]++;
}

/* What became of one of the second list. */
static struct roster_diff_entry entry_of(const struct match *m, size_t i,
					 uint64_t columns)
{
	struct roster_diff_entry e = {.kind = ROSTER_DIFF_NEW,
				      .after = (uint32_t)i + 1,
				      .before = m->partner_after[i]};
	struct student a, b;

	if (!e.before)
		return e;
	e.kind = ROSTER_DIFF_CHANGED;
	student_list_get(m->before->list, e.before - 1, &a);
	student_list_get(m->after->list, i, &b);
	compare(&a, &b, columns, &e);
	return e;
}

static void collect(const struct match *m, uint64_t columns,
		    struct roster_diff *out)
{
	struct roster_diff_entry e;
	size_t i;

	for (i = 0; i < m->after->list->n; i++) {
		e = entry_of(m, i, columns);
		if (e.kind == ROSTER_DIFF_CHANGED && !e.fields)
			out->same++;
		else
			put(out, &e);
	}
	for (i = 0; i < m->before->list->n; i++) {
		e = (struct roster_diff_entry){.kind = ROSTER_DIFF_GONE,
					       .before = (uint32_t)i + 1};
		if (!m->partner_before[i])
			put(out, &e);
	}
}

/* The key first, then the other numbers for those who changed theirs. */
static int pair_all(struct match *m, enum student_field key, struct error *err)
{
	static const enum student_field others[] = {STUDENT_zjhm, STUDENT_ksh,
						    STUDENT_xh};
	size_t i;

	if (pair_by(m, key, false, err) < 0)
		return -1;
	for (i = 0; i < ARRAY_SIZE(others); i++)
		if (others[i] != key && pair_by(m, others[i], true, err) < 0)
			return -1;
	return 0;
}

int roster_diff(const struct roster_diff_set *before,
		const struct roster_diff_set *after, enum student_field key,
		struct roster_diff *out, struct error *err)
{
	struct match m = {.before = before, .after = after};
	int result = -1;

	memset(out, 0, sizeof(*out));
	if (key == STUDENT_FIELD_COUNT)
		key = choose_key(before, after);
	if (key == STUDENT_FIELD_COUNT)
		return error_set(err, ERROR_INPUT,
				 _("the lists share no number to compare by: "
				   "考生号, 学号 or 证件号码"));
	out->key = key;
	out->before = before->list;
	out->after = after->list;
	m.partner_before = mem_try_calloc(before->list->n + 1, 4);
	m.partner_after = mem_try_calloc(after->list->n + 1, 4);
	if (!m.partner_before || !m.partner_after) {
		error_set(err, ERROR_LIMIT, _("the lists are too large"));
		goto out;
	}
	if (check_twice(before, key, err) < 0 ||
	    check_twice(after, key, err) < 0 || pair_all(&m, key, err) < 0)
		goto out;
	collect(&m, columns_of(before) & columns_of(after), out);
	result = 0;
out:
	free(m.partner_before);
	free(m.partner_after);
	return result;
}
