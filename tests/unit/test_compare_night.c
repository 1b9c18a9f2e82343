/* SPDX-License-Identifier: MIT */
/*
 * The proof of the night: a store fed night by night holds the same verdicts,
 * to the last bit of each measure, as one run that aligns every pair, and as
 * one that had the photos in another order.
 */
#include "support/unit.h"

#include <unistd.h>

#include "base/mem.h"
#include "codec/config/cascade.h"
#include "compare/compare_night.h"
#include "store/case_store.h"
#include "store/compare_store.h"
#include "store/file_store.h"
#include "store/photo_store.h"
#include "store/task_store.h"
#include "support/sitter.h"

enum { NOW = 1775000000, STUDENTS = 14, NIGHTS = 4, MOST = 4 * STUDENTS };

/* What becomes of a photo of person by way of attack; NULL = as shot. */
struct plan {
	char name[24];
	enum photo_kind kind;
	int student; /* -1 = nobody's yet, until the night after */
	int owner;   /* whose it becomes then */
	int person, exposure, night;
	const char *attack;
	bool rejected;
	struct buf jpeg;
};

struct world {
	struct plan photos[MOST];
	int n;
	struct face_models models;
};

struct office {
	char folder[32];
	struct store *store;
	struct task task;
	long long students[STUDENTS], photos[MOST];
};

static void photo(struct world *w, struct plan p)
{
	snprintf(p.name, sizeof(p.name), "%s-%d-%d.jpg",
		 photo_kind_names[p.kind], p.person, w->n);
	p.owner = p.student;
	w->photos[w->n++] = p;
}

/* Every third sends something that is not of that sitting. */
static void plan_submission(struct world *w, int s)
{
	static const char *const attacks[] = {"recrop", "rejpeg",   "mirror",
					      "wall",	"contrast", "gamma"};
	struct plan p = {.kind = PHOTO_KIND_SUBMISSION,
			 .student = s,
			 .person = s,
			 .exposure = 2,
			 .night = s % 3};

	if (s % 3 == 1) {
		p.person = s % 2 == 0 ? s : (s + 4) % STUDENTS;
		p.exposure = s % 4 == 0 ? 3 : s % 6 == 1 ? 2 : 1;
		p.attack = attacks[s / 3 % 6];
	}
	if (s % 12 == 1) {
		p.person = s;
		p.exposure = 5;
	}
	if (s % 9 == 3) {
		struct plan refused = p;

		refused.exposure = 4;
		refused.rejected = true;
		photo(w, refused);
		p.exposure = 4;
		p.attack = "bright";
		p.night++;
	}
	photo(w, p);
}

static void plan_world(struct world *w)
{
	int s;

	for (s = 0; s < STUDENTS; s++) {
		photo(w, (struct plan){.kind = PHOTO_KIND_ENROLLMENT,
				       .student = s,
				       .person = s,
				       .exposure = 1,
				       .night = s % 4 == 3 ? 2 : 0});
		if (s % 4 == 0)
			photo(w, (struct plan){.kind = PHOTO_KIND_PRIOR,
					       .student = s,
					       .person = s,
					       .exposure = 3,
					       .night = s % 8 == 0});
		if (s % 6 == 1) {
			photo(w, (struct plan){.kind = PHOTO_KIND_POPULATION,
					       .student = -1,
					       .person = s,
					       .exposure = 5,
					       .night = 1});
			w->photos[w->n - 1].owner = s;
		}
		plan_submission(w, s);
	}
}

static void shoot(struct plan *p)
{
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct image rgb = IMAGE_INIT, made = IMAGE_INIT;
	struct sitter_person person;
	struct sitter_shot shot;

	sitter_person((uint64_t)p->person + 40, &person);
	sitter_shot_default((uint64_t)(p->person * 10 + p->exposure), &shot);
	sitter_shot_scale(&shot, 300, 400);
	assert_int_equal(sitter_render(&person, &shot, &rgb, &truth, NULL), 0);
	if (p->attack)
		assert_int_equal(
			sitter_derive(&rgb, &truth, p->attack, 1, &made, NULL),
			0);
	assert_int_equal(
		sitter_jpeg(p->attack ? &made : &rgb, 90, NULL, &p->jpeg, NULL),
		0);
	image_release(&made);
	image_release(&rgb);
	sitter_truth_release(&truth);
}

static void must(int code, const struct error *err)
{
	if (code < 0)
		fail_msg("%s", err->text);
}

static struct session session_of(const struct office *o, int jobs)
{
	return (struct session){.store = o->store,
				.task = &o->task,
				.who = "clerk",
				.now = NOW,
				.jobs = jobs};
}

static void add_students(struct office *o, struct error *err)
{
	struct session session = session_of(o, 1);
	enum student_store_change change;
	struct findings none = FINDINGS_INIT;
	struct student_row row;
	char number[16], key[24];
	int s;

	for (s = 0; s < STUDENTS; s++) {
		struct student st = {0};

		snprintf(number, sizeof(number), "%03d", s);
		snprintf(key, sizeof(key), "xh:%s", number);
		student_set(&st, STUDENT_xh, number);
		must(student_store_put(
			     &session,
			     &(struct student_entry){key, &st, &none, s},
			     &change, err),
		     err);
		student_release(&st);
		must(student_store_find(o->store, &o->task, number, &row, err),
		     err);
		o->students[s] = row.student.id;
		student_store_release(&row);
	}
}

static void open_office(struct office *o)
{
	struct error err = ERROR_INIT;

	memset(o, 0, sizeof(*o));
	strcpy(o->folder, "/tmp/test_night_XXXXXX");
	assert_non_null(mkdtemp(o->folder));
	must(store_create(o->folder, NOW, &err), &err);
	must(store_open(o->folder, STORE_WRITE, 0, &o->store, &err), &err);
	strcpy(o->task.name, "t");
	strcpy(o->task.kind, "graduate");
	strcpy(o->task.school_code, "99101");
	o->task.open = true;
	must(task_store_add(o->store, &o->task, NOW, &err), &err);
	must(store_begin(o->store, &err), &err);
	add_students(o, &err);
	must(store_commit(o->store, &err), &err);
}

static void close_office(struct office *o)
{
	char command[64];

	store_close(o->store);
	snprintf(command, sizeof(command), "rm -rf %s", o->folder);
	assert_int_equal(system(command), 0);
}

static void link_photo(struct office *o, const struct plan *p, long long id,
		       int student)
{
	struct error err = ERROR_INIT;
	long long owner = o->students[student];

	must(photo_store_link(o->store, id,
			      &(struct owner_link){owner, "xh", 1, "[]"}, &err),
	     &err);
	if (p->kind != PHOTO_KIND_SUBMISSION)
		return;
	if (p->rejected) {
		must(photo_store_set_state(o->store, id, "rejected", &err),
		     &err);
		return;
	}
	must(student_store_set_photo(o->store, owner, id, &err), &err);
	must(student_store_set_state(
		     o->store, owner,
		     &(struct student_state){CASE_MADE, "", NOW}, &err),
	     &err);
}

static void import(struct office *o, struct world *w, int i)
{
	struct plan *p = &w->photos[i];
	struct error err = ERROR_INIT;
	struct file_store_item item = {FILE_STORE_ORIGINAL, p->jpeg.data,
				       p->jpeg.size, ""};
	struct session session = session_of(o, 1);
	struct photo_row row = {.kind = p->kind,
				.sha256 = item.sha256,
				.file = p->name,
				.bytes = (long long)p->jpeg.size};
	bool added;

	must(file_store_put(&session, &item, &err), &err);
	must(photo_store_add(&session, &row, &added, &err), &err);
	o->photos[i] = row.id;
	if (p->student >= 0)
		link_photo(o, p, row.id, p->student);
}

static int look_away(void *ctx, const struct compare_night_result *result,
		     struct error *err)
{
	(void)ctx;
	return result->error
		       ? error_set(err, ERROR_INPUT, "%s", result->error->text)
		       : 0;
}

static struct compare_night_counts
compare(struct office *o, const struct world *w, int jobs, bool every_pair)
{
	const struct session session = session_of(o, jobs);
	struct compare_night run = {.session = &session,
				    .models = &w->models,
				    .every_pair = every_pair,
				    .show = look_away};
	struct compare_night_counts counts;
	struct error err = ERROR_INIT;

	must(compare_night(&run, &counts, &err), &err);
	return counts;
}

struct lines {
	char *list[MOST * MOST];
	size_t n;
};

static int tell(void *ctx, const struct compare_row *row, struct error *err)
{
	struct lines *l = ctx;

	(void)err;
	l->list[l->n++] =
		mem_xprintf("%s %s %s %s %a %.1f", row->file, row->other_file,
			    row->role, row->verdict, row->measure, row->score);
	return 0;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *verdicts(struct office *o)
{
	static struct lines l;
	struct buf all = BUF_INIT;
	struct error err = ERROR_INIT;
	size_t i;

	l.n = 0;
	for (i = 0; i < MOST; i++)
		if (o->photos[i])
			must(compare_store_each_of(o->store, o->photos[i], tell,
						   &l, &err),
			     &err);
	qsort(l.list, l.n, sizeof(*l.list), by_text);
	for (i = 0; i < l.n; i++) {
		buf_addf(&all, "%s\n", l.list[i]);
		free(l.list[i]);
	}
	buf_adds(&all, "");
	return buf_detach(&all, NULL);
}

/* Night after night; what was nobody's is somebody's the night after. */
static char *nightly(struct world *w, int jobs)
{
	struct compare_night_counts counts;
	struct office o;
	char *text;
	int night, i;

	open_office(&o);
	for (night = 0; night < NIGHTS; night++) {
		for (i = 0; i < w->n; i++) {
			const struct plan *p = &w->photos[i];

			if (p->night == night)
				import(&o, w, i);
			if (p->night + 1 == night && p->student < 0)
				link_photo(&o, p, o.photos[i], p->owner);
		}
		compare(&o, w, jobs, false);
	}
	counts = compare(&o, w, jobs, false);
	assert_int_equal(counts.pairs, 0);
	text = verdicts(&o);
	close_office(&o);
	return text;
}

static char *at_once(struct world *w, int jobs, bool backwards, bool every_pair)
{
	struct office o;
	char *text;
	int i, k;

	open_office(&o);
	for (k = 0; k < w->n; k++) {
		i = backwards ? w->n - 1 - k : k;
		import(&o, w, i);
		if (w->photos[i].student < 0)
			link_photo(&o, &w->photos[i], o.photos[i],
				   w->photos[i].owner);
	}
	compare(&o, w, jobs, every_pair);
	text = verdicts(&o);
	close_office(&o);
	return text;
}

static int count(const char *text, const char *word)
{
	int n = 0;

	for (; (text = strstr(text, word)) != NULL; text += strlen(word))
		n++;
	return n;
}

static int setup(void **state)
{
	struct world *w = mem_xcalloc(1, sizeof(*w));
	struct error err = ERROR_INIT;
	int i;

	*state = w;
	if (cascade_models_load(&w->models, &err) < 0) {
		printf("%s, skipped\n", err.text);
		return 0;
	}
	plan_world(w);
	for (i = 0; i < w->n; i++)
		shoot(&w->photos[i]);
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;
	int i;

	for (i = 0; i < w->n; i++)
		buf_release(&w->photos[i].jpeg);
	if (w->n > 0)
		cascade_models_release(&w->models);
	free(w);
	return 0;
}

static void nights_find_what_every_pair_would(void **state)
{
	struct world *w = *state;
	char *full, *nights, *other;

	if (w->n == 0)
		skip();
	full = at_once(w, 2, false, true);
	nights = nightly(w, 1);
	other = at_once(w, 4, true, false);
	assert_string_equal(nights, full);
	assert_string_equal(other, full);
	/* and there was something to find, of every kind */
	assert_in_range(count(full, " same "), 6, 60);
	assert_true(strstr(full, " SAM-ENROLL same ") != NULL);
	assert_true(strstr(full, " SAM-OTHER-STUDENT same ") != NULL);
	assert_true(strstr(full, " SAM-PRIOR same ") != NULL);
	assert_true(strstr(full, " SAM-REJECTED same ") != NULL);
	assert_true(strstr(full, " SAM-POPULATION same ") != NULL);
	free(other);
	free(nights);
	free(full);
}

static void remove_original(struct office *o, const struct plan *p)
{
	char sha256[SHA256_HEX], *path;

	sha256_hex(p->jpeg.data, p->jpeg.size, sha256);
	path = file_store_path(o->store, FILE_STORE_ORIGINAL, sha256);
	/* two plans may be one file */
	unlink(path);
	free(path);
}

static bool is_of(const struct plan *p, int person)
{
	return p->person == person || p->student == person;
}

/* All but the originals of one person are gone when his submission comes. */
static void a_new_photo_reads_no_other_case(void **state)
{
	struct world *w = *state;
	struct compare_night_counts counts;
	struct office o;
	int i, late = -1;

	if (w->n == 0)
		skip();
	open_office(&o);
	for (i = 0; i < w->n; i++)
		if (w->photos[i].kind == PHOTO_KIND_SUBMISSION &&
		    w->photos[i].student == 0)
			late = i;
		else
			import(&o, w, i);
	assert_true(late >= 0);
	compare(&o, w, 2, false);
	for (i = 0; i < w->n; i++)
		if (!is_of(&w->photos[i], 0))
			remove_original(&o, &w->photos[i]);
	import(&o, w, late);
	counts = compare(&o, w, 2, false);
	assert_int_equal(counts.failed, 0);
	assert_in_range(counts.pairs, 1, 4);
	close_office(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nights_find_what_every_pair_would),
		cmocka_unit_test(a_new_photo_reads_no_other_case),
	};

	return cmocka_run_group_tests_name("compare_night", tests, setup,
					   teardown);
}
