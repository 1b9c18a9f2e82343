/* SPDX-License-Identifier: MIT */
/*
 * The life of a case: its states, and where each event leads.  All of it is
 * one table; a pair of state and event that is not in the table is refused
 * (exit 4).  Conditions that need counters or measurements are checked by the
 * caller (rules/gate.h).
 */
#ifndef RULES_CASE_STATE_H
#define RULES_CASE_STATE_H

#include <stdbool.h>

#include "base/error.h"

enum case_state {
	CASE_LISTED,	  /* 在名单 */
	CASE_BLOCKED,	  /* 暂不可采 */
	CASE_READY,	  /* 可采集 */
	CASE_RAW,	  /* 已拍待制作 */
	CASE_MADE,	  /* 已标准化 */
	CASE_INTERCEPTED, /* 比对拦截 */
	CASE_PENDING,	  /* 待审核 */
	CASE_OPENED,	  /* 审核中 */
	CASE_REJECTED,	  /* 审核未通过 */
	CASE_APPROVED,	  /* 审核通过 */
	CASE_PACKED,	  /* 已打包 */
	CASE_SENT,	  /* 已移交 */
	CASE_BOUNCED,	  /* 平台退回 */
	CASE_ONLINE,	  /* 已上网 */
	CASE_DISPUTED,	  /* 校对有误 */
	CASE_CONFIRMED,	  /* 校对无误 */
	CASE_ESCALATED,	  /* 学籍部门处理 */
	CASE_EXEMPT,	  /* 免采 */
	CASE_CLOSED,	  /* 关闭 */
	CASE_STATE_COUNT
};

enum case_event {
	CASE_EVENT_GATES, /* code, payment, eligibility were checked again */
	CASE_EVENT_BLOCK,
	CASE_EVENT_PHOTO, /* a photo came in */
	CASE_EVENT_MAKE,
	CASE_EVENT_INTERCEPT, /* same photo, score, identity */
	CASE_EVENT_SUBMIT,
	CASE_EVENT_WITHDRAW,
	CASE_EVENT_REPLACE,
	CASE_EVENT_OPEN,
	CASE_EVENT_APPROVE,
	CASE_EVENT_REJECT,
	CASE_EVENT_PACK,
	CASE_EVENT_UNPACK, /* the package was not handed over */
	CASE_EVENT_SEND,
	CASE_EVENT_BOUNCE,
	CASE_EVENT_ONLINE,
	CASE_EVENT_DISPUTE,
	CASE_EVENT_CONFIRM,
	CASE_EVENT_ESCALATE,
	CASE_EVENT_EXEMPT,
	CASE_EVENT_CLOSE,
	CASE_EVENT_REOPEN,
	CASE_EVENT_COUNT
};

/* "listed"; the words of the store, of --state and of JSON. */
const char *case_state_name(enum case_state state);

/* "在名单", whatever the language of the process is. */
const char *case_state_title(enum case_state state);

/* For people: the title when the language is Chinese, else the name. */
const char *case_state_show(enum case_state state);

/* The state of that name; CASE_STATE_COUNT when there is none. */
enum case_state case_state_find(const char *name);

/* The state of that name or title, as a person writes it. */
enum case_state case_state_read(const char *word);

const char *case_state_event_name(enum case_event event); /* "make" */

/* An event of the log as people are shown it; unknown words as they are. */
const char *case_state_event_show(const char *event);

/*
 * Where event leads from state: 0 with *next, or -1 with an ERROR_POLICY that
 * names both.
 */
int case_state_next(enum case_state state, enum case_event event,
		    enum case_state *next, struct error *err);

bool case_state_allows(enum case_state state, enum case_event event);

#endif
