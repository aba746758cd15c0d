//! When the site must be rendered again.
//!
//! Takes a [`Site`] and an instant from outside; gives dates in the site's time zone and the next instant at which any sentence
//! of any page may differ. Nothing here reads the system's clock.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::site::Site;

/// The zone that every hour and date of the site is written in.
const ZONE: &str = "Europe/London";

/// An instant and what the calendar says at it.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The instant.
    pub now: Timestamp,
    /// Its date in the site's zone.
    pub today: Date,
    /// The site's zone.
    pub zone: TimeZone,
}

impl Moment {
    /// The calendar at `now`.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        // The zone's rules are built into the program (`tzdb-bundle-always`), so this does not fail; UTC would be the winter half.
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        Self { now, today: zone.to_datetime(now).date(), zone }
    }
}

/// The first instant after `now` at which a page may say something else: an opening, a closing, or midnight, which turns
/// "tomorrow" into "today" and ages the review dates.
#[must_use]
pub fn valid_until(site: &Site, moment: &Moment) -> Timestamp {
    let tomorrow = moment.today.saturating_add(1.days());
    let midnight = moment.zone.to_ambiguous_timestamp(tomorrow.at(0, 0, 0, 0)).compatible().unwrap_or(Timestamp::MAX);
    site.shown_services()
        .flat_map(|service| &service.contacts)
        .filter_map(|contact| contact.sure_hours()?.value.next_change(moment.now, &moment.zone, &site.bank_holidays))
        .fold(midnight, Timestamp::min)
}
