"""A line as slow as tcp.py says between two ports of this machine.

On a loopback the kernel itself shakes hands, at once. So the first bytes of a client wait for a round trip, as if its handshake took that.
"""

import asyncio
import functools
import socket
import threading

from slow_network import tcp

# What the kernel may hold beside the model's own buffer: little, because a server chooses what to send when its buffer has room.
KERNEL = 16_384


class Proxy:
    """Runs in a thread of its own until it is closed."""

    def __init__(self, port, target):
        self.port, self.target = port, target
        self.loop = asyncio.new_event_loop()
        self.network = tcp.Network(tcp.lossless)
        self.alarms = {}
        self.tasks = set()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.server = self.do(asyncio.start_server(self.accept, "127.0.0.1", port))

    def do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def begin(self, losses):
        """An empty line, and connections counted from one."""

        async def replace():
            self.network = tcp.Network(losses)
            return self.network

        return self.do(replace())

    def close(self):
        async def end():
            self.server.close()
            for task in self.tasks:
                task.cancel()
            await asyncio.gather(*self.tasks, return_exceptions=True)

        self.do(end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    async def accept(self, reader, writer):
        task = asyncio.current_task()
        self.tasks.add(task)
        network, opened = self.network, self.loop.time() + tcp.ROUND_TRIP
        far = None
        try:
            far_reader, far = await self.connect()
            connection = network.connect()
            up = network.flow(connection, "up", functools.partial(give, far))
            down = network.flow(connection, "down", functools.partial(give, writer))
            await asyncio.gather(self.pump(network, reader, up, opened), self.pump(network, far_reader, down, opened))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self.tasks.discard(task)
            writer.close()
            if far:
                far.close()

    async def connect(self):
        far = socket.socket()
        # Before it connects; afterwards the kernel would have offered more.
        far.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, KERNEL)
        far.setblocking(False)
        await self.loop.sock_connect(far, ("127.0.0.1", self.target))
        return await asyncio.open_connection(sock=far, limit=KERNEL)

    async def pump(self, network, reader, flow, opened):
        """Feeds what is read into a flow, no faster than the sender's buffer takes it, until both have ended."""
        room, ended = asyncio.Event(), asyncio.Event()
        deliver = flow.deliver
        flow.deliver = lambda data, now: (deliver(data, now), ended.set() if data is None else None)
        flow.on_room = room.set
        while data := await reader.read(KERNEL):
            network.timeline.at(max(self.loop.time(), opened), functools.partial(flow.push, data))
            self.run(network)
            while not flow.has_room():
                room.clear()
                await room.wait()
        network.timeline.at(max(self.loop.time(), opened), flow.close)
        self.run(network)
        await ended.wait()

    def run(self, network):
        network.timeline.run_until(self.loop.time())
        if network in self.alarms:
            self.alarms.pop(network).cancel()
        if network.timeline.events:
            self.alarms[network] = self.loop.call_at(network.timeline.events[0][0], self.run, network)


def give(writer, data, _now):
    if writer.is_closing():
        return
    if data is None:
        writer.write_eof()
    else:
        writer.write(data)
