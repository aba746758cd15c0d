//! `changes.toml` into its part of the model.

use super::Names;
use super::parts::{in_document, listed};
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
    in_document(document, names, found, |context| {
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
                context
                    .found
                    .push(Diagnostic::error(document.place(raw.address.span()), Kind::BrokenLink, message).with_help(help));
            }
            changes.push(Change {
                on: context.date(&raw.on),
                about: listed(raw.about.get_ref(), About::Page),
                address: address.clone(),
                name: context.prose(&raw.name),
                before: context.prose_all(&raw.before),
                after: context.prose_all(&raw.after),
            });
        }
        // Of one day, what was added last comes first too: feeds count from the oldest, and no change may move another's number.
        changes.reverse();
        changes.sort_by_key(|change| std::cmp::Reverse(change.on));
        Changes { changes, prose: context.take_seen() }
    })
}
