/* SPDX-License-Identifier: MIT */
/*
 * The data of code_match(): the task's students, its codes, and the photos
 * whose students are known.  Loaded once; matching fills in the owners; main
 * thread.
 *
 * It is packed, so that a million codes are matched within 500 MB: a code takes
 * 72 bytes, and all texts are in one buffer.  The fields of a code are read
 * again from the store when it is judged, and what only judging needs is freed
 * before anything is shown (code_match_set_judged()).
 *
 *     codes   | id sha256 file layout owner by findings … | …     in order
 *                         |    |            |  |
 *     texts   | "a.png" NUL …  |            |  "CODE-DUP" NUL … NUL …
 *     words   [ "json" "xh+xm" … ] <--------+
 */
#ifndef CODE_CODE_MATCH_SET_H
#define CODE_CODE_MATCH_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "rules/code_owner_index.h"
#include "rules/finding.h"
#include "rules/student_list.h"
#include "rules/task.h"
#include "store/owner_store.h"
#include "store/session.h"

#define CODE_MATCH_NOBODY ((size_t)-1)

/* One code while it is judged or shown; file and layout are the set's. */
struct code_match_code {
	long long id;
	size_t stored_owner; /* index into people */
	char sha256[SHA256_HEX];
	const char *file, *layout;
	struct student *exposed; /* of its fields, while it is judged */
	bool by_hand, superseded, confirmed;
	bool unproven; /* the owner is only known by a name or a neighbour */
	/* found in this run: */
	size_t owner; /* index into people */
	char by[40];
	double confidence;
	size_t compared; /* students it was judged against */
	struct findings findings;
};

/* The same in the set. */
struct code_match_kept {
	long long id;
	unsigned char sha256[SHA256_HEX / 2];
	size_t file, findings;	      /* places in texts; findings 0 = none */
	uint32_t owner, stored_owner; /* UINT32_MAX = nobody */
	uint16_t layout, by;	      /* places in words */
	uint16_t confidence;	      /* place in trusts */
	bool by_hand : 1, superseded : 1, confirmed : 1, unproven : 1;
};

/* What a provider is asked of an opaque code, and its answer. */
struct code_match_payload {
	void *bytes; /* NULL = it is not asked */
	size_t size;
	char *fields; /* JSON; NULL = no answer */
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
	struct student_list people; /* with what a code can tell of them */
	uint32_t *by_id;	    /* people, sorted by id */
	struct file_name_index *owners;
	struct code_owner_index *by_number; /* places in people */
	struct code_match_kept *codes;
	size_t n, cap;
	struct buf texts;
	char **words;
	size_t words_n, words_cap;
	double *trusts; /* each confidence there is, once */
	size_t trusts_n, trusts_cap;
	size_t last_findings;		     /* the list that was put last */
	struct code_match_payload *payloads; /* of each code; or NULL */
	uint32_t *by_file;		     /* codes, sorted by file */
	struct code_match_pairs stems, folders;
};

/* payloads: keep those of opaque codes, for a provider program. */
int code_match_set_load(const struct session *session, bool payloads,
			struct code_match_set *out, struct error *err);
void code_match_set_release(struct code_match_set *set);

/* All codes are judged: free what was needed to find owners. */
void code_match_set_judged(struct code_match_set *set);

/*
 * Copy code i to *out, which is all zero or was used for this before; and copy
 * a code back, except its id, file and hash.
 */
void code_match_set_get(const struct code_match_set *set, size_t i,
			struct code_match_code *out);
void code_match_set_put(struct code_match_set *set, size_t i,
			const struct code_match_code *code);
void code_match_set_drop(struct code_match_code *code);

const char *code_match_set_name(const struct code_match_set *set, size_t i);

/* What stored fields say, behind what out has. */
void code_match_set_fields(const char *fields, struct student *out);

/* The index of the student with this id; CODE_MATCH_NOBODY. */
size_t code_match_set_person(const struct code_match_set *set, long long id);

/* The first place in by_file whose file is not below this one. */
size_t code_match_set_file(const struct code_match_set *set, const char *file);

/* The owner of the photos of this name; CODE_MATCH_NOBODY. */
size_t code_match_set_pair(const struct code_match_pairs *pairs,
			   const char *name);

#endif
