/* SPDX-License-Identifier: MIT */
/*
 * How much a finding weighs: an error stops the making and the passing on of
 * a photo, a warning waits for a person, an information is only told.
 */
#ifndef RULES_SEVERITY_H
#define RULES_SEVERITY_H

enum finding_severity { FINDING_INFO, FINDING_WARN, FINDING_ERROR };

#endif
