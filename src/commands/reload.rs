//! `waymark reload`: asks a running Waymark to take up changed content, and waits for what comes of it.
//!
//! It works where there is no `kill`, in a container of one program and behind the walls of the systemd unit, and says what is wrong with
//! content that was refused. Not served is exit 1, as for `check`; no answer is exit 2.

use std::fs;
use std::io::{self, Write as _};
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use super::print::{print_error, stdout};
use super::reload_answer::{AnswerFileOfProcess, ReloadAnswer};
use super::{CONTENT_ERRORS, Failure, GOOD};
use crate::cli::ReloadArgs;

/// Between two looks at the answer.
const LOOK: Duration = Duration::from_millis(20);

pub(super) fn run(args: &ReloadArgs) -> Result<u8, Failure> {
    let number = args.pid;
    let pid = Pid::from_raw(number).ok_or("a process has a number above 0")?;
    // Most programs end on a hangup. Where the system tells a process's name, only Waymark is asked.
    if let Ok(name) = fs::read_to_string(format!("/proc/{number}/comm"))
        && name.trim_end() != "waymark"
    {
        return Err(format!("process {number} is {}, not waymark", name.trim_end()).into());
    }
    test_kill_process(pid).map_err(|error| format!("process {number} cannot be asked: {error}"))?;
    let board = board(number)?;
    let asked = Timestamp::now();
    kill_process(pid, Signal::HUP).map_err(|error| format!("process {number} cannot be asked: {error}"))?;
    let board = board.map_err(|error| {
        format!("process {number} was asked, and its answer cannot be read ({error}): its log says what came of it")
    })?;
    let answer = answer(pid, &board, asked, Duration::from_secs(args.wait))?;
    Ok(match answer.refused {
        None => {
            writeln!(stdout(), "the new content is being served")?;
            GOOD
        }
        Some(faults) => {
            print_error(&format!(
                "waymark: the new content was refused, and the last good site stays:\n\n{}\n",
                faults.trim_end()
            ));
            CONTENT_ERRORS
        }
    })
}

/// Where the process leaves its answer; or why that cannot be read. One that leaves none is not asked: a hangup would end it.
fn board(number: i32) -> Result<io::Result<AnswerFileOfProcess>, Failure> {
    match AnswerFileOfProcess::find(number) {
        Ok(None) => Err(format!(
            "process {number} takes up no content when asked, so it was not: `serve --watch` shows each change by itself, and other commands end"
        )
        .into()),
        Ok(Some(board)) => Ok(Ok(board)),
        Err(error) => Ok(Err(error)),
    }
}

/// Waits for the answer to what was `asked` then.
fn answer(pid: Pid, board: &AnswerFileOfProcess, asked: Timestamp, patience: Duration) -> Result<ReloadAnswer, Failure> {
    let started = Instant::now();
    let number = pid.as_raw_nonzero();
    loop {
        if let Some(answer) = board.read().filter(|answer| answer.is_to(asked)) {
            return Ok(answer);
        }
        if test_kill_process(pid).is_err() {
            return Err(format!("process {number} ended before it answered").into());
        }
        if started.elapsed() >= patience {
            let seconds = patience.as_secs();
            let told =
                format!("no answer came from process {number} in {seconds} seconds; what it served before it still serves");
            return Err(format!("{told}: look at its log, and ask `waymark health`").into());
        }
        sleep(LOOK);
    }
}
