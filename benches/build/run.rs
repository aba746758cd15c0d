//! What a program costs: wall time, processor time of all its threads, and the most memory it held.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

/// One run, or the median of several.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) seconds: f64,
    pub(crate) cpu: f64,
    pub(crate) mebibytes: f64,
}

impl Cost {
    /// The median of each figure by itself.
    pub(crate) fn median(runs: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| {
            let mut figures: Vec<f64> = runs.iter().map(figure).collect();
            figures.sort_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        Self { seconds: of(|run| run.seconds), cpu: of(|run| run.cpu), mebibytes: of(|run| run.mebibytes) }
    }
}

/// Runs a program to its end.
pub(crate) fn cost_of(program: &str, arguments: &[&str]) -> Cost {
    let (started, cpu_before) = (Instant::now(), cpu_of_children());
    let mut child = Command::new(program).args(arguments).stdout(Stdio::null()).spawn().expect("the program is there");
    let mut most = 0;
    let status = loop {
        // The kernel keeps the high-water mark; it is read until the last moment.
        most = most.max(high_water(child.id()));
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "{program} {arguments:?}: {status}");
    Cost { seconds: started.elapsed().as_secs_f64(), cpu: cpu_of_children() - cpu_before, mebibytes: most as f64 / 1024.0 }
}

fn cpu_of_children() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("figures");
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    seconds(usage.user_time()) + seconds(usage.system_time())
}

/// In KiB.
fn high_water(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}
