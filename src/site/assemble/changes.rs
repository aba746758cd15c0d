//! `changes.toml` into its part of the model.

use super::Names;
use super::parts::at_desk;
use crate::content::{Located, raw};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::change::{About, Change, Changes};

/// The changes, the newest first.
pub(super) fn changes(
    document: &Located<raw::Changes>,
    names: &Names,
    retired: &[String],
    found: &mut Vec<Diagnostic>,
) -> Changes {
    at_desk(document, names, found, |desk| {
        let mut changes: Vec<Change> = Vec::new();
        for raw in &document.value.change {
            let address = raw.address.get_ref();
            let is_known = names.pages.contains(address) || names.generated.contains(address) || retired.contains(address);
            if !is_known {
                let message = format!("a change is told of `{address}`, and nothing stands there");
                let help = format!(
                    "if it stood there and is gone, write gone = [\"{address}\"] in content/redirects.toml, or under [moved] where it leads \
                     now; if it never did, write the address as readers see it, such as /services/childline"
                );
                desk.found.push(Diagnostic::error(document.place(raw.address.span()), Kind::BrokenLink, message).with_help(help));
            }
            changes.push(Change {
                on: desk.date(&raw.on),
                about: About::parse(raw.about.get_ref()),
                address: address.clone(),
                name: desk.prose(&raw.name),
                before: desk.prose_all(&raw.before),
                after: desk.prose_all(&raw.after),
            });
        }
        // Of one day, what was added last comes first too: feeds count from the oldest, and no change may move another's number.
        changes.reverse();
        changes.sort_by_key(|change| std::cmp::Reverse(change.on));
        Changes { changes, prose: desk.take_seen() }
    })
}
