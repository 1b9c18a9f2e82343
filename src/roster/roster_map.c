/* SPDX-License-Identifier: MIT */
#include "roster/roster_map.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* 16384 columns are what a worksheet can have. */
int roster_map_parse(const char *option, struct roster_map_choice *choice,
		     struct error *err)
{
	const char *equal = strchr(option, '=');
	char name[16];

	*choice = (struct roster_map_choice){.field = STUDENT_FIELD_COUNT};
	if (strcmp(option, "header=none") == 0)
		return 0;
	if (!equal || !equal[1] || equal - option >= (long)sizeof(name))
		return error_set(err, ERROR_USAGE,
				 _("--map %s: write field=column name, as in "
				   "xm=姓名, or field=#3"),
				 option);
	snprintf(name, sizeof(name), "%.*s", (int)(equal - option), option);
	choice->field = student_field_find(name);
	choice->title = equal + 1;
	if (choice->field == STUDENT_FIELD_COUNT)
		return error_set(err, ERROR_USAGE,
				 _("--map %s: there is no field %s"), option,
				 name);
	if (equal[1] == '#' && text_to_long(equal + 2, 1, ROSTER_MAP_COLUMNS,
					    &choice->position) < 0)
		return error_set(err, ERROR_USAGE,
				 _("--map %s: columns are counted from #1"),
				 option);
	return 0;
}
