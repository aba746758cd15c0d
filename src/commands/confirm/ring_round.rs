//! The ring-round: one service after another, one key a fact. Each answer is recorded at once, so it can be left at any moment.

use std::io::{self, Write};

use super::earlier::EarlierAnswer;
use super::keys::{Keys, asked_by, is_wanted, what_it_is};
use super::noted;
use super::notes::{self, Note, NotedAnswer, Notes};
use super::question::{label, missing, other_days, printed_in_a_line, question};
use super::{ConfirmSession, confirmed_file, edit, entry, page_of};
use crate::check::ring_round::Call;
use crate::cli::AskedBy;
use crate::commands::{Failure, GOOD};
use crate::site::confirmed::is_for_emergencies;
use crate::site::{Contact, ContactKind, ContactValue, NamedFact, Service};
use crate::verify::record::ConfirmationEntry;

/// What was done with an answer.
enum Done {
    Yes(ConfirmationEntry),
    /// What they said was written into the copy's own file.
    Edited,
    Changed,
    Unsure,
    /// Somebody else was told something else, and that stays.
    Theirs,
    /// Not asked: its service was passed over.
    Passed,
}

enum Next {
    Done(Done),
    /// The same question again, of somebody who is asked in this way.
    By(AskedBy),
    /// To the question before.
    Back,
    /// To the next service.
    PassOver,
    Leave,
}

struct Step<'a> {
    call: &'a Call<'a>,
    fact: &'a NamedFact<'a>,
    /// Which call it is, from 1, where it begins one.
    begins: Option<usize>,
    by: AskedBy,
}

pub(super) fn run(session: &ConfirmSession<'_>) -> Result<u8, Failure> {
    let mut out = io::stdout();
    let mut keys = Keys::new();
    let notes = Notes::of(session.folder)?;
    let has_offered = noted::offer(session, &notes, &mut keys, &mut out)?;
    let calls: Vec<_> = session.calls()?.into_iter().filter_map(|call| still_to_ask(session, &notes, call)).collect();
    if calls.is_empty() && has_offered {
        return Ok(GOOD);
    }
    if calls.is_empty() {
        writeln!(out, "nobody is to be asked today")?;
        return Ok(GOOD);
    }
    // A wrong day is told before anybody is rung.
    calls.first().map(|call| session.day(call.service, None)).transpose()?;
    let steps: Vec<Step<'_>> = calls.iter().enumerate().flat_map(|(at, call)| steps(session, at, call)).collect();
    let facts = steps.len();
    writeln!(out, "{} services to ask, {facts} facts. Each answer is kept at once; leave when you like.", calls.len())?;
    let Some(role) = role(session, &mut keys, &mut out)? else { return Ok(GOOD) };
    let mut done = Vec::new();
    // How the service at hand is asked, where somebody says so.
    let mut by = None;
    while let Some(step) = steps.get(done.len()) {
        if let Some(number) = step.begins {
            by = None;
            writeln!(out, "\n{number} of {}: {} ({})", calls.len(), step.call.service.name, step.call.service.id)?;
            write!(out, "{}", how_to_ask(step.call))?;
            let names: Vec<&str> = step.call.facts.iter().map(|fact| fact.name.as_str()).collect();
            writeln!(out, "  In this order: {}", names.join(", "))?;
            let more = missing(step.call.service);
            if !more.is_empty() {
                writeln!(out, "  Ask as well, and write it into the file: {}", more.join(" "))?;
            }
        }
        let step = Step { by: by.unwrap_or(step.by), ..*step };
        match ask(session, &role, &step, &mut keys, &mut out)? {
            Next::By(said) => by = Some(said),
            Next::Done(one) => done.push(one),
            Next::Back => take_back(session, &steps, &mut done, &mut out)?,
            Next::PassOver => {
                let of_service = |other: &&Step<'_>| other.call.service.id == step.call.service.id;
                let rest = steps[done.len()..].iter().take_while(of_service).count();
                writeln!(out, "  {} is passed over and asked another time; b leads back to it", step.call.service.name)?;
                done.extend(std::iter::repeat_with(|| Done::Passed).take(rest));
            }
            Next::Leave => break,
        }
    }
    told(session, &done, &mut out)?;
    Ok(GOOD)
}

fn steps<'a>(session: &ConfirmSession<'_>, at: usize, call: &'a Call<'a>) -> impl Iterator<Item = Step<'a>> {
    let facts = call.facts.iter().enumerate();
    facts.map(move |(number, fact)| Step {
        call,
        fact,
        begins: (number == 0).then_some(at + 1),
        by: session.by(call.service, fact),
    })
}

/// Takes the last answer back, so that its question is asked again.
fn take_back(
    session: &ConfirmSession<'_>,
    steps: &[Step<'_>],
    done: &mut Vec<Done>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let Some((last, step)) = done.last().zip(steps.get(done.len().saturating_sub(1))) else {
        writeln!(out, "  this is the first question")?;
        return Ok(());
    };
    match last {
        Done::Edited => {
            let file = session.tree.real_name(&step.call.service.place.file);
            writeln!(out, "  the last answer is written into {file} already: change it there")?;
            return Ok(());
        }
        Done::Passed => {
            let of_service = |done: &[Done]| {
                steps.get(done.len().saturating_sub(1)).is_some_and(|other| other.call.service.id == step.call.service.id)
            };
            while matches!(done.last(), Some(Done::Passed)) && of_service(done) {
                done.pop();
            }
            writeln!(out, "  back to what was passed over")?;
            return Ok(());
        }
        Done::Theirs => {}
        Done::Yes(entry) => confirmed_file::take_back(session.folder, entry)?,
        Done::Changed | Done::Unsure => notes::take_back(session.folder, step.call.service.id.as_str(), &step.fact.name)?,
    }
    writeln!(out, "  the last answer is taken back")?;
    done.pop();
    Ok(())
}

/// A call without what was answered otherwise already: a change waits for an editor, and who could not tell is not asked again today.
fn still_to_ask<'s>(session: &ConfirmSession<'_>, notes: &Notes, mut call: Call<'s>) -> Option<Call<'s>> {
    let today = session.today.to_string();
    call.facts.retain(|fact| {
        let note = notes.on(call.service.id.as_str(), &fact.name, &fact.value);
        note.is_none_or(|note| note.answer == NotedAnswer::CouldNotTell && note.on != today)
    });
    (!call.facts.is_empty()).then_some(call)
}

fn role(session: &ConfirmSession<'_>, keys: &mut Keys, out: &mut impl Write) -> io::Result<Option<String>> {
    if let Some(role) = &session.args.role {
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
        let has_email = contacts.iter().any(|one| one.kind == ContactKind::Email);
        let email = if has_email { "by email, or " } else { "" };
        let office = format!("Ask {email}through their office, not on the line itself.");
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

/// Asks for one fact.
fn ask(
    session: &ConfirmSession<'_>,
    role: &str,
    step: &Step<'_>,
    keys: &mut Keys,
    out: &mut impl Write,
) -> Result<Next, Failure> {
    let Step { call, fact, .. } = step;
    let label = label(fact).map_or_else(String::new, |label| format!("  ({label})"));
    writeln!(out, "\n  {}: we print  {}{label}", fact.name, printed_in_a_line(call.service, fact))?;
    if let Some(said) = other_days(fact, session.today) {
        writeln!(out, "  {said}")?;
    }
    let question = question(fact, page_of(call.service, fact));
    let mut has_place = false;
    loop {
        let by = step.by.as_str();
        write!(
            out,
            "  {question}  y yes / c changed / ? could not tell / h how (by {by}) / b one back / n next service / q leave: "
        )?;
        out.flush()?;
        let Some(key) = keys.key()? else { return Ok(Next::Leave) };
        writeln!(out, "{key}")?;
        let key = key.to_ascii_lowercase();
        if matches!(key, 'y' | 'c' | '?') && !has_place {
            has_place = takes_place_of_other(session, step, key, keys, out)?;
            if !has_place {
                return Ok(Next::Done(Done::Theirs));
            }
        }
        match key {
            'y' => return confirmed(session, role, step, out),
            'c' => {
                if let Some(said) = what_it_is(fact, keys, out)? {
                    return Ok(Next::Done(changed(session, role, step, said, keys, out)?));
                }
            }
            '?' => {
                notes::add(session.folder, &[note(session, role, step, NotedAnswer::CouldNotTell, String::new())?])?;
                return Ok(Next::Done(Done::Unsure));
            }
            'h' if !fact.is_for_emergencies => return Ok(asked_by(keys, out)?.map_or(Next::Leave, Next::By)),
            'b' => return Ok(Next::Back),
            'n' => return Ok(Next::PassOver),
            'q' => return Ok(Next::Leave),
            _ => {}
        }
    }
}

/// Records that it is right, unless the file has changed since the question was put.
fn confirmed(session: &ConfirmSession<'_>, role: &str, step: &Step<'_>, out: &mut impl Write) -> Result<Next, Failure> {
    let Step { call, fact, .. } = step;
    if let Some(file) = edit::changed_since(session, call.service, fact) {
        let file = file.display();
        writeln!(out, "  {file} says something else since you began, so nothing was recorded: begin again to ask about that")?;
        return Ok(Next::Leave);
    }
    let entry = entry(call.service, fact, session.day(call.service, None)?, step.by, role);
    let (_, later) = confirmed_file::update(session.folder, std::slice::from_ref(&entry))?;
    later.iter().try_for_each(|later| writeln!(out, "  {later}"))?;
    Ok(Next::Done(Done::Yes(entry)))
}

/// Says what somebody else has recorded that speaks against this answer, and asks whether this answer takes its place. True where there is
/// nothing of the kind.
fn takes_place_of_other(
    session: &ConfirmSession<'_>,
    step: &Step<'_>,
    key: char,
    keys: &mut Keys,
    out: &mut impl Write,
) -> Result<bool, Failure> {
    let service = step.call.service;
    let Some(earlier) = EarlierAnswer::of(session.folder, service, step.fact, session.day(service, None)?)? else {
        return Ok(true);
    };
    // What they say it is now is not known yet.
    let answer = match key {
        'y' => None,
        'c' => Some(NotedAnswer::Changed),
        _ => Some(NotedAnswer::CouldNotTell),
    };
    if !earlier.is(answer, "") && !earlier.is_against(answer, "") && !earlier.is_of_the_day() {
        return Ok(true);
    }
    writeln!(out, "  {}", earlier.told())?;
    if earlier.is(answer, "") || !is_wanted("  Record yours in its place?", keys, out)? {
        return Ok(false);
    }
    earlier.take_away(session.folder)?;
    Ok(true)
}

fn note(session: &ConfirmSession<'_>, role: &str, step: &Step<'_>, answer: NotedAnswer, said: String) -> Result<Note, String> {
    Ok(Note {
        service: step.call.service.id.to_string(),
        fact: step.fact.name.clone(),
        value: step.fact.value.clone(),
        answer,
        said,
        on: session.day(step.call.service, None)?.to_string(),
        role: role.to_owned(),
    })
}

/// Offers to write a changed number, address or hours into the service's file, and counts it as confirmed if it was; otherwise an editor is told.
fn changed(
    session: &ConfirmSession<'_>,
    role: &str,
    step: &Step<'_>,
    said: String,
    keys: &mut Keys,
    out: &mut impl Write,
) -> Result<Done, Failure> {
    let Step { call, fact, .. } = step;
    let offered = edit::offered(session, call.service, fact, &said)
        .or_else(|refused| writeln!(out, "  this cannot be written as it is. {refused}").map(|()| None))?;
    let edit = match offered {
        Some(edit) if is_wanted(&edit.offer(), keys, out)? => edit,
        _ => {
            notes::add(session.folder, &[note(session, role, step, NotedAnswer::Changed, said)?])?;
            return Ok(Done::Changed);
        }
    };
    edit.make(session.folder)?;
    let confirmed = NamedFact { value: edit.new.clone(), ..(*fact).clone() };
    confirmed_file::update(session.folder, &[entry(call.service, &confirmed, session.day(call.service, None)?, step.by, role)])?;
    let next = "  written and confirmed; add the source it came from to the file, and run `waymark check`";
    writeln!(out, "{}", session.tree.with_options(next))?;
    if edit.is_of_all_copies() {
        let on = session.day(call.service, None)?.to_string();
        writeln!(out, "{}", for_all_copies(call.service, &fact.name, &fact.value, &confirmed.value, &on))?;
    }
    Ok(Done::Edited)
}

/// What is built in is corrected for everybody by whoever makes the program.
fn for_all_copies(service: &Service, fact: &str, old: &str, new: &str, on: &str) -> String {
    let name = &service.name;
    format!(
        "  every other copy still has the old one: send this to whoever gives you the program:\n  \"{name}, {fact}: they said on {on} that it is {new}, \
         and not {old} any more.\""
    )
}

/// How far it has come, and what an editor must change.
fn told(session: &ConfirmSession<'_>, done: &[Done], out: &mut impl Write) -> Result<(), Failure> {
    let count = |is_it: fn(&Done) -> bool| done.iter().filter(|one| is_it(one)).count();
    let yes = count(|one| matches!(one, Done::Yes(_)));
    let (changed, unsure) = (count(|one| matches!(one, Done::Changed | Done::Edited)), count(|one| matches!(one, Done::Unsure)));
    writeln!(out, "\n{yes} confirmed, {changed} changed, {unsure} could not be told")?;
    changes(session, out)?;
    let next = "`waymark confirm` goes on from here; `waymark check --release` shows how far it has come";
    writeln!(out, "{}", session.tree.with_options(next))?;
    Ok(())
}

/// What services say has changed and is printed still, with the file to change.
pub(super) fn changes(session: &ConfirmSession<'_>, out: &mut impl Write) -> Result<(), Failure> {
    for note in Notes::of(session.folder)?.note.iter().filter(|note| note.answer == NotedAnswer::Changed) {
        let Ok(service) = session.service(&note.service) else { continue };
        if super::fact(service, &note.fact).is_ok_and(|fact| fact.value == note.value) {
            let file = session.tree.real_name(&service.place.file);
            let said = if note.said.is_empty() { "something else" } else { &note.said };
            writeln!(out, "to be changed in {file}: {} from \"{}\" to \"{said}\"", note.fact, note.value)?;
            if noted::can_be_offered(session, service, note) {
                let ask = format!("  `waymark confirm {} --role \"{}\"` offers to write it there", note.service, note.role);
                writeln!(out, "{}", session.tree.with_options(&ask))?;
            }
            if file.starts_with("built-in ") {
                // What is built in cannot be changed where it stands.
                let copy = format!("`waymark overlay copy services/{}.toml`", note.service);
                writeln!(out, "  first take a copy of that file: {}", session.tree.with_options(&copy))?;
                writeln!(out, "{}", for_all_copies(service, &note.fact, &note.value, said, &note.on))?;
            }
        }
    }
    Ok(())
}
