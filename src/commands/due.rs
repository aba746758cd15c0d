//! `waymark due`: what must be read again or asked again, this week and this month.

mod ahead;

use std::io::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use super::print::stdout;
use super::{CONTENT_ERRORS, Failure, GOOD, build, said_wrong};
use crate::check::Strictness;
use crate::cli::{DueArgs, ListFormat, Within};
use crate::clock::Moment;
use crate::content::source::SourceTree;
use crate::diagnostic::{Diagnostic, name_of};
use crate::site::{Review, Service, Site};

/// One service or page that is due.
#[derive(Debug, Serialize)]
struct Due {
    /// The day, such as 2026-11-28; nothing where it should have been done already.
    #[serde(rename = "due", skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    when: When,
    subject: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    file: String,
    check_first: Vec<String>,
}

/// When it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum When {
    /// What a service has said is wrong does not wait for its day.
    SaidWrong,
    /// Nobody has held it against its sources yet.
    NeverCompared,
    /// What a service confirmed was confirmed too long ago to count.
    Lapsed,
    Overdue,
    Week,
    Month,
}

impl When {
    const ALL: [(Self, &'static str); 6] = [
        (Self::SaidWrong, "said to be wrong, and printed still"),
        (Self::NeverCompared, "never held against its sources"),
        (Self::Lapsed, "confirmed too long ago, to be asked again"),
        (Self::Overdue, "overdue"),
        (Self::Week, "in the next seven days"),
        (Self::Month, "in the next month"),
    ];
}

impl Due {
    /// What a service has said is wrong; the sentence says what to do first.
    fn of_wrong(fault: Diagnostic, tree: &SourceTree) -> Self {
        let file = tree.real_name(&fault.place.file);
        let subject = name_of(&fault.place.file).unwrap_or_else(|| file.clone());
        let first = fault.message;
        Self { day: None, when: When::SaidWrong, subject, owner: None, file, check_first: vec![first] }
    }
}

pub(super) fn run(args: &DueArgs) -> Result<u8, Failure> {
    let Some((site, tree)) = build::sound(&args.source)? else { return Ok(CONTENT_ERRORS) };
    let today = Moment::at(build::now()?).today;
    let mut due = due(&site, &tree, today, args.within);
    let wrong = said_wrong::diagnostics(&args.source, &site, Strictness::Everyday)?;
    due.extend(lapsed(&site, &tree, today));
    due.splice(0..0, wrong.into_iter().map(|fault| Due::of_wrong(fault, &tree)));
    let mut out = stdout();
    match args.format {
        ListFormat::Json => writeln!(out, "{}", serde_json::to_string_pretty(&due)?)?,
        ListFormat::Text => {
            let ahead = ahead::told(&site, today).unwrap_or_default();
            write!(out, "{}{}", told(&due, args.within, &ahead), where_to_act(&due, &tree))?;
        }
    }
    Ok(GOOD)
}

/// Everything due, the longest overdue first.
fn due(site: &Site, tree: &SourceTree, today: Date, within: Within) -> Vec<Due> {
    let services = site.shown_services().map(|service| (service.id.to_string(), &service.review, &service.place.file));
    let pages = site.pages.values().map(|page| (page.path.to_string(), &page.review, &page.place().file));
    let one = |(subject, review, file): (String, &Review, &std::sync::Arc<str>)| {
        Some(Due {
            day: review.is_compared.then(|| review.due.to_string()),
            when: if review.is_compared { when(review.due, today, within)? } else { When::NeverCompared },
            subject,
            owner: Some(review.owner.clone()),
            file: tree.real_name(file),
            check_first: review.check_first.clone(),
        })
    };
    let mut found: Vec<Due> = services.chain(pages).filter_map(one).collect();
    found.sort_by(|a, b| (&a.day, &a.subject).cmp(&(&b.day, &b.subject)));
    found
}

/// Services with facts that were confirmed and have stood for longer than the time between two reviews.
fn lapsed(site: &Site, tree: &SourceTree, today: Date) -> Vec<Due> {
    let one = |service: &Service| {
        let is_old = |fact: &str, on: Date| on <= today && site.confirmed.fresh(service, fact, today).is_none();
        let of_it = site.confirmed.dates().filter(|(id, fact, on)| **id == service.id && is_old(fact, *on));
        let check_first: Vec<String> = of_it.map(|(_, fact, on)| format!("{fact} was confirmed on {on}")).collect();
        (!check_first.is_empty()).then(|| Due {
            day: None,
            when: When::Lapsed,
            subject: service.id.to_string(),
            owner: Some(service.review.owner.clone()),
            file: tree.real_name(&service.place.file),
            check_first,
        })
    };
    site.shown_services().filter_map(one).collect()
}

/// How a copy records a check of what is built in, when some of that is listed: those files are not its own.
fn where_to_act(due: &[Due], tree: &SourceTree) -> String {
    if !tree.has_overlay() || !due.iter().any(|one| one.file.starts_with("built-in ")) {
        return String::new();
    }
    let overlay = tree.own_name("content/overlay.toml");
    let copy = tree.with_options("`waymark overlay copy services/NAME.toml`");
    format!(
        "\nWhat is built in is not changed in place. When you have checked it, write [[review]] in {overlay} with `of` (the name or address \
         above),\n`checked` and `due`. To correct it, {copy} makes a copy of your own.\n"
    )
}

fn when(due: Date, today: Date, within: Within) -> Option<When> {
    let last = |days: i32| today.saturating_add(days.days());
    if due < today {
        Some(When::Overdue)
    } else if due <= last(7) {
        Some(When::Week)
    } else {
        (within == Within::Month && due <= last(31)).then_some(When::Month)
    }
}

/// `ahead` stands below what waits for no day.
fn told(due: &[Due], within: Within, ahead: &str) -> String {
    let mut lines = Vec::new();
    for (when, words) in When::ALL {
        let of_it: Vec<_> = due.iter().filter(|one| one.when == when).collect();
        let is_rare = matches!(when, When::SaidWrong | When::NeverCompared | When::Lapsed);
        if (when == When::Month && within == Within::Week) || (is_rare && of_it.is_empty()) {
            continue;
        }
        if when == When::Overdue {
            lines.extend(ahead.lines().map(str::to_owned));
        }
        lines.push(format!("{words}: {}", if of_it.is_empty() { "nothing".to_owned() } else { of_it.len().to_string() }));
        for one in of_it {
            let day = one.day.as_ref().map(|day| format!("{day}  ")).unwrap_or_default();
            let owner = one.owner.as_ref().map(|owner| format!("{owner}; ")).unwrap_or_default();
            lines.push(format!("  {day}{}  ({owner}{})", one.subject, one.file));
            lines.extend(one.check_first.iter().map(|first| format!("      first: {first}")));
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_overdue_from_the_day_after_and_a_week_has_seven_days() {
        let today = date(2026, 11, 24);
        assert_eq!(when(date(2026, 11, 23), today, Within::Week), Some(When::Overdue));
        assert_eq!(when(today, today, Within::Week), Some(When::Week));
        assert_eq!(when(date(2026, 12, 1), today, Within::Week), Some(When::Week));
        assert_eq!(when(date(2026, 12, 2), today, Within::Week), None);
        assert_eq!(when(date(2026, 12, 2), today, Within::Month), Some(When::Month));
        assert_eq!(when(date(2027, 1, 1), today, Within::Month), None);
    }
}
