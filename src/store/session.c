/* SPDX-License-Identifier: MIT */
#include "store/session.h"

#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "store/log_store.h"

date_time session_as_of(const struct session *session)
{
	return session->as_of ? session->as_of : SESSION_NOW;
}

enum { DAY = 86400, FAR_AHEAD = 366 * DAY };

date_time session_gate_time(const struct session *session)
{
	return session->reached > session->now ? session->reached
					       : session->now;
}

int session_reach(struct session *session, struct error *err)
{
	date_time last, clock = (date_time)time(NULL);

	if (log_store_reached(session->store, &last, err) < 0)
		return -1;
	if (last && session->now > last + FAR_AHEAD &&
	    session->now > clock + DAY)
		return error_set(err, ERROR_USAGE,
				 _("--at lies in the future; what is written "
				   "is dated by its own day"));
	/* A row that was dated ahead by mistake closes no window. */
	session->reached = last < clock ? last : clock;
	return 0;
}

/* Times are kept as ISO 8601 of one zone, so texts compare as times do. */
bool session_sees(const struct session *session, const char *at)
{
	char limit[26];

	if (!session->as_of)
		return true;
	date_time_format(session->as_of, limit);
	return strcmp(at, limit) <= 0;
}

int session_log_unmask(const struct session *session, const char *command,
		       struct error *err)
{
	struct session seen = *session;
	date_time last;

	if (log_store_last(session->store, &last, err) < 0)
		return -1;
	/*
	 * Looking back with --at must not put a row into the past: the log
	 * would say that somebody saw the names before they were there.
	 */
	if (session->as_of && last > seen.now)
		seen.now = last;
	return log_store_run(&seen, "unmask", command, err);
}

int session_log_night(const struct session *session, const char *detail,
		      struct error *err)
{
	return log_store_run(session, "night", detail, err);
}
