/* SPDX-License-Identifier: MIT */
/*
 * How much a finding matters: an error keeps a photo from being made or passed
 * on, a warning waits for a person's decision, an information is only shown.
 */
#ifndef RULES_SEVERITY_H
#define RULES_SEVERITY_H

enum finding_severity { FINDING_INFO, FINDING_WARN, FINDING_ERROR };

#endif
