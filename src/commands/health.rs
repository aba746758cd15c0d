//! `waymark health`: asks a Waymark on this machine whether it is ready, for containers that hold no other program.
//!
//! It speaks to this machine only, so that nothing here opens a connection to anywhere else.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use super::print::{print_error, stdout};
use super::{Failure, GOOD};
use crate::cli::HealthArgs;

/// It answered, and is not ready; or it did not answer.
const NOT_READY: u8 = 1;
/// A server that needs longer than this is not well.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) fn run(args: &HealthArgs) -> Result<u8, Failure> {
    if !args.address.ip().is_loopback() {
        return Err(format!("health asks this machine only: {} is elsewhere; use 127.0.0.1 or [::1]", args.address).into());
    }
    match ask(args.address) {
        Ok(answer) if answer.starts_with("HTTP/1.1 200 ") => {
            writeln!(stdout(), "{}", answer.rsplit("\r\n\r\n").next().unwrap_or_default())?;
            Ok(GOOD)
        }
        Ok(answer) => {
            let first = answer.lines().next().unwrap_or("an empty answer");
            print_error(&format!("waymark: {} is not ready: {first}\n", args.address));
            Ok(NOT_READY)
        }
        Err(error) => {
            print_error(&format!("waymark: {} does not answer: {error}\n", args.address));
            Ok(NOT_READY)
        }
    }
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(stream, "GET /health/ready HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    // A healthy answer is a few hundred bytes; whatever else listens there may say no more than this.
    stream.take(64 * 1024).read_to_string(&mut answer)?;
    Ok(answer)
}
