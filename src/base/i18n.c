/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *from_environment(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	const char *value;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		value = getenv(names[i]);
		if (value && *value)
			return strncmp(value, "zh", 2) == 0 ? "zh" : "en";
	}
	return "en";
}

void i18n_start(const char *lang, const char *locale_dir)
{
	if (!lang)
		lang = from_environment();
	/*
	 * glibc translates only in a locale other than plain C, and a bare
	 * machine has none but C.UTF-8; LANGUAGE then names the catalogue.
	 */
	setlocale(LC_ALL, "C.UTF-8");
	/* File times in zips are civil times; ours are Shanghai's (date.h). */
	setenv("TZ", "CST-8", 1);
	tzset();
	setenv("LANGUAGE", strcmp(lang, "zh") == 0 ? "zh_CN" : "en", 1);
	bindtextdomain("qctool", locale_dir);
	bind_textdomain_codeset("qctool", "UTF-8");
	textdomain("qctool");
}

enum i18n_lang i18n_lang(void)
{
	const char *value = getenv("LANGUAGE");

	return value && strncmp(value, "zh", 2) == 0 ? I18N_ZH : I18N_EN;
}
