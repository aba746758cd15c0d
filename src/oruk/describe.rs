//! A service's description: everything a person must know before they get in touch, in one text.
//!
//! Consumers of the standard show the description and often nothing else. So it says first when details are not confirmed, and what
//! a service must pass on before any number; and it repeats the numbers, for which the standard has no place on a service.

use super::words::{HELPS_WITH, NOT_FOR, PASSES_ON};
use crate::site::contact::with_menu;
use crate::site::{Contact, ContactValue, Service, ServiceStatus};

/// The description of a service, with only the contacts we are sure of.
pub(super) fn description<'a>(service: &'a Service, contacts: impl Iterator<Item = &'a Contact>) -> String {
    let mut lines = Vec::new();
    if let ServiceStatus::Unconfirmed { note } = &service.status {
        lines.push(note.clone());
    }
    lines.push(service.summary.value.clone());
    let parts = [(HELPS_WITH, service.helps_with.as_slice()), (NOT_FOR, &service.not_for), (PASSES_ON, service.passes_on())];
    for (label, sentences) in parts.into_iter().filter(|(_, sentences)| !sentences.is_empty()) {
        lines.push(format!("{label}: {}", sentences.join(" ")));
    }
    lines.extend(contacts.filter_map(spoken));
    lines.join("\n")
}

/// What can be rung, texted or written to without a screen.
fn spoken(contact: &Contact) -> Option<String> {
    let value = match &contact.value.value {
        ContactValue::Number(number) => with_menu(number.shown(), contact.menu.as_deref()),
        ContactValue::Post(address) => address.clone(),
        ContactValue::Web(_) | ContactValue::Email(_) => return None,
    };
    Some(format!("{}: {value}", contact.label))
}
