//! What changed for readers: one number, service, time, route or page, with what stood there before.
//!
//! Kept in `changes.toml`, because a site knows only how it is and not how it was. Feeds and open data tell it on.

use jiff::civil::Date;

use super::text::Prose;

/// Everything that changed.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The newest first.
    pub changes: Vec<Change>,
    /// Every text in them, with its place.
    pub prose: Vec<Prose>,
}

impl Changes {
    /// The last day on which something changed at an address.
    #[must_use]
    pub fn last_at(&self, address: &str) -> Option<Date> {
        self.changes.iter().find(|change| change.address == address).map(|change| change.on)
    }
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The day from which readers saw it.
    pub on: Date,
    /// What changed: "number", "service", "hours", "route" or "page".
    pub about: String,
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
    #[must_use]
    pub fn told(&self) -> String {
        let said = |what: &str, lines: &[String]| (!lines.is_empty()).then(|| format!("{what} {}.", joined(lines)));
        let all = [said(self.word("Before:", "It was"), &self.before), said(self.word("Now:", "It is now"), &self.after)];
        all.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// A number is one thing and fits in a sentence; anything else is a list.
    fn word<'a>(&self, list: &'a str, one: &'a str) -> &'a str {
        if self.about == "number" { one } else { list }
    }
}

/// Lines with a mark between them, each without its own full stop.
fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| line.trim_end_matches('.')).collect::<Vec<_>>().join("; ")
}
