/* SPDX-License-Identifier: MIT */
#include "report/holidays.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/share.h"
#include "base/text.h"
#include "codec/config/ini.h"

/* A holiday is a week or so; what is longer is a slip of the pen. */
enum { LONGEST = 60 };

struct reader {
	const char *path;
	struct workdays *out;
	void (*add)(struct workdays *all, struct date day);
};

static int bad(const struct reader *r, const char *word, size_t n,
	       struct error *err)
{
	return error_set(err, ERROR_USAGE,
			 _("%s: \"%.*s\" is no day or span like "
			   "2026-05-01..2026-05-05"),
			 r->path, (int)n, word);
}

/* One day, or two with ".." between. */
static int take_span(const struct reader *r, const char *word, size_t n,
		     struct error *err)
{
	char text[32];
	char *dots;
	struct date from, to;
	long day, last;

	if (n >= sizeof(text))
		return bad(r, word, n, err);
	snprintf(text, sizeof(text), "%.*s", (int)n, word);
	dots = strstr(text, "..");
	if (dots)
		*dots = '\0';
	if (date_parse(text, &from) < 0 ||
	    date_parse(dots ? dots + 2 : text, &to) < 0)
		return bad(r, word, n, err);
	day = date_to_days(from);
	last = date_to_days(to);
	if (last < day || last > day + LONGEST)
		return bad(r, word, n, err);
	for (; day <= last; day++)
		r->add(r->out, date_from_days(day));
	return 0;
}

/*
 * The State Council names days off and weekends that are worked in exchange; a
 * year's file has both, "off" and "on".
 */
static int take_list(const struct reader *r, const char *list,
		     struct error *err)
{
	size_t n;

	for (list = list ? list : ""; *list; list += n) {
		list += strspn(list, ", ");
		n = strcspn(list, ", ");
		if (n && take_span(r, list, n, err) < 0)
			return -1;
	}
	return 0;
}

/* The name says which year is known now: a year without a file is not. */
static int take_file(void *ctx, const char *path, struct error *err)
{
	struct reader r = {.path = path, .out = ctx};
	struct ini ini = INI_INIT;
	char *stem = path_stem(path);
	long year;
	int result;

	if (!path_has_extension(path, ".ini") ||
	    text_to_long(stem, 1950, 2199, &year) < 0) {
		free(stem);
		return 0;
	}
	free(stem);
	result = ini_read_file(path, &ini, err);
	r.add = workday_add_off;
	if (result == 0)
		result = take_list(&r, ini_get(&ini, "holidays", "off"), err);
	r.add = workday_add_on;
	if (result == 0)
		result = take_list(&r, ini_get(&ini, "holidays", "on"), err);
	if (result == 0)
		workday_add_year(r.out, (int)year);
	ini_release(&ini);
	return result;
}

static int take_folder(const char *folder, struct workdays *out,
		       struct error *err)
{
	return file_is_dir(folder) ? file_walk(folder, take_file, out, err) : 0;
}

/*
 * Ours first, then the store's, which adds days of the school: what is "on"
 * wins (rules/workday), wherever it was said.
 */
int holidays_read(const char *folder, struct workdays *out, struct error *err)
{
	char *path = share_path("holidays");
	int result = take_folder(path, out, err);

	free(path);
	if (result < 0 || !folder)
		return result;
	path = path_join(folder, "holidays");
	result = take_folder(path, out, err);
	free(path);
	return result;
}
