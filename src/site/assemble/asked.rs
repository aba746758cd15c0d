//! `content/questions/*.toml` into its part of the model: one line a question.

use super::names::Names;
use super::parts::listed;
use crate::content::{Located, raw};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::asked::{Asked, AskedLine, Asker, Meaning};

/// Every block of a file. An address that no page has is warned of and passed over when searching, as a copy for another region
/// needs.
pub(super) fn asked(document: &Located<raw::Questions>, names: &Names, found: &mut Vec<Diagnostic>) -> Vec<Asked> {
    document.value.asked.iter().map(|raw| block(document, raw, names, found)).collect()
}

fn block(document: &Located<raw::Questions>, raw: &raw::Asked, names: &Names, found: &mut Vec<Diagnostic>) -> Asked {
    let address = raw.address();
    if raw.page.is_some() && raw.service.is_some() || address.is_none() && raw.means.is_none() {
        let place = document.place(raw.lines.span());
        let fault = Diagnostic::error(place, Kind::MissingKey, "these lines do not say what answers them");
        found.push(fault.with_help("above the lines write one of page = \"/…\", service = \"…\" and means = \"…\""));
    }
    if let Some((path, span)) = &address
        && !names.pages.contains(path)
        && !names.generated.contains(path)
    {
        let message = format!("there is no page or service at `{path}`, so these lines lead nobody there");
        let known = names.pages.iter().chain(&names.generated).map(String::as_str);
        let fault = Diagnostic::warning(document.place(span.clone()), Kind::UnknownReference, message);
        found.push(fault.with_nearest(path, known));
    }
    Asked {
        path: address.map(|(path, _)| path),
        meaning: raw.means.as_ref().map(|means| listed(means.get_ref(), Meaning::Figure)),
        asker: listed(&raw.who, Asker::Anyone),
        lines: lines(document, raw),
        place: document.place(raw.lines.span()),
    }
}

/// The lines as they stand in the file, so that each has its own place there.
fn lines(document: &Located<raw::Questions>, raw: &raw::Asked) -> Vec<AskedLine> {
    let span = raw.lines.span();
    let mut at = span.start;
    let mut out = Vec::new();
    for line in document.file.text[span].split('\n') {
        let text = line.trim().trim_start_matches("'''").trim_end_matches("'''").trim();
        if !text.is_empty() && text != "\"\"\"" {
            let begins = at + line.find(text).unwrap_or_default();
            out.push(AskedLine { text: text.to_owned(), place: document.place(begins..begins + text.len()) });
        }
        at += line.len() + 1;
    }
    out
}
