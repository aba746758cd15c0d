//! `security.txt` (RFC 9116): how to tell the operator of a weakness.
//!
//! It needs a contact. Without one there is no file, since a file that leads nowhere is worse than none; `check --release` says so.

use jiff::ToSpan;

use super::data_file::SECURITY;
use super::document::RenderedDocument;
use super::shell::{canonical, contact_href};
use crate::clock::Moment;
use crate::site::Site;

/// A copy that nobody renders any more should not be believed for long; section 2.5.5 asks for less than a year.
const GOOD_FOR_DAYS: i32 = 180;

/// The file, where the site has a contact.
pub(super) fn document(site: &Site, moment: &Moment) -> Option<RenderedDocument> {
    let contact = contact_href(site.settings.operator_contact.as_ref()?);
    let expires = moment.today.saturating_add(GOOD_FOR_DAYS.days());
    let canonical = canonical(site, SECURITY.path);
    let body = format!("Contact: {contact}\nExpires: {expires}T00:00:00Z\nPreferred-Languages: en\nCanonical: {canonical}\n");
    Some(SECURITY.document(body))
}
