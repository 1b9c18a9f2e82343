/* SPDX-License-Identifier: MIT */
/* A package as it comes back: a zip with a manifest, or a manifest alone. */
#include "fuzz/target.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "package/package_listing.h"
#include "package/package_verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct package_verify_options options = {.password = "x"};
	struct package_verify_result result;
	struct package_listing listing;
	struct error err = ERROR_INIT;
	char path[] = "/tmp/fuzz-package-XXXXXX";
	int fd = mkstemp(path);

	if (fd < 0)
		return 0;
	if (write(fd, data, n) == (ssize_t)n &&
	    package_verify(path, &options, &result, &err) == 0)
		package_verify_release(&result);
	close(fd);
	unlink(path);
	if (package_listing_read(data, n, "a-01.zip", &listing, &err) == 0) {
		package_listing_find(&listing, "a.jpg");
		package_listing_release(&listing);
	}
	return 0;
}
