# qctool.  One Makefile, not recursive.  `make help` lists the targets.

VERSION := 0.1.0
VARIANT ?= release
B       := build/$(VARIANT)
-include config.mk

prefix   ?= /usr/local
bindir   ?= $(prefix)/bin
datadir  ?= $(prefix)/share
mandir   ?= $(datadir)/man
sharedir := $(datadir)/qctool
localedir := $(datadir)/locale

CC    ?= cc
LIBS  := libjpeg libpng libwebp zbar xlsxwriter libarchive sqlite3 expat \
         lcms2 inih jansson libutf8proc pangocairo nettle shapelib
# Not during deps and demo on a bare machine, where nothing is there yet.
PKG    = $(eval PKG := $$(shell pkg-config --cflags $(LIBS)))$(PKG)
PKG_LD = $(eval PKG_LD := $$(shell pkg-config --libs $(LIBS)))$(PKG_LD)

WARN := -Wall -Wextra -Wstrict-prototypes -Wmissing-prototypes -Wshadow \
        -Wpointer-arith -Wwrite-strings -Wold-style-definition -Wvla \
        -Wno-missing-field-initializers
STD  := -std=gnu17 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -Isrc -I$(B)/gen \
        -DQCTOOL_VERSION='"$(VERSION)"' -DQCTOOL_SHAREDIR='"$(sharedir)"' \
        -DQCTOOL_LOCALEDIR='"$(localedir)"'

OPT_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
OPT_dev     := -O1 -g -Werror -fsanitize=address,undefined \
               -fno-sanitize-recover=undefined -fno-omit-frame-pointer
OPT_tsan    := -O1 -g -Werror -fsanitize=thread
OPT_clang   := -O1 -g -Werror
OPT_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
               -fno-sanitize-recover=undefined
ifneq ($(filter clang fuzz,$(VARIANT)),)
CC := clang
endif
CFLAGS  ?= $(OPT_$(VARIANT))
# Pixel loops want vectors; every machine of the last ten years has AVX2, but
# code that needs it asks at run time, so only -O3 is set here.
$(B)/src/image/%.o: OPT_EXTRA := -O3 -fno-math-errno

SRC  := $(sort $(wildcard src/*/*.c))
OBJ  := $(SRC:%.c=$(B)/%.o)
LIB  := $(B)/libqctool.a
BIN  := $(B)/qctool
MO   := $(B)/locale/zh_CN/LC_MESSAGES/qctool.mo
SUPPORT := $(sort $(wildcard tests/support/*.c))
SUPPORT_OBJ := $(SUPPORT:%.c=$(B)/%.o)
UNIT := $(patsubst tests/unit/%.c,$(B)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
TOOLS := $(patsubst tests/accuracy/%.c,$(B)/accuracy/%,$(sort $(wildcard tests/accuracy/*.c))) \
         $(patsubst tests/bench/%.c,$(B)/bench/%,$(sort $(wildcard tests/bench/*.c)))
FUZZ := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
LINK  = $(CC) $(CFLAGS) $(LDFLAGS)
LDLIBS = $(PKG_LD) -lcsv -lpthread -lm

.PHONY: all help deps demo test unit cli lint check-asan check-tsan \
        check-clang check-docs docs bench accuracy fuzz golden install \
        uninstall dist clean
.SECONDARY:

all: $(BIN) $(MO)

help:
	@sed -n 's/^## //p' Makefile

$(BIN): $(B)/src/main.o $(LIB)
	@echo "  LINK $@"
	@$(LINK) -o $@ $^ $(LDLIBS)

$(LIB): $(OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(CC) $(STD) $(WARN) $(CFLAGS) $(OPT_EXTRA) $(PKG) -MMD -MP -c -o $@ $<

$(MO): share/locale/zh_CN.po
	@mkdir -p $(@D)
	@msgfmt -c -o $@ $<

# The migrations, as one C array, in order of their numbers.
MIGRATIONS := $(sort $(wildcard src/store/migrations/*.sql))
$(B)/gen/migrations.inc: $(MIGRATIONS) Makefile
	@mkdir -p $(@D)
	@for f in $(MIGRATIONS); do \
	  sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&\\n"/' $$f; echo ','; done > $@
$(B)/src/store/store_migrate.o: $(B)/gen/migrations.inc
$(B)/gen/findings.inc: share/findings.ini tools/findings.awk
	@mkdir -p $(@D)
	@awk -f tools/findings.awk $< > $@.tmp && mv $@.tmp $@
$(B)/src/rules/finding.o: $(B)/gen/findings.inc

$(B)/unit/%: $(B)/tests/unit/%.o $(SUPPORT_OBJ) $(LIB)
	@mkdir -p $(@D)
	@$(LINK) -o $@ $^ $(LDLIBS) -lcmocka -lqrencode
$(B)/accuracy/%: $(B)/tests/accuracy/%.o $(SUPPORT_OBJ) $(LIB)
	@mkdir -p $(@D)
	@$(LINK) -o $@ $^ $(LDLIBS) -lqrencode
$(B)/bench/%: $(B)/tests/bench/%.o $(SUPPORT_OBJ) $(LIB)
	@mkdir -p $(@D)
	@$(LINK) -o $@ $^ $(LDLIBS) -lqrencode
$(B)/tools/%: $(B)/tests/support/tools/%.o $(SUPPORT_OBJ) $(LIB)
	@mkdir -p $(@D)
	@$(LINK) -o $@ $^ $(LDLIBS) -lqrencode
# In the fuzz variant libFuzzer gives main(); elsewhere replay.c does.
$(B)/fuzz/%: $(B)/tests/fuzz/%.o $(LIB)
	@mkdir -p $(@D)
	@clang $(CFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)
$(B)/replay/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/replay.o $(LIB)
	@mkdir -p $(@D)
	@$(LINK) -o $@ $^ $(LDLIBS)
$(B)/tests/%.o: STD += -Itests

clean:
	rm -rf build

-include $(shell find $(B) -name '*.d' 2>/dev/null)
