/* SPDX-License-Identifier: MIT */
#include "base/crash.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "base/exit_status.h"
#include "base/mem.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif

enum { NOTED = 16 };

static struct {
	atomic_bool used;
	char path[PATH_MAX];
} noted[NOTED];
static pthread_mutex_t noting = PTHREAD_MUTEX_INITIALIZER;

void crash_note(const char *path)
{
	size_t i;

	pthread_mutex_lock(&noting);
	for (i = 0; i < NOTED; i++)
		if (!noted[i].used && strlen(path) < PATH_MAX) {
			memcpy(noted[i].path, path, strlen(path) + 1);
			noted[i].used = true;
			break;
		}
	pthread_mutex_unlock(&noting);
}

void crash_forget(const char *path)
{
	size_t i;

	pthread_mutex_lock(&noting);
	for (i = 0; i < NOTED; i++)
		if (noted[i].used && strcmp(noted[i].path, path) == 0)
			noted[i].used = false;
	pthread_mutex_unlock(&noting);
}

/* Without the lock, which the thread that crashes may hold. */
void crash_clean(void)
{
	size_t i;

	for (i = 0; i < NOTED; i++)
		if (noted[i].used)
			unlink(noted[i].path);
}

#ifdef SANITIZED
void crash_install(void)
{
}
#else
enum { STACK = 1 << 16 };

/* Nothing but what a handler may call; not translated, for that takes memory.
 */
static void on_crash(int number)
{
	char line[] = "qctool: bug: the process was ended by signal 00, as "
		      "when memory runs out within a library\n";
	char *digits = strstr(line, "00");

	crash_clean();
	digits[0] = (char)('0' + number / 10 % 10);
	digits[1] = (char)('0' + number % 10);
	if (write(STDERR_FILENO, line, sizeof(line) - 1) < 0)
		_exit(EXIT_STATUS_BUG);
	_exit(EXIT_STATUS_BUG);
}

void crash_install(void)
{
	static const int numbers[] = {SIGSEGV, SIGBUS,	SIGFPE,
				      SIGILL,  SIGABRT, SIGTRAP};
	/* Of its own, for a stack that has run over; kept until the end. */
	static char stack[STACK];
	const stack_t own = {.ss_sp = stack, .ss_size = STACK};
	struct sigaction action;
	size_t i;

	sigaltstack(&own, NULL);
	memset(&action, 0, sizeof(action));
	sigemptyset(&action.sa_mask);
	action.sa_handler = on_crash;
	action.sa_flags = SA_ONSTACK | SA_RESETHAND;
	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		sigaction(numbers[i], &action, NULL);
}
#endif
