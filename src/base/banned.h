/* SPDX-License-Identifier: MIT */
/*
 * Functions of libc that src/ may not call: the compiler stops at their name.
 * The Makefile puts this file before every source of src/ (-include), so that
 * nobody has to think of it.  What stands here has no bound (strcpy and its
 * kin), hides an error (atoi gives 0 for "x"), keeps one result for all
 * threads (localtime, strtok), asks a shell (system) or races for a name
 * (tmpnam), or speaks as the C library was installed (strerror).  Instead:
 * snprintf and base/buf, text_to_long, error_errno_text, localtime_r and
 * base/date, strtok_r, posix_spawn, mkstemp.
 *
 * The headers that declare them come first: after them a name that is a macro
 * could not be declared any more.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(function) function##_is_banned_see_base_banned_h

#undef strcpy
#define strcpy(to, from) BANNED(strcpy)
#undef strcat
#define strcat(to, from) BANNED(strcat)
#undef sprintf
#define sprintf(...) BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf)
#undef gets
#define gets(line) BANNED(gets)
#undef strtok
#define strtok(s, separators) BANNED(strtok)
#undef atoi
#define atoi(s) BANNED(atoi)
#undef atol
#define atol(s) BANNED(atol)
#undef localtime
#define localtime(t) BANNED(localtime)
#undef gmtime
#define gmtime(t) BANNED(gmtime)
#undef ctime
#define ctime(t) BANNED(ctime)
#undef asctime
#define asctime(t) BANNED(asctime)
#undef system
#define system(command) BANNED(system)
#undef popen
#define popen(command, mode) BANNED(popen)
#undef tmpnam
#define tmpnam(name) BANNED(tmpnam)
#undef strerror
#define strerror(number) BANNED(strerror)
#undef rand
#define rand() BANNED(rand)

#endif
