/* SPDX-License-Identifier: MIT */
/*
 * Functions of libc that src/ may not call: the compiler stops at their name.
 * The Makefile includes this file before every source of src/ (-include), so
 * that nobody has to remember to.
 *
 *   banned                     because                    instead
 *   strcpy strcat sprintf …    no bound                   snprintf, base/buf
 *   atoi atol                  hide errors ("x" is 0)     text_to_long
 *   localtime ctime strtok …   one result for all threads localtime_r, …
 *   system popen               run a shell                posix_spawn
 *   tmpnam                     another may take the name  mkstemp
 *   strerror                   not in the language of the error_errno_text
 *                              interface
 *   rand                       one state for all threads  a state of one's own
 *
 * The headers that declare these functions are included first, because a
 * function cannot be declared once its name is a macro.
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
