/* SPDX-License-Identifier: MIT */
#include "cmd/cmd_help_text.h"

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char about_task[] =
	N_("A task is one collection: a school, a degree category, a year, "
	   "its window and its\n"
	   "policies.  It holds the roster and a case for each student on "
	   "it.  Commands work on\n"
	   "the open task; with several, say which one with --task NAME.\n"
	   "\n"
	   "  qctool task create 2026 --school-code 99101\n"
	   "  qctool task show              its settings\n"
	   "  qctool task set make_daily=3  one of them; `qctool help "
	   "policies` has all\n"
	   "  qctool task clone 2026 2027   next year's, with what was "
	   "learned\n");

static const char about_case[] = N_(
	"A case is one student in one task.  Its state says what is next; "
	"each step is in the\n"
	"log, and the log alone decides what the state is.\n"
	"\n"
	"  listed → ready → raw → made → pending → approved → packed → sent "
	"→ online\n"
	"\n"
	"A same photo or a low score stops it (intercepted), a reviewer may "
	"reject it, the\n"
	"platform may bounce it; a new photo leads back.  Students are "
	"named by their number:\n"
	"student, admission or document number.\n"
	"\n"
	"  qctool case show NUMBER       state, findings, note, what is left\n"
	"  qctool case history NUMBER    every step, who and when\n"
	"  qctool report missing         who lacks what, and what to do\n"
	"\n"
	"`qctool help states` lists the states and the ways between them.\n");

static const char about_codes[] = N_(
	"The collection code is the QR that a student gets for the photo.  "
	"Some hold plain\n"
	"fields, some are encrypted: then only their bytes are compared, "
	"unless qctool.ini\n"
	"names a program that may decrypt them.\n"
	"\n"
	"  qctool code scan FOLDER       what is in the pictures; no store "
	"needed\n"
	"  qctool code import FOLDER     into the store\n"
	"  qctool code match             to their students; what is not sure "
	"waits\n"
	"  qctool code missing           who has none\n"
	"\n"
	"A picture that cannot be read is named with the reason; ask for the "
	"original image,\n"
	"not a photo of a screen.\n");

static const char about_same_photo[] =
	N_("The new photo must not be the enrollment photo, nor another "
	   "student's.  Two pictures\n"
	   "are the same when they come from one exposure, whatever was cut, "
	   "scaled, brightened or\n"
	   "put on another background since.  The score is 0 to 100.\n"
	   "\n"
	   "  same       at or above the limit: the case is stopped\n"
	   "  suspect    between the limits: a reviewer looks\n"
	   "  different  below\n"
	   "\n"
	   "  qctool compare run                  all that wait, in the store\n"
	   "  qctool compare same A B -o x.html   two files, with pictures\n"
	   "  qctool compare dup FOLDER           the same photo twice in a "
	   "folder\n"
	   "\n"
	   "A stopped case goes on with a new photo, or by a reviewer's "
	   "--overrule with the reason\n"
	   "(identical twins).\n");

static const char about_cron[] = N_(
	"`qctool run nightly INBOX` does a night's work: takes in what lies "
	"in its folders rosters,\n"
	"codes, photos, enrollment, scores and receipts, makes, compares, "
	"and reports.  It draws\n"
	"no progress and asks nothing.  In a crontab:\n"
	"\n"
	"  30 2 * * *  qctool -C /srv/photos run nightly /srv/inbox --json\n"
	"\n"
	"Exit status of every command:\n"
	"\n"
	"  0   done, nothing found      nothing to do\n"
	"  1   done, findings exist     mail the list\n"
	"  2   usage or configuration   call the maintainer\n"
	"  3   input cannot be read     return the file; nothing was changed\n"
	"  4   refused by state, quota or policy\n"
	"  5   another run has the store; try again\n"
	"  6   some failed; safe to run again\n"
	"  7   a provider program failed\n"
	"  8   the store is damaged: stop everything\n"
	"  70  a fault of qctool: report it\n");

static const char about_recovery[] = N_(
	"Every step may be stopped and run again: what was finished stays, "
	"the rest is done by\n"
	"the next run.  Nothing is ever deleted.\n"
	"\n"
	"  qctool store check            database, files and log, proven\n"
	"  qctool store backup FILE      a copy while others work; copy "
	"originals/ and made/ too\n"
	"  qctool store restore FILE     a backup in the place of a damaged "
	"database\n"
	"  qctool log undo ROW           take one step back, with the reason\n"
	"  qctool log verify             that no row was changed or cut off\n"
	"\n"
	"Locked (exit 5): another qctool works; --lock-wait S waits longer.  "
	"Damaged (exit 8):\n"
	"stop, keep the folder as it is, restore the last backup.\n");

static const struct {
	const char *name, *text;
} texts[] = {
	{"task", about_task},	{"case", about_case},
	{"codes", about_codes}, {"same-photo", about_same_photo},
	{"cron", about_cron},	{"recovery", about_recovery},
};

const char *cmd_help_text(const char *topic)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++)
		if (strcmp(texts[i].name, topic) == 0)
			return _(texts[i].text);
	return NULL;
}

const char *cmd_help_text_names(void)
{
	return "task, case, codes, same-photo, cron, recovery";
}
