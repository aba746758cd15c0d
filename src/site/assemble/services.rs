//! `content/services/*.toml` into [`Service`]s.

use std::collections::BTreeMap;
use std::str::FromStr;

use toml::Spanned;

use super::parts::{DocumentContext, in_document, listed};
use super::{Names, unknown};
use crate::content::{Located, raw};
use crate::diagnostic::{Diagnostic, Kind, alike, nearest};
use crate::site::area::WIDER_AREAS;
use crate::site::contact::{all_in, keys_of, meant, odd_sign, with_https};
use crate::site::text::typeset;
use crate::site::{
    Ages, Contact, ContactKind, ContactValue, DatedNotice, Fact, HolidayRule, Language, NameNeeded, NeedId, OnContact,
    OpeningHours, PhoneError, PhoneNumber, Prose, Service, ServiceId, ServiceStatus, Source, Spell, Week,
};

/// How hours are written.
const HOURS: &str = "write them like \"09:00-17:00\"; past midnight the hours are counted on: until 2 in the morning like \"18:00-26:00\", and \
                     until 9 like \"17:00-33:00\"";

/// One service; faults leave out only the part they are in.
pub(super) fn service(document: &Located<raw::Service>, names: &Names, found: &mut Vec<Diagnostic>) -> Service {
    in_document(document, names, found, |context| {
        let raw = &document.value;
        let sources = context.sources(&raw.source);
        let summary = context.prose(&raw.summary);
        let summary = context.fact(summary, &raw.description_source, &raw.description_confidence, &sources);
        Service {
            id: ServiceId::new(document.stem()),
            name: context.prose(&raw.name),
            operator: context.prose(&raw.operator),
            also_known_as: context.prose_all(&raw.also_known_as),
            formerly: context.prose_all(&raw.formerly),
            status: context.status(raw),
            status_note: raw.status_note.as_ref().map(|note| typeset(note.get_ref())),
            replaced_by: raw.replaced_by.as_ref().and_then(|other| context.service(other)),
            notices: raw.notice.iter().map(|notice| context.notice(notice)).collect(),
            who_for: context.prose_opt(raw.who_for.as_ref()),
            made_for: raw.made_for.clone(),
            areas: raw.areas.iter().map(|area| context.area(document.stem(), area)).collect(),
            for_whom: raw.for_whom.clone(),
            ages: raw.ages.as_deref().map(|ages| listed(ages, Ages::From18)),
            needs: raw.needs.iter().filter_map(|need| context.need(need)).collect(),
            summary,
            helps_with: context.prose_all(&raw.helps_with),
            not_for: context.prose_all(&raw.not_for),
            cost: raw.cost.as_ref().map(|cost| context.cost(cost, &sources)),
            languages: raw.languages.iter().map(|language| context.language(language, &sources)).collect(),
            contacts: raw.contact.iter().filter_map(|contact| context.contact(contact, &sources)).collect(),
            single_days: std::mem::take(&mut context.single_days),
            on_contact: raw.on_contact.as_ref().map(|on_contact| context.on_contact(on_contact, &sources)),
            review: context.review(&raw.review),
            sources,
            place: document.place(raw.name.span()),
            prose: context.take_seen(),
        }
    })
}

impl DocumentContext<'_> {
    fn status(&mut self, raw: &raw::Service) -> ServiceStatus {
        match raw.status.get_ref().as_str() {
            "active" => ServiceStatus::Active,
            "unconfirmed" => {
                if raw.status_note.is_none() {
                    self.error(
                        raw.status.span(),
                        Kind::MissingKey,
                        "an unconfirmed service needs a `status_note`",
                        "write one plain sentence that tells readers what could not be confirmed",
                    );
                }
                ServiceStatus::Unconfirmed { note: self.prose_opt(raw.status_note.as_ref()).unwrap_or_default() }
            }
            "closed" => ServiceStatus::Closed,
            _ => ServiceStatus::Unlisted,
        }
    }

    /// What readers must know for a while: of a service, or of the site.
    pub(super) fn notice(&mut self, raw: &raw::DatedNotice) -> DatedNotice {
        let (from, until) = (raw.from.as_ref().map(|day| self.date(day)), raw.until.as_ref().map(|day| self.date(day)));
        if let (Some(from), Some(until), Some(written)) = (from, until, &raw.until)
            && until < from
        {
            self.error(written.span(), Kind::BadDate, "the notice ends before it begins", "set `until` to its last day");
        }
        DatedNotice { text: self.prose(&raw.text), from, until }
    }

    /// An area in which the service helps. One that is nowhere is kept: whoever names the service for an area meant it.
    fn area(&mut self, service: &str, area: &raw::Text) -> String {
        let known: Vec<&str> = self.names.areas.iter().map(String::as_str).chain(WIDER_AREAS).collect();
        let written = area.get_ref();
        if !known.contains(&written.as_str()) {
            let message = format!("`{service}` helps in `{written}`, which is no area of ours");
            let fault = Diagnostic::error((self.place)(area.span()), Kind::UnknownReference, message);
            let help = format!("the areas are {}; one of your own has a file in `areas`", known.join(", "));
            self.found.push(fault.with_help(help).with_nearest(written, known));
        }
        written.clone()
    }

    fn need(&mut self, need: &raw::Text) -> Option<NeedId> {
        if self.names.needs.contains(need.get_ref()) {
            return Some(NeedId::new(need.get_ref().as_str()));
        }
        let known = || self.names.needs.iter().map(String::as_str);
        // Some write the words that readers see.
        let slug = need.get_ref().to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-");
        let help = match nearest(&slug, known()).or_else(|| alike(&slug, known())) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("the needs are {}", known().collect::<Vec<_>>().join(", ")),
        };
        let fault = unknown((self.place)(need.span()), "need", need.get_ref(), []);
        self.found.push(fault.with_help(help));
        None
    }

    fn cost(&mut self, raw: &raw::Cost, sources: &[Source]) -> Fact<String> {
        let value = self.prose(&raw.value);
        self.fact(value, &raw.source, &raw.confidence, sources)
    }

    fn language(&mut self, raw: &raw::Language, sources: &[Source]) -> Fact<Language> {
        let language = Language { name: self.prose(&raw.value), how: self.prose_opt(raw.how.as_ref()) };
        self.fact(language, &raw.source, &raw.confidence, sources)
    }

    fn contact(&mut self, raw: &raw::Contact, sources: &[Source]) -> Option<Contact> {
        let kind = listed(&raw.kind, ContactKind::Web);
        let value = self.contact_value(kind, &raw.value)?;
        if let ContactValue::Number(number) = &value {
            self.digits(kind, number, raw);
        }
        self.seen.push(Prose::new((self.place)(raw.value.span()), raw.value.get_ref().clone()));
        if let Some(menu) = raw.menu.as_ref().filter(|menu| keys_of(menu.get_ref()).is_none()) {
            let message = format!("\"{}\" cannot be pressed on a telephone", menu.get_ref());
            let help =
                "write the keys alone: menu = \"2\", or with a second menu menu = \"2, then 1\"; other words stand in `note`";
            self.error(menu.span(), Kind::Phone, message, help);
        }
        Some(Contact {
            kind,
            label: self.prose(&raw.label),
            value: self.fact(value, &raw.source, &raw.confidence, sources),
            note: self.prose_opt(raw.note.as_ref()),
            cost: self.prose_opt(raw.cost.as_ref()),
            menu: self.prose_opt(raw.menu.as_ref()),
            from_abroad: raw.from.is_some(),
            hours: raw.hours.as_ref().and_then(|hours| {
                let value = self.hours(hours)?;
                Some(self.fact(value, &hours.get_ref().source, &hours.get_ref().confidence, sources))
            }),
        })
    }

    /// A number of a rare length is believed once the file says how many digits it has.
    fn digits(&mut self, kind: ContactKind, number: &PhoneNumber, raw: &raw::Contact) {
        let shown = number.shown();
        if let Some(blocks) = number.in_blocks() {
            let message = format!("{shown} is one run of digits, which nobody can read out or keep in mind");
            let fault = Diagnostic::warning((self.place)(raw.value.span()), Kind::Phone, message);
            self.found.push(fault.with_help(format!("write it in blocks: value = \"{blocks}\"")));
        }
        let for_texts = (kind == ContactKind::Phone && number.is_for_texts()).then_some(5);
        match (number.rare_length().or(for_texts), &raw.digits) {
            (Some(rare), Some(said)) if usize::try_from(*said.get_ref()) == Ok(rare) => {}
            (Some(rare), _) => {
                let place = (self.place)(raw.value.span());
                // A new number as long as some that are rung is in nobody's way: it may be the correction of another.
                let fault = if rare == 3 {
                    let message = format!("{shown} is none of the numbers of three digits that people here ring");
                    Diagnostic::warning(place, Kind::Phone, message)
                } else if rare < 7 {
                    let message = format!(
                        "{shown} is none of the short numbers that are known here (999, 101, 116 123, 18000, or five digits for texts): was a digit lost?"
                    );
                    if rare == 4 {
                        Diagnostic::error(place, Kind::Phone, message)
                    } else {
                        Diagnostic::warning(place, Kind::Phone, message)
                    }
                } else {
                    let often = "nearly every number that begins with 0 has 11";
                    Diagnostic::error(place, Kind::Phone, format!("{shown} has {rare} digits, and {often}: was one lost?"))
                };
                let help = format!("compare it with their page; if it is right, write `digits = {rare}` below it");
                self.found.push(fault.with_help(help));
            }
            (None, Some(said)) => {
                let message = format!("`digits` is for numbers of a rare length, and {shown} is none");
                self.error(said.span(), Kind::Phone, message, "take the line away");
            }
            (None, None) => {}
        }
    }

    fn contact_value(&mut self, kind: ContactKind, written: &raw::Text) -> Option<ContactValue> {
        match kind {
            ContactKind::Phone | ContactKind::Text | ContactKind::Relay => self.number(written).map(ContactValue::Number),
            ContactKind::Email => self.read(written, Kind::Address, "check it against the source").map(ContactValue::Email),
            ContactKind::Post => Some(ContactValue::Post(self.prose(written))),
            ContactKind::Webchat | ContactKind::Message | ContactKind::Webform | ContactKind::Web | ContactKind::Video => {
                let help = with_https(written.get_ref());
                let help = help.unwrap_or_else(|| "copy it from the address bar, without what follows a ?".to_owned());
                self.read(written, Kind::Address, &help).map(ContactValue::Web)
            }
        }
    }

    fn number(&mut self, written: &raw::Text) -> Option<PhoneNumber> {
        let text = written.get_ref();
        match text.parse() {
            Ok(number) => Some(number),
            Err(error) => {
                let (message, help) = no_number(text, &error);
                self.error(written.span(), Kind::Phone, message, &help);
                None
            }
        }
    }

    fn read<T: FromStr<Err: std::fmt::Display>>(&mut self, written: &raw::Text, kind: Kind, help: &str) -> Option<T> {
        written.get_ref().parse().map_err(|error: T::Err| self.error(written.span(), kind, error.to_string(), help)).ok()
    }

    fn hours(&mut self, written: &Spanned<raw::Hours>) -> Option<OpeningHours> {
        let raw = written.get_ref();
        let days = [&raw.mon, &raw.tue, &raw.wed, &raw.thu, &raw.fri, &raw.sat, &raw.sun];
        let has_days = days.iter().any(|day| !day.is_empty());
        if raw.always == has_days {
            let message = if has_days { "these hours are both `always` and given by day" } else { "these hours name no day" };
            self.error(
                written.span(),
                Kind::Hours,
                message,
                "keep `always = true` or the days; leave [contact.hours] out when they are not known",
            );
            return None;
        }
        if raw.always {
            return Some(OpeningHours::Always);
        }
        let spells = days.map(|day| self.spells(day));
        self.no_overlap_past_midnight(written, days, &spells);
        let holidays = match raw.bank_holidays.as_deref() {
            Some("open") => HolidayRule::Open,
            Some("all-day") => HolidayRule::AllDay,
            Some("closed") => HolidayRule::Closed,
            _ => HolidayRule::Unknown,
        };
        let mut exceptions = BTreeMap::new();
        for exception in &raw.exception {
            let (day, open) = (self.date(&exception.date), self.spells(&exception.open));
            self.single_days.push((day, (self.place)(exception.date.span())));
            if exceptions.insert(day, open).is_some() {
                let message = format!("{day} has hours of its own twice, and only one of them can be right");
                self.error(exception.date.span(), Kind::Hours, message, "keep one entry for each day");
            }
        }
        Some(OpeningHours::Weekly(Box::new(Week { days: spells, holidays, exceptions })))
    }

    /// One day's spells, in order; backwards, unreadable and overlapping ones are faults.
    fn spells(&mut self, day: &[raw::Text]) -> Vec<Spell> {
        let mut spells: Vec<Spell> = Vec::new();
        for written in day {
            let Some(spell) = self.read::<Spell>(written, Kind::Hours, HOURS) else { continue };
            if spells.last().is_some_and(|last| spell.start() < last.end()) {
                self.error(
                    written.span(),
                    Kind::Hours,
                    "these hours overlap the ones before them",
                    "write a day's spells in order, without overlap",
                );
            } else {
                spells.push(spell);
            }
        }
        spells
    }

    fn no_overlap_past_midnight(&mut self, written: &Spanned<raw::Hours>, texts: [&Vec<raw::Text>; 7], days: &[Vec<Spell>; 7]) {
        const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        for (at, today) in days.iter().enumerate() {
            let next = (at + 1) % 7;
            let spill = today.last().map_or(0, |spell| spell.end().saturating_sub(24 * 60));
            let Some(begins) = days[next].first().map(|spell| spell.start()).filter(|start| *start < spill) else { continue };
            let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
            let (day, tomorrow) = (NAMES[at], NAMES[next]);
            let message = format!(
                "{day}'s hours run past midnight until {} on {tomorrow}, and {tomorrow}'s begin at {}",
                clock(spill),
                clock(begins)
            );
            let help =
                format!("let {day}'s end at \"{}\", or {tomorrow}'s begin at \"{}\"", clock(begins + 24 * 60), clock(spill));
            let span = texts[at].last().map_or_else(|| written.span(), Spanned::span);
            self.error(span, Kind::Hours, message, &help);
        }
    }

    fn on_contact(&mut self, raw: &raw::OnContact, sources: &[Source]) -> Fact<OnContact> {
        let value = OnContact {
            who_answers: self.prose_opt(raw.who_answers.as_ref()),
            name_needed: raw.name_needed.as_deref().map(|name| listed(name, NameNeeded::Depends)),
            name_note: self.prose_opt(raw.name_note.as_ref()),
            keeps_private: self.prose_all(&raw.keeps_private),
            passes_on: self.prose_all(&raw.passes_on),
            what_happens: self.prose_all(&raw.what_happens),
            if_busy: self.prose_opt(raw.if_busy.as_ref()),
            reply: self.prose_opt(raw.reply.as_ref()),
            limit: raw.limit.iter().map(|(audience, text)| (audience.clone(), self.prose(text))).collect(),
            phone_bill: self.prose_opt(raw.phone_bill.as_ref()),
            first_words: self.prose_all(&raw.first_words),
            site_is_like: self.prose_opt(raw.site_is_like.as_ref()),
        };
        self.fact(value, &raw.source, &raw.confidence, sources)
    }
}

/// What stands in the place of a number, and what to write.
fn no_number(text: &str, error: &PhoneError) -> (String, String) {
    let in_field = |number: &PhoneNumber| format!("write value = \"{}\"", number.shown());
    // A letter that looks like a digit parts no numbers.
    if let Some(number) = meant(text).filter(|_| text.contains(['o', 'O', 'l', 'I'])) {
        return (format!("{error}, and in this one stands {}", odd_sign(text)), in_field(&number));
    }
    let all = all_in(text);
    if let [first, second, ..] = all.as_slice() {
        let help = format!(
            "{} here, and give \"{}\" a [[contact]] of its own, with kind, label, value, source and confidence",
            in_field(first),
            second.shown()
        );
        return (format!("{} numbers stand in one field, and only one can be rung", all.len()), help);
    }
    if let Some(number) = meant(text) {
        return (format!("{error}, and in this one stands {}", odd_sign(text)), in_field(&number));
    }
    let other = |kind: &str| format!("write kind = \"{kind}\" above it, or the number here");
    let help = match all.first() {
        Some(number) => format!("{}; what else is to be said of it stands in `note`, a menu's key in `menu`", in_field(number)),
        None if text.contains('@') => other("email"),
        None if text.starts_with("http") || text.starts_with("www.") => other("web"),
        None if !text.contains(|c: char| c.is_ascii_digit()) => {
            "where there is no number, take this whole [[contact]] out".to_owned()
        }
        None => "write it in readable blocks, such as 0808 1000 900".to_owned(),
    };
    let message = match error {
        PhoneError::Characters => format!("{error}, and in this one stands {}", odd_sign(text)),
        other => other.to_string(),
    };
    (message, help)
}
