/* SPDX-License-Identifier: MIT */
#include "base/sandbox.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

/* Newer than the headers of Debian 12, by number (linux/landlock.h). */
enum {
	ACCESS_REFER = 1 << 13,	   /* from ABI 2 */
	ACCESS_TRUNCATE = 1 << 14, /* from ABI 3 */
};

/*
 * A kernel built or told not to (ENOSYS, EOPNOTSUPP, EPERM in a container) is
 * known by errno from one that could and has no room now: -1.
 */
static int check_room(void)
{
	bool full = errno == ENOMEM || errno == EMFILE || errno == ENFILE ||
		    errno == EAGAIN;

	return full ? -1 : 0;
}

/* Everything but reading; without a rule all of it is refused everywhere. */
static int enter_landlock(bool *done)
{
	struct landlock_ruleset_attr rights = {
		.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE |
				     LANDLOCK_ACCESS_FS_WRITE_FILE |
				     LANDLOCK_ACCESS_FS_REMOVE_DIR |
				     LANDLOCK_ACCESS_FS_REMOVE_FILE |
				     LANDLOCK_ACCESS_FS_MAKE_CHAR |
				     LANDLOCK_ACCESS_FS_MAKE_DIR |
				     LANDLOCK_ACCESS_FS_MAKE_REG |
				     LANDLOCK_ACCESS_FS_MAKE_SOCK |
				     LANDLOCK_ACCESS_FS_MAKE_FIFO |
				     LANDLOCK_ACCESS_FS_MAKE_BLOCK |
				     LANDLOCK_ACCESS_FS_MAKE_SYM,
	};
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
			   LANDLOCK_CREATE_RULESET_VERSION);
	long fd;
	int why;

	if (abi < 1)
		return 0;
	if (abi >= 2)
		rights.handled_access_fs |= ACCESS_REFER;
	if (abi >= 3)
		rights.handled_access_fs |= ACCESS_TRUNCATE;
	fd = syscall(SYS_landlock_create_ruleset, &rights, sizeof(rights), 0);
	if (fd < 0)
		return check_room();
	*done = syscall(SYS_landlock_restrict_self, fd, 0) == 0;
	why = errno;
	close((int)fd);
	errno = why;
	return *done ? 0 : check_room();
}

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE
#define REFUSE(name)                                                           \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1),                 \
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

/*
 * What is named is refused and the rest allowed: a list of all that libjpeg,
 * libc and the sanitizers may ever call would break with the next release.
 */
static int enter_seccomp(bool *done)
{
	static struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		REFUSE(socket),
		REFUSE(socketpair),
		REFUSE(connect),
		REFUSE(bind),
		REFUSE(execve),
		REFUSE(execveat),
		REFUSE(ptrace),
		REFUSE(process_vm_readv),
		REFUSE(process_vm_writev),
		REFUSE(mount),
		REFUSE(unshare),
		REFUSE(setns),
		REFUSE(bpf),
		REFUSE(userfaultfd),
		REFUSE(perf_event_open),
		REFUSE(keyctl),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	static const struct sock_fprog program = {ARRAY_SIZE(filter), filter};

	*done = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
	return *done ? 0 : check_room();
}
#else
static int enter_seccomp(bool *done)
{
	*done = false;
	return 0;
}
#endif

static int enter(struct sandbox_rights *got)
{
	*got = (struct sandbox_rights){false, false};
	/* The kernel asks for it, so that no program gains rights by this. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return 0;
	if (enter_landlock(&got->landlock) < 0)
		return -1;
	return enter_seccomp(&got->seccomp);
}

static _Thread_local bool inside;

int sandbox_enter(void)
{
	struct sandbox_rights got;

	if (enter(&got) < 0)
		return -1;
	inside = true;
	return 0;
}

bool sandbox_is_inside(void)
{
	return inside;
}

/* Whose turn it is; the other of the two waits. */
enum turn {
	TURN_CALLER, /* nothing to do, or fn has ended */
	TURN_BOX,
	TURN_ASKED, /* the caller's, in the middle of fn */
	TURN_END,
};

struct sandbox {
	bool started;
	int refused; /* errno: its thread has kept its rights, and ended */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t turned;
	enum turn turn;
	sandbox_fn fn; /* of the call, or what is asked */
	void *arg;
};

struct sandbox *sandbox_open(void)
{
	struct sandbox *box = mem_xcalloc(1, sizeof(*box));

	pthread_mutex_init(&box->lock, NULL);
	pthread_cond_init(&box->turned, NULL);
	return box;
}

/* Give the turn away, and wait until it is somebody else's than that one's. */
static enum turn pass(struct sandbox *box, enum turn turn)
{
	box->turn = turn;
	pthread_cond_broadcast(&box->turned);
	while (box->turn == turn)
		pthread_cond_wait(&box->turned, &box->lock);
	return box->turn;
}

static void *live(void *arg)
{
	struct sandbox *box = arg;

	pthread_mutex_lock(&box->lock);
	if (sandbox_enter() < 0) {
		box->refused = errno;
		box->turn = TURN_END;
		pthread_cond_broadcast(&box->turned);
	}
	while (box->turn == TURN_BOX) {
		pthread_mutex_unlock(&box->lock);
		box->fn(box->arg);
		pthread_mutex_lock(&box->lock);
		pass(box, TURN_CALLER);
	}
	pthread_mutex_unlock(&box->lock);
	return NULL;
}

int sandbox_lacks_thread(struct error *err)
{
	return error_set_errno(
		err, _("no thread that gives up its rights can be started, "
		       "and nothing is read without; run the command again "
		       "when the machine is less busy"));
}

/* It has ended, so that the next call begins another. */
static int end_refused(struct sandbox *box, struct error *err)
{
	pthread_join(box->thread, NULL);
	box->started = false;
	errno = box->refused;
	return sandbox_lacks_thread(err);
}

static int begin(struct sandbox *box, struct error *err)
{
	if (box->started)
		return 0;
	/* it looks at the turn when it gets the lock, which is held here */
	box->turn = TURN_BOX;
	errno = pthread_create(&box->thread, NULL, live, box);
	box->started = !errno;
	return errno ? sandbox_lacks_thread(err) : 0;
}

int sandbox_call(struct sandbox *box, sandbox_fn fn, void *arg,
		 struct error *err)
{
	enum turn turn;

	if (inside) {
		fn(arg);
		return 0;
	}
	pthread_mutex_lock(&box->lock);
	box->fn = fn;
	box->arg = arg;
	if (begin(box, err) < 0) {
		pthread_mutex_unlock(&box->lock);
		return -1;
	}
	while ((turn = pass(box, TURN_BOX)) == TURN_ASKED) {
		pthread_mutex_unlock(&box->lock);
		box->fn(box->arg);
		pthread_mutex_lock(&box->lock);
	}
	pthread_mutex_unlock(&box->lock);
	return turn == TURN_END ? end_refused(box, err) : 0;
}

void sandbox_ask(struct sandbox *box, sandbox_fn ask, void *arg)
{
	if (!box->started || !pthread_equal(pthread_self(), box->thread)) {
		ask(arg);
		return;
	}
	pthread_mutex_lock(&box->lock);
	box->fn = ask;
	box->arg = arg;
	pass(box, TURN_ASKED);
	pthread_mutex_unlock(&box->lock);
}

void sandbox_close(struct sandbox *take_box)
{
	if (!take_box)
		return;
	if (take_box->started) {
		pthread_mutex_lock(&take_box->lock);
		take_box->turn = TURN_END;
		pthread_cond_broadcast(&take_box->turned);
		pthread_mutex_unlock(&take_box->lock);
		pthread_join(take_box->thread, NULL);
	}
	pthread_cond_destroy(&take_box->turned);
	pthread_mutex_destroy(&take_box->lock);
	free(take_box);
}

struct trial {
	struct sandbox_rights got;
	int refused;
};

static void *try_it(void *arg)
{
	struct trial *trial = arg;

	if (enter(&trial->got) < 0)
		trial->refused = errno;
	return NULL;
}

int sandbox_try(struct sandbox_rights *out)
{
	struct trial trial = {{false, false}, 0};
	pthread_t thread;

	errno = pthread_create(&thread, NULL, try_it, &trial);
	if (errno)
		return -1;
	pthread_join(thread, NULL);
	*out = trial.got;
	errno = trial.refused;
	return errno ? -1 : 0;
}
