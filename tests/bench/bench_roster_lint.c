/* SPDX-License-Identifier: MIT */
/*
 * Lint a made-up CSV of so many rows (default 1,000,000) and print CPU
 * seconds, rows a second and peak memory.  With a file as first argument,
 * lints that instead; with --make only makes the CSV:
 *   bench_roster_lint [ROWS|FILE]
 *   bench_roster_lint --make ROWS FILE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/text.h"
#include "roster/roster_load.h"
#include "rules/idnum.h"

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void write_row(FILE *f, long i, uint32_t *seed)
{
	static const char *const names[] = {"张伟", "王芳芳", "欧阳娜",
					    "买买提·艾力", "李秀英"};
	char id[19];
	unsigned year = 1999 + next(seed) % 7, month = 1 + next(seed) % 12;
	unsigned day = 1 + next(seed) % 28, order = next(seed) % 1000;

	snprintf(id, sizeof(id), "%06ld%04u%02u%02u%03u",
		 (110000 + i % 400000) % 1000000, year % 10000u, month % 100u,
		 day % 100u, order % 1000u);
	id[17] = idnum_check_char(id);
	id[18] = '\0';
	fprintf(f,
		"20%011ld,24%012ld,%s,%s,居民身份证,%s,%04u-%02u-%02u,汉族,"
		"10001,示例大学,080902,软件工程,本科,4,软件%02ld班,"
		"2022-09-01,普通高等教育,普通全日制,2026-07-01,\n",
		i, i, names[next(seed) % 5], order % 2 ? "男" : "女", id, year,
		month, day, i % 40);
}

static int make_file(const char *path, long rows)
{
	FILE *f = fopen(path, "we");
	uint32_t seed = 1;
	long i;

	if (!f)
		return -1;
	fputs("学号,考生号,姓名,性别,证件类型,身份证件号码,出生日期,民族,"
	      "院校代码,院校名称,专业代码,专业名称,层次,学制,班级,入学日期,"
	      "学历类别,学习形式,预计毕业日期,备注\n",
	      f);
	for (i = 0; i < rows; i++)
		write_row(f, i, &seed);
	return fclose(f);
}

static int ignore(void *ctx, struct roster_row *row, struct error *err)
{
	(void)ctx, (void)row, (void)err;
	return 0;
}

static double cpu(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return (double)use.ru_utime.tv_sec + (double)use.ru_stime.tv_sec +
	       ((double)use.ru_utime.tv_usec + (double)use.ru_stime.tv_usec) /
		       1e6;
}

static int measure(const char *path)
{
	struct roster_load load = {0};
	struct error err = ERROR_INIT;
	struct rusage use;
	double start = cpu(), spent;

	if (roster_load(path, &load, ignore, NULL, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	spent = cpu() - start;
	getrusage(RUSAGE_SELF, &use);
	printf("%ld students, %ld ok, %ld warn, %ld error: %.2f s CPU, "
	       "%.0f rows/s, peak %ld MB\n",
	       load.students, load.ok, load.warn, load.error, spent,
	       (double)load.students / spent, use.ru_maxrss / 1024);
	roster_load_release(&load);
	return 0;
}

int main(int argc, char **argv)
{
	char path[] = "/tmp/bench_roster_XXXXXX";
	long rows = 1000000;
	int fd, status;

	if (argc == 4 && strcmp(argv[1], "--make") == 0 &&
	    text_to_long(argv[2], 1, 20000000, &rows) == 0)
		return make_file(argv[3], rows) != 0;
	if (argc > 1 && text_to_long(argv[1], 1, 20000000, &rows) < 0)
		return measure(argv[1]);
	fd = mkstemp(path);
	if (fd < 0 || make_file(path, rows) != 0) {
		perror(path);
		return 1;
	}
	close(fd);
	status = measure(path);
	unlink(path);
	return status;
}
