/* SPDX-License-Identifier: MIT */
#include "rules/case_state.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char *const names[] = {
	"listed",      "blocked",   "ready",   "raw",	   "made",
	"intercepted", "pending",   "opened",  "rejected", "approved",
	"packed",      "sent",	    "bounced", "online",   "disputed",
	"confirmed",   "escalated", "exempt",  "closed",
};

static const char *const titles[] = {
	"在名单",   "暂不可采",	    "可采集",	"已拍待制作", "已标准化",
	"比对拦截", "待审核",	    "审核中",	"审核未通过", "审核通过",
	"已打包",   "已移交",	    "平台退回", "已上网",     "校对有误",
	"校对无误", "学籍部门处理", "免采",	"关闭",
};

static const char *const events[] = {
	"gates",    "block",   "photo",	 "make",    "intercept", "submit",
	"withdraw", "replace", "open",	 "approve", "reject",	 "pack",
	"unpack",   "send",    "bounce", "online",  "dispute",	 "confirm",
	"escalate", "exempt",  "close",	 "reopen",
};

static const char *const event_titles[] = {
	"条件检查",   "暂停",	  "收照片",   "制作",	    "拦截",
	"提交审核",   "撤回",	  "更换照片", "开始审核",   "审核通过",
	"审核不通过", "打包",	  "退出打包", "移交",	    "平台退回",
	"上网",	      "校对有误", "校对无误", "转学籍部门", "免采",
	"关闭",	      "重新打开",
};

/* Events of a case that are no step on the map. */
static const char *const others[][2] = {
	{"overrule", "推翻拦截"},
	{"compare-failed", "比对未通过"},
	{"compare-cleared", "比对已通过"},
	{"grant", "放行"},
	{"paid", "缴费"},
	{"refunded", "退费"},
	{"pay-exempt", "免缴"},
	{"confirm-enrollment", "录取照片已确认"},
	{"wrong-enrollment", "录取照片有误"},
	{"make-refused", "未能制作"},
	{"photo-refused", "照片未收"},
	{"code-confirm", "采集码已确认"},
	{"made-for", "按其他规格制作"},
	{"roster-set", "改名单"},
	{"mailed", "已寄出"},
	{"undo", "撤销"},
	{"restore", "从备份恢复"},
	{"purge", "清除个人数据"},
	{"night", "夜间运行"},
	{"sealed", "封存"},
	{"sealed-as-found", "按现状封存"},
	{"task-create", "新建任务"},
	{"task-set", "改任务设置"},
	{"task-close", "关闭任务"},
	{"task-open", "重开任务"},
	{"roster-import", "导入名单"},
	{"roster-add", "手工增加"},
	{"roster-alias", "加曾用名"},
	{"roster-remove", "从名单移除"},
	{"unmask", "查看明文"},
	{"photo", "收照片"},
	{"photo-check", "检测照片"},
	{"photo-make", "制作照片"},
	{"photo-export", "导出照片"},
	{"print-sheet", "排版打印"},
	{"provider", "外接程序"},
	{"code-provider", "外接解码"},
	{"score-import", "导入分数"},
	{"pay-import", "导入缴费"},
	{"code-supersede", "采集码作废"},
	{"board", "审核页"},
	{"proof", "校对单"},
	{"package-build", "打包"},
};

/*
 * The main road, left to right and on below:
 *
 *	       gates        photo      make       submit
 *	LISTED -----> READY -----> RAW ----> MADE ------> PENDING
 *
 *	        approve
 *	PENDING -------> APPROVED
 *
 *	         pack        send      online        confirm
 *	APPROVED ---> PACKED ---> SENT -----> ONLINE ------> CONFIRMED
 *
 * Off it: INTERCEPTED by a comparison, REJECTED by a reviewer, BOUNCED by the
 * platform, ESCALATED to the student office.  A new photo leads from each of
 * these back to RAW.  EXEMPT and CLOSED are reached from everywhere that is no
 * end; find_next() knows these two, so they are no rows here.
 */
struct arrow {
	enum case_state from;
	enum case_event event;
	enum case_state to;
};

#define ARROW(from, event, to)                                                 \
	{                                                                      \
		CASE_##from, CASE_EVENT_##event, CASE_##to                     \
	}

static const struct arrow arrows[] = {
	ARROW(LISTED, GATES, READY),
	ARROW(LISTED, BLOCK, BLOCKED),
	/* photos may arrive before anyone looked at the gates */
	ARROW(LISTED, PHOTO, RAW),
	ARROW(BLOCKED, GATES, READY),
	ARROW(READY, BLOCK, BLOCKED),
	ARROW(READY, PHOTO, RAW),
	ARROW(RAW, PHOTO, RAW),
	ARROW(RAW, MAKE, MADE),
	ARROW(RAW, INTERCEPT, INTERCEPTED),
	ARROW(RAW, ESCALATE, ESCALATED),
	ARROW(MADE, PHOTO, RAW),
	ARROW(MADE, MAKE, MADE),
	ARROW(MADE, INTERCEPT, INTERCEPTED),
	ARROW(MADE, SUBMIT, PENDING),
	ARROW(MADE, ESCALATE, ESCALATED),
	ARROW(INTERCEPTED, PHOTO, RAW),
	ARROW(INTERCEPTED, ESCALATE, ESCALATED),
	/* a reviewer overrules the verdict with a reason */
	ARROW(INTERCEPTED, SUBMIT, PENDING),
	ARROW(INTERCEPTED, REJECT, REJECTED),
	ARROW(PENDING, WITHDRAW, RAW),
	ARROW(PENDING, REPLACE, PENDING),
	ARROW(PENDING, INTERCEPT, INTERCEPTED),
	ARROW(PENDING, OPEN, OPENED),
	ARROW(PENDING, APPROVE, APPROVED),
	ARROW(PENDING, REJECT, REJECTED),
	ARROW(PENDING, ESCALATE, ESCALATED),
	ARROW(OPENED, APPROVE, APPROVED),
	ARROW(OPENED, REJECT, REJECTED),
	ARROW(OPENED, ESCALATE, ESCALATED),
	ARROW(REJECTED, PHOTO, RAW),
	ARROW(REJECTED, ESCALATE, ESCALATED),
	ARROW(REJECTED, REOPEN, PENDING),
	ARROW(APPROVED, REJECT, REJECTED),
	ARROW(APPROVED, PACK, PACKED),
	ARROW(PACKED, UNPACK, APPROVED),
	ARROW(PACKED, SEND, SENT),
	ARROW(PACKED, BOUNCE, BOUNCED),
	ARROW(SENT, BOUNCE, BOUNCED),
	ARROW(SENT, ONLINE, ONLINE),
	ARROW(BOUNCED, PHOTO, RAW),
	ARROW(BOUNCED, ESCALATE, ESCALATED),
	ARROW(ONLINE, DISPUTE, DISPUTED),
	ARROW(ONLINE, CONFIRM, CONFIRMED),
	ARROW(DISPUTED, ESCALATE, ESCALATED),
	ARROW(ESCALATED, PHOTO, RAW),
	ARROW(ESCALATED, APPROVE, APPROVED),
	ARROW(EXEMPT, REOPEN, LISTED),
	ARROW(CLOSED, REOPEN, LISTED),
};

const char *case_state_name(enum case_state state)
{
	return names[state];
}

const char *case_state_title(enum case_state state)
{
	return titles[state];
}

const char *case_state_show(enum case_state state)
{
	return i18n_lang() == I18N_ZH ? titles[state] : names[state];
}

enum case_state case_state_find(const char *name)
{
	int i;

	for (i = 0; i < CASE_STATE_COUNT; i++)
		if (strcmp(names[i], name) == 0)
			break;
	return (enum case_state)i;
}

enum case_state case_state_read(const char *word)
{
	int i;

	for (i = 0; i < CASE_STATE_COUNT; i++)
		if (strcmp(titles[i], word) == 0)
			return (enum case_state)i;
	return case_state_find(word);
}

const char *case_state_event_name(enum case_event event)
{
	return events[event];
}

const char *case_state_event_show(const char *event)
{
	size_t i;

	if (i18n_lang() != I18N_ZH)
		return event;
	for (i = 0; i < CASE_EVENT_COUNT; i++)
		if (strcmp(events[i], event) == 0)
			return event_titles[i];
	for (i = 0; i < ARRAY_SIZE(others); i++)
		if (strcmp(others[i][0], event) == 0)
			return others[i][1];
	return event;
}

static bool is_terminal(enum case_state state)
{
	return state == CASE_CONFIRMED || state == CASE_EXEMPT ||
	       state == CASE_CLOSED;
}

static enum case_state find_next(enum case_state state, enum case_event event)
{
	size_t i;

	if (event == CASE_EVENT_EXEMPT && !is_terminal(state))
		return CASE_EXEMPT;
	if (event == CASE_EVENT_CLOSE && !is_terminal(state))
		return CASE_CLOSED;
	for (i = 0; i < ARRAY_SIZE(arrows); i++)
		if (arrows[i].from == state && arrows[i].event == event)
			return arrows[i].to;
	return CASE_STATE_COUNT;
}

bool case_state_allows(enum case_state state, enum case_event event)
{
	return find_next(state, event) != CASE_STATE_COUNT;
}

int case_state_next(enum case_state state, enum case_event event,
		    enum case_state *next, struct error *err)
{
	enum case_state to = find_next(state, event);

	if (to == CASE_STATE_COUNT)
		return error_set(err, ERROR_POLICY,
				 _("a case that is %s cannot take the step "
				   "\"%s\""),
				 case_state_show(state),
				 case_state_event_show(events[event]));
	*next = to;
	return 0;
}
