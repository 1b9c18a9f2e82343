/* SPDX-License-Identifier: MIT */
/*
 * Memory.  mem_x*() are for small things and abort when the machine is out of
 * memory; anything whose size comes from input is checked against a limit
 * first and taken with mem_try*(), which may return NULL.
 * Everything is released with free(3), which accepts NULL.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

void *mem_xmalloc(size_t size);
void *mem_xcalloc(size_t count, size_t size);
void *mem_xrealloc(void *take_p, size_t size);
char *mem_xstrdup(const char *s);	     /* NULL stays NULL */
char *mem_xstrndup(const char *s, size_t n); /* always terminated */
char *mem_xprintf(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
char *mem_xvprintf(const char *format, va_list ap)
	__attribute__((format(printf, 1, 0)));

/*
 * From now on, in the whole process, freed memory is kept for the next picture
 * instead of being returned to the kernel, which would have to clear it again.
 * Good for work that takes the same few megabytes over and over; bad for tables
 * that grow, because the allocator then copies them instead of remapping pages.
 */
void mem_keep(void);

/*
 * The calling thread's heap gets room for the pictures of one item, in huge
 * pages where the system gives these when asked.  After mem_keep(), before the
 * thread's first picture; without memory nothing happens.
 */
void mem_room(void);

/* Return freed memory to the kernel, between two phases of work. */
void mem_trim(void);

/* NULL when count*size overflows or there is no memory.  Zeroed. */
void *mem_try_calloc(size_t count, size_t size);

/*
 * Room for one more in a growing array: MEM_GROW(v, n, cap) makes sure that
 * v[n] may be written.  Growth is geometric.  Aborts when memory runs out, so
 * the caller limits n when it depends on input.
 */
void *mem_grow(void *take_p, size_t *cap, size_t need, size_t size);
#define MEM_GROW(v, n, cap)                                                    \
	((v) = mem_grow((v), &(cap), (size_t)(n) + 1, sizeof(*(v))))

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#endif
