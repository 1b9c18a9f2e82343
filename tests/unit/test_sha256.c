/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"

/* The examples of FIPS 180-4 that NIST publishes, and the empty message. */
static const struct {
	const char *message, *hex;
} examples[] = {
	{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8"
	     "55"},
	{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f200"
		"15ad"},
	{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	{"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
	 "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
	 "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
};

static const char million[] =
	"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

static void known_answers_of_fips_180(void **state)
{
	char hex[SHA256_HEX], *many = malloc(1000000);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
		sha256_hex(examples[i].message, strlen(examples[i].message),
			   hex);
		assert_string_equal(hex, examples[i].hex);
	}
	memset(many, 'a', 1000000);
	sha256_hex(many, 1000000, hex);
	assert_string_equal(hex, million);
	free(many);
}

/* A file is read in pieces: lengths about their border. */
static void a_file_has_the_sum_of_its_bytes(void **state)
{
	static const size_t lengths[] = {0,	55,    56,    63,     64,
					 65535, 65536, 65537, 1000000};
	char path[] = "/tmp/test_sha256_XXXXXX", *many = malloc(1000000);
	char whole[SHA256_HEX], pieces[SHA256_HEX];
	struct error err = ERROR_INIT;
	long long size;
	size_t i;

	(void)state;
	close(mkstemp(path));
	memset(many, 'a', 1000000);
	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		assert_int_equal(file_write(path, many, lengths[i], 0600, &err),
				 0);
		sha256_hex(many, lengths[i], whole);
		assert_int_equal(sha256_file(path, pieces, &size, &err), 0);
		assert_string_equal(pieces, whole);
		assert_int_equal(size, lengths[i]);
	}
	assert_string_equal(pieces, million);
	assert_int_equal(sha256_file(path, pieces, NULL, &err), 0);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(sha256_file(path, pieces, &size, &err), -1);
	assert_non_null(strstr(err.text, path));
	assert_int_equal(sha256_file("/tmp", pieces, &size, &err), -1);
	free(many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_answers_of_fips_180),
		cmocka_unit_test(a_file_has_the_sum_of_its_bytes),
	};

	return cmocka_run_group_tests_name("sha256", tests, NULL, NULL);
}
