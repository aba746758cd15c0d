//! The walls of the house: each module names only those above it (`lib.rs` says why).

use std::fs;
use std::path::{Path, PathBuf};

/// Modules in reading order, and what each may not name although it stands above.
const ORDER: &[(&str, &[&str])] = &[
    ("hands", &[]),
    ("disk", &[]),
    ("diagnostic", &[]),
    ("content", &[]),
    ("site", &["content"]),
    ("check", &["content"]),
    ("clock", &["content", "check"]),
    ("search", &["content", "check", "clock"]),
    ("oruk", &["content", "check", "search"]),
    ("page_check", &["content", "check", "clock", "search", "oruk"]),
    ("render", &["check"]),
    ("differences", &["content", "check", "clock", "search", "oruk"]),
    ("settings", &["content", "site", "check", "clock", "oruk", "render"]),
    ("snapshot", &["content", "site", "check", "clock", "oruk", "settings"]),
    ("forms", &["content", "check", "oruk"]),
    ("export", &["content", "site", "check", "clock", "oruk", "settings", "search", "forms"]),
    ("server", &["content", "site", "check", "clock", "search", "oruk", "page_check", "differences", "forms", "export"]),
    // Below the server, so that nothing that serves can name what goes out.
    ("verify", &["content", "check", "clock", "search", "oruk", "render", "settings", "snapshot", "forms", "export", "server"]),
    (
        "cli",
        &["content", "site", "check", "clock", "search", "oruk", "render", "snapshot", "forms", "export", "server", "verify"],
    ),
    ("commands", &[]),
];

/// Files that a wall has a door for, with the reason.
const DOORS: &[(&str, &str, &str)] = &[
    ("src/site/assemble", "content", "raw documents come in here and nowhere else"),
    ("src/site/review.rs", "content", "an excuse needs no resolving: the type of the file is the type of the site"),
    ("src/site/words.rs", "content", "the rules of the voice need no resolving"),
    ("src/search/lexicon.rs", "content", "the words of content/search.toml come in here"),
    ("src/render/templates.rs", "content", "templates are read from the source tree"),
    ("src/render/assets.rs", "content", "style, script and icon are read from the source tree"),
];

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn module_of(path: &str) -> Option<usize> {
    let name = path.strip_prefix("src/")?.split(['/', '.']).next()?;
    ORDER.iter().position(|(module, _)| *module == name)
}

#[test]
fn each_module_names_only_those_above_it() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    let mut faults = Vec::new();
    for file in files {
        let path = file.to_string_lossy().into_owned();
        let Some(own) = module_of(&path) else { continue };
        for (line, text) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            let text = text.trim_start();
            if text.starts_with("//") {
                continue;
            }
            for (other, (name, _)) in ORDER.iter().enumerate() {
                let is_named = text.contains(&format!("crate::{name}::"))
                    || text.contains(&format!("crate::{name};"))
                    || text.contains(&format!("crate::{name},"));
                let is_below = other > own || ORDER[own].1.contains(name);
                let has_door = DOORS.iter().any(|(door, to, _)| path.starts_with(door) && to == name);
                if is_named && other != own && is_below && !has_door {
                    faults.push(format!("{path}:{}: {} may not name {name}: {text}", line + 1, ORDER[own].0));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn rendering_knows_nothing_of_http_and_the_model_nothing_of_clocks_or_files() {
    let forbidden: [(&str, &[&str]); 2] =
        [("src/render", &["axum::", "hyper::", "http::"]), ("src/site", &["Timestamp::now", "std::fs", "SystemTime"])];
    for (folder, words) in forbidden {
        let mut files = Vec::new();
        rust_files(Path::new(folder), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for word in words {
                assert!(!text.contains(word), "{} names {word}", file.display());
            }
        }
    }
}

#[test]
fn only_verify_opens_outward_connections_and_only_its_command_calls_it() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    for file in files {
        let path = file.to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let is_verify = path.starts_with("src/verify");
        // `waymark health` asks a server on this machine, and refuses any other address.
        let may_connect = is_verify || path == "src/commands/health.rs";
        // The server binds and accepts; nothing but `verify` may connect, or bring in a client that does.
        for word in ["ureq::", "TcpStream::connect", "UnixStream::connect", "UdpSocket", "hyper::client", "reqwest::"] {
            let is_named = text.lines().any(|line| line.contains(word) && !line.trim_start().starts_with("//"));
            assert!(may_connect || !is_named, "{path} names {word}");
        }
        // What a person confirmed is written as `verify` writes it.
        let is_command = path == "src/commands/verify.rs" || path.starts_with("src/commands/confirm");
        let calls = text.contains("crate::verify") || text.contains("waymark::verify");
        assert!(is_verify || !calls || is_command, "{path} names verify");
    }
}

#[test]
fn only_one_module_writes_files_so_that_a_power_cut_is_thought_of_once() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    for file in files.iter().filter(|file| !file.starts_with("src/disk")) {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for word in ["fs::write", "File::create", "OpenOptions", "fs::rename", "fs::copy", "fs::hard_link", "create_dir_all"] {
            assert!(!code.contains(word), "{} writes to the disk by itself ({word}): src/disk does that", file.display());
        }
    }
}

#[test]
fn files_stay_short_enough_to_read() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let without_tests = text.split("#[cfg(test)]").next().unwrap().lines().count();
        // Raw shapes are one flat list of keys, and read like one.
        let most = if file.ends_with("content/raw.rs") { 480 } else { 400 };
        assert!(without_tests <= most, "{} has {without_tests} lines without tests; {most} is the most", file.display());
    }
}
