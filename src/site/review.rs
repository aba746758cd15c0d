//! Who keeps a page or service true, until when, and what follows when nobody did.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

pub use crate::content::raw::Excuse;
use crate::diagnostic::Place;

/// The `[review]` of a page or service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The role that keeps it true.
    pub owner: String,
    /// The day it was last checked against its sources, or written if it never was.
    pub checked: Date,
    /// Somebody has held it against its sources. A new copy's services begin without.
    pub is_compared: bool,
    /// The people of this copy did so, and not those of the one that wrote it.
    pub is_own: bool,
    /// That day is the one on which the last of its facts was confirmed, and some of them by asking: nobody compared anything.
    pub is_asked: bool,
    /// The day it must be checked again.
    pub due: Date,
    pub check_first: Vec<String>,
    /// Checks by qualified people.
    pub sign_offs: Vec<SignOff>,
    /// Signals of the voice that were looked at and stand.
    pub excuses: Vec<Excuse>,
    /// Where the day of the last check was written.
    pub checked_place: Place,
    /// Where the day of the next was written.
    pub due_place: Place,
}

/// A check by a qualified person that is needed before launch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// legal, clinical or safeguarding.
    pub by: String,
    /// What they must look at.
    pub about: String,
    /// The day it was given.
    pub given: Option<Date>,
    /// Where that day was written, if it was.
    pub given_place: Option<Place>,
}

/// How long facts may stand unchecked, from `site.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRules {
    /// Warn editors so many days ahead.
    pub warn_days: i32,
    /// Withhold hours so many days after the due date.
    pub withhold_days: i32,
    /// Slugs of services whose hours are always shown.
    pub never_withheld: Vec<super::id::ServiceId>,
}

/// How fresh a page or service is on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    Fresh,
    /// To be checked soon: a warning for editors only.
    DueSoon,
    /// Past its date: the reader is told.
    Overdue,
    /// So long past its date that its hours are withheld; number and link stay.
    Stale,
}

impl Review {
    /// The day of the last check, where somebody of this copy made one.
    pub fn own_day(&self) -> Option<Date> {
        (self.is_compared && self.is_own).then_some(self.checked)
    }

    pub fn freshness(&self, today: Date, rules: &ReviewRules) -> Freshness {
        if today > plus(self.due, rules.withhold_days) {
            Freshness::Stale
        } else if self.is_overdue(today) {
            Freshness::Overdue
        } else if plus(today, rules.warn_days) >= self.due {
            Freshness::DueSoon
        } else {
            Freshness::Fresh
        }
    }

    /// Whether the day it was to be checked again has passed.
    pub fn is_overdue(&self, today: Date) -> bool {
        today > self.due
    }
}

fn plus(date: Date, days: i32) -> Date {
    let span: Span = days.days();
    date.saturating_add(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn freshness_turns_at_the_due_date_and_again_when_hours_are_withheld() {
        let review = Review {
            owner: "editor".into(),
            checked: date(2026, 11, 23),
            is_compared: true,
            is_own: true,
            is_asked: false,
            due: date(2027, 2, 23),
            check_first: vec![],
            sign_offs: vec![],
            excuses: vec![],
            checked_place: Place::whole_file("x"),
            due_place: Place::whole_file("x"),
        };
        let rules = ReviewRules { warn_days: 30, withhold_days: 30, never_withheld: vec![] };
        let on = |day| review.freshness(day, &rules);
        assert_eq!(on(date(2027, 1, 23)), Freshness::Fresh);
        assert_eq!(on(date(2027, 1, 24)), Freshness::DueSoon);
        assert_eq!(on(date(2027, 2, 23)), Freshness::DueSoon);
        assert_eq!(on(date(2027, 2, 24)), Freshness::Overdue);
        assert_eq!(on(date(2027, 3, 25)), Freshness::Overdue);
        assert_eq!(on(date(2027, 3, 26)), Freshness::Stale);
    }
}
