/* SPDX-License-Identifier: MIT */
/*
 * Cost of the same-photo search in CPU time of one core: decoding, hashing,
 * preparing, judging a pair, searching 10^5 and 10^6 hashes in every way the
 * processor has, and what a night of 12,000 new photos against 100,000 adds
 * up to.  Photos are those of $QCTOOL_TESTDATA/pairs at 480x640.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "compare/compare_pair.h"
#include "compare/compare_search.h"
#include "image/phash_scan.h"
#include "support/pairs.h"

enum { PHOTOS = 200, STRANGERS = 1000, NIGHT_NEW = 12000, NIGHT_OLD = 100000 };

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct costs {
	double hash, probes, prepare, pair; /* ms each */
	double scan;			    /* ms a probe set against 10^5 */
	double pass; /* share of strangers within the cut of 10^5 */
};

struct set {
	struct pairs corpus;
	struct buf files[PHOTOS];
	struct compare_source sources[PHOTOS];
	struct compare_face faces[PHOTOS];
	int people[PHOTOS];
	int n;
};

static int load(struct set *set)
{
	size_t i;

	if (pairs_load(&set->corpus) < 0)
		return -1;
	for (i = 0; i < set->corpus.photo_count && set->n < PHOTOS; i += 2) {
		const struct pairs_photo *p = &set->corpus.photos[i];
		struct buf *file = &set->files[set->n];
		char path[512];

		snprintf(path, sizeof(path), "%s/%s", set->corpus.folder,
			 p->name);
		if (p->burst || p->box.width == 0 ||
		    file_read(path, 1 << 24, file, NULL) < 0)
			continue;
		set->sources[set->n] =
			(struct compare_source){.bytes = file->data,
						.size = file->size,
						.face = p->box};
		set->people[set->n++] = p->person;
	}
	return 0;
}

static void time_photos(struct set *set, struct costs *c)
{
	struct phash probes[PHASH_PROBES], hash;
	double start = cpu_ms(), end;
	int i;

	for (i = 0; i < set->n; i++)
		compare_face_hash(&set->sources[i], &hash, NULL);
	end = cpu_ms();
	c->hash = (end - start) / set->n;
	for (start = end, i = 0; i < set->n; i++)
		compare_face_probes(&set->sources[i], probes, NULL);
	end = cpu_ms();
	c->probes = (end - start) / set->n;
	for (start = end, i = 0; i < set->n; i++)
		compare_face_init(&set->faces[i], &set->sources[i], NULL);
	c->prepare = (cpu_ms() - start) / set->n;
}

static void time_pairs(struct set *set, struct costs *c)
{
	struct compare_verdict v;
	double start = cpu_ms();
	int i, same = 0;

	for (i = 0; i < STRANGERS; i++) {
		compare_pair(&set->faces[i % set->n],
			     &set->faces[(i * 7 + 3) % set->n], NULL, &v);
		same += v.verdict == ALIGN_SAME;
	}
	c->pair = (cpu_ms() - start) / STRANGERS;
	printf("pairs judged %d, of them same %d\n", STRANGERS, same);
}

/* Hashes with the statistics of real ones: half the bits, no two alike. */
static void random_hashes(struct phash *h, size_t n)
{
	uint64_t seed = 88172645463325252u;
	size_t i;
	int k;

	for (i = 0; i < n; i++)
		for (k = 0; k < PHASH_BYTES; k++) {
			seed ^= seed << 13;
			seed ^= seed >> 7;
			seed ^= seed << 17;
			h[i].bits[k] = (uint8_t)(seed >> 24);
		}
}

static void time_scan(const struct set *set, size_t n, struct costs *c)
{
	struct phash *hashes = mem_xcalloc(n, sizeof(*hashes));
	uint16_t *distances = mem_xcalloc(n, sizeof(*distances));
	struct phash probes[PHASH_PROBES];
	int way;

	random_hashes(hashes, n);
	compare_face_probes(&set->sources[0], probes, NULL);
	for (way = 0; way < PHASH_SCAN_WAYS; way++) {
		phash_scan_fn *scan = phash_scan_by((enum phash_scan_way)way);
		double start;

		if (scan == NULL)
			continue;
		scan(probes, PHASH_PROBES, hashes, n, distances);
		start = cpu_ms();
		scan(probes, PHASH_PROBES, hashes, n, distances);
		start = cpu_ms() - start;
		printf("%8zu hashes, %d probes, %-16s %8.2f ms\n", n,
		       PHASH_PROBES, phash_scan_name((enum phash_scan_way)way),
		       start);
		if (n == NIGHT_OLD && c->scan <= 0)
			c->scan = start;
	}
	free(distances);
	free(hashes);
}

/* The share of pairs of different people that the cut lets through. */
static void count_passing(const struct set *set, struct costs *c)
{
	struct phash probes[PHASH_PROBES];
	long pairs = 0, passed = 0;
	uint16_t distance;
	int i, j;

	for (i = 0; i < set->n; i += 4) {
		compare_face_probes(&set->sources[i], probes, NULL);
		for (j = 0; j < set->n; j++) {
			if (set->people[i] == set->people[j])
				continue;
			phash_scan(probes, PHASH_PROBES, &set->faces[j].hash, 1,
				   &distance);
			pairs++;
			passed += distance <= compare_search_cut(NIGHT_OLD);
		}
	}
	c->pass = pairs > 0 ? (double)passed / (double)pairs : 0;
}

static void print_costs(const struct costs *c)
{
	double candidates = c->pass * NIGHT_OLD;
	double each = c->probes + c->prepare + c->scan +
		      candidates * (c->prepare + c->pair);

	printf("decode and hash   %7.3f ms a photo, %.0f a core-second\n",
	       c->hash, 1000 / c->hash);
	printf("decode and probes %7.3f ms a photo\n", c->probes);
	printf("decode, prepare   %7.3f ms a photo\n", c->prepare);
	printf("judge             %7.3f ms a pair\n", c->pair);
	printf("strangers within the cut: %.3f %%, %.0f of %d\n", 100 * c->pass,
	       candidates, NIGHT_OLD);
	printf("a night of %d new photos against %d: %.1f core-hours "
	       "(%.1f with all faces in memory)\n",
	       NIGHT_NEW, NIGHT_OLD, each * NIGHT_NEW / 3.6e6,
	       (each - candidates * c->prepare) * NIGHT_NEW / 3.6e6);
}

int main(void)
{
	static struct set set;
	struct costs costs = {0};
	int i;

	if (load(&set) < 0 || set.n == 0) {
		puts("bench_same: no pairs below $QCTOOL_TESTDATA, skipped");
		return 0;
	}
	time_photos(&set, &costs);
	time_pairs(&set, &costs);
	time_scan(&set, NIGHT_OLD, &costs);
	time_scan(&set, 1000000, &costs);
	count_passing(&set, &costs);
	print_costs(&costs);
	for (i = 0; i < set.n; i++) {
		compare_face_release(&set.faces[i]);
		buf_release(&set.files[i]);
	}
	pairs_release(&set.corpus);
	return 0;
}
