//! What still stands between this content and a launch.
//!
//! Takes a whole [`Site`] and the day; gives [`Obstacle`]s, the ones that could do most harm first. Everyday checking knows nothing
//! of them: a copy may be built and looked at long before anybody has rung a helpline.

mod another_nations;
mod made_up;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::diagnostic::Place;
use crate::site::confirmed::facts;
use crate::site::{FactKind, Freshness, NamedFact, Review, Service, ServiceId, Site, Urgency};

/// What an obstacle is about, in the order of the harm it could do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    /// A number that people in danger or despair are given is unconfirmed.
    CrisisNumber,
    /// Another number is unconfirmed.
    Number,
    /// What a service keeps private and must pass on is unconfirmed.
    Privacy,
    /// A qualified person has not signed a page or service off.
    SignOff,
    /// It speaks of another nation's law or services than the one in which this copy lies.
    OtherNation,
    /// Who runs this copy cannot be told that something is wrong, or its address is only an example.
    Operator,
    Overdue,
    Hours,
    /// A web, email or postal address is unconfirmed.
    Address,
    /// A cost is unconfirmed. Worth asking about; nobody comes to harm while it stands.
    Cost,
}

impl Concern {
    /// Every concern, the most harmful first.
    pub const ALL: [Self; 10] = [
        Self::CrisisNumber,
        Self::Number,
        Self::Privacy,
        Self::SignOff,
        Self::OtherNation,
        Self::Operator,
        Self::Overdue,
        Self::Hours,
        Self::Address,
        Self::Cost,
    ];

    /// Whether a launch must wait for it.
    pub fn blocks(self) -> bool {
        self != Self::Cost
    }

    /// What an operator would call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::CrisisNumber => "crisis number",
            Self::Number => "number",
            Self::Privacy => "what stays private",
            Self::SignOff => "sign-off",
            Self::OtherNation => "another nation's",
            Self::Operator => "operator",
            Self::Overdue => "overdue review",
            Self::Hours => "hours",
            Self::Address => "address",
            Self::Cost => "cost",
        }
    }
}

/// One thing to be done before a launch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    pub concern: Concern,
    /// The service, page or setting it concerns.
    pub subject: String,
    /// What is missing, as one phrase.
    pub what: String,
    pub place: Place,
    /// How it is done.
    pub how: String,
}

/// Everything that stands between `site` and a launch on the day `today`.
pub fn obstacles(site: &Site, today: Date) -> Vec<Obstacle> {
    let crisis = crisis_services(site);
    let mut found: Vec<Obstacle> = site.shown_services().flat_map(|service| unconfirmed(site, service, &crisis, today)).collect();
    let services = site.shown_services().map(|service| (service.id.to_string(), &service.review, &service.place));
    let pages = site.pages.values().map(|page| (page.path.to_string(), &page.review, page.place()));
    for (subject, review, place) in services.chain(pages) {
        found.extend(sign_offs(&subject, review, place));
        found.extend(overdue(site, &subject, review, place, today));
    }
    found.extend(site.shown_services().flat_map(|service| made_up::of_service(service, crisis.contains(&service.id))));
    found.extend(operator(site));
    found.extend(another_nations::obstacles(site));
    found.sort_by(|a, b| (a.concern, &a.subject).cmp(&(b.concern, &b.subject)));
    found
}

/// Services that people in danger or despair are sent to: the crisis box, those whose hours are never withheld, and the first way
/// on of every outcome that asks for help this minute.
pub fn crisis_services(site: &Site) -> BTreeSet<&ServiceId> {
    let at_once = site.routing.outcomes.values().filter(|outcome| outcome.urgency == Urgency::Now);
    let first_ways = at_once.flat_map(|outcome| site.services_of(&outcome.primary)).map(|service| &service.id);
    site.settings.crisis.iter().chain(&site.settings.review.never_withheld).chain(first_ways).collect()
}

/// The facts that a launch asks for. Hours that readers are not shown can do them no harm.
pub(super) fn to_confirm(service: &Service) -> impl Iterator<Item = NamedFact<'_>> {
    let is_shown =
        |fact: &NamedFact<'_>| fact.kind != FactKind::Hours || fact.contact.is_some_and(|one| one.sure_hours().is_some());
    facts(service).into_iter().filter(is_shown)
}

/// Those of them that nobody has confirmed, or too long ago.
pub(super) fn to_ask<'a>(site: &'a Site, service: &'a Service, today: Date) -> impl Iterator<Item = NamedFact<'a>> {
    to_confirm(service).filter(move |fact| site.confirmed.fresh(service, &fact.name, today).is_none())
}

fn unconfirmed<'a>(
    site: &'a Site,
    service: &'a Service,
    crisis: &BTreeSet<&ServiceId>,
    today: Date,
) -> impl Iterator<Item = Obstacle> + use<'a> {
    let is_crisis = crisis.contains(&service.id);
    to_ask(site, service, today).map(move |fact| Obstacle {
        concern: concern(&fact, is_crisis),
        subject: service.id.to_string(),
        what: match fact.kind {
            FactKind::Privacy => "what it keeps private and must pass on was not confirmed".to_owned(),
            _ => format!("{} {} was not confirmed", fact.name, fact.value),
        },
        place: service.place.clone(),
        how: format!("waymark confirm {} {} --role \"service directory editor\"", service.id, fact.name),
    })
}

pub(super) fn concern(fact: &NamedFact<'_>, is_crisis: bool) -> Concern {
    match fact.kind {
        FactKind::Number if is_crisis => Concern::CrisisNumber,
        FactKind::Number => Concern::Number,
        FactKind::Privacy => Concern::Privacy,
        FactKind::Hours => Concern::Hours,
        FactKind::Address => Concern::Address,
        FactKind::Cost => Concern::Cost,
    }
}

fn sign_offs(subject: &str, review: &Review, place: &Place) -> Vec<Obstacle> {
    let open = review.sign_offs.iter().filter(|sign_off| sign_off.given.is_none());
    open.map(|sign_off| Obstacle {
        concern: Concern::SignOff,
        subject: subject.to_owned(),
        what: format!("{}: {}", sign_off.by, sign_off.about),
        place: place.clone(),
        how: "when it was given, write `given = <the day>` in its [[review.sign_off]]".to_owned(),
    })
    .collect()
}

fn overdue(site: &Site, subject: &str, review: &Review, place: &Place, today: Date) -> Option<Obstacle> {
    let what = if !review.is_compared {
        format!("nobody has held it against its sources yet ({})", review.owner)
    } else if review.freshness(today, &site.settings.review) >= Freshness::Overdue {
        format!("should have been checked by {} ({})", review.due, review.owner)
    } else {
        return None;
    };
    Some(Obstacle {
        concern: Concern::Overdue,
        subject: subject.to_owned(),
        what,
        place: place.clone(),
        how: "check it against its sources, then set `checked` and `due`, and take `compared = false` away".to_owned(),
    })
}

fn operator(site: &Site) -> Vec<Obstacle> {
    let obstacle = |what: &str, how: &str| Obstacle {
        concern: Concern::Operator,
        subject: "site.toml".to_owned(),
        what: what.to_owned(),
        place: Place::whole_file("content/site.toml"),
        how: how.to_owned(),
    };
    let mut found = Vec::new();
    let how = "give `contact` in [operator] once somebody reads what arrives there";
    match &site.settings.operator_contact {
        None => found.push(obstacle("nobody can be told that something is wrong", how)),
        Some(contact) => found.extend(made_up::fault_of(contact).map(|what| obstacle(&format!("the contact {what}"), how))),
    }
    if made_up::is_unreachable(&site.settings.address) {
        let how = "set `address` to the address readers will use";
        found.push(obstacle(&format!("the public address is {}", site.settings.address), how));
    }
    found
}

#[derive(Serialize)]
struct ReleaseRow<'a> {
    concern: Concern,
    blocks: bool,
    subject: &'a str,
    what: &'a str,
    file: &'a str,
    line: u32,
    how: &'a str,
}

/// The obstacles as JSON values, an object each, with stable keys.
pub fn json(obstacles: &[Obstacle]) -> serde_json::Value {
    let rows = obstacles.iter().map(|obstacle| ReleaseRow {
        concern: obstacle.concern,
        blocks: obstacle.concern.blocks(),
        subject: &obstacle.subject,
        what: &obstacle.what,
        file: &obstacle.place.file,
        line: obstacle.place.line,
        how: &obstacle.how,
    });
    // Strings, numbers and booleans always serialise.
    serde_json::to_value(rows.collect::<Vec<_>>()).unwrap_or_default()
}

/// The obstacles as a table of `width` columns, and a line for each concern with how many there are.
pub fn table(obstacles: &[Obstacle], width: usize) -> String {
    let subject = obstacles.iter().map(|obstacle| obstacle.subject.chars().count()).max().unwrap_or_default();
    let mut lines = vec![format!("{:<18}  {:<subject$}  what is missing", "concern", "where")];
    lines.push("-".repeat(width.min(18 + 2 + subject + 2 + 60)));
    for obstacle in obstacles {
        let line = format!("{:<18}  {:<subject$}  {}", obstacle.concern.name(), obstacle.subject, obstacle.what);
        lines.push(cut(&line, width));
    }
    lines.push(String::new());
    for concern in Concern::ALL {
        let of_it: Vec<_> = obstacles.iter().filter(|obstacle| obstacle.concern == concern).collect();
        let Some(first) = of_it.first() else { continue };
        let mark = if concern.blocks() { "blocks" } else { "does not block" };
        lines.push(format!("{:<18}  {:>4}  {mark:<14}  {}", concern.name(), of_it.len(), first.how));
    }
    let blocking = obstacles.iter().filter(|obstacle| obstacle.concern.blocks()).count();
    lines.push(match blocking {
        0 => "nothing blocks a launch".to_owned(),
        1 => "1 thing blocks a launch".to_owned(),
        n => format!("{n} things block a launch"),
    });
    lines.join("\n") + "\n"
}

fn cut(line: &str, width: usize) -> String {
    if line.chars().count() <= width {
        return line.to_owned();
    }
    line.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_nobody_can_reach_are_told_from_those_that_somebody_may() {
        for reserved in ["https://waymark.example", "https://www.example.org", "http://127.0.0.1:8080", "https://a.test"] {
            assert!(made_up::is_unreachable(reserved), "{reserved}");
        }
        for real in ["https://waymark.org.uk", "https://examples.uk", "https://help.essex.police.uk"] {
            assert!(!made_up::is_unreachable(real), "{real}");
        }
    }

    #[test]
    fn every_concern_stands_in_the_list_once_in_the_order_of_harm() {
        assert!(Concern::ALL.is_sorted());
        assert!(Concern::ALL.windows(2).all(|two| two[0] != two[1]));
    }
}
