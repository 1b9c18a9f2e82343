/* SPDX-License-Identifier: MIT */
/*
 * All students of a task in memory as rules/file_name.h wants them, for
 * finding the owner of a file.
 */
#ifndef STORE_OWNER_STORE_H
#define STORE_OWNER_STORE_H

#include "rules/file_name.h"
#include "rules/task.h"
#include "store/store.h"

struct owner_store {
	struct file_name_student *list;
	size_t n, cap;
	struct file_name_index *index;
};

int owner_store_load(struct store *store, const struct task *task,
		     struct owner_store *out, struct error *err);
void owner_store_release(struct owner_store *owners);

#endif
