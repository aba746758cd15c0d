"""Headless Chromium over its DevTools protocol, by the pipe it offers: messages of JSON, each ended by a zero byte."""

import contextlib
import fcntl
import itertools
import json
import os
import select
import subprocess
import sys
import time

WIDTH, HEIGHT = 390, 844
# Chromium looks for its ends of the pipe under the numbers 3 and 4.
RENUMBER = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
PATIENCE = 90


def arguments(program, profile, names, port, key):
    """No request may go elsewhere: every name but those two is unknown."""
    known = ",".join(f"MAP {name}:443 127.0.0.1:{port}" for name in names)
    return [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        f"--host-resolver-rules={known},MAP * ~NOTFOUND",
        f"--ignore-certificate-errors-spki-list={key}",
        f"--user-data-dir={profile}",
        "--remote-debugging-pipe",
        "about:blank",
    ]


class Browser:
    def __init__(self, command):
        out_end, self.ours_out = os.pipe()
        self.ours_in, in_end = os.pipe()
        # Out of the way of the two numbers that they get in the end.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (out_end, in_end)]
        start = [sys.executable, "-c", RENUMBER, *map(str, ends), *command]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(start, pass_fds=ends, stdin=quiet, stdout=quiet, stderr=quiet)
        for end in (out_end, in_end, *ends):
            os.close(end)
        self.numbers, self.rest = itertools.count(1), b""

    def call(self, method, session=None, **parameters):
        """Sends a command and gives its result; what else comes meanwhile is not needed."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.ours_out, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + PATIENCE
        while True:
            answer = self.read(end)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def read(self, end):
        while b"\0" not in self.rest:
            if not select.select([self.ours_in], [], [], max(0, end - time.monotonic()))[0]:
                raise TimeoutError("Chromium does not answer")
            data = os.read(self.ours_in, 1 << 16)
            if not data:
                raise RuntimeError("Chromium has ended")
            self.rest += data
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def load(self, address, watch):
        """Opens an address in a window that knows nothing of any before, and gives what `watch` promises there."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        try:
            target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
            session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": True}
            self.call("Emulation.setDeviceMetricsOverride", session, **size)
            self.call("Page.enable", session)
            self.call("Page.addScriptToEvaluateOnNewDocument", session, source=watch)
            fault = self.call("Page.navigate", session, url=address).get("errorText")
            assert not fault, f"{address}: {fault}"
            seen = {"expression": "watched", "awaitPromise": True, "returnByValue": True}
            return self.call("Runtime.evaluate", session, **seen)["result"]["value"]
        finally:
            self.call("Target.disposeBrowserContext", browserContextId=context)

    def close(self):
        with contextlib.suppress(Exception):
            self.call("Browser.close")
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.ours_in), os.close(self.ours_out)
