/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"

#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

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

/* glibc tries once: without memory then, all texts stay English. */
static int load(const char *locale_dir)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/zh_CN/LC_MESSAGES/qctool.mo",
		 locale_dir);
	/* The translation of "" is the head of the catalogue. */
	return gettext("")[0] || access(path, F_OK) < 0 ? 0 : -1;
}

int i18n_start(const char *lang, const char *locale_dir)
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
	return strcmp(lang, "zh") == 0 ? load(locale_dir) : 0;
}

enum i18n_lang i18n_lang(void)
{
	const char *value = getenv("LANGUAGE");

	return value && strncmp(value, "zh", 2) == 0 ? I18N_ZH : I18N_EN;
}
