"""Rounds of cold loads, interleaved, and what was seen when."""

import collections
import statistics
import tempfile

from slow_network import browser, servers, tcp

PAGES = ("/", "/report", "/crisis", "/child-told-me", "/online-blackmail", "/grooming-signs")
SITES = {"Waymark": servers.WAYMARK, "usual build": servers.USUAL}
QUESTIONS = "/report"


def loads(round_number):
    """Each page of each site once, each round beginning with another; the two sites of a page one after the other."""
    first = round_number % len(PAGES)
    for path in PAGES[first:] + PAGES[:first]:
        names = list(SITES)
        for name in names if round_number % 2 == 0 else reversed(names):
            yield path, name


def cold(chromium, line, path, name, seed, watch):
    """One load. Both sites lose the same segments of their first connection, counted from its start."""
    network = line.begin(tcp.seeded(seed))
    seen = chromium.load(f"https://{SITES[name]}{path}", watch)
    assert seen["nextHopProtocol"] == "h2" and seen["connectEnd"] > seen["connectStart"], f"not cold, or not HTTP/2: {seen}"
    for thing in ("heading", "number"):
        assert seen.get(thing), f"{name} {path}: no {thing} came into view"
    # Nothing is readable or can be tapped before it is drawn.
    for thing in ("heading", "number", "question", "answer"):
        if seen.get(thing):
            seen[thing] = max(seen[thing], seen["paint"])
    seen |= {"bytes": network.bytes["down"], "connections": network.connections, "sent": network.sent, "lost": network.lost}
    return seen


def rounds(count, line, command, watch):
    """What was seen in each load, by page and site. Each round has a browser with an empty profile, each load a context of its own."""
    results = collections.defaultdict(list)
    for number in range(count):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            chromium = browser.Browser(command(profile))
            try:
                # A browser's own first page costs it what no reader's does: their browser is running.
                cold(chromium, line, PAGES[0], "Waymark", "first", watch)
                for path, name in loads(number):
                    results[path, name].append(cold(chromium, line, path, name, f"{number}{path}", watch))
            finally:
                chromium.close()
    return results


def median(seen, thing):
    return statistics.median(one[thing] for one in seen)


def cell(seen, thing):
    """The median in seconds, and the slowest."""
    return f"{median(seen, thing) / 1000:.2f} ({max(one[thing] for one in seen) / 1000:.2f})"


def table(results):
    print("Seconds from the tap on a link: medians, and the slowest round in brackets.\n")
    print("| page | readable text: Waymark | usual build | times | tappable number: Waymark | usual build | times | KB | usual build |")
    print("|---" + "|---:" * 8 + "|")
    for path in PAGES:
        ours, other = (results[path, name] for name in SITES)
        cells = []
        for thing in ("heading", "number"):
            times = [theirs[thing] / mine[thing] for mine, theirs in zip(ours, other, strict=True)]
            cells += [cell(ours, thing), cell(other, thing), f"{statistics.median(times):.1f}"]
        kilobytes = [f"{median(seen, 'bytes') / 1000:.0f}" for seen in (ours, other)]
        print(f"| `{path}` | {' | '.join(cells + kilobytes)} |")
    everything = [one for seen in results.values() for one in seen]
    sent, lost = (sum(one[thing] for one in everything) for thing in ("sent", "lost"))
    one_connection = sum(one["connections"] == 1 for one in everything)
    print(f"\n{lost} of {sent:,} segments lost ({100 * lost / sent:.2f} %), ", end="")
    print(f"{one_connection} of {len(everything)} loads over one connection.\n")


def questions(results):
    """When the first question is there, counted from the end of TLS."""
    limit = 2 * tcp.ROUND_TRIP * 1000
    print(f"`{QUESTIONS}` after TLS, ms (two round trips are {limit:.0f}):\n")
    print("| | median | quickest | slowest | within two round trips |\n|---|---:|---:|---:|---:|")
    for thing, what in [
        ("responseStart", "first byte"),
        ("paint", "first paint"),
        ("number", "999 can be tapped"),
        ("heading", "heading in view"),
        ("question", "first question in view"),
        ("answer", "first answer to it can be tapped"),
        ("responseEnd", "last byte"),
    ]:
        times = [one[thing] - one["connectEnd"] for one in results[QUESTIONS, "Waymark"]]
        within = sum(time <= limit for time in times)
        print(f"| {what} | {statistics.median(times):.0f} | {min(times):.0f} | {max(times):.0f} | {within} of {len(times)} |")
