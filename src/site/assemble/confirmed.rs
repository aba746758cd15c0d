//! `content/confirmed.toml` into [`Confirmations`]: those that are still of what the site says.

use std::collections::BTreeMap;

use super::Names;
use super::parts::in_document;
use crate::content::{Documents, Located, raw};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::confirmed::{facts, host_of_others};
use crate::site::{Confirmation, Confirmations, ConfirmedBy, NamedFact, Service, ServiceId};

/// The confirmations that hold: those of the content an overlay lies over, and this copy's own.
///
/// One that does not hold is a warning: nothing false is shown, but somebody should ask again. Below an overlay it is passed over,
/// since a copy leaves services out and changes them without having to mend a file that is not its own.
pub(super) fn confirmations(
    documents: &Documents,
    services: &BTreeMap<ServiceId, Service>,
    names: &Names,
    found: &mut Vec<Diagnostic>,
) -> Confirmations {
    let mut kept = Confirmations::default();
    if let Some(below) = &documents.confirmed_below {
        take(below, services, names, found, &mut kept);
        found.retain(|fault| fault.kind != Kind::Confirmation || fault.place.file != below.file.path);
    }
    if let Some(own) = &documents.confirmed {
        take(own, services, names, found, &mut kept);
    }
    kept
}

fn take(
    document: &Located<raw::Confirmed>,
    services: &BTreeMap<ServiceId, Service>,
    names: &Names,
    found: &mut Vec<Diagnostic>,
    kept: &mut Confirmations,
) {
    in_document(document, names, found, |context| {
        for raw in &document.value.confirmation {
            let on = context.date(&raw.on);
            let by = if raw.by.get_ref() == "page" { ConfirmedBy::Page } else { ConfirmedBy::Person };
            if by == ConfirmedBy::Person && raw.role.is_none() {
                let help = "say in which role they asked: role = \"service directory editor\"";
                context.error(raw.by.span(), Kind::MissingKey, "a person's confirmation needs their `role`", help);
            }
            match standing(raw, services) {
                Ok((service, fact)) => {
                    let page = raw.source.as_deref().or_else(|| page_of_emergency(service, &fact));
                    let read_on = page.filter(|_| by == ConfirmedBy::Page).and_then(|page| host_of_others(service, page));
                    kept.keep(service.id.clone(), fact.name, Confirmation { on, by, read_on });
                }
                Err((span, message)) => context.found.push(
                    Diagnostic::warning((context.place)(span), Kind::Confirmation, message)
                        .with_help("confirm it again (`waymark confirm`), or take this confirmation away"),
                ),
            }
        }
    });
}

type Fallen = (std::ops::Range<usize>, String);

/// The service and fact that a confirmation still stands for, or why it does not.
fn standing<'s>(
    raw: &raw::Confirmation,
    services: &'s BTreeMap<ServiceId, Service>,
) -> Result<(&'s Service, NamedFact<'s>), Fallen> {
    let (name, fact) = (raw.service.get_ref(), raw.fact.get_ref());
    let Some(service) = services.get(name.as_str()) else {
        return Err((raw.service.span(), format!("there is no service `{name}` any more, so this confirms nothing")));
    };
    let Some(known) = facts(service).into_iter().find(|known| known.name == *fact) else {
        return Err((raw.fact.span(), format!("`{name}` has no fact `{fact}`, so this confirms nothing")));
    };
    if known.value != *raw.value.get_ref() {
        return Err((raw.value.span(), format!("`{name}` now gives another {fact}, so this confirmation no longer holds")));
    }
    Ok((service, known))
}

/// The page that a person was sent to who must not ring to ask.
fn page_of_emergency<'s>(service: &'s Service, fact: &NamedFact<'_>) -> Option<&'s str> {
    let source = service.sources.iter().find(|source| source.id == fact.source)?;
    source.url.as_deref().filter(|_| fact.is_for_emergencies)
}
