"""That the proxy takes the time which the model gives on paper: plain downloads, without a loss, with one, and with one in a hundred."""

import itertools
import math
import socket
import statistics
import threading
import time

from slow_network import proxy, tcp

SIZES = (1_000, 14_000, 30_000, 60_000, 200_000)
REPEATS = 3
REQUEST = 8
# Of the first ten: the line is at rest when it is noticed, so that paper can say what it costs.
LOST_SEGMENT = 5


def line_time(size):
    return (size + tcp.HEADERS * math.ceil(size / tcp.SEGMENT)) / tcp.BYTES_A_SECOND


def on_paper(size):
    """A round trip to shake hands, one to ask and be answered, and what the line takes. Ten segments leave at once; the eleventh leaves
    when the first is acknowledged, and from then on the line is never at rest, as two windows or more take it longer than a round trip."""
    first = tcp.FIRST_WINDOW * tcp.SEGMENT
    answer = line_time(size)
    if size > first:
        answer = line_time(tcp.SEGMENT) + tcp.ROUND_TRIP + line_time(size - first)
    return 2 * tcp.ROUND_TRIP + line_time(REQUEST) + answer


def on_paper_with_a_loss(size):
    """The lost segment is sent again a round trip after it left, when all the others of the window have arrived."""
    assert (LOST_SEGMENT - 1) * tcp.SEGMENT < size <= tcp.FIRST_WINDOW * tcp.SEGMENT
    answer = LOST_SEGMENT * line_time(tcp.SEGMENT) + tcp.ROUND_TRIP + line_time(tcp.SEGMENT)
    return 2 * tcp.ROUND_TRIP + line_time(REQUEST) + answer


def one_loss(_connection, direction):
    lost = [LOST_SEGMENT] if direction == "down" else []
    return (number in lost for number in itertools.count(1))


def in_no_time(size, losses):
    """What the model says by itself, without sockets, clocks or a scheduler: when all has arrived, and how many segments were lost."""
    network = tcp.Network(losses)
    connection, arrived = network.connect(), []
    up = network.flow(connection, "up", lambda data, now: down.push(b"." * size, now))
    down = network.flow(connection, "down", lambda data, now: arrived.append(now))
    network.timeline.at(tcp.ROUND_TRIP, lambda now: up.push(b"." * REQUEST, now))
    network.timeline.run_until(math.inf)
    return arrived[-1], network.lost


def serve(port, kernel=proxy.KERNEL):
    """Answers a number in eight digits with so many bytes."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, kernel)
    listener.bind(("127.0.0.1", port))
    listener.listen()

    def run():
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client:
                client.sendall(bytes(int(client.recv(REQUEST))))

    threading.Thread(target=run, daemon=True).start()
    return listener


def download(port, size):
    begun, left = time.monotonic(), size
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(b"%08d" % size)
        while left:
            data = connection.recv(65_536)
            assert data, "the download ended early"
            left -= len(data)
        return time.monotonic() - begun


def measured(line, size, losses):
    times, lost = [], 0
    for _ in range(REPEATS):
        network = line.begin(losses)
        times.append(download(line.port, size))
        lost = network.lost
    return statistics.median(times), lost


def rows(line):
    for size in SIZES:
        yield "none", size, *measured(line, size, tcp.lossless), on_paper(size)
    size = SIZES[1]
    yield f"segment {LOST_SEGMENT}", size, *measured(line, size, one_loss), on_paper_with_a_loss(size)
    for size in SIZES:
        seeds = (tcp.seeded(seed) for seed in itertools.count())
        losses = next(losses for losses in seeds if in_no_time(size, losses)[1])
        yield "one in 100", size, *measured(line, size, losses), in_no_time(size, losses)[0]


def prove(port):
    """Prints the table; gives the largest difference in seconds."""
    listener, line = serve(port), proxy.Proxy(port + 1, port)
    print(f"Plain downloads through the proxy, ms (medians of {REPEATS}):\n")
    print("| loss | bytes | lost | measured | on paper | difference |\n|---|---:|---:|---:|---:|---:|")
    worst = 0
    for loss, size, took, lost, paper in rows(line):
        worst = max(worst, abs(took - paper))
        print(f"| {loss} | {size:,} | {lost} | {took * 1000:,.0f} | {paper * 1000:,.0f} | {(took - paper) * 1000:+,.0f} |", flush=True)
    line.close()
    listener.close()
    print()
    return worst
