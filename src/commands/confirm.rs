//! `waymark confirm`: a person asked a service, and it answered.

mod another_copy;
mod earlier;
mod edit;
mod keys;
mod letters;
mod noted;
pub(super) mod notes;
mod question;
mod ring_round;
mod sheet;
mod table;

use std::io::Write as _;
use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::print::stdout;
use super::{CONTENT_ERRORS, Failure, GOOD, build, confirmed_file};
use crate::check::release::crisis_services;
use crate::check::ring_round::{Call, calls};
use crate::cli::{AskedBy, ConfirmArgs};
use crate::clock::Moment;
use crate::content::source::SourceTree;
use crate::diagnostic::nearest;
use crate::site::confirmed::{facts, interval};
use crate::site::{self, Site};
use crate::site::{NamedFact, Service};
use crate::verify::record::ConfirmationEntry;
use earlier::EarlierAnswer;

/// Somebody may have asked a while before it was written down where the fact is read.
const DAYS_BEFORE_IT_WAS_READ: i32 = 31;

/// What every way of confirming needs.
struct ConfirmSession<'a> {
    site: &'a Site,
    tree: &'a SourceTree,
    /// Where confirmations are recorded: the copy's own folder.
    folder: &'a Path,
    today: Date,
    args: &'a ConfirmArgs,
}

pub(super) fn run(args: &ConfirmArgs) -> Result<u8, Failure> {
    let source = args.source();
    let Some((site, tree)) = build::sound(&source)? else { return Ok(CONTENT_ERRORS) };
    let folder = source.own_folder().unwrap_or(Path::new("content"));
    let session = ConfirmSession { site: &site, tree: &tree, folder, today: Moment::at(build::now()?).today, args };
    if let Some(file) = &args.take_in {
        return sheet::take_in(&session, file);
    }
    if let Some(file) = &args.take {
        return another_copy::take(&session, file);
    }
    if let Some(file) = &args.sheet {
        return sheet::write(&session, file);
    }
    if let Some(folder) = &args.letters {
        return letters::write(&session, folder);
    }
    let Some(service) = &args.service else { return ring_round::run(&session) };
    let service = session.service(service)?;
    match &args.fact {
        None if args.role.is_some() => return ring_round::run(&session),
        Some(_) if session.services()?.len() > 1 => return ring_round::run(&session),
        None => session.list(service)?,
        Some(fact) => session.confirm(service, fact)?,
    }
    Ok(GOOD)
}

impl<'a> ConfirmSession<'a> {
    fn service(&self, name: &str) -> Result<&'a Service, String> {
        let services = &self.site.services;
        services.get(name).ok_or_else(|| unknown("service", name, services.keys().map(site::id::ServiceId::as_str)))
    }

    /// The services that were named. The second name may be that of a fact.
    fn services(&self) -> Result<Vec<&'a Service>, String> {
        let second =
            self.args.fact.iter().filter(|name| !self.args.more.is_empty() || self.site.services.contains_key(name.as_str()));
        self.args.service.iter().chain(second).chain(&self.args.more).map(|name| self.service(name)).collect()
    }

    /// The calls to be made: of all services, or of those that were named.
    fn calls(&self) -> Result<Vec<Call<'a>>, String> {
        let named = self.services()?;
        let calls = calls(self.site, self.today).into_iter();
        let is_meant = |call: &Call<'_>| {
            let is_ours = || !self.tree.has_overlay() || self.tree.is_of_overlay(&call.service.place.file);
            (named.is_empty() || named.iter().any(|service| service.id == call.service.id)) && (!self.args.ours || is_ours())
        };
        Ok(calls.filter(is_meant).collect())
    }

    /// The day on which the service answered: the one that is said, or else that of the command, or today.
    fn day(&self, service: &Service, said: Option<Date>) -> Result<Date, String> {
        let on = said.or(self.args.date).unwrap_or(self.today);
        let (name, holds) = (&service.id, interval(&service.review));
        let read = service.sources.iter().map(|source| source.recorded).min();
        let begun = read.map_or(on, |read| read.saturating_sub(DAYS_BEFORE_IT_WAS_READ.days()));
        if on > self.today {
            Err(format!("{on} is still to come: give the day on which the service said so"))
        } else if on < self.today.saturating_sub(holds.days()) {
            Err(format!("{on} is too long ago: what {name} confirms holds for {holds} days, so ask again"))
        } else if on < begun {
            let read = read.unwrap_or(on);
            Err(format!("{on} is long before anything of {name} was written here ({read}): look at the month and the year"))
        } else {
            Ok(on)
        }
    }

    /// How a fact is asked about that the person did not single out, where they say nothing else.
    fn by(&self, service: &Service, fact: &NamedFact<'_>) -> AskedBy {
        match self.args.by {
            _ if fact.is_for_emergencies => AskedBy::Page,
            Some(said) if said != AskedBy::Page => said,
            _ => self.presumed(service),
        }
    }

    /// Who is rung is asked by phone. Lines for people in danger or despair are not to be kept busy, and who has no number is written to.
    fn presumed(&self, service: &Service) -> AskedBy {
        let is_rung = service.phone().is_some() && !crisis_services(self.site).contains(&service.id);
        if is_rung { AskedBy::Phone } else { AskedBy::Email }
    }

    /// How a fact was asked about, with what the person says of it.
    fn how(&self, service: &Service, fact: &NamedFact<'_>, said: Option<AskedBy>) -> Result<AskedBy, String> {
        match (fact.is_for_emergencies, said) {
            (true, None) => Ok(AskedBy::Page),
            (true, Some(AskedBy::Phone)) => {
                let name = &fact.name;
                Err(format!("nobody rings a number for emergencies to ask about `{name}`: look at its page, and write `page`"))
            }
            (false, Some(AskedBy::Page)) => {
                let name = &fact.name;
                Err(format!(
                    "`{name}` is no fact of a service for emergencies, and `page` is for those alone: somebody must ask about it, by phone, \
                     email, letter or meeting (`waymark verify` looks pages up)"
                ))
            }
            (_, said) => Ok(said.unwrap_or_else(|| self.presumed(service))),
        }
    }

    fn confirm(&self, service: &Service, name: &str) -> Result<(), Failure> {
        let fact = fact(service, name)?;
        let role = self.args.role.as_deref().ok_or("say in which role you asked: --role \"service directory editor\"")?;
        let on = self.day(service, None)?;
        let by = self.how(service, &fact, self.args.by)?;
        let earlier = EarlierAnswer::of(self.folder, service, &fact, on)?.filter(|earlier| !earlier.is(None, ""));
        if let Some(earlier) = &earlier {
            earlier.take_away(self.folder)?;
            writeln!(stdout(), "{}; this takes its place", earlier.told())?;
        }
        let (path, later) = confirmed_file::update(self.folder, &[entry(service, &fact, on, by, role)])?;
        if let Some(later) = later.first() {
            writeln!(stdout(), "{later}\n{}", path.display())?;
            return Ok(());
        }
        let page = if by == AskedBy::Page { ", by a look at its page" } else { "" };
        writeln!(stdout(), "{}: {} {} is confirmed on {on}{page}\n{}", service.id, fact.name, fact.value, path.display())?;
        Ok(())
    }

    /// Every fact of the service, with its value and whether it is confirmed.
    fn list(&self, service: &Service) -> Result<(), Failure> {
        let mut out = stdout();
        for fact in facts(service) {
            let state = match self.site.confirmed.of(service, &fact.name) {
                None => "not confirmed".to_owned(),
                Some(confirmation) => {
                    let is_old = self.site.confirmed.fresh(service, &fact.name, self.today).is_none();
                    format!(
                        "confirmed on {} {}{}",
                        confirmation.on,
                        confirmation.how(),
                        if is_old { ", too long ago" } else { "" }
                    )
                }
            };
            writeln!(out, "{:<16} {state:<44} {}", fact.name, fact.value)?;
        }
        Ok(())
    }
}

fn entry(service: &Service, fact: &NamedFact<'_>, on: Date, by: AskedBy, role: &str) -> ConfirmationEntry {
    ConfirmationEntry {
        service: service.id.to_string(),
        fact: fact.name.clone(),
        value: fact.value.clone(),
        on,
        by: by.as_str().to_owned(),
        role: Some(role.trim().to_owned()),
        source: page_of(service, fact).filter(|_| by == AskedBy::Page).map(str::to_owned),
        copy: None,
    }
}

/// The page on which a fact was read.
fn page_of<'s>(service: &'s Service, fact: &NamedFact<'_>) -> Option<&'s str> {
    service.sources.iter().find(|source| source.id == fact.source)?.url.as_deref()
}

fn fact<'s>(service: &'s Service, name: &str) -> Result<NamedFact<'s>, String> {
    let facts = facts(service);
    if let Some(fact) = facts.iter().find(|fact| fact.name == name) {
        return Ok(fact.clone());
    }
    let known = facts.iter().map(|fact| fact.name.as_str()).collect::<Vec<_>>().join(", ");
    let message = unknown(&format!("fact of `{}`", service.id), name, facts.iter().map(|fact| fact.name.as_str()));
    Err(format!("{message}; its facts are {known}"))
}

fn unknown<'a>(what: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let close = nearest(name, known).map(|close| format!("; did you mean `{close}`?")).unwrap_or_default();
    format!("there is no {what} called `{name}`{close}")
}
