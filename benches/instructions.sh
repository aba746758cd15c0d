#!/bin/sh
# User instructions a request, by callgrind: Waymark's server with one page, and bare hyper with the same page and headers.
#
# Each server answers two numbers of requests under valgrind; the difference is what the requests alone cost, whatever a start costs.
# Counts do not depend on what else the machine does. Needs valgrind; the page is the first page of the built-in site.
#
# usage: benches/instructions.sh [few] [many]
set -eu
few=${1:-2000}
many=${2:-12000}
cd "$(dirname "$0")/.."
target=$(cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
cargo build --release --quiet
bench=$(cargo bench --bench serve --no-run 2>&1 | sed -n 's/.*Executable.*(\(.*\))$/\1/p')
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The page, its head and its text as Waymark sends them.
"$target/release/waymark" serve --listen 127.0.0.1:18480 --log-level warn >"$folder/ready" &
site=$!
until grep -q ready "$folder/ready"; do sleep 0.1; done
curl -s -D "$folder/head" -o "$folder/page" -H 'accept-encoding: br' http://127.0.0.1:18480/
curl -s -o "$folder/page.html" http://127.0.0.1:18480/
kill "$site"
wait "$site" || true
tr -d '\r' <"$folder/head" >"$folder/plain" && mv "$folder/plain" "$folder/head"

# count ADDRESS REQUESTS HEADER PART...: instructions of a server that answers so many requests
count() {
    address=$1 requests=$2 header=$3
    shift 3
    valgrind --tool=callgrind --callgrind-out-file="$folder/out" "$bench" "$@" 2>"$folder/log" &
    server=$!
    until curl -s -o /dev/null "http://$address/"; do sleep 0.2; done
    "$bench" ask "$address" "$requests" "accept-encoding: gzip, deflate, br, zstd" ${header:+"$header"}
    kill -TERM "$server"
    wait "$server" || true
    sed -n 's/^\(summary\|totals\): \([0-9]*\).*/\2/p' "$folder/out" | tail -n 1
}

# each NAME ADDRESS HEADER PART...
each() {
    name=$1 address=$2 header=$3
    shift 3
    one=$(count "$address" "$few" "$header" "$@")
    two=$(count "$address" "$many" "$header" "$@")
    echo "$name: $(((two - one) / (many - few))) instructions a request"
}

tag=$(sed -n 's/^etag: //p' "$folder/head")
each "Waymark, whole page" 127.0.0.1:18481 "" one-page 127.0.0.1:18481 "$folder"
each "Waymark, 304" 127.0.0.1:18482 "if-none-match: $tag" one-page 127.0.0.1:18482 "$folder"
each "bare hyper, headers of the content" 127.0.0.1:18483 "" bare 127.0.0.1:18483 "$folder" content-headers
each "bare hyper, the same headers" 127.0.0.1:18484 "" bare 127.0.0.1:18484 "$folder" same-headers
