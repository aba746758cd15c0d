//! A letter to each service: "this is what we say about you; is it right?"

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use super::ConfirmSession;
use super::question::{label, missing, other_days, printed, question};
use crate::check::ring_round::Call;
use crate::commands::print::stdout;
use crate::commands::{Failure, GOOD};
use crate::disk::{DiskError, make_folder, whole_file};

pub(super) fn write(session: &ConfirmSession<'_>, folder: &Path) -> Result<u8, Failure> {
    make_folder(folder)?;
    let mut calls = session.calls()?;
    let mut to_look_up = Vec::new();
    for call in &mut calls {
        let looked_up = call.facts.extract_if(.., |fact| fact.is_for_emergencies).count();
        to_look_up.extend((looked_up > 0).then_some(&call.service.id));
    }
    calls.retain(|call| !call.facts.is_empty());
    for call in &calls {
        let path = folder.join(format!("{}.txt", call.service.id));
        whole_file::finish(&path, letter(session, call).as_bytes()).map_err(|error| match error {
            DiskError::IsThere(_) => format!("{error}, with other words: name an empty folder").into(),
            other => Failure::from(other),
        })?;
    }
    let mut out = stdout();
    let letters = if calls.len() == 1 { "1 letter".to_owned() } else { format!("{} letters", calls.len()) };
    writeln!(out, "{}: {letters}, one for each service that is still to be asked", folder.display())?;
    for service in to_look_up {
        let look = session.tree.with_options(&format!("waymark confirm {service}"));
        writeln!(out, "numbers for emergencies are in no letter: somebody looks at their page; `{look}` lists them")?;
    }
    Ok(GOOD)
}

fn letter(session: &ConfirmSession<'_>, call: &Call<'_>) -> String {
    let settings = &session.site.settings;
    let (name, service) = (&settings.name, &call.service.name);
    let mut text = format!(
        "To: {service}\n\n\
         Is what we say about you right?\n\n\
         {name} ({address}) shows people who to contact about child sexual abuse and its prevention. It names {service}, and many who\n\
         read it are frightened or ashamed, so a wrong number or a wrong hour does harm. This is what it says about you:\n\n\
         {address}/services/{slug}\n",
        address = settings.address,
        slug = call.service.id,
    );
    for (at, fact) in call.facts.iter().enumerate() {
        let label = label(fact).map_or_else(String::new, |label| format!("{label}: "));
        let other_days = other_days(fact, session.today).map_or_else(String::new, |said| format!("   {said}\n"));
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n{}. {label}{}\n\n   {}\n{other_days}\n   [ ] yes   [ ] it has changed, to: ______________________________\n",
            at + 1,
            question(fact, None),
            printed(call.service, fact).join("\n   ")
        );
    }
    for (at, asked) in missing(call.service).into_iter().enumerate() {
        let number = call.facts.len() + at + 1;
        let _ = write!(text, "\n{number}. We do not say this yet: {asked}\n\n   ______________________________\n");
    }
    let answer_to = settings.operator_contact.as_deref().unwrap_or("(how to reach us)");
    let _ = write!(
        text,
        "\nPlease answer to {answer_to}. We record what you confirmed and on which day, and no names.\n\nThank you.\n{}\n",
        settings.operator
    );
    text
}
