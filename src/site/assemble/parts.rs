//! Parts that several kinds of document share: dates, sources, reviews, facts, ways to get help.

use std::sync::Arc;

use jiff::civil::Date;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use toml::Spanned;
use toml::value::Datetime;

use super::{Names, unknown, unknown_page};
use crate::content::source::BELOW;
use crate::content::{Located, raw};
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::text::typeset;
use crate::site::{Confidence, Fact, Job, PagePath, Prose, Review, RoleId, ServiceId, SignOff, Source, Target, Way};

/// No date of ours lies before this year.
const EARLIEST_YEAR: i16 = 2000;

/// Turns byte ranges of one document into places and collects its faults.
pub(super) struct DocumentContext<'a> {
    pub(super) place: &'a dyn Fn(std::ops::Range<usize>) -> Place,
    pub(super) names: &'a Names,
    pub(super) found: &'a mut Vec<Diagnostic>,
    /// Every text met that readers will see.
    pub(super) seen: Vec<Prose>,
    /// Every single day met that has hours of its own.
    pub(super) single_days: Vec<(Date, Place)>,
}

/// What a word of a closed list names. The schema has checked that it stands in the list, so `otherwise` is never needed.
pub(super) fn listed<T: DeserializeOwned>(word: &str, otherwise: T) -> T {
    let word: StrDeserializer<'_, Error> = word.into_deserializer();
    T::deserialize(word).unwrap_or(otherwise)
}

/// Runs `work` in the context of a document.
pub(super) fn in_document<D, R>(
    document: &Located<D>,
    names: &Names,
    found: &mut Vec<Diagnostic>,
    work: impl FnOnce(&mut DocumentContext<'_>) -> R,
) -> R {
    let place = |span| document.place(span);
    work(&mut DocumentContext { place: &place, names, found, seen: Vec::new(), single_days: Vec::new() })
}

impl DocumentContext<'_> {
    /// A text that readers will see: set as in print, and remembered with its place.
    pub(super) fn prose(&mut self, written: &raw::Text) -> String {
        self.seen(written).text
    }

    /// As [`Self::prose`], with where it was written.
    pub(super) fn seen(&mut self, written: &raw::Text) -> Prose {
        let place = self.place;
        let text = typeset(written.get_ref()).replace("{other nations}", &self.names.other_nations);
        let (text, filled) = self.with_numbers(text, || place(written.span()));
        let prose = Prose { place: place(written.span()), text, filled };
        self.seen.push(prose.clone());
        prose
    }

    /// As [`Self::prose`], where there is one.
    pub(super) fn prose_opt(&mut self, written: Option<&raw::Text>) -> Option<String> {
        written.map(|text| self.prose(text))
    }

    /// As [`Self::prose`], for each.
    pub(super) fn prose_all(&mut self, written: &[raw::Text]) -> Vec<String> {
        written.iter().map(|text| self.prose(text)).collect()
    }

    /// The texts met so far, for the part of the model that holds them.
    pub(super) fn take_seen(&mut self) -> Vec<Prose> {
        std::mem::take(&mut self.seen)
    }

    pub(super) fn error(&mut self, span: std::ops::Range<usize>, kind: Kind, message: impl Into<String>, help: &str) {
        self.found.push(Diagnostic::error((self.place)(span), kind, message).with_help(help));
    }

    /// A date that exists; otherwise a fault, and the first day of 1970 in its place.
    pub(super) fn date(&mut self, day: &Spanned<Datetime>) -> Date {
        let date = raw::day(day);
        if let Some(early) = date.filter(|date| date.year() < EARLIEST_YEAR) {
            let message = format!("{early} is long before anything here was written");
            self.error(day.span(), Kind::BadDate, message, "check the year");
        }
        date.unwrap_or_else(|| {
            self.error(day.span(), Kind::BadDate, "there is no such day", "write a date such as 2026-11-23");
            Date::constant(1970, 1, 1)
        })
    }

    pub(super) fn sources(&mut self, raw: &[raw::Source]) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::with_capacity(raw.len());
        for source in raw {
            let id = source.id.get_ref().clone();
            if sources.iter().any(|other| other.id == id) {
                self.error(
                    source.id.span(),
                    Kind::Duplicate,
                    format!("there already is a source `{id}` in this file"),
                    "rename one of them",
                );
            }
            if let Some(url) = &source.url {
                self.check_address_of(url);
            }
            if let Some(area) = &source.area
                && !self.names.areas.contains(area.get_ref())
            {
                let known = self.names.areas.iter().map(String::as_str);
                self.found.push(unknown((self.place)(area.span()), "area", area.get_ref(), known));
            }
            let recorded = self.date(&source.recorded);
            let is_shown = source.show.unwrap_or(true);
            // What readers never see needs not keep the rules for what they read.
            let mut text = |text: Option<&raw::Text>| {
                if is_shown { self.prose_opt(text) } else { text.map(|text| typeset(text.get_ref())) }
            };
            let (title, supports) = (text(source.title.as_ref()), text(source.supports.as_ref()));
            sources.push(Source {
                id,
                url: source.url.as_ref().map(|url| url.get_ref().clone()),
                title,
                supports,
                seen: source.seen.as_deref().map(typeset),
                recorded,
                is_shown,
                recorded_place: (self.place)(source.recorded.span()),
                place: (self.place)(source.url.as_ref().map_or_else(|| source.id.span(), toml::Spanned::span)),
            });
        }
        sources
    }

    fn check_address_of(&mut self, url: &raw::Text) {
        let written = url.get_ref();
        if !(written.starts_with("https://") || written.starts_with("http://")) {
            let message = "a source's address begins with https:// or http://";
            self.error(url.span(), Kind::Address, message, "copy it from the address bar");
        }
        if written.contains(char::is_whitespace) {
            let help = format!(
                "write url = \"{}\" if it is part of the address, or take out what does not belong to it",
                written.replace(char::is_whitespace, "%20")
            );
            self.error(url.span(), Kind::Address, "a web address holds no spaces", &help);
        }
    }

    /// A value with the source it names, which must stand in the same file.
    pub(super) fn fact<T>(&mut self, value: T, source: &raw::Text, confidence: &str, sources: &[Source]) -> Fact<T> {
        let id = source.get_ref().clone();
        let recorded = if let Some(known) = sources.iter().find(|known| known.id == id) {
            known.recorded
        } else {
            let known: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
            let fault = Diagnostic::error(
                (self.place)(source.span()),
                Kind::Unsourced,
                format!("no [[source]] in this file has the id `{id}`"),
            )
            .with_help(format!("the sources are {}", known.join(", ")))
            .with_nearest(&id, known);
            self.found.push(fault);
            Date::constant(1970, 1, 1)
        };
        Fact { value, source: id, recorded, confidence: listed(confidence, Confidence::Low) }
    }

    /// A check follows the one before it.
    pub(super) fn in_order(&mut self, checked: Date, due: Date, written: std::ops::Range<usize>) {
        if due <= checked {
            let message = "the next check is due before the last one was made: one of the two has a wrong year";
            let help = "`checked` is the day on which it was done, today or earlier; `due` comes after it";
            self.error(written, Kind::BadDate, message, help);
        }
    }

    pub(super) fn review(&mut self, raw: &raw::Review) -> Review {
        let (checked, due) = (self.date(&raw.checked), self.date(&raw.due));
        self.in_order(checked, due, raw.due.span());
        let sign_offs = raw
            .sign_off
            .iter()
            .map(|sign_off| SignOff {
                by: sign_off.by.clone(),
                about: sign_off.about.clone(),
                given: sign_off.given.as_ref().map(|day| self.date(day)),
                given_place: sign_off.given.as_ref().map(|day| (self.place)(day.span())),
            })
            .collect();
        let checked_place = (self.place)(raw.checked.span());
        // A page that is joined key by key has the days of the one below.
        let of_others = &self.names.of_others;
        let is_of_others = |file: &Arc<str>| of_others.contains(file) || file.starts_with(BELOW) && !of_others.is_empty();
        Review {
            owner: raw.owner.clone(),
            checked,
            is_own: !is_of_others(&checked_place.file),
            is_compared: raw.compared != Some(false),
            is_asked: false,
            due,
            check_first: raw.check_first.clone(),
            sign_offs,
            excuses: raw.excuse.clone(),
            checked_place,
            due_place: (self.place)(raw.due.span()),
        }
    }

    /// A way to get help, if it names exactly one thing that exists and is shown.
    pub(super) fn way(&mut self, raw: &Spanned<raw::Way>) -> Option<Way> {
        let way = raw.get_ref();
        let parts = [&way.service, &way.job, &way.role, &way.page];
        if parts.iter().filter(|part| part.is_some()).count() != 1 {
            self.error(
                raw.span(),
                Kind::WrongValue,
                "a way to get help names exactly one service, job, role or page",
                "keep the one that is meant",
            );
            return None;
        }
        let target = if let Some(job) = &way.job {
            Target::Job(Job::parse(job.get_ref())?)
        } else {
            self.target(way.service.as_ref(), way.role.as_ref(), way.page.as_ref())?
        };
        Some(Way { target, why: self.prose_opt(way.why.as_ref()), place: (self.place)(raw.span()) })
    }

    /// What a service, role or page leads to, if it exists.
    pub(super) fn target(
        &mut self,
        service: Option<&raw::Text>,
        role: Option<&raw::Text>,
        page: Option<&raw::Text>,
    ) -> Option<Target> {
        match (service, role, page) {
            (Some(service), ..) => self.service(service).map(Target::Service),
            (_, Some(role), _) => self.role(role).map(Target::Role),
            (.., Some(page)) => self.page(page).map(Target::Page),
            _ => None,
        }
    }

    /// A service that exists and is shown.
    pub(super) fn service(&mut self, name: &raw::Text) -> Option<ServiceId> {
        self.service_named(name.get_ref(), (self.place)(name.span()))
    }

    /// A service that a sentence links to. Of one that has closed the link leads to its card, which says who follows; the words stay
    /// as they are, whoever follows it.
    pub(super) fn service_in_words(&mut self, slug: &str, place: Place) -> Option<ServiceId> {
        if !self.names.closed.contains(slug) {
            return self.service_named(slug, place);
        }
        let message = format!("`{slug}` has closed, and this sentence still offers it");
        let help = "write the sentence for who follows it, or take it out: only the link in it leads on by itself";
        self.found.push(Diagnostic::warning(place, Kind::NotShown, message).with_help(help));
        Some(ServiceId::new(slug))
    }

    pub(super) fn service_named(&mut self, slug: &str, place: Place) -> Option<ServiceId> {
        if self.names.shown.contains(slug) {
            return Some(ServiceId::new(slug));
        }
        if self.names.followed.contains(slug) {
            return Some(ServiceId::new(slug));
        }
        if self.names.closed.contains(slug) {
            let message = format!("the service `{slug}` has closed: until this is rewritten, the next takes its place");
            let help =
                format!("name another service here, or say which follows it: `replaced_by` in content/services/{slug}.toml");
            self.found.push(Diagnostic::warning(place, Kind::NotShown, message).with_help(help));
            return Some(ServiceId::new(slug));
        }
        self.found.push(if self.names.services.contains(slug) {
            let message = format!("the service `{slug}` is unlisted, and cannot be a way to get help");
            Diagnostic::error(place, Kind::NotShown, message).with_help("name another service, or change its status")
        } else {
            unknown(place, "service", slug, self.names.services.iter().map(String::as_str))
        });
        None
    }

    fn role(&mut self, name: &raw::Text) -> Option<RoleId> {
        let id = name.get_ref();
        // Without a readable routing.toml there are no roles to compare with.
        if self.names.roles.is_empty() || self.names.roles.contains(id) {
            return Some(RoleId::new(id.as_str()));
        }
        self.found.push(unknown((self.place)(name.span()), "role", id, self.names.roles.iter().map(String::as_str)));
        None
    }

    /// A page of guidance that exists.
    pub(super) fn page(&mut self, name: &raw::Text) -> Option<PagePath> {
        let path = name.get_ref();
        if self.names.pages.contains(path) {
            return Some(PagePath::new(path.as_str()));
        }
        self.found.push(unknown_page((self.place)(name.span()), path, self.names));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::schema::{self, Shape, Value};
    use crate::site::{
        About, Ages, Asker, Branch, ContactKind, Layout, Meaning, NameNeeded, OutcomeAudience, QuestionKind, Urgency,
    };

    #[test]
    fn every_word_of_a_closed_list_names_something() {
        fn holds<T: DeserializeOwned>(shape: &Shape, key: &str) {
            let Some(Value::OneOf(words)) = shape.field(key).map(|field| &field.value) else { panic!("{key} is no closed list") };
            for word in *words {
                let word: StrDeserializer<'_, Error> = word.into_deserializer();
                assert!(T::deserialize(word).is_ok(), "{key}: {word:?}");
            }
        }
        holds::<Confidence>(&schema::SERVICE, "description_confidence");
        holds::<ContactKind>(&schema::SERVICE, "kind");
        holds::<Ages>(&schema::SERVICE, "ages");
        holds::<NameNeeded>(&schema::SERVICE, "name_needed");
        holds::<Layout>(&schema::PAGE, "layout");
        holds::<Branch>(&schema::ROUTING, "branch");
        holds::<QuestionKind>(&schema::ROUTING, "kind");
        holds::<OutcomeAudience>(&schema::ROUTING, "audience");
        holds::<Urgency>(&schema::ROUTING, "urgency");
        holds::<About>(&schema::CHANGES, "about");
        holds::<Asker>(&schema::QUESTIONS, "who");
        holds::<Meaning>(&schema::QUESTIONS, "means");
    }
}
