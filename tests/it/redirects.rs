//! Retired addresses as the documentation explains them, and every slip in their file at its line.

use std::fs;

use waymark::diagnostic::Kind;

use super::site_test::SiteTest;

const FILE: &str = "content/redirects.toml";

/// The example below the words that a document has before it.
fn example(document: &str, heading: &str) -> String {
    let text = fs::read_to_string(document).unwrap();
    let (_, part) = text.split_once(heading).unwrap_or_else(|| panic!("{document} has {heading:?}"));
    part.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example").to_owned()
}

#[test]
fn the_examples_of_the_documentation_work_as_they_stand() {
    let alone = example("content/README.md", "## Take a page away");
    let built_in = SiteTest::built_in();
    let site = built_in.file(FILE, &alone).site();
    assert_eq!(site.redirects["/services/old-line"], "/services/childline");
    assert_eq!(site.gone, ["/old-page"]);
    let of_copy = example("docs/run-your-own-copy.md", "## Addresses that your copy no longer has");
    let folder = tempfile::tempdir().unwrap();
    super::site_test::copy(std::path::Path::new("tests/fixtures/county"), folder.path());
    fs::write(folder.path().join("redirects.toml"), of_copy).unwrap();
    let site = SiteTest::built_in().overlay(folder.path().to_str().unwrap()).site();
    assert_eq!(site.redirects["/our-old-name"], "/crisis");
    assert!(site.redirects.contains_key("/thinkuknow"), "the built-in ones stay");
    assert!(site.gone.contains(&"/our-old-page".to_owned()));
}

#[test]
fn a_slip_in_a_retired_address_is_told_at_its_line_and_not_by_a_program_that_cannot_run() {
    for (text, kind, said) in [
        ("[moved]\n\"/Old-A?id=$4\" = \"/crisis\"\n", Kind::Address, "is not an address of this site"),
        ("[moved]\n\"/Old-A#id\" = \"/crisis\"\n", Kind::Address, "is not an address of this site"),
        ("[moved]\n\"/oruk/v3/services?page=2\" = \"/crisis\"\n", Kind::Duplicate, "open data"),
        ("[moved]\n\"/Go/parents?id=2\" = \"/crisis\"\n", Kind::Duplicate, "short addresses"),
        ("[moved]\n\"/old?id=2\" = \"/crisys\"\n", Kind::BrokenLink, "`/crisys`"),
        ("[moved]\n\"old\" = \"/crisis\"\n", Kind::Address, "is not an address of this site"),
        ("[moved]\n\"/about\" = \"/crisis\"\n", Kind::Duplicate, "a page stands there"),
        ("[moved]\n\"/About/\" = \"/crisis\"\n", Kind::Duplicate, "a page stands there"),
        ("[moved]\n\"/health/ready\" = \"/crisis\"\n", Kind::Duplicate, "whether it is well"),
        ("[moved]\n\"/go/parents\" = \"/crisis\"\n", Kind::Duplicate, "short addresses"),
        ("[moved]\n\"/report/o1\" = \"/crisis\"\n", Kind::Duplicate, "an answer of routing.toml"),
        ("[moved]\n\"/old\" = \"/crisys\"\n", Kind::BrokenLink, "`/crisys`"),
        ("\ngone = [\"/old b/?x\"]\n", Kind::Address, "only a whole address can be gone"),
        ("\ngone = [\"/crisis\"]\n", Kind::Duplicate, "a page stands there"),
        ("\ngone = [\"/old\", \"/old\"]\n", Kind::Duplicate, "retired twice"),
        ("\ngone = [\"/old\", \"/Old/\"]\n", Kind::Duplicate, "retired twice"),
        ("# both\ngone = [\"/old\"]\n[moved]\n\"/old\" = \"/crisis\"\n", Kind::Duplicate, "retired twice"),
    ] {
        let fault = SiteTest::small().file(FILE, text).finds(kind, FILE);
        assert!(fault.message.contains(said) && fault.place.line == 2 && fault.help.is_some(), "{text}: {fault:?}");
    }
}

#[test]
fn an_address_of_an_older_site_is_kept_in_one_way() {
    let moved = "[moved]\n\"/Advice/Default.aspx\" = \"/crisis\"\n\"/Our Advice/\" = \"/young-people\"\n\
                 \"/Advice/Default.aspx?ID=3\" = \"/young-people\"\n\"/crisis?page_id=3\" = \"/young-people\"\n";
    let site = SiteTest::small().change(FILE, "[moved]\n", moved);
    let kept = site.site().redirects.clone();
    assert_eq!(kept["/advice/default.aspx"], "/crisis");
    assert_eq!(kept["/our advice"], "/young-people");
    assert_eq!(kept["/advice/default.aspx?ID=3"], "/young-people");
    assert_eq!(kept["/crisis?page_id=3"], "/young-people", "a page may stand there, and is not asked for so");
}

#[test]
fn no_page_stands_where_something_else_does() {
    let page = SiteTest::small().tree().text("content/pages/about.md").expect("a page").to_owned();
    for (path, said) in [
        ("/health/ready", "whether it is well"),
        ("/health/live", "whether it is well"),
        ("/oruk/v3/services", "open data"),
        ("/go/parents", "short addresses"),
        ("/404", "missing"),
        ("/services/youngline", "a service has its card"),
        ("/report/o1", "an answer of routing.toml"),
        ("/schools/posters/parents", "a poster stands there"),
        ("/schools/posters/parents/a5", "a poster stands there"),
    ] {
        let file = format!("content/pages{path}.md");
        let fault = SiteTest::small().file(&file, &page).finds(Kind::Duplicate, &file);
        assert!(fault.message.contains(said) && fault.place.line > 0 && fault.help.is_some(), "{path}: {fault:?}");
    }
}
