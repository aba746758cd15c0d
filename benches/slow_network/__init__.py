"""The parts of benches/slow_network.py.

tcp      how TCP sends bytes over a slow line, in the time of whoever drives it
proxy    a line as slow as that between two ports of this machine
proof    that the proxy takes the time which the model gives on paper
servers  Waymark behind the front of deploy/, and the usual build beside it
usual    a page of the usual public-sector build with the words of one of Waymark's
browser  headless Chromium over its DevTools protocol
measure  rounds of cold loads, and what was seen when
"""
