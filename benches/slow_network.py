#!/usr/bin/env python3
"""How soon a page can be read, and a number tapped, on a slow line: Waymark and a page of the usual build with the same words.

    cargo build --profile dist --features jemalloc
    benches/slow_network.py

A round trip takes 400 ms, the line carries 50 KB/s, and one segment in a hundred is lost, with TCP's windows (slow_network/tcp.py says
how). Needs nginx, chromium and openssl, and a built program. First the proxy is proved against paper. Takes ten minutes.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile
import types

from slow_network import browser, measure, proof, proxy, servers

ROOT = pathlib.Path(__file__).resolve().parent.parent
WATCH = ROOT / "benches/slow_network/watch.js"
# Milliseconds of a scheduler; a segment takes 30.
TRUSTED = 0.02


def wishes():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "target/dist/waymark", help="Waymark (default: target/dist/waymark)")
    parser.add_argument("--rounds", type=int, default=9, help="cold loads of each page of each site (default: 9)")
    parser.add_argument("--port", type=int, default=18490, help="the first of six free ports (default: 18490)")
    parser.add_argument("--records", metavar="SIZE", help="what nginx puts into one TLS record at most (default: as the front says)")
    return parser.parse_args()


def needed(program):
    """The programs, by what they are called on this machine."""
    found = {"waymark": program if program.is_file() else None}
    for name, others in {"nginx": ["/usr/sbin/nginx"], "openssl": [], "chromium": ["chromium-browser", "google-chrome"]}.items():
        found[name] = next(filter(None, map(shutil.which, [name, *others])), None)
    missing = [name for name, path in found.items() if path is None]
    if missing:
        sys.exit(f"not found: {', '.join(missing)} (Waymark: cargo build --profile dist, or --program)")
    return types.SimpleNamespace(**found)


def main():
    wish = wishes()
    programs = needed(wish.program)
    places = ("waymark", "secure", "plain", "line", "downloads", "slow_downloads")
    ports = types.SimpleNamespace(**{place: wish.port + number for number, place in enumerate(places)})
    if proof.prove(ports.downloads) > TRUSTED:
        sys.exit(f"the proxy is more than {TRUSTED * 1000:.0f} ms from paper: is this machine busy?")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with servers.both(programs, folder, measure.PAGES, ports, wish.records) as key:
            line = proxy.Proxy(ports.line, ports.secure)

            def command(profile):
                return browser.arguments(programs.chromium, profile, measure.SITES.values(), ports.line, key)

            try:
                results = measure.rounds(wish.rounds, line, command, WATCH.read_text())
            finally:
                line.close()
    measure.table(results)
    measure.questions(results)


if __name__ == "__main__":
    main()
