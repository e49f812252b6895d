#!/bin/sh
# Installs packages, builds foureyes and puts it on PATH. Debian 12, Ubuntu 24.04; as root or with sudo.
#   PREFIX=/opt/foureyes integrations/install.sh     another place (default /usr/local)
set -eu
cd "$(dirname "$0")/.."
prefix=${PREFIX:-/usr/local}

integrations/install-packages.sh build
cmake --preset release -DFOUREYES_TESTS=OFF >/dev/null
cmake --build --preset release --target foureyes

if mkdir -p "$prefix/bin" 2>/dev/null && [ -w "$prefix/bin" ]; then as_root=; else as_root=sudo; fi
$as_root install -D -m 0755 build/release/bin/foureyes "$prefix/bin/foureyes"
"$prefix/bin/foureyes" --version
case ":$PATH:" in
  *":$prefix/bin:"*) ;;
  *) echo "Add $prefix/bin to your PATH." ;;
esac
