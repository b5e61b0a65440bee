#!/bin/sh
# Builds reference.cpp against the project's native libraries, with the headers of their release.
# Usage: build-reference.sh NATIVES_FOLDER OUTPUT; the folder is the one that holds libllama.
set -eu
natives=$1
out=$2
version=3.21.1
[ ! -x "$out" ] || exit 0
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
sources=${LLAMA_SOURCES:-}
if [ -z "$sources" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  # The sources travel in the npm package as a git bundle; only its tarball is fetched.
  (cd "$work" && npm pack --silent "node-llama-cpp@$version" >/dev/null)
  tar -xzf "$work"/node-llama-cpp-*.tgz -C "$work" package/llama/gitRelease.bundle
  git -c advice.detachedHead=false clone --quiet \
    "$work/package/llama/gitRelease.bundle" "$work/llama.cpp"
  sources=$work/llama.cpp
fi
ggml=$(find "$natives" -name 'libggml.*.so' | head -n 1)
llama=$(find "$natives" -name 'libllama.*.so' | head -n 1)
mkdir -p "$(dirname "$out")"
g++ -std=c++17 -O2 -I "$sources/include" -I "$sources/ggml/include" "$here/reference.cpp" \
  "$llama" "$ggml" "$natives/libggml-base.so" -Wl,-rpath,"$natives" -o "$out"
