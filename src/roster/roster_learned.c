/* SPDX-License-Identifier: MIT */
#include "roster/roster_learned.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/student_store.h"

static int add(void *ctx, const char *title, const char *field,
	       struct error *err)
{
	struct roster_learned *l = ctx;

	(void)err;
	MEM_GROW(l->texts, l->n, l->cap);
	l->texts[l->n++] = mem_xprintf("%s=%s", field, title);
	return 0;
}

void roster_learned_release(struct roster_learned *learned)
{
	size_t i;

	for (i = 0; i < learned->n; i++)
		free(learned->texts[i]);
	free(learned->texts);
	*learned = (struct roster_learned)ROSTER_LEARNED_INIT;
}

int roster_learned_apply(struct roster_learned *learned, struct store *store,
			 const struct task *task, struct roster_load *load,
			 struct error *err)
{
	if (load->map_count)
		return 0;
	if (student_store_each_column(store, task, add, learned, err) < 0)
		return -1;
	load->map = (const char *const *)learned->texts;
	load->map_count = learned->n;
	/* It only counts where the file has the column it names. */
	load->map_learned = true;
	return 0;
}

/*
 * Titles are learned, places are not: "the third column" says nothing about the
 * next file, and a map that was learned is not learned again.
 */
int roster_learned_save(struct store *store, const struct task *task,
			const struct roster_load *load, struct error *err)
{
	const char *equal;
	char field[32];
	size_t i;

	for (i = 0; i < load->map_count && !load->map_learned; i++) {
		equal = strchr(load->map[i], '=');
		if (!equal || equal[1] == '#')
			continue;
		snprintf(field, sizeof(field), "%.*s",
			 (int)(equal - load->map[i]), load->map[i]);
		if (student_field_find(field) == STUDENT_FIELD_COUNT)
			continue;
		if (student_store_set_column(store, task, equal + 1, field,
					     err) < 0)
			return -1;
	}
	return 0;
}
