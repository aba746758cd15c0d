//! What only an example may give: numbers, mail and web addresses that are kept so that nobody has them. A copy may be tried out with
//! them, and must not be launched.

use super::{Concern, Obstacle};
use crate::site::{Contact, ContactValue, PhoneNumber, Service};

/// The first digits of numbers that are kept free for films and tests: nobody answers there.
const NUMBERS: [&str; 5] = ["01632960", "07700900", "02079460", "03069990", "08081570"];

/// Names kept for examples (RFC 2606, RFC 6761), each for all that ends with it.
const HOSTS: [&str; 7] = ["example", "test", "invalid", "localhost", "example.com", "example.org", "example.net"];

/// Whether a number is of a range in which nobody is given one.
fn is_number(number: &PhoneNumber) -> bool {
    let digits = number.dialled().replace("+44", "0");
    NUMBERS.iter().any(|range| digits.starts_with(range))
}

/// Whether a web or mail address leads to a name that nobody can have.
fn is_address(address: &str) -> bool {
    let after = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = after.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
    let is_within = |name: &str| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    HOSTS.into_iter().any(is_within)
}

/// Whether the public cannot open an address: a name that nobody can have, or one that is not of the public internet.
pub(super) fn is_unreachable(address: &str) -> bool {
    !address.starts_with("https://") || is_address(address)
}

/// Why a text that readers are given to write to, open or ring leads to nobody, if it does.
pub(super) fn fault_of(contact: &str) -> Option<String> {
    let is_made_up_number = contact.parse::<PhoneNumber>().is_ok_and(|number| is_number(&number));
    if is_made_up_number {
        Some(format!("{contact} is of a range kept for made-up numbers"))
    } else {
        is_address(contact).then(|| format!("{contact} is a made-up address: its name is kept for examples"))
    }
}

/// What a service gives and nobody has: its numbers, its addresses, and the pages that it was read on.
pub(super) fn of_service(service: &Service, is_crisis: bool) -> Vec<Obstacle> {
    let obstacle = |concern, what, how: &str| Obstacle {
        concern,
        subject: service.id.to_string(),
        what,
        place: service.place.clone(),
        how: how.to_owned(),
    };
    let of_contact = |contact: &Contact| {
        let (shown, is_made_up) = match &contact.value.value {
            ContactValue::Number(number) => {
                let what = format!("{} is of a range kept for made-up numbers", number.shown());
                let concern = if is_crisis { Concern::CrisisNumber } else { Concern::Number };
                return is_number(number).then(|| obstacle(concern, what, "write the number that the service answers"));
            }
            ContactValue::Web(address) => (address.as_str(), is_address(address.as_str())),
            ContactValue::Email(address) => (address.as_str(), is_address(address.as_str())),
            ContactValue::Post(_) => return None,
        };
        let what = format!("{shown} is a made-up address: its name is kept for examples");
        is_made_up.then(|| obstacle(Concern::Address, what, "write the address that the service has"))
    };
    let sources = service.sources.iter().filter_map(|source| source.url.as_deref()).filter(|url| is_address(url));
    let sources = sources.map(|url| {
        let what = format!("its source {url} is a made-up address: its name is kept for examples");
        obstacle(Concern::Address, what, "write the address of the page where it was read")
    });
    service.contacts.iter().filter_map(of_contact).chain(sources).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_kept_for_examples_are_made_up_and_names_that_only_look_like_them_are_not() {
        for made_up in [
            "https://help.northshire.example",
            "https://example.org/contact?x=1",
            "lado@northshire.test",
            "https://www.police.invalid:8443/a",
            "http://localhost",
            "me@mail.example.com",
        ] {
            assert!(is_address(made_up), "{made_up}");
        }
        for real in ["https://myexample.com", "https://www.example.co.uk", "lado@contest.gov.uk", "https://a.gov.uk/example.com"]
        {
            assert!(!is_address(real), "{real}");
        }
    }
}
