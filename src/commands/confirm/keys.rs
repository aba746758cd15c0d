//! Answers as they are typed: by single keys, or by whole lines.

use std::io::{self, BufRead as _};

use console::Term;

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
