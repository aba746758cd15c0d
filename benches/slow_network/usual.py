"""A page of the usual public-sector build with the words of one of Waymark's: a style sheet, two fonts, a script and a banner beside it.

Sheet, script and fonts are as large as those of GOV.UK Frontend 6.6.0, which is among the lightest; the fonts behave as its do
(`font-display: fallback`). What is made here is no font, which the browser finds out when it has it whole, as late as it would use it.
"""

import gzip
import random
import re
import struct
import zlib

SHEET, SHEET_PACKED = 136_350, 16_180
SCRIPT, SCRIPT_PACKED = 46_777, 11_418
FONTS = {"light": 33_382, "bold": 31_480}
BANNER_WIDTH, BANNER_HEIGHT = 390, 154
STYLE = """
@font-face{font-family:"Usual";src:url(/light.woff2) format("woff2");font-weight:400;font-display:fallback}
@font-face{font-family:"Usual";src:url(/bold.woff2) format("woff2");font-weight:700;font-display:fallback}
body{margin:0;font:1.1rem/1.4 "Usual",arial,sans-serif;color:#0b0c0c}
.wrap{max-width:32rem;margin:0 auto;padding:0 15px}
.bar{background:#0b0c0c}.bar a{color:#fff;margin-right:1rem;line-height:44px}
.menu ul{display:flex;flex-wrap:wrap;gap:0 1rem;margin:0;padding:0;list-style:none}
.banner{display:block;width:100%;height:auto}
h1{font-size:1.9rem;line-height:1.1;margin:1rem 0}
.outcome,.skip{display:none}.brand svg{width:32px;vertical-align:middle}
"""
RULE = ".usual-part-{0}__item--{1}{{display:block;margin:0 0 {1}px;padding:{0}px 15px;border:1px solid #b1b4b6;font-weight:400}}\n"
FUNCTION = 'function part{0}(root){{for(var one of root.querySelectorAll("[data-part-{1}]"))one.hidden=false}}\n'


def noise(size, name):
    return random.Random(name).randbytes(size)


def text(start, pattern, size, packed):
    """Rules or functions up to a size, and a remark that does not pack, so that the whole packs to another."""

    def whole(digits):
        end = f"/*{noise(digits // 2 + 1, pattern).hex()[:digits]}*/\n"
        count = (size - len(start) - len(end)) // len(pattern.format(10, 100))
        body = start + "".join(pattern.format(number % 97, number % 983) for number in range(count))
        return (body.ljust(size - len(end)) + end).encode()

    low, high = 0, 2 * packed
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if len(gzip.compress(whole(middle), 6)) < packed else (low, middle)
    return whole(low)


def banner():
    """A picture of noise, which packs no better than a photograph."""
    rows = b"".join(b"\0" + noise(BANNER_WIDTH, row) for row in range(BANNER_HEIGHT))
    head = struct.pack(">IIBBBBB", BANNER_WIDTH, BANNER_HEIGHT, 8, 0, 0, 0, 0)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def page(waymark):
    """Waymark's page without its style and script, and with the tags of the usual build."""
    plain = re.sub(r"<(style|script)\b.*?</\1>", "", waymark, flags=re.DOTALL)
    picture = f'<img class="banner" src="/banner.png" width="{BANNER_WIDTH}" height="{BANNER_HEIGHT}" alt="">'
    for place, tag in [
        ("</head>", '<link rel="stylesheet" href="/usual.css">\n</head>'),
        ("</header>", f"</header>\n{picture}"),
        ("</body>", '<script type="module" src="/usual.js"></script>\n</body>'),
    ]:
        assert plain.count(place) == 1, f"{place} is there {plain.count(place)} times"
        plain = plain.replace(place, tag)
    return plain


def write(folder, pages):
    """Writes a site from the text of Waymark's pages by their paths."""
    folder.mkdir()
    for path, waymark in pages.items():
        (folder / f"{path.strip('/') or 'index'}.html").write_text(page(waymark))
    (folder / "usual.css").write_bytes(text(STYLE, RULE, SHEET, SHEET_PACKED))
    (folder / "usual.js").write_bytes(text("", FUNCTION, SCRIPT, SCRIPT_PACKED))
    (folder / "banner.png").write_bytes(banner())
    for name, size in FONTS.items():
        (folder / f"{name}.woff2").write_bytes(noise(size, name))
