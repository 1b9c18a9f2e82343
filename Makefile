# qctool.  One Makefile, not recursive.  `make help` lists the targets.

VERSION := 0.1.0
# Of the manual: the last time what it describes was gone through.
DATE    := 2026-11-27
VARIANT ?= release
B       := build/$(VARIANT)
-include config.mk

# An empty environment has none, and make looks for programs there alone.  What
# is exported reaches recipes but, before make 4.4, not $(shell …).
PATH := $(or $(PATH),/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
export PATH
RUN  := PATH='$(PATH)'

prefix   ?= /usr/local
bindir   ?= $(prefix)/bin
datadir  ?= $(prefix)/share
mandir   ?= $(datadir)/man
sharedir := $(datadir)/qctool
localedir := $(datadir)/locale

CC    ?= cc
LIBS  := libjpeg libpng libwebp zbar xlsxwriter libarchive sqlite3 expat \
         lcms2 inih jansson libutf8proc pangocairo fontconfig nettle shapelib \
         gumbo libqrencode
# Not during deps and demo on a bare machine, where nothing is there yet.
PKG    = $(eval PKG := $$(shell $(RUN) pkg-config --cflags $(LIBS)))$(PKG)
PKG_LD = $(eval PKG_LD := $$(shell $(RUN) pkg-config --libs $(LIBS)))$(PKG_LD)

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
# Of the sanitizers' checks three are left out there, a quarter of the time: what
# they foresee, the address sanitizer stops at when it happens.
IMAGE_dev := -fno-sanitize=null,object-size,pointer-overflow
$(B)/src/image/%.o: OPT_EXTRA := -O3 -fno-math-errno -fno-trapping-math -ffp-contract=off $(IMAGE_$(VARIANT))
# Pictures that tests draw: half of all time under sanitizers, none of it ours.
$(B)/tests/support/sitter_%.o $(B)/tests/support/scene.o: OPT_EXTRA := -O2 -fno-sanitize=all
# What no source of ours may call.
$(B)/src/%.o: STD += -include src/base/banned.h

SRC  := $(sort $(wildcard src/*/*.c src/*/*/*.c))
OBJ  := $(SRC:%.c=$(B)/%.o)
LIB  := $(B)/libqctool.a
BIN  := $(B)/qctool
MO   := $(B)/locale/zh_CN/LC_MESSAGES/qctool.mo
# office.c asserts, so only unit tests may have it.
SUPPORT := $(filter-out tests/support/office.c,$(sort $(wildcard tests/support/*.c)))
SUPPORT_OBJ := $(SUPPORT:%.c=$(B)/%.o)
UNIT := $(patsubst tests/unit/%.c,$(B)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
TOOLS := $(patsubst tests/accuracy/%.c,$(B)/accuracy/%,$(sort $(wildcard tests/accuracy/*.c))) \
         $(patsubst tests/bench/%.c,$(B)/bench/%,$(sort $(wildcard tests/bench/*.c)))
FUZZ := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
# --as-needed: a helper starts with the libraries it uses, not with all.
# Every address is bound at the start and read-only from then on: nothing that a
# hostile file overwrites leads anywhere.
LINK  = $(CC) $(CFLAGS) -Wl,--as-needed -Wl,-z,relro,-z,now $(LDFLAGS)
LDLIBS = $(PKG_LD) -lcsv -lpthread -lm

# For a make within one that was not told how many jobs it may run.
JOBS = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell $(RUN) nproc))

.PHONY: all help deps demo test unit cli lint check-asan check-tsan check-valgrind \
        check-clang check-faults check-docs docs pictures bench accuracy measure fuzz golden examples \
        providers models install uninstall dist clean test-programs
.SECONDARY:

# The trees of 68 face landmarks, where their package is installed.
DLIB_DATA ?= /usr/share/dlib/shape_predictor_68_face_landmarks.dat
# The cascades of faces and eyes; where they are not, the program says so.
OPENCV_DATA ?= /usr/share/opencv4
CASCADES := $(wildcard $(OPENCV_DATA)/haarcascades/haarcascade_frontalface_alt2.xml)
MODELS := $(if $(wildcard $(DLIB_DATA)),build/models/landmarks68.bin) \
          $(if $(CASCADES),build/models/cascades.bin)

all: $(BIN) $(MO) $(MODELS)

help:
	@sed -n 's/^## //p' Makefile

$(BIN): $(B)/src/main.o $(LIB)
	@echo "  LINK $@"
	@$(LINK) -o $@ $^ $(LDLIBS)

$(LIB): $(OBJ)
	@rm -f $@
	@$(AR) qcs $@ $^

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
$(B)/src/cli/docs.o: STD += -DQCTOOL_DATE='"$(DATE)"'
# What `qctool version -v` names, as it was when this was built.
$(B)/gen/libraries.inc: Makefile
	@mkdir -p $(@D)
	@for l in $(LIBS); do printf '{"%s", "%s"},\n' $$l \
	  "$$(pkg-config --modversion $$l)"; done > $@
$(B)/src/cmd/cmd_version.o: $(B)/gen/libraries.inc
$(B)/gen/findings.inc: share/findings.ini tools/findings.awk
	@mkdir -p $(@D)
	@awk -f tools/findings.awk $< > $@.tmp && mv $@.tmp $@
$(B)/src/rules/finding.o: $(B)/gen/findings.inc

$(B)/unit/%: $(B)/tests/unit/%.o $(B)/tests/support/office.o $(SUPPORT_OBJ) $(LIB)
	@mkdir -p $(@D)
	@$(LINK) -o $@ $^ $(LDLIBS) -lcmocka
$(B)/accuracy/%: $(B)/tests/accuracy/%.o $(SUPPORT_OBJ) $(LIB)
	@mkdir -p $(@D)
	@$(LINK) -o $@ $^ $(LDLIBS)
$(B)/bench/%: $(B)/tests/bench/%.o $(SUPPORT_OBJ) $(LIB)
	@mkdir -p $(@D)
	@$(LINK) -o $@ $^ $(LDLIBS)
$(B)/tools/%: $(B)/tests/support/tools/%.o $(SUPPORT_OBJ) $(LIB)
	@mkdir -p $(@D)
	@$(LINK) -o $@ $^ $(LDLIBS)
# In the fuzz variant libFuzzer gives main(); elsewhere replay.c does.
$(B)/fuzz/%: $(B)/tests/fuzz/%.o $(LIB)
	@mkdir -p $(@D)
	@clang $(CFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)
$(B)/replay/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/replay.o $(LIB)
	@mkdir -p $(@D)
	@$(LINK) -o $@ $^ $(LDLIBS)
$(B)/tests/%.o: STD += -Itests

$(B)/gendocs: $(B)/tools/gendocs.o $(LIB)
	@$(LINK) -o $@ $^ $(LDLIBS)

## make              build build/release/qctool
## make deps         install the Debian packages of packages.txt that are missing
deps:
	@tools/deps build demo

## make demo         install what is missing, build, run the main job on examples/
demo: deps
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@tools/demo $(B)/qctool

## make test         install what is missing, build with sanitizers, run all tests
test:
	@tools/deps build test
	@$(MAKE) --no-print-directory -s $(JOBS) VARIANT=dev test-programs
	@$(MAKE) --no-print-directory -s $(JOBS) all build/release/faults.so
	@tests/run build/dev build/release

REPLAY := $(FUZZ:$(B)/fuzz/%=$(B)/replay/%)
test-programs: all $(UNIT) $(REPLAY) $(B)/gendocs $(B)/tools/make_examples

## make models       pack face landmarks and cascades; all does it too
models: $(MODELS)
	@[ -e "$(DLIB_DATA)" ] || echo "$(DLIB_DATA) is missing: install libdlib-data"
	@[ -n "$(CASCADES)" ] || echo "the cascades are missing: install opencv-data"
$(B)/pack_cascades: $(B)/tools/pack_cascades.o $(LIB)
	@$(LINK) -o $@ $^ $(LDLIBS)
build/models/cascades.bin: $(CASCADES) tools/pack_cascades.c \
  src/codec/config/cascade_file.c src/codec/config/cascade_file.h \
  src/image/face/cascade.h | $(B)/pack_cascades
	@mkdir -p $(@D)
	@echo "  PACK $@"
	@unset QCTOOL_CASCADES; $(B)/pack_cascades $@
$(B)/pack_landmarks: $(B)/tools/pack_landmarks.o $(LIB)
	@$(LINK) -o $@ $^ $(LDLIBS)
build/models/landmarks68.bin: $(DLIB_DATA) tools/pack_landmarks.c \
  src/codec/config/landmark_file.h src/image/face/landmarks.h | $(B)/pack_landmarks
	@mkdir -p $(@D)
	@echo "  PACK $@"
	@$(B)/pack_landmarks $(DLIB_DATA) $@

## make check-asan   unit tests and CLI cases with address and UB sanitizers
check-asan: test
## make check-tsan   the threaded CLI cases with the thread sanitizer
check-tsan:
	@$(MAKE) --no-print-directory -s $(JOBS) VARIANT=tsan all build/tsan/unit/test_batch build/tsan/unit/test_sandbox
	@build/tsan/unit/test_batch
	@build/tsan/unit/test_sandbox
	@QCTOOL_CASE_SECONDS=3600 tests/cli/run build/tsan/qctool cli/threads/
## make check-valgrind a night and every unit test with valgrind, where it is installed
check-valgrind: all $(UNIT)
	@tests/valgrind/run $(BIN) $(UNIT)
## make check-faults kill -9, SIGTERM, failing disks, no memory: many moments of each command
check-faults: all $(B)/faults.so
	@tests/faults/run $(B)/qctool $(B)/faults.so full
	@tests/faults/cases $(B)/qctool $(B)/faults.so
$(B)/faults.so: tests/faults/shim.c Makefile
	@mkdir -p $(@D)
	@$(CC) -O1 -Wall -Wextra -Werror -shared -fPIC -o $@ $< -ldl
## make check-clang  everything compiles cleanly with clang
check-clang:
	@$(MAKE) --no-print-directory -s $(JOBS) VARIANT=clang all $(UNIT:$(B)/%=build/clang/%)
## make check-docs   the committed documents are what the command table says
check-docs: $(B)/gendocs $(MO)
	@tests/lint/docs $(B)/gendocs
## make docs         write man pages and command lists anew
docs: $(B)/gendocs $(MO)
	@$(B)/gendocs .
## make lint         layers, names, catalogue, translations, programs
lint: $(B)/gendocs $(MO)
	@for t in tests/lint/*; do $$t $(B)/gendocs || exit 1; done
## make golden       write the expected output of all CLI cases anew
golden: all
	@tests/cli/run --write $(B)/qctool
## make pictures     the pictures of the READMEs anew (tmux, Chromium)
pictures: all
	@tools/deps build pictures
	@tools/pictures $(B)/qctool
## make examples     write examples/ anew (the same bytes)
examples: $(B)/tools/make_examples
	@$(B)/tools/make_examples examples

BENCHES := $(sort $(wildcard tests/bench/bench-*))
## make bench        all figures; make bench-NAME for one of them
bench: $(BENCHES:tests/bench/%=%)
bench-%: all
	@tools/deps build bench
	@$(MAKE) --no-print-directory -s $(JOBS) $(TOOLS)
	@tests/bench/bench-$* $(B)

ACCURACY := $(patsubst tests/accuracy/%.c,$(B)/accuracy/%,$(sort $(wildcard tests/accuracy/*.c)))
## make accuracy     how well it reads, judges and compares, against the corpora
accuracy: all $(ACCURACY)
	@bad=0; for t in $(ACCURACY); do echo "== $${t##*/}"; $$t || bad=1; done; exit $$bad

## make measure      rooms, functions and comments of src/ in figures; -v: tools/measure -v
measure:
	@tools/deps bench
	@tools/measure

SECONDS ?= 60
## make fuzz SECONDS=60  every fuzz target for so long
fuzz:
	@tools/deps build test
	@tests/fuzz/run $(SECONDS)

## make providers    the programs of share/providers that this machine can build
PROVIDER_OPENCV := build/release/providers/face-opencv
providers:
	@if pkg-config --atleast-version=4.5.4 opencv4 2>/dev/null; then \
	  $(MAKE) --no-print-directory -s $(PROVIDER_OPENCV); \
	else \
	  echo "face-opencv is not built: it needs OpenCV 4.5.4 or later (libopencv-dev)"; \
	fi
$(PROVIDER_OPENCV): share/providers/face-opencv/face-opencv.cpp
	@mkdir -p $(@D)
	@echo "  CXX  $<"
	@$(CXX) -std=c++17 -O2 -g -Wall -Wextra $$(pkg-config --cflags opencv4) \
	  -o $@ $< -lopencv_objdetect -lopencv_imgcodecs -lopencv_imgproc \
	  -lopencv_core

docdir    ?= $(datadir)/doc/qctool
BASH_DIR  := $(datadir)/bash-completion/completions
ZSH_DIR   := $(datadir)/zsh/site-functions
FISH_DIR  := $(datadir)/fish/vendor_completions.d
# What share/ holds for the program; the rest of it is read by people.
INSTALLED := $(sort $(shell $(RUN) find share -type f ! -path 'share/locale/*' ! -path 'share/providers/*'))
DOCUMENTS := README.md README.zh-CN.md LICENSE $(wildcard CONTRIBUTING.md)
MAN_PAGES := $(sort $(wildcard man/*.[17] man/zh_CN/*.[17]))

## make install      with DESTDIR and prefix
install: all
	install -D -m 755 $(BIN) $(DESTDIR)$(bindir)/qctool
	@for f in $(INSTALLED:share/%=%); do \
	  install -D -m 644 share/$$f $(DESTDIR)$(sharedir)/$$f || exit 1; done
	@for f in $(notdir $(MODELS)); do \
	  install -D -m 644 build/models/$$f $(DESTDIR)$(sharedir)/models/$$f || exit 1; done
	install -D -m 644 $(MO) $(DESTDIR)$(localedir)/zh_CN/LC_MESSAGES/qctool.mo
	@for f in $(MAN_PAGES:man/%=%); do \
	  d=$$(dirname $$f); n=$$(basename $$f); \
	  install -D -m 644 man/$$f $(DESTDIR)$(mandir)/$$d/man$${n##*.}/$$n || exit 1; done
	@find $(DOCUMENTS) docs/pictures examples share/providers -type f | \
	  while IFS= read -r f; do \
	    mode=644; [ -x "$$f" ] && mode=755; \
	    install -D -m $$mode "$$f" "$(DESTDIR)$(docdir)/$${f#share/}" || exit 1; \
	  done
	install -D -m 644 completions/qctool.bash $(DESTDIR)$(BASH_DIR)/qctool
	install -D -m 644 completions/_qctool $(DESTDIR)$(ZSH_DIR)/_qctool
	install -D -m 644 completions/qctool.fish $(DESTDIR)$(FISH_DIR)/qctool.fish

## make uninstall    with the same DESTDIR and prefix
uninstall:
	rm -rf $(DESTDIR)$(sharedir) $(DESTDIR)$(docdir)
	rm -f $(DESTDIR)$(bindir)/qctool \
	  $(DESTDIR)$(localedir)/zh_CN/LC_MESSAGES/qctool.mo \
	  $(DESTDIR)$(mandir)/man[17]/qctool*.[17] \
	  $(DESTDIR)$(mandir)/zh_CN/man[17]/qctool*.[17] \
	  $(DESTDIR)$(BASH_DIR)/qctool $(DESTDIR)$(ZSH_DIR)/_qctool \
	  $(DESTDIR)$(FISH_DIR)/qctool.fish
	@-cd $(DESTDIR)/ && rmdir -p $(patsubst /%,%,$(bindir) \
	  $(docdir:/qctool=) $(localedir)/zh_CN/LC_MESSAGES \
	  $(mandir)/man1 $(mandir)/man7 $(mandir)/zh_CN/man1 $(mandir)/zh_CN/man7 \
	  $(BASH_DIR) $(ZSH_DIR) $(FISH_DIR)) 2>/dev/null || true

DIST := qctool-$(VERSION)
## make dist         a tarball that builds without network
dist:
	@mkdir -p build
	git archive --prefix=$(DIST)/ -o build/$(DIST).tar.gz HEAD
	@echo build/$(DIST).tar.gz

## make deb          a Debian package of the last commit, looked at by lintian
deb: dist
	@tools/deps build deb
	@rm -rf build/deb
	@mkdir -p build/deb
	@tar -xzf build/$(DIST).tar.gz -C build/deb
	@cp build/$(DIST).tar.gz build/deb/qctool_$(VERSION).orig.tar.gz
	@cd build/deb/$(DIST) && dpkg-buildpackage -b -us -uc
	@lintian --fail-on error,warning build/deb/*.changes
	@ls build/deb/*.deb

## make clean        take away what was built
clean:
	rm -rf build

-include $(shell $(RUN) find $(B) -name '*.d' 2>/dev/null)
