//! The ring-round as a sheet: written out, filled in with any spreadsheet program, and taken back in with each fault at its row.

mod day;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use jiff::civil::Date;

use super::earlier::{EarlierAnswer, plain};
use super::notes::{self, Note, NotedAnswer};
use super::question::{label, missing, other_days, printed_in_a_line, question};
use super::{ConfirmSession, ConfirmationEntry, confirmed_file, edit, entry, fact, page_of, ring_round, table};
use crate::cli::AskedBy;
use crate::commands::print::{print_error, stdout};
use crate::commands::{CONTENT_ERRORS, Failure, GOOD};
use crate::content::source::shell_word;
use crate::disk::{DiskError, whole_file};
use crate::site::{NamedFact, Service};

/// The columns, which are found again by the words before the bracket.
const COLUMNS: [&str; 10] = [
    "service",
    "name",
    "fact",
    "what to ask",
    "what we print",
    "answer (yes, changed, could not tell)",
    "what they say it is",
    "asked on (2026-11-28)",
    "your role (not your name)",
    "how (phone, email, letter, meeting; page for 999)",
];

/// The column of the day.
const DAY: usize = 7;

pub(super) fn write(session: &ConfirmSession<'_>, file: &Path) -> Result<u8, Failure> {
    let calls = session.calls()?;
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for call in &calls {
        for (at, fact) in call.facts.iter().enumerate() {
            let more = if at == 0 { missing(call.service) } else { Vec::new() };
            let more = if more.is_empty() {
                String::new()
            } else {
                format!(" Ask as well, and write it into the file: {}", more.join(" "))
            };
            let asked = asked(session, call.service, fact) + &more;
            let printed = printed_in_a_line(call.service, fact);
            let words = [call.service.id.as_str(), &call.service.name, &fact.name, &asked, &printed];
            let role = session.args.role.clone().unwrap_or_default();
            let empty = [String::new(), String::new(), String::new(), role, String::new()];
            rows.push(words.into_iter().map(str::to_owned).chain(empty).collect());
        }
    }
    whole_file::create(file, table::written(&rows).as_bytes()).map_err(|error| match error {
        DiskError::IsThere(_) => format!("{error}, and somebody may be filling it in: name another file").into(),
        other => Failure::from(other),
    })?;
    let mut out = stdout();
    writeln!(
        out,
        "{}: {} facts of {} services, those that could do most harm first",
        file.display(),
        rows.len() - 1,
        calls.len()
    )?;
    let taken_in = session.tree.with_options(&format!("waymark confirm --take-in {}", shell_word(&file.display().to_string())));
    writeln!(out, "when it is filled in: {taken_in}")?;
    Ok(GOOD)
}

/// What to ask about a fact, with what we call its number and what we say of other days.
fn asked(session: &ConfirmSession<'_>, service: &Service, fact: &NamedFact<'_>) -> String {
    let label = label(fact).map_or_else(String::new, |label| format!("{label}: "));
    let other_days = other_days(fact, session.today).map_or_else(String::new, |said| format!(" {said}"));
    format!("{label}{}{other_days}", question(fact, page_of(service, fact)))
}

/// What a sheet says, once every row of it could be read.
#[derive(Default)]
struct Taken {
    entries: Vec<ConfirmationEntry>,
    notes: Vec<Note>,
    faults: Vec<String>,
    seen: BTreeSet<(String, String)>,
    /// Answers of others, which those of the sheet take the place of.
    earlier: Vec<EarlierAnswer>,
    /// Rows that speak against what somebody else was told, which are not recorded.
    against: Vec<String>,
    /// Days that might have been two, as they were read.
    days: BTreeSet<day::AmbiguousDay>,
}

pub(super) fn take_in(session: &ConfirmSession<'_>, file: &Path) -> Result<u8, Failure> {
    let bytes = fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let rows = table::read(&bytes).map_err(|error| format!("{}: {error}", file.display()))?;
    let (head, rows) = rows.split_first().ok_or_else(|| format!("{} is empty", file.display()))?;
    let columns = columns(head).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut taken = Taken::default();
    let days = columns[DAY].map(|at| rows.iter().filter_map(move |cells| cells.get(at)));
    let month_first = days.into_iter().flatten().any(|text| day::is_month_first(text));
    for (at, cells) in rows.iter().enumerate() {
        let row = SheetRow { cells, columns: &columns, month_first, name: format!("{}, row {}", file.display(), at + 2) };
        if let Err(fault) = taken.row(session, &row) {
            taken.faults.push(format!("{}: {fault}", row.name));
        }
    }
    if !taken.faults.is_empty() {
        print_error(&format!("{}\nnothing was recorded: mend these rows and take the sheet in again\n", taken.faults.join("\n")));
        return Ok(CONTENT_ERRORS);
    }
    for earlier in &taken.earlier {
        earlier.take_away(session.folder)?;
        writeln!(stdout(), "{}; the answer of this sheet takes its place", earlier.told())?;
    }
    let later = match taken.entries.as_slice() {
        [] => Vec::new(),
        entries => confirmed_file::update(session.folder, entries)?.1,
    };
    if !taken.notes.is_empty() {
        notes::add(session.folder, &taken.notes)?;
    }
    let mut out = stdout();
    let changed = taken.notes.iter().filter(|note| note.answer == NotedAnswer::Changed).count();
    let (yes, unsure) = (taken.entries.len() - later.len(), taken.notes.len() - changed);
    for said in later.iter().map(ToString::to_string).chain(taken.days.iter().map(day::AmbiguousDay::to_string)) {
        writeln!(out, "{said}")?;
    }
    writeln!(out, "{yes} confirmed, {changed} changed, {unsure} could not be told")?;
    ring_round::changes(session, &mut out)?;
    if taken.against.is_empty() {
        return Ok(GOOD);
    }
    print_error(&format!(
        "{}\nnothing of these rows was recorded: ask again. Where this sheet is right, leave only those rows in it, and take it in with --replace\n",
        taken.against.join("\n")
    ));
    Ok(CONTENT_ERRORS)
}

/// Where each column stands; they may have been moved, and others added.
fn columns(head: &[String]) -> Result<[Option<usize>; 10], String> {
    let name = |text: &str| text.split('(').next().unwrap_or_default().trim().to_lowercase();
    let found = COLUMNS.map(|column| head.iter().position(|cell| name(cell) == name(column)));
    for needed in [0, 2, 4, 5] {
        if found[needed].is_none() {
            return Err(format!(
                "the first row has no column \"{}\"; keep the first row as it was written",
                name(COLUMNS[needed])
            ));
        }
    }
    Ok(found)
}

struct SheetRow<'a> {
    cells: &'a [String],
    columns: &'a [Option<usize>; 10],
    /// The file, and which row it is.
    name: String,
    /// Some day of the sheet can only be one with the month before the day.
    month_first: bool,
}

impl SheetRow<'_> {
    fn cell(&self, column: usize) -> &str {
        self.columns[column].and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }
}

enum SheetAnswer {
    Yes,
    Changed,
    CouldNotTell,
}

impl Taken {
    fn row(&mut self, session: &ConfirmSession<'_>, row: &SheetRow<'_>) -> Result<(), String> {
        let (answer, said) = (row.cell(5), row.cell(6));
        if answer.is_empty() && said.is_empty() {
            return Ok(());
        }
        let answer = answered(answer)?;
        let service = session.service(row.cell(0))?;
        let fact = fact(service, row.cell(2))?;
        let printed = printed_in_a_line(service, &fact);
        // As it is printed, or as the service's file has it.
        let is_printed = |text: &str| [&printed, &fact.value].iter().any(|value| plain(value) == plain(text));
        if !is_printed(row.cell(4)) {
            return Err(format!("the site now prints \"{printed}\" for this: ask about that, in a new sheet"));
        }
        if !self.seen.insert((service.id.to_string(), fact.name.clone())) {
            return Err(format!("`{}` of `{}` stands in the sheet twice", fact.name, service.id));
        }
        let on = day(session, service, row.cell(DAY), row.month_first)?;
        self.days.extend(day::AmbiguousDay::of(row.cell(DAY), on));
        let role = Some(row.cell(8)).filter(|role| !role.is_empty()).or(session.args.role.as_deref());
        let role = role.ok_or("say in which role you asked, such as \"service directory editor\", here or with --role")?;
        let by = match asked_by(row.cell(9))? {
            None => session.by(service, &fact),
            said => session.how(service, &fact, said)?,
        };
        let note = |answer| Note {
            service: service.id.to_string(),
            fact: fact.name.clone(),
            value: fact.value.clone(),
            answer,
            said: said.to_owned(),
            on: on.to_string(),
            role: role.to_owned(),
        };
        let noted = match answer {
            SheetAnswer::Yes => None,
            SheetAnswer::Changed => Some(NotedAnswer::Changed),
            SheetAnswer::CouldNotTell => Some(NotedAnswer::CouldNotTell),
        };
        match answer {
            SheetAnswer::Yes if !said.is_empty() && !is_printed(said) => {
                return Err(format!("the answer is yes, and \"{said}\" is not what is printed: write changed, or take it out"));
            }
            SheetAnswer::Changed => is_sure(&fact, said)?,
            SheetAnswer::Yes | SheetAnswer::CouldNotTell => {}
        }
        let earlier = EarlierAnswer::of(session.folder, service, &fact, on).map_err(|why| why.to_string())?;
        if earlier.is_some_and(|earlier| self.is_against(earlier, noted, row, session.args.replace)) {
            return Ok(());
        }
        match noted {
            None => self.entries.push(entry(service, &fact, on, by, role)),
            Some(answer) => self.notes.push(note(answer)),
        }
        Ok(())
    }

    /// Whether a row speaks against what somebody else was told, so that it is left out.
    fn is_against(&mut self, earlier: EarlierAnswer, noted: Option<NotedAnswer>, row: &SheetRow<'_>, replaces: bool) -> bool {
        let said = row.cell(6);
        if earlier.is(noted, said) {
            return false;
        }
        let is_against = earlier.is_against(noted, said);
        // No answer at all never takes the place of one.
        if is_against && (!replaces || noted == Some(NotedAnswer::CouldNotTell)) {
            let this = match noted {
                None => "that it is right".to_owned(),
                Some(NotedAnswer::Changed) => format!("that it has changed, to \"{said}\""),
                Some(NotedAnswer::CouldNotTell) => "that they could not tell".to_owned(),
            };
            self.against.push(format!("{}: {}; this row says {this}", row.name, earlier.told()));
            return true;
        }
        self.earlier.extend((is_against || earlier.is_no_answer()).then_some(earlier));
        false
    }
}

/// Whether an editor can act on what they say it is.
fn is_sure(fact: &NamedFact<'_>, said: &str) -> Result<(), String> {
    if said.is_empty() {
        return Err("the answer is changed, and what it is now is not said: write that beside it, or could not tell".to_owned());
    }
    if let Some(doubt) = edit::doubt(fact, said) {
        return Err(format!("\"{said}\": {doubt}. Ask again; where there is none any more, write none"));
    }
    let asked = edit::guesses(fact, said).into_iter();
    let asked: Vec<String> =
        asked.map(|(said, means)| format!("\"{said}\" may be {means}, or not: write it with am and pm")).collect();
    if asked.is_empty() { Ok(()) } else { Err(asked.join("; ")) }
}

fn answered(text: &str) -> Result<SheetAnswer, String> {
    match text.to_lowercase().trim_matches(['.', '!', ' ']) {
        "yes" | "y" | "right" | "true" | "ok" => Ok(SheetAnswer::Yes),
        "changed" | "change" | "c" | "no" | "n" => Ok(SheetAnswer::Changed),
        "could not tell" | "?" | "not sure" | "unsure" => Ok(SheetAnswer::CouldNotTell),
        "" => Err("the answer is empty: write yes, changed or could not tell".to_owned()),
        _ => Err(format!("\"{text}\" is not an answer: write yes, changed or could not tell")),
    }
}

/// The day on which it was asked.
fn day(session: &ConfirmSession<'_>, service: &Service, text: &str, month_first: bool) -> Result<Date, String> {
    let read = || day::read(text, month_first).map_err(|why| format!("{why}: write it like {}", session.today));
    let said = (!text.is_empty()).then(read).transpose()?;
    session.day(service, said)
}

fn asked_by(text: &str) -> Result<Option<AskedBy>, String> {
    let text = text.to_lowercase();
    if text.is_empty() {
        return Ok(None);
    }
    let by = AskedBy::parse(&text);
    by.map(Some).ok_or_else(|| format!("\"{text}\" is not a way of asking: write phone, email, letter or meeting"))
}
