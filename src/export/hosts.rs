//! `_headers` and `_redirects`, which hosts of static files read (Netlify's form, which Cloudflare Pages shares).
//!
//! Takes the plan, gives the two files in [`SITE`]. Such a host compresses, tags and measures by itself, so only what is true of a text
//! in any coding is named. It does not know nginx or Caddy.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use http::header::{CONTENT_TYPE, ETAG, VARY};

use super::header_table::{self, HeaderSource};
use super::plan::{ExportPlan, File, MovedWithQuery, SITE};
use crate::render::document::MediaType;

pub(super) fn files(plan: &ExportPlan<'_>) -> Vec<File> {
    vec![File::text(format!("{SITE}/_headers"), headers(plan)), File::text(format!("{SITE}/_redirects"), redirects(plan))]
}

/// The lines of one address, in order of name.
type HeaderLines<'a> = Vec<(&'a str, &'a str)>;

/// What every text shares stands under `/*`. A host joins the values of two rules that name one header, so no rule below names one of
/// those, and no address is under two rules.
fn headers(plan: &ExportPlan<'_>) -> String {
    let table = header_table::of(&plan.pages);
    let mut text = "/*\n".to_owned();
    for (name, value) in &table {
        // A host that compresses says by itself that its answers vary.
        if let (HeaderSource::Same(value), true) = (value, *name != VARY.as_str()) {
            let _ = writeln!(text, "  {name}: {value}");
        }
    }
    for (rule, lines) in rules(&by_address(plan, &table)) {
        let _ = writeln!(text, "{rule}");
        for (name, value) in lines {
            let _ = writeln!(text, "  {name}: {value}");
        }
    }
    text
}

fn by_address<'a>(plan: &'a ExportPlan<'a>, table: &BTreeMap<&'a str, HeaderSource<'a>>) -> BTreeMap<&'a str, HeaderLines<'a>> {
    let pages = plan.pages.iter().map(|page| {
        let varying = table.iter().filter(|(name, value)| {
            !matches!(value, HeaderSource::Same(_)) && ![ETAG.as_str(), VARY.as_str(), "content-encoding"].contains(*name)
        });
        let own = &page.resource.identity().headers;
        let told = |name: &'a str| Some((name, own.get(name)?.to_str().ok()?));
        let kind = (page.resource.media_type != MediaType::Html).then(|| told(CONTENT_TYPE.as_str())).flatten();
        (page.address, varying.filter_map(|(name, _)| told(name)).chain(kind).collect())
    });
    pages.collect()
}

/// Some hosts read 100 rules at most. Where everything below `/a/` has the same lines, one rule says so; and where addresses differ in
/// one part alone, as sheets of one size do, `:name` stands for that part.
fn rules<'a>(pages: &BTreeMap<&'a str, HeaderLines<'a>>) -> BTreeMap<String, HeaderLines<'a>> {
    let mut folders: BTreeMap<&str, Vec<(&&str, &HeaderLines<'a>)>> = BTreeMap::new();
    for page in pages {
        let folder = page.0.rfind('/').map_or("", |end| &page.0[..end]);
        folders.entry(folder).or_default().push(page);
    }
    let mut rules = BTreeMap::new();
    for (folder, inside) in &folders {
        let is_one = inside.iter().all(|(_, lines)| *lines == inside[0].1);
        let is_lowest = !folders.keys().any(|other| other.starts_with(&format!("{folder}/")));
        if !folder.is_empty() && inside.len() > 1 && is_one && is_lowest {
            rules.insert(format!("{folder}/*"), inside[0].1.clone());
        } else {
            rules.extend(inside.iter().map(|(address, lines)| (pattern(pages, address, lines), (*lines).clone())));
        }
    }
    rules.retain(|_, lines| !lines.is_empty());
    rules
}

/// The address with `:name` for its third part, if every address that this fits has the same lines; else the address.
fn pattern<'a>(pages: &BTreeMap<&'a str, HeaderLines<'a>>, address: &str, lines: &HeaderLines<'a>) -> String {
    let parts: Vec<&str> = address.split('/').collect();
    let [empty, first, second, _, rest @ ..] = parts.as_slice() else { return address.to_owned() };
    let fits = |other: &str| {
        let other: Vec<&str> = other.split('/').collect();
        other.len() == parts.len() && parts.iter().zip(&other).enumerate().all(|(at, (mine, its))| at == NAMED || mine == its)
    };
    if pages.iter().any(|(other, its)| fits(other) && its != lines) {
        return address.to_owned();
    }
    [empty, first, second, &":name"].into_iter().chain(rest).copied().collect::<Vec<_>>().join("/")
}

/// Which part of an address may be anything: in `/schools/posters/NAME/a5` the third, and what is before the first `/` counts.
const NAMED: usize = 3;

/// Moved addresses, and texts whose file has another name than their address.
fn redirects(plan: &ExportPlan<'_>) -> String {
    // The first rule that fits is followed, so those of one query come first.
    let mut text: String = plan.moved_with_query.iter().filter_map(by_query).collect();
    for (from, redirect) in &plan.moved {
        let to = redirect.location.to_str().unwrap_or_default();
        // A space would end the address.
        let _ = writeln!(text, "{} {to} {}", from.replace(' ', "%20"), redirect.status.as_u16());
    }
    for page in &plan.pages {
        let is_found = page.resource.media_type == MediaType::Html || page.address.trim_start_matches('/') == page.file;
        if !is_found {
            let _ = writeln!(text, "{} /{} 200", page.address, page.file);
        }
    }
    text
}

/// Netlify's form, each part of the query by itself; hosts that do not know it pass over the line. `!` goes before a page at the same
/// path. What the form cannot say is left out: a way back to the same path (the query goes along, and would lead round and round), and a
/// part that its reader of lines would take for something else.
fn by_query(moved: &MovedWithQuery<'_>) -> Option<String> {
    let parts: Vec<&str> = moved.query.split('&').collect();
    let names: BTreeSet<&str> = parts.iter().filter_map(|part| part.split('=').next()).collect();
    // A line is split at white space: what begins with a number is read as a status, and what begins as an address as one.
    let is_status = parts.first().is_some_and(|part| part.starts_with(|sign: char| sign.is_ascii_digit() || "+-".contains(sign)));
    let can_be_told =
        parts.iter().all(|part| is_told(part)) && names.len() == parts.len() && !is_status && moved.to() != moved.path;
    let from = moved.path.replace(' ', "%20");
    can_be_told.then(|| format!("{from} {} {} {}!\n", parts.join(" "), moved.to(), moved.redirect.status.as_u16()))
}

/// One name and one value: `:` would begin a placeholder, `#` a comment, and a second `=` is cut off.
fn is_told(part: &str) -> bool {
    let begins_otherwise = ["/", "#", "http:", "https:"].iter().any(|sign| part.starts_with(sign));
    let pair = part.split_once('=').filter(|(name, value)| !name.is_empty() && !value.is_empty());
    !begins_otherwise && pair.is_some_and(|(_, value)| !value.starts_with(':') && !value.contains('='))
}

#[cfg(test)]
mod tests {
    use http::{HeaderValue, StatusCode};

    use super::*;
    use crate::snapshot::Redirect;

    #[test]
    fn a_query_is_written_in_the_form_of_netlify_or_not_at_all() {
        let redirect = Redirect { status: StatusCode::MOVED_PERMANENTLY, location: HeaderValue::from_static("/crisis") };
        let line = |path, query| by_query(&MovedWithQuery { path, query, redirect: &redirect });
        assert_eq!(line("/page.php", "id=3").as_deref(), Some("/page.php id=3 /crisis 301!\n"));
        assert_eq!(line("/our page", "a=1&b=x%20y").as_deref(), Some("/our%20page a=1 b=x%20y /crisis 301!\n"));
        assert_eq!(line("/", "page_id=12").as_deref(), Some("/ page_id=12 /crisis 301!\n"));
        for query in
            ["bare", "=3", "id=", "id=:id", "id=a=b", "id=1&id=2", "301=x", "-1=x", "/page=3", "#id=3", "https://a.example=1"]
        {
            assert_eq!(line("/page.php", query), None, "{query}");
        }
        assert_eq!(line("/crisis", "p=a"), None, "the query goes along, and would lead round and round");
    }
}
