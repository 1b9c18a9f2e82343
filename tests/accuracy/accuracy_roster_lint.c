/* SPDX-License-Identifier: MIT */
/*
 * Rosters of $QCTOOL_TESTDATA/rosters/chinese against their truth: every
 * clean student equal field by field, every expected finding there, none
 * besides.  Prints a table; exit 1 when anything is missed or invented.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "support/roster_rows.h"
#include "rules/person_name.h"

struct truth_code {
	const char *theirs, *ours;
};

static const struct truth_code codes[] = {
	{"exam_no_length", "RST-KSH-LEN"},
	{"name_replacement_char", "RST-NAME-LOST"},
	{"student_no_empty", "RST-XH-EMPTY"},
	{"duplicate_id", "RST-ID-DUP"},
	{"id_scientific", "RST-ID-SCINOT"},
	{"birth_mismatch", "RST-ID-BIRTH"},
	{"w:date_format", "RST-DATE-FORMAT"},
	{"id_empty", "RST-ID-EMPTY"},
	{"id_checksum", "RST-ID-CHECKSUM"},
	{"name_empty", "RST-NAME-EMPTY"},
	{"w:dot_variant", "RST-NAME-DOT"},
	{"formula_injection", "RST-FORMULA"},
	{"school_code_bad", "RST-YXDM"},
	{"w:inner_space", "RST-NAME-SPACE"},
	{"w:apostrophe", "RST-APOSTROPHE"},
	{"blank_row", "RST-ROW-BLANK"},
	{"w:fullwidth", "RST-FULLWIDTH"},
	{"duplicate_student_no", "RST-XH-DUP"},
	{"w:lower_x", "RST-ID-LOWERX"},
	{"id_length", "RST-ID-LEN"},
	{"gender_unknown", "RST-XB-ENUM"},
	{"duplicate_row", "RST-ROW-DUP"},
	{"gender_mismatch", "RST-ID-SEX"},
	{"id_bad_date", "RST-ID-DATE"},
	{"id_15_digit", "RST-ID-15"},
	{"enrol_after_graduate", "RST-DATE-ORDER"},
	{"w:gender_code", "RST-XB-CODE"},
	{"w:trim", "RST-TRIM"},
	{"id_precision_lost", "RST-ID-ZEROED"},
	{"w:hidden_row", "RST-ROW-HIDDEN"},
	{"w:cell_error", "RST-CELL-ERROR"},
	{"w:section_row", "RST-ROW-SECTION"},
	{"w:total_row", "RST-ROW-TOTAL"},
	{"w:note_row", "RST-ROW-NOTE"},
	{"w:deleted_record", "RST-ROW-DELETED"},
};

struct truth_field {
	const char *theirs;
	enum student_field ours;
};

static const struct truth_field fields[] = {
	{"student_no", STUDENT_xh},    {"exam_no", STUDENT_ksh},
	{"name", STUDENT_xm},	       {"gender", STUDENT_xb},
	{"id_type", STUDENT_zjlx},     {"id_no", STUDENT_zjhm},
	{"birth", STUDENT_csrq},       {"ethnic", STUDENT_mz},
	{"school_code", STUDENT_yxdm}, {"school", STUDENT_yxmc},
	{"major_code", STUDENT_zydm},  {"major", STUDENT_zymc},
	{"level", STUDENT_cc},	       {"years", STUDENT_xz},
	{"class", STUDENT_bh},	       {"enrol", STUDENT_rxrq},
	{"category", STUDENT_xllb},    {"mode", STUDENT_xxxs},
	{"graduate", STUDENT_byrq},    {"note", STUDENT_bz},
};

struct pair {
	const char *file, *truth;
};

static const struct pair pairs[] = {
	{"clean.utf8.csv", "clean.expected.json"},
	{"clean.utf8bom.csv", "clean.expected.json"},
	{"clean.gb18030.csv", "clean.expected.json"},
	{"clean.utf16le.txt", "clean.expected.json"},
	{"clean.xlsx", "clean.expected.json"},
	{"clean.cp936_lossy.csv", "clean.cp936_lossy.csv.expected.json"},
	{"dirty.utf8.csv", "dirty.expected.json"},
	{"dirty.utf8bom.csv", "dirty.expected.json"},
	{"dirty.gb18030.csv", "dirty.expected.json"},
	{"dirty.utf16le.txt", "dirty.expected.json"},
	{"dirty.xlsx", "dirty.expected.json"},
	{"messy_layout.xlsx", "messy_layout.xlsx.expected.json"},
	{"messy_1904_sst_first.xlsx",
	 "messy_1904_sst_first.xlsx.expected.json"},
	{"roster.dbf", "roster.dbf.expected.json"},
};

/* csv_structural.expected.json is prose; this is what it says. */
struct structural {
	const char *file;
	bool lenient;
	const char *refused; /* a part of the error's text; NULL = read */
	long students;
	long row; /* with this finding, the only one; 0 = none at all */
	const char *code;
};

static const struct structural structurals[] = {
	{"csv_missing_field.csv", false, NULL, 20, 6, "RST-COLUMNS"},
	{"csv_extra_field.csv", false, NULL, 20, 6, "RST-COLUMNS"},
	{"csv_unclosed_quote.csv", false, "line 9", 0, 0, NULL},
	{"csv_bare_quote.csv", false, "line 5", 0, 0, NULL},
	{"csv_bare_quote.csv", true, NULL, 20, 5, "RST-QUOTE"},
	{"csv_nul.csv", false, NULL, 20, 7, "RST-NUL"},
	{"csv_mixed_eol.csv", false, NULL, 20, 0, NULL},
	{"csv_mixed_encoding.csv", false, NULL, 20, 7, "RST-BYTES"},
	{"csv_semicolon.csv", false, NULL, 20, 0, NULL},
	{"csv_title_and_sep.csv", false, NULL, 20, 0, NULL},
	{"csv_no_header.csv", false, "header", 0, 0, NULL},
	{"csv_dup_header.csv", false, "姓名", 0, 0, NULL},
	{"csv_excel_eq.csv", false, NULL, 20, 0, NULL},
};

struct tally {
	long students, expected, found, missed, invented, unequal;
};

static const char *code_of(const char *theirs)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(codes); i++)
		if (strcmp(codes[i].theirs, theirs) == 0)
			return codes[i].ours;
	return "?";
}

static const struct roster_row *row_of(const struct roster_rows *rows,
				       long number)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (rows->list[i].number == number)
			return &rows->list[i];
	return NULL;
}

static void count_expected(const struct json *errors,
			   const struct roster_rows *rows,
			   struct tally *tally)
{
	size_t i;

	for (i = 0; i < json_count(errors); i++) {
		const struct json *e = json_at(errors, i);
		const char *theirs = json_get_str(e, "code");
		long number = (long)json_get_int(e, "row", -1);
		const struct roster_row *row = row_of(rows, number);

		tally->expected++;
		if (row && findings_has(&row->findings, code_of(theirs))) {
			tally->found++;
			continue;
		}
		tally->missed++;
		printf("    missed: row %ld %s\n", number, theirs);
	}
}

static bool is_expected(const struct json *errors, long number,
			const char *ours)
{
	size_t i;

	for (i = 0; i < json_count(errors); i++) {
		const struct json *e = json_at(errors, i);

		if (json_get_int(e, "row", -1) == number &&
		    strcmp(code_of(json_get_str(e, "code")), ours) == 0)
			return true;
	}
	return false;
}

static void count_invented(const struct json *errors,
			   const struct roster_rows *rows,
			   struct tally *tally)
{
	size_t i, k;

	for (i = 0; i < rows->n; i++) {
		const struct roster_row *row = &rows->list[i];

		for (k = 0; k < row->findings.n; k++) {
			const struct finding *f = &row->findings.list[k];

			if (is_expected(errors, row->number, f->code))
				continue;
			tally->invented++;
			printf("    invented: row %ld %s %s\n", row->number,
			       f->code, f->detail);
		}
	}
}

/* Dots are kept as written and compared as one (names only). */
static bool same_value(enum student_field field, const char *ours,
		       const char *theirs)
{
	if (strcmp(ours, theirs) == 0)
		return true;
	return field == STUDENT_xm &&
	       person_name_same(ours, theirs, NULL) >= PERSON_NAME_LOOSE;
}

static bool compare_student(const struct roster_row *row,
			    const struct json *truth)
{
	size_t i;
	bool same = true;

	for (i = 0; i < ARRAY_SIZE(fields); i++) {
		const char *theirs = json_get_str(truth, fields[i].theirs);
		const char *ours = student_get(&row->student, fields[i].ours);

		if (same_value(fields[i].ours, ours, theirs ? theirs : ""))
			continue;
		same = false;
		printf("    row %ld %s: %s, expected %s\n", row->number,
		       fields[i].theirs, ours, theirs ? theirs : "");
	}
	return same;
}

static void compare_students(const struct json *students,
			     const struct roster_rows *rows,
			     struct tally *tally)
{
	size_t i, at = 0;

	for (i = 0; i < rows->n; i++) {
		if (!rows->list[i].is_student ||
		    roster_row_status(&rows->list[i]) == ROSTER_ROW_ERROR)
			continue;
		tally->students++;
		if (at >= json_count(students) ||
		    !compare_student(&rows->list[i], json_at(students, at)))
			tally->unequal++;
		at++;
	}
	if (at < json_count(students))
		tally->unequal += (long)(json_count(students) - at);
}

static bool report(const char *file, const struct tally *t)
{
	bool ok = !t->missed && !t->invented && !t->unequal;

	printf("%-28s students %3ld unequal %ld  findings expected %2ld "
	       "found %2ld missed %ld invented %ld  %s\n",
	       file, t->students, t->unequal, t->expected, t->found, t->missed,
	       t->invented, ok ? "ok" : "BAD");
	return ok;
}

static bool run_pair(const char *folder, const struct pair *pair)
{
	char *path = mem_xprintf("%s/%s", folder, pair->file);
	char *truth_path = mem_xprintf("%s/%s", folder, pair->truth);
	struct roster_load load = {0};
	struct roster_rows rows = {0};
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT;
	struct json *truth = NULL;
	struct tally tally = {0};
	bool ok = false;

	if (file_read(truth_path, 1 << 24, &text, &err) == 0)
		truth = json_parse(text.data, text.size, &err);
	if (truth && roster_rows_load(path, &load, &rows, &err) == 0) {
		count_expected(json_get(truth, "errors"), &rows, &tally);
		count_invented(json_get(truth, "errors"), &rows, &tally);
		compare_students(json_get(truth, "students"), &rows, &tally);
		ok = report(pair->file, &tally);
	} else {
		printf("%-28s %s  BAD\n", pair->file, err.text);
	}
	json_free(truth);
	buf_release(&text);
	roster_rows_release(&rows);
	roster_load_release(&load);
	free(path);
	free(truth_path);
	return ok;
}

static bool only_finding(const struct roster_rows *rows,
			 const struct structural *s)
{
	const struct roster_row *row;
	bool ok = !s->row;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		row = &rows->list[i];
		if (!row->findings.n)
			continue;
		if (row->number == s->row &&
		    findings_has(&row->findings, s->code)) {
			ok = true;
			continue;
		}
		printf("    invented: row %ld %s\n", row->number,
		       row->findings.list[0].code);
		return false;
	}
	return ok;
}

static bool run_structural(const char *folder, const struct structural *s)
{
	char *path = mem_xprintf("%s/%s", folder, s->file);
	struct roster_load load = {.sheet_options = {.lenient = s->lenient}};
	struct roster_rows rows = {0};
	struct error err = ERROR_INIT;
	bool ok;

	if (roster_rows_load(path, &load, &rows, &err) < 0)
		ok = s->refused && strstr(err.text, s->refused);
	else
		ok = !s->refused && load.students == s->students &&
		     only_finding(&rows, s);
	printf("%-28s %s: students %ld%s%s  %s\n", s->file,
	       s->lenient ? "lenient" : "strict", load.students,
	       err.text[0] ? ", " : "", err.text, ok ? "ok" : "BAD");
	roster_rows_release(&rows);
	roster_load_release(&load);
	free(path);
	return ok;
}

int main(void)
{
	const char *root = getenv("QCTOOL_TESTDATA");
	char *folder;
	size_t i, bad = 0;

	if (!root) {
		printf("QCTOOL_TESTDATA is not set: %zu rosters skipped\n",
		       ARRAY_SIZE(pairs) + ARRAY_SIZE(structurals));
		return 0;
	}
	folder = mem_xprintf("%s/rosters/chinese", root);
	for (i = 0; i < ARRAY_SIZE(pairs); i++)
		bad += !run_pair(folder, &pairs[i]);
	for (i = 0; i < ARRAY_SIZE(structurals); i++)
		bad += !run_structural(folder, &structurals[i]);
	printf("%zu of %zu rosters as expected\n",
	       ARRAY_SIZE(pairs) + ARRAY_SIZE(structurals) - bad,
	       ARRAY_SIZE(pairs) + ARRAY_SIZE(structurals));
	free(folder);
	return bad ? 1 : 0;
}
