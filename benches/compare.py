#!/usr/bin/env python3
"""How often other engines put the right page first: the same pages, the same queries, one run.

    cargo bench --bench search -- --write target/compare.json
    npm install --prefix .tools pagefind
    python3 benches/compare.py target/compare.json

SQLite FTS5 has the Porter stemmer and the weights of src/search/weights.rs; any word of a query may match. Pagefind has its own
stemmer and ranking, and is asked over loopback, as a browser would ask it. Each is given the text of the pages alone, and then the
common questions of content/search.toml as well. Neither is given the phrases for despair, danger and people under 18.
"""

import collections
import functools
import html
import http.server
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading

TOOLS = pathlib.Path(__file__).resolve().parent.parent / ".tools"
INDEX = """
import { createIndex, close } from "pagefind";
import { readFileSync } from "node:fs";
const { index } = await createIndex({});
for (const page of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const { errors } = await index.addHTMLFile(page);
  if (errors.length) throw new Error(errors.join("; "));
}
await index.writeFiles({ outputPath: process.argv[3] });
await close();
"""
ASK = """
import { readFileSync } from "node:fs";
const [, , queries, folder, base] = process.argv;
const get = globalThis.fetch;
globalThis.fetch = (address, options) => get(new URL(address, base), options);
const { createInstance } = await import(folder + "/pagefind.js");
const pagefind = createInstance({ basePath: "/", baseUrl: "/", primary: true, language: "en", noWorker: true });
await pagefind.init("en");
const answers = [];
for (const words of JSON.parse(readFileSync(queries, "utf8"))) {
  const found = await pagefind.search(words);
  const data = await Promise.all(found.results.slice(0, 3).map((result) => result.data()));
  answers.push(data.map((page) => page.raw_url ?? page.url));
}
console.log(JSON.stringify(answers));
process.exit(0);
"""


def fts5(entries, queries, with_questions):
    base = sqlite3.connect(":memory:")
    base.execute(
        "create virtual table page using fts5(path unindexed, title, called, summary, body, questions,"
        " tokenize='porter unicode61')"
    )
    for page in entries:
        questions = page["questions"] if with_questions else ""
        row = (page["path"], page["title"], page["called"], page["summary"], page["body"], questions)
        base.execute("insert into page values (?, ?, ?, ?, ?, ?)", row)
    answers = []
    for words in queries:
        terms = " OR ".join(f'"{term}"' for term in re.findall(r"\w+", words))
        ask = "select path from page where page match ? order by bm25(page, 0, 3.0, 3.0, 2.0, 0.5, 3.0) limit 3"
        answers.append([path for (path,) in base.execute(ask, (terms,))] if terms else [])
    return answers


def as_html(page, with_questions):
    text = html.escape
    questions = f"<p>{text(page['questions'])}</p>" if with_questions else ""
    return (
        f"<!doctype html><html lang=en><head><title>{text(page['title'])}</title></head><body><main>"
        f"<h1>{text(page['title'])}</h1><h2>{text(page['called'])}</h2><h3>{text(page['summary'])}</h3>"
        f"{questions}<p>{text(page['body'])}</p></main></body></html>"
    )


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def pagefind(entries, queries, with_questions):
    with tempfile.TemporaryDirectory(dir=TOOLS) as name:
        folder = pathlib.Path(name)
        pages = [{"url": page["path"], "content": as_html(page, with_questions)} for page in entries]
        (folder / "pages.json").write_text(json.dumps(pages))
        (folder / "queries.json").write_text(json.dumps(queries))
        (folder / "index.mjs").write_text(INDEX)
        (folder / "ask.mjs").write_text(ASK)
        (folder / "package.json").write_text('{"type":"module"}')
        run = functools.partial(subprocess.run, cwd=folder, check=True, capture_output=True, text=True)
        run(["node", "index.mjs", "pages.json", "found"])
        handler = functools.partial(Quiet, directory=folder / "found")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            base = f"http://127.0.0.1:{server.server_port}/"
            done = run(["node", "ask.mjs", "queries.json", str(folder / "found"), base])
        except subprocess.CalledProcessError as fault:
            sys.exit(f"pagefind: {fault.stderr}")
        finally:
            server.shutdown()
        return json.loads(done.stdout.splitlines()[-1])


def main():
    data = json.loads(pathlib.Path(sys.argv[1]).read_text())
    queries = [query["words"] for query in data["queries"]]
    engines = {"ours": [query["ours"] for query in data["queries"]]}
    for name, engine in (("SQLite FTS5", fts5), ("Pagefind", pagefind)):
        engines[f"{name}, page text"] = engine(data["entries"], queries, False)
        engines[f"{name}, and questions"] = engine(data["entries"], queries, True)
    sets = list(dict.fromkeys(query["set"] for query in data["queries"]))
    print("| first / first three | " + " | ".join(sets) + " | all |")
    print("|---" * (len(sets) + 2) + "|")
    for name, answers in engines.items():
        first, three, count = (collections.Counter() for _ in range(3))
        for query, found in zip(data["queries"], answers, strict=True):
            for key in (query["set"], "all"):
                count[key] += 1
                first[key] += found[:1] != [] and found[0] in query["right"]
                three[key] += any(path in query["right"] for path in found[:3])
        cells = [f"{first[key]} / {three[key]} of {count[key]}" for key in (*sets, "all")]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
