//! What a copy's own people checked of what they did not write: each `[[review]]` of `overlay.toml` over the review of its page or
//! service.

use std::collections::BTreeMap;

use toml::Spanned;

use super::parts::{DocumentContext, in_document};
use super::{Names, unknown};
use crate::content::{Located, raw};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{Page, PagePath, Review, Service, ServiceId, SignOff};

/// Changes the reviews that are named.
pub(super) fn apply(
    document: &Located<Vec<raw::OwnReview>>,
    names: &Names,
    found: &mut Vec<Diagnostic>,
    services: &mut BTreeMap<ServiceId, Service>,
    pages: &mut BTreeMap<PagePath, Page>,
) {
    in_document(document, names, found, |context| {
        for (at, own) in document.value.iter().enumerate() {
            if document.value[..at].iter().any(|other| other.of.get_ref() == own.of.get_ref()) {
                let message = format!("there already is a [[review]] of `{}` in this file", own.of.get_ref());
                context.error(
                    own.of.span(),
                    Kind::Duplicate,
                    message,
                    "write all that is of one page or service in one [[review]]",
                );
                continue;
            }
            let of = own.of.get_ref().as_str();
            let page = pages.get_mut(of).map(|page| &mut page.review);
            if let Some(review) = page.or_else(|| services.get_mut(of).map(|service| &mut service.review)) {
                context.own_review(own, review);
            } else {
                let known = pages.keys().map(PagePath::as_str).chain(services.keys().map(ServiceId::as_str));
                context.found.push(unknown(document.place(own.of.span()), "page or service", of, known));
            }
        }
    });
}

impl DocumentContext<'_> {
    fn own_review(&mut self, own: &raw::OwnReview, review: &mut Review) {
        if let Some(owner) = &own.owner {
            review.owner.clone_from(owner);
        }
        match (&own.checked, &own.due) {
            (Some(checked), Some(due)) => {
                (review.checked, review.due) = (self.date(checked), self.date(due));
                (review.is_compared, review.is_own) = (true, true);
                (review.checked_place, review.due_place) = ((self.place)(checked.span()), (self.place)(due.span()));
                self.in_order(review.checked, review.due, due.span());
            }
            (None, None) => {}
            (Some(alone), None) | (None, Some(alone)) => {
                let message = "a check has a day on which it was made and a day on which the next is due";
                self.error(alone.span(), Kind::MissingKey, message, "write both `checked` and `due`, or neither");
            }
        }
        for sign_off in &own.sign_off {
            self.own_sign_off(own.of.get_ref(), sign_off, &mut review.sign_offs);
        }
    }

    fn own_sign_off(&mut self, of: &str, own: &Spanned<raw::OwnSignOff>, asked: &mut [SignOff]) {
        let (given, place) = (self.date(&own.get_ref().given), (self.place)(own.get_ref().given.span()));
        let (by, about) = (&own.get_ref().by, &own.get_ref().about);
        let is_meant = |asked: &SignOff| asked.by == *by && about.as_ref().is_none_or(|about| asked.about == *about);
        if !asked.iter().any(is_meant) {
            let list: Vec<String> = asked.iter().map(|one| format!("{}, about \"{}\"", one.by, one.about)).collect();
            let help = match list.as_slice() {
                [] => "it asks for no sign-off: take this one away".to_owned(),
                list => format!("it asks for: {}", list.join("; ")),
            };
            self.error(own.span(), Kind::UnknownReference, format!("{of} asks for no such sign-off"), &help);
        }
        for asked in asked.iter_mut().filter(|asked| is_meant(asked)) {
            (asked.given, asked.given_place) = (Some(given), Some(place.clone()));
        }
    }
}
