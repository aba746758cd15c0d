"""How TCP sends bytes over a slow line, in the time of whoever drives it: the proxy in real time, the proof in none.

Each direction of a connection has a congestion window: ten segments at first, one more for each that is acknowledged (so it doubles each
round trip), half of it after a loss, and from then on one more each round trip, as Reno does. As in Linux, it grows only while it is used.
All connections share one line each way. A lost segment is sent again a round trip after it left; a real sender, which waits for a timer
when the last of its segments are lost, is slower. Acknowledgements wait in no queue and are never lost.
"""

import collections
import heapq
import itertools
import random

ROUND_TRIP = 0.4
ONE_WAY = ROUND_TRIP / 2
BYTES_A_SECOND = 50_000
LOST = 0.01
SEGMENT = 1_460
HEADERS = 40
FIRST_WINDOW = 10
SMALLEST_WINDOW = 2
QUEUE = 64 * (SEGMENT + HEADERS)


class Timeline:
    """What happens when. An event is told its own time, not that of whoever comes late to it, so that lateness does not add up."""

    def __init__(self):
        self.events = []
        self.count = itertools.count()

    def at(self, time, do):
        heapq.heappush(self.events, (time, next(self.count), do))

    def run_until(self, now):
        while self.events and self.events[0][0] <= now:
            time, _, do = heapq.heappop(self.events)
            do(time)


class Line:
    """One direction of the bottleneck: packets leave one after another, and a queue of limited length holds those that wait."""

    def __init__(self):
        self.free_at = 0.0

    def carry(self, size, now):
        """When a packet has left, or would have left, and whether the queue took it."""
        start = max(now, self.free_at)
        if (start - now) * BYTES_A_SECOND > QUEUE:
            return start, False
        self.free_at = start + size / BYTES_A_SECOND
        return self.free_at, True


class Network:
    """A line each way, and all that goes over it. `losses` gives for a connection and a direction which segments are lost."""

    def __init__(self, losses):
        self.timeline = Timeline()
        self.lines = {"up": Line(), "down": Line()}
        self.losses = losses
        self.sent = self.lost = self.connections = 0
        self.bytes = {"up": 0, "down": 0}

    def connect(self):
        self.connections += 1
        return self.connections

    def flow(self, connection, direction, deliver):
        return Flow(self, direction, self.losses(connection, direction), deliver)


def seeded(seed):
    """One segment in a hundred is lost, the same ones for the same seed."""

    def losses(connection, direction):
        chance = random.Random(f"{seed}/{connection}/{direction}")
        while True:
            yield chance.random() < LOST

    return losses


def lossless(_connection, _direction):
    return itertools.repeat(False)


class Flow:
    """One direction of one connection. `deliver` is given bytes in order as they arrive, and None at their end."""

    def __init__(self, network, direction, losses, deliver):
        self.network, self.line, self.losses, self.deliver = network, network.lines[direction], losses, deliver
        self.direction = direction
        self.on_room = lambda: None
        self.unsent, self.is_closed = bytearray(), False
        self.window, self.threshold = float(FIRST_WINDOW), float("inf")
        self.in_flight = self.sent = self.acknowledged = 0
        # The most that was in flight since segment `mark`, and whether that filled the window.
        self.most, self.mark, self.is_limited = 0, 0, False
        # Losses among the segments up to this one are one event: the window has been halved for them.
        self.recovering = 0
        self.again = collections.deque()
        self.made, self.expected, self.early = 0, 0, {}

    def push(self, data, now):
        self.unsent += data
        self.send(now)

    def close(self, now):
        self.is_closed = True
        self.end_if_all_arrived(now)

    def has_room(self):
        """Whether the sender's buffer takes more: Linux lets it hold two windows, what is in flight among it."""
        return len(self.unsent) / SEGMENT + self.in_flight + 1 <= 2 * self.window

    def send(self, now):
        while self.in_flight < int(self.window) and (self.again or self.unsent):
            if self.again:
                self.transmit(*self.again.popleft(), now)
            else:
                data = bytes(self.unsent[:SEGMENT])
                del self.unsent[:SEGMENT]
                self.transmit(self.made, data, now)
                self.made += 1
        is_limited = self.in_flight >= int(self.window)
        if is_limited or self.in_flight > self.most or self.acknowledged >= self.mark:
            self.most, self.mark, self.is_limited = self.in_flight, self.sent, is_limited

    def transmit(self, index, data, now):
        network, at = self.network, self.network.timeline.at
        self.in_flight += 1
        self.sent += 1
        number = self.sent
        left, is_taken = self.line.carry(len(data) + HEADERS, now)
        is_lost = next(self.losses) or not is_taken
        network.sent += 1
        network.lost += is_lost
        if is_lost:
            at(left + ROUND_TRIP, lambda time: self.lose(index, data, number, time))
        else:
            at(left + ONE_WAY, lambda time: self.arrive(index, data, time))
            at(left + ROUND_TRIP, lambda time: self.acknowledge(number, time))

    def arrive(self, index, data, now):
        self.early[index] = data
        while self.expected in self.early:
            data = self.early.pop(self.expected)
            self.expected += 1
            self.network.bytes[self.direction] += len(data)
            self.deliver(data, now)
        self.end_if_all_arrived(now)

    def end_if_all_arrived(self, now):
        if self.is_closed and not self.unsent and self.expected == self.made:
            self.deliver(None, now)

    def acknowledge(self, number, now):
        self.in_flight -= 1
        self.acknowledged = max(self.acknowledged, number)
        if self.window < self.threshold:
            self.window += 1 if self.window < 2 * self.most else 0
        elif self.is_limited:
            self.window += 1 / self.window
        self.send(now)
        self.on_room()

    def lose(self, index, data, number, now):
        self.in_flight -= 1
        if number > self.recovering:
            self.window = self.threshold = max(SMALLEST_WINDOW, self.window / 2)
            self.recovering = self.sent
        self.again.append((index, data))
        self.send(now)
