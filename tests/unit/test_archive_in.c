/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <archive.h>
#include <archive_entry.h>
#include <signal.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/cancel.h"
#include "codec/archive/archive_in.h"

struct made {
	char bytes[1 << 20];
	size_t size;
};

static void put(struct archive *a, const char *name, const void *data, size_t n)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_copy_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)n);
	assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
	assert_int_equal(archive_write_data(a, data, n), (la_ssize_t)n);
	archive_entry_free(entry);
}

static struct archive *begin(struct made *made, int format)
{
	struct archive *a = archive_write_new();

	archive_write_set_format(a, format);
	archive_write_set_bytes_in_last_block(a, 1);
	assert_int_equal(archive_write_open_memory(a, made->bytes,
						   sizeof(made->bytes),
						   &made->size),
			 ARCHIVE_OK);
	return a;
}

static void finish(struct archive *a)
{
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	archive_write_free(a);
}

static void small(struct made *made, int format)
{
	struct archive *a = begin(made, format);

	put(a, "\xd5\xc5\xc8\xfd.jpg", "one", 3); /* 张三 in GBK */
	put(a, "../\xe6\x9d\x8e.jpg", "two!", 4);
	finish(a);
}

/* Whoever reads many entries at once asks again behind the last. */
static void the_end_stays_the_end(void **state)
{
	static struct made made;
	struct archive_in_entry entry;
	struct error err = ERROR_INIT;
	struct archive_in *in;
	int n, i;

	(void)state;
	small(&made, ARCHIVE_FORMAT_ZIP);
	in = archive_in_open_bytes(made.bytes, made.size, ARCHIVE_IN_ANY, NULL,
				   &err);
	for (i = 0; i < 2; i++) {
		for (n = 0; archive_in_next(in, &entry, &err) == 1; n++)
			;
		assert_int_equal(n, 2);
		assert_int_equal(archive_in_next(in, &entry, &err), 0);
		assert_int_equal(archive_in_next(in, &entry, &err), 0);
		assert_int_equal(archive_in_rewind(in, &err), 0);
	}
	archive_in_close(in);
}

static void names_become_utf8_in_every_format(void **state)
{
	static const int formats[] = {ARCHIVE_FORMAT_ZIP,
				      ARCHIVE_FORMAT_TAR_USTAR};
	static struct made made;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct error err = ERROR_INIT;
		struct archive_in_entry entry;
		struct archive_in *in;
		struct buf out = BUF_INIT;

		small(&made, formats[i]);
		assert_true(archive_in_sniff_bytes(made.bytes, made.size));
		in = archive_in_open_bytes(made.bytes, made.size,
					   ARCHIVE_IN_ANY, NULL, &err);
		assert_non_null(in);
		assert_int_equal(archive_in_next(in, &entry, &err), 1);
		assert_string_equal(entry.name, "张三.jpg");
		assert_int_equal(archive_in_read_all(in, &out, &err), 0);
		assert_string_equal(buf_str(&out), "one");
		assert_int_equal(archive_in_next(in, &entry, &err), 1);
		assert_string_equal(entry.name, "../李.jpg");
		assert_int_equal(entry.index, 1);
		assert_true(entry.is_file);
		assert_int_equal(archive_in_next(in, &entry, &err), 0);
		archive_in_close(in);
		buf_release(&out);
	}
}

static void a_rewound_archive_begins_again(void **state)
{
	static struct made made;
	struct error err = ERROR_INIT;
	struct archive_in_entry entry;
	struct archive_in *in;

	(void)state;
	small(&made, ARCHIVE_FORMAT_ZIP);
	in = archive_in_open_bytes(made.bytes, made.size, ARCHIVE_IN_ZIP, NULL,
				   &err);
	assert_int_equal(archive_in_next(in, &entry, &err), 1);
	assert_int_equal(archive_in_next(in, &entry, &err), 1);
	assert_int_equal(archive_in_rewind(in, &err), 0);
	assert_int_equal(archive_in_next(in, &entry, &err), 1);
	assert_string_equal(entry.name, "张三.jpg");
	archive_in_close(in);
}

static int drain(struct archive_in *in, struct error *err)
{
	struct archive_in_entry entry;
	const char *piece;
	size_t n;
	int status;

	while ((status = archive_in_next(in, &entry, err)) == 1)
		while ((status = archive_in_read(in, &piece, &n, err)) != 0)
			if (status < 0)
				return -1;
	return status;
}

static void a_bomb_ends_at_the_ratio(void **state)
{
	static struct made made;
	struct archive *a = begin(&made, ARCHIVE_FORMAT_ZIP);
	size_t size = 200 << 20;
	char *zeros = calloc(1, size);
	struct error err = ERROR_INIT;
	struct archive_in *in;

	(void)state;
	put(a, "bomb", zeros, size);
	finish(a);
	free(zeros);
	in = archive_in_open_bytes(made.bytes, made.size, ARCHIVE_IN_ANY, NULL,
				   &err);
	assert_int_equal(drain(in, &err), -1);
	assert_int_equal(err.kind, ERROR_LIMIT);
	archive_in_close(in);
}

static void size_and_number_have_limits(void **state)
{
	static const struct archive_in_limits limits[] = {
		{.entry_bytes = 3}, {.total_bytes = 6}, {.entries = 1}};
	static struct made made;
	size_t i;

	(void)state;
	small(&made, ARCHIVE_FORMAT_ZIP);
	for (i = 0; i < 3; i++) {
		struct error err = ERROR_INIT;
		struct archive_in *in =
			archive_in_open_bytes(made.bytes, made.size,
					      ARCHIVE_IN_ANY, &limits[i], &err);

		assert_int_equal(drain(in, &err), -1);
		assert_int_equal(err.kind, ERROR_LIMIT);
		archive_in_close(in);
	}
}

/* Where nothing is read, entries are passed over one after the other. */
static void a_stop_is_heard_between_entries(void **state)
{
	static struct made made;
	struct archive_in_entry entry;
	struct error err = ERROR_INIT;
	struct archive_in *in;

	(void)state;
	small(&made, ARCHIVE_FORMAT_ZIP);
	in = archive_in_open_bytes(made.bytes, made.size, ARCHIVE_IN_ANY, NULL,
				   &err);
	assert_int_equal(archive_in_next(in, &entry, &err), 1);
	cancel_request(SIGTERM);
	assert_int_equal(archive_in_next(in, &entry, &err), -1);
	assert_int_equal(err.kind, ERROR_INTERRUPTED);
	cancel_request(0);
	archive_in_close(in);
}

static void rubbish_is_an_error_of_the_input(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_false(archive_in_sniff_bytes("hello", 5));
	assert_null(
		archive_in_open_bytes("hello", 5, ARCHIVE_IN_ZIP, NULL, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_null(
		archive_in_open("/nonexistent", ARCHIVE_IN_ANY, NULL, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
}

/*
 * Entries and bytes of one archive, bytes SIZE_MAX when it has links (to
 * Python their target is content); -1 when anything could not be read.
 */
static int measure(const char *path, size_t *entries, size_t *bytes)
{
	struct error err = ERROR_INIT;
	struct archive_in *in =
		archive_in_open(path, ARCHIVE_IN_ANY, NULL, &err);
	struct archive_in_entry entry;
	struct buf out = BUF_INIT;
	int status = in ? 0 : -1;
	bool links = false;

	*entries = *bytes = 0;
	while (in && (status = archive_in_next(in, &entry, &err)) == 1) {
		++*entries;
		links |= !entry.is_file && entry.name[0] &&
			 entry.name[strlen(entry.name) - 1] != '/';
		buf_clear(&out);
		if (archive_in_read_all(in, &out, &err) < 0) {
			status = -1;
			break;
		}
		*bytes += out.size;
	}
	assert_int_equal(status < 0, err.kind != ERROR_NONE);
	if (links)
		*bytes = SIZE_MAX;
	archive_in_close(in);
	buf_release(&out);
	return status;
}

/* What Python's zipfile unpacked without complaint we unpack the same. */
static void the_corpus_of_archives(void **state)
{
	const char *root = getenv("QCTOOL_TESTDATA");
	char path[512], line[512], name[300], verdict[200];
	size_t want_entries, want_bytes, entries, bytes;
	FILE *f;

	(void)state;
	if (!root) {
		print_message("skipped: QCTOOL_TESTDATA is not set\n");
		skip();
	}
	snprintf(path, sizeof(path), "%s/rosters/zip/EXPECTED.tsv", root);
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		int status;

		if (sscanf(line, "%299[^\t]\t%zu\t%zu\t%199[^\n]", name,
			   &want_entries, &want_bytes, verdict) != 4)
			continue;
		snprintf(path, sizeof(path), "%s/rosters/zip/%s", root, name);
		status = measure(path, &entries, &bytes);
		if (strcmp(verdict, "ok") != 0)
			continue;
		if (status < 0 || entries != want_entries ||
		    (bytes != SIZE_MAX && bytes != want_bytes))
			fail_msg("%s: %zu entries, %zu bytes", name, entries,
				 bytes);
	}
	fclose(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_end_stays_the_end),
		cmocka_unit_test(names_become_utf8_in_every_format),
		cmocka_unit_test(a_rewound_archive_begins_again),
		cmocka_unit_test(a_bomb_ends_at_the_ratio),
		cmocka_unit_test(a_stop_is_heard_between_entries),
		cmocka_unit_test(size_and_number_have_limits),
		cmocka_unit_test(rubbish_is_an_error_of_the_input),
		cmocka_unit_test(the_corpus_of_archives),
	};

	return cmocka_run_group_tests_name("archive_in", tests, NULL, NULL);
}
