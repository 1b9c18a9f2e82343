/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crash.h"
#include "base/exit_status.h"
#include "base/i18n.h"

/* A cut text must not end inside a UTF-8 sequence. */
static void trim_partial(char *text, size_t size, int wanted)
{
	size_t n = strlen(text), back = 0;

	/* What snprintf() wanted to write fits: nothing was cut. */
	if (wanted < 0 || (size_t)wanted < size)
		return;
	while (back < 4 && n > back &&
	       ((unsigned char)text[n - 1 - back] & 0xc0) == 0x80)
		back++;
	if (n > back && (unsigned char)text[n - 1 - back] >= 0xc0)
		text[n - 1 - back] = '\0';
}

static void fill(char *text, size_t size, const char *format, va_list ap)
{
	trim_partial(text, size, vsnprintf(text, size, format, ap));
}

int error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
	va_list ap;

	if (!err)
		return -1;
	err->kind = kind;
	va_start(ap, format);
	fill(err->text, sizeof(err->text), format, ap);
	va_end(ap);
	return -1;
}

/*
 * The system's texts, for the catalogue.  The C library has Chinese ones of its
 * own, but where they are not installed it has none, and what a program says
 * must not depend on that.
 */
static const char *const system_texts[] __attribute__((unused)) = {
	N_("No such file or directory"),
	N_("Permission denied"),
	N_("Is a directory"),
	N_("Not a directory"),
	N_("No space left on device"),
	N_("File exists"),
	N_("Read-only file system"),
	N_("File name too long"),
	N_("Input/output error"),
	N_("Too many open files"),
	N_("Directory not empty"),
	N_("Operation not permitted"),
	N_("Disk quota exceeded"),
	N_("Too many levels of symbolic links"),
	N_("Broken pipe"),
	N_("Exec format error"),
	N_("Cannot allocate memory"),
	N_("Device or resource busy"),
	N_("Resource temporarily unavailable"),
};

const char *error_errno_text(int number)
{
	const char *text = strerrordesc_np(number);

	return text ? _(text) : _("unknown error");
}

int error_set_errno(struct error *err, const char *format, ...)
{
	int saved = errno;
	va_list ap;
	size_t n;

	if (!err)
		return -1;
	/* What the user can put right by another name is input, the rest not.
	 */
	err->kind = saved == ENOENT || saved == EACCES || saved == EISDIR ||
				    saved == ENOTDIR || saved == ELOOP ||
				    saved == ENAMETOOLONG
			    ? ERROR_INPUT
			    : ERROR_SYSTEM;
	va_start(ap, format);
	fill(err->text, sizeof(err->text), format, ap);
	va_end(ap);
	n = strlen(err->text);
	trim_partial(err->text + n, sizeof(err->text) - n,
		     snprintf(err->text + n, sizeof(err->text) - n, ": %s",
			      error_errno_text(saved)));
	return -1;
}

int error_context(struct error *err, const char *format, ...)
{
	char old[sizeof(err->text)]; /* the new text is written over it */
	va_list ap;
	size_t n;

	if (!err)
		return -1;
	memcpy(old, err->text, sizeof(old));
	va_start(ap, format);
	fill(err->text, sizeof(err->text), format, ap);
	va_end(ap);
	n = strlen(err->text);
	trim_partial(
		err->text + n, sizeof(err->text) - n,
		snprintf(err->text + n, sizeof(err->text) - n, ": %s", old));
	return -1;
}

int error_exit_status(enum error_kind kind)
{
	switch (kind) {
	case ERROR_USAGE:
		return EXIT_STATUS_USAGE;
	case ERROR_INPUT:
	case ERROR_LIMIT:
		return EXIT_STATUS_INPUT;
	case ERROR_POLICY:
		return EXIT_STATUS_POLICY;
	case ERROR_LOCKED:
		return EXIT_STATUS_LOCKED;
	case ERROR_SYSTEM:
		return EXIT_STATUS_PARTIAL;
	case ERROR_PROVIDER:
		return EXIT_STATUS_PROVIDER;
	case ERROR_STORE:
		return EXIT_STATUS_STORE;
	case ERROR_INTERRUPTED:
		return EXIT_STATUS_INT;
	case ERROR_NONE:
		break;
	}
	return EXIT_STATUS_BUG;
}

_Noreturn void error_bug(const char *file, int line, const char *what)
{
	/*
	 * No abort(): a core file would hold what was in memory, photos and
	 * identity numbers.
	 */
	fprintf(stderr, "qctool: bug at %s:%d: %s\n", file, line, what);
	crash_clean();
	_Exit(EXIT_STATUS_BUG);
}
