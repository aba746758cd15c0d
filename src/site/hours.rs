//! When a contact is answered: several spells a day, past midnight, bank holidays, single days, clock changes, and "unknown".
//!
//! Hours are civil times in Europe/London. Takes an instant as an argument; never reads a clock.
//! [`OpeningHours::status`] says open, closed or unknown and until when; [`OpeningHours::next_change`] is the first later
//! instant at which that answer differs, which is when the page must be rendered again.
//!
//! Clock changes: a spell is a span of wall-clock time. A civil time that the spring change skips takes the instant after the
//! gap, and one that the autumn change repeats takes its first occurrence for an opening and its last for a closing, so that a
//! service shown as open is never shown closed for an hour in between (jiff's "compatible" rule, applied in `instant`).

mod spell;
mod status;

pub use spell::{Spell, SpellError};
pub use status::Status;

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

/// The rule for bank holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolidayRule {
    /// The usual hours of that weekday.
    Open,
    /// All day and all night, as out-of-hours teams are.
    AllDay,
    /// Shut all day.
    Closed,
    /// Not known: shown as "check on their site".
    Unknown,
}

/// The bank holidays of some nations, complete up to a day.
#[derive(Debug, Clone, Default)]
pub struct BankHolidays {
    /// Whose they are, by the names of areas; none where they are those of this copy, wherever it lies.
    pub nations: Vec<String>,
    /// They are another nation's than that of the service which is asked about: any of them may be a working day there.
    pub is_of_others: bool,
    /// The days and their names.
    pub days: BTreeMap<Date, String>,
    /// After this day the list knows nothing.
    pub until: Date,
}

/// A contact's weekly hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpeningHours {
    /// Any hour, every day, bank holidays too.
    Always,
    Weekly(Box<Week>),
}

/// The spells of each weekday and what overrides them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Monday first; each day's spells in order, not overlapping.
    pub days: [Vec<Spell>; 7],
    /// What happens on a bank holiday.
    pub holidays: HolidayRule,
    /// Single days with other spells.
    pub exceptions: BTreeMap<Date, Vec<Spell>>,
}

/// The spells of one day, if they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayHours<'a> {
    /// Open in these spells, shut between them.
    Known(&'a [Spell]),
    /// Nobody told us.
    Unknown,
}

impl OpeningHours {
    /// When to take an office to be open that says no hours: weekdays from nine to five, and on no bank holiday.
    pub fn of_an_office() -> Self {
        let days = std::array::from_fn(|day| if day < 5 { vec![Spell::OFFICE] } else { Vec::new() });
        Self::Weekly(Box::new(Week { days, holidays: HolidayRule::Closed, exceptions: BTreeMap::new() }))
    }
}

impl Week {
    /// The spells that begin on `date`: an exception first, then the bank-holiday rule, then the weekday.
    pub fn on<'a>(&'a self, date: Date, holidays: &BankHolidays) -> DayHours<'a> {
        if let Some(spells) = self.exceptions.get(&date) {
            return DayHours::Known(spells);
        }
        let usual = &self.days[weekday_index(date.weekday())];
        if date > holidays.until {
            // Nobody knows which of these days is a bank holiday.
            return match self.holidays {
                HolidayRule::Open => DayHours::Known(usual),
                HolidayRule::Closed | HolidayRule::Unknown if usual.is_empty() => DayHours::Known(&[]),
                _ => DayHours::Unknown,
            };
        }
        let is_holiday = holidays.days.contains_key(&date);
        if is_holiday && holidays.is_of_others && self.holidays != HolidayRule::Open {
            let is_shut_either_way = usual.is_empty() && self.holidays != HolidayRule::AllDay;
            return if is_shut_either_way { DayHours::Known(&[]) } else { DayHours::Unknown };
        }
        match (self.holidays, is_holiday) {
            (_, false) | (HolidayRule::Open, true) => DayHours::Known(usual),
            (HolidayRule::AllDay, true) => DayHours::Known(&[Spell::ALL_DAY]),
            (HolidayRule::Closed, true) => DayHours::Known(&[]),
            // A day on which the service never opens is shut on a bank holiday too.
            (HolidayRule::Unknown, true) if usual.is_empty() => DayHours::Known(&[]),
            (HolidayRule::Unknown, true) => DayHours::Unknown,
        }
    }

    /// The spells of each weekday, Monday first, with those of more than a day parted at midnight: 00:00-32:30 is the whole day, and the next one
    /// until 08:30.
    pub fn parted(&self) -> [Vec<Spell>; 7] {
        let mut days: [Vec<Spell>; 7] = Default::default();
        for (day, spell) in self.days.iter().enumerate().flat_map(|(day, spells)| spells.iter().map(move |spell| (day, *spell))) {
            match spell.parted() {
                Some((first, rest)) => {
                    days[day].push(first);
                    days[(day + 1) % 7].insert(0, rest);
                }
                None => days[day].push(spell),
            }
        }
        days
    }
}

/// 0 for Monday.
pub fn weekday_index(day: Weekday) -> usize {
    usize::from(day.to_monday_zero_offset().unsigned_abs())
}

#[cfg(test)]
mod tests;
