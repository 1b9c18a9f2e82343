/* SPDX-License-Identifier: MIT */
#include "roster/roster_twins.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "rules/idnum.h"
#include "rules/person_name.h"

enum { ROWS_LIMIT = 100000000 };

void roster_twins_release(struct roster_twins *twins)
{
	roster_keys_release(&twins->xh);
	roster_keys_release(&twins->ksh);
	roster_keys_release(&twins->zjhm);
	roster_keys_release(&twins->person);
	free(twins->rows);
	*twins = (struct roster_twins)ROSTER_TWINS_INIT;
}

/*
 * What is kept of a student, instead of the row:
 *
 *	sets    xh     number → row        rows   number of the row
 *	        ksh    number → row               hash of the name
 *	        zjhm   number → row               hash of 层次, 入学, 类别
 *	        person name+born+sex → row        hash of all fields
 *
 * The sets are exact, for they accuse; the hashes only tell which accusation it
 * is, and 32 bits are enough to tell two rows apart that share a number.
 */
static uint32_t name_hash(const struct student *s)
{
	struct buf key = BUF_INIT;
	uint64_t h;

	person_name_key(student_get(s, STUDENT_xm), &key);
	h = roster_keys_hash(buf_str(&key), 1);
	buf_release(&key);
	return (uint32_t)h;
}

static uint32_t fields_hash(const struct student *s,
			    const enum student_field *fields, size_t n)
{
	uint64_t h = 2;
	size_t i;

	for (i = 0; i < n; i++)
		h = roster_keys_hash(student_get(s, fields[i]), h);
	return (uint32_t)h;
}

static struct roster_twins_row describe(const struct roster_row *row)
{
	static const enum student_field level[] = {STUDENT_cc, STUDENT_rxrq,
						   STUDENT_xllb};
	struct roster_twins_row r = {.number = (uint32_t)row->number};
	uint64_t h = 3;
	int i;

	r.name = name_hash(&row->student);
	r.level = fields_hash(&row->student, level, ARRAY_SIZE(level));
	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		h = roster_keys_hash(
			student_get(&row->student, (enum student_field)i), h);
	r.whole = (uint32_t)h;
	return r;
}

/* Who had the row's numbers first; the row itself where nobody had. */
struct first {
	uint32_t self, xh, ksh, zjhm, person;
};

/* A number with a fault of its own is not compared: 000000 is many students'.
 */
static const char *sound(const struct roster_row *row, enum student_field field)
{
	if (row->faulty & ROSTER_ROW_BIT(field))
		return "";
	return student_get(&row->student, field);
}

/*
 * Lists without document numbers: name, birth and sex together are as near as
 * one gets to a person, so the finding is a question and not an error.
 */
static uint32_t put_person(struct roster_twins *twins,
			   const struct roster_row *row, uint32_t self,
			   struct error *err)
{
	struct buf key = BUF_INIT;
	uint32_t first;

	person_name_key(sound(row, STUDENT_xm), &key);
	if (key.size && *sound(row, STUDENT_csrq))
		buf_addf(&key, "\t%s\t%s", sound(row, STUDENT_csrq),
			 sound(row, STUDENT_xb));
	else
		buf_clear(&key);
	first = roster_keys_put(&twins->person, buf_str(&key), self, err);
	buf_release(&key);
	return first;
}

static int put_all(struct roster_twins *twins, const struct roster_row *row,
		   uint64_t columns, struct first *first, struct error *err)
{
	uint32_t self = (uint32_t)twins->n;
	char stable[64];

	idnum_stable(sound(row, STUDENT_zjhm), stable, sizeof(stable));
	first->self = first->person = self;
	first->xh =
		roster_keys_put(&twins->xh, sound(row, STUDENT_xh), self, err);
	first->ksh = roster_keys_put(&twins->ksh, sound(row, STUDENT_ksh), self,
				     err);
	first->zjhm = roster_keys_put(&twins->zjhm, stable, self, err);
	if (!(columns & ROSTER_ROW_BIT(STUDENT_zjhm)))
		first->person = put_person(twins, row, self, err);
	if (!first->xh || !first->ksh || !first->zjhm || !first->person)
		return -1;
	return 0;
}

static bool same_rest(const struct roster_twins *twins, uint32_t a, uint32_t b)
{
	return a != b && twins->rows[a - 1].whole == twins->rows[b - 1].whole;
}

/*
 * One document number twice: another name means a mistake in one of the rows;
 * the same name at another level or entrance is a person with two registrations
 * (两个学籍), which may be right; the rest is the same person twice.
 */
static void judge_person(const struct roster_twins *twins,
			 struct roster_row *row, const struct first *first)
{
	const struct roster_twins_row *self = &twins->rows[first->self - 1];
	const struct roster_twins_row *other = &twins->rows[first->zjhm - 1];

	if (self->name != other->name)
		roster_row_add_other(row, STUDENT_zjhm, "RST-ID-DUP",
				     other->number);
	else if (self->level != other->level)
		roster_row_add_other(row, STUDENT_zjhm, "RST-TWO-XJ",
				     other->number);
	else
		roster_row_add_other(row, STUDENT_zjhm, "RST-PERSON-DUP",
				     other->number);
}

/* The first of the row's namesakes in number that is the same throughout. */
static uint32_t whole_twin(const struct roster_twins *twins,
			   const struct first *first)
{
	const uint32_t found[] = {first->zjhm, first->xh, first->ksh,
				  first->person};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(found); i++)
		if (same_rest(twins, found[i], first->self))
			return found[i];
	return 0;
}

static void judge(const struct roster_twins *twins, struct roster_row *row,
		  const struct first *first)
{
	uint32_t self = first->self, whole = whole_twin(twins, first);
	const struct roster_twins_row *rows = twins->rows;

	if (whole) {
		roster_row_add_other(row, STUDENT_FIELD_COUNT, "RST-ROW-DUP",
				     rows[whole - 1].number);
		return;
	}
	/* One earlier row is told once, by the number that says most. */
	if (first->xh != self)
		roster_row_add_other(row, STUDENT_xh, "RST-XH-DUP",
				     rows[first->xh - 1].number);
	if (first->zjhm != self && first->zjhm != first->xh)
		judge_person(twins, row, first);
	if (first->ksh != self && first->ksh != first->xh &&
	    first->ksh != first->zjhm)
		roster_row_add_other(row, STUDENT_ksh, "RST-KSH-DUP",
				     rows[first->ksh - 1].number);
	if (first->person != self && first->person != first->xh)
		roster_row_add_other(row, STUDENT_xm, "RST-PERSON-SAME",
				     rows[first->person - 1].number);
}

int roster_twins_check(struct roster_twins *twins, struct roster_row *row,
		       uint64_t columns, struct error *err)
{
	struct first first;

	if (twins->n >= ROWS_LIMIT)
		return error_set(err, ERROR_LIMIT,
				 _("the list has more than %d students"),
				 ROWS_LIMIT);
	MEM_GROW(twins->rows, twins->n, twins->cap);
	twins->rows[twins->n++] = describe(row);
	if (put_all(twins, row, columns, &first, err) < 0)
		return -1;
	judge(twins, row, &first);
	return 0;
}
