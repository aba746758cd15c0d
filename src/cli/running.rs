//! The arguments of the commands that speak to a Waymark that runs: `waymark health` and `waymark reload`.

use std::net::SocketAddr;

use clap::Args;

/// What to ask.
#[derive(Debug, Args)]
pub struct HealthArgs {
    /// Where it listens; this machine only.
    #[arg(value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    pub address: SocketAddr,
}

/// Which process to ask.
#[derive(Debug, Args)]
pub struct ReloadArgs {
    /// The number of its process; in a container that holds nothing else, 1.
    #[arg(value_name = "PID", value_parser = clap::value_parser!(i32).range(1..))]
    pub pid: i32,
    /// Seconds to wait for its answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub wait: u64,
}
