/* SPDX-License-Identifier: MIT */
#include "cmd/cmd_complete_words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "cmd/cmd_help_text.h"
#include "cmd/cmd_help_topic.h"
#include "cmd/commands.h"
#include "photo/photo_profile.h"
#include "rules/case_state.h"
#include "rules/finding.h"
#include "rules/policy.h"
#include "rules/student.h"
#include "store/task_store.h"
#include "store/word_store.h"
#include "task/task_preset.h"

static bool begins(const struct complete *c, const char *word)
{
	return strncmp(word, c->current, strlen(c->current)) == 0;
}

void cmd_complete_words_offer(const struct complete *c, const char *word,
			      const char *about)
{
	if (begins(c, word))
		printf("%.*s%s\t%s\n", (int)c->before_size, c->before, word,
		       about);
}

void cmd_complete_words_nouns(const struct complete *c)
{
	size_t i;

	for (i = 0; commands[i]; i++)
		if (!(commands[i]->flags & COMMAND_HIDDEN) &&
		    (!i || strcmp(commands[i]->noun, commands[i - 1]->noun)))
			cmd_complete_words_offer(c, commands[i]->noun,
						 _(commands[i]->summary));
}

/* In the language in which the word was begun; the last of "a,b,c". */
static void offer_states(struct complete c)
{
	const char *comma = strrchr(c.current, ',');
	bool chinese;
	int i;

	if (comma && !c.before_size) {
		c.before = c.current;
		c.before_size = (size_t)(comma + 1 - c.current);
		c.current = comma + 1;
	}
	chinese = c.current[0] & 0x80;
	for (i = 0; i < CASE_STATE_COUNT; i++) {
		enum case_state state = (enum case_state)i;

		cmd_complete_words_offer(&c,
					 chinese ? case_state_title(state)
						 : case_state_name(state),
					 chinese ? case_state_name(state)
						 : case_state_show(state));
	}
}

static void offer_codes(const struct complete *c, const char *begin)
{
	struct findings one = FINDINGS_INIT;
	struct buf text = BUF_INIT;
	const char *code;
	size_t i;

	for (i = 0; (code = finding_catalogue_code(i)); i++) {
		if (strncmp(code, begin, strlen(begin)) != 0 ||
		    !begins(c, code))
			continue;
		buf_clear(&text);
		finding_text(findings_add(&one, code), i18n_lang(), &text);
		cmd_complete_words_offer(c, code, buf_str(&text));
	}
	buf_release(&text);
	findings_release(&one);
}

static int offer_profiles(const struct complete *c, struct error *err)
{
	struct photo_profiles all = PHOTO_PROFILES_INIT;
	size_t i;

	if (photo_profile_load(NULL, &all, err) < 0)
		return -1;
	for (i = 0; i < all.n; i++)
		cmd_complete_words_offer(c, all.list[i].name,
					 i18n_lang() == I18N_ZH
						 ? all.list[i].title_zh
						 : all.list[i].title_en);
	photo_profile_release(&all);
	return 0;
}

static int offer_preset(void *ctx, const char *name, const char *title,
			struct error *err)
{
	(void)err;
	cmd_complete_words_offer(ctx, name, title);
	return 0;
}

static void offer_policies(const struct complete *c)
{
	char word[80];
	int i;

	for (i = 0; i < POLICY_COUNT; i++) {
		const struct policy *p = policy_at((enum policy_key)i);

		snprintf(word, sizeof(word), "%s=", p->name);
		cmd_complete_words_offer(
			c, word, i18n_lang() == I18N_ZH ? p->zh : p->en);
	}
}

static void offer_fields(const struct complete *c)
{
	char word[16];
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++) {
		enum student_field field = (enum student_field)i;

		snprintf(word, sizeof(word), "%s=", student_field_name(field));
		cmd_complete_words_offer(c, word, student_field_label(field));
	}
}

static void offer_topics(const struct complete *c)
{
	char names[400], *at, *rest = names;

	cmd_complete_words_nouns(c);
	snprintf(names, sizeof(names), "%s, %s", cmd_help_topic_names(),
		 cmd_help_text_names());
	while ((at = strsep(&rest, ", ")))
		if (*at)
			cmd_complete_words_offer(c, at, _("topic"));
}

/* As the shell has it before it runs a line: "~/store". */
static char *store_folder_of(const struct complete *c)
{
	const char *chosen = c->store ? c->store : getenv("QCTOOL_STORE");
	const char *home = getenv("HOME");

	if (!chosen || !*chosen)
		return store_find();
	if (home && strncmp(chosen, "~/", 2) == 0)
		return path_join(home, chosen + 2);
	return mem_xstrdup(chosen);
}

struct stored {
	const struct complete *c;
	struct buf lines; /* printed when all of them are there */
};

static int add_word(void *ctx, const char *word, struct error *err)
{
	struct stored *s = ctx;

	(void)err;
	buf_addf(&s->lines, "%.*s%s\t\n", (int)s->c->before_size, s->c->before,
		 word);
	return 0;
}

/* A task that is not there is one whose name is still being typed. */
static int choose_task(const struct complete *c, struct store *store,
		       struct word_store *which, struct error *err)
{
	struct task task;

	if (which->kind == WORD_STORE_TASK)
		return 0;
	if (task_store_get(store, c->task, &task, err) == 0)
		which->task_id = task.id;
	else if (err->kind != ERROR_USAGE)
		return -1;
	return 0;
}

static int read_words(struct stored *s, const char *folder,
		      struct word_store *which, struct error *err)
{
	struct store *store;
	int result;

	if (store_open(folder, STORE_READ, 0, &store, err) < 0)
		return -1;
	result = choose_task(s->c, store, which, err);
	if (result == 0)
		result = word_store_each(store, which, add_word, s, err);
	store_close(store);
	return result;
}

/* No store is nothing to offer; one that cannot be read is an error. */
static int offer_stored(struct complete *c, enum word_store_kind kind,
			struct error *err)
{
	struct word_store which = {.kind = kind, .begin = c->current};
	struct stored stored = {c, BUF_INIT};
	char *folder = store_folder_of(c);
	char *path = folder ? path_join(folder, "qctool.db") : NULL;
	struct stat st;
	int result = 0;

	if (path &&
	    (stat(path, &st) == 0 || (errno != ENOENT && errno != ENOTDIR)))
		result = read_words(&stored, folder, &which, err);
	if (result == 0)
		fputs(buf_str(&stored.lines), stdout);
	buf_release(&stored.lines);
	free(path);
	free(folder);
	return result;
}

/* What only the store knows; false = other words are asked for. */
static bool is_of_store(enum cmd_complete_kind kind, enum word_store_kind *out)
{
	switch (kind) {
	case CMD_COMPLETE_NUMBERS:
		*out = WORD_STORE_XH;
		return true;
	case CMD_COMPLETE_COLLEGES:
		*out = WORD_STORE_COLLEGE;
		return true;
	case CMD_COMPLETE_CLASSES:
		*out = WORD_STORE_CLASS;
		return true;
	case CMD_COMPLETE_LEVELS:
		*out = WORD_STORE_LEVEL;
		return true;
	case CMD_COMPLETE_TASKS:
		*out = WORD_STORE_TASK;
		return true;
	default:
		return false;
	}
}

/* What the program itself knows. */
static void offer_own(struct complete *c, enum cmd_complete_kind kind)
{
	switch (kind) {
	case CMD_COMPLETE_STATES:
		offer_states(*c);
		break;
	case CMD_COMPLETE_REASONS:
		offer_codes(c, "REV-");
		break;
	case CMD_COMPLETE_FINDINGS:
		offer_codes(c, "");
		break;
	case CMD_COMPLETE_POLICIES:
		offer_policies(c);
		break;
	case CMD_COMPLETE_FIELDS:
		offer_fields(c);
		break;
	case CMD_COMPLETE_TOPICS:
		offer_topics(c);
		break;
	case CMD_COMPLETE_FILES:
		puts(":files");
		break;
	case CMD_COMPLETE_FOLDERS:
		puts(":folders");
		break;
	default: /* files and words of the user's own */
		break;
	}
}

int cmd_complete_words_all(struct complete *c, enum cmd_complete_kind kind,
			   struct error *err)
{
	enum word_store_kind stored;

	if (is_of_store(kind, &stored))
		return offer_stored(c, stored, err);
	if (kind == CMD_COMPLETE_PROFILES)
		return offer_profiles(c, err);
	if (kind == CMD_COMPLETE_PRESETS)
		return task_preset_each(offer_preset, c, err);
	offer_own(c, kind);
	return 0;
}
