/* SPDX-License-Identifier: MIT */
/*
 * One student as the school lists them.  Field names are the national ones
 * where there are any (学籍注册 list, domain of the 教育部 data structures), in
 * lower case; they are the column names of the store, the keys of JSON output
 * and of naming templates.  Texts are UTF-8; an empty field is "" or NULL.
 */
#ifndef RULES_STUDENT_H
#define RULES_STUDENT_H

#include <stddef.h>

/*    id      Chinese title    */
#define STUDENT_FIELDS(X)                                                      \
	X(ksh, "考生号")                                                       \
	X(xh, "学号")                                                          \
	X(xm, "姓名")                                                          \
	X(xmpy, "姓名拼音")                                                    \
	X(cym, "曾用名")                                                       \
	X(xb, "性别")                                                          \
	X(csrq, "出生日期")                                                    \
	X(zjlx, "证件类型")                                                    \
	X(zjhm, "证件号码")                                                    \
	X(mz, "民族")                                                          \
	X(zzmm, "政治面貌")                                                    \
	X(gj, "国籍")                                                          \
	X(yxdm, "院校代码")                                                    \
	X(yxmc, "院校名称")                                                    \
	X(fy, "学院")                                                          \
	X(xsh, "系所")                                                         \
	X(zydm, "专业代码")                                                    \
	X(zymc, "专业名称")                                                    \
	X(bh, "班级")                                                          \
	X(nj, "年级")                                                          \
	X(xllb, "学历类别")                                                    \
	X(cc, "层次")                                                          \
	X(xz, "学制")                                                          \
	X(xxxs, "学习形式")                                                    \
	X(rxrq, "入学日期")                                                    \
	X(byrq, "毕业日期")                                                    \
	X(xjzt, "学籍状态")                                                    \
	X(wybh, "学生唯一编号")                                                \
	X(lxdh, "联系电话")                                                    \
	X(txdz, "通信地址")                                                    \
	X(yzbm, "邮政编码")                                                    \
	X(bz, "备注")

enum student_field {
#define STUDENT_ENUM(id, title) STUDENT_##id,
	STUDENT_FIELDS(STUDENT_ENUM)
#undef STUDENT_ENUM
		STUDENT_FIELD_COUNT
};

struct student {
	long long id;			  /* of the store; 0 when not stored */
	char *field[STUDENT_FIELD_COUNT]; /* owned; NULL = empty */
};

void student_release(struct student *s);

/* Replace a field by a copy of value; "" and NULL both empty it. */
void student_set(struct student *s, enum student_field field,
		 const char *value);

/* Never NULL. */
const char *student_get(const struct student *s, enum student_field field);

const char *student_field_name(enum student_field field);  /* "ksh" */
const char *student_field_title(enum student_field field); /* "考生号" */

/* The title in Chinese, an English one otherwise: what a person is shown. */
const char *student_field_label(enum student_field field);

/* STUDENT_FIELD_COUNT when there is no such field. */
enum student_field student_field_find(const char *name);

#endif
