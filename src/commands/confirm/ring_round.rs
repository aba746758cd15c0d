//! The ring-round: one service after another, one key a fact. Each answer is recorded at once, so it can be left at any moment.

use std::io::{self, BufRead as _, Write};

use console::Term;

use super::notes::{self, Answer, Note, Notes};
use super::question::{label, other_days, printed_in_a_line, question};
use super::{Desk, confirmed_file, edit, entry, page_of};
use crate::check::ring_round::Call;
use crate::commands::{Failure, GOOD};
use crate::site::confirmed::{NamedFact, is_for_emergencies};
use crate::site::contact::{Contact, ContactKind, ContactValue};

/// What was answered on the way.
#[derive(Default)]
struct Tally {
    yes: usize,
    changed: usize,
    unsure: usize,
}

pub(super) fn run(desk: &Desk<'_>) -> Result<u8, Failure> {
    let mut out = io::stdout();
    let mut keys = Keys::new();
    let notes = Notes::of(desk.folder)?;
    let calls: Vec<_> = desk.calls()?.into_iter().filter_map(|call| still_to_ask(desk, &notes, call)).collect();
    if calls.is_empty() {
        writeln!(out, "nobody is to be asked today")?;
        return Ok(GOOD);
    }
    let facts: usize = calls.iter().map(|call| call.facts.len()).sum();
    writeln!(out, "{} services to ask, {facts} facts. Each answer is kept at once; leave when you like.", calls.len())?;
    let Some(role) = role(desk, &mut keys, &mut out)? else { return Ok(GOOD) };
    let mut tally = Tally::default();
    for (number, call) in calls.iter().enumerate() {
        writeln!(out, "\n{} of {}: {} ({})", number + 1, calls.len(), call.service.name, call.service.id)?;
        write!(out, "{}", how_to_ask(call))?;
        for fact in &call.facts {
            if !ask(desk, &role, call, fact, &mut keys, &mut out, &mut tally)? {
                told(desk, &tally, &mut out)?;
                return Ok(GOOD);
            }
        }
    }
    told(desk, &tally, &mut out)?;
    Ok(GOOD)
}

/// A call without what was answered otherwise already: a change waits for an editor, and who could not tell is not asked again today.
fn still_to_ask<'s>(desk: &Desk<'_>, notes: &Notes, mut call: Call<'s>) -> Option<Call<'s>> {
    let today = desk.today.to_string();
    call.facts.retain(|fact| {
        let note = notes.on(call.service.id.as_str(), &fact.name, &fact.value);
        note.is_none_or(|note| note.answer == Answer::CouldNotTell && note.on != today)
    });
    (!call.facts.is_empty()).then_some(call)
}

fn role(desk: &Desk<'_>, keys: &mut Keys, out: &mut impl Write) -> io::Result<Option<String>> {
    if let Some(role) = &desk.args.role {
        return Ok(Some(role.clone()));
    }
    write!(out, "In which role do you ask, such as \"service directory editor\" (not your name)? ")?;
    out.flush()?;
    Ok(keys.line()?.filter(|role| !role.is_empty()))
}

/// Where one call or one look answers everything.
fn how_to_ask(call: &Call<'_>) -> String {
    let contacts = &call.service.contacts;
    let page = contacts.iter().find_map(|one| match &one.value.value {
        ContactValue::Web(address) if one.kind == ContactKind::Web => Some(address.as_str()),
        _ => None,
    });
    let website = page.map_or_else(String::new, |page| format!("  Their website is {page}\n"));
    if let Some(number) = contacts.iter().find(|one| is_for_emergencies(one)).and_then(Contact::number) {
        return format!(
            "  Nobody rings or texts {} to ask: look at the page that each question names. Ask through their office what no page tells.\n{website}",
            number.shown()
        );
    }
    if call.is_crisis {
        let office = "Ask by email, or through their office, not on the line itself.";
        return format!("  People in danger or despair ring this line. {office}\n{website}");
    }
    let number = contacts.iter().find(|one| one.kind == ContactKind::Phone).and_then(Contact::number);
    let first = match (number, page) {
        (Some(number), Some(page)) => format!("  Ring {} or write to them; their website is {page}\n", number.shown()),
        (Some(number), None) => format!("  Ring {}\n", number.shown()),
        (None, Some(page)) => format!("  Write to them; their website is {page}\n"),
        (None, None) => String::new(),
    };
    format!("{first}  Say: \"We tell people how to reach you, and would like to be sure that it is right.\"\n")
}

/// Asks for one fact; false when the ring-round is to be left.
fn ask(
    desk: &Desk<'_>,
    role: &str,
    call: &Call<'_>,
    fact: &NamedFact<'_>,
    keys: &mut Keys,
    out: &mut impl Write,
    tally: &mut Tally,
) -> Result<bool, Failure> {
    let on = desk.day()?;
    let label = label(fact).map_or_else(String::new, |label| format!("  ({label})"));
    writeln!(out, "\n  {}: we print  {}{label}", fact.name, printed_in_a_line(call.service, fact))?;
    if let Some(said) = other_days(fact, desk.today) {
        writeln!(out, "  {said}")?;
    }
    let by = desk.by(fact)?;
    loop {
        write!(out, "  {}  y yes / c changed / ? could not tell / q leave: ", question(fact, page_of(call.service, fact)))?;
        out.flush()?;
        let Some(key) = keys.key()? else { return Ok(false) };
        writeln!(out, "{key}")?;
        let note = |answer, said: String| Note {
            service: call.service.id.to_string(),
            fact: fact.name.clone(),
            value: fact.value.clone(),
            answer,
            said,
            on: on.to_string(),
            role: role.to_owned(),
        };
        match key.to_ascii_lowercase() {
            'y' => {
                confirmed_file::update(desk.folder, &[entry(call.service, fact, on, by, role)])?;
                tally.yes += 1;
            }
            'c' => {
                write!(out, "  What do they say it is? ")?;
                out.flush()?;
                let said = keys.line()?.unwrap_or_default();
                tally.changed += 1;
                if !edited(desk, role, call, fact, &said, keys, out)? {
                    notes::add(desk.folder, &[note(Answer::Changed, said)])?;
                }
            }
            '?' => {
                notes::add(desk.folder, &[note(Answer::CouldNotTell, String::new())])?;
                tally.unsure += 1;
            }
            'q' => return Ok(false),
            _ => continue,
        }
        return Ok(true);
    }
}

/// Offers to write a changed number into the service's file, and counts it as confirmed if it was.
fn edited(
    desk: &Desk<'_>,
    role: &str,
    call: &Call<'_>,
    fact: &NamedFact<'_>,
    said: &str,
    keys: &mut Keys,
    out: &mut impl Write,
) -> Result<bool, Failure> {
    let Some(edit) = edit::offered(desk, call.service, fact, said) else { return Ok(false) };
    write!(out, "  Write {} into {}?  y yes / n no: ", edit.number, edit.file.display())?;
    out.flush()?;
    let key = keys.key()?.unwrap_or('n');
    writeln!(out, "{key}")?;
    if !key.eq_ignore_ascii_case(&'y') {
        return Ok(false);
    }
    edit.make()?;
    let confirmed = NamedFact { value: edit.number, ..fact.clone() };
    confirmed_file::update(desk.folder, &[entry(call.service, &confirmed, desk.day()?, desk.by(fact)?, role)])?;
    let next = "  written and confirmed; add the source it came from to the file, and run `waymark check`";
    writeln!(out, "{}", desk.tree.with_options(next))?;
    Ok(true)
}

/// How far it has come, and what an editor must change.
fn told(desk: &Desk<'_>, tally: &Tally, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "\n{} confirmed, {} changed, {} could not be told", tally.yes, tally.changed, tally.unsure)?;
    changes(desk, out)?;
    let next = "`waymark confirm` goes on from here; `waymark check --release` shows how far it has come";
    writeln!(out, "{}", desk.tree.with_options(next))?;
    Ok(())
}

/// What services say has changed and is printed still, with the file to change.
pub(super) fn changes(desk: &Desk<'_>, out: &mut impl Write) -> Result<(), Failure> {
    for note in Notes::of(desk.folder)?.note.iter().filter(|note| note.answer == Answer::Changed) {
        let Ok(service) = desk.service(&note.service) else { continue };
        if super::fact(service, &note.fact).is_ok_and(|fact| fact.value == note.value) {
            let file = desk.tree.real_name(&service.place.file);
            let said = if note.said.is_empty() { "something else" } else { &note.said };
            writeln!(out, "to be changed in {file}: {} from \"{}\" to \"{said}\"", note.fact, note.value)?;
        }
    }
    Ok(())
}

/// Single keys from a terminal; from anything else, the first letter of each line.
enum Keys {
    Terminal(Term),
    Lines(io::StdinLock<'static>),
}

impl Keys {
    fn new() -> Self {
        use io::IsTerminal as _;
        let stdin = io::stdin();
        if stdin.is_terminal() { Self::Terminal(Term::stdout()) } else { Self::Lines(stdin.lock()) }
    }

    /// `None` when there is nothing more to read.
    fn key(&mut self) -> io::Result<Option<char>> {
        match self {
            Self::Terminal(terminal) => terminal.read_char().map(Some),
            Self::Lines(_) => Ok(self.line()?.map(|line| line.chars().next().unwrap_or(' '))),
        }
    }

    fn line(&mut self) -> io::Result<Option<String>> {
        let line = match self {
            Self::Terminal(terminal) => terminal.read_line()?,
            Self::Lines(lines) => {
                let mut line = String::new();
                if lines.read_line(&mut line)? == 0 {
                    return Ok(None);
                }
                line
            }
        };
        Ok(Some(line.trim().to_owned()))
    }
}
