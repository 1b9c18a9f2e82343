/* SPDX-License-Identifier: MIT */
#include "store/session.h"

#include "store/log_store.h"

int session_log_unmask(const struct session *session, const char *command,
		       struct error *err)
{
	return log_store_run(session, "unmask", command, err);
}
