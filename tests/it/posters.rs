//! Posters: large, plain, safe in black and white, and a code that opens the short address and nothing else.

use std::sync::LazyLock;

use waymark::diagnostic::Kind;
use waymark::render::document::RenderedDocument;

use super::site_test::{NOW, SiteTest, without_marks, words};

const POSTERS: &str = "content/posters.toml";
/// Where each poster leads, in their order: one that is left after a visit by the police gives no reason away.
const LINKS: [&str; 6] = ["parents", "pupils", "staff", "community", "today", "crisis"];
const IDS: [&str; 6] = ["parents", "pupils", "staff", "community", "family", "waiting-room"];
const WAYS: [&str; 6] = ["", "/no-code", "/a5", "/a5/no-code", "/cards", "/cards/no-code"];

/// Posters with a card of words to begin with.
const WITH_FIRST_WORDS: [&str; 2] = ["parents", "pupils"];

/// The short address as it stands on paper: a line may end before each part.
fn printed(path: &str) -> String {
    format!("<span>waymark</span><wbr><span>.example</span><wbr><span>{path}</span>")
}

/// The built-in site, rendered once for all tests here.
fn documents() -> &'static [RenderedDocument] {
    static DOCUMENTS: LazyLock<Vec<RenderedDocument>> = LazyLock::new(|| SiteTest::built_in().rendered_at(NOW).documents);
    &DOCUMENTS
}

fn poster(id: &str, way: &str) -> &'static RenderedDocument {
    let path = format!("/schools/posters/{id}{way}");
    documents().iter().find(|document| document.path == path).unwrap_or_else(|| panic!("{path} is rendered"))
}

/// What stands between `before` and the next `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map_or("", |(inside, _)| inside)
}

/// Draws the path of a code, `M4 4h7v1h-7z` a run of dark modules, with four dots a module.
fn drawn(side: usize, path: &str) -> Vec<bool> {
    const DOTS: usize = 4;
    let width = side * DOTS;
    let mut dots = vec![false; width * width];
    for run in path.split('M').skip(1) {
        let numbers: Vec<usize> =
            run.split(['h', 'v']).next().unwrap().split(' ').map(|number| number.parse().unwrap()).collect();
        let length: usize = between(run, "h", "v").parse().unwrap();
        for row in numbers[1] * DOTS..(numbers[1] + 1) * DOTS {
            dots[row * width + numbers[0] * DOTS..][..length * DOTS].fill(true);
        }
    }
    dots
}

/// The error level, and what a reader of codes reads.
fn read(page: &RenderedDocument) -> (u16, String) {
    let side: usize = between(&page.body, "viewBox=\"0 0 ", "\"").split(' ').next().unwrap().parse().unwrap();
    let code = between(&page.body, "class=\"qr\"", "</svg>");
    let side = between(code, "viewBox=\"0 0 ", " ").parse().unwrap_or(side);
    let dots = drawn(side, between(code, "<path id=\"code\" fill=\"#000\" d=\"", "\""));
    let width = side * 4;
    let mut picture = rqrr::PreparedImage::prepare_from_bitmap(width, width, |x, y| dots[y * width + x]);
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1, "{}: one code", page.path);
    let (about, text) = grids[0].decode().unwrap();
    (about.ecc_level, text)
}

#[test]
fn the_code_on_a_poster_opens_its_short_address_and_nothing_else() {
    // ISO/IEC 18004, table 12: the two bits 11 stand for level Q, 10 for level H.
    const GOOD_ENOUGH: [u16; 2] = [0b11, 0b10];
    for (id, link) in IDS.into_iter().zip(LINKS) {
        let words = WITH_FIRST_WORDS.contains(&id).then_some("/words");
        for way in ["", "/a5", "/cards"].into_iter().chain(words) {
            let (level, text) = read(poster(id, way));
            assert_eq!(text, format!("https://waymark.example/go/{link}"), "{id}{way}");
            assert!(GOOD_ENOUGH.contains(&level), "{id}{way}: error level {level:#b}");
        }
    }
}

#[test]
fn every_poster_is_offered_without_a_code() {
    for (id, link) in IDS.into_iter().zip(LINKS) {
        for way in ["/no-code", "/a5/no-code", "/cards/no-code"] {
            let page = poster(id, way);
            assert!(!page.body.contains("class=\"qr\""), "{}", page.path);
            assert!(page.body.contains(&printed(&format!("/go/{link}"))), "{}: the address is printed", page.path);
        }
    }
}

#[test]
fn a_poster_says_999_first_then_a_number_then_the_address_and_when_it_was_checked() {
    let site = SiteTest::built_in().site();
    for one in &site.posters.as_ref().unwrap().posters {
        for way in WAYS {
            let page = poster(&one.id, way);
            let sheet = page.body.split_once("<section class=\"sheet").unwrap().1;
            let number = site.service(&one.numbers[0].service).phone().unwrap().number().unwrap().shown();
            let address = printed(&format!("/go/{}", one.link));
            // The numbers of a card with two sides stand on the second, and before the number of a card comes its strip.
            let number = if sheet.contains("two-sided") { ">999</" } else { number };
            let places: Vec<usize> = [">999</", number, address.as_str(), "Checked November 2026. Replace after February 2027"]
                .map(|text| sheet.find(text).unwrap_or(0))
                .to_vec();
            assert!(places[0] > 0 && places.is_sorted(), "{}: {places:?}", page.path);
        }
    }
}

#[test]
fn a_poster_needs_no_colour_and_nothing_from_outside() {
    for id in IDS {
        for way in WAYS {
            let sheet = between(&poster(id, way).body, "<section class=\"sheet", "</section>");
            for never in ["<img", "http", "style=", "url(", "<a "] {
                assert!(!sheet.contains(never), "{never} in {id}{way}");
            }
            let fills = sheet.match_indices("fill=\"").map(|(at, _)| &sheet[at + 6..at + 10]);
            assert!(fills.into_iter().all(|fill| fill == "#000" || fill == "#fff"), "{id}{way}");
        }
    }
}

#[test]
fn strips_and_cards_say_nothing_that_gives_a_person_away() {
    for id in IDS {
        let strips = between(&poster(id, "").body, "<div class=\"strips\"", "</div>");
        // A card to fold has no strips: it goes into a pocket as a whole, and what is outside says only when it is for.
        let is_folded = poster(id, "").body.contains("class=\"sheet a4 fold\"");
        // One with two long names and when they answer has fewer strips.
        let (count, at_once) = (
            strips.matches("<p>").count(),
            match id {
                "family" => (0, 10),
                "community" => (5, 10),
                "waiting-room" => (7, 10),
                _ => (8, 10),
            },
        );
        assert_eq!(count, at_once.0, "{id}");
        let strips = if is_folded { between(&poster(id, "").body, "<p class=\"front\">", "</section>") } else { strips };
        let cards = &poster(id, "/cards").body;
        assert_eq!(cards.matches("class=\"piece\"").count(), at_once.1, "{id}");
        for text in [strips, between(cards, "<div class=\"piece\"", "class=\"piece\"")] {
            let text = text.to_lowercase();
            for word in ["abuse", "sexual", "thoughts", "police", "report"] {
                assert!(!text.contains(word), "{word} on a piece of {id}");
            }
        }
    }
}

#[test]
fn the_list_of_posters_leads_to_every_one_of_them() {
    let list = documents().iter().find(|document| document.path == "/schools/posters").unwrap();
    for id in IDS {
        for way in WAYS {
            assert!(list.body.contains(&format!("href=\"/schools/posters/{id}{way}\"")), "{id}{way}");
        }
    }
    assert!(words(list).contains("Print at full size"));
    let sitemap = documents().iter().find(|document| document.path == "/sitemap.xml").unwrap();
    assert!(sitemap.body.contains("https://waymark.example/schools/posters/parents</loc>"));
    assert!(!sitemap.body.contains("/no-code"), "search engines are led to one of each");
}

#[test]
fn a_poster_for_pupils_leads_to_their_page_only() {
    let wrong = SiteTest::built_in().change(POSTERS, "link = \"pupils\"", "link = \"help\"");
    assert!(wrong.finds(Kind::PupilLink, POSTERS).is_error());
}

#[test]
fn only_a_number_that_stands_is_printed() {
    let note = "status = \"unconfirmed\"\nstatus_note = \"We could not confirm it.\"";
    let unsure = SiteTest::built_in().change("content/services/childline.toml", "status = \"active\"", note);
    assert!(unsure.finds(Kind::Phone, POSTERS).is_error());
    let no_number = SiteTest::built_in().change(POSTERS, "service = \"childline\"", "service = \"iwf\"");
    assert!(no_number.finds(Kind::Phone, POSTERS).is_error());
}

#[test]
fn what_a_label_says_of_hours_stands_on_strips_and_cards_too_or_is_told() {
    let shut = "usually shut at night and at weekends";
    let strips = without_marks(between(&poster("community", "").body, "<div class=\"strips\"", "</div>"));
    assert!(strips.contains(&format!("Stop It Now helpline, {shut}: <b>")), "{strips}");
    for id in ["community", "family", "waiting-room"] {
        assert!(without_marks(&poster(id, "/cards").body).contains(&format!("Stop It Now helpline, {shut}<b>")), "{id}");
    }
    assert!(!between(&poster("pupils", "").body, "<div class=\"strips\"", "</div>").contains("night"), "Childline is open");
    let when = format!("when = \"{shut}\"\n");
    let fault = SiteTest::built_in().change(POSTERS, &when, "").finds(Kind::HoursLeftOff, POSTERS);
    assert!(!fault.is_error() && fault.message.contains("`stop-it-now-helpline` says “shut”"), "{fault:?}");
    let kept_back = SiteTest::built_in().change(POSTERS, &when, "in_pocket = false\n").diagnostics();
    assert!(kept_back.iter().all(|fault| fault.kind != Kind::HoursLeftOff), "{kept_back:?}");
}
