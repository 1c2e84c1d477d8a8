# Why this file exists: one place that says how sce is built, tested, measured and installed. Plain
# `make` gives build/sce. Each variant (asan, fuzz, a longer library) is this same file run again
# with another build folder B, so that variants never disturb each other. Nothing here asks for a
# compiler while the file is read: `make deps` has to work on a machine that has none yet.

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:

# --- what a user may set ---------------------------------------------------------------------

B ?= build
VARIANT ?= release
STDLIB ?= $(sort $(wildcard stdlib/*.sce))
PREFIX ?= /usr/local
DESTDIR ?=
FUZZ_SECONDS ?= 60
RE2C ?= re2c
BISON ?= bison
AR ?= ar
CLANG ?= clang
MPICC ?= mpicc
CFLAGS ?=
LDFLAGS ?=
# Linked statically: a library more to load would be felt at each start, and only `sce diff` reads JSON.
JANSSON ?= -l:libjansson.a
# Calls functions of native libraries; few programs have any.
LIBFFI ?= -l:libffi.a

# --- the variants ----------------------------------------------------------------------------

WARNINGS := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes
GENERATED_WARNINGS := -Wno-shadow -Wno-missing-prototypes -Wno-unused-function \
	-Wno-unused-but-set-variable -Wno-sign-compare
SANITIZERS := -fsanitize=address,undefined,float-cast-overflow -fno-sanitize-recover=all \
	-fno-omit-frame-pointer

ifeq ($(VARIANT),release)
ifeq ($(origin CC),default)
CC := gcc
endif
OPT ?= -O2 -g
# Not position-independent: tables of pointers in constant data then need no relocation at start.
MODE_CFLAGS := -fno-pie
MODE_LDFLAGS := -no-pie -Wl,-O1,--as-needed,-z,now,--hash-style=gnu,-z,noseparate-code
else ifeq ($(VARIANT),shared)
# What libsce is made of: it may be loaded anywhere, and shows only what it means to.
ifeq ($(origin CC),default)
CC := gcc
endif
OPT ?= -O2 -g
MODE_CFLAGS := -fPIC -fvisibility=hidden
MODE_LDFLAGS := -Wl,-O1,--as-needed,-z,now,--hash-style=gnu
else ifeq ($(VARIANT),asan)
override CC := $(CLANG)
OPT ?= -O1 -g
MODE_CFLAGS := $(SANITIZERS)
MODE_LDFLAGS := $(SANITIZERS)
else ifeq ($(VARIANT),fuzz)
override CC := $(CLANG)
OPT ?= -O1 -g
MODE_CFLAGS := $(SANITIZERS) -fsanitize=fuzzer-no-link
MODE_LDFLAGS := $(SANITIZERS)
else
$(error VARIANT is release, shared, asan or fuzz, not '$(VARIANT)')
endif

# Debug information names files from here, so that the bytes that come out are the same in any folder.
ALL_CFLAGS = -std=gnu11 $(OPT) '-ffile-prefix-map=$(CURDIR)=.' -ffp-contract=off $(WARNINGS) $(MODE_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(MODE_LDFLAGS) $(LDFLAGS)

# --- the sources -----------------------------------------------------------------------------

GEN := $(B)/gen
OBJ := $(B)/obj
# lang/ never sees a header of runtime/: it is compiled without that include path.
LANG_INCLUDES := -Ilang -I$(GEN)
RUNTIME_INCLUDES := -Ilang -Iruntime -I$(GEN)

LANG_SOURCES := $(sort $(wildcard lang/*.c))
# Under MPI is a program of its own, for those who ask for it.
RUNTIME_SOURCES := $(filter-out runtime/mpi/%,$(sort $(wildcard runtime/*.c runtime/*/*.c runtime/core/lint/*.c)))
CLI_SOURCES := $(filter runtime/cli/%,$(RUNTIME_SOURCES)) $(sort $(wildcard editors/lsp/*.c))
LIB_SOURCES := $(filter-out runtime/cli/%,$(RUNTIME_SOURCES))
LANG_TESTS := $(sort $(wildcard tests/unit/test_lang_*.c))
RUNTIME_TESTS := $(filter-out $(LANG_TESTS),$(sort $(wildcard tests/unit/test_*.c)))
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/fuzz_*.c))
EXAMPLES := $(sort $(wildcard examples/*.sce examples/cookbook/*.sce))
# What a pull request changes: the new side breaks a claim, which is what its comparison shows.
REVIEWED := examples/review/old.sce examples/review/new.sce
SCRIPTS := .ci/run $(sort $(wildcard tests/*/*.sh))

objects = $(patsubst %.c,$(OBJ)/%.o,$(1))
LANG_OBJECTS := $(call objects,$(LANG_SOURCES)) \
	$(OBJ)/gen/lexer.o $(OBJ)/gen/grammar.o $(OBJ)/gen/error_pages.o $(OBJ)/gen/word_pages.o
LIB_OBJECTS := $(call objects,$(LIB_SOURCES)) $(OBJ)/gen/library_data.o
CLI_OBJECTS := $(call objects,$(CLI_SOURCES))
MPI_OBJECTS := $(OBJ)/runtime/mpi/main.o $(filter-out %/cli/main.o,$(CLI_OBJECTS))
LANG_TEST_OBJECTS := $(call objects,$(LANG_TESTS))
RUNTIME_TEST_OBJECTS := $(call objects,$(RUNTIME_TESTS))
FUZZERS := $(patsubst tests/fuzz/%.c,$(B)/%,$(FUZZ_SOURCES))

# --- what people type ------------------------------------------------------------------------

.DEFAULT_GOAL := all
ifneq ($(filter clean,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
.PHONY: all sce-mpi help deps run test check asan fuzz fuzz-build bench bench-tools golden demo fmt editors reference clean unit-tests fuzzers show-sides
# A submake inherits the jobs of `make -j`; without it, two.
JOBS = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j2)
SUBMAKE = $(MAKE) --no-print-directory $(JOBS)
# Lines that hand jobs on start with `+` and so run under `make -n` too; the long ones only say so.
DRY = $(if $(findstring n,$(firstword -$(MAKEFLAGS))),: would run)

all: $(B)/sce ## build build/sce (the default)

sce-mpi: $(B)/sce-mpi ## build build/sce-mpi, for many machines under MPI (needs mpicc)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile runtime/install/install.mk

deps: ## install the Debian packages that are missing
	@tests/support/deps.sh all

run: ## build, and evaluate examples/sora.sce
	@tests/support/deps.sh build
	+@$(SUBMAKE) all
	@$(B)/sce examples/sora.sce

test: deps ## run everything: unit, golden, prompt, sanitizers, a bounded fuzz run
	+@$(DRY) SUBMAKE="$(SUBMAKE)" B="$(B)" tests/support/run_all.sh </dev/null

check: all ## `sce check` over the examples; shellcheck over the scripts, where installed
	$(B)/sce check $(EXAMPLES) examples/review/old.sce
	$(B)/sce fmt --check $(REVIEWED)
	@if command -v shellcheck >/dev/null; then shellcheck $(SCRIPTS); \
	else echo "shellcheck is not installed: scripts not checked"; fi

asan: ## build build/asan/sce with the address and undefined behaviour sanitizers
	+@$(SUBMAKE) B=$(B)/asan VARIANT=asan all show-sides

fuzz: fuzz-build ## fuzz each target for FUZZ_SECONDS (60) on a fresh seed
	@B="$(B)" tests/support/run_fuzz.sh --seconds $(FUZZ_SECONDS)

fuzz-build: ## build the fuzz targets in build/fuzz
	+@$(SUBMAKE) B=$(B)/fuzz VARIANT=fuzz fuzzers

bench: all bench-tools ## measure against the limits, as ratios in one run
	+@$(DRY) SUBMAKE="$(SUBMAKE)" B="$(B)" tests/bench/run.sh

demo: all ## record the terminal session of the README: tests/demo/session.svg
	@tests/demo/record.py --sce $(B)/sce

golden: all ## rewrite the expected results; reading the diff is the review
	@tests/golden/run.sh --update --sce $(B)/sce

fmt: all ## lay out the library and the examples
	$(B)/sce fmt $(STDLIB) $(EXAMPLES) $(REVIEWED)

editors: ## write the words of the language into the grammars of editors/
	@editors/generate.py

reference: all ## write what the library has into stdlib/README.md
	@SCE=$(B)/sce stdlib/reference.py

clean: ## remove the build folder
	rm -rf $(B)

unit-tests: $(B)/test_lang $(B)/test_runtime $(B)/show_sides
fuzzers: $(FUZZERS)
show-sides: $(B)/show_sides
bench-tools: $(B)/bench_spawn $(B)/bench_kernels

# --- memory of flags and lists ---------------------------------------------------------------
# $(B)/.NAME holds the text that NAME had at the last build and is written anew when that changes,
# so that other flags, or a file added or removed, rebuild what depends on them without a `clean`.

differs = $(subst x$(1),,x$(2))$(subst x$(2),,x$(1))
define remember
remembered_$(1) = $(2)
ifneq ($$(call differs,$$(file <$(B)/.$(1)),$$(strip $(2))),)
$$(shell mkdir -p $(B))
$$(file >$(B)/.$(1),$$(strip $(2)))
endif
endef

ifneq ($(filter-out help deps editors clean,$(or $(MAKECMDGOALS),all)),)
$(eval $(call remember,compile,$$(CC) $$(ALL_CFLAGS)))
$(eval $(call remember,link,$$(CC) $$(ALL_LDFLAGS)))
$(eval $(call remember,lang,$$(LANG_OBJECTS)))
$(eval $(call remember,lib,$$(LIB_OBJECTS)))
$(eval $(call remember,cli,$$(CLI_OBJECTS)))
$(eval $(call remember,tests,$$(LANG_TESTS) $$(RUNTIME_TESTS)))
$(eval $(call remember,stdlib,$$(STDLIB)))
endif
# Missing here only when `make clean all` has removed it since.
$(B)/.%:
	@$(shell mkdir -p $(B))$(file >$@,$(strip $(remembered_$*))):

# --- how things are made ---------------------------------------------------------------------
# `make V=1` shows the commands.

comma := ,
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-6s %s\n' $(1) $(2))
# A generated file that comes out the same keeps its old time, so that nothing is rebuilt after it.
keep_if_same = if cmp -s $(1) $(2); then rm -f $(1); else mv -f $(1) $(2); fi

define compile
$(call say,CC,$@)
@mkdir -p $(@D)
$(Q)$(CC) $(ALL_CFLAGS) $(1) -MMD -MP -c -o $@ $<
endef

define archive
$(call say,AR,$@)
@rm -f $@
$(Q)$(AR) rcsD $@ $(filter %.o,$^)
endef

define link
$(call say,LINK,$@)
$(Q)$(CC) $(OPT) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(1) -lm -pthread
endef

$(OBJ)/lang/%.o: lang/%.c $(B)/.compile | $(GEN)/grammar.h
	$(call compile,$(LANG_INCLUDES))

# The loops of sampling have short inner loops over constant counts, which -O3 unrolls. The wide ones are compiled for processors
# that have them; which of them run is decided at run time.
KERNEL_OBJECTS := $(patsubst %,$(OBJ)/runtime/sample/%.o,kernels_generic kernels_avx2 kernels_avx512 portable)
$(KERNEL_OBJECTS): private MODE_CFLAGS += -O3
ifeq ($(shell uname -m),x86_64)
$(OBJ)/runtime/sample/kernels_avx2.o: private MODE_CFLAGS += -mavx2 -mfma
$(OBJ)/runtime/sample/kernels_avx512.o: private MODE_CFLAGS += -mavx512f -mavx512dq -mavx512vl -mavx512bw -mfma
endif

$(OBJ)/runtime/%.o: runtime/%.c $(B)/.compile | $(GEN)/grammar.h
	$(call compile,$(RUNTIME_INCLUDES))

# The language server is part of the command; it uses both halves, and nothing of them knows it but the command's entry.
$(OBJ)/editors/lsp/%.o: editors/lsp/%.c $(B)/.compile | $(GEN)/grammar.h
	$(call compile,$(RUNTIME_INCLUDES))

$(OBJ)/runtime/cli/%.o: private RUNTIME_INCLUDES += -Ieditors

$(OBJ)/gen/library_data.o: $(GEN)/library_data.c $(B)/.compile
	$(call compile,$(RUNTIME_INCLUDES) $(GENERATED_WARNINGS))

$(OBJ)/gen/%.o: $(GEN)/%.c $(B)/.compile | $(GEN)/grammar.h
	$(call compile,$(LANG_INCLUDES) $(GENERATED_WARNINGS))

$(LANG_TEST_OBJECTS): $(OBJ)/%.o: %.c $(B)/.compile | $(GEN)/grammar.h
	$(call compile,$(LANG_INCLUDES) -Wno-missing-prototypes)

$(RUNTIME_TEST_OBJECTS): $(OBJ)/%.o: %.c $(B)/.compile | $(GEN)/grammar.h
	$(call compile,$(RUNTIME_INCLUDES) -Wno-missing-prototypes)

$(OBJ)/tests/fuzz/%.o: tests/fuzz/%.c $(B)/.compile | $(GEN)/grammar.h
	$(call compile,$(RUNTIME_INCLUDES) -Wno-missing-prototypes)

$(OBJ)/tests/bench/%.o: tests/bench/%.c $(B)/.compile
	$(call compile,$(RUNTIME_INCLUDES))

$(OBJ)/tests/review/%.o: tests/review/%.c $(B)/.compile | $(GEN)/grammar.h
	$(call compile,$(RUNTIME_INCLUDES))

$(B)/liblang.a: $(LANG_OBJECTS) $(B)/.lang
	$(archive)

$(B)/libsce.a: $(LIB_OBJECTS) $(B)/.lib
	$(archive)

$(B)/sce: $(CLI_OBJECTS) $(B)/libsce.a $(B)/liblang.a $(B)/.link $(B)/.cli
	$(call link,$(B)/libsce.a $(B)/liblang.a $(JANSSON) $(LIBFFI))

# The headers of an MPI are as they are; mpicc only says where they and its libraries lie.
$(OBJ)/runtime/mpi/%.o: runtime/mpi/%.c $(B)/.compile | $(GEN)/grammar.h
	$(call say,CC,$@)
	@command -v $(MPICC) >/dev/null || { echo "make sce-mpi needs $(MPICC): on Debian, apt install libopenmpi-dev openmpi-bin" >&2; exit 1; }
	@mkdir -p $(@D)
	$(Q)OMPI_CC=$(CC) $(MPICC) $(ALL_CFLAGS) $(RUNTIME_INCLUDES) -MMD -MP -c -o $@ $<

$(B)/sce-mpi: $(MPI_OBJECTS) $(B)/libsce.a $(B)/liblang.a $(B)/.link $(B)/.cli
	$(call say,LINK,$@)
	$(Q)OMPI_CC=$(CC) $(MPICC) $(OPT) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(B)/libsce.a $(B)/liblang.a $(JANSSON) $(LIBFFI) -lm -pthread

# The whole archive: a symbol of runtime/ that any part of liblang needs is a link error here.
$(B)/test_lang: $(LANG_TEST_OBJECTS) $(B)/liblang.a $(B)/.link $(B)/.tests
	$(call link,-Wl$(comma)--whole-archive $(B)/liblang.a -Wl$(comma)--no-whole-archive -lcriterion)

$(B)/test_runtime: $(RUNTIME_TEST_OBJECTS) $(B)/libsce.a $(B)/liblang.a $(B)/.link $(B)/.tests
	$(call link,$(B)/libsce.a $(B)/liblang.a $(JANSSON) $(LIBFFI) -lcriterion)

$(FUZZERS): $(B)/%: $(OBJ)/tests/fuzz/%.o $(B)/libsce.a $(B)/liblang.a $(B)/.link
	$(call link,-fsanitize=fuzzer $(B)/libsce.a $(B)/liblang.a $(JANSSON) $(LIBFFI))

$(B)/show_sides: $(OBJ)/tests/review/show_sides.o $(B)/libsce.a $(B)/liblang.a $(B)/.link
	$(call link,$(B)/libsce.a $(B)/liblang.a $(JANSSON) $(LIBFFI))

$(B)/bench_spawn: $(OBJ)/tests/bench/spawn.o $(B)/.link
	$(call link,)

$(B)/bench_kernels: $(OBJ)/tests/bench/kernels.o $(B)/libsce.a $(B)/liblang.a $(B)/.link
	$(call link,$(B)/libsce.a $(B)/liblang.a $(JANSSON) $(LIBFFI))

# Host tools, run during the build.
$(B)/embed: $(OBJ)/lang/tools/embed.o $(B)/.link
	$(call link,)

$(B)/libindex: $(OBJ)/lang/tools/libindex.o $(B)/liblang.a $(B)/.link
	$(call link,$(B)/liblang.a)

$(GEN)/lexer.c: lang/lexer.re
	$(call say,RE2C,$@)
	@mkdir -p $(@D)
	$(Q)$(RE2C) -W -Werror -i --no-generation-date --no-version -o $@ $<

# Bison writes two files; the stamp makes it one step that is safe under -j, and the header keeps
# its time when it has not changed.
$(GEN)/grammar.stamp: lang/grammar.y
	$(call say,BISON,$(GEN)/grammar.c)
	@mkdir -p $(GEN)/new
	$(Q)$(BISON) -Wall -Wcounterexamples -Werror --file-prefix-map=$(GEN)/new/=$(GEN)/ \
		--header=$(GEN)/new/grammar.h -o $(GEN)/new/grammar.c $<
	@$(call keep_if_same,$(GEN)/new/grammar.h,$(GEN)/grammar.h)
	@$(call keep_if_same,$(GEN)/new/grammar.c,$(GEN)/grammar.c)
	@touch $@
$(GEN)/grammar.c $(GEN)/grammar.h: $(GEN)/grammar.stamp ;

$(GEN)/error_pages.c: lang/errors.md $(B)/embed
	$(call say,EMBED,$@)
	@mkdir -p $(@D)
	$(Q)$(B)/embed sce_error_pages $< >$@

$(GEN)/word_pages.c: lang/words.md $(B)/embed
	$(call say,EMBED,$@)
	@mkdir -p $(@D)
	$(Q)$(B)/embed sce_word_pages $< >$@

# The index of the library. The tool may be rebuilt often; its output seldom changes.
$(GEN)/library_data.stamp: $(B)/libindex $(STDLIB) $(B)/.stdlib
	$(call say,INDEX,$(GEN)/library_data.c)
	@mkdir -p $(GEN)/new
	$(Q)ASAN_OPTIONS=detect_leaks=0 $(B)/libindex $(STDLIB) >$(GEN)/new/library_data.c
	@$(call keep_if_same,$(GEN)/new/library_data.c,$(GEN)/library_data.c)
	@touch $@
$(GEN)/library_data.c: $(GEN)/library_data.stamp ;

include runtime/install/install.mk

-include $(patsubst %.o,%.d,$(LANG_OBJECTS) $(LIB_OBJECTS) $(CLI_OBJECTS) $(LANG_TEST_OBJECTS) \
	$(RUNTIME_TEST_OBJECTS) $(OBJ)/lang/tools/embed.o $(OBJ)/lang/tools/libindex.o \
	$(patsubst %.c,$(OBJ)/%.o,$(FUZZ_SOURCES)) $(OBJ)/runtime/mpi/main.o $(OBJ)/tests/bench/spawn.o $(OBJ)/tests/bench/kernels.o $(OBJ)/tests/review/show_sides.o)
