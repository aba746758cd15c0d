//! The shape of every TOML file kind: to check a file and report *all* its faults ([`validate`]), to print JSON Schema for an editor's
//! completion ([`json`]), and to keep the documentation in one place. Beside each stands what serde reads of it ([`super::raw`]).
//!
//! It knows keys, types and closed lists. Whether a phone number can be rung or a name exists is for later stages.

pub mod json;
pub mod validate;

pub mod area;
pub mod changes;
pub mod confirmed;
pub mod kit;
pub mod page;
pub mod page_rules;
pub mod parts;
pub mod questions;
pub mod routing;
pub mod search;
pub mod service;
pub mod site;

use jiff::civil;
use toml::Spanned;
use toml::value::Datetime;

pub use area::AREA;
pub use changes::CHANGES;
pub use confirmed::CONFIRMED;
pub use kit::{KIT, LINKS, POSTERS};
pub use page::PAGE;
pub use page_rules::PAGE_RULES;
pub use questions::QUESTIONS;
pub use routing::ROUTING;
pub use search::SEARCH;
#[cfg(test)]
pub(crate) use service::MADE_FOR;
pub use service::SERVICE;
pub use site::{BANK_HOLIDAYS, OVERLAY, REDIRECTS, SITE, WORDS};

/// A text with the bytes it stands at.
pub type Text = Spanned<String>;
/// A date with the bytes it stands at.
pub type Day = Spanned<Datetime>;

/// The day that is written, if there is such a day.
pub fn day(written: &Day) -> Option<civil::Date> {
    let date = written.get_ref().date?;
    civil::Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

/// What one table of TOML may hold.
#[derive(Debug)]
pub struct Shape {
    /// What an editor would call it: "a service".
    pub name: &'static str,
    /// One sentence for an editor.
    pub about: &'static str,
    /// The keys, in the order an editor would write them.
    pub fields: &'static [Field],
}

impl Shape {
    /// The first key of this name, here or in a table below.
    pub fn field(&self, key: &str) -> Option<&Field> {
        let here = self.fields.iter().find(|field| field.key == key);
        here.or_else(|| self.fields.iter().find_map(|field| field.value.table()?.field(key)))
    }
}

impl Value {
    /// The table that stands there, alone or in a list.
    pub(super) fn table(&self) -> Option<&'static Shape> {
        match self {
            Self::Table(shape) => Some(shape),
            Self::ListOf(inner) | Self::Map(inner) => inner.table(),
            _ => None,
        }
    }

    /// Whether it is a list of texts, each on its own.
    pub const fn is_list_of_texts(&self) -> bool {
        matches!(self, Self::ListOf(Self::Text | Self::Slug | Self::OneOf(_)))
    }
}

/// One key of a table.
#[derive(Debug)]
pub struct Field {
    pub key: &'static str,
    /// What it is for, shown by editors as completion help.
    pub about: &'static str,
    /// Whether the file is wrong without it.
    pub required: bool,
    pub value: Value,
}

/// What may stand behind a key.
#[derive(Debug, Clone, Copy)]
pub enum Value {
    /// Text that is not empty.
    Text,
    /// A name in lower-case letters, digits and hyphens.
    Slug,
    /// A date such as 2026-11-23.
    Date,
    Bool,
    Integer,
    /// One of a closed list.
    OneOf(&'static [&'static str]),
    ListOf(&'static Value),
    Table(&'static Shape),
    /// A table whose keys the editor chooses.
    Map(&'static Value),
}

const fn needed(key: &'static str, value: Value, about: &'static str) -> Field {
    Field { key, about, required: true, value }
}

/// A key the file may leave out.
const fn optional(key: &'static str, value: Value, about: &'static str) -> Field {
    Field { key, about, required: false, value }
}

const TEXTS: Value = Value::ListOf(&Value::Text);
const SLUGS: Value = Value::ListOf(&Value::Slug);
