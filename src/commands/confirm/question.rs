//! What a service is asked about a fact, and what we say beside it that a value alone does not tell.

use jiff::civil::Date;

use crate::site::confirmed::{FactKind, NamedFact};
use crate::site::hours::{HolidayRule, OpeningHours, Spell};

/// What to ask about a fact that was read on `page`.
pub(super) fn question(fact: &NamedFact<'_>, page: Option<&str>) -> String {
    let asked = match fact.kind {
        // Every call there keeps somebody else waiting.
        FactKind::Number | FactKind::Hours if fact.is_for_emergencies() => {
            let page = page.map_or_else(|| "its page".to_owned(), |page| format!("its page, {page}"));
            return format!("Do not ring it to ask, and do not text it: look at {page}. Is this what it says?");
        }
        FactKind::Number => "Is this the number that people should use?",
        FactKind::Privacy => "Is this what you keep private, and what you must pass on?",
        FactKind::Hours => "Is this when somebody answers?",
        FactKind::Address => "Is this still the right address?",
        FactKind::Cost => "Is this what it costs to get in touch?",
    };
    asked.to_owned()
}

/// What we call the number or address that the fact is about, such as "Youth line".
pub(super) fn label<'s>(fact: &NamedFact<'s>) -> Option<&'s str> {
    fact.contact.map(|contact| contact.label.as_str())
}

/// What we say of bank holidays, and of single days that are still to come.
pub(super) fn other_days(fact: &NamedFact<'_>, today: Date) -> Option<String> {
    let hours = fact.contact.and_then(|contact| contact.hours.as_ref()).filter(|_| fact.kind == FactKind::Hours)?;
    let OpeningHours::Weekly(week) = &hours.value else { return None };
    let holidays = match week.holidays {
        HolidayRule::Open => "the usual hours of that weekday",
        HolidayRule::AllDay => "open all day and all night",
        HolidayRule::Closed => "closed",
        HolidayRule::Unknown => "nothing, as we do not know; when do you answer then?",
    };
    let days = week.exceptions.range(today..).map(|(day, spells)| format!("on {day}: {}", spelled(spells)));
    let said: Vec<String> = [format!("On bank holidays we say: {holidays}")].into_iter().chain(days).collect();
    Some(said.join("; "))
}

fn spelled(spells: &[Spell]) -> String {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let spells: Vec<String> = spells.iter().map(|spell| format!("{}-{}", clock(spell.start()), clock(spell.end()))).collect();
    if spells.is_empty() { "closed".to_owned() } else { spells.join(", ") }
}
