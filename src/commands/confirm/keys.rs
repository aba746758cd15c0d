//! Answers as they are typed: by single keys, or by whole lines; and the questions of which a key or a line is the whole answer.

use std::io::{self, BufRead as _, Write};

use console::Term;

use super::edit;
use crate::cli::AskedBy;
use crate::site::confirmed::NamedFact;

/// Single keys from a terminal; from anything else, the first letter of each line.
pub(super) enum Keys {
    Terminal(Term),
    Lines(io::StdinLock<'static>),
}

impl Keys {
    pub(super) fn new() -> Self {
        use io::IsTerminal as _;
        let stdin = io::stdin();
        if stdin.is_terminal() { Self::Terminal(Term::stdout()) } else { Self::Lines(stdin.lock()) }
    }

    /// `None` when there is nothing more to read.
    pub(super) fn key(&mut self) -> io::Result<Option<char>> {
        match self {
            Self::Terminal(terminal) => terminal.read_char().map(Some),
            Self::Lines(_) => Ok(self.line()?.map(|line| line.chars().next().unwrap_or(' '))),
        }
    }

    pub(super) fn line(&mut self) -> io::Result<Option<String>> {
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

/// How the service at hand is asked; nothing when nothing more comes.
pub(super) fn asked_by(keys: &mut Keys, out: &mut impl Write) -> io::Result<Option<AskedBy>> {
    let ways = [('p', AskedBy::Phone), ('e', AskedBy::Email), ('l', AskedBy::Letter), ('m', AskedBy::Meeting)];
    choice("  How do you ask them?  p by phone / e by email / l by letter / m in a meeting: ", &ways, keys, out)
}

/// Whether it is to be done; no when nothing more comes.
pub(super) fn is_wanted(question: &str, keys: &mut Keys, out: &mut impl Write) -> io::Result<bool> {
    let wanted = choice(&format!("{question}  y yes / n no: "), &[('y', true), ('n', false)], keys, out)?;
    Ok(wanted.unwrap_or(false))
}

/// What the key that is typed stands for, asked until it is one of these.
fn choice<T: Copy>(prompt: &str, answers: &[(char, T)], keys: &mut Keys, out: &mut impl Write) -> io::Result<Option<T>> {
    loop {
        write!(out, "{prompt}")?;
        out.flush()?;
        let Some(key) = keys.key()? else { return Ok(None) };
        writeln!(out, "{key}")?;
        if let Some((_, answer)) = answers.iter().find(|(of, _)| of.eq_ignore_ascii_case(&key)) {
            return Ok(Some(*answer));
        }
    }
}

/// What they say it is now. Many type Enter after a key: an empty line is asked again, and a second one leads back to the question. So is
/// what can hardly be right, once.
pub(super) fn what_it_is(fact: &NamedFact<'_>, keys: &mut Keys, out: &mut impl Write) -> io::Result<Option<String>> {
    let mut prompt = "  What do they say it is? ".to_owned();
    let (mut was_empty, mut doubted) = (false, String::new());
    loop {
        write!(out, "{prompt}")?;
        out.flush()?;
        let Some(said) = keys.line()? else { return Ok(None) };
        if said.is_empty() {
            if was_empty {
                return Ok(None);
            }
            was_empty = true;
            "  Type what they say it is, and then Enter: ".clone_into(&mut prompt);
            continue;
        }
        match edit::doubt(fact, &said).filter(|_| said != doubted) {
            None if !are_right(fact, &said, keys, out)? => {
                "  Type them again with am and pm, such as Mon-Fri 9am-5pm: ".clone_into(&mut prompt);
            }
            Some(doubt) => prompt = format!("  {doubt}.\n  Ask them again and type it, or the same once more to keep it: "),
            None if edit::guesses(fact, &said).is_empty() => return Ok(Some(said)),
            None => return Ok(Some(edit::surely(&said))),
        }
        doubted = said;
    }
}

/// Whether hours that were said without am and pm are what they were taken for.
fn are_right(fact: &NamedFact<'_>, said: &str, keys: &mut Keys, out: &mut impl Write) -> io::Result<bool> {
    for (said, means) in edit::guesses(fact, said) {
        if !is_wanted(&format!("  {said}: is that {means}?"), keys, out)? {
            return Ok(false);
        }
    }
    Ok(true)
}
