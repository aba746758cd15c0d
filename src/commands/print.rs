//! Where commands print. Whoever reads may have seen enough (`| head`): the rest is then not said, and the command ends as it would
//! have, with the same exit code.

use std::io::{self, IsTerminal as _, Write};

/// Standard output that may be closed at any time.
pub(super) struct Stdout(io::Stdout);

/// What a command has found out goes here.
pub(super) fn stdout() -> Stdout {
    Stdout(io::stdout())
}

impl Stdout {
    pub(super) fn is_terminal(&self) -> bool {
        self.0.is_terminal()
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        unless_closed(self.0.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        unless_closed(self.0.flush(), ())
    }
}

fn unless_closed<T>(written: io::Result<T>, otherwise: T) -> io::Result<T> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(otherwise),
        written => written,
    }
}

/// Says what is wrong. `eprintln!` would panic where nobody listens.
pub(super) fn print_error(words: &str) {
    let _ = io::stderr().write_all(words.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_no_fault_and_a_full_disk_is() {
        let of = |kind: io::ErrorKind| unless_closed(Err(io::Error::from(kind)), 3);
        assert_eq!(of(io::ErrorKind::BrokenPipe).unwrap(), 3);
        assert_eq!(of(io::ErrorKind::StorageFull).unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
