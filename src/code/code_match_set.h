/* SPDX-License-Identifier: MIT */
/*
 * What code_match() looks at: the task's students, its codes, and the photos
 * whose student is known.  Loaded once; filled by the deciding; main thread.
 */
#ifndef CODE_CODE_MATCH_SET_H
#define CODE_CODE_MATCH_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/sha256.h"
#include "rules/code_owner_index.h"
#include "rules/finding.h"
#include "rules/student.h"
#include "rules/task.h"
#include "store/owner_store.h"
#include "store/session.h"

#define CODE_MATCH_NOBODY ((size_t)-1)

struct code_match_code {
	long long id, stored_owner;
	char sha256[SHA256_HEX];
	char *file, *layout;
	void *payload; /* of an opaque one, else NULL */
	size_t size;
	char *fields;		 /* JSON, as stored; NULL none */
	struct student *exposed; /* of fields, while it is judged */
	bool by_hand, superseded, confirmed;
	bool unproven; /* a name or a neighbour is all that speaks for it */
	/* what this run found */
	size_t owner; /* index into people */
	char by[40];
	double confidence;
	size_t compared; /* students it was judged against */
	struct findings findings;
};

/* A photo's stem or folder and the one student of all such photos. */
struct code_match_pair {
	char *name;
	size_t owner; /* CODE_MATCH_NOBODY = several */
};

struct code_match_pairs {
	struct code_match_pair *list; /* sorted by name */
	size_t n, cap;
};

struct code_match_set {
	const struct task *task;
	bool payloads;
	struct student *people; /* with what a code can tell of them */
	size_t people_n, people_cap;
	size_t *by_id; /* people, sorted by id */
	struct file_name_index *owners;
	struct code_owner_index *by_number; /* places in people */
	struct code_match_code *codes;
	size_t n, cap;
	size_t *by_file; /* codes, sorted by file */
	struct code_match_pairs stems, folders;
};

/* payloads: keep those of opaque codes, for a provider program. */
int code_match_set_load(const struct session *session, bool payloads,
			struct code_match_set *out, struct error *err);
void code_match_set_release(struct code_match_set *set);

/* What the code's fields say, behind what out has. */
void code_match_set_fields(const struct code_match_code *code,
			   struct student *out);

/* The index of the student with this id; CODE_MATCH_NOBODY. */
size_t code_match_set_person(const struct code_match_set *set, long long id);

/* The first place in by_file whose file is not below this one. */
size_t code_match_set_file(const struct code_match_set *set, const char *file);

/* The owner of the photos of this name; CODE_MATCH_NOBODY. */
size_t code_match_set_pair(const struct code_match_pairs *pairs,
			   const char *name);

#endif
