//! The guidance as readers and editors meet it: each rule of the content broken on purpose, and what finished pages must hold.

use std::collections::BTreeSet;

use waymark::content::source::SourceTree;
use waymark::diagnostic::{Diagnostic, Kind};
use waymark::render::audit;
use waymark::render::document::{MediaType, RenderedDocument};

use super::site_test::{NOW, SiteTest, without_marks, words};

const PAGE: &str = "content/pages/shared-images.md";

/// A page of the small site.
const SMALL_PAGE: &str = "content/pages/worried-about-a-child.md";

fn text(file: &str) -> String {
    SourceTree::built_in().text(file).unwrap_or_else(|| panic!("{file} exists")).to_owned()
}

/// Appends each text to a page of the small site as a paragraph of its own and gives the finding of `kind` in each.
fn appended<const N: usize>(more: [&str; N], kind: Kind) -> [Diagnostic; N] {
    appended_to(SiteTest::small(), SMALL_PAGE, more, kind)
}

/// The same for a page of any site: a run finds all faults at once, and loading the site is what takes time.
fn appended_to<const N: usize>(site: SiteTest, page: &str, more: [&str; N], kind: Kind) -> [Diagnostic; N] {
    let lines = site.tree().text(page).expect("a page").lines().count();
    let found = site.append(page, &more.join("\n\n")).diagnostics();
    std::array::from_fn(|n| {
        let line = u32::try_from(lines + 2 + 2 * n).unwrap();
        let mut here = found.iter().filter(|fault| fault.place.file.as_ref() == page && fault.place.line == line);
        let fault = here.find(|fault| fault.kind == kind);
        let fault = fault.unwrap_or_else(|| panic!("{:?} is not found among {found:#?}", more[n]));
        assert!(fault.is_error(), "{fault:?}");
        fault.clone()
    })
}

#[test]
fn a_banned_word_comes_with_what_to_write_instead() {
    let said = ["They said child porn.", "An underage boy.", "She chose to send it.", "He committed suicide."];
    let instead = ["sexual pictures or videos of children", "child, young person", "shared a picture", "died by suicide"];
    for (fault, instead) in appended_to(SiteTest::built_in(), PAGE, said, Kind::NeverPrint).into_iter().zip(instead) {
        assert!(fault.help.as_ref().is_some_and(|help| help.contains(instead)), "{fault:?}");
    }
}

#[test]
fn a_banned_word_that_only_a_template_holds_is_found_on_the_finished_page() {
    let test = SiteTest::small().change("templates/base.html", "About this site", "Child pornography");
    assert_eq!(word_faults(&SiteTest::small()), []);
    let found = word_faults(&test);
    assert!(found.iter().all(|fault| fault.kind == Kind::NeverPrint && fault.is_error()));
    assert!(found.iter().any(|fault| fault.message.contains("child pornography")), "{found:?}");
    assert!(found.iter().all(|fault| &*fault.place.file == "templates/base.html" && fault.place.line > 1), "{found:?}");
    let test = SiteTest::small().change("templates/base.html", "</main>", "<p>01632 960999</p></main>");
    assert!(word_faults(&test)[0].message.contains("01632 960999"));
}

/// What the word rules find in everything that a site publishes.
fn word_faults(test: &SiteTest) -> Vec<Diagnostic> {
    let documents = test.rendered_at(NOW).documents;
    let texts = documents.iter().map(|one| (one.path.as_str(), one.media_type, one.body.as_str()));
    audit::words(texts, &test.site(), test.tree())
}

#[test]
fn a_banned_word_in_a_line_that_only_feeds_and_data_show_is_found_and_its_own_line_is_named() {
    let faults = |file, old, new| word_faults(&SiteTest::small().change(file, old, new));
    let site = faults("content/site.toml", "tagline = \"Who to ring, and when\"", "tagline = \"Child pornography\"");
    let name = faults("content/site.toml", "name = \"The people who run Signpost\"", "name = \"Child pornography\"");
    for found in [site, name] {
        assert!(!found.is_empty());
        assert!(found.iter().all(|fault| &*fault.place.file == "content/site.toml" && fault.place.line > 1), "{found:?}");
    }
}

#[test]
fn an_address_of_a_retired_host_or_with_a_word_we_never_print_is_found_unless_it_is_for_editors_only() {
    let source = |url: &str, more: &str| {
        format!("\n[[source]]\nid = \"extra\"\nurl = \"{url}\"\ntitle = \"A page\"\n{more}recorded = 2026-11-28\n")
    };
    let found = |url: &str, more: &str| {
        let test = SiteTest::small().append("content/services/steady.toml", &source(url, more));
        let faults = test.diagnostics().into_iter().filter(|fault| &*fault.place.file == "content/services/steady.toml");
        faults.map(|fault| (fault.kind, fault.place.line > 1)).collect::<Vec<_>>()
    };
    assert_eq!(found("https://old.wendale.example/parents/", ""), [(Kind::RetiredAddress, true)]);
    assert_eq!(found("https://staging.example.org/", ""), [(Kind::RetiredAddress, true)]);
    assert_eq!(found("https://example.org/about-underage-people", ""), [(Kind::NeverPrint, true)]);
    assert_eq!(found("https://staging.example.org/underage", "show = false\n"), []);
}

#[test]
fn a_source_for_editors_only_stands_in_no_published_text() {
    let more = "\n[[source]]\nid = \"extra\"\nurl = \"https://for-editors.example/\"\ntitle = \"Zanzibar\"\nshow = false\nrecorded = 2026-11-28\n";
    let test = SiteTest::small().append("content/services/steady.toml", more);
    let rendered = test.rendered_at(NOW);
    let register = waymark::oruk::Register::of(&test.site(), &waymark::clock::Moment::at(NOW.parse().expect("an instant")));
    let data = register.texts().map(|(_, text)| text.to_owned());
    for text in rendered.documents.iter().map(|one| one.body.clone()).chain(data) {
        assert!(!text.contains("for-editors.example") && !text.contains("Zanzibar"));
    }
}

#[test]
fn a_link_that_says_nothing_or_shows_a_bare_address_is_found() {
    let links = [
        "See [click here](/crisis).",
        "See [Here](/crisis).",
        "See [read more](/crisis).",
        "See [this page](/crisis).",
        "See [www.example.org](/crisis).",
        "See [https://example.org](/crisis).",
        "See [example.org/help](/crisis).",
    ];
    appended(links, Kind::LinkText);
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    appended(["See [the page](/nowhere).", "See [a part](/crisis#nowhere).", "See [a part](#nowhere)."], Kind::BrokenLink);
}

#[test]
fn an_outbound_address_without_https_or_with_a_tracker_is_found() {
    let links = [
        "See [the charity](http://example.org/).",
        "See [the charity](https://example.org/?utm_source=waymark).",
        "See [the charity](https://example.org/?a=1&fbclid=2).",
    ];
    appended(links, Kind::Address);
}

#[test]
fn a_service_that_does_not_exist_or_is_not_shown_is_found_wherever_a_page_names_it() {
    let places =
        ["[Ring](call:SLUG)", "[Open](visit:SLUG)", "[The card](service:SLUG)", "::service SLUG", "::confidentiality SLUG"];
    let forum = "content/services/wendale-forum.toml";
    let unlisted = || SiteTest::small().change(forum, "status = \"unconfirmed\"", "status = \"unlisted\"");
    for (slug, kind) in [("no-such-line", Kind::UnknownReference), ("wendale-forum", Kind::NotShown)] {
        let named = places.map(|place| place.replace("SLUG", slug));
        appended_to(unlisted(), SMALL_PAGE, named.each_ref().map(String::as_str), kind);
    }
    let route = "routes = [\n  { service = \"wendale-forum\" },";
    unlisted().change(SMALL_PAGE, "routes = [", route).finds(Kind::NotShown, SMALL_PAGE);
}

#[test]
fn a_link_to_ring_or_open_and_a_line_of_the_crisis_box_need_a_number_or_a_website() {
    // One has only a website, the other only a number.
    let [ring] = appended(["[Ring the forum](call:wendale-forum)"], Kind::NoContact);
    assert_eq!(ring.help.as_deref(), Some("link its card instead: service:wendale-forum"));
    let test = SiteTest::small().append(SMALL_PAGE, "[Open it](visit:wendale-counselling)");
    test.change("content/site.toml", "services = [\"the-listeners", "services = [\"wendale-forum\", \"the-listeners")
        .finds_each(&[(Kind::NoContact, SMALL_PAGE), (Kind::NoContact, "content/services/wendale-forum.toml")]);
}

#[test]
fn a_help_seeking_page_without_the_crisis_page_near_is_found() {
    let file = "content/pages/help-for-you.md";
    SiteTest::small().change(file, "](/crisis)", "](/about)").finds(Kind::CrisisLink, file);
}

#[test]
fn an_address_that_gives_the_reader_away_is_found() {
    let file = "content/pages/sexual-thoughts.md";
    let small = SiteTest::small();
    let page = small.tree().text("content/pages/help-for-you.md").expect("a page").replacen("tab = \"", "tab = \"Other ", 1);
    small.file(file, &page).finds(Kind::Neutral, file);
}

#[test]
fn a_page_that_makes_claims_without_a_source_is_found() {
    let without_sources = |file: &str| {
        let text = text(file);
        let (before, rest) = text.split_once("[[source]]").unwrap();
        let review = rest.find("[review]").unwrap();
        format!("{before}{}", &rest[review..])
    };
    // One with law, and one that only says who can help.
    let files = [PAGE, "content/pages/parental-controls.md"];
    let test = files.iter().fold(SiteTest::built_in(), |test, file| test.file(file, &without_sources(file)));
    test.finds_each(&files.map(|file| (Kind::NoSources, file)));
}

#[test]
fn a_line_in_another_language_says_which_and_points_to_somebody_who_speaks_it() {
    let home = "content/pages/index.md";
    for tag in ["en", "welsh"] {
        let test = SiteTest::small().change(home, "lang = \"cy\"", &format!("lang = \"{tag}\""));
        test.finds(Kind::WrongValue, home);
    }
    let line = "text = \"Siaradwch yn Gymraeg.\"\nservice = \"";
    SiteTest::small().change(home, &format!("{line}the-listeners"), &format!("{line}youngline")).finds(Kind::WrongValue, home);
}

#[test]
fn a_service_put_first_under_a_need_that_it_does_not_name_is_found() {
    let test = SiteTest::small().change("content/site.toml", "first = [\"youngline\"", "first = [\"steady\", \"youngline\"");
    let fault = test.finds(Kind::UnknownReference, "content/services/steady.toml");
    assert!(fault.message.contains("young-people"), "{fault:?}");
}

/// The H, W and A pages of the content brief.
const HELP_SEEKING: [&str; 14] = [
    "/help-for-you",
    "/thoughts",
    "/online-behaviour",
    "/staying-in-control",
    "/under-18-worried",
    "/calling-the-helpline",
    "/confidentiality",
    "/therapy",
    "/self-help",
    "/after-police-contact",
    "/worried-about-someone",
    "/someone-arrested",
    "/family-support",
    "/abused-in-the-past",
];

fn main_of(document: &RenderedDocument) -> &str {
    let main = document.body.split_once("<main").map_or("", |(_, main)| main);
    main.split_once("</main>").map_or(main, |(main, _)| main)
}

#[test]
fn every_help_seeking_page_has_the_crisis_page_one_tap_away_and_the_limit_before_the_ways_to_make_contact() {
    let documents = SiteTest::built_in().rendered_at(NOW).documents;
    for path in HELP_SEEKING {
        let page = main_of(documents.iter().find(|document| document.path == path).unwrap());
        assert!(page.contains("href=\"/crisis\""), "{path}");
        // The page that compares them says it in its first sentence.
        let limits = ["none of them keeps everything private", "class=\"limit-line\"", "class=\"limit\"", "card compare"];
        let limit = limits.iter().filter_map(|limit| page.find(limit)).min();
        let limit = limit.unwrap_or_else(|| panic!("{path} states the limit"));
        let start = page.find("Start here").unwrap_or_else(|| panic!("{path} has a first way"));
        assert!(limit < start, "{path}: the limit comes first");
    }
}

#[test]
fn every_fact_on_a_service_page_traces_to_a_source_listed_there() {
    let test = SiteTest::built_in();
    let (site, documents) = (test.site(), test.rendered_at(NOW).documents);
    for service in site.shown_services() {
        let page = without_marks(&documents.iter().find(|document| document.path == service.address()).unwrap().body);
        let contacts = service.contacts.iter().map(|contact| contact.value.source.as_str());
        let used: BTreeSet<&str> = contacts.chain([service.summary.source.as_str()]).collect();
        for id in used {
            let source = service.sources.iter().find(|source| source.id == id).unwrap();
            if !source.is_shown {
                continue;
            }
            // An address without https is named and not linked.
            let host = source.url.as_ref().map(|url| url.split('/').nth(2).unwrap().trim_start_matches("www.").to_owned());
            let listed = source.title.clone().or_else(|| source.supports.clone()).or(host).unwrap_or_else(|| id.to_owned());
            let listed = listed.replace('&', "&amp;");
            assert!(page.contains(&listed), "{} does not list {listed:?}", service.id);
            let link = source.url.as_ref().filter(|url| url.starts_with("https://"));
            assert!(link.is_none_or(|url| page.contains(&url.replace('&', "&amp;"))), "{} does not link {link:?}", service.id);
        }
        let is_sourced = service.sources.iter().any(|source| source.is_shown);
        assert_eq!(page.contains("<summary>Sources</summary>"), is_sourced, "{}", service.id);
    }
}

#[test]
fn cards_say_which_languages_a_service_speaks_and_the_home_page_leads_to_them() {
    let test = SiteTest::built_in();
    let (site, home) = (test.site(), test.page_at("/", NOW));
    let mut count = 0;
    for service in site.shown_services() {
        let card = words(&test_page(&test, &service.address()));
        for language in service.languages.iter().filter(|language| language.confidence.is_shown_as_sure()) {
            assert!(card.contains(&language.value.name), "{}: {}", service.id, language.value.name);
            assert!(!service.is_confirmed() || home.body.contains(&format!("href=\"{}\"", service.address())), "{}", service.id);
            count += 1;
        }
    }
    assert!(count >= 6, "{count}");
    assert!(home.body.contains("<p lang=\"cy\">Cymorth yn Gymraeg"), "one line in Welsh");
    assert!(words(&home).contains("Some services can help in other ways"), "one line in plain English");
}

fn test_page(test: &SiteTest, path: &str) -> RenderedDocument {
    // Rendering is what these tests spend their time on.
    thread_local! { static PAGES: std::cell::RefCell<Vec<RenderedDocument>> = const { std::cell::RefCell::new(Vec::new()) }; }
    PAGES.with_borrow_mut(|pages| {
        if pages.is_empty() {
            *pages = test.rendered_at(NOW).documents;
        }
        pages.iter().find(|page| page.path == path).unwrap().clone()
    })
}

#[test]
fn every_foreign_phrase_is_marked_with_its_language() {
    let test = SiteTest::built_in();
    let site = test.site();
    let lines: Vec<_> = site.pages.values().flat_map(|page| &page.foreign).collect();
    assert!(!lines.is_empty());
    for document in test.rendered_at(NOW).documents.iter().filter(|document| document.media_type == MediaType::Html) {
        for line in &lines {
            let marked = format!("lang=\"{}\">{}", line.lang, line.text);
            let (all, well) = (document.body.matches(&line.text).count(), document.body.matches(&marked).count());
            assert_eq!(all, well, "{}: {:?}", document.path, line.text);
        }
        for word in ["Cymraeg", "Gymraeg", "Cymorth", "Siaradwch", "Polski", "Română"] {
            let places = document.body.match_indices(word).map(|(at, _)| &document.body[..at]);
            for before in places {
                let tag = before.rfind('<').map_or("", |at| &before[at..]);
                assert!(tag.contains("lang=\""), "{}: {word} after {tag}", document.path);
            }
        }
    }
}

#[test]
fn each_group_of_services_begins_with_the_one_for_most_people() {
    let page = SiteTest::built_in().page_at("/services", NOW).body;
    let first_of = |need: &str| {
        let group = page.split_once(&format!("<h2 id=\"{need}\">")).unwrap_or_else(|| panic!("{need}")).1;
        let link = group.split_once("href=\"/services/").unwrap().1;
        link.split('"').next().unwrap().to_owned()
    };
    for (need, service) in [
        ("danger", "emergency-999"),
        ("worried-child", "nspcc-helpline"),
        ("online", "ceop-safety-centre"),
        ("young-people", "childline"),
        ("own-thoughts", "stop-it-now-helpline"),
        ("someone-else", "stop-it-now-helpline"),
        ("past-abuse", "rape-sexual-abuse-support-line"),
        ("coping", "samaritans"),
        ("work-with-children", "nspcc-helpline"),
    ] {
        assert_eq!(first_of(need), service, "{need}");
    }
}

#[test]
fn the_browser_title_of_a_service_for_people_who_may_be_watched_does_not_name_it() {
    let test = SiteTest::built_in();
    for slug in ["stop-it-now-helpline", "rape-sexual-abuse-support-line", "napac", "childline", "stopso"] {
        let page = test_page(&test, &format!("/services/{slug}")).body;
        let title = page.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
        assert_eq!(title, "Services – Waymark", "{slug}");
    }
}

#[test]
fn a_service_without_any_way_to_reach_it_is_not_listed() {
    for service in SiteTest::built_in().site().shown_services().filter(|service| service.contacts.is_empty()) {
        assert!(!service.is_confirmed() && service.id.as_str() != "the-mix", "{}", service.id);
    }
}

#[test]
fn a_new_file_leads_an_editor_to_the_schema_that_was_written_with_it() {
    let folder = tempfile::tempdir().unwrap();
    for (kind, slug, file) in [("service", "new-line", "services/new-line.toml"), ("page", "schools/new", "pages/schools/new.md")]
    {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_waymark"));
        let made = command.args(["new", kind, slug, "--content"]).arg(folder.path()).output().unwrap();
        assert!(made.status.success(), "{made:?}");
        let file = folder.path().join(file);
        let text = std::fs::read_to_string(&file).unwrap();
        let hint = text.lines().find_map(|line| line.strip_prefix("#:schema ")).expect("a line for the editor");
        let schema = std::fs::read(file.parent().unwrap().join(hint)).expect("the schema stands where the line says");
        let schema: serde_json::Value = serde_json::from_slice(&schema).unwrap();
        assert!(schema["properties"].as_object().unwrap().contains_key("review"), "{schema}");
    }
    let found = SourceTree::built_in().replace("content", folder.path()).unwrap();
    assert_eq!(found, [], "schemas are not read as content");
}

#[test]
fn a_line_that_leads_an_editor_to_the_schema_may_stand_in_every_content_file() {
    let tree = SourceTree::built_in();
    let hinted = tree.under("content/").fold(SiteTest::built_in(), |test, (path, text)| {
        let hinted = match text.strip_prefix("+++\n") {
            Some(rest) => format!("+++\n#:schema ../.schema/page.json\n{rest}"),
            None if path.ends_with(".toml") => format!("#:schema ../.schema/kind.json\n{text}"),
            None => text.to_owned(),
        };
        test.file(path, &hinted)
    });
    assert_eq!(hinted.diagnostics(), []);
}
