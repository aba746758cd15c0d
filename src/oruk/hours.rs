//! Opening hours as schedules: days that share a spell are one entry.
//!
//! The standard repeats by week or month only, and has no holidays: what is known of bank holidays and of single days that are shut
//! stands in `notes`. A single day with other hours is an entry of its own that is valid on that day alone.

use jiff::civil::{Date, Weekday};
use uuid::Uuid;

use super::ids::id;
use super::model::{Schedule, Sureness};
use super::words::{NEXT_DAY, holidays};
use crate::site::hours::weekday_index;
use crate::site::{Fact, OpeningHours, Spell, Week};

/// RFC 5545 section 3.3.10, Monday first.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// A contact whose hours are written out.
pub(super) struct Answered<'a> {
    pub(super) contact_id: Uuid,
    /// What it is called.
    pub(super) label: &'a str,
    /// Its hours, of which we are sure enough to show them.
    pub(super) hours: &'a Fact<OpeningHours>,
}

impl Answered<'_> {
    /// The entries for this contact, in the order of their first day; single days last.
    pub(super) fn schedules(&self) -> Vec<Schedule> {
        match &self.hours.value {
            OpeningHours::Always => vec![self.entry(Spell::ALL_DAY, DAYS.join(","), None, None)],
            OpeningHours::Weekly(week) => self.week(week),
        }
    }

    fn week(&self, week: &Week) -> Vec<Schedule> {
        let mut spells: Vec<(Spell, Vec<&str>)> = Vec::new();
        for (day, name) in week.parted().into_iter().zip(DAYS) {
            for spell in day {
                match spells.iter_mut().find(|(known, _)| *known == spell) {
                    Some((_, days)) => days.push(name),
                    None => spells.push((spell, vec![name])),
                }
            }
        }
        let notes = notes(week);
        let usual = spells.into_iter().map(|(spell, days)| self.entry(spell, days.join(","), None, Some(&notes)));
        let single = week.exceptions.iter().flat_map(|(date, spells)| {
            spells.iter().map(|spell| self.entry(*spell, day_name(date.weekday()).to_owned(), Some(*date), None))
        });
        usual.chain(single).collect()
    }

    fn entry(&self, spell: Spell, byday: String, only_on: Option<Date>, notes: Option<&str>) -> Schedule {
        let (opens_at, closes_at) = (clock(spell.start()), closing(spell.end()));
        let date = only_on.map(|date| date.to_string());
        let past_midnight = (spell.end() > 24 * 60).then_some(NEXT_DAY);
        let notes: Vec<&str> = past_midnight.into_iter().chain(notes).collect();
        let key = format!("{}/{byday}/{opens_at}-{closes_at}/{}", self.contact_id, date.as_deref().unwrap_or_default());
        Schedule {
            id: id("schedule", &key),
            contact_id: self.contact_id,
            valid_from: date.clone(),
            valid_to: date,
            freq: "WEEKLY",
            interval: 1,
            byday,
            description: self.label.to_owned(),
            opens_at,
            closes_at,
            timezone: "Europe/London",
            notes: (!notes.is_empty()).then(|| notes.join(" ")),
            sure: Sureness { confidence: self.hours.confidence, recorded: self.hours.recorded.to_string() },
        }
    }
}

fn day_name(day: Weekday) -> &'static str {
    DAYS[weekday_index(day)]
}

/// Bank holidays, and the single days that are shut.
fn notes(week: &Week) -> String {
    let shut = week.exceptions.iter().filter(|(_, spells)| spells.is_empty()).map(|(date, _)| format!(" Closed on {date}."));
    shut.fold(holidays(week.holidays).to_owned(), |notes, shut| notes + &shut)
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}:00", minutes / 60 % 24, minutes % 60)
}

/// Midnight as a closing time is the last second of the day: `24:00` is no time of RFC 3339.
fn closing(minutes: u16) -> String {
    if minutes == 24 * 60 { "23:59:59".to_owned() } else { clock(minutes) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::*;
    use crate::site::{Confidence, HolidayRule};

    fn spell(text: &str) -> Spell {
        text.parse().unwrap()
    }

    fn check(hours: OpeningHours, wanted: &[(&str, &str, &str)]) -> Vec<Schedule> {
        let hours = Fact { value: hours, source: "s".into(), recorded: date(2026, 11, 23), confidence: Confidence::High };
        let schedules = Answered { contact_id: Uuid::nil(), label: "Helpline", hours: &hours }.schedules();
        let said: Vec<_> =
            schedules.iter().map(|one| (one.byday.as_str(), one.opens_at.as_str(), one.closes_at.as_str())).collect();
        assert_eq!(said, wanted);
        schedules
    }

    #[test]
    fn days_that_share_a_spell_are_one_entry() {
        let long = || vec![spell("09:00-21:00")];
        let days = [long(), long(), long(), long(), vec![spell("09:00-17:00"), spell("18:00-26:00")], vec![], vec![]];
        let exceptions = BTreeMap::from([(date(2026, 12, 24), vec![spell("10:00-12:00")]), (date(2026, 12, 25), vec![])]);
        let week = Week { days, holidays: HolidayRule::Unknown, exceptions };
        let wanted = [
            ("MO,TU,WE,TH", "09:00:00", "21:00:00"),
            ("FR", "09:00:00", "17:00:00"),
            ("FR", "18:00:00", "02:00:00"),
            ("TH", "10:00:00", "12:00:00"),
        ];
        let schedules = check(OpeningHours::Weekly(Box::new(week)), &wanted);
        assert_eq!(schedules[0].notes.as_deref(), Some("Bank holidays: check on their site. Closed on 2026-12-25."));
        assert!(schedules[2].notes.as_deref().unwrap().starts_with(NEXT_DAY));
        assert_eq!(schedules[3].valid_from.as_deref(), Some("2026-12-24"));
    }

    #[test]
    fn any_hour_is_every_day_from_midnight_to_its_last_second() {
        check(OpeningHours::Always, &[("MO,TU,WE,TH,FR,SA,SU", "00:00:00", "23:59:59")]);
    }
}
