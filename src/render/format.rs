//! Dates, times and hours as a reader says them: "23 November 2026", "9am", "Monday to Thursday".

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::clock::Moment;
use crate::site::hours::{BankHolidays, HolidayRule, OpeningHours, Spell, weekday_index};

/// "23 November 2026".
pub(crate) fn date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// "9am", "5.30pm", "midnight", "noon".
pub(super) fn time(minutes: u16) -> String {
    let (hour, minute) = (minutes / 60 % 24, minutes % 60);
    let half = if hour < 12 { "am" } else { "pm" };
    let shown = if hour % 12 == 0 { 12 } else { hour % 12 };
    match (hour, minute) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "noon".to_owned(),
        (_, 0) => format!("{shown}{half}"),
        _ => format!("{shown}.{minute:02}{half}"),
    }
}

/// An instant as a time of day, and the day where it is not today: "9pm", "9am tomorrow, Monday", "9am on Monday", "9am on 2 January 2027".
pub(super) fn moment(instant: Timestamp, today: Date, zone: &TimeZone) -> String {
    let civil = zone.to_datetime(instant);
    let minutes = u16::from(civil.hour().unsigned_abs()) * 60 + u16::from(civil.minute().unsigned_abs());
    let clock = time(minutes);
    let day = civil.date();
    if day == today {
        clock
    } else if minutes == 0 && day == today.saturating_add(1.days()) {
        "midnight tonight".to_owned()
    } else if day == today.saturating_add(1.days()) {
        // At two in the morning "tomorrow" is when the reader wakes, so the day has its name.
        format!("{clock} tomorrow, {}", weekday(day.weekday()))
    } else if day < today.saturating_add(7.days()) {
        format!("{clock} on {}", weekday(day.weekday()))
    } else {
        format!("{clock} on {}", date(day))
    }
}

/// An instant with its day: "2.05pm on 29 November 2026".
pub(super) fn instant(moment: &Moment) -> String {
    let civil = moment.zone.to_datetime(moment.now);
    let minutes = u16::from(civil.hour().unsigned_abs()) * 60 + u16::from(civil.minute().unsigned_abs());
    format!("{} on {}", time(minutes), date(moment.today))
}

/// The English name of a day.
pub(super) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// Runs of days with the same hours: ("Monday to Thursday", "9am to 9pm"). Always-open hours have no rows.
pub(crate) fn rows(hours: &OpeningHours) -> Vec<(String, String)> {
    rows_where(hours, |_| true)
}

/// The same without the days on which nobody answers.
pub(super) fn open_rows(hours: &OpeningHours) -> Vec<(String, String)> {
    rows_where(hours, |spells| !spells.is_empty())
}

fn rows_where(hours: &OpeningHours, is_shown: fn(&[Spell]) -> bool) -> Vec<(String, String)> {
    let OpeningHours::Weekly(week) = hours else { return Vec::new() };
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for day in 0..7 {
        match rows.last_mut() {
            Some((_, last)) if week.days[*last] == week.days[day] => *last = day,
            _ => rows.push((day, day)),
        }
    }
    rows.into_iter()
        .filter(|(first, _)| is_shown(&week.days[*first]))
        .map(|(first, last)| (days(first, last), spells(&week.days[first], &format!("on {}", days(last + 1, last + 1)))))
        .collect()
}

/// Days counted from Monday; the eighth is Monday again.
fn days(first: usize, last: usize) -> String {
    const DAYS: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    match last - first {
        0 => weekday(DAYS[first % 7]).to_owned(),
        1 => format!("{} and {}", weekday(DAYS[first]), weekday(DAYS[last])),
        6 => "Every day".to_owned(),
        _ => format!("{} to {}", weekday(DAYS[first]), weekday(DAYS[last])),
    }
}

/// For so many days ahead the days with hours of their own are named.
const SPECIAL_DAYS: i32 = 60;
/// For so many days ahead bank holidays are named on which a line that would be open is shut. The rule for all of them stands in the table.
const CLOSED_HOLIDAYS: i32 = 28;

/// The single days from `today` on whose hours are not those of the week, those with the same hours together: ("24 December and 31 December",
/// "closed").
pub(super) fn special_days(hours: &OpeningHours, today: Date, holidays: &BankHolidays) -> Vec<(String, String)> {
    let OpeningHours::Weekly(week) = hours else { return Vec::new() };
    let within = |days: i32| today..=today.saturating_add(days.days());
    let mut special: BTreeMap<Date, &[Spell]> =
        week.exceptions.range(within(SPECIAL_DAYS)).map(|(day, spells)| (*day, spells.as_slice())).collect();
    if week.holidays == HolidayRule::Closed && !holidays.is_of_others {
        let ahead = holidays.days.range(within(CLOSED_HOLIDAYS)).map(|(day, _)| *day);
        for day in ahead.filter(|day| !week.days[weekday_index(day.weekday())].is_empty()) {
            special.entry(day).or_insert(&[]);
        }
    }
    let mut rows: Vec<(Vec<String>, String)> = Vec::new();
    for (day, spells) in special {
        let (day, times) = (day.strftime("%-d %B").to_string(), self::spells(spells, NEXT_DAY));
        match rows.iter_mut().find(|(_, other)| *other == times) {
            Some((days, _)) => days.push(day),
            None => rows.push((vec![day], times)),
        }
    }
    let joined = |days: Vec<String>| list(&days.iter().map(String::as_str).collect::<Vec<_>>());
    rows.into_iter().map(|(days, times)| (joined(days), times)).collect()
}

/// What the day after one that nobody names is called.
const NEXT_DAY: &str = "the next day";

fn spells(spells: &[Spell], next: &str) -> String {
    let spells: Vec<String> = spells.iter().map(|spell| self::spell_until(*spell, next)).collect();
    if spells.is_empty() { "closed".to_owned() } else { spells.join(" and ") }
}

/// The spells of one day: "9am to 5pm and 6pm to 8pm", "closed".
pub(crate) fn spells_of_a_day(spells: &[Spell]) -> String {
    self::spells(spells, NEXT_DAY)
}

/// "9am to 5pm", with the words for the next day where it is longer than a day: "all day, until 8.30am on Monday".
fn spell_until(spell: Spell, next: &str) -> String {
    let (start, end) = (time(spell.start()), time(spell.end()));
    match spell.parted() {
        Some(_) if spell.start() == 0 => format!("all day, until {end} {next}"),
        Some(_) => format!("{start} until {end} {next}"),
        None if spell == Spell::ALL_DAY => "all day and night".to_owned(),
        None => format!("{start} to {end}"),
    }
}

/// "Essex, Southend-on-Sea and Thurrock".
pub(super) fn list(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::hours::Week;

    #[test]
    fn times_are_said_as_people_say_them() {
        let said: Vec<String> = [0, 30, 540, 570, 720, 750, 1020, 1439, 1440, 1560].into_iter().map(time).collect();
        assert_eq!(said, ["midnight", "12.30am", "9am", "9.30am", "noon", "12.30pm", "5pm", "11.59pm", "midnight", "2am"]);
    }

    #[test]
    fn a_spell_of_more_than_a_day_is_said_with_the_day_on_which_it_ends() {
        let spells = |text: &str| vec![text.parse::<Spell>().unwrap()];
        let mut days: [Vec<Spell>; 7] = [const { Vec::new() }; 7];
        days[..5].fill(spells("17:00-32:30"));
        (days[4], days[5], days[6]) = (spells("17:00-24:00"), spells("00:00-24:00"), spells("00:00-32:30"));
        let week = Week { days, holidays: HolidayRule::Open, exceptions: BTreeMap::new() };
        assert_eq!(week.parted()[0], [spells("00:00-08:30"), spells("17:00-32:30")].concat());
        let rows = rows(&OpeningHours::Weekly(Box::new(week)));
        let said: Vec<(&str, &str)> = rows.iter().map(|(days, times)| (days.as_str(), times.as_str())).collect();
        let wanted = [
            ("Monday to Thursday", "5pm to 8.30am"),
            ("Friday", "5pm to midnight"),
            ("Saturday", "all day and night"),
            ("Sunday", "all day, until 8.30am on Monday"),
        ];
        assert_eq!(said, wanted);
        assert_eq!(spells_of_a_day(&spells("06:00-32:30")[..1]), "6am until 8.30am the next day");
    }

    #[test]
    fn lists_end_in_and() {
        assert_eq!(list(&["A"]), "A");
        assert_eq!(list(&["A", "B"]), "A and B");
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
    }
}
