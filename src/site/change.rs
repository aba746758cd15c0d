//! What changed for readers: one number, service, time, route or page, with what stood there before.
//!
//! Kept in `changes.toml`, because a site knows only how it is and not how it was. Feeds and open data tell it on.

use jiff::civil::Date;

use serde::{Deserialize, Serialize};

use super::text::Prose;

/// What a change is about; in order of the harm that a mistake in it can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// A number, an address or another way to reach somebody.
    Number,
    /// A service that comes, goes, closes or is called otherwise.
    Service,
    /// When somebody answers.
    Hours,
    /// Where an answer of the report page leads, and whom it names.
    Route,
    /// The words of a page.
    Page,
    /// A fact that somebody confirmed, or the day of a check: shown to whoever compares two contents, and recorded nowhere.
    Check,
}

impl About {
    /// Every kind, in order.
    pub const ALL: [Self; 6] = [Self::Number, Self::Service, Self::Hours, Self::Route, Self::Page, Self::Check];

    /// For a heading.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Number => "Numbers and addresses",
            Self::Service => "Services",
            Self::Hours => "Hours",
            Self::Route => "Routes of the report page",
            Self::Page => "Words of pages",
            Self::Check => "Confirmed and checked",
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The newest first.
    pub changes: Vec<Change>,
    /// Every text in them, with its place.
    pub prose: Vec<Prose>,
}

impl Changes {
    /// When what stands at an address last changed or was checked, whichever is later.
    pub fn modified(&self, address: &str, checked: Date) -> Date {
        self.changes.iter().find(|change| change.address == address).map_or(checked, |change| change.on.max(checked))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The day from which readers saw it.
    pub on: Date,
    pub about: About,
    /// Where it stands, as an address of this site: `/services/childline`.
    pub address: String,
    /// What it is called there.
    pub name: String,
    /// What stood there; nothing where it is new.
    pub before: Vec<String>,
    /// What stands there; nothing where it went.
    pub after: Vec<String>,
}

impl Change {
    /// Said in a sentence or two: "It was 0800 1111. It is now 0800 1112."
    pub fn told(&self) -> String {
        let said = |what: &str, lines: &[String]| (!lines.is_empty()).then(|| format!("{what} {}.", joined(lines)));
        let all = [said(self.word("Before:", "It was"), &self.before), said(self.word("Now:", "It is now"), &self.after)];
        all.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// A number is one thing and fits in a sentence; anything else is a list.
    fn word<'a>(&self, list: &'a str, one: &'a str) -> &'a str {
        if self.about == About::Number { one } else { list }
    }
}

/// Lines with a mark between them, each without its own full stop.
fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| line.trim_end_matches('.')).collect::<Vec<_>>().join("; ")
}
