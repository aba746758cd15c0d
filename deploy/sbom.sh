#!/bin/bash
# A software bill of materials of the program, in CycloneDX JSON: target/waymark.cdx.json. Needs cargo-cyclonedx (installed if missing).
set -euo pipefail
cd "$(dirname "$0")/.."
cargo cyclonedx --version >/dev/null 2>&1 || cargo install --locked cargo-cyclonedx
cargo cyclonedx --format json --describe binaries --override-filename waymark.cdx --no-build-deps >/dev/null 2>&1 \
  || cargo cyclonedx --format json --override-filename waymark.cdx
mkdir -p target
mv ./*.cdx.json target/waymark.cdx.json 2>/dev/null || mv ./waymark.cdx*.json target/waymark.cdx.json
echo "target/waymark.cdx.json"
