#!/usr/bin/env bash
# Why this file exists: `make deb` makes a Debian package from what `make install` installs, with nothing but dpkg-deb and binutils. What it depends on is read from its
# programs; times are those of the last commit (SOURCE_DATE_EPOCH) and owners are root, so that two builds give the same bytes. Called by
# install.mk.
set -euo pipefail

: "${B:?}" "${VERSION:?}" "${SONAME:?}" "${SOURCE_DATE_EPOCH:?}"
umask 022
for tool in dpkg-deb objdump gzip md5sum; do
  command -v "$tool" >/dev/null || { echo "make deb needs $tool" >&2 && exit 1; }
done

tree=$B/deb
architecture=$(dpkg --print-architecture)
multiarch=$("${CC:-gcc}" -print-multiarch)
rm -rf "$tree"
mkdir -p "$tree/DEBIAN"

PREFIX=/usr DESTDIR=$tree LIBDIR=/usr/lib/$multiarch INCLUDEDIR=/usr/include MANDIR=/usr/share/man DOCDIR=/usr/share/doc/sce \
  BASHDIR=/usr/share/bash-completion/completions ZSHDIR=/usr/share/zsh/vendor-completions FISHDIR=/usr/share/fish/vendor_completions.d \
  runtime/install/install.sh install

docs=$tree/usr/share/doc/sce
{
  printf '%s\n' 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/' 'Upstream-Name: sce' '' 'Files: *' 'Copyright: (c) The sce authors' 'License: MIT'
  sed -n '/^Permission is/,$p' LICENSE | sed -e 's/^$/./' -e 's/^/ /'
  printf '%s\n' '' 'Comment: the command holds jansson, Copyright (c) 2009-2020 Petri Lehtinen; command and library hold' \
    ' libffi, Copyright (c) 1996-2022 Anthony Green, Red Hat, Inc and others; both under the same terms.'
} >"$docs/copyright"
rm "$docs/LICENSE"
printf 'sce (%s) unstable; urgency=medium\n\n  * The version that its documents describe.\n\n -- The sce authors <maintainers@sce.example>  %s\n' \
  "$VERSION" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$docs/changelog.gz"
gzip -9n "$tree"/usr/share/man/man?/*

# The packages that hold the libraries its programs ask for, libc with the newest of its versions that they name.
depends() {
  local library version
  for library in $(objdump -p "$tree/usr/bin/sce" "$tree/usr/lib/$multiarch/libsce.so.$VERSION" | awk '$1 == "NEEDED" { print $2 }' | sort -u); do
    case $library in
      libc.so.* | libm.so.* | libpthread.so.* | ld-linux*) ;;
      *) echo "deb.sh: a package for $library would have to be depended on" >&2 && return 1 ;;
    esac
  done
  version=$(objdump -T "$tree/usr/bin/sce" "$tree/usr/lib/$multiarch/libsce.so.$VERSION" | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -Vu | tail -n 1)
  printf 'libc6 (>= %s)\n' "$version"
}

needed=$(depends)
cat >"$tree/DEBIAN/control" <<END
Package: sce
Version: $VERSION
Architecture: $architecture
Maintainer: The sce authors <maintainers@sce.example>
Installed-Size: $(find "$tree/usr" -type f -printf '%s\n' | awk '{ kilobytes += int(($1 + 1023) / 1024) } END { print kilobytes }')
Depends: $needed
Section: science
Priority: optional
Description: evaluates estimates: quantities with units, scenarios and claims
 An estimate is a text file of equations. Units are checked before anything is
 computed, every assumption can carry its source, scenarios stand beside each
 other in columns, unknowns are ranges that are sampled, and claims hold
 published figures against what follows from the inputs.
 .
 With the command come libsce, its header and its pkg-config file, for programs
 that evaluate estimates themselves.
END
printf 'libsce %s sce (>= %s)\n' "${SONAME##*.}" "$VERSION" >"$tree/DEBIAN/shlibs"
printf 'activate-noawait ldconfig\n' >"$tree/DEBIAN/triggers"
(cd "$tree" && find usr -type f | LC_ALL=C sort | xargs -d '\n' md5sum >DEBIAN/md5sums)

package=$B/sce_${VERSION}_$architecture.deb
dpkg-deb --root-owner-group -Zxz --build "$tree" "$package" >/dev/null
echo "$package"
