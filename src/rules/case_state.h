/* SPDX-License-Identifier: MIT */
/*
 * The life of a case: states and which event may lead where.  One table; a
 * pair that is not in it is refused (exit 4).  Guards that need counters or
 * measurements are the caller's; this only knows the map.
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
	CASE_EVENT_GATES, /* code, payment, eligibility looked at again */
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

/* "在名单"; in either language. */
const char *case_state_title(enum case_state state);

/* The title in Chinese, the name otherwise: what a person is shown. */
const char *case_state_show(enum case_state state);

/* CASE_STATE_COUNT when it is none. */
enum case_state case_state_find(const char *name);

/* The same by name or title, as a person writes it. */
enum case_state case_state_read(const char *word);

const char *case_state_event_name(enum case_event event); /* "make" */

/* An event of the log as a person is shown it; others come back themselves. */
const char *case_state_event_show(const char *event);

/*
 * Where event leads from state: 0 with *next, or -1 with ERROR_POLICY that
 * names the pair.
 */
int case_state_next(enum case_state state, enum case_event event,
		    enum case_state *next, struct error *err);

bool case_state_allows(enum case_state state, enum case_event event);

#endif
