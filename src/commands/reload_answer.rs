//! Where a serving Waymark leaves what came of the last time its site was made anew, for `waymark reload` to read.
//!
//! It is a file in memory without a name on any disk, which exists where nothing can be written: in a container with a read-only root, or
//! behind the walls of the systemd unit. Only the user who runs the server, and root, can open it (through `/proc`). Nothing about
//! readers is in it.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What the file is called among the open files of a process.
const NAME: &str = "waymark-reload";

/// What came of making the site anew.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReloadAnswer {
    /// When its files began to be read, in microseconds: content that was changed before then is in it.
    begun: i64,
    /// Why it is not being served; nothing when it is.
    pub(super) refused: Option<String>,
}

impl ReloadAnswer {
    /// Whether it answers somebody who asked then.
    pub(super) fn is_to(&self, asked: Timestamp) -> bool {
        self.begun >= asked.as_microsecond()
    }
}

/// The server's end: what it writes.
pub(super) struct AnswerFile {
    file: File,
    begun: AtomicI64,
}

impl AnswerFile {
    /// An empty one, among the open files of this process.
    #[cfg(target_os = "linux")]
    pub(super) fn put_up() -> io::Result<Self> {
        let file = rustix::fs::memfd_create(NAME, rustix::fs::MemfdFlags::CLOEXEC)?;
        Ok(Self { file: file.into(), begun: AtomicI64::new(0) })
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn put_up() -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// From now on the files are read.
    pub(super) fn begin(&self) {
        self.begun.store(Timestamp::now().as_microsecond(), Ordering::Relaxed);
    }

    /// It is being served, or why not.
    pub(super) fn tell(&self, outcome: Result<(), &str>) {
        let answer = ReloadAnswer { begun: self.begun.load(Ordering::Relaxed), refused: outcome.err().map(ToOwned::to_owned) };
        // Emptied first: who reads half of it finds no answer yet, and reads again.
        let written = serde_json::to_vec(&answer).map_err(io::Error::from).and_then(|text| {
            self.file.set_len(0)?;
            self.file.write_all_at(&text, 0)
        });
        if let Err(fault) = written {
            tracing::warn!(%fault, "`waymark reload` gets no answer");
        }
    }
}

/// The other end, of whoever asks.
pub(super) struct AnswerFileOfProcess(File);

impl AnswerFileOfProcess {
    /// The one of a process; nothing if it has none.
    pub(super) fn find(process: i32) -> io::Result<Option<Self>> {
        let called = format!("/memfd:{NAME} (deleted)");
        for entry in std::fs::read_dir(format!("/proc/{process}/fd"))? {
            let link = entry?.path();
            match std::fs::read_link(&link) {
                Ok(target) if target.as_os_str() == called.as_str() => return File::open(link).map(Self).map(Some),
                // Behind a wall: what is open there is not to be seen.
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(error),
                // Another file, or one that was closed while we looked.
                _ => {}
            }
        }
        Ok(None)
    }

    /// What stands there, if it is whole.
    pub(super) fn read(&self) -> Option<ReloadAnswer> {
        let length = self.0.metadata().ok()?.len();
        let mut text = vec![0; usize::try_from(length).ok()?];
        self.0.read_exact_at(&mut text, 0).ok()?;
        serde_json::from_slice(&text).ok()
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_to_whoever_asked_before_the_files_were_read_and_to_nobody_else() {
        let board = AnswerFile::put_up().unwrap();
        let there = AnswerFileOfProcess::find(i32::try_from(std::process::id()).unwrap()).unwrap().expect("it is found");
        assert!(there.read().is_none(), "nothing was told yet");
        let before = Timestamp::now();
        board.begin();
        board.tell(Err("childline.toml has no name"));
        let answer = there.read().unwrap();
        assert!(answer.is_to(before) && !answer.is_to(Timestamp::MAX));
        assert_eq!(answer.refused.as_deref(), Some("childline.toml has no name"));
        board.tell(Ok(()));
        assert_eq!(there.read().unwrap().refused, None);
    }
}
