#!/bin/sh
# Installs the Debian or Ubuntu packages that foureyes needs, and only those that are missing.
#   install-packages.sh build|test|ci...
# As root, or with sudo. On a machine without apt-get it lists what is missing and stops.
set -eu

# Hyperscan is x86 only; Vectorscan has the same interface elsewhere.
case "$(uname -m)" in
  x86_64|amd64) matcher=libhyperscan-dev ;;
  *) matcher=libvectorscan-dev ;;
esac
build="g++ cmake ninja-build pkg-config git ca-certificates $matcher libre2-dev libgit2-dev libyaml-cpp-dev
  libtomlplusplus-dev libcli11-dev libexpected-dev libssl-dev libarchive-dev libdeflate-dev zlib1g-dev libbz2-dev liblzma-dev libzstd-dev"
test="catch2 openssh-client openssl python3 pre-commit util-linux procps"
ci="clang clang-tidy clang-format libclang-rt-14-dev ccache"

wanted=
for group in "${@:-build}"; do
  case "$group" in
    build) wanted="$wanted $build" ;;
    test) wanted="$wanted $test" ;;
    ci) wanted="$wanted $ci" ;;
    *) echo "install-packages.sh: unknown group '$group' (build, test, ci)" >&2; exit 2 ;;
  esac
done

missing=
for package in $wanted; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "install-packages.sh: install these with your package manager, then run again:$missing" >&2
  exit 2
fi
if [ "$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# libclang-rt carries clang's version in its name: where 14 is not the distribution's, take its own.
case "$missing" in
  *libclang-rt-14-dev*)
    if ! apt-cache show libclang-rt-14-dev >/dev/null 2>&1; then
      major=$(apt-cache depends clang | sed -n 's/.*Depends: clang-\([0-9]*\)$/\1/p' | head -n 1)
      missing=$(echo "$missing" | sed "s/libclang-rt-14-dev/libclang-rt-${major}-dev/")
    fi ;;
esac
# shellcheck disable=SC2086  # a list of names
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
