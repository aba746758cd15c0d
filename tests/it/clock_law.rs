//! What pages say about hours, and for how long, against an oracle that looks at every minute: an ordinary day, a bank holiday and
//! both clock changes, on the built-in content and on finished pages.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use waymark::clock::{Moment, valid_until};
use waymark::content::source::SourceTree;
use waymark::render::assets::Assets;
use waymark::render::document::RenderedDocument;
use waymark::render::templates::Templates;
use waymark::render::{RenderTarget, render};
use waymark::site::Site;
use waymark::site::contact::Contact;
use waymark::site::hours::{BankHolidays, HolidayRule, OpeningHours, Status, weekday_index};

use super::site_test::{SiteTest, words};

/// An ordinary Tuesday, Christmas Day, the spring change and the autumn change.
const DAYS: [Date; 4] = [date(2026, 11, 24), date(2026, 12, 25), date(2026, 3, 29), date(2026, 10, 25)];

pub(super) fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap()
}

/// Every minute from the midnight that begins `day` to the one that ends it: 1,380, 1,440 or 1,500 of them.
fn minutes(day: Date) -> Vec<Timestamp> {
    let zone = london();
    let midnight = |day: Date| zone.to_ambiguous_timestamp(day.at(0, 0, 0, 0)).unambiguous().unwrap();
    let (start, end) = (midnight(day), midnight(day.tomorrow().unwrap()));
    (0..=25 * 60i64).map(|n| start.checked_add(n.minutes()).unwrap()).take_while(|minute| *minute < end).collect()
}

/// Open, closed or not known, by looking at the spells of the day and of the day before.
pub(super) fn oracle(hours: &OpeningHours, now: DateTime, holidays: &BankHolidays) -> Option<bool> {
    let OpeningHours::Weekly(week) = hours else { return Some(true) };
    let (mut is_open, mut is_unknown) = (false, false);
    for (day, earlier) in [(now.date(), 0), (now.date().yesterday().unwrap(), 24 * 60)] {
        let minute = earlier + i32::from(now.hour()) * 60 + i32::from(now.minute());
        let usual = &week.days[weekday_index(day.weekday())];
        let is_holiday = holidays.days.contains_key(&day) && !week.exceptions.contains_key(&day);
        if is_holiday && week.holidays == HolidayRule::Unknown {
            let end = usual.last().map_or(0, |spell| i32::from(spell.end()).max(24 * 60));
            is_unknown |= minute < end;
            continue;
        }
        is_open |= match (is_holiday, week.holidays) {
            (true, HolidayRule::Closed) => false,
            (true, HolidayRule::AllDay) => minute < 24 * 60,
            _ => {
                let spells = week.exceptions.get(&day).unwrap_or(usual);
                spells.iter().any(|spell| (i32::from(spell.start())..i32::from(spell.end())).contains(&minute))
            }
        };
    }
    if is_open {
        Some(true)
    } else if is_unknown {
        None
    } else {
        Some(false)
    }
}

fn timed_contacts(site: &Site) -> impl Iterator<Item = (&Contact, &OpeningHours)> {
    let contacts = site.shown_services().flat_map(|service| &service.contacts);
    contacts.filter_map(|contact| Some((contact, &contact.sure_hours()?.value)))
}

#[test]
fn every_minute_of_the_built_in_hours_is_open_closed_or_unknown_as_written() {
    let (site, zone) = (SiteTest::built_in().site(), london());
    let mut seen = (0, 0, 0);
    for now in DAYS.into_iter().flat_map(minutes) {
        let civil = zone.to_datetime(now);
        for (contact, hours) in timed_contacts(&site).filter(|(_, hours)| matches!(hours, OpeningHours::Weekly(_))) {
            let said = match hours.status(now, &zone, &site.bank_holidays) {
                Status::Open { .. } => Some(true),
                Status::Closed { .. } => Some(false),
                Status::Unknown => None,
            };
            assert_eq!(said, oracle(hours, civil, &site.bank_holidays), "{} at {civil}", contact.label);
            match said {
                Some(true) => seen.0 += 1,
                Some(false) => seen.1 += 1,
                None => seen.2 += 1,
            }
        }
    }
    assert!(seen.0 > 1_000 && seen.1 > 1_000 && seen.2 > 1_000, "{seen:?}: every state was met");
}

#[test]
fn pages_are_made_again_at_every_change_and_at_no_other_minute() {
    let (site, zone) = (SiteTest::built_in().site(), london());
    let state = |now: Timestamp| -> Vec<Option<bool>> {
        let civil = zone.to_datetime(now);
        timed_contacts(&site).map(|(_, hours)| oracle(hours, civil, &site.bank_holidays)).collect()
    };
    for day in DAYS {
        let minutes = minutes(day);
        let mut until = minutes[0];
        let mut before = Vec::new();
        for now in &minutes {
            let (state, is_first) = (state(*now), *now == minutes[0]);
            if *now >= until {
                assert_eq!(*now, until, "nothing changes within a minute");
                // Midnight turns "tomorrow" into "today"; a public holiday may begin or end with it.
                assert!(is_first || state != before, "{now} on {day}: made again for nothing");
                until = valid_until(&site, &Moment::at(*now));
                assert!(until > *now);
            } else {
                assert_eq!(state, before, "{now} on {day}: a change that was not foreseen");
            }
            before = state;
        }
        let end = minutes.last().unwrap().checked_add(1.minutes()).unwrap();
        assert_eq!(until, end, "the day ends with a change of date");
    }
}

/// The built-in site, to be rendered for many instants.
struct Printer {
    site: Arc<Site>,
    templates: Templates,
    assets: Assets,
}

impl Printer {
    fn at(&self, now: Timestamp) -> Vec<RenderedDocument> {
        let (rendered, faults) = render(&self.site, &self.templates, &self.assets, now, RenderTarget::Server);
        assert_eq!(faults, []);
        rendered.documents
    }
}

fn printer() -> Printer {
    let (tree, site) = (SourceTree::built_in(), SiteTest::built_in().site());
    let (templates, assets) = (Templates::load(&tree).unwrap(), Assets::load(&tree, &site).unwrap());
    Printer { site, templates, assets }
}

#[test]
fn a_finished_page_says_what_the_oracle_sees_and_stays_the_same_until_its_time() {
    let printer = printer();
    let zone = london();
    let timed: Vec<_> = printer
        .site
        .shown_services()
        .filter_map(|service| {
            let mut hours = service.contacts.iter().filter_map(Contact::sure_hours);
            let only = hours.next().filter(|hours| matches!(hours.value, OpeningHours::Weekly(_)))?;
            // One set of hours, so that the page has one sentence about it.
            hours.next().is_none().then(|| (service.address(), &only.value))
        })
        .collect();
    assert!(timed.len() >= 5, "{}", timed.len());
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(16) });
    let instants = (0..DAYS.len(), 0usize..1380, 0.0..1.0f64);
    let result = runner.run(&instants, |(day, minute, part)| {
        let now = minutes(DAYS[day])[minute];
        let pages = printer.at(now);
        for (path, hours) in &timed {
            let page = words(pages.iter().find(|page| page.path == *path).unwrap());
            let wanted = match oracle(hours, zone.to_datetime(now), &printer.site.bank_holidays) {
                Some(true) => ["Open now"; 2],
                Some(false) => ["Closed now"; 2],
                // Who has no site cannot be looked up.
                None => ["Check today’s hours", "They may be shut today"],
            };
            prop_assert!(wanted.iter().any(|said| page.contains(said)), "{} at {} says {:?}: {}", path, now, wanted, page);
        }
        let until = valid_until(&printer.site, &Moment::at(now));
        let left = until.as_second() - now.as_second();
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "at most a day of seconds")]
        let later = now.checked_add(((left as f64 * part) as i64).min(left - 1).seconds()).unwrap();
        let same = printer.at(later);
        for (page, again) in pages.iter().zip(&same) {
            // /open-now says when it was made.
            prop_assert!(page == again || page.path == "/open-now", "{} differs at {} and {}", page.path, now, later);
        }
        Ok(())
    });
    assert!(result.is_ok(), "{result:?}");
}
