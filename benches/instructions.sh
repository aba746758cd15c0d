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
cargo build --profile dist --features jemalloc --quiet
bench=$(cargo bench --features jemalloc --bench serve --no-run 2>&1 | sed -n 's/.*Executable.*(\(.*\))$/\1/p')
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The page, its head and its text as Waymark sends them.
"$target/dist/waymark" serve --listen 127.0.0.1:18480 --log-level warn >"$folder/ready" &
site=$!
until grep -q ready "$folder/ready"; do sleep 0.1; done
curl -s -D "$folder/head" -o "$folder/page" -H 'accept-encoding: br' http://127.0.0.1:18480/
curl -s -o "$folder/page.html" http://127.0.0.1:18480/
kill "$site"
wait "$site" || true
tr -d '\r' <"$folder/head" >"$folder/plain" && mv "$folder/plain" "$folder/head"

# count ADDRESS REQUESTS STATUS PART...: instructions of a server that answers so many requests, each with this status
count() {
    address=$1 requests=$2 status=$3
    shift 3
    valgrind --tool=callgrind --callgrind-out-file="$folder/out" "$bench" "$@" 2>"$folder/log" &
    server=$!
    until curl -s -o /dev/null "http://$address/"; do sleep 0.2; done
    codings="accept-encoding: gzip, deflate, br, zstd" header=
    if [ "$status" = 304 ]; then
        header="if-none-match: $(curl -s -I -H "$codings" "http://$address/" | tr -d '\r' | sed -n 's/^etag: //p')"
    fi
    said=$(curl -s -o /dev/null -w '%{http_code}' -H "$codings" ${header:+-H "$header"} "http://$address/")
    [ "$said" = "$status" ] || { echo "$address answers $said, not $status" >&2; exit 1; }
    "$bench" ask "$address" "$requests" "$codings" ${header:+"$header"}
    kill -TERM "$server"
    wait "$server" || true
    sed -n 's/^\(summary\|totals\): \([0-9]*\).*/\2/p' "$folder/out" | tail -n 1
}

# each NAME ADDRESS STATUS PART...
each() {
    name=$1 address=$2 status=$3
    shift 3
    one=$(count "$address" "$few" "$status" "$@")
    two=$(count "$address" "$many" "$status" "$@")
    echo "$name: $(((two - one) / (many - few))) instructions a request"
}

each "Waymark, whole page" 127.0.0.1:18481 200 one-page 127.0.0.1:18481 "$folder"
each "Waymark, 304" 127.0.0.1:18482 304 one-page 127.0.0.1:18482 "$folder"
each "bare hyper, headers of the content" 127.0.0.1:18483 200 bare 127.0.0.1:18483 "$folder" content-headers
each "bare hyper, the same headers" 127.0.0.1:18484 200 bare 127.0.0.1:18484 "$folder" same-headers
each "bare hyper, the same headers, 304" 127.0.0.1:18485 304 bare 127.0.0.1:18485 "$folder" same-headers
