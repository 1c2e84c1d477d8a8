# Why this file exists: what is installed besides the command (libsce, man pages, completions) is built only by those who install. The Makefile includes
# this file; install.sh knows what goes where, deb.sh makes the package.

SCDOC ?= scdoc
OBJCOPY ?= objcopy
LIBFFI_PIC ?= -l:libffi_pic.a
MANDIR ?= $(PREFIX)/share/man
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DOCDIR ?= $(PREFIX)/share/doc/sce
BASHDIR ?= $(PREFIX)/share/bash-completion/completions
ZSHDIR ?= $(PREFIX)/share/zsh/site-functions
FISHDIR ?= $(PREFIX)/share/fish/vendor_completions.d

# The version stands in the public header, and nowhere else.
VERSION = $(shell sed -n 's/^.define LIBSCE_VERSION "\(.*\)"/\1/p' runtime/sce.h)
SONAME = libsce.so.$(firstword $(subst ., ,$(VERSION)))
# The time that stands in what is made: that of the last commit.
EPOCH = SOURCE_DATE_EPOCH=$(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null || date -r runtime/sce.h +%s))

# Pages carry its day: they are made anew when it is another one.
ifneq ($(filter man install deb,$(MAKECMDGOALS)),)
EPOCH := $(EPOCH)
$(eval $(call remember,epoch,$$(EPOCH)))
$(B)/man/.made: $(B)/.epoch
endif

.PHONY: man completions libsce libraries install uninstall deb

man: $(B)/man/.made ## make the man pages in build/man (needs scdoc)
completions: $(B)/completions/sce.bash $(B)/completions/sce.zsh $(B)/completions/sce.fish

# --- libsce: position-independent, in a build folder of its own ---------------------------------

libsce: ## build libsce, static and shared, in build/shared
	+@$(SUBMAKE) B=$(B)/shared VARIANT=shared libraries

libraries: $(B)/public/libsce.so $(B)/public/libsce.a

API_OBJECTS := $(filter $(OBJ)/runtime/api/%,$(LIB_OBJECTS))

# One object that holds whatever the public functions need, with no other name to be seen: a program that links it may have
# functions of any name.
$(B)/public/libsce.a: $(API_OBJECTS) $(B)/libsce.a $(B)/liblang.a
	$(call say,LIB,$@)
	@mkdir -p $(@D)
	@rm -f $@
	$(Q)$(CC) -nostdlib -r -o $(B)/public/libsce.o $(API_OBJECTS) $(B)/libsce.a $(B)/liblang.a $(LIBFFI_PIC)
	$(Q)$(OBJCOPY) --wildcard --keep-global-symbol='libsce_*' --strip-debug $(B)/public/libsce.o
	$(Q)$(AR) rcsD $@ $(B)/public/libsce.o

$(B)/public/libsce.so: $(API_OBJECTS) $(B)/libsce.a $(B)/liblang.a runtime/install/libsce.map $(B)/.link
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(OPT) -shared $(ALL_LDFLAGS) -Wl,-soname,$(SONAME) -Wl,--version-script=runtime/install/libsce.map -Wl,-z,defs -o $@ \
		$(API_OBJECTS) $(B)/libsce.a $(B)/liblang.a $(LIBFFI_PIC) -lm -pthread

# --- pages and completions, from the table of the command line ----------------------------------

TABLE_TOOLS := $(B)/manual $(B)/completions-table
$(OBJ)/runtime/cli/tools/%.o: runtime/cli/tools/%.c $(B)/.compile
	$(call compile,-Iruntime/cli)

$(B)/manual: $(OBJ)/runtime/cli/tools/manual.o $(B)/.link
	$(call link,)

$(B)/completions-table: $(OBJ)/runtime/cli/tools/completions.o $(B)/.link
	$(call link,)

$(B)/man/.made: $(B)/manual $(wildcard runtime/cli/man/*.scd) runtime/sce.h
	$(call say,MAN,$(@D))
	@command -v $(SCDOC) >/dev/null || { echo "man pages need $(SCDOC): on Debian, apt install scdoc" >&2; exit 1; }
	@rm -rf $(@D)
	@mkdir -p $(@D)/source
	$(Q)$(B)/manual runtime/cli/man $(@D)/source $(VERSION)
	$(Q)export $(EPOCH); for page in $(@D)/source/*.scd; do name=$${page##*/}; $(SCDOC) <"$$page" >"$(@D)/$${name%.scd}" || exit 1; done
	@touch $@

$(B)/completions/sce.%: runtime/cli/completion/sce.% $(B)/completions-table
	$(call say,SHELL,$@)
	@mkdir -p $(@D)
	$(Q)$(B)/completions-table $* >$@
	$(Q)cat $< >>$@

# --- where they go ------------------------------------------------------------------------------

INSTALL = B='$(B)' PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' VERSION='$(VERSION)' SONAME='$(SONAME)' MANDIR='$(MANDIR)' LIBDIR='$(LIBDIR)' INCLUDEDIR='$(INCLUDEDIR)' \
	DOCDIR='$(DOCDIR)' BASHDIR='$(BASHDIR)' ZSHDIR='$(ZSHDIR)' FISHDIR='$(FISHDIR)' runtime/install/install.sh

install: all libsce man completions ## install command, libsce, man pages, completions under PREFIX (/usr/local), below DESTDIR if given
	@$(INSTALL) install

uninstall: ## remove what `make install` with the same variables has put there
	@$(INSTALL) uninstall

deb: all libsce man completions ## build the Debian package build/sce_VERSION_ARCHITECTURE.deb
	@B='$(B)' VERSION='$(VERSION)' SONAME='$(SONAME)' $(EPOCH) runtime/install/deb.sh

-include $(OBJ)/runtime/cli/tools/manual.d $(OBJ)/runtime/cli/tools/completions.d
