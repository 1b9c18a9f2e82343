/* SPDX-License-Identifier: MIT */
#include "package/package_reply_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

enum { NUMBER, SERIAL, FILE_NAME, SHA256, RESULT, REASON, FIELDS };

static const struct titled_field fields[FIELDS] = {
	[NUMBER] = {"number", "学号|考生号|证件号码|证件号|身份证号|"
			      "身份证号码|xh|ksh|zjhm"},
	[SERIAL] = {"serial", "采集码序号|学生唯一编号|采集码|图像采集码|wybh"},
	[FILE_NAME] = {"file", "文件名|照片文件名|照片名称|照片文件|file"},
	[SHA256] = {"sha256", "SHA256|文件哈希|哈希值"},
	[RESULT] = {"result", "结果|接收结果|处理结果|审核结果|上网结果|"
			      "校对结果|状态|result"},
	[REASON] = {"reason", "原因|退回原因|不合格原因|失败原因|错误说明|"
			      "说明|备注|reason"},
};

static const struct {
	enum package_reply_result result;
	const char *words; /* with blanks between */
} words[] = {
	{PACKAGE_REPLY_GOOD,
	 "成功 合格 通过 已接收 接收成功 接收 已入库 已上网 上网成功 已上传 "
	 "校对无误 无误 正常 是 ok yes success accepted online"},
	{PACKAGE_REPLY_BAD,
	 "失败 不合格 退回 已退回 不通过 未通过 驳回 拒收 接收失败 上网失败 "
	 "校对有误 有误 错误 bad failed rejected bounced wrong"},
	{PACKAGE_REPLY_OPEN, "未上网 未接收 处理中 待处理 待上网 未校对 否 "
			     "no pending"},
};

struct reader {
	struct titled_reader in;
	struct package_reply_list *list;
};

static bool has_word(const char *list, const char *word)
{
	size_t n, len = strlen(word);

	for (; *list; list += n + strspn(list + n, " ")) {
		n = strcspn(list, " ");
		if (n == len && strncmp(list, word, n) == 0)
			return true;
	}
	return false;
}

static enum package_reply_result read_result(const char *text)
{
	char *small = text_fold(text);
	enum package_reply_result result =
		*text ? PACKAGE_REPLY_UNREAD : PACKAGE_REPLY_NONE;
	size_t i;

	for (i = 0; *text && i < ARRAY_SIZE(words); i++)
		if (has_word(words[i].words, small))
			result = words[i].result;
	free(small);
	return result;
}

static char *take_cell(struct reader *r, const struct sheet_row *row,
		       size_t field)
{
	char *text = text_nfkc(titled_cell(&r->in.titles, row, field));

	return text ? text : mem_xstrdup("");
}

/* The recipient may have unpacked it anywhere, on any system. */
static char *take_file(struct reader *r, const struct sheet_row *row)
{
	const char *text = titled_cell(&r->in.titles, row, FILE_NAME);
	const char *back = strrchr(text, '\\');

	return mem_xstrdup(path_name(back ? back + 1 : text));
}

static void take_row(struct reader *r, const struct sheet_row *row)
{
	struct package_reply_list *list = r->list;
	struct package_reply_row *p;
	char *result = take_cell(r, row, RESULT), *hash;

	MEM_GROW(list->rows, list->n, list->cap);
	p = &list->rows[list->n++];
	p->row = row->number;
	p->number = take_cell(r, row, NUMBER);
	p->serial = take_cell(r, row, SERIAL);
	p->file = take_file(r, row);
	hash = take_cell(r, row, SHA256);
	p->sha256 = text_fold(hash);
	p->reason = take_cell(r, row, REASON);
	p->result = read_result(result);
	free(hash);
	free(result);
}

static bool names_photos(const struct titled *t)
{
	return titled_has(t, NUMBER) || titled_has(t, SERIAL) ||
	       titled_has(t, FILE_NAME) || titled_has(t, SHA256);
}

/* A row that says something of nobody is told as such; a foot says nothing. */
static bool is_empty(struct reader *r, const struct sheet_row *row)
{
	size_t i;

	for (i = 0; i < FIELDS; i++)
		if (*titled_cell(&r->in.titles, row, i))
			return false;
	return true;
}

static int no_header(const struct titled_reader *in, struct error *err)
{
	return error_set(err, ERROR_INPUT,
			 _("%s: no header with a student's number, a serial, a "
			   "file name or a SHA-256; say --map number=…; "
			   "there are: %s"),
			 in->file, titled_there(&in->titles));
}

static int read_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct reader *r = ctx;

	(void)err;
	if (!is_empty(r, row))
		take_row(r, row);
	return 0;
}

int package_reply_list_read(const char *file, const struct titled_map *map,
			    struct package_reply_list *out, struct error *err)
{
	struct reader r = {.in = {.file = file,
				  .is_header = names_photos,
				  .no_header = no_header,
				  .row = read_row,
				  .ctx = &r},
			   .list = out};

	if (titled_start(&r.in.titles, fields, FIELDS, map, err) < 0)
		return -1;
	return titled_read(&r.in, err);
}

void package_reply_list_release(struct package_reply_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		free(list->rows[i].number);
		free(list->rows[i].serial);
		free(list->rows[i].file);
		free(list->rows[i].sha256);
		free(list->rows[i].reason);
	}
	free(list->rows);
}
