#!/bin/bash
# A software bill of materials of the program, in CycloneDX JSON: target/waymark.cdx.json. Needs cargo-cyclonedx (installed if missing).
set -euo pipefail
cd "$(dirname "$0")/.."
cargo cyclonedx --version >/dev/null 2>&1 || cargo install --locked cargo-cyclonedx
cargo cyclonedx --format json --override-filename waymark.cdx
mkdir -p target
mv waymark.cdx.json target/
echo "target/waymark.cdx.json"
