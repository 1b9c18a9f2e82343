/* SPDX-License-Identifier: MIT */
/*
 * Cost of the same-photo search in CPU time of one core: decoding, hashing,
 * preparing, judging a pair, filtering 10^5 and 10^6 signatures in every way
 * the processor has, registering what is left, and what a night of 12,000 new
 * photos against 100,000 adds up to.  Photos are those of
 * $QCTOOL_TESTDATA/pairs at 480x640.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "codec/picture/jpeg.h"
#include "compare/compare_pair.h"
#include "compare/compare_search.h"
#include "image/phash/prefilter.h"
#include "support/pairs.h"

enum { PHOTOS = 200, STRANGERS = 1000, NIGHT_NEW = 12000, NIGHT_OLD = 100000 };

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct costs {
	double hash, signature, query, prepare, pair; /* ms each */
	double scan;	   /* ms a query's probes against 10^5 */
	double registered; /* ms a candidate registered */
	double near, pass; /* shares of strangers: within the cut, accepted */
};

struct set {
	struct pairs corpus;
	struct buf files[PHOTOS];
	struct compare_source sources[PHOTOS];
	struct compare_face faces[PHOTOS];
	struct align_signature signatures[PHOTOS];
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

static double decoded(const struct compare_source *source, struct image *grey)
{
	struct jpeg_read how = {1, 0, 0};
	double start = cpu_ms();

	jpeg_read(source->bytes, source->size, &how, grey, NULL);
	return cpu_ms() - start;
}

static void time_hash(struct set *set, struct costs *c)
{
	struct image grey = IMAGE_INIT;
	struct phash hash;
	double start;
	int i;

	for (i = 0; i < set->n; i++) {
		c->hash += decoded(&set->sources[i], &grey) / set->n;
		start = cpu_ms();
		phash_make(
			&grey,
			phash_square(&grey, set->sources[i].face, PHASH_FACE),
			&hash);
		c->hash += (cpu_ms() - start) / set->n;
		image_release(&grey);
	}
}

static void time_photos(struct set *set, struct costs *c)
{
	static struct compare_query query;
	struct align_signature signatures[ALIGN_SIGNATURE_MOST];
	double start = cpu_ms(), end;
	int i;

	for (i = 0; i < set->n; i++) {
		compare_face_signatures(&set->sources[i], signatures, NULL);
		set->signatures[i] = signatures[0];
	}
	end = cpu_ms();
	c->signature = (end - start) / set->n;
	for (start = end, i = 0; i < set->n; i++)
		compare_face_open(&set->faces[i], &set->sources[i], NULL);
	end = cpu_ms();
	c->prepare = (end - start) / set->n;
	for (start = end, i = 0; i < set->n; i++) {
		compare_face_query(&set->faces[i], &query, NULL);
		compare_face_query_release(&query);
	}
	c->query = (cpu_ms() - start) / set->n;
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

/*
 * Hashes of other people's photos, in the squares of their own probes: as far
 * from a query, and as unevenly, as a school's photos are.
 */
static void others_hashes(const struct set *set, struct phash *h, size_t n)
{
	static struct compare_query query;
	size_t made = 0, i;
	int who = 0;

	while (made < n && who + 1 < set->n) {
		const struct align_search_query *q = &query.list[0];

		if (set->people[++who] == set->people[0])
			continue;
		compare_face_query(&set->faces[who], &query, NULL);
		for (i = 0; i < PHASH_FRAMES * PHASH_PROBES; i++) {
			size_t frame = i % PHASH_FRAMES, k = i / PHASH_FRAMES;

			if (made < n && k < (size_t)q->probe_count[frame])
				h[made++] = q->kept.probes[frame][k];
		}
		compare_face_query_release(&query);
	}
	for (i = made; made > 0 && i < n; i++)
		h[i] = h[i - made];
}

/* Both frames' probes against n hashes each, those beyond the cut left out. */
static double filter_by(phash_scan_fn *scan, const struct align_search_query *q,
			const struct phash *hashes, size_t n,
			uint16_t *distances)
{
	double start = cpu_ms();
	int i;

	for (i = 0; i < PHASH_FRAMES; i++) {
		const struct phash_net net = {
			q->kept.probes[i], (size_t)q->probe_count[i],
			(size_t)phash_probe_coarse((enum phash_frame)i), scan};

		phash_prefilter(&net, COMPARE_SEARCH_CUT, hashes, n, distances);
	}
	return cpu_ms() - start;
}

/* The same with every probe. */
static double scan_by(phash_scan_fn *scan, const struct align_search_query *q,
		      const struct phash *hashes, size_t n, uint16_t *distances)
{
	double start = cpu_ms();
	int i;

	for (i = 0; i < PHASH_FRAMES; i++)
		scan(q->kept.probes[i], (size_t)q->probe_count[i], hashes, n,
		     distances);
	return cpu_ms() - start;
}

static void time_scan(const struct set *set, size_t n, struct costs *c)
{
	static struct compare_query query;
	struct phash *hashes = mem_xcalloc(n, sizeof(*hashes));
	uint16_t *distances = mem_xcalloc(n, sizeof(*distances));
	static const char *const names[PHASH_SCAN_WAYS] = {
		"avx512 vpopcntdq", "avx2", "popcnt", "scalar"};
	int way;

	others_hashes(set, hashes, n);
	compare_face_query(&set->faces[0], &query, NULL);
	for (way = 0; way < PHASH_SCAN_WAYS; way++) {
		phash_scan_fn *scan = phash_scan_by((enum phash_scan_way)way);
		double ms, all;

		if (scan == NULL)
			continue;
		filter_by(scan, &query.list[0], hashes, n / 10, distances);
		ms = filter_by(scan, &query.list[0], hashes, n, distances);
		all = scan_by(scan, &query.list[0], hashes, n, distances);
		printf("%8zu signatures, %d probes both ways, %-16s %8.2f ms "
		       "(each with each %.2f)\n",
		       n,
		       query.list[0].probe_count[PHASH_FACE] +
			       query.list[0].probe_count[PHASH_PICTURE],
		       names[way], ms, all);
		if (n == NIGHT_OLD && c->scan <= 0)
			c->scan = ms;
	}
	compare_face_query_release(&query);
	free(distances);
	free(hashes);
}

/* The least distance of a query to a signature. */
static int distance_of(const struct align_search_query *q,
		       const struct align_signature *signature)
{
	uint16_t d[PHASH_FRAMES];
	int i;

	for (i = 0; i < PHASH_FRAMES; i++)
		phash_scan(q->kept.probes[i], (size_t)q->probe_count[i],
			   &signature->hash[i], 1, &d[i]);
	return d[0] < d[1] ? d[0] : d[1];
}

/* What the search lets through of pairs of different people. */
static void count_passing(const struct set *set, struct costs *c)
{
	static struct compare_query query;
	struct align_likeness likeness;
	long pairs = 0, near = 0, passed = 0;
	double start;
	int i, j;

	for (i = 0; i < set->n; i++) {
		compare_face_query(&set->faces[i], &query, NULL);
		for (j = 0; j < set->n; j++) {
			if (set->people[i] == set->people[j])
				continue;
			pairs++;
			if (distance_of(&query.list[0], &set->signatures[j]) >
			    COMPARE_SEARCH_CUT)
				continue;
			near++;
			start = cpu_ms();
			passed += compare_search_likeness(
				&query.list[0], &set->signatures[j], &likeness);
			c->registered += cpu_ms() - start;
		}
		compare_face_query_release(&query);
	}
	c->registered /= (double)(near + 1);
	c->near = (double)near / (double)pairs;
	c->pass = (double)passed / (double)pairs;
	printf("%ld pairs of different people\n", pairs);
}

static void print_costs(const struct costs *c)
{
	double search = c->scan + c->near * NIGHT_OLD * c->registered;
	double judging = c->pass * NIGHT_OLD * (c->prepare + c->pair);

	printf("decode and hash   %7.3f ms a photo, %.0f a core-second\n",
	       c->hash, 1000 / c->hash);
	printf("decode, signature %7.3f ms a photo\n", c->signature);
	printf("decode, prepare   %7.3f ms a photo\n", c->prepare);
	printf("probes            %7.3f ms a query\n", c->query);
	printf("register          %7.3f ms a candidate\n", c->registered);
	printf("judge             %7.3f ms a pair\n", c->pair);
	printf("open one, judge   %7.3f ms a pair; open both, judge %.3f\n",
	       c->prepare + c->pair, 2 * c->prepare + c->pair);
	printf("strangers within the cut: %.3f %%; to be judged: %.4f %%, %.0f "
	       "of %d\n",
	       100 * c->near, 100 * c->pass, c->pass * NIGHT_OLD, NIGHT_OLD);
	printf("a query against %d: probes %.0f, filter %.0f, register %.0f, "
	       "judge %.0f ms\n",
	       NIGHT_OLD, c->query + c->prepare, c->scan, search - c->scan,
	       judging);
	printf("a night of %d new photos against %d: %.2f core-hours\n",
	       NIGHT_NEW, NIGHT_OLD,
	       (c->query + c->prepare + search + judging) * NIGHT_NEW / 3.6e6);
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
	time_hash(&set, &costs);
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
