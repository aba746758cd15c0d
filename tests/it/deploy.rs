//! That what stands in `deploy/` works: read by the programs it is written for, and tried where that is possible.

use std::path::Path;
use std::process::{Command, Stdio};

use super::export::static_servers::{Answer, Server, free_address};

/// The program, where this machine has it; otherwise the test says so and ends.
fn installed(name: &str) -> Option<String> {
    let folders = ["/usr/sbin", "/usr/bin", "/usr/local/bin"];
    let found = folders.iter().map(|folder| format!("{folder}/{name}")).find(|path| Path::new(path).exists());
    if found.is_none() {
        println!("skipped: {name} is not installed");
    }
    found
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_systemd_unit_exposes_almost_nothing() {
    let Some(program) = installed("systemd-analyze") else { return };
    let output = Command::new(program)
        .args(["security", "--offline=true", "--threshold=15", "deploy/systemd/waymark.service"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().find(|line| line.contains("Overall exposure level")).expect("an overall level");
    assert!(output.status.success(), "the exposure is above 1.5: {line}");
}

#[test]
fn the_nginx_front_keeps_answering_for_a_day_when_waymark_is_gone() {
    let Some(program) = installed("nginx") else { return };
    let scratch = tempfile::tempdir().unwrap();
    let waymark = Server::waymark(&[]);
    let here = free_address();
    // The same file with this machine's ports and without TLS, which is read by nginx in the test below.
    let text = read("deploy/nginx/front.conf")
        .replace("/var/cache/nginx/waymark", &format!("{}/cache", scratch.path().display()))
        .replace("/var/log/nginx/waymark.log", &format!("{}/nginx.log", scratch.path().display()))
        .replace("server 127.0.0.1:8080;", &format!("server {};", waymark.address()))
        .replacen("listen 80;", &format!("listen {};", free_address()), 1)
        .replacen("listen 443 ssl http2;", &format!("listen {here};"), 1);
    let text: String =
        text.lines().filter(|line| !line.contains("[::]") && !line.contains("ssl_")).collect::<Vec<_>>().join("\n");
    let front = Server::nginx_with(&program, &text, &here, scratch.path());
    let brotli = [("accept-encoding", "gzip, deflate, br")];
    let ask = |server: &Server, path: &str| server.ask("GET", path, &brotli);
    assert_eq!(ask(&front, "//report").status, 308);
    let (through, straight) = (ask(&front, "/report"), ask(&waymark, "/report"));
    assert_eq!((through.status, through.header("content-encoding")), (200, Some("br")));
    assert_same_promises(&through, &straight);
    assert_eq!(ask(&front, "/services/police-999-101").status, 301);
    assert_eq!(front.ask("GET", "/report", &[]).header("content-encoding"), None, "one coding is never sent for another");
    drop(waymark);
    let stale = ask(&front, "/report");
    assert_eq!((stale.status, stale.body), (200, through.body), "the last good page is served");
    assert_eq!(ask(&front, "/crisis").status, 502, "what was never asked for cannot be known");
    assert_eq!(told_of(&scratch.path().join("nginx.log"), "/crisis"), "", "a log of faults says who read what");
}

/// The lines of a log that name an address of the site.
fn told_of(log: &Path, path: &str) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    text.lines().filter(|line| line.contains(path)).collect()
}

#[test]
fn caddy_writes_nowhere_who_asked_for_what_while_waymark_is_gone() {
    let Some(program) = installed("caddy") else { return };
    let scratch = tempfile::tempdir().unwrap();
    let here = free_address();
    // The same file with this machine's ports and without TLS.
    let text = read("deploy/caddy/front.Caddyfile")
        .replacen("{\n\tlog default", "{\n\tadmin off\n\tauto_https off\n\tlog default", 1)
        .replace("waymark.example {", &format!("http://{here} {{"))
        .replace("127.0.0.1:8080", &free_address())
        .replace("lb_try_duration 5s", "lb_try_duration 100ms");
    let front = Server::caddy_with(&program, &text, &here, scratch.path());
    assert!(front.ask("GET", "/crisis", &[]).status >= 500);
    assert_eq!(told_of(&scratch.path().join("caddy.log"), "/crisis"), "");
}

/// What the front lets through unchanged.
fn assert_same_promises(through: &Answer, straight: &Answer) {
    for name in ["content-security-policy", "cache-control", "referrer-policy", "x-content-type-options", "permissions-policy"] {
        assert_eq!(through.header(name), straight.header(name), "{name}");
    }
    assert_eq!(through.header("set-cookie"), None);
    assert_eq!(through.header("server"), Some("nginx"), "no version");
}

#[test]
fn nginx_and_caddy_read_the_examples() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("export");
    super::export::exported(&folder, &[]);
    if let (Some(nginx), Some(openssl)) = (installed("nginx"), installed("openssl")) {
        make_certificate(&openssl, scratch.path());
        for example in ["deploy/nginx/front.conf", "deploy/nginx/export.conf"] {
            nginx_reads(&nginx, example, &folder, scratch.path());
        }
    }
    if let Some(caddy) = installed("caddy") {
        for example in ["deploy/caddy/front.Caddyfile", "deploy/caddy/export.Caddyfile"] {
            caddy_reads(&caddy, example, &folder, scratch.path());
        }
    }
}

fn make_certificate(openssl: &str, scratch: &Path) {
    let key = Command::new(openssl)
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"])
        .args(["-subj", "/CN=waymark.example"])
        .arg("-keyout")
        .arg(scratch.join("privkey.pem"))
        .arg("-out")
        .arg(scratch.join("fullchain.pem"))
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(key.success());
}

fn nginx_reads(program: &str, example: &str, export: &Path, scratch: &Path) {
    let there = scratch.display().to_string();
    let (http, https) = (free_address(), free_address());
    let text = read(example)
        .replace("/etc/letsencrypt/live/waymark.example", &there)
        .replace("/var/cache/nginx", &there)
        .replace("/var/log/nginx", &there)
        .replace("/srv/waymark", &export.display().to_string())
        .replace("listen 80;", &format!("listen {http};"))
        .replace("listen 443 ssl", &format!("listen {https} ssl"));
    let text: String = text.lines().filter(|line| !line.contains("[::]")).collect::<Vec<_>>().join("\n");
    let file = scratch.join("nginx.conf");
    std::fs::write(&file, format!("pid {there}/pid;\nerror_log {there}/log;\nevents {{ }}\nhttp {{\n{text}\n}}\n")).unwrap();
    let output = Command::new(program).args(["-t", "-e", &format!("{there}/log"), "-c"]).arg(&file).output().unwrap();
    assert!(output.status.success(), "{example}: {}", String::from_utf8_lossy(&output.stderr));
}

fn caddy_reads(program: &str, example: &str, export: &Path, scratch: &Path) {
    let file = scratch.join("Caddyfile");
    std::fs::write(&file, read(example).replace("/srv/waymark", &export.display().to_string())).unwrap();
    let output = Command::new(program)
        .env("HOME", scratch)
        .args(["validate", "--adapter", "caddyfile", "--config"])
        .arg(&file)
        .output()
        .unwrap();
    assert!(output.status.success(), "{example}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn whoever_has_the_program_alone_can_write_the_files_that_it_is_deployed_with() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("deploy");
    let write = || Command::new(env!("CARGO_BIN_EXE_waymark")).arg("deploy").arg(&folder).output().unwrap();
    assert!(write().status.success());
    // What is left out needs the source of the program.
    let source_only = ["Containerfile", "sbom.sh"];
    let mut open = vec![Path::new("deploy").to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if !source_only.iter().any(|name| path.ends_with(name)) {
            let written = folder.join(path.strip_prefix("deploy").unwrap());
            assert_eq!(std::fs::read(&written).unwrap_or_default(), std::fs::read(&path).unwrap(), "{}", path.display());
        }
    }
    assert_eq!(write().status.code(), Some(2), "a folder that holds something is left as it is");
}

#[test]
fn health_says_by_its_exit_code_whether_this_machine_s_waymark_is_ready() {
    let health = |address: &str| Command::new(env!("CARGO_BIN_EXE_waymark")).args(["health", address]).output().unwrap();
    let waymark = Server::waymark(&[]);
    let ready = health(waymark.address());
    assert_eq!(ready.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&ready.stdout).contains("\"status\":\"ready\""));
    assert_eq!(health(&free_address()).status.code(), Some(1));
    assert_eq!(health("192.0.2.1:80").status.code(), Some(2), "it asks this machine only");
}

/// cargo reads the manifest first, and refuses one that names a file which is not there.
#[test]
fn the_container_is_given_every_folder_that_the_manifest_names() {
    let container = read("deploy/Containerfile");
    let copied = container.lines().filter_map(|line| line.strip_prefix("COPY ")).filter(|line| !line.starts_with("--from"));
    let copied: Vec<&str> = copied.flat_map(str::split_whitespace).collect();
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).unwrap();
    let kinds = [("bench", "benches"), ("test", "tests"), ("example", "examples")];
    let named = kinds.iter().filter(|(kind, _)| manifest.contains_key(*kind)).map(|(_, folder)| *folder);
    for needed in
        ["Cargo.toml", "Cargo.lock", "build.rs", "src", "content", "templates", "static", "deploy"].into_iter().chain(named)
    {
        assert!(copied.contains(&needed), "{needed} is not copied: {copied:?}");
    }
}

/// What the licence of a dependency may be: each lets the program be given away under its own two licences.
const ALLOWED: [&str; 11] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "Unlicense",
    "0BSD",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
];

#[test]
fn every_dependency_has_a_licence_that_allows_what_is_done_with_it() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100, "{}", packages.len());
    for package in packages {
        let licence = package["license"].as_str().unwrap_or("none stated");
        assert!(is_allowed(licence), "{} has the licence `{licence}`", package["name"]);
    }
}

/// An SPDX expression of AND, OR and brackets, with the old slash for OR. AND binds tighter.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    let expression = expression.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((inside, rest)) = expression.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        return match rest.trim().split_once(' ') {
            None => is_allowed(inside),
            Some(("AND", rest)) => is_allowed(inside) && is_allowed(rest),
            Some((_, rest)) => is_allowed(inside) || is_allowed(rest),
        };
    }
    expression.split(" OR ").any(|choice| choice.split(" AND ").all(|licence| ALLOWED.contains(&licence)))
}

#[test]
fn a_licence_expression_is_read_as_spdx_means_it() {
    for yes in ["MIT OR GPL-3.0", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "BSD-3-Clause AND MIT", "(ISC)"] {
        assert!(is_allowed(yes), "{yes}");
    }
    for no in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND GPL-3.0", "none stated", ""] {
        assert!(!is_allowed(no), "{no}");
    }
}
