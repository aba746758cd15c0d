//! How a service of a new copy is reached, as its operator gave it: a telephone number or an email address.

use std::str::FromStr;

use crate::content::{Documents, Located};
use crate::site::contact::{EmailAddress, PhoneError, PhoneNumber};

/// A number or an address that can stand in a service's file.
pub(super) enum Reach {
    Phone,
    Email,
}

/// What keeps a text from being either, as a sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReachError {
    #[error("{0}")]
    Phone(#[from] PhoneError),
    #[error("this is neither a telephone number nor an email address: write it like lado@northshire.example")]
    Email,
    #[error(
        "{0} digits are rare for a UK number: was one lost? If it is right, leave it out here and write it with \
         `waymark new service`, where `digits` says so"
    )]
    Rare(usize),
}

impl FromStr for Reach {
    type Err = ReachError;

    fn from_str(text: &str) -> Result<Self, ReachError> {
        if text.contains('@') {
            return text.parse::<EmailAddress>().map(|_| Self::Email).map_err(|_| ReachError::Email);
        }
        let number: PhoneNumber = text.parse()?;
        number.rare_length().map_or(Ok(Self::Phone), |rare| Err(ReachError::Rare(rare)))
    }
}

/// The name of the built-in service that answers `number` at any hour of every day, such as 101: a copy's own service behind the same number has
/// the same hours.
pub(super) fn always_answered_by(documents: &Documents, number: &str) -> Option<String> {
    let answers = |service: &&Located<crate::content::raw::Service>| {
        service.value.areas.iter().any(|area| area.get_ref() == "uk")
            && service.value.contact.iter().any(|contact| {
                contact.kind == "phone"
                    && contact.value.get_ref() == number
                    && contact.hours.as_ref().is_some_and(|hours| hours.get_ref().always)
            })
    };
    documents.services.iter().find(answers).map(|service| service.value.name.get_ref().clone())
}
