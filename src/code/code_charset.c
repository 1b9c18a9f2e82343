/* SPDX-License-Identifier: MIT */
#include "code/code_charset.h"

#include <stddef.h>

#include "base/mem.h"

/*
 * GB 2312 and GBK are parts of GB18030, and codes that say the one often use
 * the next.  Windows' code page 932 is Shift_JIS with a backslash where JIS X
 * 0201 has a yen sign: writers of links mean the backslash.
 */
static const struct code_charset charsets[] = {
	{0, "cp437", "CP437"},
	{1, "iso-8859-1", "ISO-8859-1"},
	{2, "cp437", "CP437"},
	{3, "iso-8859-1", "ISO-8859-1"},
	{4, "iso-8859-2", "ISO-8859-2"},
	{5, "iso-8859-3", "ISO-8859-3"},
	{6, "iso-8859-4", "ISO-8859-4"},
	{7, "iso-8859-5", "ISO-8859-5"},
	{8, "iso-8859-6", "ISO-8859-6"},
	{9, "iso-8859-7", "ISO-8859-7"},
	{10, "iso-8859-8", "ISO-8859-8"},
	{11, "iso-8859-9", "ISO-8859-9"},
	{12, "iso-8859-10", "ISO-8859-10"},
	{13, "iso-8859-11", "ISO-8859-11"},
	{15, "iso-8859-13", "ISO-8859-13"},
	{16, "iso-8859-14", "ISO-8859-14"},
	{17, "iso-8859-15", "ISO-8859-15"},
	{18, "iso-8859-16", "ISO-8859-16"},
	{20, "shift_jis", "CP932"},
	{21, "windows-1250", "CP1250"},
	{22, "windows-1251", "CP1251"},
	{23, "windows-1252", "CP1252"},
	{24, "windows-1256", "CP1256"},
	{25, "utf-16be", "UTF-16BE"},
	{26, "utf-8", "UTF-8"},
	{27, "us-ascii", "US-ASCII"},
	{28, "big5", "BIG5"},
	{29, "gb2312", "GB18030"},
	{30, "euc-kr", "CP949"},
	{31, "gbk", "GB18030"},
	{32, "gb18030", "GB18030"},
	{33, "utf-16le", "UTF-16LE"},
	{34, "utf-32be", "UTF-32BE"},
	{35, "utf-32le", "UTF-32LE"},
	{170, "us-ascii", "US-ASCII"},
	{899, "binary", NULL},
};

const struct code_charset *code_charset_of_eci(int eci)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(charsets); i++)
		if (charsets[i].eci == eci)
			return &charsets[i];
	return NULL;
}
