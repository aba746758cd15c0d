//! Every command of every document is run as it stands, beside a server of the test's own where it needs one. Those of other programs are
//! named here with the reason why they are not run, and one that nobody has named fails a test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::program::Served;
use super::site_test::{NOW, copy};
use super::verify::server::{Part, Server as PageServer};

/// Folders whose files are no documents for people who work with the program: what readers see, and what tests are made of.
const NO_DOCUMENTS: [&str; 6] = ["./target", "./.git", "./.tools", "./content/pages", "./templates", "./tests/fixtures"];

/// Commands of other programs, each with the reason why it is not run here. A command that is neither one of these nor `waymark` fails a
/// test.
const OTHERS: &[(&str, &str)] = &[
    ("caddy", "needs a server that is installed: tests/it/export starts one where there is one"),
    ("cargo", "builds the program and these tests, or brings in a program from elsewhere"),
    ("deploy/sbom.sh", "brings in a program from elsewhere"),
    ("gunzip", "opens an image that a container engine has saved"),
    ("podman", "needs a container engine, an image and a network"),
    ("python3", "serves a folder until it is stopped: tests/it/export/folders.rs does so"),
    ("rustup", "changes the compiler of the machine"),
    ("sudo", "needs the rights of whoever keeps the machine"),
    ("systemctl", "needs a machine that systemd runs: tests/it/deploy.rs reads its unit"),
    ("nginx", "needs a server that runs already: tests/it/export starts one of its own"),
    ("tests/run", "runs every test, of which this is one"),
];

/// Other programs that a sentence might tell people to run.
const PROGRAMS: [&str; 24] = [
    "apt",
    "apt-get",
    "brew",
    "caddy",
    "certbot",
    "chmod",
    "cp",
    "curl",
    "dnf",
    "docker",
    "git",
    "helm",
    "journalctl",
    "kill",
    "kubectl",
    "make",
    "mv",
    "npm",
    "python3",
    "rm",
    "scp",
    "tar",
    "unzip",
    "wget",
];

/// What documents speak of by its name, without what belongs to it.
const SPOKEN_OF: [&str; 18] = [
    "waymark completions",
    "waymark confirm",
    "waymark diff",
    "waymark due",
    "waymark export",
    "waymark export --layout folders",
    "waymark export --open-now",
    "waymark export --serve-from",
    "waymark new",
    "waymark new area",
    "waymark new overlay",
    "waymark new service",
    "waymark overlay",
    "waymark overlay status",
    "waymark reload",
    "waymark schema",
    "waymark serve",
    "waymark verify",
];

/// Commands that say by their exit that something is left to do, where it is.
const EXITS: &[(&str, &[i32])] = &[("waymark check --release", &[1]), ("waymark verify", &[0, 1])];

/// Words that stand for something, and what it is here.
const STANDS_FOR: &[(&str, &str)] = &[
    ("waymark overlay copy FILE", "waymark overlay copy services/napac.toml --overlay my-county"),
    ("waymark overlay copy napac", "waymark overlay copy napac --overlay my-county"),
    // Each search takes a second, and one shows what sixty do.
    ("waymark order", "waymark order --searches 1"),
    ("waymark diff before after", "waymark diff content content"),
    ("--take FILE", "--take southshire/confirmed.toml"),
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
const LONGEST: Duration = Duration::from_mins(10);

/// Every document, by its path.
fn documents() -> BTreeMap<String, String> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![std::path::PathBuf::from(".")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.extend((!NO_DOCUMENTS.iter().any(|one| Path::new(one) == path)).then_some(path));
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.insert(path.display().to_string(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// The commands of a document, whatever program they are for: lines of its blocks for a shell, and what stands in a sentence with what
/// belongs to it.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut outside = String::new();
    for (number, part) in text.split("```").enumerate() {
        if number % 2 == 0 {
            outside.push_str(part);
            continue;
        }
        let Some(lines) = part.strip_prefix("sh\n") else { continue };
        let lines = lines.replace("\\\n", " ");
        let lines = lines.lines().map(|line| line.split(" #").next().unwrap_or(line).trim().to_owned());
        found.extend(lines.filter(|line| !line.is_empty()));
    }
    let spans = outside.split('`').skip(1).step_by(2).map(|span| span.split_whitespace().collect::<Vec<_>>().join(" "));
    // A command by its name alone, or one that is cut short, is spoken of and not given.
    let is_given = |span: &String| {
        let (first, rest) = span.split_once(' ').unwrap_or_default();
        let is_cut = span.contains('…') || SPOKEN_OF.contains(&span.as_str());
        let is_known = first == "waymark" || OTHERS.iter().any(|(program, _)| *program == first) || PROGRAMS.contains(&first);
        is_known && !rest.starts_with(['=', ':']) && !is_cut
    };
    found.extend(spans.filter(is_given));
    found
}

/// Every command with the documents that give it.
fn all_commands() -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (document, text) in documents() {
        for command in commands(&text) {
            all.entry(command).or_default().insert(document.clone());
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

/// The services' sources on a server of the test's own, and nobody's website: nothing leaves the machine.
fn sources_here(content: &Path, server: &PageServer) {
    for file in fs::read_dir(content.join("services")).unwrap().map(|file| file.unwrap().path()) {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().map(|line| match line.split_once(" = \"http") {
            Some(("url", _)) => format!("url = \"http://{}/page\"", server.address),
            Some(("value", _)) => "value = \"https://127.0.0.1/\"".to_owned(),
            _ => line.to_owned(),
        });
        // Another file in its place, as an editor makes it: the old one is shared.
        fs::remove_file(&file).unwrap();
        fs::write(&file, lines.collect::<Vec<_>>().join("\n") + "\n").unwrap();
    }
}

/// What runs beside a command while it is tried.
enum Beside {
    Nothing,
    Waymark(Served),
    /// A server that gives every page, until the test ends.
    Pages,
}

impl Beside {
    fn of(command: &str, folder: &Path) -> Self {
        if is_or_begins(command, "waymark verify") {
            let numbers = "<p>The Test Page 0800 1111, 116 123</p>".to_owned();
            let server = PageServer::start("127.0.0.1", [("/page", Part::Html(numbers))]);
            sources_here(&folder.join("content"), &server);
            return Self::Pages;
        }
        let asks = ["waymark reload", "waymark health", "curl"];
        if !asks.iter().any(|start| is_or_begins(command, start)) {
            return Self::Nothing;
        }
        let mut serve = shell("exec waymark serve --listen 127.0.0.1:0 --content content", folder);
        Self::Waymark(Served::of(&mut serve))
    }

    /// The command with what it speaks to.
    fn with(&self, line: String) -> String {
        match self {
            Self::Nothing => line,
            Self::Pages => format!("{line} --allow-private=127.0.0.1 --pause 0 --timeout 2"),
            Self::Waymark(served) => {
                let (address, process) = (served.address, served.child.id().to_string());
                let line = line.replace("https://waymark.example", &format!("http://{address}")).replace("curl ", "curl -sf ");
                match line.as_str() {
                    "waymark reload PID" | "waymark reload 1" => format!("waymark reload {process}"),
                    line if line.starts_with("waymark health") => format!("waymark health {address}"),
                    _ => line,
                }
            }
        }
    }
}

/// A command with what its words stand for.
fn meant(command: &str) -> String {
    STANDS_FOR.iter().fold(command.to_owned(), |line, (word, meant)| line.replace(word, meant))
}

/// Why a command is not what its document says, if it is not.
fn fault(command: &str, prepared: &Path) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    // By links, which take a twentieth of the time: a command never changes a file, but puts a whole one in its place.
    let copied = Command::new("cp").arg("-al").arg(prepared.join(".")).arg(folder.path()).status().unwrap();
    assert!(copied.success());
    let beside = Beside::of(command, folder.path());
    let line = beside.with(meant(command));
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
            let wanted = EXITS.iter().find(|(start, _)| is_or_begins(command, start)).map_or(&[0][..], |(_, exits)| *exits);
            let is_wanted = status.code().is_some_and(|code| wanted.contains(&code)) && !serves;
            return (!is_wanted).then(|| format!("{line}: {status}: {}", told()));
        }
        let is_serving = serves && told().contains("http://127.0.0.1:");
        if is_serving || started.elapsed() > LONGEST {
            child.kill().unwrap();
            child.wait().unwrap();
            return (!is_serving).then(|| format!("{line}: not done in time: {}", told()));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether this machine has a program.
fn is_here(program: &str) -> bool {
    std::env::var("PATH").unwrap().split(':').any(|folder| Path::new(folder).join(program).exists())
}

#[test]
fn each_command_of_a_document_does_what_it_says_in_a_copy_of_the_folder() {
    let all = all_commands();
    let is_run = |command: &&String| {
        let program = command.split(' ').next().unwrap_or_default();
        if program == "curl" && !is_here(program) {
            println!("not run, because curl is not installed: {command}");
            return false;
        }
        program == "waymark" || program == "curl"
    };
    // Two that come to the same are run once.
    let run: BTreeMap<String, &String> = all.keys().filter(is_run).map(|command| (meant(command), command)).collect();
    let run: Vec<&String> = run.into_values().collect();
    assert!(run.len() > 40, "{run:#?}");
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
fn every_other_command_is_of_a_program_that_is_known_and_has_a_reason_not_to_be_run() {
    let all = all_commands();
    let program = |command: &str| command.split(' ').next().unwrap_or_default().to_owned();
    let unknown: Vec<_> = all
        .iter()
        .filter(|(command, _)| {
            let program = program(command);
            program != "waymark" && program != "curl" && !OTHERS.iter().any(|(known, _)| *known == program)
        })
        .collect();
    assert!(unknown.is_empty(), "run these, or say why not: {unknown:#?}");
    for (known, reason) in OTHERS {
        assert!(all.keys().any(|command| program(command) == *known), "no document gives {known}: it need not be listed");
        assert!(reason.split(' ').count() > 3, "{known}: {reason}");
    }
}

#[test]
fn no_document_promises_a_program_or_a_container_that_nobody_can_download() {
    for (document, text) in documents() {
        let plain = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        for promise in [
            "docker pull",
            "podman pull",
            "docker run waymark",
            "cargo install waymark",
            "ready container",
            "download the program",
            "download waymark",
            "releases page",
            "from the registry",
        ] {
            assert!(!plain.contains(promise), "{document}: {promise}");
        }
    }
    let own = fs::read_to_string("docs/run-your-own-copy.md").unwrap();
    let (how, used) = (own.find("builds it once").expect("it says who makes the program"), own.find("podman build").unwrap());
    assert!(how < used, "who builds the program, or gives it, is said before it is used");
}

#[test]
fn commands_are_found_in_blocks_over_several_lines_and_in_sentences() {
    let text = "Run `waymark where childline\n--content content` or `waymark verify`.\n```sh\nwaymark new overlay x \\\n  --region Y # a note\nnpm i\n```\n\
                And `waymark diff … --record`, `sudo reboot`, or `value = 1`.\n```toml\nwaymark = 1\n```\n";
    let found = ["waymark new overlay x    --region Y", "npm i", "waymark where childline --content content", "sudo reboot"];
    assert_eq!(commands(text), found);
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
