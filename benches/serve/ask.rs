//! A client that asks for the first page so many times, on sixteen connections in turn, and ends.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

const CONNECTIONS: usize = 16;

/// Asks `times` times, each answer read whole before the next request of its connection.
pub(crate) fn run(address: &str, times: usize, headers: &[&str]) {
    let lines: String = headers.iter().flat_map(|line| [*line, "\r\n"]).collect();
    let request = format!("GET / HTTP/1.1\r\nhost: bench\r\n{lines}\r\n");
    let open = |_| {
        let stream = TcpStream::connect(address).expect("accepted");
        stream.set_nodelay(true).expect("set");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("set");
        stream
    };
    let mut connections: Vec<TcpStream> = (0..CONNECTIONS).map(open).collect();
    let length = answer_length(&mut connections[0], &request);
    let mut answer = vec![0; length];
    for _ in 0..times.div_ceil(CONNECTIONS) {
        for connection in &mut connections {
            connection.write_all(request.as_bytes()).expect("sent");
        }
        for connection in &mut connections {
            connection.read_exact(&mut answer).expect("answered");
        }
    }
}

/// How many bytes an answer has: all have as many.
fn answer_length(connection: &mut TcpStream, request: &str) -> usize {
    connection.write_all(request.as_bytes()).expect("sent");
    let mut said = vec![0; 256 * 1024];
    let mut read = 0;
    loop {
        read += connection.read(&mut said[read..]).expect("answered");
        let Some(end) = said[..read].windows(4).position(|bytes| bytes == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&said[..end + 4]).into_owned();
        let body = crate::process::header(&head, "content-length").parse().unwrap_or(0);
        let is_without_body = head.starts_with("HTTP/1.1 304");
        let length = end + 4 + if is_without_body { 0 } else { body };
        if read >= length {
            return length;
        }
    }
}
