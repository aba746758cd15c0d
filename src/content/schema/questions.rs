//! The shape of `questions/*.toml`: the ways people ask.

use serde::Deserialize;

use super::{Shape, Text, Value, needed, optional};

pub(crate) const ASKERS: &[&str] = &["anyone", "parent", "young", "self", "family", "survivor", "professional"];

/// What a line means whatever page it is about.
pub(crate) const MEANINGS: &[&str] = &["despair", "danger", "seeking", "figure", "quiet", "text", "language", "deaf"];

static ASKED: Shape = Shape {
    name: "lines that people ask",
    about: "Lines in the words people type, and what answers them. One of page, service and means is needed.",
    fields: &[
        optional("page", Value::Text, "the address that answers them: /grooming-signs"),
        optional("service", Value::Slug, "or the service whose card does"),
        optional("means", Value::OneOf(MEANINGS), "despair, danger, a figure of speech, a way to be reached"),
        needed("who", Value::OneOf(ASKERS), "who asks"),
        needed("lines", Value::Text, "one line a question, between ''' and '''"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    pub page: Option<Text>,
    pub service: Option<Text>,
    pub means: Option<Text>,
    pub who: String,
    pub lines: Text,
}

impl Asked {
    /// The address the lines lead to, and where it stands in the file.
    pub fn address(&self) -> Option<(String, std::ops::Range<usize>)> {
        let page = self.page.as_ref().map(|page| (page.get_ref().clone(), page.span()));
        page.or_else(|| self.service.as_ref().map(|service| (format!("/services/{}", service.get_ref()), service.span())))
    }
}

/// What one person types, line by line.
pub static QUESTIONS: Shape = Shape {
    name: "a voice of the question bank",
    about: "The lines of one kind of person, for search to learn from. Nothing here is ever shown to a reader.",
    fields: &[
        needed("voice", Value::Text, "the person who types: how old, how they write, what they are like"),
        optional("asked", Value::ListOf(&Value::Table(&ASKED)), "what they ask"),
    ],
};

/// A file of `content/questions/`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    pub voice: String,
    #[serde(default)]
    pub asked: Vec<Asked>,
}
