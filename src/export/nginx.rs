//! Configuration for nginx: `nginx/maps.conf` for its `http` block, `nginx/server.conf` for a `server` block, and `nginx.conf`, which
//! joins them on port 80.
//!
//! Takes the plan, gives files. Needs no module beyond Debian's `nginx`: compressed siblings are chosen and named here, because
//! `gzip_static` knows no brotli and would set tags of its own. Each answer is found by its exact address in a map; inner addresses
//! begin with `/~`, which no address of this site does. It does not know what any page says.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use http::HeaderMap;
use http::header::{ACCEPT_RANGES, CONTENT_ENCODING, LOCATION, VARY};

use super::ExportError;
use super::header_table::{self, HeaderSource};
use super::plan::{ERRORS, ExportPlan, File, METHODS, MovedWithQuery, PlannedPage, Prepared, SITE, by_wish, sibling};
use crate::render::document::MediaType;
use crate::snapshot::address::{is_closing, is_opening, marks};
use crate::snapshot::{Coding, policy};

pub(super) fn files(plan: &ExportPlan<'_>, serve_from: &Path) -> Result<Vec<File>, ExportError> {
    let base = quoted(&serve_from.to_string_lossy())?;
    let base = base.trim_matches('"');
    let joined = format!(
        "# Include this in the http block of nginx, or write a server block of your own like it.\n\
         include \"{base}/nginx/maps.conf\";\n\
         server {{\n    listen 80;\n    listen [::]:80;\n    # Who read what is nobody's business, in a log of faults too.\n    \
         access_log off;\n    error_log stderr crit;\n    include \"{base}/nginx/server.conf\";\n}}\n"
    );
    Ok(vec![
        File::text("nginx.conf", joined),
        File::text("nginx/maps.conf", maps(plan)?),
        File::text("nginx/server.conf", server(plan, base)?),
    ])
}

/// The opening of `maps.conf`: what a client can read, and the address it meant.
const ASKED: &str = r#"# Written by `waymark export`. For the http block of nginx.
# If these two are set elsewhere already, take them out here; the larger value wins.
map_hash_max_size 32768;
map_hash_bucket_size 256;

# The coding a client can read: brotli before gzip, and neither where its weight is 0.
map $http_accept_encoding $waymark_wish {
    default "";
    "~*(?:^|,)\s*(?:br|\*)\s*(?:;\s*q=(?:1(?:\.0*)?|0?\.\d*[1-9]\d*)\s*)?(?:,|$)" br;
    "~*(?:^|,)\s*gzip\s*(?:;\s*q=(?:1(?:\.0*)?|0?\.\d*[1-9]\d*)\s*)?(?:,|$)" gzip;
}

# The path as sent, and the address it was meant to be: without escapes, doubled slashes and a slash at the end.
map $request_uri $waymark_sent { "~^(?<waymark_path>[^?]*)" $waymark_path; }
# A client that has these bytes already (RFC 9110 section 13.1.2).
map "$waymark_etag $http_if_none_match" $waymark_unchanged {
    default "";
    '~^("[^"]+") (?:.*[ ,/])?\1(?:[ ,].*)?$' 1;
    '~^"[^"]+" \*$' 1;
}
"#;

/// The address that was meant: without slashes before and behind it, and what was copied along.
fn meant() -> String {
    let (opening, closing) = (any_byte_of(marks(is_opening)), any_byte_of(marks(is_closing)));
    let owned = format!(r"(?:(?:\x27|\xE2\x80\x99)s{closing}*)?");
    let plain: Vec<String> = marks(is_closing).filter(char::is_ascii).map(|sign| format!(r"\x{:02X}", u32::from(sign))).collect();
    let stem = format!("(?<waymark_stem>.*?[^{}])", plain.concat());
    format!("\nmap $uri $waymark_meant {{ \"~^{opening}*+{stem}{closing}*{owned}$\" /$waymark_stem; default /; }}\n")
}

/// Any of `signs`, as the bytes that nginx compares.
fn any_byte_of(signs: impl Iterator<Item = char>) -> String {
    let mut last_bytes: BTreeMap<String, String> = BTreeMap::new();
    for sign in signs {
        let bytes = sign.to_string().into_bytes().into_iter().map(|byte| format!(r"\x{byte:02X}"));
        let mut bytes: Vec<String> = bytes.collect();
        let last = bytes.pop().unwrap_or_default();
        last_bytes.entry(bytes.concat()).or_default().push_str(&last);
    }
    let kinds: Vec<String> = last_bytes.iter().map(|(first, last)| format!("{first}[{last}]")).collect();
    format!("(?:{})", kinds.join("|"))
}

fn maps(plan: &ExportPlan<'_>) -> Result<String, ExportError> {
    let mut text = ASKED.to_owned() + &meant();
    let addresses = plan.pages.iter().map(|page| (page.address.to_owned(), page.address));
    map(&mut text, "$waymark_meant", "address", "", addresses)?;
    let rooms: Vec<(String, String)> = plan.pages.iter().map(|page| (page.address.to_owned(), room(page))).collect();
    map(&mut text, "$waymark_address", "room", "", rooms.iter().map(|(address, room)| (address.clone(), room.as_str())))?;
    let held: Vec<(String, String)> = plan.pages.iter().flat_map(held).collect();
    map(
        &mut text,
        "\"$waymark_wish:$waymark_address\"",
        "file",
        "",
        held.iter().map(|(key, file)| (key.clone(), file.as_str())),
    )?;
    for status in plan.moved_statuses() {
        let to = plan.moved.iter().filter(|(_, redirect)| redirect.status.as_u16() == status);
        let to = to.map(|(from, redirect)| ((*from).to_owned(), redirect.location.to_str().unwrap_or_default()));
        map(&mut text, "$waymark_meant", &format!("to_{status}"), "", to)?;
    }
    with_query(&mut text, plan)?;
    map(&mut text, "$waymark_meant", "gone", "", plan.gone.iter().map(|address| ((*address).to_owned(), "1")))?;
    for (name, value) in header_table::of(&plan.pages) {
        match value {
            HeaderSource::Same(_) => {}
            HeaderSource::ByAddress(values) => by_key(&mut text, "$waymark_address", name, plan.pages.len(), values)?,
            HeaderSource::ByFile(values) => by_key(&mut text, "$waymark_file", name, usize::MAX, values)?,
        }
    }
    let codings = prepared_codings(plan);
    map(&mut text, "$waymark_wish", "prepared", "", codings.iter().map(|coding| (wish(*coding).to_owned(), wish(*coding))))?;
    map(&mut text, "$waymark_wish", "sibling", "", codings.iter().map(|coding| (wish(*coding).to_owned(), sibling(*coding))))?;
    Ok(text)
}

/// Addresses that moved with one query. nginx reads no capitals in a map but by an expression.
fn with_query(text: &mut String, plan: &ExportPlan<'_>) -> Result<(), ExportError> {
    text.push_str("\nmap \"$waymark_meant?$args\" $waymark_to_by_query {\n    default \"\";\n");
    for moved in &plan.moved_with_query {
        let (path, query) = (MovedWithQuery::literal(moved.path), MovedWithQuery::literal(moved.query));
        let _ = writeln!(text, "    \"~^(?i:{path})[?]{query}$\" {};", quoted(moved.to())?);
    }
    text.push_str("}\n");
    Ok(())
}

/// A header that not every text carries with one value: the commonest is the default, unless some carry none.
fn by_key<K: Into<String>>(
    text: &mut String,
    key: &str,
    header: &str,
    all: usize,
    values: BTreeMap<K, &str>,
) -> Result<(), ExportError> {
    let is_on_all = values.len() == all;
    let default = header_table::commonest(values.values().copied()).filter(|_| is_on_all).unwrap_or_default();
    let others = values.into_iter().filter(|(_, value)| !is_on_all || *value != default);
    map(text, key, &variable(header), default, others.map(|(key, value)| (key.into(), value)))
}

fn map<'a>(
    text: &mut String,
    key: &str,
    name: &str,
    default: &str,
    rows: impl Iterator<Item = (String, &'a str)>,
) -> Result<(), ExportError> {
    let _ = writeln!(text, "\nmap {key} $waymark_{name} {{\n    default {};", quoted(default)?);
    for (key, value) in rows {
        let _ = writeln!(text, "    {} {};", quoted(&key)?, quoted(value)?);
    }
    text.push_str("}\n");
    Ok(())
}

/// The part of `server.conf` that sorts requests, in the order in which the server does.
const SORTED: &str = r#"
location / {
    set $waymark_go 404;
    if ($waymark_gone) { set $waymark_go 410; }
{moved}    if ($waymark_address) { set $waymark_go 308; }
    if ($waymark_address = $waymark_sent) { set $waymark_go text; }
    if ($waymark_to_by_query) { set $waymark_go query; }
    set $waymark_ask "$waymark_go $request_method";
    if ($waymark_ask ~ "^text OPTIONS$") { rewrite ^ /~options/$waymark_room last; }
    if ($waymark_ask ~ "^text (?!GET$|HEAD$)") { return 405; }
    # The codes 460 to 469 are nobody's: they only carry a request to its answer below.
    if ($waymark_go = 404) { return 404; }
    if ($waymark_go = 410) { return 410; }
    if ($waymark_go = 308) { return 468; }
    if ($waymark_go = query) { return 469; }
{leads}    if ($waymark_unchanged) { return 464; }
    rewrite ^ /~$waymark_room/$waymark_file last;
}
"#;

fn server(plan: &ExportPlan<'_>, base: &str) -> Result<String, ExportError> {
    let mut text = "# Written by `waymark export`. For a server block of nginx.\n\
                    server_tokens off;\netag off;\nif_modified_since off;\nabsolute_redirect off;\nautoindex off;\nmax_ranges 0;\n\
                    types { }\n\n# Texts. An empty value sends no line.\nadd_header Last-Modified \"\";\n"
        .to_owned();
    let lines = text_lines(plan)?;
    text.extend(lines.iter().map(|(_, line)| format!("{line};\n")));
    text.push_str(&sorted(plan));
    for (room, page) in rooms(plan) {
        let ranges = if has_parts(page) { " max_ranges 1;" } else { "" };
        let kind = quoted(page.resource.media_type.as_sent())?;
        let _ = writeln!(
            text,
            "location /~{room}/ {{ internal; alias \"{base}/{SITE}/\"; default_type {kind};{ranges} }}\n\
             location = /~options/{room} {{\n    internal;\n{}    return 204;\n}}",
            options(plan, page)?
        );
    }
    // A 304 says nothing of the text itself but its length (RFC 9110 section 15.4.5), which `return 304` would give as 0.
    let kept = lines.iter().filter(|(name, _)| *name != CONTENT_ENCODING.as_str());
    let kept = kept.fold(String::new(), |text, (_, line)| format!("{text}    {line} always;\n"));
    let _ = writeln!(
        text,
        "error_page 464 =304 /~unchanged/$waymark_file;\nlocation /~unchanged/ {{\n    internal;\n    alias \"{base}/{SITE}/\";\n    \
         default_type \"\";\n    add_header Last-Modified \"\" always;\n{kept}}}"
    );
    moved(&mut text, plan)?;
    for page in &plan.prepared {
        prepared(&mut text, page, base)?;
    }
    Ok(text)
}

/// The header lines of the texts, each with its name.
fn text_lines<'a>(plan: &'a ExportPlan<'a>) -> Result<Vec<(&'a str, String)>, ExportError> {
    let table = header_table::of(&plan.pages).into_iter();
    let lines = table.map(|(name, value)| {
        let told = match value {
            HeaderSource::Same(value) => quoted(value)?,
            HeaderSource::ByAddress(_) | HeaderSource::ByFile(_) => format!("$waymark_{}", variable(name)),
        };
        Ok((name, format!("add_header {name} {told}")))
    });
    lines.collect()
}

fn sorted(plan: &ExportPlan<'_>) -> String {
    let (mut moved, mut leads) = (String::new(), String::new());
    for status in plan.moved_statuses() {
        let _ = writeln!(moved, "    if ($waymark_to_{status}) {{ set $waymark_go {status}; }}");
        let _ = writeln!(leads, "    if ($waymark_go = {status}) {{ return {}; }}", carrier(status));
    }
    SORTED.replace("{moved}", &moved).replace("{leads}", &leads)
}

/// The private code that carries a request to its redirect.
const fn carrier(status: u16) -> u16 {
    460 + status % 10
}

/// Redirects, with the server's line for clients that do not follow.
fn moved(text: &mut String, plan: &ExportPlan<'_>) -> Result<(), ExportError> {
    let headers = plan.snapshot.note_headers(MediaType::Plain, 0);
    let kind = quoted(MediaType::Plain.as_sent())?;
    let leads = plan.moved_statuses().into_iter().map(|status| (carrier(status), status, format!("$waymark_to_{status}")));
    let others = [(468, 308, "$waymark_address".to_owned()), (469, 301, "$waymark_to_by_query".to_owned())];
    for (carrier, status, to) in leads.chain(others) {
        let _ = writeln!(
            text,
            "error_page {carrier} ={status} /~moved/{carrier};\nlocation = /~moved/{carrier} {{\n    internal;\n    default_type {kind};\n\
             {}    add_header {LOCATION} {to} always;\n    return 200 \"This page is at {to}\\n\";\n}}",
            added(&headers)?
        );
    }
    Ok(())
}

fn prepared(text: &mut String, page: &Prepared<'_>, base: &str) -> Result<(), ExportError> {
    let (status, file) = (page.status, page.file());
    let others = match status {
        400 => " 408 412 413 414 416 421 431 494",
        500 => " 501 502 503 504",
        _ => "",
    };
    let mut headers = page.resource.identity().headers.clone();
    headers.remove(VARY);
    headers.remove(CONTENT_ENCODING);
    let allow = if status == 405 { format!("    add_header allow \"{METHODS}\" always;\n") } else { String::new() };
    let _ = writeln!(
        text,
        "error_page {status}{others} /~errors/{status};\nlocation = /~errors/{status} {{\n    internal;\n    root \"{base}/{ERRORS}\";\n    \
         default_type {};\n    add_header Last-Modified \"\" always;\n{}    add_header vary accept-encoding always;\n    \
         add_header content-encoding $waymark_prepared always;\n{allow}    try_files /{file}$waymark_sibling =500;\n}}",
        quoted(page.resource.media_type.as_sent())?,
        added(&headers)?
    );
    Ok(())
}

/// The answer to OPTIONS, with the server's answer to a browser's preflight on open data (Fetch).
fn options(plan: &ExportPlan<'_>, page: &PlannedPage<'_>) -> Result<String, ExportError> {
    let mut text = added(&plan.snapshot.empty_headers())?;
    let _ = writeln!(text, "    add_header allow \"{METHODS}\" always;");
    if policy::open_to_other_sites(page.resource.policy) {
        let _ = writeln!(
            text,
            "    add_header access-control-allow-origin \"*\" always;\n    add_header access-control-allow-methods \"{METHODS}\" always;\n    \
             add_header access-control-allow-headers \"*\" always;\n    add_header access-control-max-age 86400 always;"
        );
    }
    Ok(text)
}

fn added(headers: &HeaderMap) -> Result<String, ExportError> {
    let mut text = String::new();
    for (name, value) in header_table::lines(headers) {
        let _ = writeln!(text, "    add_header {name} {} always;", quoted(value)?);
    }
    Ok(text)
}

/// Texts of one kind are served in one way: type, ranges, and who may read them.
fn room(page: &PlannedPage<'_>) -> String {
    let kind = page.resource.media_type.bare().replace(['/', '+'], "-");
    let parts = if has_parts(page) { "-parts" } else { "" };
    let open = if policy::open_to_other_sites(page.resource.policy) { "-open" } else { "" };
    format!("{kind}{parts}{open}")
}

fn rooms<'a>(plan: &'a ExportPlan<'a>) -> BTreeMap<String, &'a PlannedPage<'a>> {
    plan.pages.iter().map(|page| (room(page), page)).collect()
}

fn has_parts(page: &PlannedPage<'_>) -> bool {
    page.resource.identity().headers.contains_key(ACCEPT_RANGES)
}

fn held(page: &PlannedPage<'_>) -> Vec<(String, String)> {
    let wishes = ["", "gzip", "br"].into_iter().zip(by_wish(&page.file, page.resource));
    wishes.map(|(wish, file)| (format!("{wish}:{}", page.address), file)).collect()
}

const fn wish(coding: Coding) -> &'static str {
    match coding {
        Coding::Identity => "",
        Coding::Gzip => "gzip",
        Coding::Brotli => "br",
    }
}

/// The codings in which every prepared page is held.
fn prepared_codings(plan: &ExportPlan<'_>) -> Vec<Coding> {
    let all = |coding: &Coding| plan.prepared.iter().all(|page| page.resource.variant(*coding).is_some());
    [Coding::Gzip, Coding::Brotli].into_iter().filter(all).collect()
}

fn variable(header: &str) -> String {
    header.replace('-', "_")
}

/// A value between quotes. nginx knows no way to write a dollar sign.
fn quoted(value: &str) -> Result<String, ExportError> {
    if value.contains(['$', '"', '\\', '\n']) && !is_tag(value) {
        return Err(ExportError::Unwritable(value.to_owned()));
    }
    Ok(if is_tag(value) { format!("'{value}'") } else { format!("\"{value}\"") })
}

/// An entity tag is the one value with double quotes in it (`snapshot::etag`).
fn is_tag(value: &str) -> bool {
    let opaque = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    opaque.is_some_and(|opaque| opaque.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')))
}
