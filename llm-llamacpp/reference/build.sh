#!/bin/sh
# Builds llama.cpp's own program `llama-completion`, unchanged, from the sources of the release
# whose libraries are installed, and links it to those libraries. The tests compare what it writes
# with what the engine here writes.
# Usage: build.sh NATIVES_FOLDER OUTPUT_FOLDER
set -eu
natives=$1
out=$2
version=3.21.1

if [ -x "$out/llama-completion" ]; then
  exit 0
fi
for tool in npm git g++ tar; do
  command -v "$tool" >/dev/null || {
    echo "The reference program needs \`$tool\`; install it." >&2
    exit 1
  }
done
mkdir -p "$out"
work=$(mktemp -d "$out/build.XXXXXX")
trap 'rm -rf "$work"' EXIT
# The sources travel in the npm package as a git bundle; only its tarball is fetched.
(cd "$work" && npm pack --silent "node-llama-cpp@$version" >/dev/null)
tar -xzf "$work"/node-llama-cpp-*.tgz -C "$work" package/llama/gitRelease.bundle
git -c advice.detachedHead=false clone --quiet \
  "$work/package/llama/gitRelease.bundle" "$work/llama.cpp"
source=$work/llama.cpp
ggml=$(find "$natives" -name 'libggml.*.so' | head -n 1)
llama=$(find "$natives" -name 'libllama.*.so' | head -n 1)
g++ -std=c++17 -O1 \
  -I "$source/include" -I "$source/ggml/include" -I "$source/common" -I "$source/vendor" \
  "$source"/tools/completion/*.cpp \
  "$natives/libllama-common.so" "$llama" "$ggml" "$natives/libggml-base.so" \
  -Wl,-rpath,"$natives" -o "$out/llama-completion.new"
mv "$out/llama-completion.new" "$out/llama-completion"
