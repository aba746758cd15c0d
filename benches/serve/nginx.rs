//! nginx serving the pre-compressed page: one worker, no log, and only the headers of the content.

use std::net::SocketAddr;
use std::path::Path;

/// How nginx reads the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// The system copies it from file to socket, or nginx reads it and writes it.
    pub(crate) is_sendfile: bool,
    /// Files stay open between requests, which is not how nginx comes: a changed file is seen late.
    pub(crate) keeps_open: bool,
}

/// Writes a configuration in which nginx sends the bytes of `page` for `/`, and gives its path.
pub(crate) fn write(folder: &Path, name: &str, address: SocketAddr, coding: &str, reading: Reading) -> String {
    let sendfile = if reading.is_sendfile { "on" } else { "off" };
    let open_files = if reading.keeps_open { "max=16 inactive=1h" } else { "off" };
    let folder = folder.display();
    let text = format!(
        r"daemon off; worker_processes 1; pid {folder}/{name}.pid; error_log /dev/null crit;
events {{ worker_connections 12000; }}
http {{
  access_log off; sendfile {sendfile}; tcp_nopush {sendfile}; tcp_nodelay on; etag on; server_tokens off;
  keepalive_timeout 75; keepalive_requests 1000000000; open_file_cache {open_files};
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  types {{ }} default_type text/html; charset utf-8;
  server {{
    listen {address} backlog=1024; root {folder};
    location = / {{ add_header content-encoding {coding}; add_header vary accept-encoding; try_files /page =404; }}
  }}
}}
"
    );
    let path = format!("{folder}/{name}.conf");
    std::fs::write(&path, text).expect("written");
    path
}
