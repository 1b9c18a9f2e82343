/* SPDX-License-Identifier: MIT */
#include "rules/roster_row.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "rules/idnum.h"

enum {
	KSH_MIN = 14, /* 普通高考; 15 for postgraduates, the field holds 18 */
	KSH_MAX = 18,
	XH_MAX = 20,  /* 15 in the national structure; schools use more */
	AGE_MIN = 12, /* at entrance */
	AGE_MAX = 75,
};

/* The row under judgment. */
struct check {
	struct roster_row *row;
	const struct roster_row_rules *rules;
};

static const char *get(const struct check *c, enum student_field field)
{
	return student_get(&c->row->student, field);
}

/* One fault a field: what a cleaner could not read is not judged once more. */
static bool faulty(const struct check *c, enum student_field field)
{
	return c->row->faulty & ROSTER_ROW_BIT(field);
}

/* Whether a field is there to be judged: filled in and not yet faulty. */
static bool open_field(const struct check *c, enum student_field field)
{
	return *get(c, field) && !faulty(c, field);
}

static bool missing(const struct check *c, enum student_field field)
{
	return (c->rules->columns & ROSTER_ROW_BIT(field)) && !*get(c, field) &&
	       !faulty(c, field);
}

/*
 * The value is shown in the finding, masked as its field asks: findings go
 * into lists that leave the office.
 */
static struct finding *add(const struct check *c, enum student_field field,
			   const char *code)
{
	struct buf shown = BUF_INIT;
	struct finding *f;

	roster_row_show(&shown, field, get(c, field), c->rules->unmask);
	f = roster_row_add(c->row, field, code, buf_str(&shown));
	buf_release(&shown);
	return f;
}

/* 0, 00, 无, -, / … are written where there is no number. */
static bool is_nothing(const char *s)
{
	static const char *const words[] = {"无",   "暂无", "空",   "null",
					    "NULL", "N/A",  "未知", "待定"};
	size_t i;

	if (s[strspn(s, "0")] == '\0' || s[strspn(s, "-/\\.*")] == '\0')
		return true;
	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (strcmp(s, words[i]) == 0)
			return true;
	return false;
}

static bool is_plain(const char *s)
{
	return s[strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			   "abcdefghijklmnopqrstuvwxyz-_.")] == '\0';
}

static void check_xh(const struct check *c)
{
	const char *xh = get(c, STUDENT_xh);

	if (missing(c, STUDENT_xh)) {
		roster_row_add(c->row, STUDENT_xh, "RST-XH-EMPTY", NULL);
		return;
	}
	if (!open_field(c, STUDENT_xh))
		return;
	if (is_nothing(xh))
		add(c, STUDENT_xh, "RST-XH-ZERO");
	else if (!is_plain(xh) || strlen(xh) > XH_MAX)
		add(c, STUDENT_xh, "RST-XH-FORMAT");
}

/* Admission tickets of self-study exams follow no national length. */
static bool has_own_ksh(const struct check *c)
{
	return strstr(get(c, STUDENT_xxxs), "自学") ||
	       strstr(get(c, STUDENT_xllb), "自学") ||
	       strstr(get(c, STUDENT_xllb), "自考");
}

static void check_ksh(const struct check *c)
{
	const char *ksh = get(c, STUDENT_ksh);
	size_t n = strlen(ksh);
	struct finding *f;

	if (!open_field(c, STUDENT_ksh) || has_own_ksh(c))
		return;
	if (is_nothing(ksh)) {
		add(c, STUDENT_ksh, "RST-KSH-ZERO");
	} else if (n < KSH_MIN || n > KSH_MAX) {
		f = add(c, STUDENT_ksh, "RST-KSH-LEN");
		f->value = (double)n;
		f->min = KSH_MIN;
		f->max = KSH_MAX;
	} else if (!is_plain(ksh)) {
		add(c, STUDENT_ksh, "RST-KSH-CHARS");
	}
}

static void check_name(const struct check *c)
{
	if (missing(c, STUDENT_xm))
		roster_row_add(c->row, STUDENT_xm, "RST-NAME-EMPTY", NULL);
}

static const char *fault_code(enum idnum_fault fault)
{
	switch (fault) {
	case IDNUM_LENGTH:
		return "RST-ID-LEN";
	case IDNUM_CHARS:
		return "RST-ID-CHARS";
	case IDNUM_TYPE:
		return "RST-ID-TYPE";
	case IDNUM_ZEROED:
		return "RST-ID-ZEROED";
	case IDNUM_DATE:
		return "RST-ID-DATE";
	case IDNUM_CHECK:
		return "RST-ID-CHECKSUM";
	default:
		return NULL;
	}
}

static bool field_date(const struct check *c, enum student_field field,
		       struct date *d)
{
	return open_field(c, field) && date_parse(get(c, field), d) == 0;
}

/* 出生年月: a birth date without its day. */
static bool is_other_month(const char *text, struct date birth)
{
	char month[8];

	snprintf(month, sizeof(month), "%04u-%02u",
		 (unsigned)birth.year % 10000, (unsigned)birth.month % 100);
	return strcmp(text, month) != 0;
}

static bool is_other_birth(const struct check *c, const struct idnum *id)
{
	const char *text = get(c, STUDENT_csrq);
	struct date written;

	if (!id->birth.year || !open_field(c, STUDENT_csrq))
		return false;
	if (strlen(text) == 7)
		return is_other_month(text, id->birth);
	return date_parse(text, &written) == 0 &&
	       date_compare(written, id->birth) != 0;
}

static bool is_other_sex(const struct check *c, const struct idnum *id)
{
	const char *xb = get(c, STUDENT_xb);

	return (id->sex == IDNUM_MALE && strcmp(xb, "女") == 0) ||
	       (id->sex == IDNUM_FEMALE && strcmp(xb, "男") == 0);
}

/* An old number is taken only where birth and sex agree with its 19YY. */
static void check_old15(const struct check *c, const struct idnum *id)
{
	struct date written;
	struct finding *f = add(c, STUDENT_zjhm, "RST-ID-15");

	if (field_date(c, STUDENT_csrq, &written) && !is_other_birth(c, id) &&
	    !is_other_sex(c, id)) {
		f->severity = FINDING_WARN;
		c->row->faulty &= ~ROSTER_ROW_BIT(STUDENT_zjhm);
	}
}

static void check_against_id(const struct check *c, const struct idnum *id)
{
	if (is_other_birth(c, id))
		add(c, STUDENT_csrq, "RST-ID-BIRTH");
	if (is_other_sex(c, id))
		add(c, STUDENT_xb, "RST-ID-SEX");
}

static void check_id(const struct check *c)
{
	const char *number = get(c, STUDENT_zjhm);
	struct idnum id;
	struct finding *f;

	if (missing(c, STUDENT_zjhm)) {
		roster_row_add(c->row, STUDENT_zjhm, "RST-ID-EMPTY", NULL);
		return;
	}
	if (!open_field(c, STUDENT_zjhm))
		return;
	id = idnum_read(number, idnum_kind_of(get(c, STUDENT_zjlx)));
	if (is_nothing(number)) {
		add(c, STUDENT_zjhm, "RST-ID-EMPTY");
	} else if (fault_code(id.fault)) {
		f = add(c, STUDENT_zjhm, fault_code(id.fault));
		if (id.fault == IDNUM_LENGTH)
			f->value = (double)strlen(number);
	} else if (id.old15) {
		check_old15(c, &id);
	} else {
		check_against_id(c, &id);
	}
}

static void check_sex(const struct check *c)
{
	const char *xb = get(c, STUDENT_xb);

	if (missing(c, STUDENT_xb))
		roster_row_add(c->row, STUDENT_xb, "RST-XB-EMPTY", NULL);
	else if (open_field(c, STUDENT_xb) && strcmp(xb, "男") != 0 &&
		 strcmp(xb, "女") != 0)
		add(c, STUDENT_xb, "RST-XB-ENUM");
}

/* Another school's code is a row of another school: the list was mixed up. */
static void check_school(const struct check *c)
{
	const char *yxdm = get(c, STUDENT_yxdm);

	if (!open_field(c, STUDENT_yxdm))
		return;
	if (strlen(yxdm) != 5 || !text_is_digits(yxdm))
		add(c, STUDENT_yxdm, "RST-YXDM");
	else if (c->rules->yxdm && *c->rules->yxdm &&
		 strcmp(yxdm, c->rules->yxdm) != 0)
		add(c, STUDENT_yxdm, "RST-YXDM-OTHER");
}

struct enumeration {
	enum student_field field;
	const char *code;
	const char *const *words; /* any of them inside the text will do */
};

/*
 * Lists name their levels and modes with words of their own around the common
 * ones ("本科（师范）", "普通全日制"), so a word inside the text will do.
 */
static const char *const levels[] = {
	"本科", "专科",	    "高职", "硕士", "博士", "研究生", "专升本",
	"高起", "第二学士", "预科", "中专", "高升", NULL};
static const char *const modes[] = {"全日制", "函授", "业余", "夜大", "脱产",
				    "网络",   "开放", "远程", "自学", "自考",
				    "半脱",   "在职", "普通", NULL};
static const char *const lengths[] = {"1",   "1.5", "2",   "2.5", "3",
				      "3.5", "4",   "4.5", "5",	  "5.5",
				      "6",   "7",   "8",   NULL};

static const struct enumeration enumerations[] = {
	{STUDENT_cc, "RST-CC-ENUM", levels},
	{STUDENT_xxxs, "RST-XXXS-ENUM", modes},
	{STUDENT_xz, "RST-XZ-ENUM", lengths},
};

static bool is_listed(const struct enumeration *e, const char *value)
{
	size_t i;

	for (i = 0; e->words[i]; i++)
		if (e->field == STUDENT_xz ? strcmp(value, e->words[i]) == 0
					   : strstr(value, e->words[i]) != NULL)
			return true;
	/* The lists of codes that schools export: one or two digits. */
	return e->field != STUDENT_xz && text_is_digits(value) &&
	       strlen(value) <= 2;
}

static void check_enumerations(const struct check *c)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(enumerations); i++)
		if (open_field(c, enumerations[i].field) &&
		    !is_listed(&enumerations[i], get(c, enumerations[i].field)))
			add(c, enumerations[i].field, enumerations[i].code);
}

/* Years are enough: the limits lie far from the age of any student. */
static void check_dates(const struct check *c)
{
	struct date birth, in, out;
	bool has_in = field_date(c, STUDENT_rxrq, &in);
	struct finding *f;
	int age;

	if (has_in && field_date(c, STUDENT_byrq, &out) &&
	    date_compare(in, out) >= 0)
		add(c, STUDENT_byrq, "RST-DATE-ORDER");
	if (!has_in || !field_date(c, STUDENT_csrq, &birth))
		return;
	age = in.year - birth.year;
	if (age >= AGE_MIN && age <= AGE_MAX)
		return;
	f = add(c, STUDENT_csrq, "RST-AGE");
	f->value = age;
	f->min = AGE_MIN;
	f->max = AGE_MAX;
}

static bool is_short_of_six(const char *s)
{
	return strlen(s) == 5 && text_is_digits(s);
}

/* Six digits in both: five are what a spreadsheet leaves of 080902. */
static void check_codes(const struct check *c)
{
	static const enum student_field six[] = {STUDENT_zydm, STUDENT_yzbm};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(six); i++)
		if (open_field(c, six[i]) && is_short_of_six(get(c, six[i])))
			add(c, six[i], "RST-LOST-ZERO")->value = 6;
}

/*
 * Numbers from abroad, extensions and two numbers in one cell are common, so
 * length and characters alone are looked at.
 */
static void check_contact(const struct check *c)
{
	const char *phone = get(c, STUDENT_lxdh), *code = get(c, STUDENT_yzbm);
	size_t n = strlen(phone);

	if (open_field(c, STUDENT_lxdh) &&
	    (n < 7 || n > 40 || phone[strspn(phone, "0123456789+-() ,;/")]))
		add(c, STUDENT_lxdh, "RST-PHONE");
	if (open_field(c, STUDENT_yzbm) && !is_short_of_six(code) &&
	    (strlen(code) != 6 || !text_is_digits(code)))
		add(c, STUDENT_yzbm, "RST-POSTCODE");
}

void roster_row_check(struct roster_row *row,
		      const struct roster_row_rules *rules)
{
	struct check c = {.row = row, .rules = rules};

	check_xh(&c);
	check_ksh(&c);
	check_name(&c);
	check_sex(&c);
	check_id(&c);
	check_school(&c);
	check_enumerations(&c);
	check_dates(&c);
	check_codes(&c);
	check_contact(&c);
}
