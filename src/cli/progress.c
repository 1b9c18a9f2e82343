/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"

void progress_start(struct progress *p, const struct command_globals *globals,
		    const char *label, long total)
{
	*p = (struct progress){.label = label, .total = total};
	/* In a log file the line would be rubbish. */
	p->on = !globals->quiet && isatty(STDERR_FILENO);
	p->started = clock_seconds();
}

/* The time left is that of the mean speed so far. */
static void draw(const struct progress *p, double now)
{
	double used = now - p->started;
	double rate = used > 0 ? (double)p->done / used : 0;
	long left = 0;

	if (rate > 0 && p->total > p->done)
		left = (long)((double)(p->total - p->done) / rate + 0.5);
	fprintf(stderr, "\r%s %ld/%ld  ", p->label, p->done, p->total);
	fprintf(stderr,
		_("%.1f a second, %ld:%02ld left, %ld passed, "
		  "%ld refused, %ld failed"),
		rate, left / 60, left % 60, p->pass, p->refused, p->failed);
	fputs("\033[K", stderr);
	fflush(stderr);
}

void progress_step(struct progress *p)
{
	double now;

	if (!p->on)
		return;
	now = clock_seconds();
	/*
	 * A terminal over a slow line must not hold up the work, and nobody
	 * reads faster.
	 */
	if (now - p->drawn < 0.1)
		return;
	p->drawn = now;
	draw(p, now);
}

void progress_end(struct progress *p)
{
	if (p->on && p->drawn > 0)
		fputs("\r\033[K", stderr);
	p->on = false;
}
