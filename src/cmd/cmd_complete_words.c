/* SPDX-License-Identifier: MIT */
#include "cmd/cmd_complete_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void offer_profiles(const struct complete *c)
{
	struct photo_profiles all = PHOTO_PROFILES_INIT;
	struct error ignored = ERROR_INIT;
	size_t i;

	if (photo_profile_load(NULL, &all, &ignored) < 0)
		return;
	for (i = 0; i < all.n; i++)
		cmd_complete_words_offer(c, all.list[i].name,
					 i18n_lang() == I18N_ZH
						 ? all.list[i].title_zh
						 : all.list[i].title_en);
	photo_profile_release(&all);
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

static int offer_word(void *ctx, const char *word, struct error *err)
{
	(void)err;
	cmd_complete_words_offer(ctx, word, "");
	return 0;
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

static void offer_stored(struct complete *c, enum word_store_kind kind)
{
	struct word_store which = {.kind = kind, .begin = c->current};
	struct error ignored = ERROR_INIT;
	char *folder = store_folder_of(c);
	struct store *store = NULL;
	struct task task;

	if (folder &&
	    store_open(folder, STORE_READ, 0, &store, &ignored) == 0) {
		if (kind != WORD_STORE_TASK &&
		    task_store_get(store, c->task, &task, &ignored) == 0)
			which.task_id = task.id;
		word_store_each(store, &which, offer_word, c, &ignored);
		store_close(store);
	}
	free(folder);
}

static void offer_presets(struct complete *c)
{
	struct error ignored = ERROR_INIT;

	task_preset_each(offer_preset, c, &ignored);
}

/* What only the store knows; false = other words are asked for. */
static bool offer_of_store(struct complete *c, enum cmd_complete_kind kind)
{
	switch (kind) {
	case CMD_COMPLETE_NUMBERS:
		offer_stored(c, WORD_STORE_XH);
		return true;
	case CMD_COMPLETE_COLLEGES:
		offer_stored(c, WORD_STORE_COLLEGE);
		return true;
	case CMD_COMPLETE_CLASSES:
		offer_stored(c, WORD_STORE_CLASS);
		return true;
	case CMD_COMPLETE_LEVELS:
		offer_stored(c, WORD_STORE_LEVEL);
		return true;
	case CMD_COMPLETE_TASKS:
		offer_stored(c, WORD_STORE_TASK);
		return true;
	default:
		return false;
	}
}

void cmd_complete_words_all(struct complete *c, enum cmd_complete_kind kind)
{
	if (offer_of_store(c, kind))
		return;
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
	case CMD_COMPLETE_PROFILES:
		offer_profiles(c);
		break;
	case CMD_COMPLETE_PRESETS:
		offer_presets(c);
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
