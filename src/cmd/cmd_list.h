/* SPDX-License-Identifier: MIT */
/*
 * Every command's entry, in the order of help.  A new command is a file of
 * its own and one line here.
 */
#ifndef CMD_CMD_LIST_H
#define CMD_CMD_LIST_H

#include "cli/command.h"

#define CMD_LIST(X)                                                            \
	X(init)                                                                \
	X(task_create)                                                         \
	X(task_list)                                                           \
	X(task_show)                                                           \
	X(task_set)                                                            \
	X(task_close)                                                          \
	X(task_clone)                                                          \
	X(roster_import)                                                       \
	X(roster_check)                                                        \
	X(roster_dump)                                                         \
	X(roster_diff)                                                         \
	X(roster_add)                                                          \
	X(roster_set)                                                          \
	X(roster_alias)                                                        \
	X(roster_remove)                                                       \
	X(roster_show)                                                         \
	X(roster_export)                                                       \
	X(code_scan)                                                           \
	X(code_import)                                                         \
	X(code_match)                                                          \
	X(code_list)                                                           \
	X(code_missing)                                                        \
	X(code_confirm)                                                        \
	X(code_supersede)                                                      \
	X(photo_check)                                                         \
	X(photo_make)                                                          \
	X(photo_matte)                                                         \
	X(photo_profiles)                                                      \
	X(photo_import)                                                        \
	X(photo_match)                                                         \
	X(photo_export)                                                        \
	X(photo_list)                                                          \
	X(photo_rename)                                                        \
	X(compare_same)                                                        \
	X(compare_dup)                                                         \
	X(compare_audit)                                                       \
	X(compare_run)                                                         \
	X(compare_score)                                                       \
	X(review_list)                                                         \
	X(review_board)                                                        \
	X(review_import)                                                       \
	X(review_reasons)                                                      \
	X(review_open)                                                         \
	X(review_approve)                                                      \
	X(review_reject)                                                       \
	X(review_withdraw)                                                     \
	X(review_replace)                                                      \
	X(review_reopen)                                                       \
	X(case_show)                                                           \
	X(case_history)                                                        \
	X(case_quota)                                                          \
	X(case_grant)                                                          \
	X(case_set)                                                            \
	X(case_escalate)                                                       \
	X(case_dispute)                                                        \
	X(case_confirm)                                                        \
	X(case_exempt)                                                         \
	X(pay_import)                                                          \
	X(pay_status)                                                          \
	X(pay_exempt)                                                          \
	X(package_build)                                                       \
	X(package_verify)                                                      \
	X(package_list)                                                        \
	X(package_receipt)                                                     \
	X(package_bounce)                                                      \
	X(package_online)                                                      \
	X(package_dispute)                                                     \
	X(report_status)                                                       \
	X(report_missing)                                                      \
	X(report_stats)                                                        \
	X(report_overdue)                                                      \
	X(report_notify)                                                       \
	X(report_proof)                                                        \
	X(report_evidence)                                                     \
	X(print_sheet)                                                         \
	X(print_labels)                                                        \
	X(run_nightly)                                                         \
	X(run_plan)                                                            \
	X(run_shard)                                                           \
	X(run_merge)                                                           \
	X(log_show)                                                            \
	X(log_undo)                                                            \
	X(log_verify)                                                          \
	X(store_check)                                                         \
	X(store_backup)                                                        \
	X(store_restore)                                                       \
	X(store_migrate)                                                       \
	X(store_purge)                                                         \
	X(complete)                                                            \
	X(version)                                                             \
	X(help)

#define CMD_EXTERN(name) extern const struct command cmd_##name;
CMD_LIST(CMD_EXTERN)
#undef CMD_EXTERN

#endif
