//! A number that has changed, written into the service's file: only its own line is touched, so comments and order stay.

use std::fs;
use std::path::PathBuf;

use super::ConfirmSession;
use crate::disk::whole_file::{self, ChangeError};
use crate::site::confirmed::{FactKind, NamedFact};
use crate::site::contact::PhoneNumber;
use crate::site::service::Service;

/// A change that can be made.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) file: PathBuf,
    /// The number as the site will show it.
    pub(super) number: String,
    old: String,
}

/// The edit that puts `said` in the place of a number, when the file is this copy's own and holds the number in one line only.
pub(super) fn offered(session: &ConfirmSession<'_>, service: &Service, fact: &NamedFact<'_>, said: &str) -> Option<Edit> {
    if fact.kind != FactKind::Number {
        return None;
    }
    // One of a rare length is for an editor to look at twice.
    let number: PhoneNumber = said.parse().ok().filter(|number: &PhoneNumber| number.rare_length().is_none())?;
    let file = PathBuf::from(session.tree.real_name(&service.place.file));
    if !file.starts_with(session.folder) {
        return None;
    }
    with_number(&fs::read_to_string(&file).ok()?, &fact.value, number.shown())?;
    Some(Edit { file, number: number.shown().to_owned(), old: fact.value.clone() })
}

impl Edit {
    /// Puts the changed file in place whole, with what others changed in it while the person was thinking.
    pub(super) fn make(&self) -> Result<(), ChangeError> {
        let gone = || format!("{} does not stand there in one line any more", self.old);
        whole_file::change(&self.file, |text| Ok(Some(with_number(text, &self.old, &self.number).ok_or_else(gone)?)))?;
        Ok(())
    }
}

/// The text with `new` in the one line that gives `old` as a value.
fn with_number(text: &str, old: &str, new: &str) -> Option<String> {
    let is_it = |line: &str| {
        line.split_once('=').is_some_and(|(key, value)| {
            key.trim() == "value"
                && value
                    .trim_start()
                    .strip_prefix('"')
                    .and_then(|rest| rest.strip_prefix(old))
                    .is_some_and(|rest| rest.starts_with('"'))
        })
    };
    if text.lines().filter(|line| is_it(line)).count() != 1 {
        return None;
    }
    let lines = text.split_inclusive('\n').map(|line| if is_it(line) { line.replacen(old, new, 1) } else { line.to_owned() });
    Some(lines.collect())
}

#[cfg(test)]
mod tests {
    use super::with_number;

    #[test]
    fn only_the_line_of_the_number_changes() {
        let text = "# ring 101 first\n[[contact]]\nvalue = \"101\" # checked\nnote = \"101\"\n";
        let changed = with_number(text, "101", "0300 123 4567").unwrap();
        assert_eq!(changed, text.replace("value = \"101\"", "value = \"0300 123 4567\""));
        assert_eq!(with_number("value = \"101\"\nvalue = \"101\"\n", "101", "102"), None, "which of them is meant is not known");
        assert_eq!(with_number("value = \"1012\"\n", "101", "102"), None);
    }
}
