//! `waymark deploy`: the files by which the program runs behind a proxy, under systemd or in a cluster, for whoever has the program alone.

use std::io::Write as _;

use super::print::stdout;
use super::{Failure, GOOD, overlay};
use crate::cli::NewFolderArgs;

/// Those that need nothing but the program; the container is built from its source.
const FILES: [(&str, &str); 9] = [
    ("README.md", include_str!("../../deploy/README.md")),
    ("onion.md", include_str!("../../deploy/onion.md")),
    ("nginx/front.conf", include_str!("../../deploy/nginx/front.conf")),
    ("nginx/export.conf", include_str!("../../deploy/nginx/export.conf")),
    ("caddy/front.Caddyfile", include_str!("../../deploy/caddy/front.Caddyfile")),
    ("caddy/export.Caddyfile", include_str!("../../deploy/caddy/export.Caddyfile")),
    ("systemd/waymark.service", include_str!("../../deploy/systemd/waymark.service")),
    ("systemd/waymark.socket", include_str!("../../deploy/systemd/waymark.socket")),
    ("kubernetes/waymark.yaml", include_str!("../../deploy/kubernetes/waymark.yaml")),
];

pub(super) fn run(args: &NewFolderArgs) -> Result<u8, Failure> {
    overlay::write_new(&args.folder, FILES.into_iter())?;
    for (name, _) in FILES {
        writeln!(stdout(), "{}", args.folder.join(name).display())?;
    }
    Ok(GOOD)
}
