//! What a card says about hours at a moment: open until, opens at, or "check on their site".

use serde::Serialize;

use super::format;
use crate::clock::{Moment, Pace};
use crate::site::{BankHolidays, Fact, OpeningHours, Status};

/// The state of a contact, for templates: the sentence is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct StatusView {
    /// `always`, `open`, `closed`, `unknown` (today's hours are not known), `hours` (a page that does not know when it is read) or
    /// `unlisted` (no hours we may show).
    pub state: &'static str,
    /// On `open`: until when. On `closed`: when it opens, if that can be said.
    pub when: Option<String>,
    /// The day the hours were read.
    pub listed: Option<String>,
    /// The day the hours were confirmed, set by the card.
    pub confirmed: Option<String>,
    /// Runs of days and their hours, then single days ahead with hours of their own.
    pub rows: Vec<HoursRow>,
    /// The service has a page on the web, where hours that are not known can be looked up.
    pub has_site: bool,
    /// What is known of bank holidays: `open`, `closed`, `all-day`, `unknown`, or nothing where it makes no difference.
    pub holidays: Option<&'static str>,
}

/// Days that share hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct HoursRow {
    /// "Monday to Thursday".
    pub days: String,
    /// "9am to 9pm".
    pub times: String,
}

impl StatusView {
    /// No hours may be shown.
    #[must_use]
    pub(super) fn unlisted(has_site: bool) -> Self {
        Self { state: "unlisted", when: None, listed: None, confirmed: None, rows: Vec::new(), has_site, holidays: None }
    }

    /// The state at a moment of a contact with these hours; none where no hours may be shown.
    #[must_use]
    pub(super) fn of(hours: Option<&Fact<OpeningHours>>, has_site: bool, moment: &Moment, holidays: &BankHolidays) -> Self {
        let Some(hours) = hours else { return Self::unlisted(has_site) };
        let (state, when) = match hours.value.status(moment.now, &moment.zone, holidays) {
            Status::Open { until: None } => ("always", None),
            _ if moment.pace == Pace::Standing => ("hours", None),
            Status::Open { until: Some(until) } => ("open", Some(until)),
            Status::Closed { opens } => ("closed", opens),
            Status::Unknown => ("unknown", None),
        };
        let special = format::special_days(&hours.value, moment.today, holidays);
        let rows = HoursRow::all(format::rows(&hours.value).into_iter().chain(special));
        Self {
            state,
            when: when.map(|when| format::moment(when, moment.today, &moment.zone)),
            listed: Some(format::date(hours.recorded)),
            confirmed: None,
            rows,
            has_site,
            holidays: holiday_rule(&hours.value),
        }
    }

    /// The same within a sentence, where the week is enough, and of it the days on which they answer.
    pub(super) fn in_a_sentence(hours: &Fact<OpeningHours>, has_site: bool, moment: &Moment, holidays: &BankHolidays) -> Self {
        let rows = HoursRow::all(format::open_rows(&hours.value));
        Self { rows, ..Self::of(Some(hours), has_site, moment, holidays) }
    }
}

impl HoursRow {
    fn all(rows: impl IntoIterator<Item = (String, String)>) -> Vec<Self> {
        rows.into_iter().map(|(days, times)| Self { days, times }).collect()
    }
}

fn holiday_rule(hours: &OpeningHours) -> Option<&'static str> {
    use crate::site::hours::HolidayRule;
    match hours {
        OpeningHours::Always => None,
        OpeningHours::Weekly(week) => Some(match week.holidays {
            HolidayRule::Open => "open",
            HolidayRule::AllDay => "all-day",
            HolidayRule::Closed => "closed",
            HolidayRule::Unknown => "unknown",
        }),
    }
}
