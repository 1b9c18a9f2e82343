/* SPDX-License-Identifier: MIT */
#include "report/print_sizes.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/path.h"
#include "base/share.h"
#include "base/text.h"
#include "codec/config/ini.h"

/* Millimetres; A0 is 1189 high, and no print is smaller than a stamp. */
static const double least_side = 5, most_side = 1200;

enum { MOST_COUNT = 200 };

/* Every name that something has, its own and those of `also`. */
struct alias {
	char *name;
	size_t at;
};

struct names {
	struct alias *list;
	size_t n, cap;
};

struct named_layout {
	char *prints; /* read when it is asked for: its prints may come later */
	char name[PRINT_PLAN_NAME];
};

struct print_sizes {
	struct print_size *prints;
	struct print_paper *papers;
	struct named_layout *layouts;
	struct print_labels *labels;
	size_t n_prints, n_papers, n_layouts, n_labels;
	size_t cap_prints, cap_papers, cap_layouts, cap_labels;
	struct names print_names, paper_names, layout_names, label_names;
};

static void names_release(struct names *names)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		free(names->list[i].name);
	free(names->list);
}

void print_sizes_free(struct print_sizes *take_sizes)
{
	size_t i;

	if (!take_sizes)
		return;
	for (i = 0; i < take_sizes->n_layouts; i++)
		free(take_sizes->layouts[i].prints);
	names_release(&take_sizes->print_names);
	names_release(&take_sizes->paper_names);
	names_release(&take_sizes->layout_names);
	names_release(&take_sizes->label_names);
	free(take_sizes->prints);
	free(take_sizes->papers);
	free(take_sizes->layouts);
	free(take_sizes->labels);
	free(take_sizes);
}

static const struct alias *find(const struct names *names, const char *name)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		if (text_casecmp(names->list[i].name, name) == 0)
			return &names->list[i];
	return NULL;
}

static int add_name(struct names *names, const char *name, size_t at,
		    struct error *err)
{
	if (!*name || strlen(name) >= PRINT_PLAN_NAME)
		return error_set(err, ERROR_USAGE,
				 _("\"%s\" is no name for a size"), name);
	if (find(names, name))
		return error_set(err, ERROR_USAGE, _("%s stands twice"), name);
	MEM_GROW(names->list, names->n, names->cap);
	names->list[names->n++] = (struct alias){mem_xstrdup(name), at};
	return 0;
}

/* Its own name and those behind "also", separated by commas. */
static int add_names(struct names *names, const struct ini_section *s,
		     const char *name, size_t at, struct error *err)
{
	const char *also = ini_section_get(s, "also");
	char *copy = mem_xstrdup(also ? also : ""), *word, *rest = NULL, *trim;
	int result = add_name(names, name, at, err);

	for (word = strtok_r(copy, ",", &rest); word && result == 0;
	     word = strtok_r(NULL, ",", &rest)) {
		trim = text_trim(word);
		result = add_name(names, trim, at, err);
		free(trim);
	}
	free(copy);
	return result;
}

struct range {
	double least, most;
};

/* A key that is not there leaves *out as it is. */
static int read_length(const struct ini_section *s, const char *key,
		       struct range range, double *out, struct error *err)
{
	const char *text = ini_section_get(s, key);
	double value;

	if (!text)
		return 0;
	if (text_to_double(text, &value) == 0 && value >= range.least &&
	    value <= range.most) {
		*out = value;
		return 0;
	}
	return error_set(err, ERROR_USAGE,
			 _("%s = %s: a length in millimetres of %g to %g is "
			   "wanted"),
			 key, text, range.least, range.most);
}

static int read_sides(const struct ini_section *s, double *width,
		      double *height, struct error *err)
{
	const struct range side = {least_side, most_side};

	*width = *height = 0;
	if (read_length(s, "width", side, width, err) < 0 ||
	    read_length(s, "height", side, height, err) < 0)
		return -1;
	if (*width > 0 && *height > 0)
		return 0;
	return error_set(err, ERROR_USAGE, _("width and height are wanted"));
}

static int check_keys(const struct ini_section *s, const char *const *known,
		      struct error *err)
{
	size_t i, k;

	for (i = 0; i < s->n; i++) {
		for (k = 0; known[k]; k++)
			if (strcmp(s->entries[i].key, known[k]) == 0)
				break;
		if (!known[k])
			return error_set(err, ERROR_USAGE,
					 _("there is no key %s here"),
					 s->entries[i].key);
	}
	return 0;
}

static int read_print(struct print_sizes *all, const struct ini_section *s,
		      const char *name, struct error *err)
{
	static const char *const keys[] = {"width", "height", "also", NULL};
	struct print_size size = {""};

	strncat(size.name, name, sizeof(size.name) - 1);
	if (check_keys(s, keys, err) < 0 ||
	    read_sides(s, &size.width, &size.height, err) < 0 ||
	    add_names(&all->print_names, s, name, all->n_prints, err) < 0)
		return -1;
	MEM_GROW(all->prints, all->n_prints, all->cap_prints);
	all->prints[all->n_prints++] = size;
	return 0;
}

static int read_paper(struct print_sizes *all, const struct ini_section *s,
		      const char *name, struct error *err)
{
	static const char *const keys[] = {"width", "height", "margin", "also",
					   NULL};
	struct print_paper paper = {{""}, 0};

	strncat(paper.size.name, name, sizeof(paper.size.name) - 1);
	if (check_keys(s, keys, err) < 0 ||
	    read_sides(s, &paper.size.width, &paper.size.height, err) < 0 ||
	    read_length(s, "margin", (struct range){0, 50}, &paper.margin,
			err) < 0 ||
	    add_names(&all->paper_names, s, name, all->n_papers, err) < 0)
		return -1;
	MEM_GROW(all->papers, all->n_papers, all->cap_papers);
	all->papers[all->n_papers++] = paper;
	return 0;
}

static int read_layout(struct print_sizes *all, const struct ini_section *s,
		       const char *name, struct error *err)
{
	static const char *const keys[] = {"prints", "also", NULL};
	const char *prints = ini_section_get(s, "prints");
	struct named_layout layout = {NULL, ""};

	if (check_keys(s, keys, err) < 0)
		return -1;
	if (!prints)
		return error_set(err, ERROR_USAGE, _("prints are wanted"));
	if (add_names(&all->layout_names, s, name, all->n_layouts, err) < 0)
		return -1;
	strncat(layout.name, name, sizeof(layout.name) - 1);
	layout.prints = mem_xstrdup(prints);
	MEM_GROW(all->layouts, all->n_layouts, all->cap_layouts);
	all->layouts[all->n_layouts++] = layout;
	return 0;
}

static int read_grid(const struct ini_section *s, struct print_labels *l,
		     struct error *err)
{
	static const long range[2] = {1, 40};
	const struct range gap = {0, 100};
	long columns = 0, rows = 0;

	if (read_sides(s, &l->width, &l->height, err) < 0 ||
	    ini_section_long(s, "columns", range, &columns, err) < 0 ||
	    ini_section_long(s, "rows", range, &rows, err) < 0 ||
	    read_length(s, "left", gap, &l->left, err) < 0 ||
	    read_length(s, "top", gap, &l->top, err) < 0 ||
	    read_length(s, "gap-x", gap, &l->gap_x, err) < 0 ||
	    read_length(s, "gap-y", gap, &l->gap_y, err) < 0)
		return -1;
	l->columns = (int)columns;
	l->rows = (int)rows;
	if (columns && rows)
		return 0;
	return error_set(err, ERROR_USAGE, _("columns and rows are wanted"));
}

static int read_labels(struct print_sizes *all, const struct ini_section *s,
		       const char *name, struct error *err)
{
	static const char *const keys[] = {"columns", "rows", "width", "height",
					   "left",    "top",  "gap-x", "gap-y",
					   "paper",   "also", NULL};
	const char *paper = ini_section_get(s, "paper");
	struct print_labels labels = {""};

	strncat(labels.name, name, sizeof(labels.name) - 1);
	strncat(labels.paper.name, paper ? paper : "A4",
		sizeof(labels.paper.name) - 1);
	if (check_keys(s, keys, err) < 0 || read_grid(s, &labels, err) < 0 ||
	    add_names(&all->label_names, s, name, all->n_labels, err) < 0)
		return -1;
	MEM_GROW(all->labels, all->n_labels, all->cap_labels);
	all->labels[all->n_labels++] = labels;
	return 0;
}

static const struct {
	const char *word;
	int (*read)(struct print_sizes *all, const struct ini_section *s,
		    const char *name, struct error *err);
} kinds[] = {
	{"print ", read_print},
	{"paper ", read_paper},
	{"layout ", read_layout},
	{"labels ", read_labels},
};

static int read_section(struct print_sizes *all, const struct ini_section *s,
			struct error *err)
{
	size_t i, n;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		n = strlen(kinds[i].word);
		if (strncmp(s->name, kinds[i].word, n) != 0)
			continue;
		if (kinds[i].read(all, s, s->name + n, err) == 0)
			return 0;
		return error_context(err, "[%s]", s->name);
	}
	return error_set(err, ERROR_USAGE,
			 _("[%s]: a section is [print NAME], [paper NAME], "
			   "[layout NAME] or [labels NAME]"),
			 s->name);
}

static int read_file(void *ctx, const char *path, struct error *err)
{
	struct ini ini = INI_INIT;
	int result = 0;
	size_t i;

	if (!path_has_extension(path, ".ini"))
		return 0;
	if (ini_read_file(path, &ini, err) < 0)
		return -1;
	for (i = 0; i < ini.n && result == 0; i++)
		result = read_section(ctx, &ini.sections[i], err);
	ini_release(&ini);
	return result < 0 ? error_context(err, "%s", path) : 0;
}

/*
 * Said now and not when somebody asks for it: a layout of prints that are not
 * there, labels that reach over their paper.
 */
static int check(struct print_sizes *all, struct error *err)
{
	struct print_layout layout;
	struct print_labels labels;
	size_t i;

	for (i = 0; i < all->n_layouts; i++)
		if (print_sizes_layout(all, all->layouts[i].name, &layout,
				       err) < 0)
			return -1;
	for (i = 0; i < all->n_labels; i++)
		if (print_sizes_labels(all, all->labels[i].name, &labels, err) <
		    0)
			return -1;
	return 0;
}

struct print_sizes *print_sizes_read(struct error *err)
{
	struct print_sizes *all = mem_xcalloc(1, sizeof(*all));
	char *folder = share_path("prints");

	if (file_walk(folder, read_file, all, err) < 0 || check(all, err) < 0) {
		/* wrong settings, whatever the reader of the file called it */
		if (err && err->kind == ERROR_INPUT)
			err->kind = ERROR_USAGE;
		print_sizes_free(all);
		all = NULL;
	}
	free(folder);
	return all;
}

/* What there is; near: the nearest of them to what was written. */
static void tell(const struct names *names, struct buf *all,
		 struct near_search *near)
{
	size_t i;

	for (i = 0; i < names->n; i++) {
		buf_add_word(all, names->list[i].name);
		near_try(near, names->list[i].name);
	}
}

static int no_such(const struct names *names, const struct names *more,
		   const char *name, struct error *err)
{
	struct near_search near = near_to(name);
	struct buf all = BUF_INIT;
	const char *found;

	tell(names, &all, &near);
	if (more)
		tell(more, &all, &near);
	found = near_found(&near);
	if (found)
		error_set(err, ERROR_USAGE,
			  _("no size %s; did you mean %s?  There are: %s"),
			  name, found, buf_str(&all));
	else
		error_set(err, ERROR_USAGE, _("no size %s; there are: %s"),
			  name, buf_str(&all));
	buf_release(&all);
	return -1;
}

int print_sizes_paper(const struct print_sizes *sizes, const char *name,
		      struct print_paper *out, struct error *err)
{
	const struct alias *found = find(&sizes->paper_names, name);

	if (!found)
		return no_such(&sizes->paper_names, NULL, name, err);
	*out = sizes->papers[found->at];
	return 0;
}

/* Behind the size: x, X, * or ×, and how many. */
static char *cut_count(char *word, long *count)
{
	char *end = word + strlen(word), *at = end;

	*count = 0;
	while (at > word && at[-1] >= '0' && at[-1] <= '9')
		at--;
	if (at == end || at == word)
		return word;
	if (strchr("xX*", at[-1]))
		at[-1] = '\0';
	else if (at - word >= 2 && strncmp(at - 2, "×", 2) == 0)
		at[-2] = '\0';
	else
		return word;
	return text_to_long(at, 1, MOST_COUNT, count) == 0 ? word : NULL;
}

static int add_part(const struct print_sizes *sizes, char *word,
		    struct print_layout *out, struct error *err)
{
	struct print_part *part = &out->parts[out->n];
	const struct alias *found = find(&sizes->print_names, word);
	long count = 0;

	if (out->n == PRINT_PLAN_PARTS)
		return error_set(err, ERROR_USAGE,
				 _("more than %d sizes on a sheet"),
				 PRINT_PLAN_PARTS);
	/* "33x48" may be the name of a size, too */
	if (!found && !cut_count(word, &count))
		return error_set(err, ERROR_USAGE,
				 _("%s: a sheet has 1 to %d prints of a size"),
				 word, MOST_COUNT);
	if (!found)
		found = find(&sizes->print_names, word);
	if (!found)
		return no_such(&sizes->layout_names, &sizes->print_names, word,
			       err);
	part->size = sizes->prints[found->at];
	part->count = (int)count;
	out->n++;
	return 0;
}

/* Large prints above small ones, however they were named. */
static void sort_parts(struct print_layout *layout)
{
	struct print_part swap;
	size_t i, k;

	for (i = 1; i < layout->n; i++)
		for (k = i; k > 0 && layout->parts[k].size.height >
					     layout->parts[k - 1].size.height;
		     k--) {
			swap = layout->parts[k];
			layout->parts[k] = layout->parts[k - 1];
			layout->parts[k - 1] = swap;
		}
}

static int read_parts(const struct print_sizes *sizes, const char *text,
		      struct print_layout *out, struct error *err)
{
	char *copy = mem_xstrdup(text), *word, *rest = NULL, *trim;
	int result = 0;
	size_t i;

	*out = (struct print_layout){.n = 0};
	for (word = strtok_r(copy, ",+", &rest); word && result == 0;
	     word = strtok_r(NULL, ",+", &rest)) {
		trim = text_trim(word);
		result = add_part(sizes, trim, out, err);
		free(trim);
	}
	free(copy);
	for (i = 0; i < out->n && result == 0; i++)
		if (out->n > 1 && !out->parts[i].count)
			result = error_set(err, ERROR_USAGE,
					   _("%s: of several sizes each wants "
					     "its number, as 2寸x4+1寸x8"),
					   text);
	if (result == 0 && !out->n)
		result = error_set(err, ERROR_USAGE,
				   _("%s: a layout wants prints"), text);
	sort_parts(out);
	return result;
}

int print_sizes_layout(const struct print_sizes *sizes, const char *text,
		       struct print_layout *out, struct error *err)
{
	const struct alias *found = find(&sizes->layout_names, text);

	if (!found)
		return read_parts(sizes, text, out, err);
	if (read_parts(sizes, sizes->layouts[found->at].prints, out, err) == 0)
		return 0;
	return error_context(err, "[layout %s]",
			     sizes->layouts[found->at].name);
}

int print_sizes_labels(const struct print_sizes *sizes, const char *name,
		       struct print_labels *out, struct error *err)
{
	const struct alias *found = find(&sizes->label_names, name);
	struct print_paper paper;

	if (!found)
		return no_such(&sizes->label_names, NULL, name, err);
	*out = sizes->labels[found->at];
	if (print_sizes_paper(sizes, out->paper.name, &paper, err) < 0)
		return error_context(err, "[labels %s]", out->name);
	out->paper = paper.size;
	if (out->left + out->columns * (out->width + out->gap_x) - out->gap_x <=
		    paper.size.width + .01 &&
	    out->top + out->rows * (out->height + out->gap_y) - out->gap_y <=
		    paper.size.height + .01)
		return 0;
	return error_set(err, ERROR_USAGE,
			 _("[labels %s]: they reach over the paper %s"),
			 out->name, paper.size.name);
}
