//! The walls of the house: each module names only those above it (`lib.rs` says why).

mod names;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use names::Source;

/// Modules in reading order, and what each may not name although it stands above.
const ORDER: &[(&str, &[&str])] = &[
    ("parallel", &[]),
    ("sequence", &[]),
    ("nations", &[]),
    ("disk", &[]),
    ("diagnostic", &[]),
    ("content", &[]),
    ("site", &["content"]),
    ("paper", &["content"]),
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

/// Every file of the program and the library.
fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    files.sort();
    files.iter().map(|file| Source::read(file)).collect()
}

fn place_in_order(room: &str) -> Option<usize> {
    ORDER.iter().position(|(name, _)| *name == room)
}

#[test]
fn each_module_of_the_library_has_its_place_in_the_order() {
    let library = Source::read(Path::new("src/lib.rs"));
    let declared: BTreeSet<&str> = library.modules.iter().map(String::as_str).collect();
    let placed: BTreeSet<&str> = ORDER.iter().map(|(name, _)| *name).collect();
    assert_eq!(declared, placed);
}

#[test]
fn each_module_names_only_those_above_it() {
    let mut faults = Vec::new();
    for source in sources() {
        let Some(own) = place_in_order(source.room()) else { continue };
        for path in &source.paths {
            let Some(other) = path.first().and_then(|room| place_in_order(room)) else { continue };
            let (room, name) = (ORDER[own].0, ORDER[other].0);
            let is_below = other > own || ORDER[own].1.contains(&name);
            let has_door = DOORS.iter().any(|(door, to, _)| source.file.to_string_lossy().starts_with(door) && *to == name);
            if other != own && is_below && !has_door {
                faults.push(format!("{}: {room} may not name {name}: crate::{}", source.file.display(), path.join("::")));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Modules side by side that name one another, straight or by way of others: neither can be read without the other.
#[test]
fn no_two_modules_side_by_side_need_one_another() {
    let sources = sources();
    let modules: BTreeSet<&[String]> = sources.iter().map(|source| source.module.as_slice()).collect();
    let mut needs: BTreeMap<&[String], BTreeSet<&[String]>> = BTreeMap::new();
    for source in &sources {
        for path in &source.paths_in_code {
            let shared = source.module.iter().zip(path).take_while(|(own, named)| own == named).count();
            if let (Some(own), Some(named)) = (source.module.get(..=shared), path.get(..=shared))
                && modules.contains(named)
            {
                needs.entry(own).or_default().insert(named);
            }
        }
    }
    let circles = needs.keys().filter(|module| reached(module, &needs).contains(*module)).map(|module| module.join("::"));
    assert_eq!(circles.collect::<BTreeSet<String>>(), BTreeSet::new(), "these stand in circles");
}

/// Every module that one needs, straight or by way of others.
fn reached<'m>(from: &'m [String], needs: &BTreeMap<&'m [String], BTreeSet<&'m [String]>>) -> BTreeSet<&'m [String]> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(module) = open.pop() {
        open.extend(needs.get(module).into_iter().flatten().copied().filter(|next| seen.insert(*next)));
    }
    seen
}

#[test]
fn no_two_types_of_different_modules_have_one_name_unless_they_are_the_same_thing() {
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources() {
        for name in &source.types {
            rooms.entry(name.clone()).or_default().insert(source.room().to_owned());
        }
    }
    // What is written in content has the name of what becomes of it.
    let twice = rooms.iter().filter(|(_, rooms)| rooms.iter().filter(|room| *room != "content").count() > 1);
    assert_eq!(twice.map(|(name, _)| name.as_str()).collect::<BTreeSet<&str>>(), BTreeSet::new(), "these name two things");
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
fn the_nations_are_listed_in_one_file_for_the_command_line_the_schema_and_the_rules() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    let text = |file: &PathBuf| fs::read_to_string(file).unwrap();
    files.retain(|file| ["\"wales\"", "\"northern-ireland\""].iter().all(|nation| text(file).contains(nation)));
    assert_eq!(files, [Path::new("src/nations.rs")]);
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
        assert!(without_tests <= 400, "{} has {without_tests} lines without tests; 400 is the most", file.display());
    }
}
