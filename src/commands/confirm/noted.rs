//! What services said has changed, on a sheet or to somebody who left it for later: offered again as an edit before anybody is asked.

use std::io::Write;

use jiff::civil::Date;

use super::keys::{Keys, is_wanted};
use super::notes::{self, Note, NotedAnswer, Notes};
use super::{ConfirmSession, confirmed_file, edit, entry, fact};
use crate::commands::Failure;
use crate::site::{NamedFact, Service};

/// Whether there was anything to offer.
pub(super) fn offer(session: &ConfirmSession<'_>, notes: &Notes, keys: &mut Keys, out: &mut impl Write) -> Result<bool, Failure> {
    let named = session.services()?;
    let mut has_offered = false;
    for note in notes.note.iter().filter(|note| note.answer == NotedAnswer::Changed) {
        let Ok(service) = session.service(&note.service) else { continue };
        let is_meant = named.is_empty() || named.iter().any(|one| one.id == service.id);
        let Some(fact) = fact(service, &note.fact).ok().filter(|fact| is_meant && fact.value == note.value) else { continue };
        let Ok(Some(edit)) = edit::offered(session, service, &fact, &note.said) else { continue };
        has_offered = true;
        let Note { said, on, .. } = note;
        writeln!(out, "\n{} ({}) said on {on} of {}: {said}. We print {}", service.name, service.id, fact.name, fact.value)?;
        if is_wanted(&edit.offer(), keys, out)? {
            write_in(session, service, &fact, note, &edit)?;
            let next = "  written and confirmed; add the source it came from to the file, and run `waymark check`";
            writeln!(out, "{}", session.tree.with_options(next))?;
        }
    }
    Ok(has_offered)
}

/// Whether one key would write it.
pub(super) fn can_be_offered(session: &ConfirmSession<'_>, service: &Service, note: &Note) -> bool {
    fact(service, &note.fact).is_ok_and(|fact| matches!(edit::offered(session, service, &fact, &note.said), Ok(Some(_))))
}

/// Writes it, and counts it as confirmed on the day on which they said so.
fn write_in(
    session: &ConfirmSession<'_>,
    service: &Service,
    fact: &NamedFact<'_>,
    note: &Note,
    edit: &edit::Edit,
) -> Result<(), Failure> {
    let on: Option<Date> = note.on.parse().ok();
    let on = session.day(service, on)?;
    edit.make(session.folder)?;
    let confirmed = NamedFact { value: edit.new.clone(), ..fact.clone() };
    confirmed_file::update(session.folder, &[entry(service, &confirmed, on, session.by(service, fact), &note.role)])?;
    notes::take_back(session.folder, &note.service, &note.fact)
}
