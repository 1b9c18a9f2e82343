/* SPDX-License-Identifier: MIT */
#include "rules/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/text.h"

#define YES_NO(name, fallback, gates, zh, en)                                  \
	{                                                                      \
		name, POLICY_BOOL, fallback, 0, 0, "yes|no", "", gates, zh, en \
	}
#define NUMBER(name, fallback, min, max, unit, gates, zh, en)                  \
	{                                                                      \
		name, POLICY_NUMBER, fallback, min, max, NULL, unit, gates,    \
			zh, en                                                 \
	}
#define LIMIT(name, fallback, unit, gates, zh, en)                             \
	{                                                                      \
		name, POLICY_LIMIT, fallback, 0, 1000, NULL, unit, gates, zh,  \
			en                                                     \
	}
#define CHOICE(name, fallback, choices, gates, zh, en)                         \
	{                                                                      \
		name, POLICY_CHOICE, fallback, 0, 0, choices, "", gates, zh,   \
			en                                                     \
	}
#define LIST(name, fallback, gates, zh, en)                                    \
	{                                                                      \
		name, POLICY_LIST, fallback, 0, 0, NULL, "", gates, zh, en     \
	}

/*
 * Names in brackets are those of the presets (share/tasks, `qctool help
 * presets`) and stand for the manuals of these five systems: qcyun-id and
 * qcyun-code 青聪云 by document number and by code, xinhua 新华社 central
 * collection, qcpai 青聪拍 by code, recheck freshman re-check.  Where the
 * manuals say nothing or disagree, the default is the mildest reading, and the
 * text says so.
 */
static const struct policy policies[POLICY_COUNT] = {
	[POLICY_KEY] = CHOICE("key", "xh", "ksh|xh|zjhm",
			      POLICY_AT_ROSTER | POLICY_AT_INTAKE,
			      "名单主键：考生号、学号或证件号码",
			      "which number identifies a student"),
	[POLICY_ALLOW_MANUAL_ENTRY] =
		YES_NO("allow_manual_entry", "no", POLICY_AT_ROSTER,
		       "是否允许手工增加名单外学生（青聪云：由学校决定）",
		       "students outside the roster may be added by hand "
		       "(qcyun-id: the school decides)"),
	[POLICY_ALLOW_ALBUM] =
		YES_NO("allow_album", "yes", POLICY_AT_INTAKE,
		       "是否接受相册、修图后的照片；no 时拒收",
		       "pictures without a camera's data or from an editor "
		       "are accepted; no refuses them (qcyun-id)"),
	[POLICY_ALLOW_FRONT_CAMERA] =
		YES_NO("allow_front_camera", "yes", POLICY_AT_INTAKE,
		       "是否接受前置摄像头拍摄；no 时拒收（新华社须后置）",
		       "photos by a front camera are accepted; no refuses "
		       "them (xinhua: rear camera only)"),
	/*
	 * Two settings, because the manuals treat them separately: qcyun-code
	 * and qcpai forbid a screenshot, xinhua allows a photo of a code.
	 */
	[POLICY_ALLOW_CODE_SCREENSHOT] = YES_NO(
		"allow_code_screenshot", "no", POLICY_AT_CODE,
		"采集码可否为截图；no 时采集码不生效（青聪云、青聪拍不可）",
		"a code may be a screenshot; no keeps it out of force "
		"(qcyun-code, qcpai forbid it)"),
	[POLICY_ALLOW_CODE_PHOTO] =
		YES_NO("allow_code_photo", "yes", POLICY_AT_CODE,
		       "采集码可否为翻拍照片（新华社可以）",
		       "a code may be a photo of a code (xinhua allows it)"),
	[POLICY_GLASSES] =
		CHOICE("glasses", "allow", "allow|forbid",
		       POLICY_AT_MAKE | POLICY_AT_REVIEW,
		       "眼镜：allow 可戴，forbid 不可（新华社不可）",
		       "glasses allowed or not (xinhua forbids them)"),
	[POLICY_PHOTO_AGE_DAYS] = NUMBER(
		"photo_age_days", "365", 0, 3650, "days", POLICY_AT_INTAKE,
		"拍摄日到毕业日最多天数，0 不限（99号：一年内）",
		"how long before graduation a photo may have been "
		"taken; 0 = any (99号: within a year)"),
	[POLICY_PHOTO_WINDOW] = CHOICE(
		"photo_window", "warn", "warn|refuse|any", POLICY_AT_INTAKE,
		"拍摄日不在采集时间窗内：提示、拒收或不查（相机日期可能有误）",
		"a camera's date outside the window warns, refuses, or is not "
		"looked at (qcyun-id: photos of the window; cameras' dates may "
		"be wrong)"),
	[POLICY_ROTATE] =
		NUMBER("rotate", "0", 0, 15, "degrees", POLICY_AT_MAKE,
		       "制作时最多可转正的角度，0 不旋转（99号：不得旋转）",
		       "degrees a tilted head may be straightened; "
		       "0 = never (99号: no rotation)"),
	[POLICY_REQUIRE_CODE] = YES_NO(
		"require_code", "no",
		POLICY_AT_INTAKE | POLICY_AT_REVIEW | POLICY_AT_PACKAGE,
		"必须先有采集码（采集码模式为 yes）",
		"a collection code is needed (qcyun-code, xinhua, qcpai)"),
	/*
	 * Need and gate are two settings: whether at all is a manual's, from
	 * which step on is how an office works, and those differ with the same
	 * manual.
	 */
	[POLICY_CODE_GATE] =
		CHOICE("code_gate", "review", "intake|review|package",
		       POLICY_AT_INTAKE | POLICY_AT_REVIEW | POLICY_AT_PACKAGE,
		       "从哪一步起须有采集码：收照片、审核或打包",
		       "from which step on a code is needed"),
	/* Not the mildest reading: the manual of qcpai asks for it. */
	[POLICY_CODE_FAULTS] = CHOICE(
		"code_faults", "hold", "hold|pass", POLICY_AT_PACKAGE,
		"采集码有错（学号为空、0、不符、外校、待确认）时是否暂缓打包",
		"whether a faulty code (学号 empty, 0 or other, foreign "
		"school, not confirmed) keeps a case out of packages (qcpai)"),
	[POLICY_REQUIRE_PAID] =
		YES_NO("require_paid", "no",
		       POLICY_AT_INTAKE | POLICY_AT_REVIEW | POLICY_AT_PACKAGE,
		       "必须先缴费（青聪云、新华社）",
		       "payment is needed (qcyun-id, xinhua)"),
	[POLICY_PAY_GATE] =
		CHOICE("pay_gate", "review", "intake|review|package",
		       POLICY_AT_INTAKE | POLICY_AT_REVIEW | POLICY_AT_PACKAGE,
		       "从哪一步起须已缴费：收照片、审核或打包",
		       "from which step on payment is needed"),
	[POLICY_PAY_AMOUNT] = NUMBER(
		"pay_amount", "0", 0, 1000000, "fen",
		POLICY_AT_INTAKE | POLICY_AT_REVIEW | POLICY_AT_PACKAGE,
		"应缴金额（分），0 不核对金额",
		"the amount due in fen; 0 = any amount will do (qcyun-id: "
		"preset price)"),
	/*
	 * recheck asks for it: held against a wrong enrollment photo, every
	 * photo of the right student fails.
	 */
	[POLICY_CONFIRM_ENROLLMENT] = CHOICE(
		"confirm_enrollment", "auto", "auto|yes|no", POLICY_AT_COMPARE,
		"比对前须确认录取照片是本人；auto：新生复查须确认",
		"the enrollment photo must be confirmed before comparing; "
		"auto = in freshman re-check"),
	[POLICY_MAKE_DAILY] =
		LIMIT("make_daily", "3", "times", POLICY_AT_MAKE,
		      "每天制作次数（青聪云、青聪拍、新生复查：3 次）",
		      "makes of one student a day (qcyun, qcpai, recheck: 3)"),
	/*
	 * Makes used up at 23:00: "next_day" waits an hour, "24h" until 23:00
	 * again.
	 */
	[POLICY_COOLDOWN] = CHOICE(
		"cooldown", "next_day", "next_day|24h", POLICY_AT_MAKE,
		"次数用完后：次日再做（青聪云）或满 24 小时（青聪拍、复查）",
		"when the makes are used up: the next day (qcyun) or after "
		"24 hours (qcpai, recheck)"),
	[POLICY_INTERCEPT_USES_MAKE] = YES_NO(
		"intercept_uses_make", "yes", POLICY_AT_MAKE,
		"被比对拦截的照片是否占用制作次数（各系统未写明，默认占用）",
		"a photo that the comparison stopped has used a make (the "
		"manuals are silent)"),
	[POLICY_RESUBMIT] = LIMIT(
		"resubmit", "2", "times", POLICY_AT_INTAKE | POLICY_AT_REVIEW,
		"首次提交后可再提交次数（各系统：2 次）",
		"submissions after the first one (qcyun, qcpai, recheck: 2)"),
	[POLICY_REPLACE] =
		LIMIT("replace", "1", "times", POLICY_AT_REVIEW,
		      "审核前可替换次数（青聪云：1 次）",
		      "replacements before anybody opened the case (qcyun: "
		      "1)"),
	[POLICY_WITHDRAW_REFUNDS] =
		YES_NO("withdraw_refunds", "yes", POLICY_AT_REVIEW,
		       "撤回是否退还提交次数（新华社未限次，默认退还）",
		       "a withdrawal gives the submission back (xinhua states "
		       "no limit)"),
	[POLICY_REPLACE_DAYS] =
		NUMBER("replace_days", "2", 0, 60, "days",
		       POLICY_AT_INTAKE | POLICY_AT_REPORT,
		       "驳回后几个工作日内须重交，0 不限",
		       "working days to send another photo after a rejection; "
		       "0 = any"),
	[POLICY_LATE_RESUBMIT] = CHOICE(
		"late_resubmit", "report", "report|refuse", POLICY_AT_INTAKE,
		"逾期重交：report 只列入催办，refuse 拒收",
		"a resubmission that is late: listed by report overdue, or "
		"refused"),
	[POLICY_COMPARE_FAILS] = NUMBER(
		"compare_fails", "3", 1, 100, "photos", POLICY_AT_COMPARE,
		"几张合格照片比对不通过后转学籍部门（复查：3 张）",
		"photos that fail the comparison until the registrar "
		"decides (recheck: 3)"),
	[POLICY_FAILS_PER] =
		CHOICE("fails_per", "task", "task|day", POLICY_AT_COMPARE,
		       "不通过张数按整个任务还是按天计（手册似为任务）",
		       "failed photos are counted over the task or a day "
		       "(recheck reads like the task)"),
	[POLICY_ESCALATE_ON] = CHOICE(
		"escalate_on", "either", "either|both", POLICY_AT_COMPARE,
		"转学籍部门：分数或人证任一不通过即计，或二者均不通过才计",
		"what makes a photo failed: the score or the identity check, "
		"or both (recheck names both)"),
	[POLICY_SCORE_MIN] =
		NUMBER("score_min", "80", 0, 100, "points", POLICY_AT_COMPARE,
		       "人像比对分数下限（青聪云采集码模式、新生复查：80）",
		       "least face score (qcyun-code, recheck: 80)"),
	[POLICY_OUTCOME_SUSPECT] =
		CHOICE("outcome_suspect", "stop", "stop|warn",
		       POLICY_AT_COMPARE, "核验结果「疑似」：拦截或只提示",
		       "an outcome of 疑似 stops the case or only warns"),
	[POLICY_REQUIRE_SCORE] =
		YES_NO("require_score", "no", POLICY_AT_REVIEW,
		       "审核通过前须有人像比对分数或结果",
		       "a face score or outcome is needed for approval "
		       "(qcyun-code, recheck)"),
	[POLICY_REQUIRE_IDENTITY] = YES_NO(
		"require_identity", "no", POLICY_AT_REVIEW,
		"审核通过前须有人证核验结果；港澳台及境外证件免",
		"an identity outcome is needed for approval; documents of "
		"港澳台 and abroad are exempt (qcyun-id, recheck)"),
	/*
	 * In thousandths, as every number here is a whole one.  0 is the
	 * calibrated limit (image/align), which may move with a version; a
	 * number does not.
	 */
	[POLICY_SAME_MIN] =
		NUMBER("same_min", "0", 0, 1000, "‰", POLICY_AT_COMPARE,
		       "判同一照片的下限，千分数；0 用默认",
		       "measure for \"same\" in thousandths; 0 = default"),
	[POLICY_SUSPECT_MIN] =
		NUMBER("suspect_min", "0", 0, 1000, "‰", POLICY_AT_COMPARE,
		       "判疑似同一照片的下限，千分数；0 用默认",
		       "measure for \"suspect\" in thousandths; 0 = default"),
	/*
	 * "own" is the default although xinhua asks for more: other tasks of
	 * the store may be another school's, whose photos are not for this one.
	 */
	[POLICY_COMPARE_TASKS] = CHOICE(
		"compare_tasks", "own", "own|all", POLICY_AT_COMPARE,
		"只与本任务照片比对，或也与库中其他任务的照片比对",
		"photos are compared within the task or with the store's "
		"other tasks too (xinhua: photos of other 学历)"),
	[POLICY_WARN_REASON] = LIST(
		"warn_reason", "SAM-SUSPECT,CMP-SUSPECT", POLICY_AT_REVIEW,
		"带这些警告的个案须写明理由才能通过（代码，逗号分隔；none 无）",
		"warnings that are approved only with a reason (codes, "
		"commas between; none = no warning)"),
	[POLICY_LEADS] =
		LIST("leads", "", POLICY_AT_REVIEW,
		     "负责人（--as 的名字，逗号分隔）：可复审已通过的个案",
		     "who may review an approved case again (names of --as, "
		     "commas between)"),
	[POLICY_ONLINE_DAYS] =
		NUMBER("online_days", "10", 0, 365, "days", POLICY_AT_REPORT,
		       "移交后几个工作日应已上网，0 不催（青聪云：7–10 天）",
		       "working days until a photo handed over should be "
		       "online; 0 = never overdue (qcyun-code: 7 to 10)"),
};

const struct policy *policy_at(enum policy_key key)
{
	return key < POLICY_COUNT ? &policies[key] : NULL;
}

enum policy_key policy_find(const char *name)
{
	int i;

	for (i = 0; i < POLICY_COUNT; i++)
		if (strcmp(policies[i].name, name) == 0)
			break;
	return (enum policy_key)i;
}

const char *policy_near(const char *name)
{
	const char *best = NULL;
	int i, distance, least = 4;

	for (i = 0; i < POLICY_COUNT; i++) {
		distance = near_distance(policies[i].name, name);
		if (distance < least) {
			least = distance;
			best = policies[i].name;
		}
	}
	return best;
}

/* Whether word is one of the words that between separates. */
static bool is_among(const char *words, char between, const char *word)
{
	const char *end;
	size_t n = strlen(word);

	if (n == 0)
		return false;
	for (;; words = end + 1) {
		end = strchrnul(words, between);
		if ((size_t)(end - words) == n && strncmp(words, word, n) == 0)
			return true;
		if (!*end)
			return false;
	}
}

static int bad_value(const struct policy *policy, const char *value,
		     struct error *err)
{
	switch (policy->type) {
	case POLICY_NUMBER:
		return error_set(err, ERROR_USAGE,
				 _("%s = %s: wants a number from %ld to %ld"),
				 policy->name, value, policy->min, policy->max);
	case POLICY_LIMIT:
		return error_set(err, ERROR_USAGE,
				 _("%s = %s: wants a number from %ld to %ld or "
				   "unlimited"),
				 policy->name, value, policy->min, policy->max);
	case POLICY_LIST:
		return error_set(err, ERROR_USAGE,
				 _("%s = %s: wants words with commas between, "
				   "at most %d bytes"),
				 policy->name, value, POLICY_TEXT - 1);
	case POLICY_BOOL:
	case POLICY_CHOICE:
		break;
	}
	return error_set(err, ERROR_USAGE, _("%s = %s: wants one of %s"),
			 policy->name, value, policy->choices);
}

static bool is_good(const struct policy *policy, const char *value)
{
	long number;

	switch (policy->type) {
	case POLICY_LIMIT:
		if (strcmp(value, "unlimited") == 0)
			return true;
		/* fall through */
	case POLICY_NUMBER:
		return text_to_long(value, policy->min, policy->max, &number) ==
		       0;
	case POLICY_LIST:
		return strlen(value) < POLICY_TEXT &&
		       !strpbrk(value, " \t\r\n");
	case POLICY_BOOL:
	case POLICY_CHOICE:
		break;
	}
	return is_among(policy->choices, '|', value);
}

static int unknown(const char *name, struct error *err)
{
	const char *near = policy_near(name);

	if (near)
		return error_set(err, ERROR_USAGE,
				 _("no setting \"%s\"; did you mean %s? "
				   "(`qctool help policies` lists them)"),
				 name, near);
	return error_set(err, ERROR_USAGE,
			 _("no setting \"%s\"; `qctool help policies` lists "
			   "them"),
			 name);
}

int policy_set(struct policies *all, const char *name, const char *value,
	       struct error *err)
{
	enum policy_key key = policy_find(name);

	if (key == POLICY_COUNT)
		return unknown(name, err);
	if (*value && !is_good(&policies[key], value))
		return bad_value(&policies[key], value, err);
	/*
	 * The empty value unsets: the default counts again, and a later
	 * default with it.
	 */
	snprintf(all->value[key], POLICY_TEXT, "%s", value);
	return 0;
}

const char *policy_text(const struct policies *all, enum policy_key key)
{
	return all->value[key][0] ? all->value[key] : policies[key].fallback;
}

long policy_number(const struct policies *all, enum policy_key key)
{
	const char *text = policy_text(all, key);

	return strcmp(text, "unlimited") == 0 ? POLICY_UNLIMITED
					      : strtol(text, NULL, 10);
}

bool policy_is(const struct policies *all, enum policy_key key,
	       const char *choice)
{
	return strcmp(policy_text(all, key), choice) == 0;
}

bool policy_bool(const struct policies *all, enum policy_key key)
{
	return policy_is(all, key, "yes");
}

bool policy_lists(const struct policies *all, enum policy_key key,
		  const char *word)
{
	return is_among(policy_text(all, key), ',', word);
}

void policy_gate_names(unsigned gates, char *out, size_t n)
{
	static const char *const names[] = {
		N_("roster"),  N_("code"),   N_("intake"),  N_("make"),
		N_("compare"), N_("review"), N_("package"), N_("report")};
	size_t i, at = 0;

	out[0] = '\0';
	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (gates & 1u << i && at < n)
			at += (size_t)snprintf(out + at, n - at, "%s%s",
					       at ? ", " : "", _(names[i]));
}
