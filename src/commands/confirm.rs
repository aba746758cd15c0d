//! `waymark confirm`: a person asked a service, and it said yes.

use std::io::Write as _;
use std::path::Path;

use jiff::civil::Date;

use super::{CONTENT_ERRORS, Failure, GOOD, build, confirmed_file};
use crate::cli::ConfirmArgs;
use crate::clock::Moment;
use crate::diagnostic::nearest;
use crate::site::confirmed::{ConfirmedBy, NamedFact, facts};
use crate::site::service::Service;
use crate::site::{self, Site};
use crate::verify::record::Entry;

pub(super) fn run(args: &ConfirmArgs) -> Result<u8, Failure> {
    let source = args.source();
    let folder = source.own_folder().unwrap_or(Path::new("content"));
    let site = match build::sound_site(&source)? {
        Ok(site) => site,
        Err(drawn) => {
            eprint!("{drawn}");
            return Ok(CONTENT_ERRORS);
        }
    };
    let today = Moment::at(build::now()?).today;
    let service = service(&site, args.service.as_deref().unwrap_or_default())?;
    let Some(name) = &args.fact else {
        list(&site, service, today)?;
        return Ok(GOOD);
    };
    let fact = fact(service, name)?;
    let role = args.role.as_deref().ok_or("say in which role you asked: --role \"service directory editor\"")?;
    let on = args.date.unwrap_or(today);
    if on > today {
        return Err(format!("{on} is still to come: give the day on which the service said so").into());
    }
    let entry = Entry {
        service: service.id.to_string(),
        fact: fact.name.clone(),
        value: fact.value.clone(),
        on,
        by: args.by.as_str().to_owned(),
        role: Some(role.trim().to_owned()),
        source: None,
    };
    let path = confirmed_file::update(folder, &[entry])?;
    writeln!(std::io::stdout(), "{}: {} {} is confirmed on {on}\n{}", service.id, fact.name, fact.value, path.display())?;
    Ok(GOOD)
}

fn service<'s>(site: &'s Site, name: &str) -> Result<&'s Service, Failure> {
    site.services.get(name).ok_or_else(|| unknown("service", name, site.services.keys().map(site::id::ServiceId::as_str)).into())
}

fn fact<'s>(service: &'s Service, name: &str) -> Result<NamedFact<'s>, Failure> {
    let facts = facts(service);
    if let Some(fact) = facts.iter().find(|fact| fact.name == name) {
        return Ok(fact.clone());
    }
    let known = facts.iter().map(|fact| fact.name.as_str()).collect::<Vec<_>>().join(", ");
    let message = unknown(&format!("fact of `{}`", service.id), name, facts.iter().map(|fact| fact.name.as_str()));
    Err(format!("{message}; its facts are {known}").into())
}

fn unknown<'a>(what: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let close = nearest(name, known).map(|close| format!("; did you mean `{close}`?")).unwrap_or_default();
    format!("there is no {what} called `{name}`{close}")
}

/// Every fact of the service, with its value and whether it is confirmed.
fn list(site: &Site, service: &Service, today: Date) -> Result<(), Failure> {
    let mut out = std::io::stdout();
    for fact in facts(service) {
        let state = match site.confirmed.of(service, &fact.name) {
            None => "not confirmed".to_owned(),
            Some(confirmation) => {
                let by = if confirmation.by == ConfirmedBy::Page { "on its own page" } else { "by asking" };
                let old = if site.confirmed.fresh(service, &fact.name, today).is_none() { ", too long ago" } else { "" };
                format!("confirmed on {} {by}{old}", confirmation.on)
            }
        };
        writeln!(out, "{:<16} {state:<44} {}", fact.name, fact.value)?;
    }
    Ok(())
}
