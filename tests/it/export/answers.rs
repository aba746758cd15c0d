//! A real nginx and a real Caddy, under the configuration of an export, against `waymark serve`.

use std::path::Path;
use std::time::{Duration, Instant};

use super::static_servers::{Answer, Server};
use super::{exported, manifest};

/// What the servers are asked with: nothing, one coding each, and what browsers send.
const CODINGS: [&[(&str, &str)]; 5] = [
    &[],
    &[("accept-encoding", "gzip")],
    &[("accept-encoding", "br")],
    &[("accept-encoding", "gzip, deflate, br, zstd")],
    &[("accept-encoding", "br;q=0, gzip;q=0.5")],
];

/// What a static copy says otherwise: the pages of the two forms stand without their form, who is open now is said with the time at which
/// it was made, and what only a server answers is not described.
const SAID_OTHERWISE: [&str; 4] = ["/search", "/schools/check-your-page", "/open-now", "/openapi.json"];

fn addresses(folder: &Path) -> Vec<String> {
    let manifest = manifest(folder);
    let all = manifest["addresses"].as_array().unwrap().iter();
    all.map(|row| row["address"].as_str().unwrap().replace(' ', "%20"))
        .filter(|address| !SAID_OTHERWISE.contains(&address.as_str()))
        .collect()
}

/// Asks both the same, and notes how the second differs.
fn ask_both(
    servers: (&Server, &Server),
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    faults: &mut Vec<String>,
) -> (Answer, Answer) {
    let (ours, theirs) = (servers.0.ask(method, path, headers), servers.1.ask(method, path, headers));
    if let Some(said) = theirs.difference(&ours) {
        faults.push(format!("{} {method} {path} {headers:?}:{said}", servers.1.name));
    }
    (ours, theirs)
}

fn every_address_is_the_same(ours: &Server, theirs: &Server, folder: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for address in addresses(folder) {
        for headers in CODINGS {
            ask_both((ours, theirs), "GET", &address, headers, &mut faults);
        }
        for method in ["HEAD", "OPTIONS", "DELETE"] {
            ask_both((ours, theirs), method, &address, CODINGS[3], &mut faults);
        }
        let tag = ours.ask("GET", &address, CODINGS[3]).header("etag").map(str::to_owned);
        if let Some(tag) = tag {
            let headers = [CODINGS[3][0], ("if-none-match", tag.as_str())];
            ask_both((ours, theirs), "GET", &address, &headers, &mut faults);
        }
    }
    faults
}

fn every_mistake_is_the_same(ours: &Server, theirs: &Server) -> Vec<String> {
    let mut faults = Vec::new();
    let paths = [
        "/nowhere",
        "/Report",
        "/report/",
        "//report",
        "/Services/Police-999-101/",
        "/report?a=b",
        "/report.html",
        "/404",
        "/Our%20Old%20Advice/Default.aspx",
        "/our%20old%20advice/default.aspx/?id=4",
        "/our%20old%20advice/default.aspx?id=3",
        "/Our%20Old%20Advice/Default.aspx/?ID=3",
        "/our%20old%20advice/default.aspx?ID=33",
        "//Index.php?news[item]=4&c=a+b*(c).%20d",
        "/index.php?c=a+b*(c).%20d&news[item]=4",
        "/index.php?news[item]=4&c=a+b*(c)x%20d",
        "/index.php",
        "/?page_id=12",
        "/?page_id=1",
        "/crisis?p=a",
        "/crisis.?p=a",
        "/crisis?p=A",
        "/_headers",
        "/report%E2%80%8E",
        "/%E2%80%AAReport%E2%80%AC.",
        "/go/parents%EF%B8%8F%E2%81%A9",
        "/report%E3%80%80%E2%80%99s%EF%BB%BF",
        "/%E2%80%8B",
        "/...",
    ];
    for path in paths {
        for headers in CODINGS {
            ask_both((ours, theirs), "GET", path, headers, &mut faults);
        }
        ask_both((ours, theirs), "HEAD", path, &[], &mut faults);
    }
    ask_both((ours, theirs), "POST", "/nowhere", &[("content-length", "0")], &mut faults);
    ask_both((ours, theirs), "GET", "/report", &[("if-none-match", "\"other\"")], &mut faults);
    ask_both((ours, theirs), "GET", "/report", &[("if-modified-since", "Tue, 24 Nov 2037 09:00:00 GMT")], &mut faults);
    ask_both((ours, theirs), "GET", "/report", &[("range", "bytes=0-1")], &mut faults);
    faults
}

fn no_fault(faults: &[String]) {
    assert!(faults.is_empty(), "{} differences, the first of them:\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
}

/// `waymark serve` sends quickly made bodies first and the smallest a few seconds later; an export holds the smallest.
fn wait_for_the_smallest(ours: &Server, folder: &Path) {
    let wanted = std::fs::read(folder.join("site/index.html.br")).unwrap();
    let started = Instant::now();
    while ours.ask("GET", "/", CODINGS[2]).body != wanted {
        assert!(started.elapsed() < Duration::from_mins(2), "`/` in brotli never became what the export holds");
        std::thread::sleep(Duration::from_millis(200));
    }
}

const OF_AN_OLDER_SITE: &str = r#"[moved]
"/Our Old Advice/Default.aspx" = "/crisis"
"/Our Old Advice/Default.aspx?ID=3" = "/young-people"
"/index.php?news[item]=4&c=a+b*(c).%20d" = "/young-people"
"/?page_id=12" = "/young-people"
"/crisis?p=a" = "/young-people"
"/index.php?bare" = "/young-people"
"#;

/// A copy that took the place of a site with addresses of another kind.
pub fn of_an_older_site(scratch: &Path) -> String {
    let overlay = scratch.join("overlay");
    std::fs::create_dir(&overlay).unwrap();
    std::fs::write(overlay.join("overlay.toml"), "").unwrap();
    std::fs::write(overlay.join("redirects.toml"), OF_AN_OLDER_SITE).unwrap();
    overlay.to_string_lossy().into_owned()
}

#[test]
fn nginx_and_caddy_answer_from_an_export_as_the_server_does() {
    let scratch = tempfile::tempdir().unwrap();
    let overlay = ["--overlay", &of_an_older_site(scratch.path())];
    let ours = Server::waymark(&overlay);
    let folder = scratch.path().join("export");
    let said = exported(&folder, &[&["--open-now"], &overlay[..]].concat());
    assert!(said.contains("(5 by their query, which static hosts other than Netlify cannot lead on) redirects"), "{said}");
    let lines = std::fs::read_to_string(folder.join("site/_redirects")).unwrap();
    let place = |line: &str| lines.lines().position(|one| one == line).unwrap_or_else(|| panic!("{line} in\n{lines}"));
    assert!(
        place("/our%20old%20advice/default.aspx ID=3 /young-people 301!") < place("/our%20old%20advice/default.aspx /crisis 301")
    );
    place("/index.php news[item]=4 c=a+b*(c).%20d /young-people 301!");
    assert!(!lines.contains("bare"), "{lines}");
    wait_for_the_smallest(&ours, &folder);
    let nginx = Server::nginx(&folder, scratch.path());
    let caddy = Server::caddy(&folder, scratch.path());
    for (name, server) in [("nginx", &nginx), ("Caddy", &caddy)] {
        let Some(theirs) = server else {
            println!("skipped: {name} is not installed");
            continue;
        };
        no_fault(&every_address_is_the_same(&ours, theirs, &folder));
        no_fault(&every_mistake_is_the_same(&ours, theirs));
    }
    if let Some(nginx) = nginx {
        assert_eq!(nginx.ask("GET", "/", &[]).header("server"), Some("nginx"), "no version");
        assert_eq!(nginx.ask("GET", "/re%70ort", &[]).header("location"), Some("/report"));
    }
    if let Some(caddy) = caddy {
        assert_eq!(caddy.ask("GET", "/", &[]).header("server"), None);
    }
}
