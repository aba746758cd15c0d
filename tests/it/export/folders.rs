//! `waymark export --layout folders`: any server of files shows the whole site, also below another address.

use std::collections::BTreeMap;

use super::answers::of_an_older_site;
use super::files::{files, text};
use super::static_servers::Server;
use super::{exported, manifest};

/// The links of a page that lead to this site: all but whole addresses, telephone numbers and places on the page itself.
fn links(page: &str) -> impl Iterator<Item = &str> {
    let after = [" href=", " src=", " action="].into_iter().flat_map(|name| page.split(name).skip(1));
    let found = after.filter_map(|rest| match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([' ', '>']).next(),
    });
    // What is shown to be copied is no link: its marks are written as &quot;.
    found.filter(|link| !link.starts_with(['#', '&']) && !link.contains(':'))
}

/// The file that a server of files gives for `link` on the page in `folder`.
fn file_of(folder: &str, link: &str) -> Option<String> {
    let path = link.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let file = parts.join("/");
    let is_folder = path.ends_with('/') || path.is_empty();
    Some(match (is_folder, file.is_empty()) {
        (true, true) => "index.html".to_owned(),
        (true, false) => format!("{file}/index.html"),
        (false, _) => file,
    })
}

fn dead_links(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut dead = Vec::new();
    let pages = files.iter().filter(|(name, _)| name.ends_with("index.html"));
    for (name, body) in pages {
        let folder = name.strip_prefix("site/").unwrap().trim_end_matches("index.html");
        for link in links(&text(body)) {
            let found = file_of(folder, link).and_then(|file| files.get(&format!("site/{file}")));
            let place = link.split_once('#').map_or("", |(_, place)| place);
            let is_there = found.is_some_and(|body| {
                place.is_empty() || [format!(" id=\"{place}\""), format!(" id={place}>")].iter().any(|id| text(body).contains(id))
            });
            if !is_there {
                dead.push(format!("{name}: {link}"));
            }
        }
    }
    dead
}

#[test]
fn every_address_is_a_file_and_every_link_leads_to_one_wherever_the_site_stands_and_each_page_says_its_own_policies() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("export");
    let overlay = of_an_older_site(scratch.path());
    let said = exported(&folder, &["--layout", "folders", "--base", "/safety", "--overlay", &overlay]);
    assert!(said.contains("(without 5 by their query, which a server of files cannot lead on) redirects"), "{said}");
    let files = files(&folder);
    let listed = manifest(&folder);
    for row in listed["addresses"].as_array().unwrap() {
        let address = row["address"].as_str().unwrap().trim_start_matches('/');
        let file = row["file"].as_str().map_or_else(|| format!("site/{address}/index.html"), str::to_owned);
        assert!(files.contains_key(&file), "{address} has no file {file}");
    }
    let dead = dead_links(&files);
    assert!(dead.is_empty(), "{} links lead nowhere, such as {:#?}", dead.len(), &dead[..dead.len().min(10)]);
    each_page_says_its_own_policies(&files);
}

/// And none needs to know where it stands.
fn each_page_says_its_own_policies(files: &BTreeMap<String, Vec<u8>>) {
    for (name, body) in files.iter().filter(|(name, _)| name.ends_with("index.html")) {
        let page = text(body);
        assert!(!page.contains(" href=\"/") && !page.contains(" href=/"), "{name} has a link that needs the top of an address");
        assert!(page.contains("<meta name=\"referrer\" content=\"no-referrer\">"), "{name} tells where its readers come from");
        let is_way = page.contains("http-equiv=\"refresh\"");
        assert!(is_way || page.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"), "{name}");
    }
    let way = text(&files["site/go/childline/index.html"]);
    assert!(way.contains("url=../../services/childline/"), "{way}");
    let missing = text(&files["site/404.html"]);
    assert!(missing.contains(" href=\"/safety/") && !missing.contains(" href=\"/emergency"), "it is shown at any depth");
    assert!(!files.keys().any(|name| name.contains("nginx") || name.ends_with("_headers")), "nothing for servers that are told");
}

/// What a server that knows nothing answers at `path`, led on as a browser is: it sends an address without its last / to the one with it.
fn opened(server: &Server, path: &str) -> (u16, Vec<u8>) {
    let answer = server.ask("GET", path, &[]);
    match answer.header("location") {
        Some(to) if answer.status == 301 => {
            let answer = server.ask("GET", to, &[]);
            (answer.status, answer.body)
        }
        _ => (answer.status, answer.body),
    }
}

#[test]
fn a_server_that_can_be_told_nothing_opens_every_address_file_and_link_at_the_top_and_below_a_path() {
    for base in ["", "/safety"] {
        let scratch = tempfile::tempdir().unwrap();
        let (folder, root) = (scratch.path().join("export"), scratch.path().join("root"));
        exported(&folder, &["--layout", "folders", "--base", &format!("{base}/")]);
        std::fs::create_dir(&root).unwrap();
        let published = if base.is_empty() { folder.join("site") } else { root };
        if !base.is_empty() {
            std::fs::rename(folder.join("site"), published.join("safety")).unwrap();
        }
        let Some(server) = Server::python(&published) else {
            println!("skipped: python3, whose server knows nothing, is not installed");
            return;
        };
        let inside = if base.is_empty() { published.clone() } else { published.join("safety") };
        let files = files(&inside);
        let mut dead = Vec::new();
        for (name, body) in &files {
            let path = format!("{base}/{}", name.trim_end_matches("index.html"));
            if opened(&server, &path) != (200, body.clone()) {
                dead.push(path);
            }
        }
        for row in manifest(&folder)["addresses"].as_array().unwrap().iter().filter(|row| row["file"].is_null()) {
            let path = format!("{base}{}", row["address"].as_str().unwrap());
            if opened(&server, &path).0 != 200 {
                dead.push(path);
            }
        }
        let mut asked = std::collections::BTreeSet::new();
        for (name, body) in files.iter().filter(|(name, _)| name.ends_with("index.html")) {
            let page = text(body);
            for file in links(&page).filter_map(|link| file_of(name.trim_end_matches("index.html"), link)) {
                let path = format!("{base}/{}", file.trim_end_matches("index.html"));
                if asked.insert(path.clone()) && opened(&server, &path).0 != 200 {
                    dead.push(format!("{path} on {name}"));
                }
            }
        }
        assert!(asked.len() > 150, "{}", asked.len());
        assert!(dead.is_empty(), "{} do not open, such as {:#?}", dead.len(), &dead[..dead.len().min(10)]);
    }
}
