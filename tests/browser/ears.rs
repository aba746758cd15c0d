//! What a screen reader has to say, in order, as text: taken from the browser's own accessibility tree and kept as snapshots.
//!
//! `# ` is a heading, `- ` a part of a list, `[ ]` a link, `( )` a button or a field, `▸` closed and `▾` open, `< >` a region with
//! a name. The bar, the menu and the foot are the same on every page and are kept with the home page alone. After a change of
//! words, read what `INSTA_UPDATE=always tests/run` has written before it is committed: somebody will hear it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::bench::{Bench, wanted};
use super::router::choose;

/// The tree as a person hears it, line by line.
struct Ear<'a> {
    nodes: BTreeMap<&'a str, &'a Value>,
    lines: Vec<String>,
    line: String,
    /// Whether the parts that are the same on every page are said too.
    whole: bool,
}

impl<'a> Ear<'a> {
    fn hear(tree: &'a Value, whole: bool) -> String {
        let list = tree["nodes"].as_array().unwrap();
        let nodes = list.iter().map(|node| (node["nodeId"].as_str().unwrap(), node)).collect();
        let mut ear = Self { nodes, lines: Vec::new(), line: String::new(), whole };
        ear.node(&list[0]);
        ear.end_line();
        ear.lines.join("\n")
    }

    fn end_line(&mut self) {
        let words = self.line.split_whitespace().collect::<Vec<_>>().join(" ");
        let joined = [" .", " ,", " :", " ;", " ?", " ’", " )"]
            .iter()
            .fold(words, |words, mark| words.replace(mark, mark.trim()))
            .replace("( ", "(");
        if !joined.is_empty() && joined != "-" {
            self.lines.push(joined);
        }
        self.line.clear();
    }

    fn say(&mut self, words: &str) {
        self.end_line();
        self.line.push_str(words);
        self.end_line();
    }

    fn children(&mut self, node: &Value) {
        for id in node["childIds"].as_array().into_iter().flatten() {
            if let Some(child) = self.nodes.get(id.as_str().unwrap()).copied() {
                self.node(child);
            }
        }
    }

    fn node(&mut self, node: &Value) {
        let role = node["role"]["value"].as_str().unwrap_or_default();
        let name = node["name"]["value"].as_str().unwrap_or_default();
        let state = |wanted: &str| {
            let states = node["properties"].as_array().into_iter().flatten();
            states.into_iter().find(|state| state["name"] == wanted).map(|state| state["value"]["value"].clone())
        };
        if node["ignored"] == true {
            return self.children(node);
        }
        match role {
            "StaticText" => self.line.extend([name, " "]),
            // What was said at once ("status") is not said again to who reads on: it is gone after five seconds.
            "InlineTextBox" | "ListMarker" | "LineBreak" | "status" => {}
            "link" => {
                let here = if state("current").is_some_and(|value| value != "false") { ", this page" } else { "" };
                self.line.extend(["[", name, here, "] "]);
            }
            "heading" => {
                let level = state("level").and_then(|level| usize::try_from(level.as_u64()?).ok()).unwrap_or(0);
                self.end_line();
                self.line.extend(["#".repeat(level).as_str(), " "]);
                self.children(node);
                self.end_line();
            }
            "DisclosureTriangle" | "DisclosureTriangleGrouped" => {
                let sign = if state("expanded") == Some(json!(true)) { "▾" } else { "▸" };
                self.say(&format!("{sign} {name}"));
            }
            "button" | "textbox" | "searchbox" => self.say(&format!("({role} {name})")),
            "banner" | "contentinfo" if !self.whole => {}
            "navigation" if !self.whole && name == "Main" => {}
            "listitem" => {
                self.end_line();
                self.line.push_str("- ");
                self.children(node);
                self.end_line();
            }
            "generic" | "none" | "strong" | "emphasis" | "time" | "code" | "LabelText" | "blockquote" => self.children(node),
            _ => {
                if !name.is_empty() && ["navigation", "region", "search", "form"].contains(&role) {
                    self.say(&format!("<{name}>"));
                }
                self.end_line();
                self.children(node);
                self.end_line();
            }
        }
    }
}

async fn heard(bench: &Bench, whole: bool) -> String {
    bench.cdp("Accessibility.enable", json!({})).await;
    let tree = bench.cdp("Accessibility.getFullAXTree", json!({})).await;
    Ear::hear(&tree, whole)
}

fn keep(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[tokio::test]
async fn what_is_heard_on_a_page_is_what_somebody_read_and_found_good() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    for (name, path) in [
        ("home", "/"),
        ("young-people", "/young-people"),
        ("crisis", "/crisis"),
        ("guide", "/shared-images"),
        ("service", "/services/childline"),
    ] {
        bench.open(path).await;
        keep(name, &heard(&bench, name == "home").await);
    }
    bench.open("/search").await;
    bench.ask("document.getElementById('q').value = 'my son shared a picture'; window.before = true; document.querySelector('main form').submit()").await;
    bench.until("return !window.before && document.readyState === 'complete'", "the answer comes").await;
    keep("search-answer", &heard(&bench, false).await);
    bench.stop().await;
}

#[tokio::test]
async fn of_a_line_that_is_shut_its_state_and_the_hour_at_which_it_opens_are_heard() {
    if !wanted() {
        return;
    }
    let saturday = Bench::at("2026-12-05T12:00:00Z", 390, 844).await;
    saturday.open("/services/stop-it-now-helpline").await;
    let text = heard(&saturday, false).await;
    assert!(text.contains("Closed now. Opens at 9am on Monday"), "{text}");
    keep("service-shut", &text);
    saturday.stop().await;
}

#[tokio::test]
async fn what_is_heard_on_the_way_to_an_answer_is_what_somebody_read_and_found_good() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    for (name, answers) in [
        ("danger", &["Yes, I’m under 18, and I might hurt myself"][..]),
        ("blackmail", &["No, or I’m not sure", "Someone is threatening me, or another adult, over pictures"]),
        (
            "own-thoughts",
            &[
                "No, or I’m not sure",
                "My own thoughts about children, or something I did",
                "Sexual feelings about children, or other thoughts that worry me",
            ],
        ),
    ] {
        bench.open("/report").await;
        let mut text = heard(&bench, false).await;
        for answer in answers {
            // What was said of the answer before may stand there still.
            bench.ask("document.getElementById('said').textContent = ''").await;
            choose(&bench, answer).await;
            let said = "return document.getElementById('said').textContent !== ''";
            bench.until(said, "the next question is said").await;
            let said = bench.ask("return document.getElementById('said').textContent").await;
            text = format!("{text}\n\n>>> {answer}\n>>> said at once: {}", said.as_str().unwrap());
        }
        // Of the page as it was before, the snapshot of the danger walk tells enough.
        let text = if name == "danger" { text } else { text.split_once("\n\n").unwrap().1.to_owned() };
        keep(&format!("report-{name}"), &format!("{text}\n\n{}", heard(&bench, false).await));
    }
    bench.stop().await;
}
