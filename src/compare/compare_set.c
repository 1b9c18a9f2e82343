/* SPDX-License-Identifier: MIT */
#include "compare/compare_set.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct loader {
	struct compare_set *set;
};

static enum compare_set_kind kind_of(const char *kind)
{
	if (strcmp(kind, "enrollment") == 0)
		return COMPARE_SET_ENROLLMENT;
	if (strcmp(kind, "prior") == 0)
		return COMPARE_SET_PRIOR;
	if (strcmp(kind, "population") == 0)
		return COMPARE_SET_POPULATION;
	return COMPARE_SET_SUBMISSION;
}

static void add_probes(struct compare_set *set, struct compare_set_photo *p,
		       const void *bits)
{
	p->probes = set->probe_n;
	MEM_GROW(set->probes, set->probe_n + PHASH_PROBES, set->probe_cap);
	memcpy(set->probes + set->probe_n, bits,
	       PHASH_PROBES * sizeof(struct phash));
	set->probe_n += PHASH_PROBES;
}

static int add_photo(void *ctx, const struct photo_row *row, const void *bits,
		     size_t n, struct error *err)
{
	struct compare_set *set = ((struct loader *)ctx)->set;
	struct compare_set_photo *p;

	MEM_GROW(set->list, set->n, set->cap);
	p = &set->list[set->n];
	memset(p, 0, sizeof(*p));
	p->id = row->id;
	p->student_id = row->student_id;
	p->kind = kind_of(row->kind);
	p->rejected = strcmp(row->state, "rejected") == 0;
	p->replaced = strcmp(row->state, "replaced") == 0;
	memcpy(p->sha256, row->sha256, SHA256_HEX);
	if (!isnan(row->face_width)) {
		p->face.x = (int)lround(row->face_x);
		p->face.y = (int)lround(row->face_y);
		p->face.width = (int)lround(row->face_width);
		p->face.height = (int)lround(row->face_height);
	}
	if (bits && n >= sizeof(struct phash)) {
		p->has_hash = true;
		if (n == PHASH_PROBES * sizeof(struct phash))
			add_probes(set, p, bits);
		MEM_GROW(set->with_hash, set->hash_n, set->hash_cap);
		set->with_hash[set->hash_n++] = set->n;
		if (compare_search_add(set->search, bits, 1, err) < 0)
			return -1;
	}
	set->n++;
	return 0;
}

int compare_set_load(struct store *store, const struct task *task,
		     struct compare_set *out, struct error *err)
{
	struct loader loader = {out};

	memset(out, 0, sizeof(*out));
	out->search = compare_search_new();
	return photo_store_each_hash(store, task, PHASH_VERSION, add_photo,
				     &loader, err);
}

void compare_set_release(struct compare_set *set)
{
	compare_search_free(set->search);
	free(set->with_hash);
	free(set->probes);
	free(set->list);
	memset(set, 0, sizeof(*set));
}

static int by_id(const void *key, const void *entry)
{
	long long a = *(const long long *)key;
	long long b = ((const struct compare_set_photo *)entry)->id;

	return a < b ? -1 : a > b;
}

const struct compare_set_photo *compare_set_find(const struct compare_set *set,
						 long long id)
{
	if (!set->n)
		return NULL;
	return bsearch(&id, set->list, set->n, sizeof(*set->list), by_id);
}

const char *compare_set_code(const struct compare_set_photo *submission,
			     const struct compare_set_photo *other)
{
	bool own = other->student_id == submission->student_id;

	switch (other->kind) {
	case COMPARE_SET_ENROLLMENT:
		return own || !other->student_id ? "SAM-ENROLL"
						 : "SAM-OTHER-STUDENT";
	case COMPARE_SET_PRIOR:
		return own || !other->student_id ? "SAM-PRIOR"
						 : "SAM-OTHER-STUDENT";
	case COMPARE_SET_POPULATION:
		return own || !other->student_id ? "SAM-POPULATION"
						 : "SAM-OTHER-STUDENT";
	case COMPARE_SET_SUBMISSION:
		break;
	}
	if (own)
		return other->rejected ? "SAM-REJECTED" : NULL;
	/* A picture that nobody owns yet is no evidence against anybody. */
	return other->student_id && !other->replaced ? "SAM-OTHER-STUDENT"
						     : NULL;
}
