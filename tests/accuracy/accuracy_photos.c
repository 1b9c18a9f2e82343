/* SPDX-License-Identifier: MIT */
/*
 * Faces, geometry and making, measured.
 *
 *   accuracy_photos            sitters, and $QCTOOL_TESTDATA/portraits if set
 *   accuracy_photos N          so many sitters (default 200)
 *   accuracy_photos N FIRST    beginning with that seed (default 1)
 *
 * $ACCURACY_VERBOSE lists every sitter and portrait.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "photo/photo_make.h"
#include "support/sitter.h"
#include "support/spread.h"

/* The same of percentages, and how many are within so many. */
static void show_within(const char *name, struct spread *e, double limit)
{
	int i, n = 0;

	spread_show(name, e);
	for (i = 0; i < e->n; i++)
		n += e->v[i] <= limit;
	printf("  %-24s within %g %%: %d of %d\n", "", limit, n, e->n);
}

/* What may be counted of one kind of run. */
struct tally {
	int n, one_face, none, many, eyes, made, refused, failed, passed;
	double check_ms, make_ms;
	struct spread eye, crown, chin, width, centre, made_eye, made_crown;
	struct spread room; /* of made photos, to the nearest limit */
	struct {
		char code[FINDING_CODE];
		int n;
	} codes[64];
};

static void count_codes(struct tally *t, const struct findings *all)
{
	size_t i, k;

	for (i = 0; i < all->n; i++) {
		for (k = 0; k < 63 && t->codes[k].n; k++)
			if (strcmp(t->codes[k].code, all->list[i].code) == 0)
				break;
		snprintf(t->codes[k].code, FINDING_CODE, "%s",
			 all->list[i].code);
		t->codes[k].n++;
	}
}

static void show_codes(const struct tally *t)
{
	size_t k;

	printf("  findings:");
	for (k = 0; k < 63 && t->codes[k].n; k++)
		printf(" %s %d", t->codes[k].code, t->codes[k].n);
	puts("");
}

static void count_check(struct tally *t, const struct photo_check *c)
{
	t->n++;
	t->one_face += c->faces == 1;
	t->none += c->faces == 0;
	t->many += c->faces > 1;
	t->eyes += c->has_face && c->face.has_eyes;
	t->check_ms += c->ms;
	count_codes(t, &c->findings);
}

static void count_made(struct tally *t, const struct photo_made *m)
{
	t->made += m->status == PHOTO_MADE;
	t->refused += m->status == PHOTO_REFUSED;
	t->failed += m->status == PHOTO_MAKE_ERROR;
	t->passed += m->status == PHOTO_MADE &&
		     m->result.verdict != PHOTO_FAIL &&
		     m->result.verdict != PHOTO_ERROR;
	t->make_ms += m->ms;
	count_codes(t, &m->findings);
}

static void show_tally(const char *title, struct tally *t)
{
	printf("%s: %d photos; one face %d, none %d, several %d; eyes %d\n",
	       title, t->n, t->one_face, t->none, t->many, t->eyes);
	show_codes(t);
	if (t->n)
		printf("  check %.1f ms\n", t->check_ms / t->n);
	if (t->made + t->refused + t->failed)
		printf("  made %d (pass their profile %d), refused %d, error "
		       "%d; %.1f ms\n",
		       t->made, t->passed, t->refused, t->failed,
		       t->make_ms / (t->made + t->refused + t->failed));
}

static void compare(struct tally *t, const struct photo_check *c,
		    const struct sitter_truth *truth)
{
	if (!c->has_face)
		return;
	spread_add(&t->eye, c->eye_line - truth->eye_line);
	spread_add(&t->crown, c->head_top - truth->crown);
	spread_add(&t->chin, 100 * (c->chin - truth->chin) /
				     (truth->chin - truth->crown));
	spread_add(&t->width, 100 * (c->face_width / truth->face_width - 1));
	if (c->face.has_eyes)
		spread_add(&t->centre,
			   (c->face.left_eye_x + c->face.right_eye_x -
			    truth->left_eye_x - truth->right_eye_x) /
				   2);
}

static void list(uint64_t seed, const struct photo_check *c,
		 const struct sitter_truth *truth)
{
	if (!getenv("ACCURACY_VERBOSE"))
		return;
	printf("sitter %llu faces %d eyes %d", (unsigned long long)seed,
	       c->faces, c->has_face && c->face.has_eyes);
	if (c->has_face)
		printf(" eye line %+.1f px pupils %+.1f px chin %+.1f px "
		       "width %+.1f %%",
		       c->eye_line - truth->eye_line,
		       (c->face.left_eye_y + c->face.right_eye_y) / 2 -
			       truth->eye_line,
		       c->chin - truth->chin,
		       100 * (c->face_width / truth->face_width - 1));
	puts("");
}

static double room(const struct profile_range *r, double value)
{
	return fmin(value - r->min, r->max - value);
}

/* What should have come out where, by the truth and the frame used. */
static void compare_made(struct tally *t, const struct photo_made *m,
			 const struct profile_geometry *limits,
			 const struct sitter_truth *truth)
{
	if (m->status != PHOTO_MADE)
		return;
	spread_add(&t->room,
		   fmin(room(&limits->head_top, m->head_top),
			fmin(room(&limits->eye_line, m->eye_line),
			     room(&limits->face_width, m->face_width))));
	spread_add(&t->made_eye, m->eye_line - (truth->eye_line - m->frame.y) *
						       m->frame.scale);
	spread_add(&t->made_crown,
		   m->head_top - (truth->crown - m->frame.y) * m->frame.scale);
}

static void sitter(const struct photo_engine *engine, uint64_t seed,
		   double times, bool make, struct tally *t)
{
	const struct profile *p = photo_engine_profile(engine, "chsi-99");
	struct sitter_person person;
	struct sitter_shot shot;
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct sitter_exif exif = {.make = "Canon", .model = "EOS"};
	struct image rgb = IMAGE_INIT;
	struct buf jpeg = BUF_INIT;
	struct error err = ERROR_INIT;
	struct photo_input input;
	struct photo_check check;
	struct photo_made made;

	sitter_person(seed, &person);
	sitter_shot_default(seed, &shot);
	sitter_shot_scale(&shot, (int)(480 * times), (int)(640 * times));
	if (sitter_render(&person, &shot, &rgb, &truth, &err) < 0 ||
	    sitter_jpeg(&rgb, 92, &exif, &jpeg, &err) < 0) {
		puts(err.text);
		exit(1);
	}
	input = (struct photo_input){jpeg.data, jpeg.size, "a.jpg", 1780000000};
	if (make) {
		photo_make(engine, p, NULL, &input, &made);
		count_check(t, &made.source);
		compare(t, &made.source, &truth);
		list(seed, &made.source, &truth);
		count_made(t, &made);
		compare_made(t, &made, &p->geometry, &truth);
		photo_make_release(&made);
	} else {
		photo_check(engine, p, &input, &check);
		count_check(t, &check);
		compare(t, &check, &truth);
		list(seed, &check, &truth);
		photo_check_release(&check);
	}
	buf_release(&jpeg);
	image_release(&rgb);
	sitter_truth_release(&truth);
}

/* So many sitters from a seed on. */
struct crowd {
	uint64_t first;
	int n;
};

static void sitters(const struct photo_engine *engine, struct crowd crowd,
		    double times, bool make)
{
	struct tally *t = mem_xcalloc(1, sizeof(*t));
	int i;

	for (i = 0; i < crowd.n; i++)
		sitter(engine, crowd.first + (uint64_t)i, times, make, t);
	printf("\nsitters at %dx%d\n", (int)(480 * times), (int)(640 * times));
	show_tally(make ? "make" : "check", t);
	spread_show("eye line, px", &t->eye);
	spread_show("crown, px", &t->crown);
	show_within("chin, % of crown-chin", &t->chin, 4);
	show_within("face width, %", &t->width, 4);
	spread_show("eyes' middle, px", &t->centre);
	if (make) {
		spread_show("made: eye line, px", &t->made_eye);
		spread_show("made: crown, px", &t->made_crown);
		spread_sort(&t->room);
		printf("  %-22s least %6.2f\n", "made: room to limits, px",
		       spread_at(&t->room, 0));
	}
	free(t);
}

struct walk {
	const struct photo_engine *engine;
	struct tally plain, composite;
};

static int portrait(void *ctx, const char *path, struct error *err)
{
	struct walk *w = ctx;
	const char *name = path_name(path);
	bool composite = strncmp(name, "comp", 4) == 0;
	struct buf bytes = BUF_INIT;
	struct photo_made made;

	if (!path_has_extension(path, ".jpg") || strstr(path, "/alpha/") ||
	    strstr(path, "/cutouts/"))
		return 0;
	if (file_read(path, 1 << 26, &bytes, err) < 0)
		return -1;
	photo_make(
		w->engine, photo_engine_profile(w->engine, "chsi-99"), NULL,
		&(struct photo_input){bytes.data, bytes.size, name, 1780000000},
		&made);
	count_check(composite ? &w->composite : &w->plain, &made.source);
	count_made(composite ? &w->composite : &w->plain, &made);
	if (getenv("ACCURACY_VERBOSE"))
		printf("%s faces %d eyes %d %s top %.0f eye %.0f width %.0f "
		       "confidence %.2f\n",
		       name, made.source.faces, made.source.face.has_eyes,
		       photo_make_status_name(made.status),
		       made.source.head_top, made.source.eye_line,
		       made.source.face_width, made.confidence);
	photo_make_release(&made);
	buf_release(&bytes);
	return 0;
}

static void portraits(const struct photo_engine *engine)
{
	const char *root = getenv("QCTOOL_TESTDATA");
	struct walk *w;
	struct error err = ERROR_INIT;
	char *folder;

	if (!root) {
		puts("\nportraits: skipped, QCTOOL_TESTDATA is not set");
		return;
	}
	w = mem_xcalloc(1, sizeof(*w));
	w->engine = engine;
	folder = path_join(root, "portraits");
	puts("");
	if (file_walk(folder, portrait, w, &err) < 0)
		puts(err.text);
	show_tally("portraits", &w->plain);
	show_tally("composites", &w->composite);
	free(folder);
	free(w);
}

int main(int argc, char **argv)
{
	struct crowd all = {argc > 2 ? strtoull(argv[2], NULL, 10) : 1,
			    argc > 1 ? atoi(argv[1]) : 200};
	struct crowd some = {all.first, all.n / 4};
	struct photo_engine *engine;
	struct error err = ERROR_INIT;

	if (photo_engine_open(&engine, &err) < 0) {
		puts(err.text);
		return 1;
	}
	sitters(engine, all, 1, false);
	sitters(engine, some, 2, true);
	portraits(engine);
	photo_engine_close(engine);
	return 0;
}
