//! How many files this process may open, which is how many connections it may hold.
//!
//! Many systems start programs with a limit of 1,024 and allow far more on request. Raises the limit as far as is allowed and
//! needed, and gives how many connections fit: a ceiling above what the system allows would turn a quick 503 into a hang.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Files that are not connections: listeners, the log, content being read.
const OTHER_FILES: u64 = 64;

/// Makes room for `connections` and for `door` that are being turned away. Gives how many connections there is room for.
pub(super) fn make_room(connections: usize, door: usize) -> usize {
    let others = OTHER_FILES + u64::try_from(door).unwrap_or(u64::MAX);
    let wanted = u64::try_from(connections).unwrap_or(u64::MAX).saturating_add(others);
    let allowed = raise(wanted);
    let room = usize::try_from(allowed.saturating_sub(others)).unwrap_or(usize::MAX).max(1);
    if room < connections {
        tracing::warn!(room, wanted = connections, "the system allows fewer connections than the settings");
    }
    room.min(connections)
}

/// The limit on open files, raised to `wanted` where that is allowed.
fn raise(wanted: u64) -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let (current, maximum) = (limit.current.unwrap_or(u64::MAX), limit.maximum.unwrap_or(u64::MAX));
    let target = wanted.min(maximum);
    if current >= target {
        return current;
    }
    match setrlimit(Resource::Nofile, Rlimit { current: Some(target), maximum: limit.maximum }) {
        Ok(()) => target,
        Err(_) => current,
    }
}
