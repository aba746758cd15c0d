//! Open, closed or unknown at an instant, and when that changes.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::{BankHolidays, DayHours, OpeningHours, Week};

/// How far ahead the next opening is looked for. A weekly pattern repeats long before; only a run of exceptions could be longer.
const HORIZON_DAYS: i32 = 400;

/// What can be said of a contact at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Answered now, until the instant given; without one, at any hour.
    Open {
        /// When it closes.
        until: Option<Timestamp>,
    },
    /// Not answered now.
    Closed {
        /// When it opens next, if that can be said.
        opens: Option<Timestamp>,
    },
    /// The day's hours are not known.
    Unknown,
}

/// A span of instants: from the first up to, not including, the second.
#[derive(Debug, Clone, Copy)]
struct Interval {
    from: Timestamp,
    to: Timestamp,
    known: bool,
}

impl Interval {
    fn holds(&self, instant: Timestamp) -> bool {
        self.from <= instant && instant < self.to
    }
}

impl OpeningHours {
    /// What can be said at `now`, in the time zone the hours are written in.
    pub fn status(&self, now: Timestamp, zone: &TimeZone, holidays: &BankHolidays) -> Status {
        match self {
            Self::Always => Status::Open { until: None },
            Self::Weekly(week) => Timeline { week, zone, holidays }.status(now),
        }
    }

    /// The first instant after `now` at which [`Self::status`] gives another answer.
    pub fn next_change(&self, now: Timestamp, zone: &TimeZone, holidays: &BankHolidays) -> Option<Timestamp> {
        match self {
            Self::Always => None,
            Self::Weekly(week) => Timeline { week, zone, holidays }.next_change(now),
        }
    }
}

struct Timeline<'a> {
    week: &'a Week,
    zone: &'a TimeZone,
    holidays: &'a BankHolidays,
}

impl Timeline<'_> {
    fn status(&self, now: Timestamp) -> Status {
        // The day before may run past midnight into this one.
        let mut ahead = self.intervals(now).skip_while(|interval| interval.to <= now).peekable();
        let current: Vec<Interval> = self.around(now);
        if current.iter().any(|interval| interval.known && interval.holds(now)) {
            return Status::Open { until: self.closes(now) };
        }
        if current.iter().any(|interval| interval.holds(now)) {
            return Status::Unknown;
        }
        let opens = ahead.next().filter(|interval| interval.known).map(|interval| interval.from);
        Status::Closed { opens }
    }

    fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        match self.status(now) {
            Status::Open { until } => until,
            Status::Closed { opens: Some(opens) } => Some(opens),
            // Any later edge may change the answer; the first one that does is the one.
            before => self
                .intervals(now)
                .flat_map(|interval| [interval.from, interval.to])
                .filter(|edge| *edge > now)
                .find(|edge| self.status(*edge) != before),
        }
    }

    /// The end of the run of open intervals that holds `now`; none when it runs to the horizon.
    fn closes(&self, now: Timestamp) -> Option<Timestamp> {
        let mut end = now;
        for interval in self.intervals(now).filter(|interval| interval.known) {
            if interval.from > end {
                return Some(end);
            }
            end = end.max(interval.to);
        }
        // Nothing opens after the last interval, or it is open at any hour as far as the horizon.
        let horizon = now.checked_add((i64::from(HORIZON_DAYS - 2) * 24).hours()).ok()?;
        (end < horizon).then_some(end)
    }

    fn around(&self, now: Timestamp) -> Vec<Interval> {
        let today = self.zone.to_datetime(now).date();
        (-1..=1).filter_map(|days| today.checked_add(days.days()).ok()).flat_map(|date| self.of_day(date)).collect()
    }

    /// Open and unknown intervals from the day before `now`, in order of their beginning.
    fn intervals(&self, now: Timestamp) -> impl Iterator<Item = Interval> {
        let today = self.zone.to_datetime(now).date();
        (-1..HORIZON_DAYS).filter_map(move |days| today.checked_add(days.days()).ok()).flat_map(|date| self.of_day(date))
    }

    fn of_day(&self, date: Date) -> Vec<Interval> {
        match self.week.on(date, self.holidays) {
            DayHours::Known(spells) => spells
                .iter()
                .map(|spell| Interval {
                    from: instant(self.zone, date, spell.start(), Edge::Opening),
                    to: instant(self.zone, date, spell.end(), Edge::Closing),
                    known: true,
                })
                .collect(),
            DayHours::Unknown => {
                let usual_end = self.week.days[super::weekday_index(date.weekday())].last().map_or(0, |spell| spell.end());
                vec![Interval {
                    from: instant(self.zone, date, 0, Edge::Opening),
                    to: instant(self.zone, date, usual_end.max(24 * 60), Edge::Closing),
                    known: false,
                }]
            }
        }
    }
}

/// Which end of a spell a civil time is: they differ when a clock change repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Opening,
    Closing,
}

/// The instant of `minutes` after midnight on `date`: the first occurrence of a repeated time for an opening, the last for a
/// closing, and the moment of the jump for a time that the clocks skip. A closing at which the repeated hour begins is the first too:
/// the clock never goes back to before it.
fn instant(zone: &TimeZone, date: Date, minutes: u16, edge: Edge) -> Timestamp {
    let civil = date.at(0, 0, 0, 0).saturating_add(i64::from(minutes).minutes());
    let ambiguous = zone.to_ambiguous_timestamp(civil);
    let result = match (ambiguous.offset(), edge) {
        (AmbiguousOffset::Gap { .. }, _) => ambiguous.later().map(|after| jump_before(zone, after)),
        (_, Edge::Closing) if !is_repeated(zone, civil.saturating_sub(1.minutes())) => ambiguous.earlier(),
        (_, Edge::Closing) => ambiguous.later(),
        (_, Edge::Opening) => ambiguous.earlier(),
    };
    // Fails only outside the years jiff knows (-9999 to 9999).
    result.unwrap_or(Timestamp::MAX)
}

fn is_repeated(zone: &TimeZone, civil: DateTime) -> bool {
    matches!(zone.to_ambiguous_timestamp(civil).offset(), AmbiguousOffset::Fold { .. })
}

/// The clock change at or before `after`.
fn jump_before(zone: &TimeZone, after: Timestamp) -> Timestamp {
    // `preceding` is strict, and the jump itself may be `after`.
    let just_after = after.checked_add(1.nanoseconds()).unwrap_or(after);
    zone.preceding(just_after).next().map_or(after, |change| change.timestamp())
}
