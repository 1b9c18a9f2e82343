/* SPDX-License-Identifier: MIT */
#include "support/example_college.h"

#include <stdio.h>
#include <string.h>

#include "support/sitter_random.h"

static const struct {
	const char *name, *sex;
} people[EXAMPLE_STUDENTS] = {
	{"陈知远", "男"}, {"林书瑶", "女"}, {"周子谦", "男"},
	{"吴沐晴", "女"}, {"郑云舟", "男"}, {"王若溪", "女"},
	{"李明澈", "男"}, {"张语桐", "女"}, {"古丽娜尔·买买提", "女"},
	{"刘景行", "男"}, {"黄诗涵", "女"}, {"杨承宇", "男"},
	{"赵安然", "女"}, {"孙逸凡", "男"}, {"徐婉清", "女"},
	{"马怀瑾", "男"}, {"朱梓萱", "女"}, {"胡嘉木", "男"},
	{"郭静姝", "女"}, {"何修远", "男"}, {"高望舒", "女"},
	{"罗一鸣", "男"}, {"梁思齐", "女"}, {"陈知远", "男"},
	{"唐若琳", "女"}, {"韩䶮", "男"},   {"谢云亭", "女"},
	{"邓子昂", "男"},
};

/* GB 11643-1999: weights 2^(17-i) mod 11 of the first 17 digits. */
static char check_character(const char digits[17])
{
	static const int weight[17] = {7, 9, 10, 5,  8, 4, 2, 1, 6,
				       3, 7, 9,	 10, 5, 8, 4, 2};
	int sum = 0, i;

	for (i = 0; i < 17; i++)
		sum += (digits[i] - '0') * weight[i];
	return "10X98765432"[sum % 11];
}

static void identity(struct example_student *s)
{
	struct sitter_random r = sitter_random_seed((uint64_t)s->number, 200);
	int male = !strcmp(s->sex, "男"), order;
	char digits[40];

	s->year = 2003 + sitter_random_below(&r, 2);
	s->month = 1 + sitter_random_below(&r, 12);
	s->day = 1 + sitter_random_below(&r, 28);
	order = 100 + 2 * sitter_random_below(&r, 400) + male;
	do {
		order = (order + 2) % 1000;
		snprintf(digits, sizeof(digits), "9901%02d%04d%02d%02d%03d",
			 1 + s->number % 7, s->year, s->month, s->day, order);
		/* number 7 stands for all whose number ends in X */
	} while ((check_character(digits) == 'X') != (s->number == 7));
	snprintf(s->zjhm, sizeof(s->zjhm), "%.17s%c", digits,
		 check_character(digits));
}

void example_college_student(int number, struct example_student *out)
{
	unsigned i = (unsigned)number - 1, accounting = number > 18;
	unsigned group = accounting ? 1 : 1 + i / 9;
	unsigned seat = accounting ? i - 17 : 1 + i % 9;

	memset(out, 0, sizeof(*out));
	out->number = number;
	out->name = people[i].name;
	out->sex = people[i].sex;
	out->people = number == 9 ? "维吾尔族" : number == 16 ? "回族" : "汉族";
	out->college = accounting ? "经济管理学院" : "信息工程学院";
	out->major = accounting ? "会计学" : "计算机科学与技术";
	out->major_code = accounting ? "120203" : "080901";
	out->class_name = accounting   ? "会计2201班"
			  : group == 1 ? "计科2201班"
				       : "计科2202班";
	snprintf(out->xh, sizeof(out->xh), "2022%02u%02u%02u",
		 accounting ? 3U : 1U, group % 100, seat % 100);
	snprintf(out->ksh, sizeof(out->ksh), "22990101%06u",
		 (110000 + (unsigned)number * 37) % 1000000);
	identity(out);
}
