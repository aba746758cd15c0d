//! What a page says of itself to the browser, to search engines and over somebody's shoulder.

use waymark::render::document::{MediaType, RenderedDocument};

use super::site_test::{NOW, SiteTest};

fn pages() -> Vec<RenderedDocument> {
    let documents = SiteTest::built_in().rendered_at(NOW).documents;
    documents.into_iter().filter(|document| document.media_type == MediaType::Html).collect()
}

/// Without quotation marks, which the report page leaves out where it can.
fn head(page: &RenderedDocument) -> String {
    page.body.split_once("</head>").unwrap().0.replace('"', "")
}

/// The text between two marks, which must stand in the head exactly once.
fn only(page: &RenderedDocument, before: &str, after: &str) -> String {
    let head = head(page);
    let parts: Vec<&str> = head.split(before).collect();
    let [_, rest] = parts[..] else { panic!("{}: {before} once, not {}", page.path, parts.len() - 1) };
    rest.split_once(after).unwrap().0.to_owned()
}

#[test]
fn every_title_is_a_short_tab_and_the_name_of_the_site_once() {
    for page in pages() {
        let title = only(&page, "<title>", "</title>");
        let tab = title.strip_suffix(" – Waymark");
        let is_sound =
            if page.path == "/" { title == "Waymark" } else { tab.is_some_and(|tab| !tab.is_empty() && tab != "Waymark") };
        assert!(is_sound, "{}: {title}", page.path);
    }
}

#[test]
fn the_tab_of_a_sensitive_page_tells_nobody_what_it_is_about() {
    let site = SiteTest::built_in().site();
    let sensitive: Vec<_> = site.pages.values().filter(|page| page.is_sensitive).collect();
    assert!(sensitive.len() > 5, "there are sensitive pages");
    for page in sensitive {
        for word in ["abuse", "offend", "sex", "arrest", "porn"] {
            assert!(!page.tab.to_lowercase().contains(word), "{}: {}", page.path, page.tab);
        }
    }
}

#[test]
fn every_page_names_its_one_public_address() {
    for page in pages() {
        let address = only(&page, "<link rel=canonical href=", ">");
        // The other sizes of a poster are the same poster.
        let is_size = page.path.starts_with("/schools/posters/") && page.path.matches('/').count() > 3;
        let path = if is_size { page.path.rsplit_once('/').unwrap().0 } else { &page.path };
        let path = if is_size && path.matches('/').count() > 3 { path.rsplit_once('/').unwrap().0 } else { path };
        assert_eq!(address, format!("https://waymark.example{path}"));
    }
}

#[test]
fn no_page_offers_a_preview_to_social_sites_or_asks_for_anything_ahead() {
    for page in pages() {
        for sign in
            ["property=og:", "name=twitter:", "rel=preload", "rel=prefetch", "rel=preconnect", "dns-prefetch", "rel=manifest"]
        {
            assert!(!head(&page).contains(sign), "{}: {sign}", page.path);
        }
    }
}

#[test]
fn the_icon_is_inside_the_page_and_shows_no_word_or_link() {
    let pages = pages();
    let icon = only(&pages[0], "<link rel=icon href=", ">");
    assert!(icon.starts_with("data:image/svg+xml,"), "{icon}");
    assert!(!icon.contains([' ', '#', '<', '>']), "an address holds none of these: {icon}");
    for sign in ["%3Ctext", "%3Ctitle", "%3Cimage", "href", "%3Cscript"] {
        assert!(!icon.contains(sign), "{sign}");
    }
    assert!(pages.iter().all(|page| only(page, "<link rel=icon href=", ">") == icon), "every page has the same");
}

#[test]
fn every_page_but_the_outcomes_says_what_it_is_for_or_stays_out_of_search_engines() {
    for page in pages().into_iter().filter(|page| !page.path.starts_with("/report/")) {
        let head = head(&page);
        let is_hidden = head.contains("<meta name=robots content=noindex>");
        let description = head.split("<meta name=description content=").nth(1).map(|rest| rest.split('>').next().unwrap());
        let length = description.map_or(0, |text| text.chars().count());
        assert!(is_hidden || (40..=200).contains(&length), "{}: {description:?}", page.path);
    }
}

#[test]
fn programs_that_answer_people_are_told_the_emergency_number_first_and_then_the_main_lines_and_the_report_page() {
    let documents = SiteTest::built_in().rendered_at(NOW).documents;
    let text = &documents.iter().find(|document| document.path == "/llms.txt").unwrap().body;
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    let order =
        [": 999. ", "0808 800 5000", "0800 1111", "0808 1000 900", "116 123", "open https://waymark.example/report"].map(at);
    assert!(order.is_sorted(), "{text}");
    assert_eq!(text.lines().find(|line| line.starts_with("- ")).map(|line| line.contains(": 999. ")), Some(true), "{text}");
}
