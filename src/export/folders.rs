//! A layout that any server of files understands: a folder with an `index.html` for each page, and links that hold wherever the
//! site stands, also below another address.
//!
//! Such a server sends no headers of ours, so each page carries its policies itself, and an address that leads elsewhere is a page
//! that does. Takes the plan, gives the files in [`SITE`]. It does not know any server.

use bytes::Bytes;
use http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY};
use memchr::memmem;

use super::plan::{ExportPlan, File, PlannedPage, SITE, index_of};
use crate::render::document::MediaType;
use crate::snapshot::Resource;

/// A page that leads elsewhere; `{to}` stands for where.
const MOVED: &str = include_str!("moved.html");
/// What a page begins with before its own words; policies stand right after it.
const CHARSET: &[u8] = b"<meta charset=\"utf-8\">";
/// Policies that a page cannot give itself.
const ONLY_AS_HEADERS: [&str; 3] = ["frame-ancestors", "sandbox", "report-to"];
/// Attributes that hold an address.
const ADDRESSES: [&[u8]; 3] = [b" href", b" src", b" action"];

pub(super) fn files(plan: &ExportPlan<'_>, base: &str) -> Vec<File> {
    let inside = |file: &str| format!("{SITE}/{file}");
    let texts = plan.pages.iter().map(|page| match page.resource.media_type {
        MediaType::Html => File { path: inside(&page.file), body: page_body(plan, page.resource, &way_up(page.address)) },
        _ => File { path: inside(&page.file), body: page.resource.identity().body.clone() },
    });
    let moved = plan.moved.iter().map(|(from, redirect)| {
        let to = redirect.location.to_str().unwrap_or_default();
        let to = relative(plan, to, &way_up(from)).unwrap_or_else(|| to.to_owned());
        File::text(inside(&index_of(from)), MOVED.replace("{to}", &to))
    });
    let page_gone = plan.prepared(410);
    let gone = plan.gone.iter().filter_map(|from| {
        let body = page_body(plan, page_gone?.resource, &way_up(from));
        Some(File { path: inside(&index_of(from)), body })
    });
    // It is shown at any depth, so its links begin where the site does.
    let not_found = plan.prepared(404).map(|page| File { path: inside("404.html"), body: page_body(plan, page.resource, base) });
    texts.chain(moved).chain(gone).chain(not_found).collect()
}

/// The way from the page at `address` to the site's first folder.
fn way_up(address: &str) -> String {
    let depth = address.trim_matches('/').split('/').filter(|part| !part.is_empty()).count();
    if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
}

/// A page with its policies, whose links begin with `start`.
fn page_body(plan: &ExportPlan<'_>, resource: &Resource, start: &str) -> Bytes {
    let identity = resource.identity();
    let body: &[u8] = &identity.body;
    let mut written = Vec::with_capacity(body.len() + 1_024);
    let head = memmem::find(body, CHARSET).map_or(0, |at| at + CHARSET.len());
    written.extend_from_slice(&body[..head]);
    let told = |name: http::HeaderName| identity.headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(policy) = told(CONTENT_SECURITY_POLICY) {
        let holds = |part: &&str| !ONLY_AS_HEADERS.iter().any(|name| part.trim_start().starts_with(name));
        let policy: Vec<&str> = policy.split(';').filter(holds).map(str::trim).collect();
        let line = format!("\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy.join("; "));
        written.extend_from_slice(line.as_bytes());
    }
    if let Some(policy) = told(REFERRER_POLICY) {
        written.extend_from_slice(format!("\n<meta name=\"referrer\" content=\"{policy}\">").as_bytes());
    }
    add_with_links(plan, &body[head..], start, &mut written);
    written.into()
}

/// Adds `body`, each link to a place of this site beginning with `start`.
fn add_with_links(plan: &ExportPlan<'_>, body: &[u8], start: &str, written: &mut Vec<u8>) {
    let mut done = 0;
    for sign in memchr::memchr_iter(b'=', body) {
        let is_address = ADDRESSES.iter().any(|name| body[..sign].ends_with(name));
        // The report page writes its values without quotation marks.
        let is_quoted = body[sign + 1..].starts_with(b"\"");
        let from = sign + 1 + usize::from(is_quoted);
        let rest = &body[from..];
        let ends: &[u8] = if is_quoted { b"\"" } else { b" >" };
        let length = rest.iter().position(|byte| ends.contains(byte)).unwrap_or_default();
        let link = std::str::from_utf8(&rest[..length]).ok().filter(|_| is_address);
        if let Some(link) = link.and_then(|link| relative(plan, link, start)) {
            written.extend_from_slice(&body[done..from]);
            written.extend_from_slice(link.as_bytes());
            done = from + length;
        }
    }
    written.extend_from_slice(&body[done..]);
}

/// A link to an address of this site as one that begins with `start`; nothing if it leads to another.
fn relative(plan: &ExportPlan<'_>, link: &str, start: &str) -> Option<String> {
    let inside = link.strip_prefix('/').filter(|rest| !rest.starts_with('/'))?;
    let end = inside.find(['?', '#']).unwrap_or(inside.len());
    let (address, rest) = inside.split_at(end);
    let own = plan.pages.iter().find(|page: &&PlannedPage<'_>| page.address.strip_prefix('/') == Some(address));
    let file = match own {
        Some(page) if page.resource.media_type != MediaType::Html => page.file.clone(),
        _ if address.is_empty() => String::new(),
        _ => format!("{address}/"),
    };
    Some(format!("{start}{file}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_an_index_in_a_folder_and_finds_its_way_up() {
        let cases = [
            ("/", "index.html", "./"),
            ("/report", "report/index.html", "../"),
            ("/services/childline", "services/childline/index.html", "../../"),
        ];
        for (address, file, up) in cases {
            assert_eq!((index_of(address).as_str(), way_up(address).as_str()), (file, up));
        }
    }
}
