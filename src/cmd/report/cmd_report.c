/* SPDX-License-Identifier: MIT */
#include "cmd/report/cmd_report.h"

#include "base/i18n.h"
#include "cli/output.h"

/*
 * Told and not refused: without the year's file the weekends are still right,
 * and a day that is a little too early is better than no list.
 */
void cmd_report_note_year(struct command_run *run, int year)
{
	if (!year)
		return;
	output_count(run->output, "unknown_year", year);
	output_note(run->output,
		    _("the holidays of %d are not known: weekends alone are "
		      "counted (holidays/%d.ini in the store adds them)"),
		    year, year);
}
