//! `site.toml`, `words.toml` and `bank-holidays.toml` into their parts of the model.

use std::collections::BTreeMap;

use super::parts::{DocumentContext, in_document};
use super::{Names, unknown};
use crate::content::{Located, raw};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::operator;
use crate::site::text::typeset;
use crate::site::{
    Audience, BankHolidays, BannedWord, Job, Need, NeedId, NeverPrint, RetiredHost, ReviewRules, ServiceId, SiteSettings,
    WebAddress, WordRules,
};

pub(super) fn settings(document: &Located<raw::Site>, names: &Names, found: &mut Vec<Diagnostic>) -> SiteSettings {
    in_document(document, names, found, |context| {
        let raw = &document.value;
        let notices = raw.notice.iter().map(|notice| context.notice(notice)).collect();
        let prose = context.take_seen();
        let never_withheld = raw.review.never_withheld.iter().filter_map(|slug| context.service(slug));
        let never_withheld: Vec<ServiceId> = never_withheld.collect();
        SiteSettings {
            name: typeset(raw.name.get_ref()),
            tagline: typeset(raw.tagline.get_ref()),
            address: context.public_address(&raw.address),
            onion: raw.onion.as_ref().map(|onion| context.onion_address(onion)),
            region: typeset(raw.region.get_ref()),
            operator: typeset(raw.operator.name.get_ref()),
            operator_contact: raw.operator.contact.as_ref().map(|contact| context.operator_contact(contact)),
            leave_address: context.leave_address(&raw.leave.address),
            crisis: raw.crisis.services.iter().filter_map(|slug| context.service(slug)).collect(),
            leave_name: typeset(raw.leave.name.get_ref()),
            review: ReviewRules {
                warn_days: days(raw.review.warn_days),
                withhold_days: days(raw.review.withhold_days),
                never_withheld,
            },
            jobs: context.job_names(document, &raw.job),
            needs: raw.need.iter().map(|need| context.need_group(need)).collect(),
            notices,
            prose,
        }
    })
}

/// At most ten years.
fn days(written: i64) -> i32 {
    i32::try_from(written.clamp(0, 3650)).unwrap_or(3650)
}

impl DocumentContext<'_> {
    fn public_address(&mut self, address: &raw::Text) -> String {
        let text = address.get_ref();
        if let Err(message) = operator::public_address(text) {
            self.error(address.span(), Kind::Address, message, "write it like https://waymark.example");
        }
        text.clone()
    }

    fn need_group(&mut self, need: &raw::Need) -> Need {
        let first = need.first.iter().filter_map(|slug| self.service(slug)).collect();
        Need { id: NeedId::new(need.id.get_ref().as_str()), title: typeset(need.title.get_ref()), first }
    }

    /// An onion name of version 3 is 56 characters of base32 (the address says which key answers, so http is enough).
    fn onion_address(&mut self, address: &raw::Text) -> String {
        let text = address.get_ref();
        let name = text.strip_prefix("http://").and_then(|rest| rest.strip_suffix(".onion"));
        let is_base32 = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || (b'2'..=b'7').contains(&byte));
        if !name.is_some_and(|name| name.len() == 56 && is_base32(name)) {
            let message = "the onion address is http://, 56 letters and digits, and .onion, without a slash at the end";
            self.error(address.span(), Kind::Address, message, "copy it from the file `hostname` of the onion service");
        }
        text.clone()
    }

    fn job_names(&mut self, document: &Located<raw::Site>, raw: &[raw::JobName]) -> BTreeMap<Job, String> {
        let names: BTreeMap<_, _> =
            raw.iter().filter_map(|name| Some((Job::parse(name.id.get_ref())?, self.prose(&name.name)))).collect();
        for job in Job::ALL.into_iter().filter(|job| !names.contains_key(job)) {
            let message = format!("the local job `{}` has no [[job]] with a name for readers", job.as_str());
            self.found.push(Diagnostic::error(document.place(0..0), Kind::MissingKey, message));
        }
        names
    }

    fn operator_contact(&mut self, contact: &raw::Text) -> String {
        let text = contact.get_ref();
        if let Err(message) = operator::operator_contact(text) {
            self.error(contact.span(), Kind::Address, message, "write it like help@example.org, or leave it out");
        }
        text.clone()
    }

    fn leave_address(&mut self, address: &raw::Text) -> String {
        if let Err(error) = address.get_ref().parse::<WebAddress>() {
            self.error(address.span(), Kind::Address, error.to_string(), "choose a plain, widely used https page");
        }
        address.get_ref().clone()
    }
}

pub(super) fn words(document: &Located<raw::Words>, names: &Names, found: &mut Vec<Diagnostic>) -> WordRules {
    for page in document.value.banned.iter().flat_map(|banned| &banned.allow_on) {
        if !names.pages.contains(page.get_ref()) && !names.generated.contains(page.get_ref()) {
            found.push(unknown(document.place(page.span()), "page", page.get_ref(), names.pages.iter().map(String::as_str)));
        }
    }
    let banned = document.value.banned.iter().map(|banned| BannedWord {
        word: typeset(&banned.word),
        instead: typeset(&banned.instead),
        allow_on: banned.allow_on.iter().map(|page| page.get_ref().clone()).collect(),
        within: banned.within.iter().map(|name| typeset(name)).collect(),
        audiences: banned.audience.iter().map(|audience| Audience::parse(audience)).collect(),
    });
    let never = document.value.never.iter().map(|never| NeverPrint { value: never.value.clone(), why: never.why.clone() });
    let retired =
        document.value.retired.iter().map(|retired| RetiredHost { host: retired.host.to_lowercase(), why: retired.why.clone() });
    WordRules {
        neutral_tabs: document.value.neutral_tabs.clone(),
        neutral_addresses: document.value.neutral_addresses.clone(),
        banned: banned.collect(),
        never: never.collect(),
        never_asked: document.value.never_asked.clone(),
        retired: retired.collect(),
        voice: document.value.voice.clone(),
    }
}

pub(super) fn bank_holidays(document: &Located<raw::BankHolidays>, found: &mut Vec<Diagnostic>) -> BankHolidays {
    in_document(document, &Names::default(), found, |context| {
        let raw = &document.value;
        let until = context.date(&raw.until);
        let mut days = BTreeMap::new();
        for holiday in &raw.holiday {
            let (on, name) = (context.date(&holiday.date), typeset(&holiday.name));
            if on > until {
                let message = format!("{name} is on {on}, and the list goes on until {until} alone");
                let help = "write the day on which it is; with a new year's bank holidays, all of them, `until` becomes the last day of that year";
                context.error(holiday.date.span(), Kind::BadDate, message, help);
            }
            days.insert(on, name);
        }
        if let Some((last, _)) = days.last_key_value().filter(|(last, _)| last.year() < until.year()) {
            let message = format!("no bank holiday stands here after {last}, so the list is not complete until {until}");
            context.error(
                raw.until.span(),
                Kind::BadDate,
                message,
                "write the last day of the year whose bank holidays all stand here",
            );
        }
        BankHolidays { nations: raw.nations.clone(), is_of_others: false, days, until }
    })
}

/// Every address that `content/search.toml` names should be one that can be found: searching passes over the others, as a copy for
/// another region needs. The words themselves are no part of the site.
pub(super) fn search(document: &Located<raw::Search>, names: &Names, found: &mut Vec<Diagnostic>) {
    let known = || names.pages.iter().chain(&names.generated).map(String::as_str);
    for path in document.value.paths().filter(|path| !known().any(|known| known == path.get_ref())) {
        let message = format!("there is no page, service or outcome at `{}`, so nobody finds it", path.get_ref());
        let place = document.place(path.span());
        found.push(Diagnostic::warning(place, Kind::UnknownReference, message).with_nearest(path.get_ref(), known()));
    }
}
