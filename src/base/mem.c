/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/error.h"

static void *checked(void *p)
{
	if (!p)
		error_bug("memory", 0, "out of memory");
	return p;
}

void *mem_xmalloc(size_t size)
{
	/* malloc(0) may answer NULL, which is no failure. */
	return checked(malloc(size ? size : 1));
}

void *mem_xcalloc(size_t count, size_t size)
{
	return checked(calloc(count ? count : 1, size ? size : 1));
}

void *mem_xrealloc(void *take_p, size_t size)
{
	return checked(realloc(take_p, size ? size : 1));
}

char *mem_xstrdup(const char *s)
{
	return s ? checked(strdup(s)) : NULL;
}

char *mem_xstrndup(const char *s, size_t n)
{
	char *copy = mem_xmalloc(n + 1);

	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *mem_xvprintf(const char *format, va_list ap)
{
	char *text = NULL;

	if (vasprintf(&text, format, ap) < 0)
		text = NULL;
	return checked(text);
}

char *mem_xprintf(const char *format, ...)
{
	char *text;
	va_list ap;

	va_start(ap, format);
	text = mem_xvprintf(format, ap);
	va_end(ap);
	return text;
}

void *mem_try_calloc(size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		return NULL;
	return calloc(count ? count : 1, size ? size : 1);
}

void *mem_grow(void *take_p, size_t *cap, size_t need, size_t size)
{
	size_t wanted = *cap;

	if (need <= *cap)
		return take_p;
	/* By half again: blocks that were left can hold a later growth. */
	while (wanted < need)
		wanted = wanted < 8 ? 8 : wanted + wanted / 2;
	if (wanted > SIZE_MAX / size)
		BUG("array too long");
	*cap = wanted;
	return mem_xrealloc(take_p, wanted * size);
}

/*
 * A decoded photo and its planes are a few megabytes each.  glibc gives such
 * blocks back to the kernel when they are freed, and the next picture's pages
 * are cleared anew.
 */
void mem_keep(void)
{
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, 128 << 20);
#endif
}

/* What a photo of 12 MP takes at most, and a huge page more to begin in. */
enum { HUGE_PAGE = 2 << 20, ROOM = 13 * HUGE_PAGE };

/*
 * A photo's planes are walked over some hundred times.  In pages of 4 KB a
 * tenth of the time went into finding these, on a virtual machine.
 *
 * The heap is grown once, so that the whole of it is one mapping, and what is
 * freed here is the first that malloc() gives out again.
 */
void mem_room(void)
{
#ifdef __GLIBC__
	char *room = malloc(ROOM);
	uintptr_t start = (uintptr_t)room + HUGE_PAGE - 1;

	if (!room)
		return;
	start -= start % HUGE_PAGE;
	madvise((void *)start, ROOM - HUGE_PAGE, MADV_HUGEPAGE);
	free(room);
#endif
}

/*
 * A transaction of a million rows leaves SQLite's pages in small pieces, which
 * no list that follows can use: 60 MB of them stayed.
 */
void mem_trim(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}
