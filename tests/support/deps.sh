#!/usr/bin/env bash
# Why this file exists: `make run` and `make test` have to work on a fresh Debian 12 machine. This
# script finds what is missing by looking for the commands and files themselves, which takes a few
# milliseconds, and calls apt only when there is something to install.
#
#   deps.sh build    what the build needs
#   deps.sh all      also what tests, fuzzing and benchmarks need
#
# Exits with 2, naming the packages, when they cannot be installed.
set -eu

missing=()

# need PACKAGE COMMAND: the package is missing when the command is.
need() {
  command -v "$2" >/dev/null 2>&1 || missing+=("$1")
}

# need_file PACKAGE GLOB...: the package is missing when no file matches.
need_file() {
  local package=$1
  shift
  compgen -G "$1" >/dev/null || { [ $# -gt 1 ] && compgen -G "$2" >/dev/null; } || missing+=("$package")
}

need_for_build() {
  need gcc gcc
  need_file libc6-dev '/usr/include/math.h' '/usr/include/*/math.h'
  need make make
  need re2c re2c
  need bison bison
  need_file libjansson-dev '/usr/include/jansson.h'
  need_file libffi-dev '/usr/include/ffi.h' '/usr/include/*/ffi.h'
}

# The sanitizer runtimes are a package of their own, named after the version of clang.
need_clang() {
  local real version
  if ! command -v clang >/dev/null 2>&1; then
    missing+=(clang libclang-rt-dev)
    return
  fi
  real=$(readlink -f "$(command -v clang)")
  version=${real#*/llvm-}
  version=${version%%/*}
  case $version in
    '' | *[!0-9]*) return ;; # not a Debian package: its own runtimes are its installer's business
  esac
  need_file "libclang-rt-$version-dev" \
    "/usr/lib/llvm-$version/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a" \
    "/usr/lib/llvm-$version/lib/clang/*/lib/*/libclang_rt.fuzzer.a"
}

# What tests/editors/ runs. The nodejs of other distributors than Debian has npm in it, and cannot stand beside Debian's npm.
need_editors() {
  need vim vim
  need neovim nvim
  need emacs-nox emacs
  need nodejs node
  if ! command -v npm >/dev/null 2>&1 && ! apt-cache policy nodejs 2>/dev/null | grep -q 'Candidate:.*nodesource'; then missing+=(npm); fi
  need pandoc pandoc
  need libkf5syntaxhighlighting-tools kate-syntax-highlighter
  command -v bat >/dev/null 2>&1 || need bat batcat
}

need_for_tests() {
  need_clang
  need_file libcriterion-dev '/usr/include/criterion/criterion.h'
  need python3 python3
  need_file python3-pyte '/usr/lib/python3/dist-packages/pyte/__init__.py' # a terminal to look at: tests/demo/, tests/repl/
  need_file python3-pexpect '/usr/lib/python3/dist-packages/pexpect/__init__.py'
  need_file libreadline8 '/usr/lib/*/libreadline.so.8' '/lib/*/libreadline.so.8'
  need git git
  need lua5.4 lua5.4
  need openmpi-bin mpirun
  need libopenmpi-dev mpicc
  need parallel parallel
  need g++ g++ # the public header in a C++ program
  need scdoc scdoc
  need man-db man
  need pkg-config pkg-config
  need zsh zsh
  need fish fish
  need_file elpa-eglot '/usr/share/emacs/site-lisp/elpa/eglot-*' '/usr/share/emacs/*/lisp/progmodes/eglot.elc*'
  need_file locales '/usr/share/i18n/locales/de_DE'
  need_editors
}

give_up() {
  printf 'deps: %s\n' "$1" >&2
  printf 'deps: please install these packages: %s\n' "${missing[*]}" >&2
  exit 2
}

install_missing() {
  local as_root=()
  command -v apt-get >/dev/null 2>&1 || give_up "this is not a Debian system"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || give_up "not root, and there is no sudo"
    sudo -n true 2>/dev/null || [ -t 0 ] || give_up "sudo asks for a password, and there is no terminal"
    as_root=(sudo)
  fi
  printf 'deps: installing %s\n' "${missing[*]}" >&2
  "${as_root[@]}" apt-get -q update >&2 || give_up "apt-get update failed (no network?)"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y --no-install-recommends install "${missing[@]}" >&2 \
    || give_up "apt-get install failed"
}

case ${1:-} in
  build) need_for_build ;;
  all) need_for_build && need_for_tests ;;
  *) echo "usage: deps.sh build|all" >&2 && exit 2 ;;
esac
[ ${#missing[@]} -eq 0 ] || install_missing
