//! Pages that come and go on a day: `from` and `until` between the `+++`.
//!
//! On any other day such a page is as if it were not there: it is left out as a copy leaves out what is not its own, with each paragraph,
//! list item and entry that leads to it. Takes the documents and a day from outside; reads no clock.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::documents::{Documents, Located, PageFile};
use super::overlay;
use super::schema::day;
use crate::diagnostic::{Diagnostic, Kind};

/// The first and the last day of a page.
fn days(page: &Located<PageFile>) -> (Option<Date>, Option<Date>) {
    let front = &page.value.front;
    (front.from.as_ref().and_then(day), front.until.as_ref().and_then(day))
}

/// Whether there is this page on a day.
fn is_shown(page: &Located<PageFile>, today: Date) -> bool {
    let (from, until) = days(page);
    from.is_none_or(|from| from <= today) && until.is_none_or(|until| today <= until)
}

/// What is wrong with the days of a page, whether or not there is one today.
pub(super) fn faults(page: &Located<PageFile>) -> Vec<Diagnostic> {
    let front = &page.value.front;
    let Some(written) = front.until.as_ref().or(front.from.as_ref()) else { return Vec::new() };
    let place = page.place(written.span());
    let mut found = Vec::new();
    if front.layout.as_deref().is_some_and(|layout| layout != "guide") {
        let fault =
            Diagnostic::error(place.clone(), Kind::WrongValue, "this page is a part of the site, and is there on every day");
        let help = "take `from` and `until` out; what is true for a while may stand in a [[notice]] of content/site.toml";
        found.push(fault.with_help(help));
    }
    let (from, until) = days(page);
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        let fault = Diagnostic::error(place, Kind::BadDate, "the page goes before it comes, so that there never is one");
        found.push(fault.with_help("set `until` to its last day"));
    }
    found
}

impl Documents {
    /// The days after `today` on which a page comes or has gone, in order.
    pub fn days_to_come(&self, today: Date) -> Vec<Date> {
        let all = self.pages.iter().flat_map(|page| {
            let (from, until) = days(page);
            [from, until.map(|until| until.saturating_add(1.day()))]
        });
        let days: BTreeSet<Date> = all.flatten().filter(|day| *day > today).collect();
        days.into_iter().collect()
    }

    /// Leaves out the pages that there are not on this day, and all that leads to them; and changes that are recorded of days to come.
    pub fn leave_out_of_time(&mut self, today: Date) {
        if let Some(changes) = &mut self.changes {
            changes.value.change.retain(|change| day(&change.on).is_none_or(|on| on <= today));
        }
        let files = self.out_of_time(today).filter_map(|page| page.file.path.strip_prefix("content/")).map(str::to_owned);
        let files: BTreeSet<String> = files.collect();
        let to_come = self.pages.iter().filter(|page| days(page).0.is_some_and(|from| today < from));
        self.to_come = to_come.filter_map(|page| overlay::address(&page.file.path)).collect();
        if !files.is_empty() {
            overlay::leave_pages_out(self, files);
        }
    }

    /// The pages that there are not on this day.
    pub fn out_of_time(&self, today: Date) -> impl Iterator<Item = &Located<PageFile>> {
        self.pages.iter().filter(move |page| !is_shown(page, today))
    }
}
