//! A value that came from somewhere: where, when it was recorded, and how sure we are.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Place;

/// How sure we are of a fact (content brief, "How to read a file").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Not confirmed: withheld, or shown only with a mark.
    Low,
    /// One source, or several from the same body.
    Medium,
    /// Two or more independent sources.
    High,
}

impl Confidence {
    /// Sure enough to be shown without a mark.
    pub fn is_shown_as_sure(self) -> bool {
        self > Self::Low
    }
}

/// A value with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    pub value: T,
    /// The id of a [`Source`] in the same file.
    pub source: String,
    /// The day the source was read (Europe/London).
    pub recorded: Date,
    pub confidence: Confidence,
}

/// Where facts were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Short name, unique in its file.
    pub id: String,
    /// The address it was read at, where there is one.
    pub url: Option<String>,
    pub title: Option<String>,
    /// Which facts it bears out.
    pub supports: Option<String>,
    /// How old the page looked.
    pub seen: Option<String>,
    pub recorded: Date,
    /// Readers may see it; otherwise it bears out a fact and is for editors only.
    pub is_shown: bool,
    pub place: Place,
    pub recorded_place: Place,
}
