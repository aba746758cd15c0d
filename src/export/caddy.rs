//! Configuration for Caddy: `caddy/waymark.caddy`, a snippet to import, and `Caddyfile`, which serves it on port 80.
//!
//! Takes the plan, gives files. Files are chosen here and not by `precompressed`, because Caddy's own tags and lengths differ from the
//! server's; every header is set as the answer leaves (`defer`). It does not know what any page says.

use std::fmt::Write as _;
use std::path::Path;

use http::HeaderMap;
use http::header::{ACCEPT_RANGES, CONTENT_ENCODING, ETAG, VARY};

use super::ExportError;
use super::header_table::{self, HeaderSource};
use super::plan::{ERRORS, ExportPlan, File, METHODS, MovedWithQuery, Prepared, SITE, by_wish, file_in};
use crate::render::document::MediaType;
use crate::snapshot::address::{is_closing, is_opening, marks};
use crate::snapshot::{Coding, Resource, policy};

/// The path as sent, whatever was made of it since.
const SENT: &str = "{http.request.orig_uri.path}";

pub(super) fn files(plan: &ExportPlan<'_>, serve_from: &Path) -> Result<Vec<File>, ExportError> {
    let base = serve_from.to_string_lossy();
    let joined = format!(
        "# Put your address in place of `:80`, and Caddy brings TLS and HTTP/2.\n\
         # Of faults, those of a request are left out: they would say who read what.\n{{\n\tlog default {{\n\t\texclude http.log.error\n\t}}\n}}\nimport {}\n:80 {{\n\timport waymark\n}}\n",
        quoted(&format!("{base}/caddy/waymark.caddy"))?
    );
    Ok(vec![File::text("Caddyfile", joined), File::text("caddy/waymark.caddy", snippet(plan, &base)?)])
}

/// What a client can read, and requests that a file server would answer by itself and otherwise.
const ASKED: &str = r"# Written by `waymark export`. Import this file, then `import waymark` in a site.
(waymark) {
route {
	header -Server
	map {http.request.header.Accept-Encoding} {waymark_wish} {
		~(?i)(?:^|,)\s*(?:br|\*)\s*(?:;\s*q=(?:1(?:\.0*)?|0?\.\d*[1-9]\d*)\s*)?(?:,|$) br
		~(?i)(?:^|,)\s*gzip\s*(?:;\s*q=(?:1(?:\.0*)?|0?\.\d*[1-9]\d*)\s*)?(?:,|$) gzip
		default as_it_is
	}
";

fn snippet(plan: &ExportPlan<'_>, base: &str) -> Result<String, ExportError> {
    let mut text = ASKED.to_owned();
    let kinds = plan.pages.iter().map(|page| (page.address.to_owned(), "text".to_owned()));
    let moved = plan.moved.iter().map(|(from, redirect)| ((*from).to_owned(), redirect.status.as_u16().to_string()));
    let gone = plan.gone.iter().map(|from| ((*from).to_owned(), "gone".to_owned()));
    map(&mut text, SENT, "kind", "none", kinds.chain(moved).chain(gone))?;
    let to =
        plan.moved.iter().map(|(from, redirect)| ((*from).to_owned(), redirect.location.to_str().unwrap_or_default().to_owned()));
    map(&mut text, SENT, "to", "none", to)?;
    let held = plan.pages.iter().flat_map(|page| held(page.address, &page.file, page.resource));
    map(&mut text, &format!("{{waymark_wish}}:{SENT}"), "file", "none", held)?;
    map(&mut text, SENT, "meant", "none", meant(plan))?;
    by_query(&mut text, plan)?;
    texts(&mut text, plan, base)?;
    redirects(&mut text, plan)?;
    for (kind, status) in [("gone", 410), ("none", 404)] {
        if let Some(page) = plan.prepared(status) {
            let _ = writeln!(text, "\t@{kind} vars {{waymark_kind}} {kind}\n\troute @{kind} {{");
            prepared(&mut text, page, base)?;
            text.push_str("\t}\n");
        }
    }
    text.push_str("}\n}\n");
    Ok(text)
}

/// How each address may be misspelt: capitals, doubled slashes, a slash or closing marks at the end.
fn meant(plan: &ExportPlan<'_>) -> impl Iterator<Item = (String, String)> {
    let addresses = plan.pages.iter().map(|page| page.address).chain(plan.moved.keys().copied());
    let marks = Marks::all();
    addresses.map(move |address| (format!("~{}$", marks.around(address)), address.to_owned()))
}

/// What may have been copied along with an address, as classes of a regular expression. A brace means something else to Caddy, so that no
/// sign beyond the first 256 can be written by its number.
struct Marks {
    opening: String,
    closing: String,
}

impl Marks {
    fn all() -> Self {
        Self { opening: class(marks(is_opening)), closing: class(marks(is_closing)) }
    }

    fn around(&self, address: &str) -> String {
        let Self { opening, closing } = self;
        let pattern = address.trim_start_matches('/').replace('.', r"\.").replace('/', "/+");
        format!("^(?i:/{opening}*{pattern}{closing}*(?:[\\x27\u{2019}]s{closing}*)?)")
    }
}

fn class(signs: impl Iterator<Item = char>) -> String {
    let signs: Vec<char> = signs.collect();
    let written = |sign: char| u8::try_from(sign).map_or_else(|_| sign.to_string(), |byte| format!("\\x{byte:02X}"));
    let runs = signs.chunk_by(|one, next| u32::from(*one) + 1 == u32::from(*next));
    let runs = runs.map(|run| match run {
        [first, .., last] => format!("{}-{}", written(*first), written(*last)),
        run => run.iter().copied().map(written).collect(),
    });
    format!("[{}]", runs.collect::<String>())
}

/// Addresses that moved with one query, before the texts: a page may stand at the same path.
fn by_query(text: &mut String, plan: &ExportPlan<'_>) -> Result<(), ExportError> {
    if plan.moved_with_query.is_empty() {
        return Ok(());
    }
    let marks = Marks::all();
    let rows = plan.moved_with_query.iter().map(|moved| {
        let query = MovedWithQuery::literal(moved.query);
        (format!("~{}[?]{query}$", marks.around(moved.path)), moved.to().to_owned())
    });
    map(text, &format!("{SENT}?{{http.request.orig_uri.query}}"), "to_by_query", "none", rows)?;
    text.push_str("\t@by_query not vars {waymark_to_by_query} none\n");
    let headers = plan.snapshot.note_headers(MediaType::Plain, 0);
    lead(text, &headers, 301, "{waymark_to_by_query}", "by_query")
}

fn map(
    text: &mut String,
    source: &str,
    name: &str,
    default: &str,
    rows: impl Iterator<Item = (String, String)>,
) -> Result<(), ExportError> {
    let _ = writeln!(text, "\tmap {source} {{waymark_{name}}} {{");
    for (key, value) in rows {
        let _ = writeln!(text, "\t\t{} {}", quoted(&key)?, quoted(&value)?);
    }
    let _ = writeln!(text, "\t\tdefault {}\n\t}}", quoted(default)?);
    Ok(())
}

fn texts(text: &mut String, plan: &ExportPlan<'_>, base: &str) -> Result<(), ExportError> {
    text.push_str("\t@text vars {waymark_kind} text\n\troute @text {\n");
    text_methods(text, plan, base)?;
    let kinds = plan.pages.iter().map(|page| (page.address.to_owned(), page.resource.media_type.as_sent().to_owned()));
    map(text, SENT, "type", "text/plain", kinds)?;
    let table = header_table::of(&plan.pages);
    let (of_text, of_answer): (Vec<_>, Vec<_>) = table.iter().partition(|(name, _)| **name == CONTENT_ENCODING.as_str());
    for (name, value) in of_answer {
        header(text, name, value, plan.pages.len())?;
    }
    // A 304 says nothing of the text itself (RFC 9110 section 15.4.5), so the rest comes after it.
    if table.contains_key(ETAG.as_str()) {
        text.push_str(UNCHANGED);
    }
    for (name, value) in of_text {
        header(text, name, value, plan.pages.len())?;
    }
    text.push_str("\theader Content-Type {waymark_type}\n");
    let parts = plan.pages.iter().filter(|page| page.resource.identity().headers.contains_key(ACCEPT_RANGES));
    let parts: Vec<&str> = parts.map(|page| page.address).collect();
    if parts.is_empty() {
        text.push_str("\theader {\n\t\t-Accept-Ranges\n\t\tdefer\n\t}\n\trequest_header -Range\n");
    } else {
        let _ = writeln!(
            text,
            "\t@whole not path {}\n\theader @whole {{\n\t\t-Accept-Ranges\n\t\tdefer\n\t}}\n\trequest_header @whole -Range",
            parts.join(" ")
        );
    }
    for name in ["If-Modified-Since", "If-Unmodified-Since", "If-None-Match", "If-Match"] {
        let _ = writeln!(text, "\trequest_header -{name}");
    }
    let _ = writeln!(
        text,
        "\theader {{\n\t\t-Last-Modified\n\t\tdefer\n\t}}\n\troot * {}\n\trewrite * /{{waymark_file}}\n\tfile_server {{\n\t\tindex none\n\t}}\n\t}}",
        quoted(&format!("{base}/{SITE}"))?
    );
    Ok(())
}

/// OPTIONS, and methods that no text takes.
fn text_methods(text: &mut String, plan: &ExportPlan<'_>, base: &str) -> Result<(), ExportError> {
    let open: Vec<&str> =
        plan.pages.iter().filter(|page| policy::open_to_other_sites(page.resource.policy)).map(|page| page.address).collect();
    let empty = plan.snapshot.empty_headers();
    if !open.is_empty() {
        let _ = writeln!(text, "\t@preflight {{\n\t\tmethod OPTIONS\n\t\tpath {}\n\t}}\n\troute @preflight {{", open.join(" "));
        set(text, &empty)?;
        let _ = writeln!(
            text,
            "\theader Allow \"{METHODS}\"\n\theader Access-Control-Allow-Origin *\n\theader Access-Control-Allow-Methods \"{METHODS}\"\n\t\
             header Access-Control-Allow-Headers *\n\theader Access-Control-Max-Age 86400\n\trespond 204\n\t}}"
        );
    }
    text.push_str("\t@options method OPTIONS\n\troute @options {\n");
    set(text, &empty)?;
    let _ = writeln!(text, "\theader Allow \"{METHODS}\"\n\trespond 204\n\t}}");
    if let Some(page) = plan.prepared(405) {
        let _ = writeln!(text, "\t@refused not method GET HEAD\n\troute @refused {{\n\theader Allow \"{METHODS}\"");
        prepared(text, page, base)?;
        text.push_str("\t}\n");
    }
    Ok(())
}

/// The answer to a client that has these bytes already: one tag, weak or strong, or any.
const UNCHANGED: &str = r#"	@unchanged expression `{http.request.header.If-None-Match} == {waymark_etag} || {http.request.header.If-None-Match} == "W/" + {waymark_etag} || {http.request.header.If-None-Match} == "*"`
	route @unchanged {
		respond 304
	}
"#;

/// Sets one header of the texts, on those that carry it.
fn header(text: &mut String, name: &str, value: &HeaderSource<'_>, all: usize) -> Result<(), ExportError> {
    let variable = name.replace('-', "_");
    match value {
        HeaderSource::Same(value) => defer(text, "", name, &quoted(value)?),
        HeaderSource::ByAddress(values) => {
            let rows = values.iter().map(|(address, value)| ((*address).to_owned(), (*value).to_owned()));
            map(text, SENT, &variable, "none", rows)?;
            if values.len() == all {
                defer(text, "", name, &format!("{{waymark_{variable}}}"));
            } else {
                carried(text, name, &variable);
            }
        }
        HeaderSource::ByFile(values) => {
            let rows = values.iter().map(|(file, value)| (file.clone(), (*value).to_owned()));
            map(text, "{waymark_file}", &variable, "none", rows)?;
            carried(text, name, &variable);
        }
    }
    Ok(())
}

/// A header that some texts do not carry: they lose what Caddy adds by itself.
fn carried(text: &mut String, name: &str, variable: &str) {
    let _ = writeln!(text, "\t@has_{variable} not vars {{waymark_{variable}}} none");
    defer(text, &format!("@has_{variable} "), name, &format!("{{waymark_{variable}}}"));
    let _ = writeln!(
        text,
        "\t@lacks_{variable} vars {{waymark_{variable}}} none\n\theader @lacks_{variable} {{\n\t\t-{name}\n\t\tdefer\n\t}}"
    );
}

fn defer(text: &mut String, matcher: &str, name: &str, value: &str) {
    let _ = writeln!(text, "\theader {matcher}{{\n\t\t{name} {value}\n\t\tdefer\n\t}}");
}

/// Redirects, from an address as it is written and from one that was meant to be it.
fn redirects(text: &mut String, plan: &ExportPlan<'_>) -> Result<(), ExportError> {
    let headers = plan.snapshot.note_headers(MediaType::Plain, 0);
    let led = plan.moved.iter().map(|(from, redirect)| ((*from).to_owned(), redirect.status.as_u16().to_string()));
    map(text, "{waymark_meant}", "led", "none", led)?;
    let led =
        plan.moved.iter().map(|(from, redirect)| ((*from).to_owned(), redirect.location.to_str().unwrap_or_default().to_owned()));
    map(text, "{waymark_meant}", "led_to", "none", led)?;
    for status in plan.moved_statuses() {
        let _ = writeln!(text, "\t@moved{status} vars {{waymark_kind}} {status}");
        lead(text, &headers, status, "{waymark_to}", &format!("moved{status}"))?;
        let _ = writeln!(text, "\t@led{status} vars {{waymark_led}} {status}");
        lead(text, &headers, status, "{waymark_led_to}", &format!("led{status}"))?;
    }
    text.push_str("\t@misspelt not vars {waymark_meant} none\n");
    lead(text, &headers, 308, "{waymark_meant}", "misspelt")
}

/// A redirect, with the server's line for clients that do not follow.
fn lead(text: &mut String, headers: &HeaderMap, status: u16, to: &str, matcher: &str) -> Result<(), ExportError> {
    let _ = writeln!(text, "\troute @{matcher} {{");
    set(text, headers)?;
    let kind = quoted(MediaType::Plain.as_sent())?;
    let _ = writeln!(
        text,
        "\theader Content-Type {kind}\n\theader Location {to}\n\trespond \"This page is at {to}\n\" {status}\n\t}}"
    );
    Ok(())
}

fn prepared(text: &mut String, page: &Prepared<'_>, base: &str) -> Result<(), ExportError> {
    let rows =
        held("", &page.file(), page.resource).into_iter().map(|(wish, file)| (wish.trim_end_matches(':').to_owned(), file));
    map(text, "{waymark_wish}", "prepared", &page.file(), rows)?;
    let mut headers = page.resource.identity().headers.clone();
    headers.remove(VARY);
    for (name, value) in header_table::lines(&headers) {
        defer(text, "", name, &quoted(value)?);
    }
    defer(text, "", VARY.as_str(), "accept-encoding");
    for coding in [Coding::Gzip, Coding::Brotli] {
        if let Some(variant) = page.resource.variant(coding) {
            let name = coding.name().unwrap_or_default();
            let file = file_in(&page.file(), variant);
            let _ = writeln!(text, "\t@in_{name} vars {{waymark_prepared}} {file}");
            defer(text, &format!("@in_{name} "), CONTENT_ENCODING.as_str(), name);
        }
    }
    for name in ["Range", "If-Modified-Since", "If-Unmodified-Since", "If-None-Match", "If-Match"] {
        let _ = writeln!(text, "\trequest_header -{name}");
    }
    let _ = writeln!(
        text,
        "\theader {{\n\t\t-Etag\n\t\t-Last-Modified\n\t\t-Accept-Ranges\n\t\tdefer\n\t}}\n\theader Content-Type {}\n\troot * {}\n\t\
         rewrite * /{{waymark_prepared}}\n\tfile_server {{\n\t\tstatus {}\n\t\tindex none\n\t}}",
        quoted(page.resource.media_type.as_sent())?,
        quoted(&format!("{base}/{ERRORS}"))?,
        page.status
    );
    Ok(())
}

fn held(address: &str, file: &str, resource: &Resource) -> Vec<(String, String)> {
    let wishes = ["as_it_is", "gzip", "br"].into_iter().zip(by_wish(file, resource));
    wishes.map(|(wish, file)| (format!("{wish}:{address}"), file)).collect()
}

fn set(text: &mut String, headers: &HeaderMap) -> Result<(), ExportError> {
    for (name, value) in header_table::lines(headers) {
        let _ = writeln!(text, "\theader {name} {}", quoted(value)?);
    }
    Ok(())
}

/// A value between backquotes, in which Caddy reads nothing but placeholders.
fn quoted(value: &str) -> Result<String, ExportError> {
    if value.contains(['`', '{', '}', '\n']) {
        return Err(ExportError::Unwritable(value.to_owned()));
    }
    Ok(format!("`{value}`"))
}
