//! Every command that the documents give to editors and operators is run as it stands, or named here with the reason why not.
//!
//! A command that is new in a document is run by the first test; one that cannot be run there fails it until it is listed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::site_test::{NOW, copy};

/// What editors and operators read.
const DOCUMENTS: [&str; 11] = [
    "README.md",
    "content/README.md",
    "deploy/README.md",
    "deploy/onion.md",
    "docs/data-protection.md",
    "docs/keeping-it-true.md",
    "docs/open-data.md",
    "docs/operating.md",
    "docs/posters.md",
    "docs/run-your-own-copy.md",
    "docs/threat-model.md",
];

/// Commands that are not run here, each with the reason.
const NOT_RUN: &[(&str, &str)] = &[
    ("waymark verify", "asks websites: tests/it/verify.rs runs it against a server of its own"),
    ("waymark order", "takes minutes, and changes nothing that readers see"),
    ("waymark reload", "asks a server that runs: tests/it/hangup.rs runs it against one"),
    ("waymark health", "asks a server that runs: tests/it/deploy.rs does, through a proxy"),
    ("waymark --help", "the words of a command line are tested where it is declared"),
];

/// What documents speak of by its name, without what belongs to it.
const SPOKEN_OF: [&str; 4] =
    ["waymark export --layout folders", "waymark new overlay", "waymark new service", "waymark overlay status"];

/// Commands that say by their exit that something is left to do, where it is.
const EXITS: &[(&str, i32)] = &[("waymark check --release", 1)];

/// Words that stand for something, and what it is here.
const STANDS_FOR: &[(&str, &str)] = &[
    ("/srv/waymark/content", "content"),
    ("/srv/waymark", "srv"),
    ("SLUG", "childline"),
    ("OLD", "content"),
    ("NEW", "content"),
    ("--serve-from DIR", "--serve-from srv"),
    ("waymark export DIR", "waymark export srv"),
    ("DIR", "content"),
];

/// No command takes longer, even where several tests share the machine.
const LONGEST: Duration = Duration::from_mins(3);

/// The commands of a document: lines of its blocks, and what stands in a sentence with what belongs to it.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut outside = String::new();
    for (number, part) in text.split("```").enumerate() {
        if number % 2 == 0 {
            outside.push_str(part);
            continue;
        }
        let lines = part.replace("\\\n", " ");
        let lines = lines.lines().map(str::trim).filter(|line| line.starts_with("waymark "));
        found.extend(lines.map(|line| line.split(" #").next().unwrap_or(line).trim().to_owned()));
    }
    let spans = outside.split('`').skip(1).step_by(2).map(|span| span.split_whitespace().collect::<Vec<_>>().join(" "));
    // A command by its name alone, or one that is cut short, is spoken of and not given.
    let is_given = |span: &String| {
        let is_cut = span.contains('…') || SPOKEN_OF.contains(&span.as_str());
        span.starts_with("waymark ") && span.split(' ').count() > 2 && !is_cut
    };
    found.extend(spans.filter(is_given));
    found
}

/// Every command with the documents that give it.
fn all_commands() -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut all: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for document in DOCUMENTS {
        for command in commands(&fs::read_to_string(document).unwrap()) {
            all.entry(command).or_default().insert(document);
        }
    }
    all
}

fn is_or_begins(command: &str, start: &str) -> bool {
    command.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn shell(line: &str, folder: &Path) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_waymark"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).current_dir(folder).env("PATH", path).env("WAYMARK_NOW", NOW);
    shell.stdin(Stdio::null());
    shell
}

/// What an editor and an operator have: a folder of content that git keeps, a copy's own folder, a sheet that was filled in.
fn prepared() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("content"), &folder.path().join("content"));
    let county = "--region Northshire --name 'Northshire Help' --address https://help.northshire.example \
                  --operator 'Northshire Partnership' --contact help@northshire.example --police 'Northshire Police=01632 960101' \
                  --council 'Northshire children'\\''s services=01632 960102' --lado 'Northshire LADO=01632 960104'";
    let line = format!(
        "waymark new overlay my-county {county} && waymark confirm --sheet ring.csv --content content && \
         git init -q . && git add content my-county && git -c user.name=a -c user.email=a@b.example commit -qm content"
    );
    fs::create_dir(folder.path().join("southshire")).unwrap();
    let theirs = "[[confirmation]]\nservice = \"childline\"\nfact = \"phone\"\nvalue = \"0800 1111\"\non = 2026-11-20\nby = \"email\"\nrole = \"editor\"\n";
    fs::write(folder.path().join("southshire/confirmed.toml"), theirs).unwrap();
    let made = shell(&line, folder.path()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    folder
}

/// Why a command is not what its document says, if it is not.
fn fault(command: &str, prepared: &Path) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    // By links, which take a twentieth of the time: a command never changes a file, but puts a whole one in its place.
    let copied = Command::new("cp").arg("-al").arg(prepared.join(".")).arg(folder.path()).status().unwrap();
    assert!(copied.success());
    let line = STANDS_FOR.iter().fold(command.to_owned(), |line, (word, meant)| line.replace(word, meant));
    let begins_anew = line.starts_with("waymark new overlay my-county") || line.starts_with("waymark confirm --sheet");
    let line = if begins_anew { format!("rm -rf my-county ring.csv; {line}") } else { line };
    let serves = is_or_begins(command, "waymark serve");
    // On a port of its own: an option in the line holds, a default gives way.
    let line = if serves { format!("exec {}", line.replace("127.0.0.1:8080", "127.0.0.1:0")) } else { line };
    let mut child = shell(&line, folder.path());
    let said = tempfile::NamedTempFile::new().unwrap();
    child.env("WAYMARK_LISTEN", "127.0.0.1:0").stdout(said.reopen().unwrap()).stderr(said.reopen().unwrap());
    let mut child = child.spawn().unwrap();
    let started = Instant::now();
    let told = || fs::read_to_string(said.path()).unwrap_or_default();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            let wanted = EXITS.iter().find(|(start, _)| is_or_begins(command, start)).map_or(0, |(_, exit)| *exit);
            return (status.code() != Some(wanted) || serves).then(|| format!("{command}: {status}: {}", told()));
        }
        let is_serving = serves && told().contains("http://127.0.0.1:");
        if is_serving || started.elapsed() > LONGEST {
            child.kill().unwrap();
            child.wait().unwrap();
            return (!is_serving).then(|| format!("{command}: not done in time: {}", told()));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn each_command_of_a_document_does_what_it_says_in_a_copy_of_the_folder() {
    let all = all_commands();
    let run: Vec<&String> = all.keys().filter(|command| !NOT_RUN.iter().any(|(start, _)| is_or_begins(command, start))).collect();
    assert!(run.len() > 25, "{run:#?}");
    let prepared = prepared();
    let (next, faults) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(command) = run.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let fault = fault(command, prepared.path()).map(|fault| format!("{:?}: {fault}", all[*command]));
                    faults.lock().unwrap().extend(fault);
                }
            });
        }
    });
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn what_is_not_run_stands_in_a_document_and_has_a_reason() {
    let mut text = String::new();
    for document in DOCUMENTS {
        text.push_str(&fs::read_to_string(document).unwrap());
    }
    for (start, reason) in NOT_RUN {
        assert!(text.contains(start), "no document gives {start}: it need not be listed");
        assert!(reason.split(' ').count() > 3, "{start}: {reason}");
    }
}

#[test]
fn commands_are_found_in_blocks_over_several_lines_and_in_sentences() {
    let text = "Run `waymark where childline\n--content content` or `waymark check`.\n```sh\nwaymark new overlay x \\\n  --region Y # a note\n```\n\
                And `waymark diff … --record`.";
    assert_eq!(commands(text), ["waymark new overlay x    --region Y", "waymark where childline --content content"]);
}

#[test]
fn whoever_runs_a_copy_is_shown_the_container_and_the_one_file_before_any_rust() {
    let text = fs::read_to_string("docs/run-your-own-copy.md").unwrap();
    let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("it speaks of {word}"));
    assert!(at("deploy/Containerfile") < at("cargo") && at("waymark-static") < at("cargo"), "Rust comes last");
    for file in ["deploy/Containerfile", "deploy/systemd/waymark.service", "deploy/README.md"] {
        assert!(Path::new(file).exists() && text.contains(file.trim_start_matches("deploy/")), "{file}");
    }
    assert!(!text.contains("docker pull") && !text.contains("podman pull"), "nothing is published to be pulled");
    for file in ["deploy/Containerfile", "deploy/systemd/waymark.service"] {
        assert!(fs::read_to_string(file).unwrap().contains("WAYMARK_OVERLAY"), "{file} says how a copy's folder is given");
    }
}
