//! Each command that a document shows is run as it stands there, in a folder of its own, in the order of the document.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use super::site_test::{NOW, copy};

const DOCUMENTS: &[&str] = &[
    "README.md",
    "content/README.md",
    "deploy/README.md",
    "docs/data-protection.md",
    "docs/how-the-site-speaks.md",
    "docs/keeping-it-true.md",
    "docs/open-data.md",
    "docs/operating.md",
    "docs/posters.md",
    "docs/run-your-own-copy.md",
    "docs/search.md",
    "docs/threat-model.md",
];
/// Commands that a test cannot run by itself, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("verify", "it looks facts up on the services' own pages; tests/it/verify.rs gives it pages on this machine"),
    ("reload", "it needs a server that runs; tests/it/hangup.rs"),
    ("health", "it needs a server that runs; tests/it/program.rs"),
];
/// Commands that say by their exit code that something is still to be done.
const MAY_SAY_NO: &[&str] = &["check --release"];

/// The commands of a document: lines of its `sh` blocks, and what stands in a sentence as `waymark …`.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_block = false;
    let mut begun = String::new();
    for line in text.lines() {
        if line.starts_with("```") {
            in_block = !in_block && line == "```sh";
            continue;
        }
        let pieces: Vec<&str> = if in_block { vec![line] } else { line.split('`').skip(1).step_by(2).collect() };
        for piece in pieces {
            begun.push_str(piece.split(" #").next().unwrap_or_default().trim());
            if begun.ends_with('\\') {
                begun.pop();
                continue;
            }
            found.extend(waymark(&std::mem::take(&mut begun)));
        }
    }
    found
}

/// The command as a call of the program; nothing where it is another's, a name alone, or has a placeholder.
fn waymark(command: &str) -> Option<String> {
    let rest = command
        .strip_prefix("cargo run --release --")
        .or_else(|| command.strip_prefix("cargo run --"))
        .or_else(|| command.strip_prefix("waymark"))?;
    let rest = rest.strip_prefix(' ')?.trim();
    let is_placeholder = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    let is_whole = rest.contains(' ') || rest.starts_with("check") || rest == "due";
    (is_whole && !rest.split(' ').any(is_placeholder)).then(|| rest.to_owned())
}

/// The words of a command, as a shell parts them.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for letter in command.chars() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn program(words: &[String], folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_waymark"));
    program.env("WAYMARK_NOW", NOW).current_dir(folder).stdin(Stdio::null());
    let outside = folder.join("srv").to_string_lossy().into_owned();
    program.args(words.iter().map(|word| word.replace("/srv", &outside).replace(":8080", ":0")));
    program
}

/// Starts a server and gives whether it said that it is ready.
fn serves(words: &[String], folder: &Path) -> bool {
    let mut server = program(words, folder).args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    line.contains("127.0.0.1:")
}

/// Where an operator stands who follows the document: beside the content, in a folder that git keeps.
fn prepared() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    copy(Path::new("content"), &scratch.path().join("content"));
    copy(Path::new("content"), &scratch.path().join("srv/waymark/content"));
    for arguments in [&["init", "-q"][..], &["add", "content"], &["commit", "-q", "-m", "x"]] {
        let set = ["-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false"];
        let git = Command::new("git").current_dir(scratch.path()).args(set).args(arguments).output().unwrap();
        assert!(git.status.success());
    }
    scratch
}

fn faults_of(document: &str) -> Vec<String> {
    let commands = commands(&fs::read_to_string(document).unwrap());
    if commands.is_empty() {
        return Vec::new();
    }
    let scratch = prepared();
    let mut faults = Vec::new();
    for command in commands {
        let words = words(&command);
        if NOT_RUN.iter().any(|(name, _)| *name == words[0]) {
            continue;
        }
        if words[0] == "serve" || words[0].starts_with("--listen") {
            if !serves(&words, scratch.path()) {
                faults.push(format!("{document}: `{command}` does not serve"));
            }
            continue;
        }
        // A folder for an export is not the one that holds the content.
        let words: Vec<String> = words.iter().map(|word| word.replace("/srv/waymark", "/srv/made")).collect();
        // A document shows two ways to begin the same overlay.
        if command.starts_with("new overlay") {
            let _ = fs::remove_dir_all(scratch.path().join(&words[2]));
        }
        let output = program(&words, scratch.path()).output().unwrap();
        // What was begun has to be written before anything passes: here it is taken away again.
        if let ["new", "service" | "area" | "page", ..] = words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            for file in String::from_utf8_lossy(&output.stdout).split_whitespace().filter(|word| word.contains('/')) {
                let _ = fs::remove_file(scratch.path().join(file.trim_end_matches([':', ',', '.'])));
            }
        }
        let may_say_no = MAY_SAY_NO.iter().any(|allowed| command.starts_with(allowed));
        let is_good = output.status.success() || may_say_no && output.status.code() == Some(1);
        if !is_good {
            let said: String = String::from_utf8_lossy(&output.stderr).chars().take(400).collect();
            faults.push(format!("{document}: `{command}` ends with {:?}: {said}", output.status.code()));
        }
    }
    faults
}

#[test]
fn every_command_that_a_document_shows_can_be_given_as_it_stands() {
    let faults: Vec<String> = DOCUMENTS.iter().flat_map(|document| faults_of(document)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn commands_are_found_in_blocks_and_sentences_and_placeholders_are_not() {
    let text = "See `waymark due --within week`, `waymark where SLUG`, `waymark check` and `waymark`.\n```sh\ncargo run -- new overlay \
                x \\\n  --name \"A B\"   # a note\nls\n```\n```toml\nwaymark serve x\n```\n";
    assert_eq!(commands(text), ["due --within week", "check", "new overlay x --name \"A B\""]);
    assert_eq!(words("new overlay x --name \"A B\""), ["new", "overlay", "x", "--name", "A B"]);
}
