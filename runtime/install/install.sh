#!/usr/bin/env bash
# Why this file exists: `make install` and `make uninstall` have to agree on what is installed. This script has the one list, of mode, source and target, and
# does both with it. Called by install.mk, with everything in the environment.
#
#   install.sh install|uninstall
set -euo pipefail

: "${B:?}" "${VERSION:?}" "${SONAME:?}"
library=$LIBDIR/libsce.so.$VERSION

# Mode, source (a link's target, for mode `link`) and place, a line each, with tabs between.
list() {
  local page file
  printf '755\t%s\t%s\n' "$B/sce" "$PREFIX/bin/sce"
  printf '644\t%s\t%s\n' "$B/shared/public/libsce.so" "$library"
  printf 'link\t%s\t%s\n' "${library##*/}" "$LIBDIR/$SONAME" "$SONAME" "$LIBDIR/libsce.so"
  printf '644\t%s\t%s\n' \
    "$B/shared/public/libsce.a" "$LIBDIR/libsce.a" \
    "$B/sce.pc" "$LIBDIR/pkgconfig/sce.pc" \
    runtime/sce.h "$INCLUDEDIR/sce.h" \
    "$B/completions/sce.bash" "$BASHDIR/sce" \
    "$B/completions/sce.zsh" "$ZSHDIR/_sce" \
    "$B/completions/sce.fish" "$FISHDIR/sce.fish" \
    LICENSE "$DOCDIR/LICENSE" \
    lang/REFERENCE.md "$DOCDIR/REFERENCE.md"
  for page in "$B"/man/*.[15]; do
    printf '644\t%s\t%s\n' "$page" "$MANDIR/man${page##*.}/${page##*/}"
  done
  while IFS= read -r file; do
    printf '644\t%s\t%s\n' "$file" "$DOCDIR/$file"
  done < <(find examples -type f | LC_ALL=C sort)
}

# For pkg-config: folders below the prefix are said by it, so that `--define-prefix` can move them.
write_pc() {
  # shellcheck disable=SC2016 # the braces are for pkg-config
  cat >"$B/sce.pc" <<END
prefix=$PREFIX
libdir=${LIBDIR/#"$PREFIX"\//'${prefix}/'}
includedir=${INCLUDEDIR/#"$PREFIX"\//'${prefix}/'}

Name: sce
Description: evaluates estimates: quantities with units, scenarios and claims
Version: $VERSION
License: MIT
Libs: -L\${libdir} -lsce
Libs.private: -lm -pthread
Cflags: -I\${includedir}
END
}

install_files() {
  local mode source place
  while IFS=$'\t' read -r mode source place; do
    place=$DESTDIR$place
    mkdir -p "${place%/*}"
    if [ "$mode" = link ]; then
      ln -sfn "$source" "$place"
    else
      install -m "$mode" "$source" "$place"
      # Names and lines for debuggers would name the folder that this was built in.
      case $source in */sce | *.so) "${STRIP:-strip}" "$place" ;; esac
    fi
  done < <(list)
}

# Files, and those folders that only this program has, where nothing else is left in them.
uninstall_files() {
  local mode source place
  while IFS=$'\t' read -r mode source place; do
    rm -f "$DESTDIR$place"
  done < <(list)
  if [ -d "$DESTDIR$DOCDIR" ]; then find "$DESTDIR$DOCDIR" -depth -type d -exec rmdir --ignore-fail-on-non-empty {} +; fi
}

case ${1:-} in
  install)
    umask 022
    write_pc
    install_files
    ;;
  uninstall)
    [ -f "$B/man/.made" ] || { echo "install.sh: the list of man pages is made by the build: run make man, then again" >&2 && exit 2; }
    uninstall_files
    ;;
  *) echo "usage: install.sh install|uninstall" >&2 && exit 2 ;;
esac
