/* SPDX-License-Identifier: MIT */
#include "base/cancel.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>

#include "base/i18n.h"

/* Read by workers while a handler writes it: atomic, not sig_atomic_t. */
static atomic_int asked;

/* Whether what this thread works on was left half way. */
static _Thread_local bool was_cut;

static void on_signal(int number)
{
	atomic_store(&asked, number);
}

void cancel_install(void)
{
	struct sigaction action, before;

	memset(&action, 0, sizeof(action));
	sigemptyset(&action.sa_mask);
	action.sa_handler = on_signal;
	/* A second Ctrl-C ends the process the hard way. */
	action.sa_flags = SA_RESETHAND;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	/* Whoever runs us under nohup wants it to stay ignored. */
	if (sigaction(SIGHUP, NULL, &before) == 0 &&
	    before.sa_handler != SIG_IGN)
		sigaction(SIGHUP, &action, NULL);
	/*
	 * A provider that ends early shows as EPIPE of one write instead, a
	 * file over the limit of ulimit -f as EFBIG: both have a name then.
	 */
	action.sa_flags = 0;
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
	sigaction(SIGXFSZ, &action, NULL);
}

int cancel_signal(void)
{
	return atomic_load(&asked);
}

void cancel_request(int signal_number)
{
	atomic_store(&asked, signal_number);
}

int cancel_check(struct error *err)
{
	if (!cancel_signal())
		return 0;
	return error_set(err, ERROR_INTERRUPTED,
			 _("interrupted; what was finished is kept, run the "
			   "same command again to go on"));
}

bool cancel_cut(void)
{
	if (!cancel_signal())
		return false;
	was_cut = true;
	return true;
}

bool cancel_was_cut(void)
{
	bool cut = was_cut;

	was_cut = false;
	return cut;
}
