//! Hours against a brute-force oracle that looks at every minute.

use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::{BankHolidays, HolidayRule, OpeningHours, Spell, Status, Week};

fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap()
}

fn holidays() -> BankHolidays {
    let days = [(date(2026, 12, 25), "Christmas Day".into()), (date(2026, 12, 28), "Boxing Day (substitute)".into())];
    BankHolidays { days: days.into(), until: date(2027, 12, 31), ..BankHolidays::default() }
}

fn at(zone: &TimeZone, when: DateTime) -> Timestamp {
    zone.to_ambiguous_timestamp(when).compatible().unwrap()
}

fn week(spells: [&[&str]; 7], rule: HolidayRule) -> OpeningHours {
    let days = spells.map(|day| day.iter().map(|spell| spell.parse().unwrap()).collect());
    OpeningHours::Weekly(Box::new(Week { days, holidays: rule, exceptions: [].into() }))
}

const OFFICE: [&[&str]; 7] =
    [&["09:00-17:00"], &["09:00-17:00"], &["09:00-12:00", "13:00-17:00"], &["09:00-21:00"], &["18:00-26:00"], &[], &[]];

fn check(hours: &OpeningHours, when: DateTime, expected: &str) {
    let zone = london();
    let civil = |instant: Timestamp| zone.to_datetime(instant).strftime("%a %H:%M").to_string();
    let said = match hours.status(at(&zone, when), &zone, &holidays()) {
        Status::Open { until: None } => "open".to_owned(),
        Status::Open { until: Some(until) } => format!("open until {}", civil(until)),
        Status::Closed { opens: None } => "closed".to_owned(),
        Status::Closed { opens: Some(opens) } => format!("closed, opens {}", civil(opens)),
        Status::Unknown => "unknown".to_owned(),
    };
    assert_eq!(said, expected, "{when}");
}

#[test]
fn an_ordinary_week_opens_and_closes_as_written() {
    let hours = week(OFFICE, HolidayRule::Closed);
    check(&hours, date(2026, 11, 23).at(8, 59, 0, 0), "closed, opens Mon 09:00");
    check(&hours, date(2026, 11, 23).at(9, 0, 0, 0), "open until Mon 17:00");
    check(&hours, date(2026, 11, 23).at(17, 0, 0, 0), "closed, opens Tue 09:00");
    check(&hours, date(2026, 11, 25).at(12, 30, 0, 0), "closed, opens Wed 13:00");
    check(&hours, date(2026, 11, 28).at(1, 30, 0, 0), "open until Sat 02:00");
    check(&hours, date(2026, 11, 28).at(2, 0, 0, 0), "closed, opens Mon 09:00");
}

#[test]
fn bank_holidays_are_open_closed_or_unknown_as_the_rule_says() {
    let christmas = date(2026, 12, 25).at(19, 0, 0, 0);
    check(&week(OFFICE, HolidayRule::Open), christmas, "open until Sat 02:00");
    check(&week(OFFICE, HolidayRule::Closed), christmas, "closed, opens Tue 09:00");
    check(&week(OFFICE, HolidayRule::Unknown), christmas, "unknown");
    let eve = date(2026, 12, 24).at(22, 0, 0, 0);
    check(&week(OFFICE, HolidayRule::Unknown), eve, "closed");
}

#[test]
fn a_line_that_never_shuts_is_open_without_an_end() {
    check(&OpeningHours::Always, date(2026, 12, 25).at(3, 0, 0, 0), "open");
    check(&week([&["00:00-24:00"]; 7], HolidayRule::Open), date(2026, 10, 25).at(1, 30, 0, 0), "open");
}

#[test]
fn hours_that_are_never_open_say_only_closed() {
    check(&week([&[]; 7], HolidayRule::Closed), date(2026, 11, 23).at(9, 0, 0, 0), "closed");
}

#[test]
fn an_exception_overrides_the_week_and_the_holiday() {
    let OpeningHours::Weekly(mut inner) = week(OFFICE, HolidayRule::Closed) else { unreachable!() };
    inner.exceptions.insert(date(2026, 12, 25), vec!["10:00-12:00".parse().unwrap()]);
    check(&OpeningHours::Weekly(inner), date(2026, 12, 25).at(11, 0, 0, 0), "open until Fri 12:00");
}

#[test]
fn a_spell_over_the_autumn_change_stays_open_through_the_repeated_hour() {
    let hours = week([&[], &[], &[], &[], &[], &[], &["00:30-01:30"]], HolidayRule::Open);
    let zone = london();
    let first_half_past_one = "2026-10-25T00:45:00Z".parse().unwrap();
    assert!(matches!(hours.status(first_half_past_one, &zone, &holidays()), Status::Open { .. }));
    let change = hours.next_change(first_half_past_one, &zone, &holidays()).unwrap();
    assert_eq!(change, "2026-10-25T01:30:00Z".parse().unwrap());
}

#[test]
fn a_spell_that_ends_as_the_repeated_hour_begins_is_over_the_first_time() {
    let zone = london();
    let hours = week([&[], &[], &[], &[], &[], &[], &["00:00-01:00"]], HolidayRule::Open);
    let change = hours.next_change("2026-10-24T23:30:00Z".parse().unwrap(), &zone, &holidays()).unwrap();
    assert_eq!(change, "2026-10-25T00:00:00Z".parse().unwrap());
    let hours = week([&[], &[], &[], &[], &[], &[], &["00:00-02:00"]], HolidayRule::Open);
    let change = hours.next_change("2026-10-24T23:30:00Z".parse().unwrap(), &zone, &holidays()).unwrap();
    assert_eq!(change, "2026-10-25T02:00:00Z".parse().unwrap());
}

/// Every minute of some days: its instant and its wall-clock time.
fn minutes(from: Date, days: i32) -> Vec<(Timestamp, DateTime)> {
    let zone = london();
    let start = at(&zone, from.at(0, 0, 0, 0));
    (0..i64::from(days) * 24 * 60)
        .map(|n| start.checked_add(n.minutes()).unwrap())
        .map(|instant| (instant, zone.to_datetime(instant)))
        .collect()
}

/// Open (true), closed (false) or unknown (none) for each minute, by marking minutes one spell at a time.
fn oracle(week: &Week, clock: &[(Timestamp, DateTime)], from: Date, days: i32) -> Vec<Option<bool>> {
    let mut marks = vec![Some(false); clock.len()];
    let holidays = holidays();
    let mut open = Vec::new();
    for offset in -1..days {
        let day = from.checked_add(offset.days()).unwrap();
        let usual = &week.days[super::weekday_index(day.weekday())];
        let is_holiday = holidays.days.contains_key(&day);
        let civil = |minute: u16| day.at(0, 0, 0, 0).checked_add(i64::from(minute).minutes()).unwrap();
        // From the first minute whose clock has reached the start to the last whose clock is before the end.
        let range = |start: u16, end: u16| {
            let first = clock.iter().position(|(_, time)| *time >= civil(start)).unwrap_or(clock.len());
            let last = clock.iter().rposition(|(_, time)| *time < civil(end)).map_or(0, |n| n + 1);
            first..last.max(first)
        };
        let spells = match (week.exceptions.get(&day), is_holiday, week.holidays) {
            (Some(spells), ..) => spells.clone(),
            (None, true, HolidayRule::Closed) => Vec::new(),
            (None, true, HolidayRule::Unknown) if !usual.is_empty() => {
                let end = usual.last().map_or(1440, |spell| spell.end().max(1440));
                range(0, end).for_each(|n| marks[n] = None);
                Vec::new()
            }
            (None, true, HolidayRule::AllDay) => vec!["00:00-24:00".parse().unwrap()],
            _ => usual.clone(),
        };
        open.extend(spells.iter().map(|spell| range(spell.start(), spell.end())));
    }
    open.into_iter().flatten().for_each(|n| marks[n] = Some(true));
    marks
}

fn day_strategy() -> impl Strategy<Value = Vec<Spell>> {
    proptest::collection::btree_set(0u16..32, 0..3).prop_map(|edges| {
        let edges: Vec<u16> = edges.into_iter().map(|edge| edge * 45).collect();
        edges.chunks_exact(2).filter_map(|pair| Spell::new(pair[0], pair[1] + 15).ok()).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn status_and_next_change_agree_with_looking_at_every_minute(
        days in proptest::array::uniform7(day_strategy()),
        rule in prop_oneof![Just(HolidayRule::Open), Just(HolidayRule::AllDay), Just(HolidayRule::Closed), Just(HolidayRule::Unknown)],
        exception in day_strategy(),
        // A plain week, Christmas with its substitute day, and both clock changes.
        from in prop_oneof![Just(date(2026, 11, 23)), Just(date(2026, 12, 24)), Just(date(2026, 3, 28)), Just(date(2026, 10, 24))],
    ) {
        let exceptions = [(from.checked_add(1.days()).unwrap(), exception)].into();
        let week = Week { days, holidays: rule, exceptions };
        let (zone, holidays) = (london(), holidays());
        let clock = minutes(from, 4);
        let marks = oracle(&week, &clock, from, 4);
        let hours = OpeningHours::Weekly(Box::new(week));
        let mut change = None;
        // The last day is left out: the oracle does not see what follows it.
        for (n, (instant, civil)) in clock.iter().enumerate().take(3 * 24 * 60) {
            let status = hours.status(*instant, &zone, &holidays);
            let said = match status { Status::Open { .. } => Some(true), Status::Closed { .. } => Some(false), Status::Unknown => None };
            prop_assert_eq!(said, marks[n], "at {} {}", instant, civil);
            if change.is_none_or(|change| change <= *instant) {
                change = hours.next_change(*instant, &zone, &holidays);
                prop_assert!(change.is_none_or(|change| change > *instant));
            } else if n > 0 {
                prop_assert_eq!(marks[n], marks[n - 1], "no change was announced for {}", civil);
            }
        }
    }
}
