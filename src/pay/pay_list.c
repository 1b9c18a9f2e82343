/* SPDX-License-Identifier: MIT */
#include "pay/pay_list.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "rules/money.h"

enum { NUMBER, NAME, ITEM, AMOUNT, ORDER, TIME, STATE, FIELDS };

/*
 * Payment platforms each have their own titles and no standard names them;
 * --map helps with those that are not here.
 */
static const struct titled_field fields[FIELDS] = {
	[NUMBER] = {"number",
		    "学号|考生号|证件号码|证件号|身份证号|身份证号码|学生学号|"
		    "学工号|缴费人学号|xh|ksh|zjhm"},
	[NAME] = {"name", "姓名|学生姓名|缴费人|缴费人姓名|xm|name"},
	[ITEM] = {"item", "项目|缴费项目|收费项目|项目名称|商品名称|item"},
	[AMOUNT] = {"amount",
		    "金额|缴费金额|支付金额|实缴金额|实付金额|已缴金额|"
		    "订单金额|交易金额|amount"},
	[ORDER] = {"order", "订单号|商户订单号|缴费订单号|订单编号|交易单号|"
			    "流水号|交易流水号|order"},
	[TIME] = {"time", "缴费时间|支付时间|付款时间|交易时间|缴费日期|time"},
	[STATE] = {"state", "状态|缴费状态|支付状态|订单状态|交易状态|state"},
};

/*
 * Whole words: "未支付" holds "支付", and a part match would read it as paid.
 * What is not here is unread, which a person sees, rather than taken for paid.
 */
static const struct {
	const char *word;
	enum pay_list_state state;
} words[] = {
	{"已支付", PAY_LIST_PAID},	 {"已缴费", PAY_LIST_PAID},
	{"已付款", PAY_LIST_PAID},	 {"已缴", PAY_LIST_PAID},
	{"支付成功", PAY_LIST_PAID},	 {"缴费成功", PAY_LIST_PAID},
	{"交易成功", PAY_LIST_PAID},	 {"成功", PAY_LIST_PAID},
	{"paid", PAY_LIST_PAID},	 {"已退款", PAY_LIST_REFUNDED},
	{"已退费", PAY_LIST_REFUNDED},	 {"退款成功", PAY_LIST_REFUNDED},
	{"退款", PAY_LIST_REFUNDED},	 {"退费", PAY_LIST_REFUNDED},
	{"refunded", PAY_LIST_REFUNDED}, {"未支付", PAY_LIST_OPEN},
	{"待支付", PAY_LIST_OPEN},	 {"未缴费", PAY_LIST_OPEN},
	{"待缴费", PAY_LIST_OPEN},	 {"未付款", PAY_LIST_OPEN},
	{"待付款", PAY_LIST_OPEN},	 {"支付失败", PAY_LIST_OPEN},
	{"已取消", PAY_LIST_OPEN},	 {"已关闭", PAY_LIST_OPEN},
	{"交易关闭", PAY_LIST_OPEN},	 {"unpaid", PAY_LIST_OPEN},
};

static const char *const statuses[] = {
	[PAY_OK] = "ok",
	[PAY_UNKNOWN] = "unknown",
	[PAY_DUPLICATE] = "duplicate",
	[PAY_MISMATCH] = "mismatch",
	[PAY_REFUNDED] = "refunded",
};

struct reader {
	struct titled_reader in;
	struct pay_list *list;
};

const char *pay_list_status_name(enum pay_status status)
{
	return statuses[status];
}

const char *pay_list_order(const struct pay_row *row)
{
	return *row->order ? row->order : "—";
}

/*
 * "2026-04-16 09:30:00", "2026/4/16 9:30": the day as dates are read, then
 * hours and minutes before the first colon and behind it.
 */
static int read_time(const char *text, char out[26])
{
	const char *colon = strchr(text, ':'), *at = colon;
	struct date day;
	long seconds = 0;

	if (date_parse(text, &day) < 0)
		return -1;
	while (at && at > text && isdigit((unsigned char)at[-1]))
		at--;
	if (at) {
		seconds = strtol(at, NULL, 10) * 3600 +
			  strtol(colon + 1, NULL, 10) * 60;
		colon = strchr(colon + 1, ':');
		seconds += colon ? strtol(colon + 1, NULL, 10) : 0;
	}
	if (seconds < 0 || seconds >= 24L * 3600)
		return -1;
	date_time_format(
		((date_time)date_to_days(day) * 24 - 8) * 3600 + seconds, out);
	return 0;
}

static enum pay_list_state read_state(const char *text)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (text_casecmp(words[i].word, text) == 0)
			return words[i].state;
	return PAY_LIST_UNREAD;
}

/* Full-width digits and letters are common in lists typed by hand. */
static char *take_cell(struct reader *r, const struct sheet_row *row,
		       size_t field)
{
	char *text = text_nfkc(titled_cell(&r->in.titles, row, field));

	return text ? text : mem_xstrdup("");
}

/*
 * A list without states is one of payments made; there, and in a row that
 * says it is a refund, a minus means money that went back.
 */
static void judge_amount(struct pay_row *p, const char *amount, bool has_state)
{
	/* Nothing paid is no payment: where any amount will do, 0 would too. */
	p->has_amount = money_parse(amount, &p->fen) == 0 && p->fen != 0;
	if (!p->has_amount || p->fen >= 0)
		return;
	p->fen = -p->fen;
	if (!has_state)
		p->state = PAY_LIST_REFUNDED;
	else if (p->state == PAY_LIST_PAID)
		p->has_amount = false;
}

static void take_row(struct reader *r, const struct sheet_row *row)
{
	struct pay_list *list = r->list;
	char *state = take_cell(r, row, STATE), *time = take_cell(r, row, TIME);
	bool has_state = titled_has(&r->in.titles, STATE);
	struct pay_row *p;

	MEM_GROW(list->rows, list->n, list->cap);
	p = &list->rows[list->n++];
	memset(p, 0, sizeof(*p));
	p->row = row->number;
	p->number = take_cell(r, row, NUMBER);
	p->name = take_cell(r, row, NAME);
	p->item = take_cell(r, row, ITEM);
	p->order = take_cell(r, row, ORDER);
	p->state = has_state ? read_state(state) : PAY_LIST_PAID;
	judge_amount(p, titled_cell(&r->in.titles, row, AMOUNT), has_state);
	/* A bad time is told, and the money counts all the same. */
	if (*time && read_time(time, p->paid_at) < 0)
		findings_add_detail(&p->findings, "PAY-DATE", time);
	free(state);
	free(time);
}

static bool is_header(const struct titled *titles)
{
	return titled_has(titles, NUMBER) && titled_has(titles, AMOUNT);
}

static int no_header(const struct titled_reader *in, struct error *err)
{
	return error_set(err, ERROR_INPUT,
			 _("%s: no header with a student's number and an "
			   "amount; say --map number=…, --map amount=…; "
			   "there are: %s"),
			 in->file, titled_there(&in->titles));
}

static int read_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct reader *r = ctx;

	(void)err;
	/*
	 * Lines with neither are blank or a heading; a sum line has an amount
	 * and is listed as unknown, so that it is seen.
	 */
	if (*titled_cell(&r->in.titles, row, NUMBER) ||
	    *titled_cell(&r->in.titles, row, AMOUNT))
		take_row(r, row);
	return 0;
}

/* What makes two rows the same payment, the row itself not looked at. */
static int compare_payment(const struct pay_row *x, const struct pay_row *y)
{
	int way = strcmp(x->order, y->order);

	if (way == 0)
		way = (int)x->state - (int)y->state;
	if (way == 0 && !*x->order)
		way = strcmp(x->number, y->number);
	if (way == 0 && !*x->order)
		way = strcmp(x->paid_at, y->paid_at);
	if (way == 0 && !*x->order)
		way = (x->fen > y->fen) - (x->fen < y->fen);
	return way;
}

static int compare_rows(const void *a, const void *b)
{
	const struct pay_row *x = *(const struct pay_row *const *)a;
	const struct pay_row *y = *(const struct pay_row *const *)b;
	int way = compare_payment(x, y);

	return way ? way : (x->row > y->row) - (x->row < y->row);
}

static void mark_twice(struct pay_row *p)
{
	/* Two open attempts are two attempts: no money moved in either. */
	if (p->state != PAY_LIST_PAID && p->state != PAY_LIST_REFUNDED)
		return;
	p->status = PAY_DUPLICATE;
	findings_add_detail(&p->findings, "PAY-DUP", pay_list_order(p));
}

/*
 * Sorted by what makes a payment, then by row, so that neighbours are the same
 * payment and the first of the list is the one that counts.
 */
static void find_twice(struct pay_list *list)
{
	struct pay_row **sorted = mem_xcalloc(list->n + 1, sizeof(*sorted));
	size_t i;

	for (i = 0; i < list->n; i++)
		sorted[i] = &list->rows[i];
	qsort(sorted, list->n, sizeof(*sorted), compare_rows);
	for (i = 1; i < list->n; i++)
		if (compare_payment(sorted[i - 1], sorted[i]) == 0)
			mark_twice(sorted[i]);
	free(sorted);
}

int pay_list_read(const char *file, const struct titled_map *map,
		  struct pay_list *out, struct error *err)
{
	struct reader r = {.in = {.file = file,
				  .is_header = is_header,
				  .no_header = no_header,
				  .row = read_row,
				  .ctx = &r},
			   .list = out};

	if (titled_start(&r.in.titles, fields, FIELDS, map, err) < 0 ||
	    titled_read(&r.in, err) < 0)
		return -1;
	find_twice(out);
	return 0;
}

void pay_list_release(struct pay_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		free(list->rows[i].number);
		free(list->rows[i].name);
		free(list->rows[i].item);
		free(list->rows[i].order);
		findings_release(&list->rows[i].findings);
	}
	free(list->rows);
}
