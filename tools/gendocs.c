/* SPDX-License-Identifier: MIT */
/*
 * gendocs ROOT: write man pages and the README command lists
 * of the source tree ROOT from the command table.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/share.h"
#include "cli/docs.h"
#include "cmd/commands.h"
#include "rules/policy.h"

enum { MAX_TEXT = 4 << 20 };

static int put(const char *root, const char *name, const struct buf *text,
	       struct error *err)
{
	char *path = path_join(root, name);
	int result = file_write(path, buf_str(text), text->size, 0644, err);

	free(path);
	return result;
}

/* In the language of the process, below man/ or man/zh_CN/. */
static int man(const char *root, const char *folder, const char *noun,
	       struct error *err)
{
	char *name = noun ? mem_xprintf("%s/qctool-%s", folder, noun)
			  : mem_xprintf("%s/qctool", folder);
	char *in = mem_xprintf("%s/%s.in", root, name);
	char *out = mem_xprintf("%s.1", name);
	struct buf prose = BUF_INIT, page = BUF_INIT;
	int result = 0;

	if (file_exists(in))
		result = file_read(in, MAX_TEXT, &prose, err);
	docs_man(commands, noun, buf_str(&prose), &page);
	if (result == 0)
		result = put(root, out, &page, err);
	buf_release(&prose);
	buf_release(&page);
	free(name);
	free(in);
	free(out);
	return result;
}

/* roff reads a dot or quote that begins a line, and every backslash. */
static void plain(struct buf *page, const char *text)
{
	for (; *text; text++)
		if (*text == '\\')
			buf_adds(page, "\\e");
		else if (*text == '-')
			buf_adds(page, "\\-");
		else
			buf_addc(page, *text);
	buf_addc(page, '\n');
}

/* qctool-policies(7): the table of rules/policy.h, a paragraph a key. */
static int policies(const char *root, const char *folder, struct error *err)
{
	bool zh = i18n_lang() == I18N_ZH;
	char *name = mem_xprintf("%s/qctool-policies.7", folder);
	struct buf page = BUF_INIT;
	char gates[120];
	int i, result;

	buf_adds(&page,
		 ".\\\" Made from the table of policies by make docs.\n");
	docs_head("qctool-policies", 7, &page);
	buf_addf(&page, ".SH %s\nqctool-policies \\- %s\n", _("NAME"),
		 _("the settings of a task"));
	buf_addf(&page, ".SH %s\n%s\n.B qctool task set %s\n%s\n.SH %s\n",
		 _("DESCRIPTION"), _("Each is set with"), _("KEY=VALUE"),
		 _("and holds from then on; an empty value sets the default "
		   "again."),
		 _("POLICIES"));
	for (i = 0; i < POLICY_COUNT; i++) {
		const struct policy *p = policy_at((enum policy_key)i);

		policy_gate_names(p->gates, gates, sizeof(gates));
		buf_addf(&page, ".TP\n.B %s\n", p->name);
		plain(&page, zh ? p->zh : p->en);
		buf_addf(&page, _(".br\ndefault %s"), p->fallback);
		if (p->choices)
			buf_addf(&page, _("; one of %s"), p->choices);
		else if (p->type != POLICY_LIST)
			buf_addf(&page, _("; %ld to %ld%s"), p->min, p->max,
				 p->type == POLICY_LIMIT ? _(" or unlimited")
							 : "");
		buf_addf(&page, _("; asked at: %s\n"), gates);
	}
	result = put(root, name, &page, err);
	free(name);
	buf_release(&page);
	return result;
}

/* qctool-scale(7): prose alone, from its name on. */
static int scale(const char *root, const char *folder, struct error *err)
{
	char *in = mem_xprintf("%s/%s/qctool-scale.in", root, folder);
	char *out = mem_xprintf("%s/qctool-scale.7", folder);
	struct buf prose = BUF_INIT, page = BUF_INIT;
	int result = file_read(in, MAX_TEXT, &prose, err);

	buf_adds(&page, ".\\\" Made from qctool-scale.in by make docs.\n");
	docs_head("qctool-scale", 7, &page);
	buf_adds(&page, buf_str(&prose));
	if (result == 0)
		result = put(root, out, &page, err);
	buf_release(&prose);
	buf_release(&page);
	free(out);
	free(in);
	return result;
}

/* Replace what stands between the two marks of a README. */
static int readme(const char *root, const char *name, struct error *err)
{
	static const char begin[] = "<!-- commands -->\n";
	static const char end[] = "<!-- /commands -->";
	struct buf old = BUF_INIT, text = BUF_INIT;
	char *path = path_join(root, name);
	const char *from, *to;
	int result = file_read(path, MAX_TEXT, &old, err);

	from = strstr(buf_str(&old), begin);
	to = from ? strstr(from, end) : NULL;
	if (result == 0 && to) {
		buf_add(&text, old.data, (size_t)(from - old.data));
		buf_adds(&text, begin);
		docs_list(commands, &text);
		buf_adds(&text, to);
		result = put(root, name, &text, err);
	}
	buf_release(&old);
	buf_release(&text);
	free(path);
	return result;
}

static int pages(const char *root, const char *folder, struct error *err)
{
	const char *noun;
	int result = man(root, folder, NULL, err);
	size_t i;

	for (i = 0; result == 0 && (noun = docs_noun(commands, i)); i++)
		result = man(root, folder, noun, err);
	if (result == 0)
		result = policies(root, folder, err);
	return result == 0 ? scale(root, folder, err) : -1;
}

static int all(const char *root, struct error *err)
{
	char *locale = share_locale_dir();
	int result;

	i18n_start("en", locale);
	result = pages(root, "man", err);
	if (result == 0)
		result = readme(root, "README.md", err);
	i18n_start("zh", locale);
	if (result == 0)
		result = pages(root, "man/zh_CN", err);
	if (result == 0)
		result = readme(root, "README.zh-CN.md", err);
	free(locale);
	return result;
}

int main(int argc, char **argv)
{
	struct error err = ERROR_INIT;

	if (argc != 2) {
		fprintf(stderr, "usage: gendocs ROOT\n");
		return 2;
	}
	if (all(argv[1], &err) < 0) {
		fprintf(stderr, "gendocs: %s\n", err.text);
		return 1;
	}
	return 0;
}
