//! Posters, small posters and wallet cards: pages that print on one sheet each, with a QR code and without.
//!
//! Takes the posters of the site. Numbers come from the services, addresses from the short addresses; the words come from
//! `posters.toml`. On screen a poster stands inside the site's frame; on paper the frame steps aside (`static/style.css`).

use serde::Serialize;

use super::Renderer;
use super::assets::PageStyle;
use super::body::BlockView;
use super::kit::{month, short};
use super::number::NumberView;
use super::qr::{self, QrView};
use super::shell::{HeadView, ReviewView, canonical};
use crate::paper::{self, CardForm, PosterOnPaper, address_parts};
use crate::site::Site;
use crate::site::id::ServiceId;
use crate::site::kit::{Poster, Posters};
use crate::site::page::Page;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sheet {
    A4,
    A5,
    /// Wallet cards on a sheet of A4.
    Cards,
    /// The same with words to begin with.
    FirstWords,
}

/// With a code to scan, or without: a code opens an address that a phone remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    Printed,
    LeftOut,
}

/// Every way a poster can be offered, the first at the poster's own address.
const WAYS: [(Sheet, Code); 8] = [
    (Sheet::A4, Code::Printed),
    (Sheet::A4, Code::LeftOut),
    (Sheet::A5, Code::Printed),
    (Sheet::A5, Code::LeftOut),
    (Sheet::Cards, Code::Printed),
    (Sheet::Cards, Code::LeftOut),
    (Sheet::FirstWords, Code::Printed),
    (Sheet::FirstWords, Code::LeftOut),
];

/// Search engines cut a longer description, in letters.
const DESCRIPTION: usize = 200;

/// What a poster's page shows.
#[derive(Debug, Serialize)]
struct PosterView<'a> {
    name: &'a str,
    title: &'a str,
    lines: Vec<&'a str>,
    /// It prints as a card to fold in four.
    is_folded: bool,
    danger: &'a str,
    emergency: &'a str,
    numbers: Vec<PrintedNumberView<'a>>,
    /// "waymark.example/go/parents".
    short: String,
    /// The same in parts, between which a line may end.
    address: Vec<String>,
    strip: &'a str,
    qr: Option<QrView>,
    /// a4, a5, cards or words.
    sheet: &'static str,
    /// How large its letters are.
    step: u8,
    /// How its cards are set.
    cards: CardsView,
    /// The address on strips needs smaller letters.
    has_small_address: bool,
    /// One entry a strip or card.
    pieces: Vec<usize>,
    checked: String,
    due: String,
    /// The other ways this poster is offered.
    others: Vec<PosterVersionView>,
}

/// A number on a poster.
#[derive(Debug, Serialize)]
struct PrintedNumberView<'a> {
    label: &'a str,
    service: &'a str,
    number: NumberView,
    /// It stands on strips too.
    is_in_pocket: bool,
    /// When they answer, on strips and cards.
    when: Option<&'a str>,
    /// On a card with words to begin with.
    first_words: &'a [String],
}

/// How wallet cards are set.
#[derive(Debug, Serialize)]
struct CardsView {
    is_two_sided: bool,
    has_columns: bool,
}

impl CardsView {
    const fn of(form: CardForm) -> Self {
        Self { is_two_sided: form.is_two_sided, has_columns: form.has_columns }
    }
}

/// One way a poster is offered.
#[derive(Debug, Serialize)]
struct PosterVersionView {
    sheet: &'static str,
    has_code: bool,
    href: String,
}

/// What the list of posters shows.
#[derive(Debug, Serialize)]
struct ListView<'a> {
    body: Vec<BlockView>,
    posters: Vec<ListedView<'a>>,
    review: ReviewView,
}

#[derive(Debug, Serialize)]
struct ListedView<'a> {
    id: &'a str,
    name: &'a str,
    title: &'a str,
    short: String,
    ways: Vec<PosterVersionView>,
}

impl Renderer<'_> {
    pub(super) fn poster_list(&mut self, page: &Page, head: &HeadView) -> String {
        let site = self.site;
        let listed = site.posters.iter().flat_map(|posters| &posters.posters).map(|poster| ListedView {
            id: &poster.id,
            name: &poster.name,
            title: &poster.title.text,
            short: short(site, &format!("/go/{}", poster.link)),
            ways: ways(poster).map(|way| way_view(poster, way)).collect(),
        });
        let view = ListView {
            body: self.cards().blocks(&page.body),
            posters: listed.collect(),
            review: ReviewView::of(&page.review, site, self.moment),
        };
        self.html("posters.html", PageStyle::Page, head, view)
    }

    /// Every poster in every way it is offered.
    pub(super) fn posters(&mut self) {
        let site = self.site;
        if let Some(posters) = &site.posters {
            for poster in &posters.posters {
                let on_paper = paper::set(site, posters, poster);
                for way in ways(poster) {
                    let head = poster_head(site, poster, way);
                    let page_style = if way.0 == Sheet::A5 { PageStyle::PosterA5 } else { PageStyle::PosterA4 };
                    let view = poster_view(site, posters, poster, way, &on_paper);
                    let body = self.html("poster.html", page_style, &head, view);
                    self.push(head.path, "/schools/posters/{poster}", page_style, body);
                }
            }
        }
    }
}

/// The variants lead search engines to the poster's own address.
fn poster_head(site: &Site, poster: &Poster, way: (Sheet, Code)) -> HeadView {
    HeadView {
        tab: poster.name.clone(),
        title: poster.name.clone(),
        description: description(poster),
        path: address(poster, way),
        canonical: canonical(site, &poster.address()),
        is_sensitive: false,
        has_menu: true,
        is_hidden: way != WAYS[0],
    }
}

/// The title and as many lines as search engines show. A line to fill in by hand says nothing to them.
fn description(poster: &Poster) -> String {
    let mut text = poster.title.text.clone();
    if !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    for line in poster.lines.iter().map(|line| &line.text).filter(|line| !line.contains("……")) {
        if text.chars().count() + line.chars().count() >= DESCRIPTION {
            break;
        }
        text = format!("{text} {line}");
    }
    text
}

fn poster_view<'a>(
    site: &'a Site,
    posters: &'a Posters,
    poster: &'a Poster,
    way: (Sheet, Code),
    on_paper: &PosterOnPaper,
) -> PosterView<'a> {
    let (sheet, printed) = way;
    let link = format!("/go/{}", poster.link);
    let cards = if sheet == Sheet::FirstWords { on_paper.first_words } else { on_paper.cards };
    let is_of_cards = is_of_cards(sheet);
    let short = short(site, &link);
    PosterView {
        name: &poster.name,
        title: &poster.title.text,
        lines: poster.lines.iter().map(|line| line.text.as_str()).collect(),
        is_folded: poster.is_folded() && !is_of_cards,
        danger: &posters.danger.text,
        emergency: number(site, &posters.emergency).unwrap_or_default(),
        numbers: numbers(site, poster, sheet),
        address: address_parts(&short).into_iter().map(str::to_owned).collect(),
        short,
        strip: &poster.strip.text,
        qr: (printed == Code::Printed).then(|| qr::code(&canonical(site, &link))).flatten(),
        sheet: sheet_name(sheet),
        step: if is_of_cards { cards.letters.number } else { on_paper.letters.number },
        cards: CardsView::of(cards),
        has_small_address: on_paper.strips.has_small_address,
        pieces: (0..if is_of_cards { cards.on_a_sheet() } else { on_paper.strips.count.into() }).collect(),
        checked: month(posters.review.checked),
        due: month(posters.review.due),
        others: ways(poster).filter(|other| *other != way).map(|other| way_view(poster, other)).collect(),
    }
}

/// The ways in which this poster is offered.
fn ways(poster: &Poster) -> impl Iterator<Item = (Sheet, Code)> {
    WAYS.into_iter().filter(|(sheet, _)| *sheet != Sheet::FirstWords || poster.has_first_words)
}

fn numbers<'a>(site: &'a Site, poster: &'a Poster, sheet: Sheet) -> Vec<PrintedNumberView<'a>> {
    let numbers = poster.numbers.iter().filter(|one| one.is_in_pocket || !is_of_cards(sheet));
    let numbers = numbers.filter_map(|one| {
        let service = site.service(&one.service);
        let on_contact = service.on_contact.as_ref().filter(|_| sheet == Sheet::FirstWords);
        Some(PrintedNumberView {
            label: &one.label.text,
            service: &service.name,
            number: NumberView::of(service.phone()?)?,
            is_in_pocket: one.is_in_pocket,
            when: poster.when.get(&one.service).map(|when| when.text.as_str()),
            first_words: on_contact.map(|on_contact| on_contact.value.first_words.as_slice()).unwrap_or_default(),
        })
    });
    numbers.collect()
}

const fn is_of_cards(sheet: Sheet) -> bool {
    matches!(sheet, Sheet::Cards | Sheet::FirstWords)
}

/// The number to ring; the check refuses a poster whose service has none.
fn number<'a>(site: &'a Site, id: &ServiceId) -> Option<&'a str> {
    site.service(id).phone()?.number().map(crate::site::contact::PhoneNumber::shown)
}

fn way_view(poster: &Poster, way: (Sheet, Code)) -> PosterVersionView {
    PosterVersionView { sheet: sheet_name(way.0), has_code: way.1 == Code::Printed, href: address(poster, way) }
}

const fn sheet_name(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::A4 => "a4",
        Sheet::A5 => "a5",
        Sheet::Cards => "cards",
        Sheet::FirstWords => "words",
    }
}

fn address(poster: &Poster, way: (Sheet, Code)) -> String {
    let sheet = match way.0 {
        Sheet::A4 => "",
        Sheet::A5 => "/a5",
        Sheet::Cards => "/cards",
        Sheet::FirstWords => "/words",
    };
    let code = if way.1 == Code::Printed { "" } else { "/no-code" };
    format!("{}{sheet}{code}", poster.address())
}
