//! Confirmations that the people of another copy have made, taken into this copy's: forty counties need not ring one helpline forty times.
//!
//! Only a confirmation of what this copy prints is taken. One of another value is named, because one of the two copies is wrong.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::{ConfirmSession, ConfirmationEntry, confirmed_file};
use crate::commands::print::{print_error, stdout};
use crate::commands::{CONTENT_ERRORS, Failure, GOOD};
use crate::content::source::SourceTree;
use crate::content::{self, Located, raw};
use crate::diagnostic::{Diagnostic, Kind, report};
use crate::site::confirmed::facts;

/// What the file would be called among this copy's.
const NAME: &str = "content/confirmed.toml";

/// What became of the other copy's confirmations.
#[derive(Default)]
struct TakenFrom {
    entries: Vec<ConfirmationEntry>,
    /// Of services and facts that this copy does not have.
    elsewhere: usize,
    /// Of another value than this copy prints, each as a sentence.
    other: Vec<String>,
    faults: Vec<Diagnostic>,
}

pub(super) fn take(session: &ConfirmSession<'_>, file: &Path) -> Result<u8, Failure> {
    let made_by = session
        .args
        .made_by
        .as_deref()
        .ok_or("say whose people asked: --made-by \"Southshire Help\"; it is kept with each confirmation")?;
    let file = if file.is_dir() { file.join("confirmed.toml") } else { file.to_owned() };
    let text = fs::read_to_string(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let tree = SourceTree::from_pairs([(NAME, text.as_str())]);
    let (documents, found) = content::read(&tree);
    let mut taken = TakenFrom {
        faults: found.into_iter().filter(|fault| fault.is_error() && *fault.place.file == *NAME).collect(),
        ..TakenFrom::default()
    };
    if let Some(document) = &documents.confirmed {
        document.value.confirmation.iter().for_each(|one| taken.add(session, document, one, made_by));
    }
    if !taken.faults.is_empty() {
        for fault in &mut taken.faults {
            fault.place.file = file.display().to_string().into();
        }
        let drawn = report::pretty(&taken.faults, |_| Some(text.as_str()), false);
        print_error(&format!("{drawn}nothing was taken in: whoever keeps this file mends it first\n"));
        return Ok(CONTENT_ERRORS);
    }
    let later = match taken.entries.as_slice() {
        [] => Vec::new(),
        entries => confirmed_file::update(session.folder, entries)?.1,
    };
    let mut out = stdout();
    for said in later.iter().map(ToString::to_string).chain(taken.other.iter().cloned()) {
        writeln!(out, "{said}")?;
    }
    let (count, other, elsewhere) = (taken.entries.len() - later.len(), taken.other.len(), taken.elsewhere);
    writeln!(
        out,
        "{count} taken in from {made_by}, {other} of another value than we print, {elsewhere} of what this copy does not have"
    )?;
    Ok(GOOD)
}

impl TakenFrom {
    fn add(&mut self, session: &ConfirmSession<'_>, document: &Located<raw::Confirmed>, one: &raw::Confirmation, made_by: &str) {
        let fault =
            |span, kind, message: &str, help: &str| Diagnostic::error(document.place(span), kind, message).with_help(help);
        let Some(on) = raw::day(&one.on).filter(|on| *on <= session.today) else {
            let message = "this is no day on which anybody can have asked yet";
            self.faults.push(fault(one.on.span(), Kind::BadDate, message, "write the day on which the service said so"));
            return;
        };
        if one.by.get_ref() != "page" && one.role.is_none() {
            let message = "a person's confirmation needs their `role`";
            let help = "say in which role they asked: role = \"service directory editor\"";
            self.faults.push(fault(one.by.span(), Kind::MissingKey, message, help));
            return;
        }
        let (name, named, value) = (one.service.get_ref(), one.fact.get_ref(), one.value.get_ref());
        let service = session.site.services.get(name.as_str());
        let printed = service.and_then(|service| facts(service).into_iter().find(|fact| fact.name == *named));
        match printed {
            None => self.elsewhere += 1,
            Some(fact) if fact.value != *value => {
                let line = document.place(one.value.span()).line;
                let printed = &fact.value;
                self.other.push(format!("line {line}: they confirmed {named} of `{name}` as \"{value}\" on {on}, and we print \"{printed}\": ask which is right"));
            }
            Some(fact) => self.entries.push(ConfirmationEntry {
                service: name.clone(),
                fact: fact.name,
                value: fact.value,
                on,
                by: one.by.get_ref().clone(),
                role: one.role.clone(),
                source: one.source.clone(),
                copy: Some(one.copy.clone().unwrap_or_else(|| made_by.to_owned())),
            }),
        }
    }
}
