"""Waymark behind the front of deploy/nginx/front.conf, and the usual build served by the same nginx."""

import base64
import contextlib
import hashlib
import pathlib
import re
import subprocess
import time
import urllib.error
import urllib.request

from slow_network import usual

FRONT = pathlib.Path(__file__).resolve().parents[2] / "deploy/nginx/front.conf"
WAYMARK, USUAL = "waymark.example", "usual.example"
PATIENCE = 60
# A server's kernel on a real line holds about two windows; on a loopback it would hold megabytes.
KERNEL = "sndbuf=16k"
HTTP = """pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
# One process, which can read what is made for the run and ends with it.
daemon off;
master_process off;
events {{ }}
http {{
types {{ text/html html; text/css css; text/javascript js; image/png png; font/woff2 woff2; }}
client_body_temp_path {folder}/temp; proxy_temp_path {folder}/temp; fastcgi_temp_path {folder}/temp;
uwsgi_temp_path {folder}/temp; scgi_temp_path {folder}/temp;
{front}
server {{
    listen 127.0.0.1:{port} ssl http2;
    server_name {usual};
    ssl_certificate {folder}/fullchain.pem;
    ssl_certificate_key {folder}/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_tickets off;
    ssl_buffer_size 16k;
    access_log off;
    root {folder}/usual;
    gzip on;
    gzip_comp_level 6;
    gzip_types text/css text/javascript;
    location = / {{ try_files /index.html =404; }}
    location / {{ try_files $uri $uri.html =404; }}
}}
}}
"""


def front(folder, ports, records):
    """The front as it is given to operators, with this run's ports and places, and with TLS records of another size if one is asked for."""
    text = "\n".join(line for line in FRONT.read_text().splitlines() if "[::]" not in line)
    for old, new in [
        ("/etc/letsencrypt/live/waymark.example", str(folder)),
        ("/var/cache/nginx", str(folder)),
        ("/var/log/nginx", str(folder)),
        ("server 127.0.0.1:8080;", f"server 127.0.0.1:{ports.waymark};"),
        ("listen 80;", f"listen 127.0.0.1:{ports.plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{ports.secure} ssl http2 {KERNEL};"),
    ]:
        assert old in text, f"{FRONT.name} has no {old}"
        text = text.replace(old, new)
    if records:
        text = re.sub(r"^ *ssl_buffer_size .*\n", "", text, flags=re.MULTILINE) + f"\nssl_buffer_size {records};"
    return text


def certificate(openssl, folder):
    """Makes one for both names; gives the hash of its key, which a browser can be told to trust."""
    key, chain = folder / "privkey.pem", folder / "fullchain.pem"
    make = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", f"/CN={WAYMARK}", "-addext", f"subjectAltName=DNS:{WAYMARK},DNS:{USUAL}"]
    subprocess.run([*make, *names, "-keyout", key, "-out", chain], check=True, capture_output=True)
    shown = subprocess.run([openssl, "pkey", "-in", key, "-pubout", "-outform", "DER"], check=True, capture_output=True)
    return base64.b64encode(hashlib.sha256(shown.stdout).digest()).decode()


def get(port, path, coding=""):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"accept-encoding": coding})
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer.read()


def until(holds, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError, urllib.error.URLError):
            if holds():
                return
        time.sleep(0.1)
    raise SystemExit(f"{what} in {PATIENCE} s")


@contextlib.contextmanager
def running(*command):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def both(programs, folder, paths, ports, records):
    """Runs both sites on `ports.secure`; gives the hash of their key."""
    with contextlib.ExitStack() as stack:
        listen = ["--listen", f"127.0.0.1:{ports.waymark}", "--log-level", "warn"]
        stack.enter_context(running(programs.waymark, "serve", *listen))
        until(lambda: get(ports.waymark, "/report"), "Waymark did not answer")
        # A page is sent smaller once the best compression is done; until then there is nothing fair to measure.
        first = len(get(ports.waymark, "/report", "br"))
        until(lambda: len(get(ports.waymark, "/report", "br")) < first, "the best compression was not done")
        usual.write(folder / "usual", {path: get(ports.waymark, path).decode() for path in paths})
        key = certificate(programs.openssl, folder)
        text = front(folder, ports, records)
        (folder / "nginx.conf").write_text(HTTP.format(folder=folder, front=text, port=ports.secure, usual=USUAL))
        stack.enter_context(running(programs.nginx, "-e", str(folder / "nginx.log"), "-c", str(folder / "nginx.conf")))
        until(lambda: answers(ports.plain), "nginx did not answer")
        yield key


def answers(port):
    try:
        get(port, "/")
    except urllib.error.HTTPError as fault:
        return fault.code < 500
    except urllib.error.URLError as fault:
        # It sends to a name that is nobody's.
        return not isinstance(fault.reason, ConnectionRefusedError)
    return True
