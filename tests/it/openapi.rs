//! `/openapi.json` says what is served, and what it says is so.

use std::collections::BTreeSet;

use serde_json::Value;
use waymark::render::document::CachePolicy;

use super::program::Served;
use super::site_test::{NOW, SiteTest};

#[test]
fn every_file_for_programs_is_described() {
    let rendered = SiteTest::built_in().rendered_at(NOW);
    let description = rendered.documents.iter().find(|document| document.path == "/openapi.json").unwrap();
    let description: Value = serde_json::from_str(&description.body).unwrap();
    let described: BTreeSet<&str> = description["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    for document in rendered.documents.iter().filter(|document| document.policy == CachePolicy::OpenData) {
        assert!(described.contains(document.path.as_str()), "{}", document.path);
    }
}

/// The head and the body of an answer.
fn get(served: &Served, path: &str) -> (String, String) {
    let answer = served.get(path);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

#[test]
fn every_address_is_answered_as_described() {
    let served = Served::start(&[]);
    let description: Value = serde_json::from_str(&get(&served, "/openapi.json").1).unwrap();
    let paths = description["paths"].as_object().unwrap();
    for (path, item) in paths {
        let address = match path.strip_suffix("/{id}") {
            Some(list) => {
                let one: Value = serde_json::from_str(&get(&served, &format!("{list}?per_page=1")).1).unwrap();
                format!("{list}/{}", one["contents"][0]["id"].as_str().unwrap())
            }
            None => path.clone(),
        };
        let (head, body) = get(&served, &address);
        assert!(head.starts_with("HTTP/1.1 200"), "{address}: {head}");
        let content = item["get"]["responses"]["200"]["content"].as_object().unwrap();
        let media = head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap();
        let media = media.split(';').next().unwrap();
        assert!(content.contains_key(media), "{address} is {media}");
        let reference = content[media]["schema"]["$ref"].as_str().map(|name| name.rsplit('/').next().unwrap());
        if let Some(schema) = reference.map(|name| &description["components"]["schemas"][name]) {
            let answer: Value = serde_json::from_str(&body).unwrap();
            for key in schema["required"].as_array().unwrap() {
                assert!(answer.get(key.as_str().unwrap()).is_some(), "{address} has no {key}");
            }
        }
    }
    assert!(paths.len() > 25);
}
