/* SPDX-License-Identifier: MIT */
/*
 * Interface language.  Every text for people is written in English inside
 * _() and translated in share/locale/zh_CN.po; N_() marks a text in a table.
 * Codes, field names and file contents for machines are never translated.
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

#define _(text)	 gettext(text)
#define N_(text) (text)
/* One or many, by n: P_("%ld photo", "%ld photos", n). */
#define P_(one, many, n) ngettext(one, many, (unsigned long)(n))

enum i18n_lang { I18N_EN, I18N_ZH };

/*
 * Choose the language of the process, once, before any thread is started:
 * lang is "zh", "en" or NULL for what the environment says.  Also sets the
 * C library's time zone to Asia/Shanghai, as base/date.h does.
 *
 * -1 when there is a catalogue in locale_dir that cannot be loaded, because it
 * is damaged or there is no memory: all texts would be English.  0 when there
 * is none, then they are.
 */
int i18n_start(const char *lang, const char *locale_dir);

/* The language that i18n_start() settled on. */
enum i18n_lang i18n_lang(void);

#endif
