/* SPDX-License-Identifier: MIT */
/* Photos: added once, linked, checked, made, hashed, and their sequence. */
#include "support/unit.h"

#include "support/office.h"

#include <math.h>

#include "base/buf.h"
#include "base/sha256.h"

/* A photo as photo_store_get() shows it, its texts copied. */
struct seen {
	struct photo_row row;
	char state[16], verdict[16], by[16];
};

static int look(void *ctx, const struct photo_row *row, struct error *err)
{
	struct seen *seen = ctx;

	(void)err;
	seen->row = *row;
	snprintf(seen->state, sizeof(seen->state), "%s", row->state);
	snprintf(seen->verdict, sizeof(seen->verdict), "%s", row->verdict);
	snprintf(seen->by, sizeof(seen->by), "%s", row->matched_by);
	return 0;
}

static struct seen seen_of(struct office *o, long long id)
{
	struct seen seen;

	office_must(o, photo_store_get(o->store, id, look, &seen, &o->err));
	return seen;
}

static void bytes_of_one_name_and_kind_come_in_once(void **state)
{
	struct office *o = *state;
	char sha256[SHA256_HEX];
	struct photo_row row = {.kind = PHOTO_KIND_SUBMISSION,
				.sha256 = sha256,
				.file = "1.jpg"};
	long long id = office_photo(o, "submission", "1.jpg", 0);
	bool added = true;

	sha256_hex("1.jpg", 5, sha256);
	office_must(o, photo_store_add(&o->session, &row, &added, &o->err));
	assert_false(added);
	assert_int_equal(row.id, id);
	row.kind = PHOTO_KIND_PRIOR;
	office_must(o, photo_store_add(&o->session, &row, &added, &o->err));
	assert_true(added);
	assert_int_not_equal(row.id, id);
}

static char *twin_of(struct office *o, const struct photo_row *row)
{
	char *file;

	office_must(o, photo_store_twin(&o->session, row, &file, &o->err));
	return file;
}

static void a_twin_has_the_same_bytes_and_kind(void **state)
{
	struct office *o = *state;
	char sha256[SHA256_HEX], *file;
	struct photo_row row = {.kind = PHOTO_KIND_SUBMISSION,
				.sha256 = sha256,
				.file = "again.jpg"};
	bool added;

	office_photo(o, "submission", "1.jpg", 0);
	sha256_hex("1.jpg", 5, sha256);
	office_must(o, photo_store_add(&o->session, &row, &added, &o->err));
	file = twin_of(o, &row);
	assert_string_equal(file, "1.jpg");
	free(file);
	row.kind = PHOTO_KIND_ENROLLMENT;
	assert_null(twin_of(o, &row));
}

static void what_it_is_compared_as_moves_it_on(void **state)
{
	struct office *o = *state;
	long long student = office_student(o, "01", "张三");
	long long one = office_photo(o, "submission", "1.jpg", 0);
	long long two = office_photo(o, "submission", "2.jpg", 0);
	struct owner_link link = {student, "xh+xm", .97, "[]"};
	struct photo_row check = {.id = one,
				  .profile = "source",
				  .verdict = "ok",
				  .findings = "[]",
				  .face = {.width = NAN}};

	assert_true(seen_of(o, one).row.sequence <
		    seen_of(o, two).row.sequence);
	/* A check changes nothing of that. */
	office_must(o, photo_store_set_check(o->store, &check, OFFICE_NOW,
					     &o->err));
	assert_true(seen_of(o, one).row.sequence <
		    seen_of(o, two).row.sequence);
	office_must(o, photo_store_link(o->store, one, &link, &o->err));
	assert_int_equal(seen_of(o, one).row.student_id, student);
	assert_string_equal(seen_of(o, one).by, "xh+xm");
	assert_true(seen_of(o, one).row.sequence >
		    seen_of(o, two).row.sequence);
	office_must(o,
		    photo_store_set_state(o->store, two, "rejected", &o->err));
	assert_true(seen_of(o, two).row.sequence >
		    seen_of(o, one).row.sequence);
	link = (struct owner_link){0, "", 0, "[]"};
	office_must(o, photo_store_link(o->store, one, &link, &o->err));
	assert_int_equal(seen_of(o, one).row.student_id, 0);
	assert_true(seen_of(o, one).row.sequence >
		    seen_of(o, two).row.sequence);
}

static void a_check_keeps_the_face_or_that_there_is_none(void **state)
{
	struct office *o = *state;
	long long id = office_photo(o, "submission", "1.jpg", 0);
	struct photo_row check = {.id = id,
				  .width = 480,
				  .height = 640,
				  .bytes = 30000,
				  .profile = "source",
				  .verdict = "warn",
				  .findings = "[]",
				  .face = {100, 120, 240, 250}};
	struct seen seen = seen_of(o, id);

	assert_true(isnan(seen.row.face.width));
	office_must(o, photo_store_set_check(o->store, &check, OFFICE_NOW,
					     &o->err));
	seen = seen_of(o, id);
	assert_int_equal(seen.row.width, 480);
	assert_int_equal(seen.row.bytes, 30000);
	assert_string_equal(seen.verdict, "warn");
	assert_true(seen.row.face.x == 100 && seen.row.face.height == 250);
	check.face.width = NAN;
	office_must(o, photo_store_set_check(o->store, &check, OFFICE_NOW,
					     &o->err));
	assert_true(isnan(seen_of(o, id).row.face.width));
}

static void a_rejected_photo_is_not_replaced(void **state)
{
	struct office *o = *state;
	long long one = office_photo(o, "submission", "1.jpg", 0);
	long long two = office_photo(o, "submission", "2.jpg", 0);

	office_must(o, photo_store_replace(o->store, one, &o->err));
	assert_string_equal(seen_of(o, one).state, "replaced");
	office_must(o,
		    photo_store_set_state(o->store, two, "rejected", &o->err));
	office_must(o, photo_store_replace(o->store, two, &o->err));
	assert_string_equal(seen_of(o, two).state, "rejected");
	assert_int_equal(photo_store_set_state(o->store, two, "lost", &o->err),
			 -1);
}

static int quality_of(void *ctx, const struct photo_made_row *row,
		      struct error *err)
{
	(void)err;
	*(int *)ctx = row->quality;
	return 0;
}

static int made(struct office *o, long long photo, const char *profile,
		int *quality)
{
	struct photo_made_key key = {photo, profile};
	int got = photo_store_get_made(o->store, &key, quality_of, quality,
				       &o->err);

	office_must(o, got);
	return got;
}

static void one_photo_is_made_for_a_profile(void **state)
{
	struct office *o = *state;
	long long id = office_photo(o, "submission", "1.jpg", 0), first;
	struct photo_made_row row = {.photo_id = id,
				     .profile = "chsi-99",
				     .status = "made",
				     .sha256 = "aa",
				     .quality = 90,
				     .findings = "[]"};
	int quality = 0;

	assert_int_equal(made(o, id, "chsi-99", &quality), 0);
	office_must(o,
		    photo_store_put_made(o->store, &row, OFFICE_NOW, &o->err));
	first = row.id;
	assert_true(first > 0);
	row.quality = 80;
	office_must(o,
		    photo_store_put_made(o->store, &row, OFFICE_NOW, &o->err));
	assert_int_equal(row.id, first);
	assert_int_equal(made(o, id, "chsi-99", &quality), 1);
	assert_int_equal(quality, 80);
	assert_int_equal(made(o, id, "other", &quality), 0);
}

static int hashes(void *ctx, const struct photo_row *row,
		  const struct photo_hash *hash, struct error *err)
{
	(void)err;
	buf_addf(ctx, "%s v%d %zu %.*s;", row->file, hash->version, hash->size,
		 (int)hash->size, hash->size ? (const char *)hash->bits : "");
	return 0;
}

static void prints_come_in_the_order_of_the_sequence(void **state)
{
	struct office *o = *state;
	long long one = office_photo(o, "submission", "1.jpg", 0);
	long long two = office_photo(o, "submission", "2.jpg", 0);
	struct photo_face face = {1, 2, 3, 4};
	struct buf text = BUF_INIT;

	office_photo(o, "enrollment", "3.jpg", 0);
	office_must(o, photo_store_put_hash(o->store, one,
					    &(struct photo_hash){2, "abc", 3},
					    &face, &o->err));
	office_must(o, photo_store_put_hash(o->store, two,
					    &(struct photo_hash){3, "", 0},
					    NULL, &o->err));
	office_must(o,
		    photo_store_set_state(o->store, one, "rejected", &o->err));
	office_must(o, photo_store_each_hash(o->store, &o->task, hashes, &text,
					     &o->err));
	assert_string_equal(buf_str(&text),
			    "2.jpg v3 0 ;3.jpg v0 0 ;1.jpg v2 3 abc;");
	assert_true(seen_of(o, one).row.face.width == 3);
	buf_release(&text);
}

static int count(void *ctx, const struct photo_row *row, struct error *err)
{
	(void)row;
	(void)err;
	++*(int *)ctx;
	return 0;
}

static void a_walk_is_of_one_kind_or_of_all(void **state)
{
	struct office *o = *state;
	int n = 0;

	office_photo(o, "submission", "1.jpg", 0);
	office_photo(o, "enrollment", "2.jpg", 0);
	office_must(o, photo_store_each(&o->session, PHOTO_KIND_ENROLLMENT,
					count, &n, &o->err));
	assert_int_equal(n, 1);
	office_must(o, photo_store_each(&o->session, PHOTO_KIND_COUNT, count,
					&n, &o->err));
	assert_int_equal(n, 3);
}

static void a_photo_that_is_not_there_is_an_error(void **state)
{
	struct office *o = *state;
	int n = 0;

	assert_int_equal(photo_store_get(o->store, 99, count, &n, &o->err), -1);
	assert_int_equal(o->err.kind, ERROR_STORE);
	assert_int_equal(n, 0);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, office_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(bytes_of_one_name_and_kind_come_in_once),
		TEST(a_twin_has_the_same_bytes_and_kind),
		TEST(what_it_is_compared_as_moves_it_on),
		TEST(a_check_keeps_the_face_or_that_there_is_none),
		TEST(a_rejected_photo_is_not_replaced),
		TEST(one_photo_is_made_for_a_profile),
		TEST(prints_come_in_the_order_of_the_sequence),
		TEST(a_walk_is_of_one_kind_or_of_all),
		TEST(a_photo_that_is_not_there_is_an_error),
	};

	return cmocka_run_group_tests_name("photo_store", tests, NULL, NULL);
}
