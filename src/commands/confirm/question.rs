//! What a service is asked about a fact, and what we say beside it that a value alone does not tell.

use jiff::civil::Date;

use crate::render::format;
use crate::site::{FactKind, HolidayRule, NamedFact, OpeningHours, Service};

/// What to ask about a fact that was read on `page`.
pub(super) fn question(fact: &NamedFact<'_>, page: Option<&str>) -> String {
    let asked = match fact.kind {
        // Every call there keeps somebody else waiting.
        _ if fact.is_for_emergencies => {
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

/// What we print of a fact, in words that a service knows: a line or more, the first of them a heading where there are headings.
pub(super) fn printed(service: &Service, fact: &NamedFact<'_>) -> Vec<String> {
    match (fact.kind, &service.on_contact) {
        (FactKind::Hours, _) => fact.contact.and_then(|contact| contact.hours.as_ref()).map_or_else(Vec::new, |hours| {
            let rows = format::rows(&hours.value).into_iter().map(|(days, times)| format!("{days}, {times}"));
            let rows: Vec<String> = rows.collect();
            vec![if rows.is_empty() { "At any hour of every day".to_owned() } else { rows.join("; ") }]
        }),
        (FactKind::Privacy, Some(on_contact)) => {
            let kept = ("What stays private:", &on_contact.value.keeps_private);
            let passed_on = ("What must be passed on, and to whom:", &on_contact.value.passes_on);
            let parts = [kept, passed_on].into_iter().filter(|(_, lines)| !lines.is_empty());
            parts
                .flat_map(|(heading, lines)| [heading.to_owned()].into_iter().chain(lines.iter().map(|line| format!("- {line}"))))
                .collect()
        }
        _ => vec![fact.value.clone()],
    }
}

/// The same as one line, for a cell of a sheet.
pub(super) fn printed_in_a_line(service: &Service, fact: &NamedFact<'_>) -> String {
    let lines = printed(service, fact);
    lines.iter().map(|line| line.strip_prefix("- ").unwrap_or(line)).collect::<Vec<_>>().join(" ")
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
    let days = week
        .exceptions
        .range(today..)
        .map(|(day, spells)| format!("on {}: {}", format::date(*day), format::spells_of_a_day(spells)));
    let said: Vec<String> = [format!("On bank holidays we say: {holidays}")].into_iter().chain(days).collect();
    Some(said.join("; "))
}

/// What its file asks to check first and says nothing of, as a service is asked: nobody has to ring a second time for it.
pub(super) fn missing(service: &Service) -> Vec<&'static str> {
    let first = service.review.check_first.join(" ").to_lowercase();
    let names = |words: &[&str]| first.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    let has_no_hours = service.phone().is_some_and(|phone| phone.hours.is_none());
    let questions = [
        (names(&["when", "hours"]) && has_no_hours, "When does somebody answer, and on bank holidays?"),
        (
            names(&["private"]) && service.on_contact.is_none(),
            "What do you keep private, and what must you pass on, and to whom?",
        ),
        // No file says it as a fact of its own.
        (names(&["age", "ages"]), "From which age may people get in touch themselves?"),
    ];
    questions.into_iter().filter_map(|(is_asked, question)| is_asked.then_some(question)).collect()
}
