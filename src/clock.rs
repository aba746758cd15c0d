//! When the site must be rendered again.
//!
//! Takes a [`Site`] and an instant from outside; gives dates in the site's time zone and the next instant at which any sentence
//! of any page may differ. Nothing here reads the system's clock.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::site::{OpeningHours, Site};

/// The zone that every hour and date of the site is written in.
const ZONE: &str = "Europe/London";

/// An instant and what the calendar says at it.
#[derive(Debug, Clone)]
pub struct Moment {
    pub now: Timestamp,
    /// Its date in the site's zone.
    pub today: Date,
    pub zone: TimeZone,
    /// Whether a page made for it can say what is true at this instant only.
    pub pace: Pace,
}

/// How a page keeps up with the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// It is made again as soon as a sentence of it stops being true: it may say "open now".
    Renewed,
    /// Nobody knows when it is read: it shows the hours and never says whether a line is open.
    Standing,
}

impl Moment {
    /// The calendar at `now`.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        // The zone's rules are built into the program (`tzdb-bundle-always`), so this does not fail; UTC would be the winter half.
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        Self { now, today: zone.to_datetime(now).date(), zone, pace: Pace::Renewed }
    }

    /// The calendar at the first instant of `day`.
    #[must_use]
    pub fn first_of(day: Date) -> Self {
        Self::at(start_of(day, &Self::at(Timestamp::UNIX_EPOCH).zone))
    }

    /// The same calendar, for pages that are not made again in time.
    #[must_use]
    pub fn standing(now: Timestamp) -> Self {
        Self { pace: Pace::Standing, ..Self::at(now) }
    }
}

fn start_of(day: Date, zone: &TimeZone) -> Timestamp {
    zone.to_ambiguous_timestamp(day.at(0, 0, 0, 0)).compatible().unwrap_or(Timestamp::MAX)
}

/// The first instant after `now` at which a page may say something else: an opening, a closing (of an office that says no hours too, which
/// stands after the team of the night then), or midnight, which turns "tomorrow" into "today" and ages the review dates.
pub fn valid_until(site: &Site, moment: &Moment) -> Timestamp {
    let tomorrow = moment.today.saturating_add(1.days());
    let midnight = start_of(tomorrow, &moment.zone);
    if moment.pace == Pace::Standing {
        return midnight;
    }
    site.shown_services()
        .flat_map(|service| service.contacts.iter().map(move |contact| (contact, site.holidays_of(service))))
        .filter_map(|(contact, holidays)| contact.sure_hours()?.value.next_change(moment.now, &moment.zone, holidays))
        .chain(OpeningHours::of_an_office().next_change(moment.now, &moment.zone, &site.bank_holidays))
        .fold(midnight, Timestamp::min)
}
