//! Where listening sockets come from when the system did not hand them over: addresses.
//!
//! Two ways let a new version take over without refusing anybody. With socket activation (systemd) the listening socket outlives both
//! versions. Without it, the new version joins the old one at the same address (`SO_REUSEPORT`, which every Waymark sets) and the old
//! one is stopped: it accepts what already waits for it before it closes. Takes addresses, gives sockets. It does not know HTTP.

use std::io;
use std::net::SocketAddr;

use socket2::{Domain, Protocol, Socket, Type};
use thiserror::Error;
use tokio::net::TcpListener;

/// How many connections may wait to be accepted.
const BACKLOG: i32 = 1_024;

/// Why we cannot listen. Each is one sentence for the operator.
#[derive(Debug, Error)]
pub enum ListenError {
    #[error("cannot listen at {0}: another program is using this address; stop it, or choose another with --listen")]
    InUse(SocketAddr),
    #[error("cannot listen at {0}: this user may not; ports below 1024 need a privilege")]
    Denied(SocketAddr),
    /// Not an address of this machine.
    #[error("cannot listen at {0}: this machine has no such address")]
    NotHere(SocketAddr),
    #[error("cannot listen at {address}: {source}")]
    Other {
        address: SocketAddr,
        #[source]
        source: io::Error,
    },
}

/// Listens at one address. With `take_over`, next to a Waymark that already listens there.
///
/// # Errors
/// When the address is in use, not of this machine, or not allowed.
pub fn bind(address: SocketAddr, take_over: bool) -> Result<TcpListener, ListenError> {
    open(address, false, take_over).map_err(|source| explain(address, source))
}

/// Listens at each address. An IPv6 address beside an IPv4 one on the same port takes IPv6 only, so that both can be had.
///
/// # Errors
/// When one of the addresses is in use, not of this machine, or not allowed.
pub fn bind_all(addresses: &[SocketAddr], take_over: bool) -> Result<Vec<TcpListener>, ListenError> {
    let has_four = |port| addresses.iter().any(|other| other.is_ipv4() && other.port() == port);
    let bind_one = |address: &SocketAddr| {
        let only_six = address.is_ipv6() && has_four(address.port());
        open(*address, only_six, take_over).map_err(|source| explain(*address, source))
    };
    addresses.iter().map(bind_one).collect()
}

fn open(address: SocketAddr, only_six: bool, take_over: bool) -> io::Result<TcpListener> {
    if !take_over && address.port() != 0 {
        // Without this, a second Waymark started by mistake would quietly share the port with the first.
        drop(socket(address, only_six, Sharing::Alone)?);
    }
    let socket = socket(address, only_six, Sharing::WithOurOwn)?;
    socket.listen(BACKLOG)?;
    prefer_the_newest(&socket);
    socket.set_nonblocking(true)?;
    TcpListener::from_std(socket.into())
}

/// While two versions listen at one address, new connections go to the one that joined last: so the old one is left with those that
/// were begun before, accepts them, and closes an empty queue. Without this the system spreads connections over both to the end, and
/// one that is being opened at the moment when the old socket closes is reset.
///
/// The filter (`SO_ATTACH_REUSEPORT_CBPF`, socket(7)) names the second socket of the group. Where there is only one, the system
/// falls back to it. Where the option cannot be set, a take-over is as it was: nearly always unnoticed.
#[cfg(target_os = "linux")]
fn prefer_the_newest(socket: &Socket) {
    use nix::libc::{BPF_K, BPF_RET, sock_filter, sock_fprog};
    use nix::sys::socket::{setsockopt, sockopt::AttachReusePortCbpf};

    const SECOND: u32 = 1;
    let Ok(code) = u16::try_from(BPF_RET | BPF_K) else { return };
    let mut filter = [sock_filter { code, jt: 0, jf: 0, k: SECOND }];
    if let Err(fault) = setsockopt(socket, AttachReusePortCbpf, &sock_fprog { len: 1, filter: filter.as_mut_ptr() }) {
        tracing::debug!(%fault, "new connections are spread over all versions that listen here");
    }
}

/// Elsewhere the system decides.
#[cfg(not(target_os = "linux"))]
fn prefer_the_newest(_: &Socket) {}

/// Whether another socket may be bound to the same address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sharing {
    Alone,
    WithOurOwn,
}

fn socket(address: SocketAddr, only_six: bool, sharing: Sharing) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    socket.set_reuse_port(sharing == Sharing::WithOurOwn)?;
    if only_six {
        socket.set_only_v6(true)?;
    }
    socket.bind(&address.into())?;
    Ok(socket)
}

fn explain(address: SocketAddr, source: io::Error) -> ListenError {
    match source.kind() {
        io::ErrorKind::AddrInUse => ListenError::InUse(address),
        io::ErrorKind::PermissionDenied => ListenError::Denied(address),
        io::ErrorKind::AddrNotAvailable => ListenError::NotHere(address),
        _ => ListenError::Other { address, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free() -> (TcpListener, SocketAddr) {
        let listener = bind("127.0.0.1:0".parse().expect("address"), false).expect("binds");
        let address = listener.local_addr().expect("address");
        (listener, address)
    }

    #[tokio::test]
    async fn a_port_in_use_is_one_clear_sentence() {
        let (_first, address) = free();
        let said = bind(address, false).expect_err("in use").to_string();
        assert!(said.contains("another program is using this address"), "{said}");
    }

    #[tokio::test]
    async fn a_new_version_can_join_the_old_one_at_its_address() {
        let (_first, address) = free();
        assert!(bind(address, true).is_ok());
    }

    #[tokio::test]
    async fn an_address_of_another_machine_is_one_clear_sentence() {
        let said = bind("192.0.2.1:8080".parse().expect("address"), false).expect_err("elsewhere").to_string();
        assert!(said.contains("no such address"), "{said}");
    }

    #[tokio::test]
    async fn both_kinds_of_address_can_be_listened_at_on_one_port() {
        let (free, address) = free();
        drop(free);
        let both = [
            SocketAddr::new("0.0.0.0".parse().expect("four"), address.port()),
            SocketAddr::new("::".parse().expect("six"), address.port()),
        ];
        match bind_all(&both, false) {
            Ok(listeners) => assert_eq!(listeners.len(), 2),
            // A machine without IPv6 cannot tell.
            Err(ListenError::InUse(address)) => panic!("{address} is taken by the other"),
            Err(_) => {}
        }
    }
}
