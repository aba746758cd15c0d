//! A number with what is pressed once they answer: wherever one stands, so does the other.

use serde::Serialize;

use crate::site::Contact;

/// A number, as `templates/components/tel.html` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct NumberView {
    pub shown: String,
    /// What a link to it holds.
    pub href: String,
    pub menu: Option<String>,
}

impl NumberView {
    /// Nothing for a contact without a number.
    pub(super) fn of(contact: &Contact) -> Option<Self> {
        let shown = contact.number()?.shown().to_owned();
        Some(Self { shown, href: contact.dial()?, menu: contact.menu.clone() })
    }
}
