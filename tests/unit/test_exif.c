/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "codec/picture/exif.h"

/* A TIFF block made by hand: IFD0 with four entries and an Exif IFD. */
struct block {
	unsigned char p[512];
	size_t n;
	bool big;
};

static void put(struct block *b, size_t at, unsigned long v, int bytes)
{
	int i;

	for (i = 0; i < bytes; i++)
		b->p[at + (size_t)i] =
			(unsigned char)(v >> 8 * (b->big ? bytes - 1 - i : i));
}

static void entry(struct block *b, size_t at, const unsigned long e[4])
{
	put(b, at, e[0], 2);
	put(b, at + 2, e[1], 2);
	put(b, at + 4, e[2], 4);
	if (e[1] == 3)
		put(b, at + 8, e[3], 2);
	else
		put(b, at + 8, e[3], 4);
}

static struct block make(bool big)
{
	struct block b = {.n = 300, .big = big};

	memcpy(b.p, big ? "MM\0*" : "II*\0", 4);
	put(&b, 4, 8, 4);
	put(&b, 8, 4, 2);
	entry(&b, 10, (unsigned long[]){0x010f, 2, 6, 200});
	entry(&b, 22, (unsigned long[]){0x0112, 3, 1, 6});
	entry(&b, 34, (unsigned long[]){0x011a, 5, 1, 210});
	entry(&b, 46, (unsigned long[]){0x8769, 4, 1, 100});
	put(&b, 100, 2, 2);
	entry(&b, 102, (unsigned long[]){0x9003, 2, 20, 220});
	entry(&b, 114, (unsigned long[]){0xa434, 2, 26, 250});
	memcpy(b.p + 200, "Canon", 6);
	put(&b, 210, 300, 4);
	put(&b, 214, 1, 4);
	memcpy(b.p + 220, "2026:04:12 09:30:11", 20);
	memcpy(b.p + 250, "iPhone front camera 2.7mm", 26);
	return b;
}

static void both_byte_orders_are_read(void **state)
{
	struct exif e;
	int big;

	(void)state;
	for (big = 0; big < 2; big++) {
		struct block b = make(big);

		exif_read(b.p, b.n, &e);
		assert_true(e.present);
		assert_string_equal(e.make, "Canon");
		assert_int_equal(e.orientation, 6);
		assert_true(e.dpi == 300);
		assert_int_equal(e.taken.year, 2026);
		assert_int_equal(e.taken.month, 4);
		assert_int_equal(e.taken.day, 12);
		assert_string_equal(e.lens, "iPhone front camera 2.7mm");
	}
}

static void every_cut_is_read_without_harm(void **state)
{
	struct block b = make(false);
	struct exif e;
	size_t n;

	(void)state;
	for (n = 0; n < b.n; n++) {
		unsigned char *copy = malloc(n + !n);

		memcpy(copy, b.p, n);
		exif_read(copy, n, &e);
		assert_in_range(e.orientation, 1, 8);
		free(copy);
	}
	exif_read(NULL, 0, &e);
	assert_false(e.present);
}

static void nonsense_is_left_out(void **state)
{
	struct block b = make(true);
	struct exif e;

	(void)state;
	entry(&b, 22, (unsigned long[]){0x0112, 3, 1, 99});
	entry(&b, 10, (unsigned long[]){0x010f, 2, 0xffffffff, 200});
	memcpy(b.p + 220, "0000:00:00 00:00:00", 20);
	put(&b, 214, 0, 4);
	exif_read(b.p, b.n, &e);
	assert_int_equal(e.orientation, 1);
	assert_string_equal(e.make, "");
	assert_int_equal(e.taken.year, 0);
	assert_true(e.dpi == 0);
}

static void a_directory_that_names_itself_ends(void **state)
{
	struct block b = make(false);
	struct exif e;

	(void)state;
	entry(&b, 46, (unsigned long[]){0x8769, 4, 1, 8});
	exif_read(b.p, b.n, &e);
	assert_string_equal(e.make, "Canon");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_byte_orders_are_read),
		cmocka_unit_test(every_cut_is_read_without_harm),
		cmocka_unit_test(nonsense_is_left_out),
		cmocka_unit_test(a_directory_that_names_itself_ends),
	};

	return cmocka_run_group_tests_name("exif", tests, NULL, NULL);
}
