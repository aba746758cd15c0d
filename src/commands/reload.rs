//! `waymark reload`: asks a running Waymark to take up changed content, where there is no `kill`: in a container of one program, and
//! behind the walls of the systemd unit.

use std::fs;

use rustix::process::{Pid, Signal, kill_process};

use super::{Failure, GOOD};
use crate::cli::ReloadArgs;

pub(super) fn run(args: &ReloadArgs) -> Result<u8, Failure> {
    let number = args.pid;
    let pid = Pid::from_raw(number).ok_or("a process has a number above 0")?;
    // Most programs end on a hangup. Where the system tells a process's name, only Waymark is asked.
    if let Ok(name) = fs::read_to_string(format!("/proc/{number}/comm"))
        && name.trim_end() != "waymark"
    {
        return Err(format!("process {number} is {}, not waymark", name.trim_end()).into());
    }
    kill_process(pid, Signal::HUP).map_err(|error| format!("process {number} cannot be asked: {error}"))?;
    Ok(GOOD)
}
