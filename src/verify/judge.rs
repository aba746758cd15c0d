//! From what the pages said to a verdict on each fact.
//!
//! A fact is borne out only by a page that gives it now. Only a page of the service's own *confirms* it: an old newspaper that still
//! gives a number proves nothing about today. And only a page that was read from end to end can bear against a fact: everything
//! else (robots, bot checks, scripts, slow servers) is "could not tell".

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::Address;
use super::hours::{self, Agreement};
use super::numbers;
use super::page::{ReadPage, simplify};
use super::plan::{Ask, What};
use super::visit::{Hop, Why};
use crate::site::confirmed::FactKind;

/// What is known of a page after the visit.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The redirects on the way.
    pub hops: Vec<Hop>,
    pub outcome: VisitResult,
}

/// How a visit ended, read.
#[derive(Debug, Clone)]
pub enum VisitResult {
    Page(Box<ReadPage>),
    /// 404 or 410.
    Gone(u16),
    CouldNotTell(Why),
}

impl Seen {
    /// Where the visit ended.
    pub fn ended<'a>(&'a self, asked: &'a Address) -> &'a Address {
        self.hops.last().map_or(asked, |hop| &hop.to)
    }

    /// The new address, if a permanent redirect says that the old one is no longer right.
    pub fn moved(&self, asked: &Address) -> Option<&Address> {
        let ended = self.hops.last().map(|hop| &hop.to)?;
        (self.hops.iter().any(Hop::is_permanent) && !ended.is_alike(asked)).then_some(ended)
    }
}

/// The verdict on a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The page that gave it gives something else now.
    Changed,
    /// The page that gave it is gone, or no longer gives it.
    Gone,
    /// It still stands, at another address.
    Moved,
    CouldNotTell,
    StillThere,
}

impl Verdict {
    /// Every verdict, what needs an editor first.
    pub const ALL: [Self; 5] = [Self::Changed, Self::Gone, Self::Moved, Self::CouldNotTell, Self::StillThere];

    /// As an editor would say it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Moved => "moved",
            Self::CouldNotTell => "could not tell",
            Self::StillThere => "still there",
        }
    }
}

/// What became of one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactFinding {
    pub service: String,
    /// The fact's name within the service.
    pub fact: String,
    /// Its value in canonical form.
    pub value: String,
    pub verdict: Verdict,
    /// It was found on a page of the service's own, so it may be recorded as confirmed.
    pub confirmed: bool,
    pub page: Option<String>,
    /// One sentence.
    pub why: String,
}

/// What one page says of one fact.
enum Evidence {
    Found,
    /// The page was read and gives something else, or nothing.
    Absent(Instead),
    Gone(u16),
    Unclear(String),
}

enum Instead {
    Other(String),
    Nothing,
}

/// Judges one fact by the pages that were seen.
#[must_use]
pub fn judge(ask: &Ask, seen: &BTreeMap<Address, Seen>) -> FactFinding {
    let looked: Vec<Look<'_>> =
        ask.places.iter().filter_map(|address| Some(Look::at(ask, address, seen.get(address)?))).collect();
    let is_found = |look: &&Look<'_>| matches!(look.evidence, Evidence::Found);
    let found = looked.iter().find(|look| look.is_own && is_found(look));
    let denied = looked.iter().find(|look| look.is_own && matches!(look.evidence, Evidence::Absent(Instead::Other(_))));
    // Hours on the service's own page outrank those an old article gives.
    let found = found.or_else(|| looked.iter().find(is_found).filter(|_| ask.kind != FactKind::Hours || denied.is_none()));
    if let Some(look) = found {
        return look.found(ask);
    }
    let source = looked.first().filter(|_| ask.has_source);
    let decisive = if ask.kind == FactKind::Hours { denied.or(source) } else { source };
    match decisive {
        Some(look) => look.missing(ask),
        None => finding(ask, Verdict::CouldNotTell, None, "the source it was read in has no address"),
    }
}

/// One page looked at for one fact.
struct Look<'a> {
    asked: &'a Address,
    seen: &'a Seen,
    is_own: bool,
    evidence: Evidence,
}

impl<'a> Look<'a> {
    fn at(ask: &Ask, asked: &'a Address, seen: &'a Seen) -> Self {
        let evidence = match &seen.outcome {
            VisitResult::Gone(status) => Evidence::Gone(*status),
            VisitResult::CouldNotTell(why) => Evidence::Unclear(why.to_string()),
            VisitResult::Page(page) => match evidence(ask, page) {
                Evidence::Absent(_) if page.is_shell() => Evidence::Unclear(Why::NeedsScript.to_string()),
                evidence => evidence,
            },
        };
        // A redirect to somebody else's site does not make that site the service's own.
        let is_own = ask.own.contains(asked.site()) && ask.own.contains(seen.ended(asked).site());
        Self { asked, seen, is_own, evidence }
    }

    fn found(&self, ask: &Ask) -> FactFinding {
        let ended = self.seen.ended(self.asked);
        let (verdict, why) = match self.seen.moved(self.asked) {
            Some(to) if ask.kind == FactKind::Address && to.path() == "/" => {
                (Verdict::Moved, format!("it now leads to the front page {to}, and the page itself may be gone"))
            }
            Some(to) => (Verdict::Moved, format!("{} has moved to {to}", self.asked)),
            None if self.is_own => (Verdict::StillThere, "found on the service's own page".to_owned()),
            None => (Verdict::StillThere, "found on its source, which is not the service's own page".to_owned()),
        };
        // An address that has moved is not the right one any more; a number on a page that has moved still is.
        let confirmed = self.is_own && (verdict == Verdict::StillThere || !matches!(ask.what, What::Web));
        FactFinding { confirmed, ..finding(ask, verdict, Some(ended), &why) }
    }

    fn missing(&self, ask: &Ask) -> FactFinding {
        let (verdict, why) = match &self.evidence {
            Evidence::Found => (Verdict::CouldNotTell, "the service's own page gives other hours than its source".to_owned()),
            Evidence::Absent(Instead::Other(other)) => (Verdict::Changed, other.clone()),
            Evidence::Absent(Instead::Nothing) => (Verdict::Gone, "the page no longer gives it".to_owned()),
            Evidence::Gone(status) => (Verdict::Gone, format!("the page is gone (status {status})")),
            Evidence::Unclear(why) => (Verdict::CouldNotTell, why.clone()),
        };
        finding(ask, verdict, Some(self.seen.ended(self.asked)), &why)
    }
}

fn finding(ask: &Ask, verdict: Verdict, page: Option<&Address>, why: &str) -> FactFinding {
    let (service, fact, value) = (ask.service.clone(), ask.fact.clone(), ask.value.clone());
    FactFinding { service, fact, value, verdict, confirmed: false, page: page.map(ToString::to_string), why: printable(why) }
}

/// A stranger's words without what would steer a terminal.
pub fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn evidence(ask: &Ask, page: &ReadPage) -> Evidence {
    match &ask.what {
        What::Number(number) if numbers::mentions(page, number) => Evidence::Found,
        What::Number(_) => Evidence::Absent(instead("the page gives other numbers", numbers::others(page))),
        What::Hours(hours, number) => match hours::compare(page, hours, number.as_ref()) {
            Agreement::Same => Evidence::Found,
            Agreement::Other => Evidence::Absent(Instead::Other("the page gives other hours".to_owned())),
            Agreement::Unclear => Evidence::Unclear("the page gives no hours that a program can compare".to_owned()),
        },
        What::Email(mail) if page.mails.contains(mail) || says(page, mail) => Evidence::Found,
        What::Email(_) if page.hides_mail => Evidence::Unclear("the page hides its email addresses from programs".to_owned()),
        What::Email(_) => Evidence::Absent(instead("the page gives other email addresses", page.mails.clone())),
        What::Post(address) => {
            let lines: String = page.lines.join(" ");
            if simplify(&lines).contains(&simplify(address)) {
                Evidence::Found
            } else {
                Evidence::Unclear("the page does not give the address in these words".to_owned())
            }
        }
        What::Web if ask.names.iter().any(|name| page.names(name)) => Evidence::Found,
        // A domain that has lapsed may hold anything: what does not name the service is not taken for it.
        What::Web if page.is_shell() => Evidence::Unclear(Why::NeedsScript.to_string()),
        What::Web => Evidence::Unclear("the page answers but does not name the service: a person must look".to_owned()),
    }
}

fn says(page: &ReadPage, mail: &str) -> bool {
    page.lines.iter().any(|line| {
        let line = line.to_lowercase();
        let is_edge = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '@'));
        line.match_indices(mail).any(|(at, _)| {
            // A full stop after an address ends the sentence.
            let after = line[at + mail.len()..].trim_start_matches('.').chars().next();
            is_edge(line[..at].chars().next_back()) && is_edge(after)
        })
    })
}

/// At most this many others are named.
const OTHERS: usize = 5;

fn instead(what: &str, others: Vec<String>) -> Instead {
    if others.is_empty() {
        return Instead::Nothing;
    }
    let shown: Vec<String> = others.into_iter().take(OTHERS).collect();
    Instead::Other(format!("{what}: {}", shown.join(", ")))
}

#[cfg(test)]
mod tests;
