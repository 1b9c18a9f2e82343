/* SPDX-License-Identifier: MIT */
#include "codec/table/dbf_text.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"

/*
 * The language driver ids of FoxPro and of dBASE IV; several ids name one code
 * page.  4D and 7A are Chinese (936), 4F and 78 traditional Chinese (950).
 */
const char *dbf_text_of_language(unsigned char language)
{
	static const struct {
		unsigned char language;
		const char *charset;
	} table[] = {
		{0x4d, "GB18030"},    {0x7a, "GB18030"}, {0x4f, "BIG5-HKSCS"},
		{0x78, "BIG5-HKSCS"}, {0x13, "CP932"},	 {0x7b, "CP932"},
		{0x4e, "CP949"},      {0x79, "CP949"},	 {0x01, "CP437"},
		{0x02, "CP850"},      {0x03, "CP1252"},	 {0x57, "CP1252"},
		{0x58, "CP1252"},     {0x59, "CP1252"},	 {0x26, "CP866"},
		{0x65, "CP866"},      {0x64, "CP852"},	 {0x66, "CP865"},
		{0x6b, "CP857"},      {0xc8, "CP1250"},	 {0xc9, "CP1251"},
		{0xca, "CP1254"},     {0xcb, "CP1253"},
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(table); i++)
		if (table[i].language == language)
			return table[i].charset;
	return NULL;
}

/* GIS programs write the file, each in its own spelling. */
const char *dbf_text_of_cpg(const char *cpg)
{
	static const struct {
		const char *word, *charset;
	} table[] = {
		{"UTF-8", "UTF-8"},	{"65001", "UTF-8"},
		{"936", "GB18030"},	{"GB18030", "GB18030"},
		{"GBK", "GB18030"},	{"GB2312", "GB18030"},
		{"950", "BIG5-HKSCS"},	{"BIG5", "BIG5-HKSCS"},
		{"932", "CP932"},	{"1252", "CP1252"},
		{"ISO88591", "CP1252"}, {"1251", "CP1251"},
	};
	size_t i, n = strcspn(cpg, " \r\n\t");
	char word[24];

	if (n == 0 || n >= sizeof(word))
		return NULL;
	memcpy(word, cpg, n);
	word[n] = '\0';
	for (i = 0; i < ARRAY_SIZE(table); i++)
		if (text_casecmp(word, table[i].word) == 0 ||
		    (strncasecmp(word, "cp", 2) == 0 &&
		     text_casecmp(word + 2, table[i].word) == 0))
			return table[i].charset;
	return NULL;
}

/*
 *   C0 EE C0 D7 20   "李雷" in GBK: a run of four, even
 *   E9 20            "é " in Latin-1: a run of one, odd
 */
void dbf_text_count(struct dbf_text_census *census, const char *s, size_t n)
{
	size_t i, run = 0;
	bool high = false, odd = false;

	for (i = 0; i <= n; i++) {
		if (i < n && s[i] & 0x80) {
			high = true;
			run++;
			continue;
		}
		odd |= run % 2;
		run = 0;
	}
	census->texts += high;
	census->bad_utf8 += high && !text_is_utf8(s, n);
	census->odd_runs += odd;
}

const char *dbf_text_choose(const struct dbf_text_census *census,
			    const char *named, bool western)
{
	/* What is named counts, unless it is what nobody set. */
	if (named && (!western || !census->texts))
		return named;
	if (!census->bad_utf8)
		return "UTF-8";
	/* two bytes a Chinese character: runs of even length, nearly all */
	if (census->odd_runs * 20 <= census->texts)
		return "GB18030";
	return named ? named : "CP1252";
}

void dbf_text_convert(iconv_t converter, const char *s, size_t n,
		      struct buf *out)
{
	char text[1024], *to, *from = (char *)s;
	size_t room, got;

	while (n) {
		to = text;
		room = sizeof(text);
		got = iconv(converter, &from, &n, &to, &room);
		buf_add(out, text, (size_t)(to - text));
		if (got != (size_t)-1 || errno == E2BIG || !n)
			continue;
		/* One byte is passed over; the next may begin a good character.
		 */
		text_encode(out, 0xfffd);
		from++;
		n--;
		iconv(converter, NULL, NULL, NULL, NULL);
	}
}
