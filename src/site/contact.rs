//! One way to reach a service: a number, an address, a chat.

mod phone;
mod web;

pub use phone::{PhoneError, PhoneNumber, all_in, meant, odd_sign};
pub use web::{AddressError, EmailAddress, WebAddress, with_https};

use serde::{Deserialize, Serialize};

use super::fact::{Confidence, Fact};
use super::hours::OpeningHours;

/// The kinds of contact, as written in service files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContactKind {
    /// A voice call.
    Phone,
    Text,
    /// Relay UK or textphone.
    Relay,
    /// A chat on a website.
    Webchat,
    /// A message through a website.
    Message,
    Email,
    /// A form on a website.
    Webform,
    Web,
    Post,
    /// A video call, such as sign language.
    Video,
}

impl ContactKind {
    /// As written in service files. Names of facts and identifiers in open data are made of it, so it never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Text => "text",
            Self::Relay => "relay",
            Self::Webchat => "webchat",
            Self::Message => "message",
            Self::Email => "email",
            Self::Webform => "webform",
            Self::Web => "web",
            Self::Post => "post",
            Self::Video => "video",
        }
    }
}

/// Where a contact leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactValue {
    /// A number to ring or text.
    Number(PhoneNumber),
    Web(WebAddress),
    Email(EmailAddress),
    Post(String),
}

/// One way to reach a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub kind: ContactKind,
    /// What to call it.
    pub label: String,
    pub value: Fact<ContactValue>,
    /// One sentence for readers.
    pub note: Option<String>,
    /// Its cost, where it differs from the service's.
    pub cost: Option<String>,
    /// What to press once they answer.
    pub menu: Option<String>,
    /// For people outside the UK only.
    pub from_abroad: bool,
    /// When it is answered, if known.
    pub hours: Option<Fact<OpeningHours>>,
}

impl Contact {
    /// The hours, if we are sure enough to show them.
    pub fn sure_hours(&self) -> Option<&Fact<OpeningHours>> {
        self.hours.as_ref().filter(|hours| hours.confidence.is_shown_as_sure())
    }

    /// Somebody answers at any hour of any day, as far as we are sure. A form that never shuts is nobody to speak to.
    pub fn is_any_hour(&self) -> bool {
        matches!(self.kind, ContactKind::Phone | ContactKind::Text | ContactKind::Webchat)
            && self.sure_hours().is_some_and(|hours| hours.value == OpeningHours::Always)
    }

    /// The number, on contacts that have one.
    pub fn number(&self) -> Option<&PhoneNumber> {
        match &self.value.value {
            ContactValue::Number(number) => Some(number),
            _ => None,
        }
    }

    /// What a link to the number holds. What is pressed once they answer comes after a pause; what is no key of a telephone is for
    /// the reader to press.
    pub fn dial(&self) -> Option<String> {
        let scheme = if self.kind == ContactKind::Text { "sms" } else { "tel" };
        let keys = self.menu.as_deref().and_then(keys_of).filter(|_| scheme == "tel").unwrap_or_default();
        let after: String = keys.iter().flat_map(|keys| [",,".to_owned(), keys.replace('#', "%23")]).collect();
        Some(format!("{scheme}:{}{after}", self.number()?.dialled()))
    }

    /// The number as a text gives it, with what is pressed once they answer.
    pub fn number_with_menu(&self) -> Option<String> {
        Some(with_menu(self.number()?.shown(), self.menu.as_deref()))
    }

    /// The web address, on contacts that have one.
    pub fn web(&self) -> Option<&WebAddress> {
        match &self.value.value {
            ContactValue::Web(address) => Some(address),
            _ => None,
        }
    }

    /// How sure we are of the number or address.
    pub fn confidence(&self) -> Confidence {
        self.value.confidence
    }
}

/// The keys that a menu names, each after a pause: "2", or "2, then 1". Nothing where it names something else.
pub fn keys_of(menu: &str) -> Option<Vec<&str>> {
    let is_key = |key: u8| key.is_ascii_digit() || matches!(key, b'*' | b'#');
    let menus: Vec<&str> = menu.split(", then ").collect();
    menus.iter().all(|keys| (1..=6).contains(&keys.len()) && keys.bytes().all(is_key)).then_some(menus)
}

/// "111 then press 2".
pub fn with_menu(number: &str, menu: Option<&str>) -> String {
    menu.map_or_else(|| number.to_owned(), |menu| format!("{number} then press {menu}"))
}
